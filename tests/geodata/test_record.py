"""The shipped atlas: sound, sourced, and right about what every schoolbook knows."""

from __future__ import annotations

import csv
import json
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from baltic_map import Atlas, check_atlas, open_atlas
from baltic_map.coverage import read_coverage
from baltic_map.sources import parse_citation

GEODATA = Path(__file__).parents[2] / "geodata"

TALLINN, RIGA, KAUNAS, VILNIUS = (24.745, 59.437), (24.106, 56.949), (23.904, 54.898), (25.280, 54.687)
PETSERI, ABRENE, BEYOND_NARVA = (27.60, 57.81), (27.86, 57.06), (28.24, 59.37)
KLAIPEDA, HANKO, VIIPURI, PALDISKI, KURESSAARE = (
    (21.17, 55.70),
    (23.00, 59.84),
    (28.77, 60.72),
    (24.07, 59.34),
    (22.50, 58.26),
)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(GEODATA)


def test_the_atlas_has_no_faults() -> None:
    assert [str(problem) for problem in check_atlas(GEODATA)] == []


@pytest.mark.parametrize(
    ("place", "day", "standing"),
    [
        (TALLINN, "1939-08-23", ("EST", "EST", "EST", "independent")),
        (TALLINN, "1939-09-27", ("EST", "EST", "EST", "independent")),
        (TALLINN, "1939-09-28", ("EST", "EST", "EST", "with-soviet-bases")),
        (TALLINN, "1940-06-14", ("EST", "EST", "EST", "blockaded")),
        (TALLINN, "1940-06-16", ("EST", "EST", "EST", "blockaded")),
        (TALLINN, "1940-06-17", ("EST", "SUN", "EST", "occupied")),
        (TALLINN, "1940-08-05", ("EST", "SUN", "EST", "occupied")),
        (TALLINN, "1940-08-06", ("SUN", "SUN", "EST", "soviet-republic")),
        (KURESSAARE, "1940-06-17", ("EST", "SUN", "EST", "occupied")),
        (PETSERI, "1940-06-01", ("EST", "EST", "EST", "with-soviet-bases")),
        (PETSERI, "1941-07-01", ("SUN", "SUN", "EST", "soviet-republic")),
        (BEYOND_NARVA, "1940-06-01", ("EST", "EST", "EST", "with-soviet-bases")),
        (RIGA, "1939-10-04", ("LVA", "LVA", "LVA", "independent")),
        (RIGA, "1939-10-05", ("LVA", "LVA", "LVA", "with-soviet-bases")),
        (RIGA, "1940-06-17", ("LVA", "SUN", "LVA", "occupied")),
        (RIGA, "1940-08-05", ("SUN", "SUN", "LVA", "soviet-republic")),
        (ABRENE, "1940-06-01", ("LVA", "LVA", "LVA", "with-soviet-bases")),
        (KAUNAS, "1940-06-14", ("LTU", "LTU", "LTU", "with-soviet-bases")),
        (KAUNAS, "1940-06-15", ("LTU", "SUN", "LTU", "occupied")),
        (KAUNAS, "1940-08-03", ("SUN", "SUN", "LTU", "soviet-republic")),
    ],
)
def test_who_held_a_place(atlas: Atlas, place: tuple[float, float], day: str, standing: tuple[str, ...]) -> None:
    found = atlas.at(*place, day)
    assert found is not None
    assert (found.state, found.controller, found.recognised, found.status) == standing
    assert found.sources


