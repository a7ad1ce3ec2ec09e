"""A site: light pages that tell each day, an index by month, a sitemap, and the files that all share."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin
from xml.etree import ElementTree as ET

import pytest
from click.testing import CliRunner

from baltic_map.builder import MapBuilder
from baltic_map.cli import main
from baltic_map.web.site import SITEMAP_MOST, sitemap
from tests.unit.small_atlases import TINY, TOLD_ON_THE_FIFTH, tiny_with

BASE = "https://a.example/b/"
SITEMAPS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
DAY = "1900-01-05"
SHARED = {"begin.js", "plain.css", "atlas.js", "pages.css"}
DAYS = [f"1900-01-{day:02}" for day in range(1, 11)]
PAGES = {f"{name}.html" for name in ("index", "days", "sources", "1900-01", *DAYS)}


def files_of(out: Path, builder: MapBuilder) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in list(builder.build_site(out))}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return files_of(tmp_path_factory.mktemp("site"), MapBuilder(TINY))


def tree(text: str) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - written here


class Page(HTMLParser):
    """Reads what a page says, an item a line, and where it leads."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.lines: list[str] = []
        self.title = self.description = ""
        self.lang: str | None = None
        self.loads: list[str] = []
        self.links: dict[str, str] = {}
        self._tag = ""
        self._href: str | None = None
        self.feed(text)
        self.lines = [" ".join(line.split()) for line in self.lines]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {key: value or "" for key, value in attrs}
        self._tag = tag
        if tag == "a":
            self._href = own.get("href")
        if tag in {"h1", "h2", "p", "li", "nav"}:
            self.lines.append("")
        if tag == "html":
            self.lang = own["lang"]
        if own.get("name") == "description":
            self.description = own["content"]
        if "src" in own or (tag == "link" and own["rel"] != "canonical"):
            self.loads.append(own.get("src") or own["href"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._href = None

    def handle_data(self, data: str) -> None:
        if self._tag == "title":
            self.title += data.strip()
        elif self.lines:
            self.lines[-1] += data
        if self._href:
            self.links[self._href] = self.links.get(self._href, "") + data


def test_there_is_a_page_for_each_day_and_month_and_what_they_share(site: dict[str, str]) -> None:
    assert set(site) == SHARED | PAGES


def test_a_light_page_tells_its_day_with_sources(site: dict[str, str]) -> None:
    page = Page(site[f"{DAY}.html"])
    assert (page.lang, page.title) == ("en", "Friday, 5 January 1900 – Tiny war")
    assert page.description == "Fight at Oldtown. About Fight at Oldtown."
    assert page.lines[0] == page.title
    assert page.lines[3:] == [
        "← 4 January 1900 · 6 January 1900 → · January 1900 · The whole atlas",
        *TOLD_ON_THE_FIFTH[: TOLD_ON_THE_FIFTH.index("Sources") + 1],
        "Writer, A Book (1950), p. 7",
        "Writer, A Book (1950), p. 2",
        "A Paper",
        "Writer, A Book (1950)",
        "Credits",
        "Drawn for the tests.",
    ]
    assert page.links["sources.html#book"] == "Writer, A Book (1950)" * 3


def test_the_page_of_sources_tells_in_full_what_the_days_tell_briefly(site: dict[str, str]) -> None:
    page = Page(site["sources.html"])
    assert page.lines == [
        "The whole atlas",
        "Tiny war",
        "Sources",
        "A Paper, Journal, vol. 3.",
        "Writer, Ann, A Book, Town: Press, 1950.",
    ]
    assert '<span id="book">Writer, Ann,' in site["sources.html"]


def test_a_quiet_day_says_what_was_last(site: dict[str, str]) -> None:
    said = "No dated event is recorded for this day."
    assert Page(site["1900-01-02.html"]).description == said
    assert Page(site["1900-01-08.html"]).description == f"{said} Last event (6 January 1900): Second fight"


def test_each_link_leads_to_a_page_of_the_site(site: dict[str, str]) -> None:
    for name in PAGES:
        page = Page(site[name])
        assert page.links
        for link in page.links:
            target, _, part = link.partition("#")
            assert target in PAGES, name
            assert f'id="{part}"' in site[target] or not part, name
    near = {
        name: {each for each in Page(site[f"1900-01-{name}.html"]).links if "#" not in each} for name in ("01", "10")
    }
    assert near["01"] == {"1900-01-02.html", "1900-01.html", "index.html"}
    assert near["10"] == {"1900-01-09.html", "1900-01.html", "index.html"}
    assert Page(site["1900-01.html"]).links["1900-01-05.html"] == "Friday, 5 January 1900"
    assert Page(site["days.html"]).links == {"index.html": "The whole atlas", "1900-01.html": "January 1900"}
    assert Page(site["index.html"]).links == {"days.html": "Every day, month by month"}


def test_a_month_lists_its_days_with_what_was_foremost(site: dict[str, str]) -> None:
    page = Page(site["1900-01.html"])
    assert page.title == "January 1900 – Tiny war"
    assert page.lines[:3] == ["Every day, month by month · The whole atlas", "Tiny war", "January 1900"]
    assert len(page.lines) == 13
    assert page.lines[7] == "Friday, 5 January 1900 Fight at Oldtown. About Fight at Oldtown."


def test_pages_load_only_what_stands_beside_them(site: dict[str, str]) -> None:
    for name in PAGES:
        page = Page(site[name])
        assert set(page.loads) <= {"data:,", *SHARED}
        scripted = len(name) == len("1900-01-05.html") or name == "index.html"
        assert ("atlas.js" in page.loads) is scripted
        assert "://" not in site[name]
        assert "<style" not in site[name]
    assert f'<script src="atlas.js" data-day="{DAY}" data-opening="4"></script>' in site[f"{DAY}.html"]


def test_the_map_is_that_of_the_other_pages(site: dict[str, str]) -> None:
    page = MapBuilder(TINY).atlas_map().get_root().render()
    found = re.search(r"L\.map\(.*?center: (\[.*?\]), crs: L\.CRS\.(\w+), \.\.\.(\{.*?\})", page, re.DOTALL)
    assert found
    options = json.loads(re.sub(r",\s*\}", "}", found[3])) | {"center": json.loads(found[1])}
    given = json.loads(site["atlas.js"].partition("balticMap.open(")[2].partition(",\n")[0])
    # Leaflet's own, where folium names them.
    assert given | {"preferCanvas": False, "keyboard": True} == options
    assert found[2] == "EPSG3857"
    letters = re.search(r'application/zlib" id="\w+">([^<]+)<', page)
    assert letters
    assert json.dumps(letters[1]) in site["atlas.js"]


def test_a_site_is_in_the_language_asked_for(tmp_path: Path) -> None:
    site = files_of(tmp_path, MapBuilder(TINY, lang="lt"))
    page = Page(site[f"{DAY}.html"])
    assert page.lang == "lt"
    assert "Visas atlasas" in page.lines[3]
    assert '<span lang="en">About Fight at Oldtown.</span>' in site[f"{DAY}.html"]
    assert Page(site["days.html"]).links["1900-01.html"] == "1900 m. sausio mėn."


def test_the_sitemap_names_each_page_at_its_address(tmp_path: Path) -> None:
    site = files_of(tmp_path, MapBuilder(TINY, base_url=BASE))
    root = tree(site["sitemap.xml"])
    assert root.tag == f"{SITEMAPS}urlset"
    assert {each.tag for each in root} == {f"{SITEMAPS}url"}
    assert all([child.tag for child in each] == [f"{SITEMAPS}loc"] for each in root)
    found = [each[0].text or "" for each in root]
    assert len(found) == len(set(found)) == len(PAGES)
    assert set(found) == {urljoin(BASE, name) for name in PAGES}
    for name in PAGES:
        assert f'<link rel="canonical" href="{BASE}{name}">' in site[name]


def test_a_site_may_have_a_page_for_each_thing(tmp_path: Path) -> None:
    asked = ["build", "--atlas", str(TINY), "--out", str(tmp_path), "--site", "--entries", "--base-url", BASE]
    assert CliRunner().invoke(main, asked).exit_code == 0
    entries = {f"features/{path.name}" for path in (tmp_path / "features").glob("*.html")}
    assert {"features/fight.html", "features/west.html", "features/index.html", "features/works.html"} <= entries
    day = (tmp_path / f"{DAY}.html").read_text(encoding="utf-8")
    assert '<h2><a href="features/fight.html">Fight at Oldtown</a></h2>' in day
    assert set(Page(day).links) & entries == {f"features/{name}fight.html" for name in ("", "second-", "lost-")}
    index = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert Page(index).links["features/index.html"] == "All entries"
    fight = (tmp_path / "features/fight.html").read_text(encoding="utf-8")
    assert "../index.html#date=1900-01-05&feature=fight" in Page(fight).links
    assert f'<link rel="canonical" href="{BASE}features/fight.html">' in fight
    assert f'"url":"{BASE}features/fight.html"' in fight
    named = {each[0].text for each in tree((tmp_path / "sitemap.xml").read_text(encoding="utf-8"))}
    assert named >= {urljoin(BASE, name) for name in entries}
    assert CliRunner().invoke(main, [*asked, "--lang", "lt"]).exit_code == 0
    assert '"inLanguage":"lt"' in (tmp_path / "features/fight.html").read_text(encoding="utf-8")
    alone = CliRunner().invoke(main, ["build", "--atlas", str(TINY), "--out", str(tmp_path), "--entries"])
    assert alone.stderr == "--entries: it stands without --site. Add --site.\n"


def test_a_link_to_a_pictured_day_is_shown_with_its_picture(tmp_path: Path) -> None:
    shown = ["build", "--atlas", str(TINY), "--out", str(tmp_path), "--site", "--base-url", BASE, "--previews"]
    assert CliRunner().invoke(main, shown).exit_code == 0
    pictures = sorted(path.stem for path in tmp_path.glob("*.png"))
    assert pictures == ["1900-01-01", DAY]
    text = (tmp_path / f"{DAY}.html").read_text(encoding="utf-8")
    assert dict(re.findall(r'<meta property="og:(\w+)" content="(.*?)">', text)) == {
        "type": "website",
        "url": f"{BASE}{DAY}.html",
        "title": "Friday, 5 January 1900 – Tiny war",
        "description": "Fight at Oldtown. About Fight at Oldtown.",
        "image": f"{BASE}{DAY}.png",
    }
    assert "og:" not in (tmp_path / "1900-01-04.html").read_text(encoding="utf-8")
    assert f"{BASE}1900-01-01.png" in (tmp_path / "index.html").read_text(encoding="utf-8")


def test_a_sitemap_that_would_be_too_long_is_in_parts() -> None:
    names = [f"{number}.html" for number in range(5)]
    files = dict(sitemap("https://a.example/?a&b/", names, 2))
    assert list(files) == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml", "sitemap.xml"]
    index = tree(files.pop("sitemap.xml"))
    assert index.tag == f"{SITEMAPS}sitemapindex"
    assert [each.findtext(f"{SITEMAPS}loc") for each in index] == [f"https://a.example/?a&b/{name}" for name in files]
    parts = [tree(text) for text in files.values()]
    assert [len(each) for each in parts] == [2, 2, 1]
    assert SITEMAP_MOST == 50_000


def test_no_text_is_markup(tmp_path: Path) -> None:
    hostile = '</main><script>alert(1)</script>" onload="x & '
    folder = tiny_with(tmp_path / "tiny", {})
    path = folder / "events.geojson"
    path.write_text(path.read_text(encoding="utf-8").replace("Fight at Oldtown", json.dumps(hostile)[1:-1]), "utf-8")
    site = files_of(tmp_path / "out", MapBuilder(folder))
    page = Page(site[f"{DAY}.html"])
    assert page.description.startswith(hostile)
    for name in PAGES:
        assert "<script>" not in site[name]
        assert len(re.findall("<script ", site[name])) == len(Page(site[name]).loads) - 2 if "src" in site[name] else 1


def test_the_command_line_builds_a_site(tmp_path: Path) -> None:
    def run(*args: str) -> tuple[int, str]:
        done = CliRunner().invoke(main, ["build", "--atlas", str(TINY), "--out", str(tmp_path), "--site", *args])
        return done.exit_code, done.output

    code, said = run()
    assert code == 0
    assert f"14 pages in {tmp_path}. Open {tmp_path / 'index.html'}" in said
    assert "No sitemap.xml: it takes the address of the site." in said
    assert not (tmp_path / "sitemap.xml").exists()
    code, said = run("--base-url", BASE)
    assert (code, "sitemap" in said) == (0, False)
    assert (tmp_path / "sitemap.xml").exists()
    code, said = run("--previews")
    assert (code, "Add --base-url" in said) == (1, True)
    code, said = run("--date", DAY)
    assert (code, "a site has every day" in said) == (1, True)
