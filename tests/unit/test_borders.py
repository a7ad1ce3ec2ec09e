"""Territories over time: who holds what, where the lines run, what is no coverage."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import shapely
from msgspec.structs import replace
from shapely.geometry import box

from baltic_map import MapBuilder, kept, layers
from baltic_map.atlas import open_atlas
from baltic_map.border_files import check_coverage, read_borders
from baltic_map.borders import Arc, Area, Borders, Holding, Territory
from baltic_map.check import check_atlas
from tests.fixtures.make_tiny import collection, feature
from tests.unit.small_atlases import TINY, holdings, tiny_with


def territory(key: str, west: float) -> Territory:
    ring = [(west, 0), (west + 1, 0), (west + 1, 1), (west, 1), (west, 0)]
    return Territory(key, {"en": key}, shapely.Polygon(ring), (), "")


def arc(key: str, x: float, left: str, right: str) -> Arc:
    return Arc(key, {"en": key}, shapely.LineString([(x, 0), (x, 1)]), left, right, 1.0, (), "")


def held(key: str, standing: str, first: int = 0, stop: int = 10) -> Holding:
    return Holding(key, first, stop, *standing.split(), (), "")


def standing_alike(*standings: str) -> Borders:
    """Put territories in a row, a line between each two."""
    keys = [f"t{number}" for number in range(len(standings))]
    lines = [arc(f"{one}-{other}", at + 1, one, other) for at, (one, other) in enumerate(pairwise(keys))]
    return Borders(
        [territory(key, at) for at, key in enumerate(keys)],
        lines,
        [held(*each) for each in zip(keys, standings, strict=True)],
    )


def test_territories_that_stand_alike_are_one_area() -> None:
    borders = standing_alike("AAA AAA AAA free", "BBB BBB BBB free", "AAA AAA AAA free")
    assert borders.areas(3) == [
        Area(("t0", "t2"), "AAA", "AAA", "AAA", "free"),
        Area(("t1",), "BBB", "BBB", "BBB", "free"),
    ]
    assert borders.areas(10) == []


@pytest.mark.parametrize(
    ("one", "other", "line"),
    [
        ("AAA AAA AAA free", "BBB BBB BBB free", ("t0-t1", True)),
        ("AAA AAA AAA free", "AAA AAA AAA free", None),
        # Lands of one state that stand differently in it have an inner line …
        ("AAA AAA AAA free", "AAA AAA AAA leased", ("t0-t1", False)),
        # … also where others merely look on them differently …
        ("AAA AAA AAA free", "AAA AAA BBB free", ("t0-t1", False)),
        # … but not where only the armies differ.
        ("AAA AAA AAA free", "AAA BBB AAA free", None),
    ],
)
def test_a_line_is_a_border_between_states_or_an_inner_one(one: str, other: str, line: tuple[str, bool] | None) -> None:
    found = [(each.id, between_states) for each, between_states in standing_alike(one, other).lines(0)]
    assert found == ([line] if line else [])


def test_a_holding_runs_until_the_day_before_its_stop() -> None:
    borders = Borders([territory("t0", 0)], [], [held("t0", "B B B free", 5, 9), held("t0", "A A A free", 0, 5)])
    holders = [borders.holding("t0", day) for day in (0, 4, 5, 8, 9)]
    assert [each and each.state for each in holders] == ["A", "A", "B", "B", None]


def test_a_point_on_a_border_belongs_to_the_first_territory() -> None:
    borders = standing_alike("AAA AAA AAA free", "BBB BBB BBB free", "AAA AAA AAA free")
    found = [borders.at(x, 0.5) for x in (0.5, 1, 1.5, 2, 2.5, 3.5)]
    assert [each and each.id for each in found] == ["t0", "t0", "t1", "t1", "t2", None]
    # "First" is in the order of the file, not from west to east.
    backwards = Borders([territory("east", 1), territory("west", 0)], [], [])
    hit = backwards.at(1, 0.5)
    assert hit is not None
    assert hit.id == "east"


REST = ("middle,1900-01-01,,BBB,BBB,BBB,free,book,", "east,1900-01-01,,BBB,BBB,BBB,free,book,")


def test_of_an_uncertain_day_the_later_is_drawn(tmp_path: Path) -> None:
    rows = holdings(
        "west,1900-01-01,1900-01-05/1900-01-07,AAA,AAA,AAA,free,book,",
        "west,1900-01-05/1900-01-07,,BBB,BBB,BBB,free,book,Some say the 5th.",
        *REST,
    )
    atlas = open_atlas(tiny_with(tmp_path, {"holdings.csv": rows}))
    assert [(each.state, each.first, each.stop) for each in atlas.borders.holdings["west"]] == [
        ("AAA", 0, 6),
        ("BBB", 6, 10),
    ]
    found = [atlas.at(1.5, 52, day) for day in ("1900-01-06", "1900-01-07")]
    assert [each and each.state for each in found] == ["AAA", "BBB"]


@pytest.mark.parametrize(
    ("rows", "problems"),
    [
        # The second row lies within the first: the third has to follow the first, the longest of its predecessors.
        (
            ("1900-01-01,1900-01-08", "1900-01-02,1900-01-04", "1900-01-08,"),
            ["two rows hold it from 1900-01-02 until 1900-01-08"],
        ),
        (
            ("1900-01-01,1900-01-08", "1900-01-02,1900-01-04", "1900-01-04,"),
            [
                "two rows hold it from 1900-01-02 until 1900-01-08",
                "two rows hold it from 1900-01-04 until 1900-01-08",
            ],
        ),
        (
            ("1900-01-02,1900-01-04", "1900-01-05,1900-01-09"),
            [
                "nobody holds it from 1900-01-01 until 1900-01-02",
                "nobody holds it from 1900-01-04 until 1900-01-05",
                "nobody holds it from 1900-01-09 until 1900-01-11",
            ],
        ),
    ],
)
def test_gaps_and_overlaps_of_holdings_are_told(tmp_path: Path, rows: tuple[str, ...], problems: list[str]) -> None:
    table = holdings(*(f"west,{dates},AAA,AAA,AAA,free,book," for dates in rows), *REST)
    told = check_atlas(tiny_with(tmp_path, {"holdings.csv": table}))
    assert [(each.where, each.what) for each in told] == [("holdings.csv#west", each) for each in problems]


def test_an_atlas_of_the_tests_is_a_coverage() -> None:
    borders = open_atlas(TINY).borders
    assert list(check_coverage(borders, "territories.geojson", [box(1, 51, 5, 53)])) == []


def test_what_is_no_coverage_is_told() -> None:
    apart = Borders([territory("a", 0), territory("b", 0.5)], [], [])
    told = [(each.where, each.what.partition(" near ")[0]) for each in check_coverage(apart, "t.geojson")]
    assert told == [
        ("t.geojson#a", "a gap or an overlap with a neighbour"),
        ("t.geojson#b", "a gap or an overlap with a neighbour"),
    ]
    sound = Borders([territory("a", 0), territory("b", 1)], [arc("off", 0.5, "a", "b")], [])
    assert [str(each) for each in check_coverage(sound, "t.geojson", [box(0, 0, 2, 1), box(3, 0, 4, 1)])] == [
        "t.geojson: no territory covers the area near 3.50000 0.50000. Cut the land into territories wholly.",
        "borders#off: the line follows no edge that two territories share. Take it from their edges.",
    ]


def shape(key: str, west: float, **properties: object) -> dict[str, object]:
    ring = [[west, 51], [west + 1, 51], [west + 1, 53], [west, 53], [west, 51]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    return feature(geometry, **{"id": key, "sources": ["book"], **properties})


def edge(key: str, left: str, right: str, **properties: object) -> dict[str, object]:
    geometry = {"type": "LineString", "coordinates": [[2, 51], [2, 53]]}
    given = {"id": key, "left": left, "right": right, "precision_km": 2, "sources": ["book"], **properties}
    return feature(geometry, **given)


def read(folder: Path, **files: list[dict[str, object]] | str) -> tuple[Borders, list[str]]:
    """Read the borders of the tiny atlas with other files; give what is wrong too."""
    names = {name: "holdings.csv" if name == "rows" else f"{name}.geojson" for name in files}
    texts = {names[name]: each if isinstance(each, str) else collection(each) for name, each in files.items()}
    atlas = open_atlas(TINY)
    readings, problems = read_borders(tiny_with(folder, texts), atlas.config, atlas.bibliography)
    borders = readings["administered"]
    return borders, [str(each) for each in problems]


def test_what_a_file_says_of_territories_and_lines_is_kept(tmp_path: Path) -> None:
    borders, problems = read(
        tmp_path,
        territories=[
            shape(
                "west", 1, **{"name": "West", "name:lt": "Vakarai", "sources": ["book, p. 4"], "note": "Since when?"}
            ),
            shape("bare", 2),
        ],
        borders=[edge("line", "west", "bare", note="Roughly."), edge("second", "bare", "west", name="Second")],
        rows=holdings("west,1900-01-01,,AAA,AAA,AAA,free,book; ;paper,", "bare,1900-01-01,,BBB,AAA,BBB,free,book,Why."),
    )
    assert problems == []
    assert [
        (each.id, each.names, [(one.source, one.locator) for one in each.citations], each.note)
        for each in borders.territories.values()
    ] == [
        ("west", {"en": "West", "lt": "Vakarai"}, [("book", "p. 4")], "Since when?"),
        ("bare", {"en": "bare"}, [("book", "")], ""),
    ]
    assert [
        (each.id, each.names, each.left, each.right, each.precision_km, each.citations[0].source, each.note)
        for each in borders.arcs.values()
    ] == [
        ("line", {"en": "line"}, "west", "bare", 2, "book", "Roughly."),
        ("second", {"en": "Second"}, "bare", "west", 2, "book", ""),
    ]
    (west,), (bare,) = borders.holdings["west"], borders.holdings["bare"]
    assert (west.standing, [each.source for each in west.citations], west.note) == (
        ("AAA", "AAA", "AAA", "free"),
        ["book", "paper"],
        "",
    )
    assert (bare.standing, bare.note) == (("BBB", "AAA", "BBB", "free"), "Why.")


def test_what_is_wrong_with_territories_is_told_and_lines_beside_them_are_not(tmp_path: Path) -> None:
    line = {"type": "LineString", "coordinates": [[2, 51], [2, 53]]}
    borders, problems = read(
        tmp_path,
        territories=[
            shape("west", 1),
            shape("west", 3),
            shape("unsure", 2, sources=["nothing"]),
            shape("wordy", 2, notes="x", **{"name:LT": "y"}),
            shape("unread", 2, name=7),
            {**shape("undrawn", 2), "geometry": None},
            feature(line, id="line", sources=["book"]),
            shape("far", 100),
        ],
        borders=[edge("a-line", "west", "undrawn"), edge("b-line", "west", "west")],
        rows=holdings("west,1900-01-01,,AAA,AAA,AAA,free,book,", "wordy,1900-01-01,,AAA,AAA,AAA,free,book,"),
    )
    assert (list(borders.territories), list(borders.arcs)) == (["west", "unsure", "wordy"], ["b-line"])
    assert borders.territories["west"].geometry.bounds == (1, 51, 2, 53)
    assert problems == [
        "territories.geojson#west: the id stands twice. Give it its own.",
        "territories.geojson#unsure: sources names 'nothing', which sources.json has not. Add the work or mend the id.",
        "territories.geojson#wordy: 'notes' is unknown. Write note, if that is meant; rename it, if it is not.",
        "territories.geojson#wordy: 'name:LT' names no language. Write name:lt.",
        "territories.geojson#unread: name is 7, not a text. Mend the value.",
        "territories.geojson#undrawn: the geometry is null. Draw it.",
        "territories.geojson#line: wrong geometry type LineString. Draw it as Polygon or MultiPolygon.",
        (
            "territories.geojson#far: coordinates 100.0000 51.0000 to 101.0000 53.0000 leave the atlas. "
            "Write longitude before latitude, inside the extent of atlas.toml."
        ),
        (
            "holdings.csv#unsure: nobody holds it from 1900-01-01 until 1900-01-11. "
            "Let the last row run on, with an empty end_date."
        ),
    ]


def test_what_is_wrong_with_lines_is_told(tmp_path: Path) -> None:
    point = {"type": "Point", "coordinates": [2, 52]}
    given = {"left": "west", "right": "middle", "precision_km": 1, "sources": ["book"]}
    borders, problems = read(
        tmp_path,
        borders=[
            edge("one", "west", "nowhere"),
            edge("two", "elsewhere", "nowhere"),
            edge("west", "west", "middle"),
            feature(point, id="point", **given),
            edge("sound", "west", "middle"),
        ],
    )
    assert list(borders.arcs) == ["sound"]
    assert problems == [
        "borders.geojson#one: no territory 'nowhere' on one side. Name two territories.",
        "borders.geojson#two: no territory 'elsewhere' on one side. Name two territories.",
        "borders.geojson#west: the id is that of a territory. Give each thing its own id.",
        "borders.geojson#point: wrong geometry type Point. Draw it as LineString or MultiLineString.",
    ]


def test_what_is_wrong_with_a_row_is_told_once(tmp_path: Path) -> None:
    # No gap is told of a territory with a row that could not be read.
    borders, problems = read(
        tmp_path,
        rows=holdings(
            "west,1900-01-01,,XXX,YYY,ZZZ,none,nothing,",
            "west,1900-01-02,1900-01-01,AAA,AAA,AAA,free,book,",
            "middle,1901-01-01,,BBB,BBB,BBB,free,book,",
            "middle,1900-01-02/1900-01-09,1900-01-03/1900-01-08,BBB,BBB,BBB,free,,",
            "middle,1900-01-02/1900-01-08,1900-01-03/1900-01-08,BBB,BBB,BBB,free,book,",
            "nowhere,1900-01-01,,BBB,BBB,BBB,free,book,",
            "east,1900-01-01,1900-01-10,BBB,BBB,BBB,free,book,",
        ),
    )
    assert borders.holdings["west"] == borders.holdings["middle"] == []
    late = "end_date 1900-01-03/1900-01-08 lies before the last day of its start. Write a later end."
    assert problems == [
        "holdings.csv#line 2: unknown state 'XXX'. Use a code of [states] in atlas.toml.",
        "holdings.csv#line 2: unknown controller 'YYY'. Use a code of [states] in atlas.toml.",
        "holdings.csv#line 2: unknown recognised 'ZZZ'. Use a code of [states] in atlas.toml.",
        "holdings.csv#line 2: unknown status 'none'. Use one of [statuses] in atlas.toml.",
        "holdings.csv#line 2: sources names 'nothing', which sources.json has not. Add the work or mend the id.",
        (
            "holdings.csv#line 3: end_date 1900-01-01 is not after start_date 1900-01-02. "
            "Write 1900-01-03 for a thing of one day."
        ),
        (
            "holdings.csv#line 4: it lies wholly outside the atlas's days (1900-01-01 to 1900-01-10). "
            "Mend its dates or take it out."
        ),
        "holdings.csv#line 5: sources is empty. Name at least one id of sources.json.",
        f"holdings.csv#line 5: {late}",
        f"holdings.csv#line 6: {late}",
        "holdings.csv#line 7: unknown territory 'nowhere'. Use an id of territories.geojson.",
        (
            "holdings.csv#east: nobody holds it from 1900-01-10 until 1900-01-11. "
            "Let the last row run on, with an empty end_date."
        ),
    ]


def test_rows_that_cannot_be_read_hide_gaps(tmp_path: Path) -> None:
    text = holdings("west,1900-01-01,1900-01-03,AAA,AAA,AAA,free,book,") + "west,1900-01-05\n"
    _, problems = read(tmp_path / "short", rows=text)
    assert problems == [
        "holdings.csv#line 3: it has 2 cells, the head 9. Put quotation marks round a cell that holds a comma."
    ]
    _, problems = read(tmp_path / "headless", rows="territory\n")
    assert problems == [
        (
            "holdings.csv: no column 'start_date'. "
            "Write the columns territory, start_date, end_date, state, controller, recognised, status, sources, note."
        )
    ]
    folder = tiny_with(tmp_path / "none", {})
    (folder / "holdings.csv").unlink()
    atlas = open_atlas(TINY)
    readings, wrong = read_borders(folder, atlas.config, atlas.bibliography)
    borders = readings["administered"]
    assert [str(each) for each in wrong] == ["holdings.csv: the file is missing. Write it, or take out what names it."]
    assert borders.holdings == {"west": [], "middle": [], "east": []}


def test_an_atlas_may_have_no_territories(tmp_path: Path) -> None:
    atlas = open_atlas(TINY)
    scale = atlas.config.scales[0]
    for scales in ((), (replace(scale, territories=None, borders=None),)):
        config = replace(atlas.config, scales=scales)
        readings, problems = read_borders(tmp_path, config, atlas.bibliography)
        borders = readings["administered"]
        assert (borders.territories, borders.arcs, borders.holdings, problems) == ({}, {}, {}, [])
    config = replace(atlas.config, scales=(replace(scale, borders=None), scale))
    assert list(read_borders(TINY, config, atlas.bibliography)[0]["administered"].arcs) == [
        "west-middle",
        "middle-east",
    ]
    config = replace(atlas.config, scales=(scale, replace(scale, borders=None)))
    assert list(read_borders(TINY, config, atlas.bibliography)[0]["administered"].arcs) == []


def test_a_gap_of_holdings_says_what_to_do(tmp_path: Path) -> None:
    rows = holdings("west,1900-01-02,1900-01-09,AAA,AAA,AAA,free,book,", *REST)
    assert read(tmp_path, rows=rows)[1] == [
        (
            "holdings.csv#west: nobody holds it from 1900-01-01 until 1900-01-02. "
            "Let each row start on the day its predecessor ends."
        ),
        (
            "holdings.csv#west: nobody holds it from 1900-01-09 until 1900-01-11. "
            "Let the last row run on, with an empty end_date."
        ),
    ]


def test_of_a_coverage_gaps_and_land_are_told_with_their_place() -> None:
    assert list(check_coverage(Borders([], [], []), "t.geojson", [box(0, 0, 1, 1)])) == []
    # A gap of less than some ten metres is a fault, a wider one is a strait.
    narrow = Borders([territory("a", 0), territory("b", 1.00009)], [], [])
    assert [str(each) for each in check_coverage(narrow, "t.geojson")] == [
        f"t.geojson#{near}. Let neighbours share exactly the same vertices."
        for near in (
            "a: a gap or an overlap with a neighbour near 1.00000 0.00000",
            "b: a gap or an overlap with a neighbour near 1.00009 1.00000",
        )
    ]
    strait = Borders([territory("a", 0), territory("b", 1.0002)], [], [])
    assert list(check_coverage(strait, "t.geojson")) == []
    one = Borders([territory("a", 0)], [], [])
    assert [str(each) for each in check_coverage(one, "t.geojson", [box(0, 0, 0.5, 1)])] == [
        "t.geojson: there is no land under the area near 0.75000 0.50000. Cut the land into territories wholly."
    ]
    # What is less than some ten metres square is no fault of the coast.
    assert list(check_coverage(one, "t.geojson", [box(0, 0, 1 + 5e-9, 1)])) == []
    assert len(list(check_coverage(one, "t.geojson", [box(0, 0, 1 + 2e-8, 1)]))) == 1


def test_a_file_that_cannot_be_read_is_the_problem(tmp_path: Path) -> None:
    borders, problems = read(tmp_path, borders="{")
    assert list(borders.territories) == ["west", "middle", "east"]
    assert [each.partition(":")[0] for each in problems] == ["borders.geojson"]


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give an empty cache of the user, and ship nothing."""
    monkeypatch.setattr(kept, "user_cache_path", lambda: tmp_path / "cache")
    monkeypatch.setattr(kept, "SHIPPED", tmp_path / "shipped")
    return tmp_path / "cache"


