"""The book: what stands in it, where its links lead, and what a reader of the screen is told."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from baltic_map.atlas import open_atlas
from baltic_map.cli import main
from baltic_map.errors import AtlasError, MissingGlyphWarning
from baltic_map.print.shared_svg import shareable
from baltic_map.print.typeset import typeset
from baltic_map.snapshot import Snapshot
from tests.unit.pdf_reader import read_pdf
from tests.unit.small_atlases import TINY, tiny_with

ROOT = Path(__file__).parents[2]


def poppler(tool: str, *arguments: str | Path) -> str:
    """Ask poppler about a PDF, as most readers of a Linux desktop do."""
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, check=True)
    return done.stdout.decode(errors="replace")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Snapshot(open_atlas(TINY), size="a4").book(tmp_path_factory.mktemp("book") / "tiny.pdf")


@pytest.fixture(scope="module")
def pages(book: Path) -> list[str]:
    return read_pdf(book).texts


def squeezed(text: str) -> str:
    """Write a text on one line, without the joiners that keep a figure with what is before it."""
    return " ".join(text.replace("\u2060", "").split())


def text_of(file: Path, first: int = 1) -> str:
    """Give the text of the pages from one on."""
    return squeezed(" ".join(read_pdf(file).texts[first - 1 :]))


def test_it_is_a_tagged_document_of_a4_pages(book: Path) -> None:
    told = read_pdf(book)
    assert (told.metadata["Title"], told.metadata["Subject"], told.is_tagged) == ("Tiny war", "Ten days", True)
    assert [[round(length) for length in size] for size in told.sizes] == [[842, 595]] * 10
    assert "CreationDate" not in told.metadata
    assert b"<pdfuaid:part>1</pdfuaid:part>" in book.read_bytes()
    assert b"/Lang(en)" in book.read_bytes()


def test_headings_pictures_and_links_are_tagged(book: Path) -> None:
    tags = read_pdf(book).tags
    kinds = [kind for kind, _ in tags]
    assert kinds[0] == "Document"
    assert kinds.count("H1") >= 7
    assert [told for kind, told in tags if kind == "Figure"][:2] == [
        "Legend",
        "Map of Monday, 1 January 1900: Tiny war.",
    ]
    assert kinds.count("Figure") == 3
    assert kinds.count("Link") >= 20


@pytest.mark.poppler
def test_poppler_reads_it(book: Path) -> None:
    told = dict(line.split(":", 1) for line in poppler("pdfinfo", book).splitlines() if ":" in line)
    told = {key: value.strip() for key, value in told.items()}
    assert (told["Title"], told["Subject"], told["Tagged"]) == ("Tiny war", "Ten days", "yes")
    assert (told["Pages"], told["Page size"]) == ("10", "841.89 x 595.276 pts (A4)")
    structure = poppler("pdfinfo", "-struct-text", book)
    assert re.findall(r'^ *H1 "?([^"\n]*)', structure, re.MULTILINE)[:2] == ["Contents", "How to read this atlas"]
    assert len(re.findall(r"^ *Figure", structure, re.MULTILINE)) == 3
    assert len(re.findall(r"^ *Link", structure, re.MULTILINE)) >= 20
    assert "Index of names" in squeezed(poppler("pdftotext", book, "-"))


def test_the_pages_follow_each_other(pages: list[str]) -> None:
    titles = [squeezed(page)[:40] for page in pages]
    assert "Tiny war Ten days" in squeezed(pages[0])
    assert titles[1].startswith("Contents")
    assert titles[2].startswith("How to read this atlas")
    assert titles[7].startswith("Chronology January 1900")
    assert titles[8].startswith("Bibliography")
    assert titles[9].startswith("Index of names")
    contents = squeezed(pages[1]).replace(" .", "")
    assert "1 January 1900 4" in contents
    assert "5 January 1900 · Fight at Oldtown 6" in contents


def test_a_spread_has_its_plate_left_and_what_happened_right(pages: list[str]) -> None:
    left, right = squeezed(pages[5]), squeezed(pages[6])
    for said in ("Friday", "5 January 1900", "14:06, local time", "About Fight at Oldtown.", "LEGEND", "Oldtown"):
        assert said.lower() in left.lower()
    assert right.startswith("Friday, 5 January 1900 On this day 14:06, local time Fight at Oldtown")
    assert "Second fight (Uncertain; possible on this day, not certain)" in right
    assert "How the land stood West: occupied [2, p. 2] [1]" in right


def test_works_are_numbered_by_their_words_and_places_stand_with_the_numbers(pages: list[str]) -> None:
    assert squeezed(pages[8]).startswith(
        "Bibliography 1 A Paper, Journal, vol. 3 2 Writer, Ann, A Book, Town: Press, 1950"
    )


def test_the_index_has_each_name_in_each_language_with_page_and_square(pages: list[str]) -> None:
    index = squeezed(pages[9])
    assert "N Newtown en Oldtown 4 B4 O Oldtown en 4 B4 S Sea en 4–6 A6 Senmiestis lt Oldtown 4 B4" in index


def test_bookmarks_lead_to_plates(book: Path) -> None:
    titles = re.findall(rb"/Title(?:\(([^)]*)\)|<FEFF([^>]*)>)/Dest", book.read_bytes())
    assert [plain.decode() or bytes.fromhex(coded.decode()).decode("utf-16-be") for plain, coded in titles] == [
        "How to read this atlas",
        "1 January 1900",
        "5 January 1900 · Fight at Oldtown",
        "Chronology",
        "Bibliography",
        "Index of names",
    ]


def test_plates_are_told_to_those_who_do_not_see_them(book: Path) -> None:
    said = b"/Alt(Map of Friday, 5 January 1900: Fight at Oldtown; Fight nobody placed; Second fight; West: occupied.)"
    assert said in book.read_bytes()


def test_the_same_data_give_the_same_bytes(book: Path, tmp_path: Path) -> None:
    again = Snapshot(open_atlas(TINY), size="a4").book(tmp_path / "again.pdf")
    assert again.read_bytes() == book.read_bytes()


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("et", "Kuidas seda atlast lugeda"),
        ("lv", "Kā lasīt šo atlantu"),
        ("lt", "Kaip skaityti šį atlasą"),
        ("ru", "Как читать этот атлас"),
        ("de", "Wie dieser Atlas zu lesen ist"),
    ],
)
def test_each_language(lang: str, said: str, tmp_path: Path) -> None:
    file = Snapshot(open_atlas(TINY), lang, size="a4").book(tmp_path / "book.pdf", ["1900-01-05"])
    assert said in text_of(file)
    assert f"/Lang({lang})".encode() in file.read_bytes()


def test_text_of_the_data_is_never_markup(tmp_path: Path) -> None:
    told = '#panic("no") *bold* $x$ <plate-0> @ref \\ "'
    title = json.dumps(told)
    folder = tiny_with(tmp_path / "atlas", {}, {'title = "Tiny war"': f"title = {title}"})
    file = Snapshot(open_atlas(folder), size="a4").book(tmp_path / "book.pdf", ["1900-01-01"])
    assert told in text_of(file, 2)


def test_a_book_without_names_has_no_index(tmp_path: Path) -> None:
    plates = Snapshot(open_atlas(TINY), size="a4", layers=["zones"])
    text = text_of(plates.book(tmp_path / "book.pdf", ["1900-01-01"]))
    assert "Bibliography" in text
    assert "Index of names" not in text
    assert "The index has the names" not in text


def test_what_plates_share_is_stored_once(tmp_path: Path) -> None:
    plates = Snapshot(open_atlas(ROOT / "examples" / "gallic-war"), size="a4")
    one = plates.book(tmp_path / "one.pdf", ["-0057"]).stat().st_size
    two = plates.book(tmp_path / "two.pdf", ["-0057", "-0056"]).stat().st_size
    assert two - one < one / 3


def test_only_large_things_are_set_apart() -> None:
    small, large = '  <g id="a">\n  </g>', '  <g id="b">\n' + "x" * 20_000 + "\n  </g>"
    assert shareable(f"{small}\n{large}") == f'{small}\n<g style="isolation:isolate">\n{large}\n</g>'


def test_letters_that_no_font_has_are_told() -> None:
    data: dict[str, Any] = {"lang": "en", "title": "A 𒀀𒀁 B"}
    with pytest.warns(MissingGlyphWarning, match="U\\+12000"), pytest.raises(AtlasError, match="book: Typst could not"):
        typeset("book", data, {})


def test_without_typst_it_is_told_in_a_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    done = CliRunner().invoke(main, ["book", "--atlas", str(TINY), "--out", str(tmp_path / "book.pdf")])
    assert done.exit_code == 1
    assert done.stderr == ('book: it is set with Typst, which is not installed. Run pip install "baltic-map[book]".\n')
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (
            lambda: Snapshot(open_atlas(TINY), plain=True).book("x.pdf"),
            "book: its plates have a panel. Leave out plain.",
        ),
        (lambda: Snapshot(open_atlas(TINY)).book("x.pdf", ["1950-01-01"]), "1950-01-01: "),
    ],
)
def test_what_cannot_be_is_told(make: Callable[[], object], said: str) -> None:
    with pytest.raises(AtlasError) as told:
        make()
    assert str(told.value).startswith(said)


def test_the_command_writes_it(book: Path, tmp_path: Path) -> None:
    file = tmp_path / "deep" / "atlas.pdf"
    done = CliRunner().invoke(main, ["book", "--atlas", str(TINY), "--lang", "en", "--out", str(file)])
    assert (done.exit_code, done.output) == (0, f"Book: {file}, 0.1 MB\n")
    assert file.read_bytes() == book.read_bytes()


def test_a_plate_is_tagged_too(tmp_path: Path) -> None:
    file = Snapshot(open_atlas(TINY), size="a4").save("1900-01-05", tmp_path / "plate.pdf")
    told = read_pdf(file)
    assert told.is_tagged
    assert told.metadata["Title"] == "Tiny war, Friday, 5 January 1900"
    assert b"/Alt(Map of Friday, 5 January 1900: Fight at Oldtown;" in file.read_bytes()
    assert "Sources of the plate of 5 January 1900" in text_of(file, 2)


def test_a_name_whose_letters_stand_apart_is_found(tmp_path: Path) -> None:
    file = Snapshot(open_atlas(), "lt", size="a4", dpi=40).save("1940-06-16", tmp_path / "plate.pdf")
    assert {"Estija", "Latvija", "Lietuva"} <= set(read_pdf(file).texts[0].split())
    assert re.search(rb"/URI\(https?://", file.read_bytes())


def test_a_plate_says_that_it_is_not_tagged(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    given = ["snapshot", "1900-01-05", "--format", "pdf", "--dpi", "30", "--atlas", str(TINY), "--out", str(tmp_path)]
    done = CliRunner().invoke(main, given)
    assert done.exit_code == 0
    assert done.stderr == (
        'The PDF is not tagged for screen readers: that takes Typst. Run pip install "baltic-map[book]".\n'
    )
    assert b"/StructTreeRoot" not in (tmp_path / "1900-01-05.pdf").read_bytes()


def test_the_day_is_large_and_its_weekday_small_in_any_order(tmp_path: Path) -> None:
    plates = Snapshot(open_atlas(TINY), "lt", size="a4")
    data = plates.book(tmp_path / "book.pdf", ["1900-01-05"]).read_bytes()
    (title,) = [each for each in re.findall(rb"/Title<FEFF([0-9A-F]*)>/Dest", data) if b"0031003900300030" in each]
    assert bytes.fromhex(title.decode()).decode("utf-16-be").startswith("1900 m. sausio 5 d. · ")
