"""What a card shows of its evidence: the words of a source, what a work is, and what others know of a place."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from baltic_map import MapBuilder
from tests.browser.axe import violations

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage, PageLog

DESK = (1400, 900)
TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
STILL: dict[str, Any] = {"reduced_motion": "reduce"}
HEAD = "feature,words,language,work,locator,address,stance,speaker,translation,right,checked\n"
ROWS = (
    'fight,"Было <b>тихо</b>",ru,letter,p. 3,https://example.org/a?b=1&c,claims,<i>A clerk</i>,'
    "It was <b>quiet</b>,Public domain,2026-11-27\n"
    "fight,All quiet.,en,book,,https://example.org/b,contradicts,,,Public domain,\n"
)


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = Path(shutil.copytree(TINY, tmp_path_factory.mktemp("evidence") / "tiny"))
    works = json.loads((folder / "sources.json").read_text(encoding="utf-8"))
    works[0]["custom"] = {"class": "state-media"}
    works += [
        {"id": "letter", "title": "A <b>Letter</b>", "custom": {"class": "document", "via": "page"}},
        {"id": "page", "title": "A <i>Page</i>", "custom": {"class": "web-page"}},
    ]
    events = json.loads((folder / "events.geojson").read_text(encoding="utf-8"))
    events["features"][0]["properties"] |= {
        "sources": ["letter, p. 3", "book", "paper"],
        "geonames": 588409,
        "wikidata": "Q1770",
        "name:et": "Lahing Õhtu all",
    }
    toml = (folder / "atlas.toml").read_text(encoding="utf-8")
    for name, text in (
        ("sources.json", json.dumps(works)),
        ("events.geojson", json.dumps(events)),
        ("passages.csv", HEAD + ROWS),
        ("atlas.toml", f'languages = ["en", "et", "lv", "lt", "ru"]\nreport = "mailto:"\n{toml}'),
    ):
        (folder / name).write_text(text, encoding="utf-8")
    MapBuilder(folder).atlas_map().save(folder / "page.html")
    return folder / "page.html"


def test_a_card_tells_its_evidence_as_text(whole: Path, open_page: OpenPage, page_log: PageLog) -> None:
    page = open_page(whole, *DESK, fragment="date=1900-01-05&feature=fight", **STILL)
    passages = page.locator(".card .passage")
    expect(passages).to_have_count(2)
    words = passages.first.locator("blockquote")
    assert words.inner_text() == "«Было <b>тихо</b>»"
    assert (words.get_attribute("lang"), words.get_attribute("cite")) == ("ru", "https://example.org/a?b=1&c")
    assert passages.first.locator(".translation").inner_text() == "Translation of this atlas: “It was <b>quiet</b>”"
    assert passages.first.locator("figcaption").inner_text() == ("<i>A clerk</i> · A <b>Letter</b>, p. 3 · claims this")
    assert " ".join(passages.last.inner_text().split()) == "“All quiet.” Writer, A Book (1950) · contradicts this"
    assert page.locator(".card .sources .work-class").all_inner_texts() == [
        "document · quoted from A <i>Page</i>",
        "state media",
    ]
    others = page.locator(".card a:not(.card-report)")
    links = others.evaluate_all("(all) => all.map(({ text, href, rel }) => [text, href, rel])")
    assert links == [
        ["A <b>Letter</b>, p. 3", "https://example.org/a?b=1&c", "noopener"],
        ["Writer, A Book (1950)", "https://example.org/b", "noopener"],
        ["GeoNames 588409", "https://www.geonames.org/588409", "noopener"],
        ["Wikidata Q1770", "https://www.wikidata.org/wiki/Q1770", "noopener"],
    ]
    assert page.locator(".card :is(b, i)").count() == 0
    page_log.check()


@pytest.mark.parametrize(
    ("lang", "stance", "work", "translation"),
    [
        ("et", "väidab seda", "dokument · tsiteeritud teose järgi: A <i>Page</i>", "Selle atlase tõlge"),
        ("lv", "to apgalvo", "dokuments · citēts pēc: A <i>Page</i>", "Šī atlanta tulkojums"),
        ("lt", "tai teigia", "dokumentas · cituojama pagal: A <i>Page</i>", "Šio atlaso vertimas"),
    ],
)
def test_a_card_tells_its_evidence_in_the_readers_language(
    whole: Path, open_page: OpenPage, lang: str, stance: str, work: str, translation: str
) -> None:
    page = open_page(whole, *DESK, fragment=f"date=1900-01-05&feature=fight&lang={lang}", **STILL)
    passage = page.locator(".card .passage").first
    assert passage.locator(".stance").inner_text() == stance
    assert page.locator(".card .work-class").first.inner_text() == work
    told = passage.locator(".translation")
    assert told.inner_text() == f"{translation}: “It was <b>quiet</b>”"
    assert told.locator("span").get_attribute("lang") == "en"
    assert passage.locator("blockquote").get_attribute("lang") == "ru"


def test_who_reads_the_language_of_the_words_gets_no_translation(whole: Path, open_page: OpenPage) -> None:
    page = open_page(whole, *DESK, fragment="date=1900-01-05&feature=fight&lang=ru", **STILL)
    expect(page.locator(".card .passage")).to_have_count(2)
    assert page.locator(".card .passage blockquote").first.inner_text() == "«Было <b>тихо</b>»"
    assert page.locator(".card .translation").count() == 0
    assert page.locator(".card .stance").first.inner_text() == "утверждает это"


def test_what_has_no_evidence_of_that_kind_shows_none(whole: Path, open_page: OpenPage) -> None:
    page = open_page(whole, *DESK, fragment="date=1900-01-05&feature=sea", **STILL)
    expect(page.locator(".card .citation")).to_have_count(1)
    assert page.locator(".card :is(.passage, .card-links, a:not(.card-report))").count() == 0


@pytest.mark.parametrize(("size", "scheme"), [(DESK, "light"), ((360, 740), "dark")], ids=["desk", "phone"])
def test_the_card_breaks_no_rule(whole: Path, open_page: OpenPage, size: tuple[int, int], scheme: str) -> None:
    page = open_page(whole, *size, fragment="date=1900-01-05&feature=fight", color_scheme=scheme, **STILL)
    expect(page.locator(".card .passage")).to_have_count(2)
    found = violations(page)
    assert not found, "\n".join(found)
    sheet = page.locator(".card").evaluate("(each) => [each.scrollWidth, each.clientWidth]")
    assert sheet[0] <= sheet[1]


def test_a_card_leads_to_a_mail_that_holds_what_it_says(whole: Path, open_page: OpenPage, page_log: PageLog) -> None:
    page = open_page(whole, *DESK, fragment="date=1900-01-05&feature=fight&lang=et", **STILL)
    link = page.locator(".card .card-report")
    expect(link).to_have_text("Kas see on vale?")
    expect(link).to_have_attribute(
        "href",
        "mailto:?subject=Lahing%20%C3%95htu%20all%20(fight)"
        "&body=Mis%20on%20vale%20ja%20milline%20allikas%20seda%20%C3%BCtleb%3F%0D%0A%0D%0A%0D%0A%0D%0A"
        "Lahing%20%C3%95htu%20all%20(fight)%0D%0A5.%20jaanuar%201900%2C%2014%3A06%2C%20kohalik%20aeg%0D%0A"
        "About%20Fight%20at%20Oldtown.%0D%0ATiny%20war",
    )
    assert page_log.requests == []
