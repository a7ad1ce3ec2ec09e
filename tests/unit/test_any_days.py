"""Atlases of days before the year 1, of Julian days, and of years alone: from the files to page and plate."""

from __future__ import annotations

import json
import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from baltic_map.atlas import open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.calendars import CivilDay
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.defaults import read_completed
from baltic_map.errors import AtlasError, InvalidAtlasError
from baltic_map.snapshot import Snapshot
from tests.unit.pages import data_in
from tests.unit.small_atlases import TINY, holdings, tiny_with

WINDOW = "start = 1900-01-01\nend = 1900-01-11"
KEYS = 'key_days = ["1900-01-01", "1900-01-05"]'


def made(folder: Path, dates: dict[str, str], settings: str, start: str, end: str) -> Path:
    """Move the tiny atlas to other days: each date of its files to another, and the window."""
    texts = {
        each.name: each.read_text(encoding="utf-8") for each in TINY.iterdir() if each.suffix in (".geojson", ".md")
    }
    for old, new in dates.items():
        texts = {name: text.replace(old, new) for name, text in texts.items()}
    first = next(iter(dates.values()))
    texts["holdings.csv"] = holdings(
        *(f"{land},{first},,AAA,AAA,AAA,free,book," for land in ("west", "middle", "east"))
    )
    config = {WINDOW: f'start = "{start}"\nend = "{end}"', KEYS: f'{settings}\nkey_days = ["{first}"]'}
    return tiny_with(folder, texts, config)


@pytest.fixture(scope="module")
def gallic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dates = {f"1900-01-{day:02}": f"-0057-03-{day + 20:02}" for day in range(1, 11)}
    return made(tmp_path_factory.mktemp("gallic"), dates, "", "-0057-03-21", "-0057-03-31")


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    dates = {f"1900-01-{day:02}": f"{day + 56:04}" for day in range(1, 12)}
    return made(tmp_path_factory.mktemp("years"), dates, 'precision = "year"', "0057", "0067")


def test_an_atlas_may_lie_before_the_year_1(gallic: Path) -> None:
    assert list(check_atlas(gallic)) == []
    atlas = open_atlas(gallic)
    assert [str(day) for day in atlas.change_days()][:2] == ["-0057-03-23", "-0057-03-25"]
    assert atlas.on("-0057-03-25").day == CivilDay.of(-57, 3, 25)
    data = data_in(MapBuilder(gallic).atlas_map().get_root().render())
    assert (data["scene"]["firstDay"], data["scene"]["total"]) == ("-0057-03-21", 10)
    assert data["languages"][0]["eras"] == ["BC", "AD"]
    assert MapBuilder(gallic).local_scene.on("-0057-03-25").headline == "Thursday, 25 March 58 BC"


def test_days_before_the_year_0_are_no_options(gallic: Path, tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["diff", "-0057-03-21", "-0057-03-25", "--atlas", str(gallic)])
    assert (run.exit_code, "Fight at Oldtown" in run.output) == (0, True)
    run = CliRunner().invoke(main, ["build", "--date", "-0057-03-25", "--atlas", str(gallic), "--out", str(tmp_path)])
    assert (run.exit_code, (tmp_path / "-0057-03-25.html").exists()) == (0, True)
    run = CliRunner().invoke(main, ["diff", "-0057-03-21", "--bad", "--atlas", str(gallic)])
    assert (run.exit_code, "--bad" in run.output) == (2, True)


def test_an_atlas_of_years_has_one_page_and_plate_a_year(years: Path, tmp_path: Path) -> None:
    assert list(check_atlas(years)) == []
    atlas = open_atlas(years)
    assert [str(day) for day in atlas.change_days()][:3] == ["0059", "0061", "0062"]
    assert [each.id for each in atlas.on(date(61, 7, 14)).certain] == [each.id for each in atlas.on("0061").certain]
    builder = MapBuilder(years)
    assert [path.name for path in builder.build(builder.companions(["0061"]), tmp_path)][:2] == [
        "0059.html",
        "0061.html",
    ]
    assert "<title>61 – Tiny war</title>" in (tmp_path / "0061.html").read_text(encoding="utf-8")
    assert [path.name for path in Snapshot(atlas).each(["0061"], tmp_path, "svg")] == ["0061.svg"]


