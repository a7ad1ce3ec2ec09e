"""A text knows its language."""

from __future__ import annotations

from baltic_map.text import Text, translated


def test_a_language_that_has_no_text_gets_the_english_one() -> None:
    texts = {"en": "Peace", "lt": "Taika"}
    assert translated(texts, "lt") == ("Taika", "lt")
    assert translated(texts, "et") == ("Peace", "en")
    assert translated(texts, "en") == Text("Peace", "en")


def test_a_text_that_is_empty_in_a_language_is_a_text_of_it() -> None:
    assert translated({"en": "Peace", "et": ""}, "et") == ("", "et")
