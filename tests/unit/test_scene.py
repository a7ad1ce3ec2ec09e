"""Two atlases as scenes: cards, legend, tenures and spans, as literal text."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest

from baltic_map.atlas import open_atlas
from baltic_map.contract import Area, Feature, LegendGroup, Scene, Span, TextNumber, Tick, UncertainSpan
from baltic_map.scene import build_scene
from tests.fixtures.make_tiny import collection, feature
from tests.unit.small_atlases import TINY, holdings, tiny_with

LANGS = ("en", "et", "lv", "lt")

# West: two rows that say the same, then annexed. Middle: two rows that meet on an uncertain day. East: there and back.
HANDED_OVER = holdings(
    "west,1900-01-01,1900-01-03,AAA,AAA,AAA,free,book,",
    "west,1900-01-03,1900-01-05,AAA,AAA,AAA,free,paper,",
    "west,1900-01-05,,BBB,BBB,AAA,annexed,book,One note.",
    "middle,1900-01-01,1900-01-03/1900-01-04,BBB,BBB,BBB,free,book,",
    "middle,1900-01-03/1900-01-04,,BBB,BBB,BBB,free,book,",
    "east,1900-01-01,1900-01-03,BBB,BBB,BBB,free,book,",
    "east,1900-01-03,1900-01-05,AAA,AAA,BBB,annexed,book,",
    "east,1900-01-05,,BBB,BBB,BBB,free,book,",
)
ANNEXED = """\
[statuses.annexed]
name = "Annexed by {controller}"
"name:et" = "Annekteeritud: {controller}"
"name:lv" = "Anektēta: {controller}"
"name:lt" = "Aneksuota: {controller}"
fill = "controller"
inner = "own"
"""


def border(key: str, x: float, precision_km: float) -> dict[str, object]:
    left, right = key.split("-")
    line = {"type": "LineString", "coordinates": [[x, 51 + 0.5 * step] for step in range(5)]}
    return feature(line, id=key, name=key, left=left, right=right, precision_km=precision_km, sources=["book"])


@pytest.fixture(scope="module")
def tiny() -> Scene:
    return build_scene(open_atlas(TINY), LANGS)


@pytest.fixture(scope="module")
def handed_over(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    files = {
        "holdings.csv": HANDED_OVER,
        "borders.geojson": collection([border("west-middle", 2, 2), border("middle-east", 4, 5)]),
    }
    config = {
        '"name:lt" = "Alija"': '"name:et" = "Aalia"\n"name:lv" = "Ālija"\n"name:lt" = "Alija"',
        "[statuses.occupied]": f"{ANNEXED}\n[statuses.occupied]",
    }
    return build_scene(open_atlas(tiny_with(tmp_path_factory.mktemp("handed-over"), files, config)), LANGS)


def said(scene: Scene, number: TextNumber) -> tuple[str | None, ...]:
    """Give a text in every language; ``None`` where it reads as in English."""
    return tuple(locale.texts[number] for locale in scene.locales)


def english(scene: Scene, number: TextNumber) -> str | None:
    return scene.locales[0].texts[number]


def feature_of(scene: Scene, key: str) -> Feature:
    return next(each for each in scene.features if each.id == key)


def groups(scene: Scene) -> list[LegendGroup]:
    return [*scene.readings[0].legend, *scene.legend]


def area_of(scene: Scene, key: str) -> Area:
    return next(each for each in scene.readings[0].areas if each.id == key)


def spans(found: Iterable[Span]) -> list[tuple[int, int]]:
    return [(each.first, each.stop) for each in found]


# ---------------------------------------------------------------- features


def test_the_card_of_a_feature_is_written_in_every_language(tiny: Scene) -> None:
    fight = feature_of(tiny, "fight")
    assert said(tiny, fight.title) == ("Fight at Oldtown", None, None, None)
    assert said(tiny, fight.facts.kind) == ("Fight", None, None, None)
    assert said(tiny, fight.facts.dates) == (
        "5 January 1900, 14:06, local time",
        "5. jaanuar 1900, 14:06, kohalik aeg",
        "1900. gada 5. janvāris, plkst. 14:06 (vietējais laiks)",
        "1900 m. sausio 5 d., 14:06 val. vietos laiku",
    )
    assert said(tiny, fight.facts.certainty) == ("Certain", "Kindel", "Droši zināms", "Patikima")
    assert said(tiny, fight.facts.position) == (
        "Exact position, within 1 km",
        "Täpne asukoht, täpsus 1 km",
        "Precīza vieta, precizitāte līdz 1 km",
        "Tiksli vieta, 1 km tikslumu",
    )
    assert english(tiny, fight.description) == "About Fight at Oldtown."
    assert english(tiny, fight.note) == ""


def test_a_card_names_the_last_day_not_the_day_after_it(tiny: Scene) -> None:
    dates = {each.id: english(tiny, each.facts.dates) for each in tiny.features}
    assert dates == {
        "north-zone": "3 January 1900 to 7 January 1900",
        "march-west": "5 January 1900 to 6 January 1900",
        "oldtown": "from 1 January 1900, beyond the end of this atlas",
        "sea": "from 1 January 1900, beyond the end of this atlas",
        "fight": "5 January 1900, 14:06, local time",
        "second-fight": "between 5 January 1900 and 6 January 1900 to 6 January 1900",
        "lost-fight": "5 January 1900",
    }


def test_a_feature_is_so_on_its_days(tiny: Scene) -> None:
    assert {each.id: each.span for each in tiny.features} == {
        "north-zone": UncertainSpan(2, 7, 2, 7),
        "march-west": UncertainSpan(4, 6, 4, 6),
        "oldtown": UncertainSpan(0, 10, 0, 10),
        "sea": UncertainSpan(0, 10, 0, 10),
        "fight": UncertainSpan(4, 5, 4, 5),
        "second-fight": UncertainSpan(4, 6, 5, 6),
        "lost-fight": UncertainSpan(4, 5, 4, 5),
    }


def test_names_are_by_language_and_todays_name_is_told_if_it_is_another(tiny: Scene) -> None:
    town, sea = feature_of(tiny, "oldtown"), feature_of(tiny, "sea")
    assert town.names == {"en": "Oldtown", "lt": "Senmiestis"}
    assert said(tiny, town.title) == ("Oldtown", None, None, "Senmiestis")
    assert english(tiny, town.name_today) == "Newtown"
    assert english(tiny, sea.name_today) == ""


def test_a_feature_has_the_role_of_its_layer_and_a_symbol(tiny: Scene) -> None:
    roles = {each.id: each.role for each in tiny.features if each.id in {"north-zone", "oldtown", "fight"}}
    assert roles == {"north-zone": None, "oldtown": "places", "fight": "events"}
    fills = {each.id: tiny.symbols[each.symbol].fill for each in tiny.features if each.layer == "events"}
    assert fills == {"fight": "full", "second-fight": "dashed", "lost-fight": "full"}
    assert feature_of(tiny, "lost-fight").geometry is None


def test_the_events_of_a_day_are_by_certainty(tiny: Scene) -> None:
    assert [(spans([each.span]), each.features) for each in tiny.events] == [
        ([(4, 5)], ("fight", "lost-fight", "second-fight")),
        ([(5, 6)], ("second-fight",)),
    ]


# ---------------------------------------------------------------- areas and borders


def test_the_card_of_an_area_is_written_in_every_language(handed_over: Scene) -> None:
    area = area_of(handed_over, "bbb-bbb-aaa-annexed")
    assert said(handed_over, area.label) == (
        "West: annexed by Beland",
        "West: annekteeritud: Beland",
        "West: anektēta: Beland",
        "West: aneksuota: Beland",
    )
    assert [(fact.name, said(handed_over, fact.text)) for fact in area.facts] == [
        (
            "status",
            ("Annexed by Beland", "Annekteeritud: Beland", "Anektēta: Beland", "Aneksuota: Beland"),
        ),
        ("state", ("Beland", None, None, None)),
        ("recognised", ("Aland", "Aalia", "Ālija", "Alija")),
        (
            "dates",
            (
                "from 5 January 1900, beyond the end of this atlas",
                "algus 5. jaanuar 1900, kestab ka pärast atlase lõppu",
                "1900. gada 5. janvāris – arī pēc šī atlanta beigām",
                "pradžia: 1900 m. sausio 5 d.; tęsiasi ir už šio atlaso ribų",
            ),
        ),
    ]
    assert english(handed_over, area.note) == "One note."


def test_an_area_under_foreign_arms_names_who_controls_it(tiny: Scene) -> None:
    area = area_of(tiny, "aaa-bbb-aaa-occupied")
    assert [(fact.name, english(tiny, fact.text)) for fact in area.facts] == [
        ("status", "Occupied"),
        ("state", "Aland"),
        ("controller", "Beland"),
        ("dates", "from 5 January 1900, beyond the end of this atlas"),
    ]


def test_areas_are_named_after_their_state_and_list_their_parts(tiny: Scene) -> None:
    assert [
        (english(tiny, each.title), english(tiny, each.parts), spans(each.spans)) for each in tiny.readings[0].areas
    ] == [
        ("Aland", "West", [(0, 4)]),
        ("West", "", [(4, 10)]),
        ("Beland", "Middle · East", [(0, 10)]),
    ]


def test_what_was_so_before_the_atlas_is_told_until_its_last_day(tiny: Scene) -> None:
    dates = {each.id: said(tiny, each.facts[-1].text) for each in tiny.readings[0].areas}
    assert dates["aaa-aaa-aaa-free"] == (
        "until 4 January 1900",
        "kuni 4. jaanuar 1900",
        "beigas: 1900. gada 4. janvāris",
        "iki 1900 m. sausio 4 d.",
    )
    assert dates["bbb-bbb-bbb-free"] == (
        "throughout this atlas",
        "kogu atlase ajavahemik",
        "visā šī atlanta aptvertajā laikā",
        "per visą šio atlaso laikotarpį",
    )


def test_an_area_is_another_one_where_other_sources_say_so(handed_over: Scene) -> None:
    free = [each for each in handed_over.readings[0].areas if each.id == "aaa-aaa-aaa-free"]
    assert [(spans(each.spans), english(handed_over, each.facts[-1].text)) for each in free] == [
        ([(0, 2)], "until 2 January 1900"),
        ([(2, 4)], "3 January 1900 to 4 January 1900"),
    ]


def test_a_border_is_thinner_on_the_days_on_which_it_is_an_inner_one(handed_over: Scene) -> None:
    found = [
        (each.id, each.symbol.stroke, each.symbol.inner, spans(each.spans)) for each in handed_over.readings[0].borders
    ]
    assert found == [
        ("west-middle", "dashed", False, [(0, 4)]),
        ("west-middle", "dashed", True, [(4, 10)]),
        ("middle-east", "dashed", False, [(2, 4)]),
    ]
    (fact,) = handed_over.readings[0].borders[2].facts
    assert (fact.name, said(handed_over, fact.text)) == (
        "position",
        (
            "Line known within 5 km",
            "Joone täpsus 5 km",
            "Līnijas precizitāte līdz 5 km",
            "Linija žinoma 5 km tikslumu",
        ),
    )


def test_rows_that_say_the_same_are_one_tenure(handed_over: Scene) -> None:
    found = {
        each.id: [(spans([one.span]), english(handed_over, one.text)) for one in each.tenures]
        for each in handed_over.readings[0].territories
    }
    assert found == {
        "west": [
            ([(0, 4)], "Aland, free"),
            ([(4, 10)], "Beland, annexed by Beland; recognised by the West as: Aland"),
        ],
        "middle": [([(0, 10)], "Beland, free")],
        "east": [
            ([(0, 2)], "Beland, free"),
            ([(2, 4)], "Aland, annexed by Aland; recognised by the West as: Beland"),
            ([(4, 10)], "Beland, free"),
        ],
    }


def test_a_tenure_tells_who_controls_a_territory_in_every_language(tiny: Scene) -> None:
    assert said(tiny, tiny.readings[0].territories[0].tenures[1].text) == (
        "Aland, occupied; under the armed control of: Beland",
        "Aland, occupied; sõjaline kontroll: Beland",
        "Aland, occupied; militārā kontrole: Beland",
        "Alija, occupied; karinė kontrolė: Beland",
    )


# ---------------------------------------------------------------- legend


def legend(scene: Scene, at: int) -> list[tuple[str | None, list[tuple[int, int]]]]:
    return [(english(scene, item.label), spans(item.spans)) for item in groups(scene)[at].items]


def test_the_legend_lists_what_is_there_on_the_days_on_which_it_is(tiny: Scene) -> None:
    assert [(said(tiny, group.title), group.layer) for group in groups(tiny)] == [
        (("How the land stood", "Alade staatus", "Teritoriju statuss", "Teritorijų padėtis"), None),
        (("Borders", "Piirid", "Robežas", "Sienos"), None),
        (("Zones", None, None, None), "zones"),
        (("Places", None, None, None), "places"),
        (("Events", None, None, None), "events"),
        (("How sure", "Kui kindel", "Ticamība", "Patikimumas"), None),
    ]
    # The subject, how the land stood, the ground.
    assert [group.order for group in groups(tiny)] == [1, 2, 0, 2, 0, 2]
    # What the atlas is about stands in the sequence of the statuses; a bystander's name on the map says enough.
    assert [legend(tiny, at) for at in range(6)] == [
        [("Aland: free", [(0, 4)]), ("West: occupied", [(4, 10)])],
        [("Border, within 0.5 km", [(0, 10)])],
        [("Zone", [(2, 7)]), ("March", [(4, 6)])],
        [("Town", [(0, 10)])],
        [("Fight", [(4, 6)])],
        [
            ("Certain", [(4, 5)]),
            ("Uncertain, planned or only schematic", [(5, 6)]),
            ("Possible on this day, not certain", [(4, 5)]),
        ],
    ]


def test_the_legend_tells_of_the_least_precise_border_of_a_stroke(handed_over: Scene) -> None:
    assert legend(handed_over, 1) == [
        ("Border, within 2 km", [(0, 2), (4, 10)]),
        ("Border, within 5 km", [(2, 4)]),
        ("Boundary inside a state", [(4, 10)]),
    ]
    assert said(handed_over, groups(handed_over)[1].items[1].label) == (
        "Border, within 5 km",
        "Piir, täpsus 5 km",
        "Robeža, precizitāte līdz 5 km",
        "Siena, 5 km tikslumu",
    )


# ---------------------------------------------------------------- the time bar


def test_ticks_count_what_begins_what_ends_and_what_changes_hands(tiny: Scene, handed_over: Scene) -> None:
    # 3 January: the zone; 5 January: march, three fights, west; 6 January: two fights end; 7 January: march and fight.
    assert tiny.readings[0].ticks == (Tick(2, 1), Tick(4, 5), Tick(5, 2), Tick(6, 2), Tick(7, 1))
    assert handed_over.readings[0].ticks == (Tick(2, 3), Tick(3, 1), Tick(4, 6), Tick(5, 2), Tick(6, 2), Tick(7, 1))


def test_changes_are_the_days_on_which_anything_differs_from_the_day_before(tiny: Scene, handed_over: Scene) -> None:
    assert tiny.readings[0].changes == (2, 4, 5, 6, 7)
    assert handed_over.readings[0].changes == (2, 3, 4, 5, 6, 7)


# ---------------------------------------------------------------- the atlas


def test_a_scene_says_what_it_is(tiny: Scene) -> None:
    assert (tiny.id, tiny.first_day, tiny.total) == ("tiny", "1900-01-01", 10)
    assert (tiny.view.west, tiny.view.south, tiny.view.east, tiny.view.north) == (0.5, 50.5, 5.5, 53.5)
    assert [english(tiny, number) for number in (tiny.title, tiny.subtitle, *tiny.credits)] == [
        "Tiny war",
        "Ten days",
        "Drawn for the tests.",
    ]
    assert [(each.id, english(tiny, each.name)) for each in tiny.layers] == [
        ("zones", "Zones"),
        ("places", "Places"),
        ("events", "Events"),
    ]
    assert (tiny.chapters, tiny.story, tiny.retired) == ((), None, {})


def test_a_citation_is_its_parts_put_together(tiny: Scene) -> None:
    def cited(at: int) -> list[str]:
        tables = [locale.texts for locale in tiny.locales[:3]]
        parts = tiny.citations[at].parts
        return [
            "".join(table[each] if table[each] is not None else tables[0][each] for each in parts) for table in tables
        ]

    assert [tiny.citations[at].work for at in area_of(tiny, "aaa-bbb-aaa-occupied").sources] == ["book", "paper"]
    assert [cited(at) for at in area_of(tiny, "aaa-bbb-aaa-occupied").sources] == [
        [
            "Writer, Ann, A Book, Town: Press, 1950, p. 2.",
            "Writer, Ann, A Book, Town: Press, 1950, lk 2.",
            "Writer, Ann, A Book, Town: Press, 1950, lpp. 2.",
        ],
        ["A Paper, Journal, vol. 3.", "A Paper, Journal, kd 3.", "A Paper, Journal, sēj. 3."],
    ]
    assert {key: english(tiny, work.name) for key, work in tiny.works.items()} == {
        "book": "Writer, A Book (1950)",
        "paper": "A Paper",
    }


def test_what_is_not_translated_is_known(tiny: Scene) -> None:
    town = feature_of(tiny, "oldtown").title
    assert [town in locale.untranslated for locale in tiny.locales] == [False, True, True, False]


# ---------------------------------------------------------------- an atlas with everything

RICH = """\
credits = ["Drawn for the tests.", "Printed nowhere."]
"credits:lt" = ["Nupiešta bandymams."]
[[chapters]]
name = "Peace"
"name:lt" = "Taika"
start = 1900-01-01
end = 1900-01-05
[[chapters]]
name = "War"
start = 1900-01-05
end = 1900-01-11
"""
STORY = """\
+++
title = "The story"
"title:lt" = "Pasakojimas"
+++

