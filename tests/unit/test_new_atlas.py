"""An atlas from files of others: what is written, what is told, and that the engine reads all of it."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import shapely
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely import box

from baltic_map.atlas import open_atlas
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.errors import AtlasError
from baltic_map.importers.geometries import drawable
from baltic_map.importers.new_atlas import Brought, Request, bring
from baltic_map.importers.records import Choices
from baltic_map.importers.states import Claim, cut_states
from baltic_map.scene import build_scene
from baltic_map.serialization import toml_value

LANDINGS = """\ufeffTitle,Lat,Long,Date,Casualties,Rank
Landing at San Carlos,-51.57,-59.03,21 May 1982,0,high
Goose Green,51°49'40"S,58°58'W,28/05/1982,64,
Mount Longdon,-51.67,-58.07,11.06.1982,23,
Some day,-51.7,-57.9,1982,,
Later,-51.7,-57.9,C18,1,
Council,,,1982-06-01,NaT,
"""
ZONES = """Zone;Von;Bis;WKT;Größe
Maritime Exclusion Zone;12.04.1982;30.04.1982;POLYGON((-66 -56,-53 -56,-53 -48,-66 -48,-66 -56));200,5
Übung;01.05.1982;01.05.1982;MULTIPOINT(-60 -52,-58 -53);7
"""


@pytest.fixture
def tables(tmp_path) -> Path:
    """Make three spreadsheets with other headers, separators and forms of dates."""
    (tmp_path / "landings.csv").write_text(LANDINGS, encoding="utf-8")
    (tmp_path / "Zonen 82.csv").write_bytes(ZONES.encode("latin-1"))
    book = openpyxl.Workbook()
    for row in (
        ["Bases 1982"],
        ["Nombre", "Coordenadas", "Desde", "Hasta"],
        ["BIM 5", "51°41'S 57°52'W", "8 abril 1982", None],
    ):
        book.active.append(row)
    book.save(tmp_path / "bases.xlsx")
    return tmp_path


def properties(path: Path) -> list[dict[str, Any]]:
    """Give the properties of the features of a file."""
    return [each["properties"] for each in json.loads(path.read_text(encoding="utf-8"))["features"]]


def test_three_spreadsheets_become_an_atlas(tables):
    files = [tables / "landings.csv", tables / "Zonen 82.csv", tables / "bases.xlsx"]
    brought = bring(tables / "falklands", Request(files, "Falklands War"))
    assert brought.told == [
        "landings.csv -> landings.geojson: 5 features, 1 problem",
        "  place <- Lat, Long",
        "  name <- Title",
        "  start_date, for one day <- Date (4 days, 1 year, 1 not read: row 6 'C18')",
        "  kept as they are: Casualties, Rank",
        "Zonen 82.csv -> zonen-82.geojson: 3 features",
        "  read as Windows-1252 (latin-1), for it is not UTF-8",
        "  columns parted by semicolons",
        "  place <- WKT (WKT)",
        "  an end is the last day: some end on the day on which they begin",
        "  name <- Zone",
        "  start_date <- Von (2 days)",
        "  end_date <- Bis (2 days)",
        "  kept as they are: Größe",
        "bases.xlsx -> bases.geojson: 1 feature",
        "  place <- Coordenadas (latitude, longitude)",
        "  name <- Nombre",
        "  start_date <- Desde (1 day)",
        "  end_date <- Hasta (1 empty)",
    ]
    assert [str(each).partition(" is not a date")[0] for each in brought.problems] == [
        "landings.csv, row 6, Date: 'C18'"
    ]
    assert properties(tables / "falklands/landings.geojson")[1] == {
        "id": "landings-goose-green",
        "Casualties": "64",
        "Rank": None,
        "name": "Goose Green",
        "start_date": "1982-05-28",
        "end_date": "1982-05-29",
    }
    assert [(each["id"], each["end_date"]) for each in properties(tables / "falklands/zonen-82.geojson")] == [
        ("zonen-82-maritime-exclusion-zone", "1982-05-01"),
        ("zonen-82-ubung", "1982-05-02"),
        ("zonen-82-ubung-2", "1982-05-02"),
    ]
    assert check_atlas(tables / "falklands") == []
    atlas = open_atlas(tables / "falklands")
    assert atlas.config.title == "Falklands War"
    assert [each.id for each in atlas.on("1982-05-28").certain] == ["bases-bim-5", "landings-goose-green"]


def test_what_is_commented_in_the_settings_may_be_used(tables):
    bring(tables / "a", Request([tables / "landings.csv", tables / "Zonen 82.csv"]))
    settings = tables / "a/atlas.toml"
    text = settings.read_text()
    assert text.splitlines()[1] == 'title = "A"'
    told = re.sub(r"(?m)^# (?=\w+ = |\[)", "", text)
    assert told.count("\n[kinds.") == 3
    settings.write_text(told)
    assert check_atlas(tables / "a") == []


def test_files_are_added_and_none_is_written_over(tables):
    bring(tables / "a", Request([tables / "landings.csv"], "A"))
    before = (tables / "a/atlas.toml").read_bytes()
    bring(tables / "a", Request([tables / "bases.xlsx"]))
    assert (tables / "a/atlas.toml").read_bytes() == before
    assert check_atlas(tables / "a") == []
    with pytest.raises(AtlasError, match=r"landings\.geojson: it is there already\. Write it anew \(--replace\)"):
        bring(tables / "a", Request([tables / "landings.csv", tables / "Zonen 82.csv"]))
    assert not (tables / "a/zonen-82.geojson").exists()
    bring(tables / "a", Request([tables / "landings.csv"], choices=Choices(start="Date"), replace=True))
    with pytest.raises(AtlasError, match="there is an atlas already"):
        bring(tables / "a", Request())


@pytest.mark.parametrize(
    ("files", "asked", "told"),
    [
        (["none.csv", "landings.txt"], {}, "none.csv: there is no such file. Mend its path."),
        (
            ["landings.csv"],
            {"choices": Choices(start="Day")},
            "no file has a column 'Day'. Name one of Casualties, Date",
        ),
        (["landings.csv"], {"choices": Choices(holder="Title")}, "no polygon of any file has something in the column"),
        (["head.csv"], {}, "head.csv: nothing is in it"),
        (["undated.csv"], {"choices": Choices(date="C18")}, "date: 'C18' is not a date"),
    ],
)
def test_nothing_is_written_where_something_cannot_be_read(tables, files, asked, told):
    (tables / "head.csv").write_text("name,lat,lon\n")
    (tables / "undated.csv").write_text("name,lat,lon\na,1,2\n")
    with pytest.raises(AtlasError) as error:
        bring(tables / "a", Request([tables / each for each in files], **asked))
    assert told in str(error.value)
    assert not (tables / "a").exists()


@pytest.mark.parametrize(
    ("spans", "ends"),
    [
        (["1914-01-01,1919-12-31", "1920-01-01,1937-12-31", "1938-01-01,"], ["1920-01-01", "1938-01-01", None]),
        (["1914-01-01,1920-01-01", "1920-01-01,1938-01-01", "1938-01-01,"], ["1920-01-01", "1938-01-01", None]),
        (["1914,1919", "1920,1937", "1938,"], ["1919-01-02/1920-01-01", "1937-01-02/1938-01-01", None]),
        (["1914-01-01,1919-12-31", "1920-01-01,"], ["1919-12-31", None]),
    ],
)
def test_an_end_is_the_last_day_where_what_follows_begins_a_day_later(tmp_path, spans, ends):
    (tmp_path / "t.csv").write_text("lat,lon,start,end\n" + "".join(f"1,2,{each}\n" for each in spans))
    bring(tmp_path / "a", Request([tmp_path / "t.csv"]))
    assert [each["end_date"] for each in properties(tmp_path / "a/t.geojson")] == ends


@pytest.mark.parametrize(
    ("name", "date", "days"),
    [
        ("front_1916.csv", None, ("1916-01-01", "1917-01-01")),
        ("front 1916-07.csv", None, ("1916-07-01", "1916-08-01")),
        ("front.csv", "1916-07-01", ("1916-07-01", "1916-07-02")),
        ("1914 to 1918.csv", None, (None, None)),
        ("front.csv", None, (None, None)),
    ],
)
def test_a_file_without_dates_is_of_the_year_in_its_name(tmp_path, name, date, days):
    (tmp_path / name).write_text("name,lat,lon\na,1,2\n")
    bring(tmp_path / "a", Request([tmp_path / name], choices=Choices(date=date)))
    (found,) = properties(next((tmp_path / "a").glob("*.geojson")))
    assert (found["start_date"], found["end_date"]) == days


def test_an_atlas_without_days_is_told(tmp_path):
    (tmp_path / "towns.csv").write_text("name,lat,lon,Founded\na,1,2,long ago\n")
    told = bring(tmp_path / "a", Request([tmp_path / "towns.csv"])).problems
    assert [each.what for each in told] == ["no column of any file is read as dates"]
    ran = CliRunner().invoke(main, ["new", str(tmp_path / "b")])
    assert ran.stdout == f"1 file in {tmp_path / 'b'}. Next: baltic-map new {tmp_path / 'b'} --from FILE\n"


def test_openhistoricalmap_writes_a_date_twice(tmp_path):
    feature = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}}
    rows = [("1914-07", "1914-07~"), ("1915", None), ("1916", "C19")]
    features = [{**feature, "properties": {"name": a, "start_date": a, "start_date:edtf": b}} for a, b in rows]
    (tmp_path / "ohm.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    brought = bring(tmp_path / "a", Request([tmp_path / "ohm.geojson"]))
    assert brought.told[1] == "  start_date <- start_date:edtf (1 of 3)"
    assert [each["start_date"] for each in properties(tmp_path / "a/ohm.geojson")] == ["1914-07~", "1915", "1916"]


@pytest.mark.parametrize(
    ("wkt", "parts", "mended"),
    [
        ("POLYGON ((0 0, 2 2, 2 0, 0 2, 0 0))", ["MultiPolygon"], True),
        ("GEOMETRYCOLLECTION (POINT (1 2), LINESTRING (0 0, 1 1))", ["Point", "LineString"], False),
        ("POLYGON ((0 80, 1 80, 1 90, 0 90, 0 80))", ["Polygon"], True),
        ("POINT (0 89)", [], True),
        ("POLYGON ((0 0, 1e-9 0, 0 1e-9, 0 0))", [], False),
        ("LINESTRING (0 0, 0 0)", ["Point"], True),
    ],
)  # fmt: skip
def test_geometries_are_made_as_they_are_drawn(wkt, parts, mended):
    found, was_mended = drawable(shapely.from_wkt(wkt))
    assert [each.geom_type for each in found] == parts
    assert was_mended is mended
    assert all(each.is_valid for each in found)


CLAIMS = [
    Claim("A", "1914", "1938", box(0, 0, 10, 10)),
    Claim("B", "1914", None, box(10.005, 0, 20, 10)),
    Claim("A", "1938", None, box(0, 0, 8, 10)),
    Claim("B", "1938", "1939-05-01", box(7.995, 0, 20.004, 10.002)),
    Claim("C", "1920", "1939", box(12, 2, 15, 5)),
]


def test_dated_polygons_are_cut_into_territories():
    found = cut_states(CLAIMS, "1914-01-01", "1940-01-01")
    assert shapely.coverage_is_valid(found.territories, gap_width=1e-4)
    assert [tuple(round(each, 3) for each in land.bounds) for land in found.territories] == [
        (0, 0, 8, 10),
        (8, 0, 10.005, 10),
        (10.005, 0, 20, 10),
        (12, 2, 15, 5),
    ]
    assert [[(each.holder, each.start, each.end) for each in spans] for spans in found.held] == [
        [("A", "1914-01-01", None)],
        [("A", "1914-01-01", "1938-01-01"), ("B", "1938-01-01", "1939-05-01"), (None, "1939-05-01", None)],
        [("B", "1914-01-01", None)],
        [("B", "1914-01-01", "1920-01-01"), ("C", "1920-01-01", "1938-01-01"), ("B", "1938-01-01", None)],
    ]
    assert [(each.left, each.right) for each in found.borders] == [(0, 1), (1, 2), (2, 3)]
    assert found.told == [
        "narrower than 2 km, and gone to neighbours: slivers 1, gaps 1",
        "B and C overlap on 111,081 km² at the same time: the later, then the smaller holds it",
    ]


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    """Draw a claim to a box or a triangle, on a coarse grid or off it."""
    x, y, width, height = (draw(st.floats(least, most)) for least, most in ((0, 5), (0, 5), (0.001, 5), (0.001, 5)))
    x, y = (round(x), round(y)) if draw(st.booleans()) else (x, y)
    land = (
        shapely.Polygon([(x, y), (x + width, y), (x, y + height)])
        if draw(st.booleans())
        else box(x, y, x + width, y + height)
    )
    start = draw(st.sampled_from([None, "1914", "1916-05", "1918~"]))
    return Claim(
        draw(st.sampled_from("ABC")), start, draw(st.sampled_from([None, "1925", "1926-01-02/1927-01-01"])), land
    )


@given(st.lists(claims(), min_size=1, max_size=6), st.sampled_from([0.0, 2.0, 50.0]))
@settings(max_examples=40)
def test_any_polygons_are_cut_into_a_coverage(drawn, tolerance):
    found = cut_states(drawn, "1914-01-01", "1935-01-01", tolerance)
    assert shapely.coverage_is_valid(found.territories, gap_width=1e-4)
    for spans in found.held:
        assert (spans[0].start, spans[-1].end) == ("1914-01-01", None)
        assert [each.end for each in spans[:-1]] == [each.start for each in spans[1:]]


def test_a_small_island_stays_and_a_coast_is_where_both_maps_have_it():
    claims = [
        Claim("A", "1914", "1938", box(0, 0, 10, 10)),
        Claim("A", "1938", None, box(0, 0, 10.01, 10)),
        Claim("B", "1914", "1938", box(20, 0, 20.01, 0.01)),
        Claim("B", "1938", None, box(20.001, 0, 20.011, 0.01)),
    ]
    found = cut_states(claims, "1914-01-01", "1940-01-01")
    assert [land.bounds for land in found.territories] == [(0, 0, 10, 10), (20.001, 0, 20.01, 0.01)]


def maps(folder: Path) -> list[Path]:
    """Write two maps of states, each of a year."""
    for year, lands in {
        1914: {"A": box(0, 0, 10, 10), "Řím": box(10.005, 0, 20, 10)},
        1938: {"A": box(0, 0, 8, 10), "Řím": box(7.995, 0, 20, 10)},
    }.items():
        features = [
            {"type": "Feature", "properties": {"NAME": name}, "geometry": json.loads(shapely.to_geojson(land))}
            for name, land in lands.items()
        ]
        (folder / f"world_{year}.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": features}))
    return [folder / "world_1914.geojson", folder / "world_1938.geojson"]


def test_maps_of_years_become_states_that_change(tmp_path):
    brought = bring(tmp_path / "a", Request(maps(tmp_path), choices=Choices(holder="NAME")))
    assert brought.told[-2:] == [
        "narrower than 2 km, and gone to neighbours: slivers 2, gaps 0",
        "3 territories, 2 borders",
    ]
    assert check_atlas(tmp_path / "a") == []
    atlas = open_atlas(tmp_path / "a")
    assert (str(atlas.axis.start), len(atlas.axis)) == ("1914-01-01", 9131)
    assert [atlas.at(9, 5, day).state for day in ("1914-01-01", "1937-12-31", "1938-01-01")] == ["a", "a", "rim"]
    assert [str(each) for each in atlas.change_days()] == ["1938-01-01"]
    scene = build_scene(atlas, ["en"])
    first, *_ = scene.readings[0].areas
    # A status that tells no more than whose it was is not told beside that.
    assert scene.locales[0].texts[first.label] == "A"
    assert [fact.name for fact in first.facts] == ["state", "dates"]
    assert [(each.names["en"], each.span.first) for each in atlas.feature_list] == [
        ("A", 0),
        ("Řím", 0),
        ("A", 8766),
        ("Řím", 8766),
    ]


def test_states_are_added_to_an_atlas_that_has_none(tmp_path):
    (tmp_path / "b.csv").write_text("name,lat,lon,date\na,5,5,1914-08-01\n")
    bring(tmp_path / "a", Request([tmp_path / "b.csv"], "A"))
    bring(tmp_path / "a", Request(maps(tmp_path), choices=Choices(holder="NAME")))
    assert check_atlas(tmp_path / "a") == []
    with pytest.raises(AtlasError, match=r"the atlas has \[states\] already"):
        bring(tmp_path / "a", Request(maps(tmp_path), choices=Choices(holder="NAME"), replace=True))


@given(st.text(), st.lists(st.text(), max_size=3))
def test_any_text_is_written_as_toml(text, more):
    plain = [each.encode("utf-8", "ignore").decode() for each in (text, *more)]
    assert tomllib.loads(f"a = {toml_value(plain[0])}\nb = {toml_value(plain[1:])}") == {"a": plain[0], "b": plain[1:]}


VALUES = st.sampled_from(
    [
        "",
        "NaT",
        "1914",
        "1914-08-01",
        "C18",
        "x",
        "É",
        "5",
        "51°30'S",
        "POINT (1 2)",
        "POLYGON ((0 0,1 0,1 1,0 0))",
        "-1",
    ]
)
HEADS = st.sampled_from(
    [
        "name",
        "date",
        "von",
        "bis",
        "lat",
        "lon",
        "wkt",
        "kind",
        "state",
        "rank",
        "id",
        "sources",
        "name:lt",
        "note",
        "Notes",
    ]
)


@given(
    st.lists(HEADS, min_size=2, max_size=6, unique=True), st.lists(st.lists(VALUES, min_size=6, max_size=6), max_size=4)
)
@settings(max_examples=60)
def test_what_is_made_of_any_table_is_sound(tmp_path_factory, heads, rows):
    folder = tmp_path_factory.mktemp("any")
    table = "\n".join(";".join(row[: len(heads)]) for row in [heads, *rows])
    (folder / "t.csv").write_text(table, encoding="utf-8")
    brought: Brought | None = None
    with suppress(AtlasError):
        brought = bring(folder / "a", Request([folder / "t.csv"], choices=Choices(date="1914")))
    if brought is None:
        assert not (folder / "a").exists()
    else:
        # An atlas whose features have no place at all tells of no view.
        told = [each for each in check_atlas(folder / "a") if each.what != "no feature has a place that can be drawn"]
        assert told == []


def test_build_opens_the_page_or_says_where_it_is(tables, monkeypatch):
    bring(tables / "a", Request([tables / "bases.xlsx"]))
    opened: list[str] = []
    for works in (True, False):
        monkeypatch.setattr("webbrowser.open", lambda address, works=works: opened.append(address) or works)
        out = tables / f"out-{works}"
        ran = CliRunner().invoke(main, ["build", "--atlas", str(tables / "a"), "--out", str(out), "--open"])
        assert ran.exit_code == 0, ran.output
        assert opened[-1] == (out / "index.html").as_uri()
        where = "" if works else f"No browser could be opened here. Open {opened[-1]}\n"
        assert ran.stderr == where


def test_the_command_tells_what_was_read_and_what_not(tables):
    folder = str(tables / "a")
    ran = CliRunner().invoke(main, ["new", folder, "--from", str(tables / "landings.csv"), str(tables / "bases.xlsx")])
    assert ran.exit_code == 0, ran.output
    assert ran.stdout.splitlines()[0] == "landings.csv -> landings.geojson: 5 features, 1 problem"
    assert ran.stdout.splitlines()[-1] == f"3 files in {folder}. Next: baltic-map build --atlas {folder} --open"
    assert ran.stderr.splitlines()[-1] == "1 problem. The rows that are named are left out."
    again = CliRunner().invoke(main, ["new", folder, str(tables / "landings.csv")])
    assert again.exit_code == 1
    assert "it is there already" in again.stderr