@pytest.mark.parametrize(
    ("place", "days"),
    [
        (VILNIUS, {"1939-08-24": "POL", "1939-09-25": "SUN", "1939-10-28": "LTU", "1940-08-03": "SUN"}),
        (KLAIPEDA, {"1939-08-23": "DEU", "1941-07-01": "DEU"}),
        (HANKO, {"1940-03-21": "FIN", "1940-03-22": "FIN"}),
        (VIIPURI, {"1940-03-12": "FIN", "1940-03-13": "SUN"}),
        ((23.50, 53.68), {"1939-08-24": "POL", "1939-11-03": "SUN"}),  # Grodno country
        ((22.93, 54.10), {"1939-08-24": "POL", "1939-11-03": "DEU"}),  # Suwałki
        ((20.50, 54.70), {"1939-08-24": "DEU"}),  # Königsberg
        ((18.65, 54.35), {"1939-08-31": "DZG", "1939-09-01": "DEU"}),  # Danzig
        ((30.32, 59.94), {"1939-08-24": "SUN"}),  # Leningrad
        ((26.98, 60.05), {"1939-11-29": "FIN", "1940-03-13": "SUN"}),  # Suursaari
        ((18.29, 57.60), {"1939-08-24": "SWE"}),  # Gotland
        ((23.98, 54.02), {"1939-08-24": "POL", "1940-12-01": "SUN"}),  # Druskininkai
    ],
)
def test_whose_a_place_was(atlas: Atlas, place: tuple[float, float], days: dict[str, str]) -> None:
    for day, state in days.items():
        found = atlas.at(*place, day)
        assert found is not None, day
        assert found.state == state, day


def test_hanko_is_leased(atlas: Atlas) -> None:
    found = atlas.at(*HANKO, "1940-03-22")
    assert found is not None
    assert (found.controller, found.status) == ("SUN", "leased")


def test_the_open_sea_is_nobodys(atlas: Atlas) -> None:
    for lon, lat in ((20.0, 58.0), (23.5, 57.7), (25.5, 59.8)):
        assert atlas.at(lon, lat, "1940-06-16") is None


def test_lithuania_has_four_shapes(atlas: Atlas) -> None:
    def shape(day: str) -> frozenset[str]:
        index = atlas.axis.index(day)
        ours = ("LTU",) if day < "1940-08-03" else ("SUN",)
        members = [area.territories for area in atlas.borders.areas(index) if area.state in ours]
        near = {"lithuania", "vilnius-1939", "strip-1940", "klaipeda"}
        return frozenset(key for each in members for key in each if key in near)

    assert shape("1939-10-27") == {"lithuania"}
    assert shape("1939-10-28") == {"lithuania", "vilnius-1939"}
    holding = atlas.borders.holding("strip-1940", atlas.axis.index("1940-12-01"))
    assert holding is not None
    assert holding.status == "soviet-republic"


@pytest.mark.parametrize("reading", ["administered", "arms", "not-recognised", "moscow"])
def test_every_day_has_every_territory_once(atlas: Atlas, reading: str) -> None:
    land = atlas.read(reading)
    for index in range(len(atlas.axis)):
        held = [key for area in land.areas(index) for key in area.territories]
        assert sorted(held) == sorted(atlas.borders.territories)


def test_a_place_stands_otherwise_in_each_reading(atlas: Atlas) -> None:
    def told(place: tuple[float, float], day: str) -> dict[str, tuple[str, str]]:
        found = {key: atlas.at(*place, day, reading=key) for key in atlas.readings}
        return {key: (each.state, each.status) for key, each in found.items() if each}

    tallinn, vilnius = (24.75, 59.43), (25.28, 54.69)
    assert told(tallinn, "1940-06-20") == {
        "administered": ("EST", "occupied"),
        "arms": ("SUN", "foreign-arms"),
        "not-recognised": ("EST", "occupied"),
        "moscow": ("EST", "moscow-guarantee"),
    }
    assert told(tallinn, "1940-12-01") == {
        "administered": ("SUN", "soviet-republic"),
        "arms": ("SUN", "foreign-arms"),
        "not-recognised": ("EST", "republic-not-recognised"),
        "moscow": ("SUN", "moscow-admitted"),
    }
    assert told(vilnius, "1939-10-01") == {
        "administered": ("SUN", "occupied"),
        "arms": ("SUN", "foreign-arms"),
        "not-recognised": ("POL", "occupied"),
        "moscow": ("POL", "moscow-protected"),
    }


