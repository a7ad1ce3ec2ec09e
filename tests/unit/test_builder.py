"""Maps out of an atlas: which pages, with which links, in which languages."""

from __future__ import annotations

import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from baltic_map.builder import MapBuilder
from baltic_map.errors import DayOutOfRangeError, UnknownNameError
from baltic_map.web.page_data import PageLink
from tests.unit.pages import data_in
from tests.unit.small_atlases import TINY

JAN = [date(1900, 1, day) for day in range(1, 11)]


@pytest.fixture(scope="module")
def builder() -> MapBuilder:
    return MapBuilder(TINY)


def test_a_day_has_the_nearest_changes_for_company(builder: MapBuilder) -> None:
    assert builder.companions([JAN[4]]) == [JAN[2], JAN[4], JAN[5]]
    assert builder.companions([JAN[0], JAN[9]]) == [JAN[0], JAN[2], JAN[7], JAN[9]]


def test_a_page_links_to_the_days_that_are_built_with_it(builder: MapBuilder) -> None:
    links = builder._links(builder.local_scene.on(JAN[4]), {"1900-01-01", "1900-01-03", "1900-01-05"})
    assert links.previous == PageLink("1900-01-03", "3 January 1900", "1900-01-03.html", current=False)
    # Its page is not built: there is no link, but the day is named.
    assert links.next == PageLink("1900-01-06", "6 January 1900", None, current=False)
    assert [(each.iso, each.current) for each in links.days] == [("1900-01-01", False), ("1900-01-05", True)]


def test_pages_are_written_by_day_and_an_index(builder: MapBuilder, tmp_path: Path) -> None:
    written = list(builder.build([JAN[0], JAN[4]], tmp_path / "out", index=JAN[4]))
    assert [path.name for path in written] == ["1900-01-01.html", "1900-01-05.html", "index.html"]
    titles = [path.read_text(encoding="utf-8").partition("<title>")[2].partition("</title>")[0] for path in written]
    assert titles == ["Monday, 1 January 1900 – Tiny war", "Friday, 5 January 1900 – Tiny war", "Tiny war"]


def test_the_page_of_all_days_opens_in_the_language_of_the_builder() -> None:
    text = MapBuilder(TINY, lang="lt").atlas_map(langs=["en", "lt"]).get_root().render()
    assert '<html lang="lt">' in text
    assert [each["ownName"] for each in data_in(text)["languages"]] == ["Lietuvių", "English"]


def test_a_day_or_language_that_there_is_not_is_named(builder: MapBuilder) -> None:
    with pytest.raises(DayOutOfRangeError, match="1899-12-31: the day lies outside the atlas"):
        builder.day("1899-12-31")
    with pytest.raises(UnknownNameError, match="language xx: it has no words yet"):
        builder.atlas_map(langs=["xx"])


def test_what_is_written_without_folium_is_what_its_map_saves(builder: MapBuilder, tmp_path: Path) -> None:
    pages = builder.build([JAN[0], JAN[4]], tmp_path, index=JAN[4])
    maps = [builder.day(JAN[0], linked=[JAN[0], JAN[4]]), builder.day(JAN[4], linked=[JAN[0], JAN[4]])]
    for path, page in zip(pages, [*maps, builder.atlas_map(JAN[4])], strict=True):
        page.save(tmp_path / "map.html")
        assert path.read_bytes() == (tmp_path / "map.html").read_bytes()


def test_pages_are_written_without_what_they_do_not_need(builder: MapBuilder, tmp_path: Path) -> None:
    list(builder.build([JAN[0]], tmp_path))  # Keeps how the works are written.
    code = (
        "import sys\nfrom datetime import date\nfrom pathlib import Path\nfrom baltic_map import MapBuilder\n"
        f"list(MapBuilder({str(TINY)!r}).build([date(1900, 1, 1)], Path({str(tmp_path)!r})))\n"
        "heavy = ('branca', 'citeproc', 'edtf', 'folium', 'fontTools', 'geopandas', 'jinja2', 'matplotlib', 'pandas')\n"
        "print([name for name in heavy if name in sys.modules])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout
    assert out == "[]\n"