def outlines(folder: Path) -> list[str]:
    borders = open_atlas(folder).borders
    return [each.geometry.wkt for things in (borders.territories, borders.arcs) for each in things.values()]


@pytest.mark.usefixtures("cache")
def test_outlines_are_read_when_they_are_asked_for_and_as_they_were(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tiny_with(tmp_path / "atlas", {})
    made = outlines(folder)
    read = layers._Shapes._each
    monkeypatch.setattr(layers._Shapes, "_each", lambda _: pytest.fail("read again"))
    assert outlines(folder) == made
    for each in (tmp_path / "cache").glob("shapes-*"):
        each.unlink()
    monkeypatch.setattr("baltic_map.builder.pack_basemap", lambda _: ())
    MapBuilder(open_atlas(folder))._all_days(None, ["en"])
    # Whatever becomes of the files afterwards, the outlines are those of the opened atlas.
    monkeypatch.setattr(layers._Shapes, "_each", read)
    borders = open_atlas(folder).borders
    (folder / "territories.geojson").unlink()
    assert [each.geometry.wkt for each in borders.territories.values()] == made[: len(borders.territories)]


@pytest.mark.parametrize("said", ['[[{"id": "x"}, "Circle"]]', "[[1, null]]", "{}", '"', '[["id", "Polygon", 3]]'])
def test_what_another_kept_of_territories_is_not_believed(cache: Path, tmp_path: Path, said: str) -> None:
    folder = tiny_with(tmp_path / "atlas", {})
    made = outlines(folder)
    for each in cache.glob("sound-*"):
        each.write_bytes(kept._mark(said.encode()) + b"\n" + said.encode())
    assert outlines(folder) == made


def test_nothing_is_kept_of_territories_with_a_fault(cache: Path, tmp_path: Path) -> None:
    wrong = '{"type": "FeatureCollection", "features": [{"type": "Feature", "properties": {"id": "x"}, "geometry": 1}]}'
    folder = tiny_with(tmp_path / "atlas", {"territories.geojson": wrong})
    told = [problem.what for problem in check_atlas(folder) if problem.where == "territories.geojson#x"]
    assert any("the geometry cannot be read" in what for what in told)
    assert told == [problem.what for problem in check_atlas(folder) if problem.where == "territories.geojson#x"]
    assert len(list(cache.glob("sound-*"))) == 1