## A fight

```toml
id = "the-fight"
date = 1900-01-05
view = [1, 51, 2, 53]
highlight = ["plain", "oldtown"]
sources = ["paper"]
```

They fight.

They stop.
"""
LITHUANIAN = '## Kova\n\n```toml\nid = "the-fight"\n```\n\nJie kaunasi.\n'
# West is annexed, and others look on a part of it as on the state it was.
SPLIT = holdings(
    "west,1900-01-01,,AAA,AAA,AAA,free,book,One note.",
    "middle,1900-01-01,1900-01-06,AAA,AAA,BBB,free,paper,Another.",
    "middle,1900-01-06,,AAA,AAA,BBB,free,book,One note.",
    "east,1900-01-01,,BBB,BBB,BBB,free,book,",
)


def lost(key: str, **fields: object) -> dict[str, object]:
    given = {
        "id": key,
        "kind": "fight",
        "name": key.title(),
        "start_date": "1900-01-05",
        "end_date": "1900-01-06",
        "certainty": "certain",
        "position": "exact",
        "precision_km": 1,
        "sources": ["book"],
    }
    return feature({"type": "Point", "coordinates": [1.6, 52]}, **{**given, **fields})


@pytest.fixture(scope="module")
def rich(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    files = {
        "story.md": STORY,
        "story.lt.md": LITHUANIAN,
        "retired.csv": "id,retired,replaced_by,reason\nold-fight,1900-02-01,plain,Twice.\ngone,1900-02-01,,No fact.\n",
        "holdings.csv": SPLIT,
        "borders.geojson": collection([border("west-middle", 2, 0.25), border("middle-east", 4, 5)]),
        "events.geojson": collection(
            [
                lost("plain", other_names=["Second name", "Third name"], state="BBB", rank=2, precision_km=0.5),
                lost("timed", time="14:06", certainty="less-certain", note="A note.", sources=["paper", "book"]),
                lost("sketch", position="schematic", precision_km=5, certainty="uncertain"),
                lost("same", **{"name:lt": "Same", "name_today": "Same"}),
                lost("fight", start_date="1900-01-08", end_date=None, position="approximate", precision_km=2.5),
            ]
        ),
    }
    config = {'id = "tiny"\n': 'id = "tiny"\nlanguages = ["en", "lt"]\n'}
    folder = tiny_with(tmp_path_factory.mktemp("rich"), files, config)
    toml = (folder / "atlas.toml").read_text(encoding="utf-8")
    head, window = toml.split("[window]")
    head = head.replace('credits = ["Drawn for the tests."]\n', "")
    (folder / "atlas.toml").write_text(f"{head}{RICH}[window]{window}", encoding="utf-8")
    return build_scene(open_atlas(folder), ("en", "lt"))


def test_chapters_credits_and_retired_ids_are_told(rich: Scene) -> None:
    assert [(said(rich, each.name), spans([each.span])) for each in rich.chapters] == [
        (("Peace", "Taika"), [(0, 4)]),
        (("War", None), [(4, 10)]),
    ]
    assert [said(rich, each) for each in rich.credits] == [
        ("Drawn for the tests.", "Nupiešta bandymams."),
        ("Printed nowhere.", ""),
    ]
    assert rich.retired == {"old-fight": "plain"}


def test_a_story_is_told_step_by_step(rich: Scene) -> None:
    assert rich.story is not None
    assert said(rich, rich.story.title) == ("The story", "Pasakojimas")
    (step,) = rich.story.steps
    assert (step.id, step.day, step.highlight) == ("the-fight", 4, ("plain", "oldtown"))
    assert (step.view.west, step.view.south, step.view.east, step.view.north) == (1, 51, 2, 53)
    assert said(rich, step.title) == ("A fight", "Kova")
    assert [rich.citations[each].work for each in step.sources] == ["paper"]
    assert [said(rich, each) for each in step.paragraphs] == [("They fight.", "Jie kaunasi."), ("They stop.", "")]


def test_a_feature_tells_all_that_its_file_says(rich: Scene) -> None:
    plain, timed, same = (feature_of(rich, key) for key in ("plain", "timed", "same"))
    assert plain.names == {"en": "Plain", "other": "Second name, Third name"}
    assert (plain.state, plain.rank, plain.certainty, plain.time, plain.clock) == ("BBB", 2, "certain", None, None)
    assert (timed.time, timed.certainty, english(rich, timed.note)) == ("14:06", "less-certain", "A note.")
    assert [rich.citations[each].work for each in timed.sources] == ["paper", "book"]
    assert (same.names, english(rich, same.name_today)) == ({"en": "Same"}, "")
    assert [english(rich, feature_of(rich, key).facts.dates) for key in ("plain", "timed")] == [
        "5 January 1900",
        "5 January 1900, 14:06",
    ]
    assert {
        key: english(rich, feature_of(rich, key).facts.position) for key in ("plain", "timed", "sketch", "fight")
    } == {
        "plain": "Exact position, within 0.5 km",
        "timed": "Exact position, within 1 km",
        "sketch": "Schematic: drawn to show that it was so, not where exactly",
        "fight": "Approximate position, within 2.5 km",
    }
    assert said(rich, plain.start) == ("5 January 1900", "1900 m. sausio 5 d.")


def test_land_that_others_look_on_differently_is_one_area_and_each_part_is_told(rich: Scene) -> None:
    area, other = (each for each in rich.readings[0].areas if each.territories == ("west", "middle"))
    assert (area.id, spans(area.spans), spans(other.spans)) == ("aaa-aaa-aaa-free", [(0, 5)], [(5, 10)])
    assert [(fact.name, said(rich, fact.text)) for fact in area.facts[1:]] == [
        ("state", ("Aland", "Alija")),
        ("recognised", ("Beland (Middle)", None)),
        (
            "dates",
            (
                "throughout this atlas; until 5 January 1900",
                "per visą šio atlaso laikotarpį; iki 1900 m. sausio 5 d.",
            ),
        ),
    ]
    assert [english(rich, each.note) for each in (area, other)] == ["One note. Another.", "One note."]
    assert [[rich.citations[at].work for at in each.sources] for each in (area, other)] == [["book", "paper"], ["book"]]


def test_an_inner_line_is_told_in_the_legend_by_its_own_symbol(handed_over: Scene) -> None:
    found = [(item.border.stroke, item.border.inner) for item in groups(handed_over)[1].items if item.border]
    assert found == [("dashed", False), ("dashed", False), ("solid", True)]


def test_a_border_comes_before_the_inner_line_that_it_was_earlier(tmp_path: Path) -> None:
    rows = holdings(
        "west,1900-01-01,1900-01-03,BBB,BBB,AAA,free,book,",
        "west,1900-01-03,,AAA,AAA,AAA,free,book,",
        "middle,1900-01-01,,BBB,BBB,BBB,free,book,",
        "east,1900-01-01,,BBB,BBB,BBB,free,book,",
    )
    scene = build_scene(open_atlas(tiny_with(tmp_path, {"holdings.csv": rows})))
    assert [(each.id, each.symbol.inner, spans(each.spans)) for each in scene.readings[0].borders] == [
        ("west-middle", False, [(2, 10)]),
        ("west-middle", True, [(0, 2)]),
    ]


def test_what_is_merely_possible_is_faint_in_the_legend_too(tiny: Scene) -> None:
    found = [(item.feature.fill, item.feature.faint) for item in groups(tiny)[5].items if item.feature]
    assert found == [("full", False), ("dashed", False), ("dashed", True)]


def test_areas_are_in_the_order_of_their_first_territory_and_tenures_go_on(tmp_path: Path) -> None:
    rows = holdings(
        "west,1900-01-01,1900-01-03,BBB,BBB,BBB,free,book,",
        "west,1900-01-03,1900-01-05,AAA,AAA,AAA,free,book,",
        "west,1900-01-05,,AAA,AAA,AAA,free,paper,",
        "middle,1900-01-01,,BBB,BBB,BBB,free,book,",
        "east,1900-01-01,,AAA,AAA,AAA,free,book,",
    )
    scene = build_scene(open_atlas(tiny_with(tmp_path, {"holdings.csv": rows})))
    assert [(each.territories, spans(each.spans)) for each in scene.readings[0].areas] == [
        (("west", "middle"), [(0, 2)]),
        (("west", "east"), [(2, 4)]),
        (("west", "east"), [(4, 10)]),
        (("middle",), [(2, 10)]),
        (("east",), [(0, 2)]),
    ]
    assert [(spans([each.span]), english(scene, each.text)) for each in scene.readings[0].territories[0].tenures] == [
        ([(0, 2)], "Beland, free"),
        ([(2, 10)], "Aland, free"),
    ]


def test_every_certainty_that_there_is_stands_in_the_legend(rich: Scene) -> None:
    assert legend(rich, 5) == [
        ("Certain", [(4, 5), (7, 10)]),
        ("Less certain", [(4, 5)]),
        ("Uncertain, planned or only schematic", [(4, 5)]),
    ]
