"""Which letters can be written."""

from __future__ import annotations

from baltic_map.print.typefaces import OMITTED, Face, cleaned, files, is_plain, writable


def test_letters_are_composed_and_what_is_no_letter_is_left_out() -> None:
    assert cleaned("S\u030ciauliai") == "Šiauliai"
    assert cleaned("a\u202eb\tc\u00a0d\ufe0f") == "ab c\u00a0d"
    assert cleaned("\ud800") == "\N{REPLACEMENT CHARACTER}"


def test_letters_that_no_font_has_are_replaced_together_and_told_once() -> None:
    gone = "\U0010fffd"
    assert writable(f"Rīga {gone} {gone}x{gone}", Face()) == (f"Rīga {OMITTED}x{OMITTED}", gone)
    assert writable("Rīga", Face()) == ("Rīga", "")


def test_a_face_writes_the_languages_of_the_atlas_with_its_own_font() -> None:
    for face in (Face("sans"), Face("serif", "semibold"), Face("serif", style="italic")):
        assert face.writes("Tallinn Rīga Kaunas õäöüšžāēģīķļņūąčęėįųū")
        assert files("Rīga", face) == files("Kaunas", face)
    assert not is_plain("שלום", Face())


def test_a_line_is_not_slanted_in_parts() -> None:
    italic = Face("serif", style="italic")
    assert italic.whole("23 августа 1939 года") == Face("serif")
    assert italic.whole("1939 m. rugpjūčio 23 d.") == italic
    # No face of ours has these: the line stays as it is.
    assert italic.whole("1939 年") == italic
