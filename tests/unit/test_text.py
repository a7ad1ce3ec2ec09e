"""A text knows its language."""

from __future__ import annotations

from baltic_map.text import Text, sentences, translated

# The same cases as in tests/js/sentence.test.js.
CASES = [
    ("", ""),
    ("One only", "One only"),
    ("It fell at noon. Then came night.", "It fell at noon."),
    (
        "By gen. A. Loktionov the order came on 14 June 1940. It was kept.",
        "By gen. A. Loktionov the order came on 14 June 1940.",
    ),
    (
        "They left at 2 p.m. by the clock; “enough”. Ārija stayed.",
        "They left at 2 p.m. by the clock; “enough”. Ārija stayed.",
    ),
    ("Was it so? Ükski ei tea.", "Was it so? Ükski ei tea."),
    ("Twelve minutes after take-off. All died.", "Twelve minutes after take-off."),
    ("  Nobody knows? Õhtul.", "Nobody knows?"),
    ("Plkst. 14.00 Molotovs nolasa ultimātu. Ēnas krīt.", "Plkst. 14.00 Molotovs nolasa ultimātu."),
    ("Kariuomenė įžengia į Vilnių. Įsakymo nėra.", "Kariuomenė įžengia į Vilnių."),
    (
        "Приказ А. Трайнина от 14 июня 1940 г. исполнен. «Киров» ушёл.",
        "Приказ А. Трайнина от 14 июня 1940 г. исполнен.",
    ),
]


def test_the_first_sentence_ends_at_a_stop_after_a_word_not_after_an_initial() -> None:
    assert [sentences(text)[0] for text, _ in CASES] == [first for _, first in CASES]


def test_a_language_that_has_no_text_gets_the_english_one() -> None:
    texts = {"en": "Peace", "lt": "Taika"}
    assert translated(texts, "lt") == Text("Taika", "lt")
    assert translated(texts, "et") == Text("Peace", "en")
    assert translated(texts, "en") == Text("Peace", "en")


def test_a_text_that_is_empty_in_a_language_is_a_text_of_it() -> None:
    assert translated({"en": "Peace", "et": ""}, "et") == Text("", "et")