def test_a_site_of_years_has_no_pages_of_months(years: Path, gallic: Path, tmp_path: Path) -> None:
    names = sorted(path.name for path in MapBuilder(years).build_site(tmp_path / "years") if path.suffix == ".html")
    assert names == [*(f"00{year}.html" for year in range(57, 67)), "days.html", "index.html", "sources.html"]
    page = (tmp_path / "years" / "0060.html").read_text(encoding="utf-8")
    assert '<a href="0059.html" rel="prev">← 59</a>' in page
    assert '<a href="days.html">Every year</a>' in page
    names = [path.name for path in MapBuilder(gallic).build_site(tmp_path / "days") if "-" in path.stem]
    assert len(names) == 11
    assert "-0057-03.html" in names
    page = (tmp_path / "days" / "-0057-03-25.html").read_text(encoding="utf-8")
    assert '<a href="-0057-03.html">March 58 BC</a>' in page


def test_a_site_of_a_thousand_years_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    table = holdings(*(f"{land},1000-01-01,,AAA,AAA,AAA,free,book," for land in ("west", "middle", "east")))
    folder = tiny_with(tmp_path / "atlas", {"holdings.csv": table}, {"start = 1900-01-01": "start = 1000-01-01"})
    with pytest.raises(AtlasError) as caught:
        list(MapBuilder(folder).build_site(tmp_path / "site"))
    assert str(caught.value) == (
        "site: it would have 328728 pages, one for each day. Build the page of all days, or pages of some of them."
    )
    assert not (tmp_path / "site").exists()


def test_julian_days_are_told_as_such(tmp_path: Path) -> None:
    dates = {f"1900-01-{day:02}": f"1346-08-{day + 20:02}" for day in range(1, 12)}
    folder = made(tmp_path, dates, 'calendar = "julian"', "1346-08-21", "1346-08-31")
    builder = MapBuilder(folder)
    assert builder.local_scene.on("1346-08-26").headline == "Saturday, 26 August 1346"
    assert builder.local_scene.credits == ("Drawn for the tests.", "Dates are those of the Julian calendar.")
    assert data_in(builder.day("1346-08-26").get_root().render())["scene"]["calendar"] == "julian"


@pytest.mark.parametrize(
    ("settings", "says"),
    [
        ('start = "-10000-01-01"', "Years are -9999 to 9999: 0000 is 1 BC, -0057 is 58 BC"),
        ('start = "58 BC"', "it is '58 BC', not a day. Write a day of the calendar as YYYY-MM-DD. Years are"),
        ("start = -57", 'Write a day as YYYY-MM-DD, in quotation marks before the year 0: "-0057-03-28"'),
        ('start = "1899"', 'or precision = "year" or "month" in atlas.toml'),
        ('start = "1900-02-29"', "it is '1900-02-29', not a day. Write a day of the calendar as YYYY-MM-DD."),
    ],
)
def test_a_window_that_is_not_read_says_what_to_write(settings: str, says: str, tmp_path: Path) -> None:
    folder = tiny_with(tmp_path, {}, {"start = 1900-01-01": settings})
    with pytest.raises(InvalidAtlasError) as caught:
        read_completed(folder)
    assert any(says in str(problem) for problem in caught.value.problems), [str(each) for each in caught.value.problems]


def test_years_may_be_numbers_of_toml(tmp_path: Path) -> None:
    folder = tiny_with(tmp_path, {}, {WINDOW: "start = -58\nend = 60", KEYS: 'precision = "year"\nkey_days = [-57]'})
    config = read_completed(folder)
    assert (str(config.window.start), str(config.window.end), str(config.key_days[0])) == ("-0058", "0060", "-0057")
    assert tomllib.loads((folder / "atlas.toml").read_text(encoding="utf-8"))["window"]["start"] == -58
    assert json.loads(json.dumps(len(config.axis))) == 118
