"""Type on plates: every script or a plain word that it is missing, letters composed, no line longer than its room."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import numpy as np
import pytest
from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from baltic_map.print import shaped_text, typefaces
from baltic_map.print.shaped_text import advance, fit, shape_text, wrap
from baltic_map.print.typefaces import Face, cleaned, writable

SANS, SERIF = Face("sans"), Face("serif")
HEBREW, ARABIC = "\N{HEBREW LETTER ALEF}\N{HEBREW LETTER BET}", "\N{ARABIC LETTER AIN}"
DEJAVU = str(font_manager.findfont(FontProperties(family="DejaVu Sans")))


def forget() -> None:
    for kept in (typefaces._fallbacks, typefaces.writable, shaped_text.shape_text, shaped_text.advance):
        kept.cache_clear()


def install(monkeypatch: pytest.MonkeyPatch, *files: str) -> Iterator[None]:
    """Let the machine have these fonts and no others, beside those of the atlas and DejaVu in the face's voice."""
    monkeypatch.setattr(typefaces, "installed", lambda: files)
    forget()
    yield
    forget()


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from install(monkeypatch)


@pytest.fixture
def one_font(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    yield from install(monkeypatch, DEJAVU)


def vertices(text: str, face: Face = SANS) -> np.ndarray:
    return np.asarray(shape_text(text, face, 100).path.vertices)


# ---------------------------------------------------------------- scripts


@pytest.mark.usefixtures("no_fonts")
def test_hebrew_runs_from_right_to_left() -> None:
    alef, bet = (vertices(each) for each in HEBREW)
    shift = shape_text(HEBREW[1], SANS, 100).width
    assert np.allclose(vertices(HEBREW), np.vstack([bet, alef + np.array((shift, 0))]), atol=0.6)


@pytest.mark.usefixtures("no_fonts")
def test_numbers_in_hebrew_run_from_left_to_right() -> None:
    year = vertices("1967")
    assert np.allclose(vertices(f"{HEBREW} 1967")[: len(year)], year, atol=0.6)


@pytest.mark.usefixtures("no_fonts")
def test_arabic_letters_join() -> None:
    alone = vertices(ARABIC)
    joined = shape_text(ARABIC * 2, SANS, 100)
    assert joined.width < shape_text(ARABIC, SANS, 100).width * 2 - 5
    # The last letter, at the left, has another form than alone.
    assert not np.allclose(np.asarray(joined.path.vertices)[: len(alone)], alone, atol=1)


@pytest.mark.usefixtures("no_fonts")
def test_a_mark_that_cannot_be_composed_stands_over_its_letter() -> None:
    # ą with a tilde has no code of its own.
    assert shape_text("a\u0328\u0303", SANS, 100).width == pytest.approx(shape_text("ą", SANS, 100).width, abs=1)
    assert vertices("a\u0328\u0303")[:, 1].max() > vertices("ą")[:, 1].max() + 5


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize(
    ("text", "written", "missing"),
    [
        ("Tallinn", "Tallinn", ""),
        ("Бой 東京 at 大阪", "Бой […] at […]", "東京大阪"),
        ("東京 大阪", "[…]", "東京大阪"),
        ("東東", "[…]", "東"),
        (HEBREW, HEBREW, ""),
        ("a\ue000b", "a[…]b", "\ue000"),
    ],
)
def test_letters_that_no_font_has_are_left_out_plainly(text: str, written: str, missing: str) -> None:
    assert writable(text, SANS) == (written, missing)
    assert shape_text(text, SANS, 10).missing == missing
    assert np.array_equal(vertices(text), vertices(written))


@pytest.mark.usefixtures("no_fonts")
def test_without_another_font_the_serif_has_no_hebrew() -> None:
    assert writable(HEBREW, SERIF) == ("[…]", HEBREW)


@pytest.mark.usefixtures("one_font")
def test_a_font_of_the_machine_stands_in() -> None:
    assert writable(HEBREW, SERIF) == (HEBREW, "")
    assert np.array_equal(vertices(HEBREW, SERIF), vertices(HEBREW, SANS))


def test_fonts_stand_in_in_one_order_and_no_last_resort_does() -> None:
    files = typefaces.installed()
    assert files[0] == DEJAVU
    assert not [file for file in files if "LastResort" in file or "STIXNonUni" in file or "cmsy10" in file]


@pytest.mark.usefixtures("no_fonts")
@pytest.mark.parametrize("script", ["Šiauliai, Pärnu, Jūrmala", "Санкт-Петербург", "№ 5 ½ → 20° 30′ „Ā”"])
def test_what_stands_in_line_is_not_shaped(script: str) -> None:
    assert typefaces.is_plain(script, SANS)
    assert typefaces.is_plain(script, SERIF)


# ---------------------------------------------------------------- letters and what is none


@pytest.mark.parametrize("name", ["Šiauliai", "Pärnu", "Jūrmala", "Kõpu", "Ķekava"])
def test_decomposed_letters_are_composed(name: str) -> None:
    apart = unicodedata.normalize("NFD", name)
    assert apart != name
    for face in (SANS, SERIF):
        assert np.array_equal(vertices(apart, face), vertices(name, face))
        assert advance(apart, face, 10) == advance(name, face, 10)


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("a\tb\nc\r\nd", "a b c  d"),
        ("\x1b[31mred\x00", " [31mred "),
        ("evil\u202ename\u200b\ufeff", "evilname"),
        ("line\u2028next", "line next"),
        ("wide\u3000thin\u2009", "wide thin "),
        ("soft\u00adhyphen", "softhyphen"),
        ("heart\u2764\ufe0f", "heart\u2764"),
        ("no\N{NO-BREAK SPACE}break", "no\N{NO-BREAK SPACE}break"),
        ("lone\ud800\uffff", "lone\ufffd\ufffd"),
        ("می\u200cخواهم", "می\u200cخواهم"),
    ],
)
def test_what_is_no_letter_is_left_out(text: str, clean: str) -> None:
    assert cleaned(text) == clean