def test_what_moscow_told_is_quoted_with_its_source(atlas: Atlas) -> None:
    for rows in atlas.read("moscow").holdings.values():
        for row in rows:
            if row.status.startswith("moscow-"):
                assert "“" in row.note or row.status == "moscow-admitted", row
                assert row.citations
    for key, status in atlas.config.statuses.items():
        if key.startswith("moscow-"):
            marks = {"en": "“”", "et": "„“", "lv": "„”", "lt": "„“"}
            assert all(set(pair) <= set(status.names[lang]) for lang, pair in marks.items()), key


def test_entry_into_latvia_is_possible_on_the_16th_and_that_into_estonia_is_not(atlas: Atlas) -> None:
    day16, day17 = atlas.on("1940-06-16"), atlas.on("1940-06-17")
    certain = {each.id for each in day17.certain}
    assert "crossing-joniskis-eleja" in {each.id for each in day16.possible} & certain
    into_estonia = {"invasion-estonia-1940", "crossing-narva"}
    assert into_estonia <= certain
    assert not into_estonia & day16.ids


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        ("1940-06-14", {"kaleva-shot-down"}),
        ("1939-10-19", {"paldiski-naval-base"}),
    ],
)
def test_what_is_in_force(atlas: Atlas, day: str, ids: set[str]) -> None:
    assert ids <= atlas.on(day).ids


def test_events_of_one_day_are_over_the_next(atlas: Atlas) -> None:
    kaleva = atlas.feature("kaleva-shot-down")
    assert kaleva.fields.time == "14:06"
    assert kaleva.span.stop - kaleva.span.first == 1


def test_every_source_is_cited(atlas: Atlas) -> None:
    cited = {citation.source for feature in atlas.feature_list for citation in feature.citations}
    for land in atlas.readings.values():
        cited |= {citation.source for rows in land.holdings.values() for row in rows for citation in row.citations}
    for reading in atlas.config.readings:
        cited |= {parse_citation(source).source for source in reading.sources}
    for thing in (*atlas.borders.arcs.values(), *atlas.borders.territories.values()):
        cited |= {citation.source for citation in thing.citations}
    # What a work follows, or was seen in, is there to be named.
    for work in atlas.bibliography.values():
        custom = work.get("custom", {})
        cited |= {*custom.get("quotes", ()), *([custom["via"]] if "via" in custom else [])}
    assert set(atlas.bibliography) == cited


def test_no_schematic_position_is_called_precise(atlas: Atlas) -> None:
    for feature in atlas.feature_list:
        fields = feature.fields
        if fields.position in {"schematic", "approximate"}:
            assert fields.precision_km, feature.id
        if fields.position == "exact":
            assert fields.precision_km is not None
            assert fields.precision_km <= 5, feature.id


