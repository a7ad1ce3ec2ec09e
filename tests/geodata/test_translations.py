"""The record in four more languages: whole, in the right language, with the same numbers, in the terms agreed upon."""

from __future__ import annotations

import csv
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from baltic_map import open_atlas
from baltic_map.contract import Scene
from baltic_map.messages import Messages
from baltic_map.scene import build_scene
from baltic_map.translations import Prose, prose_of, translations_of

LANGUAGES = ("et", "lv", "lt", "ru")
WORDS = Path(__file__).parent / "wrong_words.csv"
EACH = pytest.mark.parametrize("lang", LANGUAGES)

# Letters: of fewer a library cannot tell the language.
ENOUGH = 60
# How much longer than its English a text may be, and by how many letters a short one.
LONGEST, FEW = 1.6, 15

# Names of today for which no source gives a form in these languages.
NO_FORM = {"Moshchny", "Bolshoy Tyuters"}

# Texts of little but Lithuanian names.
NAMES_ALONE = {"bssr-strip-1940/description"}

# Numbers that are told otherwise: "2nd Pyatiletka" is a ship, "2 p.m." 14 val. in Lithuanian, the 1950s in Latvian the
# fifties of a century, "half past two" 2½ in the Russian words.
OTHER_NUMBERS = {
    *((f"landing-plan-{island}/description", lang) for island in ("naissaar", "aegna") for lang in LANGUAGES),
    ("battery-42-ristna/note", "lv"),
    *(("ultimatum-estonia-1940/soviet-statement-estonia-1940/words", lang) for lang in ("lv", "lt", "ru")),
    *((f"invasion-lithuania-1940/{field}", "lt") for field in ("description", "note", "frus-1940-1/words")),
    ("merkys-acting-president-1940/frus-1940-1/words", "lt"),
}

QUOTED = re.compile(r"„[^“”]*[“”]|«[^»]*»|“[^”]*”")


@cache
def translated(lang: str) -> dict[Prose, str]:
    atlas = open_atlas()
    texts = translations_of(atlas)
    return {prose: texts.text(prose, lang).value for prose in prose_of(atlas)}


@cache
def identifier() -> LanguageIdentifier:
    found = LanguageIdentifier.from_pickled_model(MODEL_FILE, norm_probs=True)
    found.set_languages(["en", *LANGUAGES])
    return found


def language_of(text: str) -> str:
    """Tell the language of a text, without what it quotes."""
    return str(identifier().classify(QUOTED.sub("", text))[0])


def is_enough(text: str) -> bool:
    """Tell whether a text has enough letters of its own; dates have few."""
    return sum(map(str.isalpha, QUOTED.sub("", text))) >= ENOUGH


def test_the_library_tells_these_languages_apart() -> None:
    told = {
        "en": "The answer is due by ten in the morning.",
        "et": "Vastust oodatakse hommikul kella kümneks.",
        "lv": "Atbildi gaida līdz plkst. desmitiem no rīta.",
        "lt": "Atsakymo laukiama iki dešimtos valandos ryto.",
        "ru": "Ответ ожидается к десяти часам утра.",
    }
    assert {lang: language_of(text) for lang, text in told.items()} == {lang: lang for lang in told}


def test_all_of_it_is_translated() -> None:
    atlas = open_atlas()
    assert set(atlas.config.languages) == {"en", *LANGUAGES}
    texts, prose = translations_of(atlas), list(prose_of(atlas))
    assert len(prose) > 1400
    for lang in LANGUAGES:
        assert {texts.text(each, lang).lang for each in prose} == {lang}


@EACH
def test_each_text_is_in_its_language(lang: str) -> None:
    wrong = {
        prose.context: text for prose, text in translated(lang).items() if is_enough(text) and language_of(text) != lang
    }
    assert set(wrong) <= NAMES_ALONE


def test_each_text_of_the_page_is_in_its_language() -> None:
    scene = build_scene(open_atlas(), ["en", *LANGUAGES])
    cited = {number for each in scene.citations for number in each.parts} | {each.name for each in scene.works.values()}
    for at, lang in enumerate(LANGUAGES, 1):
        locale = scene.locales[at]
        assert {scene.locales[0].texts[number] for number in locale.untranslated} <= NO_FORM
        shown = texts_of(scene, at)
        wrong = [
            text
            for number, text in enumerate(shown)
            if number not in cited and is_enough(text) and language_of(text) != lang
        ]
        # One is made of names: see NAMES_ALONE.
        assert len(wrong) <= 1, wrong


def texts_of(scene: Scene, at: int) -> list[str]:
    """Give the texts of a language; what reads as in the first one is stored there alone."""
    own, first = scene.locales[at].texts, scene.locales[0].texts
    return [text if text is not None else other or "" for text, other in zip(own, first, strict=True)]


@EACH
def test_the_words_of_the_interface_are_in_their_language(lang: str) -> None:
    messages = Messages(lang)
    for table in ("card", "page", "print", "plain", "story"):
        told = " ".join(messages.table(table).values())
        assert language_of(re.sub(r"\{\w+\}", "", told)) == lang, table


def numbers(text: str) -> Counter[str]:
    """List the numbers of a text as they read in every language: without signs, endings and leading noughts."""
    text = re.sub(r"km²|km2|км²", "", text)
    text = re.sub(r"\b(\d\d)(\d\d)[-–](\d\d)\b(?!\.\d)", r"\1\2–\1\3", text)
    text = re.sub(r"(?<=\d)[,\u00a0\u202f ](?=\d{3}\b)", "", text)
    text = re.sub(r"(?<=\d)[.,:](?=\d)", ".", text)
    found = (re.sub(r"\.0+$", "", each).lstrip("0") or "0" for each in re.findall(r"\d+(?:\.\d+)*", text))
    return Counter(found)


@EACH
def test_numbers_are_the_same(lang: str) -> None:
    differ = {}
    for prose, text in translated(lang).items():
        english, own = numbers(prose.english), numbers(text)
        if english != own and (prose.context, lang) not in OTHER_NUMBERS:
            differ[prose.context, prose.english[:50]] = (dict(english - own), dict(own - english))
    assert differ == {}


@EACH
def test_no_text_is_much_longer(lang: str) -> None:
    assert {
        prose.context: len(text) / len(prose.english)
        for prose, text in translated(lang).items()
        if prose.file != "citations" and len(text) > max(LONGEST * len(prose.english), len(prose.english) + FEW)
    } == {}


@EACH
def test_no_word_is_one_that_says_something_else(lang: str) -> None:
    with WORDS.open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["lang"] == lang]
    assert len(rows) > 8
    wrong = re.compile("|".join(row["wrong"] for row in rows))
    found = {
        prose.context: match[0]
        for prose, text in translated(lang).items()
        # What Moscow said is told in its words.
        if prose.file != "passages" and (match := wrong.search(QUOTED.sub("", text)))
    }
    assert found == {}
