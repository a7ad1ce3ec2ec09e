"""Classes of works, what follows what, and how well features rest on them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from baltic_map import check_atlas
from baltic_map.atlas import open_atlas
from baltic_map.evidence import Counts, count, dated, told_counts
from baltic_map.sources import Bibliography, read_bibliography
from tests.unit.small_atlases import TINY, tiny_with

RULES = '[evidence]\ncertain = ["document", "scholarly"]\nnot_alone = ["encyclopaedia"]\n\n[window]'
BOOK = ("book", {"class": "scholarly"})
PAPER = ("paper", {"class": "press"})
WIKI = ("wiki", {"class": "encyclopaedia"})


def works(*given: tuple[str, Any]) -> str:
    return json.dumps([{"id": key, "title": key, **({"custom": custom} if custom else {})} for key, custom in given])


def atlas(folder: Path, given: list[tuple[str, Any]], sources: dict[str, list[str]], rules: str = RULES) -> Path:
    """Make the tiny atlas with other works, and with other sources of its events by id."""
    events = json.loads((TINY / "events.geojson").read_text(encoding="utf-8"))
    for feature in events["features"]:
        fields = feature["properties"]
        fields["sources"] = sources.get(fields["id"], fields["sources"])
    files = {"sources.json": works(*given), "events.geojson": json.dumps(events)}
    return tiny_with(folder, files, {"[window]": rules})


def told(folder: Path) -> list[str]:
    return [str(problem) for problem in check_atlas(folder)]


@pytest.mark.parametrize(
    ("custom", "message"),
    [
        (
            {"class": "book"},
            (
                "sources.json#x: custom.class is 'book', not one of 'document', 'scholarly', 'reference', 'press', "
                "'state-media', 'web-page' or 'encyclopaedia'. Write it as CSL-JSON has it."
            ),
        ),
        ({"via": 5}, "sources.json#x: custom.via is 5, not a text. Write it as CSL-JSON has it."),
        ({"quotes": "y"}, "sources.json#x: custom.quotes is 'y', not a list. Write it as CSL-JSON has it."),
        (5, "sources.json#x: custom is 5, not a table. Write it as CSL-JSON has it."),
        (
            {"via": "z"},
            "sources.json#x: custom.via names 'z', which sources.json has not. Add the work or mend the id.",
        ),
        (
            {"quotes": ["y", "z"]},
            "sources.json#x: custom.quotes names 'z', which sources.json has not. Add the work or mend the id.",
        ),
        ({"via": "x"}, "sources.json#x: custom.via names the work itself. Name another work, or take it out."),
        ({"quotes": ["x"]}, "sources.json#x: custom.quotes names the work itself. Name another work, or take it out."),
        ({"via": "w"}, "sources.json#x: custom.via leads round in a circle. Name the work that was seen."),
        (
            {"quote": ["y"]},
            "sources.json#x: 'quote' is unknown. Write quotes, if that is meant; rename it, if it is not.",
        ),
    ],
)
def test_what_is_wrong_with_a_work_is_named(tmp_path: Path, custom: object, message: str) -> None:
    others = [("x", custom), ("y", {"class": "press"}), ("w", {"via": "x"})]
    (tmp_path / "sources.json").write_text(works(*others), encoding="utf-8")
    _, problems = read_bibliography(tmp_path)
    assert [str(each) for each in problems if each.where == "sources.json#x"] == [message]


def test_a_work_says_what_it_is_and_what_it_follows(tmp_path: Path) -> None:
    given = [("x", {"class": "press", "via": "y", "quotes": ["z"], "zotero": 1}), ("y", {"via": "w"}), "z", "w"]
    named = [each if isinstance(each, tuple) else (each, None) for each in given]
    (tmp_path / "sources.json").write_text(works(*named), encoding="utf-8")
    bibliography, problems = read_bibliography(tmp_path)
    assert problems == []
    assert [bibliography.work_class(key) for key in "xy"] == ["press", None]
    assert [bibliography.via(key) for key in "xz"] == ["y", None]
    assert [bibliography.seen_in(key) for key in "xyz"] == [("y", "w"), ("w",), ()]
    assert [bibliography.behind(key) for key in "xyz"] == [{"x", "y", "z", "w"}, {"y", "w"}, {"z"}]


def test_works_that_follow_each_other_are_no_endless_way() -> None:
    bibliography = Bibliography(json.loads(works(("x", {"via": "y"}), ("y", {"via": "x", "quotes": ["x"]}))))
    assert (bibliography.seen_in("x"), bibliography.behind("x")) == (("y", "x"), {"x", "y"})


def test_without_a_table_nothing_is_demanded(tmp_path: Path) -> None:
    assert told(atlas(tmp_path, [("book", None), ("paper", None)], {}, "[window]")) == []


def test_a_sound_atlas_keeps_its_rules(tmp_path: Path) -> None:
    assert told(atlas(tmp_path, [BOOK, PAPER, WIKI], {"fight": ["wiki", "book, p. 1"]})) == []


def test_each_cited_work_needs_a_class(tmp_path: Path) -> None:
    # The paper is cited by a holding; nobody cites the third.
    assert told(atlas(tmp_path, [BOOK, ("paper", None), ("third", None)], {})) == [
        (
            "sources.json#paper: custom.class is missing. "
            "Write one of document, scholarly, reference, press, state-media, web-page, encyclopaedia."
        )
    ]


def test_a_work_that_a_reading_or_a_passage_cites_needs_a_class_too(tmp_path: Path) -> None:
    reading = f'readings = [{{id = "one", name = "One", sources = ["third, p. 2"]}}]\n\n{RULES}'
    folder = atlas(tmp_path, [BOOK, PAPER, ("third", None), ("fourth", None)], {}, reading)
    head = "feature,words,language,work,locator,address,stance,speaker,translation,right,checked\n"
    row = "fight,Quiet.,en,fourth,,https://example.org/a,claims,,,Public domain,\n"
    (folder / "passages.csv").write_text(head + row, encoding="utf-8")
    assert [line.partition(". ")[0] for line in told(folder)] == [
        f"sources.json#{key}: custom.class is missing" for key in ("third", "fourth")
    ]


def test_what_is_certain_needs_a_work_of_a_class_that_was_seen(tmp_path: Path) -> None:
    seen_there = ("letter", {"class": "document", "via": "wiki"})
    sources = {
        "fight": ["paper", "wiki"],
        "second-fight": ["paper"],  # it is uncertain
        "lost-fight": ["paper", "letter, p. 3", "book, position"],
    }
    what = "certainty is 'certain', and sources names no work of the class document or scholarly"
    hint = "Cite one that was seen, or write 'less-certain'"
    assert told(atlas(tmp_path, [BOOK, PAPER, WIKI, seen_there], sources)) == [
        f"events.geojson#fight: {what}. {hint}.",
        f"events.geojson#lost-fight: {what}. {hint}.",
    ]


def test_nothing_rests_on_an_encyclopaedia_alone(tmp_path: Path) -> None:
    seen_there = ("letter", {"class": "document", "via": "copy"})
    sources = {"fight": ["wiki", "book, position"], "second-fight": ["letter", "wiki"], "lost-fight": ["book"]}
    given = [BOOK, PAPER, WIKI, seen_there, ("copy", {"class": "web-page", "via": "wiki"})]
    rules = '[evidence]\nnot_alone = ["encyclopaedia", "state-media"]\n\n[window]'
    what = "sources names only works of the class encyclopaedia or state-media, or seen in one"
    assert told(atlas(tmp_path, given, sources, rules)) == [
        f"events.geojson#fight: {what}. Cite another work that was seen itself.",
        f"events.geojson#second-fight: {what}. Cite another work that was seen itself.",
    ]


def test_a_position_is_no_evidence(tmp_path: Path) -> None:
    sources = {"second-fight": ["book, position"]}
    assert told(atlas(tmp_path, [BOOK, PAPER, WIKI], sources)) == [
        (
            "events.geojson#second-fight: sources names only works that tell its position. "
            "Cite another work that was seen itself."
        )
    ]


def test_places_are_not_held_to_it(tmp_path: Path) -> None:
    folder = atlas(tmp_path, [BOOK, PAPER, WIKI], {})
    path = folder / "places.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("book, p. 7", "wiki"), encoding="utf-8")
    assert told(folder) == []
    assert [each.id for each in dated(open_atlas(folder))] == [
        *("north-zone", "march-west", "fight", "second-fight", "lost-fight"),
    ]


def test_a_rule_names_classes_that_there_are(tmp_path: Path) -> None:
    assert told(tiny_with(tmp_path, {}, {"[window]": '[evidence]\ncertain = ["books"]\nalone = []\n\n[window]'})) == [
        (
            "atlas.toml#evidence.certain.0: it is 'books', not one of 'document', 'scholarly', 'reference', 'press', "
            "'state-media', 'web-page' or 'encyclopaedia'. Mend the value."
        ),
        "atlas.toml#evidence.alone: alone is unknown. Write not_alone, if that is meant.",
    ]


@pytest.mark.parametrize(
    ("customs", "independent"),
    [
        (({}, {}), 1),
        (({"quotes": ["two"]}, {}), 0),
        (({}, {"via": "one"}), 0),
        (({"quotes": ["three"]}, {"via": "three"}), 0),
        (({"quotes": ["four"]}, {"quotes": ["three"]}), 0),  # the fourth follows the third
        (({"quotes": ["three"]}, {}), 1),
    ],
)
def test_two_works_are_independent_if_nothing_joins_them(
    tmp_path: Path, customs: tuple[dict[str, Any], dict[str, Any]], independent: int
) -> None:
    one, two = customs
    given = [BOOK, PAPER, ("one", one), ("two", two), ("three", None), ("four", {"quotes": ["three"]})]
    found = open_atlas(atlas(tmp_path, given, {"fight": ["one, p. 1", "two"]}, "[window]"))
    assert count([found.feature("fight")], found.bibliography) == Counts(1, 1, independent, 2, 1)


def test_counts_leave_positions_out_and_take_each_work_once(tmp_path: Path) -> None:
    sources = {
        "fight": ["book, p. 1", "book, p. 2", "paper, position"],
        "second-fight": ["book", "paper", "wiki, note 3"],
        "lost-fight": ["paper, p. 3"],
    }
    found = open_atlas(atlas(tmp_path, [BOOK, PAPER, ("wiki", {"quotes": ["book"]})], sources, "[window]"))
    events = [each for each in found.feature_list if each.layer == "events"]
    assert count(events, found.bibliography) == Counts(3, 1, 1, 6, 4)
    assert count([], found.bibliography) == Counts(0, 0, 0, 0, 0)
    assert told_counts(found) == [
        ("features other than places", "5"),
        ("with two works", "1 (20%)"),
        ("with two independent works", "1 (20%)"),
        ("citations", "8"),
        ("with a locator", "6 (75%)"),
        ("works", "3"),
        ("passages", "0"),
        ("GeoNames ids", "0"),
        ("Wikidata ids", "0"),
    ]
