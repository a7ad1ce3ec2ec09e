"""The documentation as pages: nothing in it is broken, it asks no network, and a search in it finds."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage

# Sphinx takes more than ten seconds.
pytestmark = pytest.mark.long

DOCS = Path(__file__).parents[2] / "docs"
# What a page loads by itself; all other addresses are only led to.
LOADED = {
    ("script", "src"),
    ("img", "src"),
    ("link", "href"),
    ("iframe", "src"),
    ("source", "srcset"),
    ("object", "data"),
}


@dataclass
class Read(HTMLParser):
    """What a page is called by others, leads to and loads."""

    ids: set[str] = field(default_factory=set)
    leads: list[str] = field(default_factory=list)
    loads: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.ids |= {given[name] or "" for name in ("id", "name") if name in given}
        for name in ("href", "src", "srcset", "data"):
            if given.get(name):
                is_loaded = (tag, name) in LOADED and given.get("rel") not in {"next", "prev", "index", "search"}
                (self.loads if is_loaded else self.leads).append(given[name] or "")


@pytest.fixture(scope="module")
def site(docs_build: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the site as dev.py does: a warning, of a link too, fails."""
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, docs_build.__file__, folder / "out", folder / "work"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    return folder / "out"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, Read]:
    read = {path: Read() for path in site.rglob("*.html")}
    for path, page in read.items():
        page.feed(path.read_text(encoding="utf-8"))
    return read


def test_every_document_is_a_page(site: Path, docs_build: Any) -> None:
    names = {page.removesuffix(".md") for page in docs_build.pages().values()}
    assert {"index", "tutorial", "data", "changelog", "reference/python", "decisions/0001-days"} <= names
    assert {name for name in names if not (site / f"{name}.html").is_file()} == set()


def test_no_link_is_broken(site: Path, pages: dict[Path, Read]) -> None:
    broken = []
    for path, page in pages.items():
        for address in [*page.leads, *page.loads]:
            parts = urlsplit(address)
            if parts.scheme in {"https", "http", "mailto", "data"}:
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and target in pages and anchor not in pages[target].ids):
                broken.append(f"{path.relative_to(site)}: {address}")
    assert len(pages) > 40
    assert sum(len(page.leads) for page in pages.values()) > 2000
    assert broken == []


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, Read]) -> None:
    loaded = {address for page in pages.values() for address in page.loads}
    assert {address for address in loaded if urlsplit(address).scheme not in {"", "data"}} == set()
    for path in site.rglob("*.css"):
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"(?:@import|url\()\s*['\"]?(?:https?:)?//[^)'\"]*", text) == [], path.name
    asking = re.compile(r"(?:fetch|import|importScripts|open|src\s*=|href\s*=)\s*\(?\s*['\"`](?:https?:)?//")
    for path in site.rglob("*.js"):
        assert asking.findall(path.read_text(encoding="utf-8")) == [], path.name


def test_files_that_are_led_to_come_along(site: Path, pages: dict[Path, Read]) -> None:
    kept = {path.name for path in (site / "_downloads").rglob("*") if path.is_file()}
    assert {"endeavour.zip", "gallic-war.zip", "story.md.txt", "scene.schema.json", "CITATION.cff"} <= kept
    assert len({Path(each).name for page in pages.values() for each in page.loads if each.endswith(".svg")}) >= 28


def test_it_opens_from_a_disk_and_a_search_finds(site: Path, open_page: OpenPage) -> None:
    beside = [path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()]
    page = open_page(site / "index.html", 1400, 900, ready=False, beside=beside)
    expect(page.get_by_role("heading", level=1)).to_contain_text("baltic-map")
    # Its own typefaces and the colours of the atlas, by day.
    assert page.evaluate("document.fonts.check('16px \"Atlas Sans\"')")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(246, 242, 232)"
    found = open_page(site / "search.html", 360, 740, ready=False, query="q=holdings", beside=beside)
    results = found.locator("#search-results ul.search a")
    expect(
        results.filter(has_text="States and their land").or_(results.filter(has_text="holdings")).first
    ).to_be_visible()
    assert found.evaluate("document.documentElement.scrollWidth <= innerWidth")