def test_holdings_follow_each_other() -> None:
    with (GEODATA / "holdings.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    for before, after in pairwise(rows):
        if before["territory"] == after["territory"]:
            assert before["end_date"] == after["start_date"]


def test_files_are_small_enough_to_read() -> None:
    for path in GEODATA.rglob("*.geojson"):
        assert path.stat().st_size <= 3_000_000, path.name
        json.loads(path.read_text(encoding="utf-8"))


def test_key_days_and_change_days(atlas: Atlas) -> None:
    days = atlas.change_days()
    assert days == sorted(set(days))
    for day in atlas.config.key_days:
        assert atlas.axis.start <= day < atlas.axis.end
    assert atlas.axis.start + timedelta(days=1) <= days[0]


def test_every_statement_of_the_article_is_accounted_for() -> None:
    statements = read_coverage(GEODATA)
    assert [each.id for each in statements] == [f"S{number:03}" for number in range(1, 106)]
    assert sum(bool(each.carried_by) for each in statements) == 89


def test_every_place_has_a_name_in_the_languages_of_the_three_states(atlas: Atlas) -> None:
    for feature in atlas.feature_list:
        if feature.layer == "places":
            assert {"en", "et", "lv", "lt"} <= set(feature.names), feature.id
            for lang in ("et", "lv", "lt"):
                assert not any("\u0400" <= letter <= "\u04ff" for letter in feature.names[lang]), feature.id


@pytest.mark.parametrize(
    ("pact", "term", "garrison", "ceiling"),
    [
        ("pact-estonia-1939", "ten years", "bases-estonia", "25,000"),
        ("pact-latvia-1939", "ten years", "bases-latvia", "25,000"),
        ("pact-lithuania-1939", "fifteen years", "bases-lithuania", "20,000"),
    ],
)
def test_a_pact_has_its_term_and_the_ceiling_of_men_is_another(
    atlas: Atlas, pact: str, term: str, garrison: str, ceiling: str
) -> None:
    for id_ in (pact, garrison):
        told = atlas.feature(id_).fields.description
        assert term in told
        assert ceiling in told
        assert "30,000" not in told


def test_a_change_of_border_by_agreement_is_no_annexation(atlas: Atlas) -> None:
    kinds = {each.id: each.fields.kind for each in atlas.feature_list if each.fields.kind in {"annexation", "transfer"}}
    assert {key for key, kind in kinds.items() if kind == "transfer"} == {
        "vilnius-handover-1939",
        "finland-cessions-1940",
        "hanko-handover-1940",
        "bssr-strip-1940",
        "german-renunciation-1941",
    }
    assert {key for key, kind in kinds.items() if kind == "annexation"} == {
        "western-belarus-ussr-1939",
        "western-belarus-bssr-1939",
        "karelo-finnish-ssr-1940",
        "admission-lithuania-1940",
        "admission-latvia-1940",
        "admission-estonia-1940",
    }


def test_no_hour_is_converted_in_lithuania(atlas: Atlas) -> None:
    for id_ in ("ultimatum-lithuania-1940", "lithuania-accepts-1940", "invasion-lithuania-1940"):
        fields = atlas.feature(id_).fields
        assert fields.clock == "moscow"
        assert "in Kaunas, where" not in fields.description
        assert " 9:00" not in fields.description
        assert "14:00" not in fields.description


def test_the_killings_of_the_last_days_are_told_of_all_sides(atlas: Atlas) -> None:
    first = atlas.axis.index("1941-06-22")
    told = {
        kind: {each.id for each in atlas.feature_list if each.fields.kind == kind and each.span.first >= first}
        for kind in ("repression", "killing")
    }
    assert {"rainiai-1941", "pravieniskes-1941", "panevezys-doctors-1941", "chervyen-1941"} <= told["repression"]
    assert {"gargzdai-killings-1941", "kaunas-pogrom-1941", "lietukis-garage-1941"} <= told["killing"]
    assert {"ablinga-1941", "zarasai-churchyard-1941", "liepaja-killings-1941"} <= told["killing"]
    for id_ in told["repression"] | told["killing"]:
        assert atlas.feature(id_).span.first < len(atlas.axis), id_


def test_no_status_begins_with_a_name(atlas: Atlas) -> None:
    """In a sentence a status begins with a small letter, which a name must not lose."""
    names = (
        "Soviet ",
        "German",
        "Red ",
        "Nõukogude",
        "Saksamaa",
        "Punaarmee",
        "Padomju Sav",
        "Vācij",
        "Sovietų S",
        "Vokiet",
        "Красная",
        "Германия",
        "Rote",
        "Deutschl",
    )
    told = [name for status in atlas.config.statuses.values() for name in status.names.values()]
    assert len(told) == 150
    assert [name for name in told if name.startswith(names)] == []
