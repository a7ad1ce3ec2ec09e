"""Texts of several languages, each once; nothing where a text reads as in the first."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map.string_table import StringTable, on_one_line
from baltic_map.text import Text, translated


@pytest.fixture
def table() -> StringTable:
    return StringTable(["en", "lt"])


def add(table: StringTable, english: str | Text, lithuanian: str | Text) -> int:
    return table.add({"en": english, "lt": lithuanian}.__getitem__)


def texts(table: StringTable) -> list[tuple[str | None, ...]]:
    return [each.texts for each in table.locales()]


def test_a_text_has_one_number(table: StringTable) -> None:
    assert [add(table, *each) for each in (("Town", "Miestas"), ("Sea", "Jūra"), ("Town", "Miestas"))] == [0, 1, 0]
    # The same in one language only is another text.
    assert add(table, "Town", "Miestelis") == 2
    assert texts(table) == [("Town", "Sea", "Town"), ("Miestas", "Jūra", "Miestelis")]


def test_what_reads_the_same_is_written_once(table: StringTable) -> None:
    for each in (("Hanko", "Hanko"), ("", ""), ("Town", "Miestas")):
        add(table, *each)
    assert texts(table) == [("Hanko", "", "Town"), (None, None, "Miestas")]
    assert [each.untranslated for each in table.locales()] == [frozenset(), frozenset()]


def test_what_is_not_translated_is_known(table: StringTable) -> None:
    same, foreign = add(table, "Hanko", "Hanko"), add(table, "Hanko", Text("Hanko", "en"))
    assert (same, foreign) == (0, 1)
    assert add(table, "Hanko", Text("Hanko", "en")) == 1
    assert [each.untranslated for each in table.locales()] == [frozenset(), frozenset({1})]


def test_an_empty_text_is_in_no_language(table: StringTable) -> None:
    add(table, "", Text("", "en"))
    assert [each.untranslated for each in table.locales()] == [frozenset(), frozenset()]


def test_a_scene_that_opens_in_another_language_knows_its_own() -> None:
    table = StringTable(["lt", "en"])
    table.add(lambda _: Text("They fight.", "en"))
    assert [(each.lang, each.texts, each.untranslated) for each in table.locales()] == [
        ("lt", ("They fight.",), frozenset({0})),
        ("en", (None,), frozenset()),
    ]


def test_a_text_is_chosen_by_its_language() -> None:
    assert translated({"en": "War", "lt": "Karas"}, "lt") == Text("Karas", "lt")
    assert translated({"en": "War"}, "lt") == Text("War", "en")


written = st.builds(Text, st.text(max_size=3), st.sampled_from(["en", "lt"]))


@given(st.lists(st.tuples(written, written), max_size=12))
def test_every_text_comes_back(rows: list[tuple[Text, Text]]) -> None:
    table = StringTable(["en", "lt"])
    numbers = [add(table, *row) for row in rows]
    first, second = table.locales()
    for number, (english, lithuanian) in zip(numbers, rows, strict=True):
        assert first.texts[number] == on_one_line(english.value)
        other = second.texts[number]
        assert (first.texts[number] if other is None else other) == on_one_line(lithuanian.value)
        assert (number in second.untranslated) == (lithuanian.lang == "en" and lithuanian.value != "")


def test_what_parts_or_turns_a_line_is_not_shown() -> None:
    assert on_one_line("Line\nbreak\u2028parted\ttab\x1b[0m") == "Line break parted tab [0m"
    assert on_one_line("\u202eturned\u202c and \u2067isolated\u2069") == "turned and isolated"
    assert on_one_line("Hiiumaa, Čiobiškis, \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd") == (
        "Hiiumaa, Čiobiškis, \u05d9\u05e8\u05d5\u05e9\u05dc\u05d9\u05dd"
    )
