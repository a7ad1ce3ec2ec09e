"""Every problem of an atlas is found, named by file and feature, with what to do."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from baltic_map import check_atlas, open_atlas
from baltic_map.cli import main
from baltic_map.errors import InvalidAtlasError
from baltic_map.scene import build_scene
from tests.variants import first

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(TINY, tmp_path / "tiny"))


def change(folder: Path, name: str, edit: Callable[[dict[str, Any]], None]) -> None:
    path = folder / name
    data = json.loads(path.read_text(encoding="utf-8"))
    edit(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def replace(folder: Path, name: str, old: str, new: str) -> None:
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def field(index: int, name: str, value: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["features"][index]["properties"].__setitem__(name, value)


def geometry(index: int, kind: str, coordinates: Any) -> Callable[[dict[str, Any]], None]:
    return lambda data: data["features"][index].__setitem__("geometry", {"type": kind, "coordinates": coordinates})


@pytest.mark.parametrize(("name", "value"), [("geonames", 588409), ("wikidata", "Q1770")])
def test_an_identifier_is_stored_once(folder: Path, name: str, value: object) -> None:
    change(folder, "places.geojson", field(0, name, value))
    assert check_atlas(folder) == []
    for other in (1, 2):
        change(folder, "events.geojson", field(other, name, value))
    assert [str(problem) for problem in check_atlas(folder)] == [
        f"events.geojson#{key}: {name} {value} stands at {other} too, on the same days. "
        "Write it once, at the place itself."
        for key, other in (("second-fight", "oldtown"), ("lost-fight", "oldtown"), ("lost-fight", "second-fight"))
    ]
    # A place that has another name from a day on is another feature, and the same place.
    change(folder, "places.geojson", field(0, "end_date", "1900-01-05"))
    change(folder, "events.geojson", field(1, name, None))
    assert check_atlas(folder) == []


def test_identifiers_are_kept_in_the_table_and_told_in_the_scene(folder: Path) -> None:
    change(folder, "places.geojson", field(0, "geonames", 588409))
    change(folder, "places.geojson", field(0, "wikidata", "Q1770"))
    atlas = open_atlas(folder)
    town = atlas.features(layer="places").loc["oldtown"]
    assert (town["geonames"], town["wikidata"]) == (588409, "Q1770")
    told = {each.id: (each.geonames, each.wikidata) for each in build_scene(atlas).features}
    assert (told["oldtown"], told["sea"]) == ((588409, "Q1770"), (None, None))


def test_a_sound_atlas_has_no_faults() -> None:
    assert check_atlas(TINY) == []


BOWTIE = [[[1, 51], [2, 52], [2, 51], [1, 52], [1, 51]]]
RING = [[1, 51], [1.5, 51], [1.5, 51.5], [1, 51]]
FAULTS = [
    (
        "events.geojson",
        field(0, "start_date", "1940-02-30"),
        "events.geojson#fight: start_date '1940-02-30' is not a da",
    ),
    ("events.geojson", field(0, "end_date", "1900-01-05"), "events.geojson#fight: end_date 1900-01-05 is not after"),
    ("events.geojson", field(0, "kind", "party"), "events.geojson#fight: unknown kind 'party'. Use one of fight."),
    ("events.geojson", field(0, "kind", "zone"), "events.geojson#fight: unknown kind 'zone'"),
    ("events.geojson", field(0, "sources", []), "events.geojson#fight: sources is empty"),
    ("events.geojson", field(0, "sources", ["nobody, p. 3"]), "events.geojson#fight: sources names 'nobody'"),
    ("events.geojson", lambda data: data["features"][0]["properties"].pop("sources"), "fight: sources is empty"),
    ("events.geojson", field(1, "id", "fight"), "events.geojson#fight: the id stands twice"),
    ("events.geojson", field(0, "id", "oldtown"), "events.geojson#oldtown: the id stands in places.geojson too"),
    ("events.geojson", field(0, "certainty", "perhaps"), "events.geojson#fight: certainty is 'perhaps'"),
    ("events.geojson", field(0, "precision_km", None), "events.geojson#fight: precision_km is missing"),
    ("events.geojson", field(0, "position", "none"), "events.geojson#fight: position is 'none'"),
    ("events.geojson", field(0, "state", "XXX"), "events.geojson#fight: unknown state 'XXX'"),
    ("events.geojson", field(0, "start_date", "1899-01-01"), None),
    ("events.geojson", field(0, "geonames", 588409), None),
    ("events.geojson", field(0, "geonames", 0), "events.geojson#fight: geonames is 0, not above 0"),
    ("events.geojson", field(0, "geonames", -5), "events.geojson#fight: geonames is -5, not above 0"),
    ("events.geojson", field(0, "geonames", "588409"), "events.geojson#fight: geonames is '588409', not a number"),
    ("events.geojson", field(0, "geonames", 1.5), "events.geojson#fight: geonames is 1.5, not a whole number"),
    ("events.geojson", field(0, "geonames", 2**31), "events.geojson#fight: geonames is 2147483648, more than 2.147"),
    ("events.geojson", field(0, "wikidata", "Q1770"), None),
    *(
        ("events.geojson", field(0, "wikidata", text), f"fight: wikidata is '{text}', not an item of Wikidata")
        for text in ("1770", "q1770", "Q", "Q01", "Q1770 ", "P31")
    ),
    ("events.geojson", geometry(0, "Point", [52, 1.6]), "events.geojson#fight: coordinates 52.0000 1.6000"),
    ("events.geojson", geometry(0, "LineString", [[1, 51], [2, 52]]), "wrong geometry type LineString for a fight"),
    ("events.geojson", geometry(0, "Circle", [1, 51]), "events.geojson#fight: the geometry cannot be read"),
    ("zones.geojson", geometry(0, "Polygon", BOWTIE), "zones.geojson#north-zone: invalid geometry: Self-intersection"),
    ("zones.geojson", geometry(0, "Polygon", [RING, []]), "zones.geojson#north-zone: a part of the Polygon is empty"),
    ("zones.geojson", geometry(0, "MultiPolygon", [[RING], []]), "north-zone: a part of the MultiPolygon is empty"),
    ("zones.geojson", geometry(1, "MultiLineString", [RING, []]), "a part of the MultiLineString is empty"),
    ("territories.geojson", geometry(0, "Polygon", BOWTIE), "territories.geojson#west: invalid geometry"),
    (
        "events.geojson",
        lambda data: data.update(crs={"type": "name", "properties": {"name": "EPSG:3301"}}),
        "events.geojson: unknown coordinate reference system 'EPSG:3301'",
    ),
    (
        "territories.geojson",
        lambda data: data["features"][0]["geometry"]["coordinates"][0].pop(4),
        "territories.geojson#",
    ),
    ("territories.geojson", lambda data: data["features"].pop(2), "unknown territory 'east'"),
    ("borders.geojson", geometry(0, "LineString", [[2.1, 51], [2.1, 53]]), "borders#west-middle: the line follows no"),
    ("lakes.geojson", geometry(0, "Polygon", BOWTIE), "lakes.geojson#lake: invalid geometry"),
    ("borders.geojson", field(0, "left", "mars"), "borders.geojson#west-middle: no territory 'mars'"),
    (
        "land.geojson",
        geometry(0, "Polygon", [[[1, 51], [5.5, 51], [5.5, 53], [1, 53], [1, 51]]]),
        "no territory covers",
    ),
]


@pytest.mark.parametrize(("name", "edit", "message"), FAULTS)
def test_a_fault_is_named(folder: Path, name: str, edit: Callable[[dict[str, Any]], None], message: str | None) -> None:
    change(folder, name, edit)
    problems = [str(problem) for problem in check_atlas(folder)]
    if message is None:
        assert problems == []
    else:
        assert any(message in problem for problem in problems), problems


@pytest.mark.parametrize(
    ("name", "old", "new", "message"),
    [
        ("events.geojson", '"FeatureCollection"', '"FeatureCollection', "events.geojson: not JSON"),
        ("events.geojson", "[1.6, 52]", "[NaN, 52]", "events.geojson: not JSON: NaN is no number"),
        (
            "holdings.csv",
            "west,1900-01-05",
            "west,1900-01-06",
            "west: nobody holds it from 1900-01-05 until 1900-01-06",
        ),
        ("holdings.csv", "1900-01-05,AAA", "1900-01-07,AAA", "west: two rows hold it from 1900-01-05 until 1900-01-07"),
        ("holdings.csv", "west,1900-01-05,,", "west,1900-01-05,1900-01-09,", "west: nobody holds it from 1900-01-09"),
        ("holdings.csv", ",free,", ",lost,", "unknown status 'lost'"),
        ("holdings.csv", "BBB,BBB,BBB", "BBB,CCC,BBB", "unknown controller 'CCC'"),
        ("atlas.toml", 'shape = "area"', 'shape = "blob"', "atlas.toml#kinds.zone.shape"),
        ("atlas.toml", "[window]", "[window", "atlas.toml: not TOML"),
        (
            "atlas.toml",
            'layer = "events"',
            'layer = "nowhere"',
            "atlas.toml#kinds.fight.layer: 'nowhere' is no layer. Use one of zones, places, events.",
        ),
        ("sources.json", '"id": "book"', '"id": "book2"', "sources names 'book'"),
    ],
)
def test_a_fault_in_text_is_named(folder: Path, name: str, old: str, new: str, message: str) -> None:
    replace(folder, name, old, new)
    assert any(message in str(problem) for problem in check_atlas(folder))


def test_a_row_that_was_cut_by_a_comma_is_the_only_fault(folder: Path) -> None:
    replace(folder, "holdings.csv", "Some say the 6th.", "Some say the 6th, others not.")
    assert [str(problem) for problem in check_atlas(folder)] == [
        "holdings.csv#line 3: it has 10 cells, the head 9. Put quotation marks round a cell that holds a comma."
    ]


def test_all_faults_are_told_in_one_run(folder: Path) -> None:
    change(folder, "events.geojson", field(0, "start_date", "1940-02-30"))
    change(folder, "events.geojson", field(1, "kind", "party"))
    change(folder, "zones.geojson", field(0, "sources", []))
    replace(folder, "holdings.csv", ",occupied,", ",gone,")
    result = CliRunner().invoke(main, ["check", str(folder)])
    assert result.exit_code == 1
    lines = result.stdout.splitlines()
    for start in (
        "zones.geojson#north-zone:",
        "events.geojson#fight:",
        "events.geojson#second-fight:",
        "holdings.csv#",
    ):
        assert sum(line.startswith(start) for line in lines) == 1, lines
    with pytest.raises(InvalidAtlasError, match="not a da") as caught:
        open_atlas(folder)
    assert len(caught.value.problems) == len(lines)


def test_a_folder_without_an_atlas_is_named(tmp_path: Path) -> None:
    assert "no atlas.toml" in str(check_atlas(tmp_path)[0])


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("S1,A,Says,yes,fight; holdings:west@1900-01-05,\nS2,A,Says,no,,Outside the atlas", None),
        ("S1,A,Says,yes,gone,", "coverage.csv#S1: nothing has the id 'gone'"),
        ("S1,A,Says,yes,holdings:west@1900-01-06,", "coverage.csv#S1: nothing has the id 'holdings:west@1900-01-06'"),
        ("S1,A,Says,yes,,", "coverage.csv#S1: mapped does not agree with carried_by"),
        ("S1,A,Says,no,,", "coverage.csv#S1: it is not mapped and no reason is given"),
        ("S1,A,Says,yes,fight,\nS1,A,Says,yes,fight,", "coverage.csv#S1: the statement stands twice"),
    ],
)
def test_the_table_of_statements_is_held_to_the_features(folder: Path, rows: str, message: str | None) -> None:
    header = "statement,section,says,mapped,carried_by,reason\n"
    (folder / "coverage.csv").write_text(header + rows, encoding="utf-8")
    problems = [str(problem) for problem in check_atlas(folder)]
    assert (problems == []) if message is None else any(message in problem for problem in problems)


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("old-fight,2026-11-27,fight,Told twice\nolder,2026-11-27,,Outside the atlas", None),
        ("fight,2026-11-27,,Told twice", "retired.csv#fight: the id is retired and in use"),
        ("west,2026-11-27,,Told twice", "retired.csv#west: the id is retired and in use"),
        ("old,2026-11-27,gone,Told twice", "retired.csv#old: no feature has the id 'gone'"),
        (
            "old,2026-11-27,older,Told twice\nolder,2026-11-27,fight,Told twice",
            "retired.csv#old: no feature has the id",
        ),
        ("old,27 November,fight,Told twice", "retired.csv#old: retired is '27 November', no day"),
        ("old,20261127,fight,Told twice", "retired.csv#old: retired is '20261127', no day"),
        ("old,2026-11-27,fight,", "retired.csv#old: no reason is given"),
        (",2026-11-27,fight,Told twice", "retired.csv#line 2: no id"),
        ("old,2026-11-27,fight,A\nold,2026-11-27,fight,B", "retired.csv#old: the id stands twice"),
    ],
)
def test_retired_ids_are_held_to_the_features(folder: Path, rows: str, message: str | None) -> None:
    (folder / "retired.csv").write_text("id,retired,replaced_by,reason\n" + rows, encoding="utf-8")
    problems = [str(problem) for problem in check_atlas(folder)]
    assert (problems == []) if message is None else any(message in problem for problem in problems)


def test_a_table_of_statements_that_names_a_retired_id_is_told_its_successor(folder: Path) -> None:
    (folder / "retired.csv").write_text(
        "id,retired,replaced_by,reason\nold,2026-11-27,fight,Told twice\nolder,2026-11-27,,Outside\n", encoding="utf-8"
    )
    (folder / "coverage.csv").write_text(
        "statement,section,says,mapped,carried_by,reason\nS1,A,Says,yes,old,\nS2,A,Says,yes,older,\n", encoding="utf-8"
    )
    assert [str(problem) for problem in check_atlas(folder)] == [
        "coverage.csv#S1: the id 'old' is retired (retired.csv). Write 'fight', or say why it is not mapped.",
        "coverage.csv#S2: the id 'older' is retired (retired.csv). Say why it is not mapped.",
    ]


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=5,
)
FILES = [path.name for path in sorted(TINY.glob("*.geojson"))] + ["sources.json"]


def places(value: Any) -> list[tuple[Any, Any]]:
    """List every slot of a JSON value: its container and its key."""
    if isinstance(value, dict):
        items: list[tuple[Any, Any]] = list(value.items())
    elif isinstance(value, list):
        items = list(enumerate(value))
    else:
        return []
    return [slot for key, inner in items for slot in [(value, key), *places(inner)]]


@pytest.mark.parametrize("tries", first(1, [60, 150]))
def test_no_junk_in_a_file_is_more_than_a_fault(tries: int, tmp_path: Path) -> None:
    folder = tmp_path / "junk"

    @settings(max_examples=tries)
    @given(data=st.data())
    def faults(data: st.DataObject) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(TINY, folder)
        path = folder / data.draw(st.sampled_from(FILES))
        content = json.loads(path.read_text(encoding="utf-8"))
        container, key = data.draw(st.sampled_from(places(content)))
        container[key] = data.draw(JUNK)
        path.write_text(json.dumps(content), encoding="utf-8")
        for problem in check_atlas(folder):
            assert str(problem)

    faults()