# ---------------------------------------------------------------- long lines


def test_a_line_is_broken_between_words() -> None:
    assert wrap("one two three", SANS, 10, advance("one two", SANS, 10) + 0.1) == ["one two", "three"]


def test_a_word_longer_than_a_line_is_broken_where_the_line_ends() -> None:
    width = advance("mmmmm", SANS, 10) + 0.1
    assert wrap("mm mmmmmmmmmmm", SANS, 10, width) == ["mm", "mmmmm", "mmmmm", "m"]
    assert wrap("m" * 6, SANS, 10, width, indent=width / 2) == ["", "mmmmm", "m"]


def test_a_letter_keeps_its_marks_at_the_end_of_a_line() -> None:
    letters = "q\u0303" * 4
    lines = wrap(letters, SANS, 10, advance("q\u0303" * 3, SANS, 10) + 0.1)
    assert lines == ["q\u0303" * 3, "q\u0303"]


def test_what_there_is_no_room_for_is_told_by_an_ellipsis() -> None:
    width = advance("one two", SANS, 10) + 0.1
    assert wrap("one two three four", SANS, 10, width, most=1) == ["one t…"]
    assert wrap("one two three", SANS, 10, width, most=2) == ["one two", "three"]
    assert fit("Kuressaare", SANS, 10, advance("Kures…", SANS, 10) + 0.1) == "Kures…"
    assert fit("Kuressaare", SANS, 10, 100) == "Kuressaare"
    assert fit("Kuressaare", SANS, 10, 0) == "…"


@pytest.mark.parametrize("text", ["b" * 100_000, "b " * 50_000, "i" * 100_000, "\u0303" * 100_000])
def test_of_a_long_text_no_more_is_measured_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    measured = []

    def measure(part: str, face: Face, size: float) -> float:
        measured.append(len(part))
        return advance(part, face, size)

    monkeypatch.setattr(shaped_text, "advance", measure)
    lines = wrap(text, SANS, 8, 240, most=4)
    assert len(lines) == 4
    assert all(advance(line, SANS, 8) <= 240 for line in lines)
    assert fit(text, SANS, 8, 240).endswith("…")
    assert max(measured) <= 500
    assert sum(measured) < 20_000


def test_small_capitals_are_measured_as_they_are_drawn() -> None:
    lines = wrap("tiny war " * 30, SERIF, 8, 120, capitals=True)
    assert len(lines) > 5
    for line in lines:
        assert shape_text(line, SERIF, 8, tracking=shaped_text.TRACKED, capitals=True).width <= 120
