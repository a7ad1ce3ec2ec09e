"""Errors in one form, on one line each, and not too many of them."""

from __future__ import annotations

from baltic_map.errors import (
    AtlasError,
    InvalidAtlasError,
    MissingGlyphWarning,
    Problem,
    Problems,
    UnknownNameError,
    one_line,
)


def test_an_error_says_where_what_and_what_to_do() -> None:
    error = AtlasError("a.geojson#x", "it is wrong", "Mend it")
    assert str(error) == "a.geojson#x: it is wrong. Mend it."
    assert (error.problem.where, error.problem.what, error.problem.hint) == ("a.geojson#x", "it is wrong", "Mend it")
    assert error.problems == [error.problem]
    # A KeyError would be shown in quotation marks.
    assert str(UnknownNameError("layer x", "there is none", "Use another")) == "layer x: there is none. Use another."


def test_a_terminal_shows_a_line_and_does_not_obey_it() -> None:
    assert one_line("a\n\x1b[31mb\u202ec") == r"a\n\x1b[31mb\u202ec"
    assert one_line("abcdef", 3) == "abc…"


def test_of_a_file_only_so_many_problems_are_kept_and_the_others_counted() -> None:
    problems = Problems(Problem(f"a.csv#line {number}", "wrong", "Mend it") for number in range(103))
    problems.append(Problem("b.csv, feature 1", "wrong", "Mend it"))
    assert (len(problems), problems.total) == (101, 104)
    assert problems.lines()[-2:] == ["b.csv, feature 1: wrong. Mend it.", "a.csv: and 3 more."]
    other = Problems([Problem("c.csv", "wrong", "Mend it")])
    other += problems
    assert (len(other), other.total) == (102, 105)


def test_the_problems_of_an_atlas_are_told_at_once() -> None:
    error = InvalidAtlasError("atlas", [Problem("a.csv", "wrong", "Mend it"), Problem("b.csv", "gone", "Write it")])
    assert (
        str(error)
        == "a.csv: wrong. Mend it.\nb.csv: gone. Write it.\natlas: 2 problems. Mend what the lines above name."
    )
    assert [each.where for each in error.problems] == ["a.csv", "b.csv"]
    assert str(InvalidAtlasError("atlas", [Problem("a.csv", "wrong", "Mend it")])).endswith(
        "atlas: 1 problem. Mend what the lines above name."
    )


def test_letters_that_no_font_has_are_named_up_to_six() -> None:
    assert str(MissingGlyphWarning("Title", "ab")).startswith("Title: no font has a (U+0061), b (U+0062). ")
    assert "f (U+0066) and 2 more." in str(MissingGlyphWarning("Title", "abcdefgh"))
