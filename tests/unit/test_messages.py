"""The words of every language: the same strings with the same braces, each plural form, each name of the atlas."""

from __future__ import annotations

import string
import tomllib
from datetime import date
from importlib import resources
from typing import Any

import pytest
from babel import Locale

from baltic_map import open_atlas
from baltic_map.atlas import Atlas
from baltic_map.days import Axis
from baltic_map.errors import UnknownNameError
from baltic_map.messages import Messages, languages

DATES = [
    "1939",
    "1939-11",
    "1939-11~",
    "1940-06-16",
    "1940-06-16?",
    "1940-06-16%",
    "1939-10-18/1939-10-29",
    "1939-10/1939-11~",
    "[1940-11-03,1940-11-25]",
]
SPANS = [
    ("1939-10-12", "1940-06-17"),
    ("1940-06-16", "1940-06-17"),
    ("1940-06-16/1940-06-17", "1940-06-17/1940-06-18"),
    ("1939-11~", "1940-05"),
    ("1940-05", None),
]


UNITS = ("month", "year")


def words_of(lang: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads((resources.files("baltic_map") / "locales" / f"{lang}.toml").read_text(encoding="utf-8"))


def strings(tables: dict[str, dict[str, Any]]) -> dict[str, str]:
    """Every string but the plural forms, by ``table.key``; those of months and years by ``year.table.key``."""
    found = {}
    for name, table in tables.items():
        if name in UNITS:
            found |= {f"{name}.{key}": text for key, text in strings(table).items()}
        elif name != "plural":
            found |= {f"{name}.{key}": text for key, text in table.items()}
    return found


def plurals(tables: dict[str, dict[str, Any]]) -> dict[str, dict[str, str]]:
    """The plural forms, those of months and years too."""
    own = {f"{unit}.{key}": forms for unit in UNITS for key, forms in tables[unit]["plural"].items()}
    return tables["plural"] | own


def braces(text: str) -> list[str]:
    return sorted(field for _, field, _, _ in string.Formatter().parse(text) if field is not None)


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas()


def test_every_language_of_the_atlas_has_words(atlas: Atlas) -> None:
    assert set(atlas.config.languages) <= set(languages())


@pytest.mark.parametrize("lang", languages())
def test_a_language_has_the_strings_of_english(lang: str) -> None:
    english, own = words_of("en"), words_of(lang)
    assert list(own) == list(english)
    for name, table in english.items():
        assert sorted(own[name]) == sorted(table), name
    assert list(strings(own)) == list(strings(english))
    # They take the place of strings that there are.
    assert {key.partition(".")[2] for key in strings(own) if key.startswith(UNITS)} <= strings(own).keys()


@pytest.mark.parametrize("lang", languages())
def test_a_string_has_the_braces_of_english(lang: str) -> None:
    english, own = strings(words_of("en")), strings(words_of(lang))
    differ = {key: text for key, text in own.items() if braces(text) != braces(english[key])}
    assert not differ


@pytest.mark.parametrize("lang", languages())
def test_a_plural_has_the_categories_of_its_language(lang: str) -> None:
    english, own = plurals(words_of("en")), plurals(words_of(lang))
    wanted = {*Locale.parse(lang).plural_form.tags, "other"}
    for key, forms in own.items():
        assert set(forms) == wanted, key
        assert {tuple(braces(text)) for text in forms.values()} == {tuple(braces(english[key]["other"]))}, key


@pytest.mark.parametrize("lang", languages())
def test_no_string_is_empty(lang: str) -> None:
    tables = words_of(lang)
    forms = {f"{key}.{tag}": text for key, each in plurals(tables).items() for tag, text in each.items()}
    bare = [key for key, text in {**strings(tables), **forms}.items() if not text.strip()]
    assert not bare


@pytest.mark.parametrize("lang", languages())
def test_days_and_dates_are_written(lang: str) -> None:
    messages = Messages(lang)
    days = {messages.format_day(date(1940, month, day)) for month in range(1, 13) for day in (1, 21)}
    assert len(days) == 24
    written = [messages.format_date(text) for text in DATES] + [
        messages.format_span(start, end) for start, end in SPANS
    ]
    for text in (*days, *written):
        assert text == text.strip()
        assert not set("{}[]~%'") & set(text)
    assert len(set(written)) == len(written) - 1  # a day's span is written as the day


def test_everything_of_the_atlas_has_a_name_in_each_language(atlas: Atlas) -> None:
    config, borders, story = atlas.config, atlas.borders, atlas.story
    assert story is not None
    named = {
        **{f"states.{key}": {"en": each.name, **each.translations} for key, each in config.states.items()},
        **{f"statuses.{key}": {"en": each.name, **each.translations} for key, each in config.statuses.items()},
        **{f"kinds.{key}": {"en": each.name, **each.translations} for key, each in config.kinds.items()},
        **{f"layers.{each.id}": {"en": each.name, **each.translations} for each in config.layers},
        **{f"chapters.{each.start}": {"en": each.name, **each.translations} for each in config.chapters},
        **{f"feature {each.id}": each.names for each in atlas.feature_list},
        **{f"territory {key}": each.names for key, each in borders.territories.items()},
        **{f"arc {key}": each.names for key, each in borders.arcs.items()},
        **{f"step {each.id}": each.titles for each in story.steps},
        **{
            f"prose of {each.id}": {lang: "".join(text) for lang, text in each.paragraphs.items()}
            for each in story.steps
        },
        "title": {"en": config.title, **config.titles_by_language},
        "subtitle": {"en": config.subtitle, **config.subtitles_by_language},
        "credits": {"en": "".join(config.credits)}
        | {lang: "".join(text) for lang, text in config.credits_by_language.items()},
        "story": dict(story.title),
    }
    assert len(named) > len(atlas.feature_list) + len(borders.arcs)
    missing = [f"{key}: {lang}" for key, names in named.items() for lang in config.languages if not names.get(lang)]
    assert not missing


def test_names_are_filled_in_alike(atlas: Atlas) -> None:
    for key, status in atlas.config.statuses.items():
        assert {tuple(braces(text)) for text in status.translations.values()} == {tuple(braces(status.name))}, key


@pytest.mark.parametrize(
    ("start", "end", "texts"),
    [
        pytest.param(
            "1939-10-12",
            "1940-06-17",
            (
                "12 October 1939 to 16 June 1940",
                "12. oktoober 1939 – 16. juuni 1940",
                "1939. gada 12. oktobris – 1940. gada 16. jūnijs",
                "1939 m. spalio 12 d. – 1940 m. birželio 16 d.",
                "12 октября 1939 года — 16 июня 1940 года",
            ),
            id="the last day, not the day after it",
        ),
        pytest.param(
            "1940-06-16",
            "1940-06-17",
            (
                "16 June 1940",
                "16. juuni 1940",
                "1940. gada 16. jūnijs",
                "1940 m. birželio 16 d.",
                "16 июня 1940 года",
            ),
            id="the same day",
        ),
        pytest.param(
            "1940-06-16/1940-06-18",
            "1940-06-17/1940-06-19",
            (
                "between 16 June 1940 and 18 June 1940",
                "ajavahemikus 16. juuni 1940 kuni 18. juuni 1940",
                "nezināma diena (1940. gada 16. jūnijs – 1940. gada 18. jūnijs)",
                "tarp 1940 m. birželio 16 d. ir 1940 m. birželio 18 d.",
                "неизвестный день (16 июня 1940 года — 18 июня 1940 года)",
            ),
            id="one uncertain day",
        ),
        pytest.param(
            "1940-05",
            None,
            (
                "from May 1940, beyond the end of this atlas",
                "algus mai 1940, kestab ka pärast atlase lõppu",
                "1940. gada maijs – arī pēc šī atlanta beigām",
                "pradžia: 1940 m. gegužės mėn.; tęsiasi ir už šio atlaso ribų",
                "май 1940 года и далее, за пределами атласа",
            ),
            id="an open end",
        ),
        pytest.param(
            "1939-11~",
            "1940-05",
            (
                "about November 1939 to May 1940",
                "umbes november 1939 – mai 1940",
                "aptuveni 1939. gada novembris – 1940. gada maijs",
                "apie 1939 m. lapkričio mėn. – 1940 m. gegužės mėn.",
                "примерно ноябрь 1939 года — май 1940 года",
            ),
            id="months",
        ),
        pytest.param("1940", "1940", ("1940", "1940", "1940. gads", "1940 m.", "1940 год"), id="a year"),
    ],
)
def test_a_span_is_written_out(start: str, end: str | None, texts: tuple[str, ...]) -> None:
    assert tuple(Messages(lang).format_span(start, end) for lang in ("en", "et", "lv", "lt", "ru")) == texts


@pytest.mark.parametrize(
    ("date", "texts"),
    [
        (
            "1939-11~",
            (
                "about November 1939",
                "umbes november 1939",
                "aptuveni 1939. gada novembris",
                "apie 1939 m. lapkričio mėn.",
                "примерно ноябрь 1939 года",
            ),
        ),
        (
            "1940-06-15?",
            (
                "15 June 1940 (doubtful)",
                "15. juuni 1940 (kaheldav)",
                "1940. gada 15. jūnijs (apšaubāms datums)",
                "1940 m. birželio 15 d. (abejotina)",
                "15 июня 1940 года (дата сомнительна)",
            ),
        ),
        (
            "[1940-06-15,1940-06-16]",
            (
                "15 June 1940 or 16 June 1940, it is not known which",
                "15. juuni 1940 või 16. juuni 1940, ei ole teada, milline neist",
                "1940. gada 15. jūnijs vai 1940. gada 16. jūnijs (nav zināms, kurš no šiem datumiem)",
                "1940 m. birželio 15 d. arba 1940 m. birželio 16 d. (nežinoma, kuri data tikroji)",
                "15 июня 1940 года или 16 июня 1940 года (какая дата верна, неизвестно)",
            ),
        ),
        (
            "[1940-06..1940-08]",
            (
                "between June 1940 and August 1940, it is not known which",
                "ajavahemikus juuni 1940 kuni august 1940, ei ole teada, milline neist",
                "nezināma diena (1940. gada jūnijs – 1940. gada augusts) (nav zināms, kurš no šiem datumiem)",
                "tarp 1940 m. birželio mėn. ir 1940 m. rugpjūčio mėn. (nežinoma, kuri data tikroji)",
                "неизвестный день (июнь 1940 года — август 1940 года) (какая дата верна, неизвестно)",
            ),
        ),
        ("1940-06", ("June 1940", "juuni 1940", "1940. gada jūnijs", "1940 m. birželio mėn.", "июнь 1940 года")),
        ("1940-?06-15", ("15 June 1940 (doubtful)", "15. juuni 1940 (kaheldav)")),
        ("1940-06-15%", ("about 15 June 1940", "umbes 15. juuni 1940")),
        ("1939-XX", ("1939", "1939")),
        ("[192X,193X]", ("between 1920 and 1929 or between 1930 and 1939, it is not known which",)),
    ],
)
def test_a_date_is_written_out(date: str, texts: tuple[str, ...]) -> None:
    written = tuple(Messages(lang).format_date(date) for lang in ("en", "et", "lv", "lt", "ru"))
    assert written[: len(texts)] == texts


def test_a_day_is_written_with_its_weekday() -> None:
    assert [Messages(lang).format_day(date(1940, 6, 16)) for lang in ("en", "de", "et", "lv", "lt", "ru")] == [
        "Sunday, 16 June 1940",
        "Sonntag, 16. Juni 1940",
        "pühapäev, 16. juuni 1940",
        "svētdiena, 1940. gada 16. jūnijs",
        "1940 m. birželio 16 d., sekmadienis",
        "воскресенье, 16 июня 1940 года",
    ]


def test_a_language_or_string_that_there_is_not_is_named() -> None:
    with pytest.raises(
        UnknownNameError, match=r"language fi: it has no words yet\. Use one of de, en, et, lt, lv, ru\."
    ):
        Messages("fi")
    with pytest.raises(UnknownNameError, match=r"locales/lt\.toml#page\.nothing: there is no such string\. Add it\.$"):
        Messages("lt")("page.nothing")


def test_tables_are_given_whole() -> None:
    words = Messages("en")
    assert words.tables() == list(words_of("en"))
    assert words.table("dates") == words_of("en")["dates"]
    assert words.nested("plural") == words_of("en")["plural"]


def test_a_language_has_a_name_for_itself_with_a_capital() -> None:
    assert [Messages(lang).own_name for lang in ("en", "et", "lv", "lt", "ru")] == [
        "English",
        "Eesti",
        "Latviešu",
        "Lietuvių",
        "Русский",
    ]


LANGS = ("en", "de", "et", "lv", "lt", "ru")


@pytest.mark.parametrize(
    ("text", "texts"),
    [
        (
            "-0057-03-28",
            (
                "28 March 58 BC",
                "28. März 58 v. Chr.",
                "28. märts 58 eKr",
                "58. gada 28. marts p.m.ē.",
                "58 m. pr. Kr. kovo 28 d.",
                "28 марта 58 года до н. э.",
            ),
        ),
        (
            "-0057",
            ("58 BC", "58 v. Chr.", "58 eKr", "58. gads p.m.ē.", "58 m. pr. Kr.", "58 год до н. э."),
        ),
        ("0060", ("60", "60", "60", "60. gads", "60 m.", "60 год")),
        ("0793-06", ("June 793", "Juni 793", "juuni 793")),
        ("0000", ("1 BC",)),
        ("-005X", ("between 60 BC and 51 BC",)),
        ("1940-22", ("between June 1940 and August 1940", "zwischen Juni 1940 und August 1940")),
        ("193X", ("between 1930 and 1939",)),
        ("1940-24", ("between January 1940 and February 1941",)),
        ("/1935", ("no later than 1935", "spätestens 1935", "mitte hiljem kui 1935", "ne vēlāk kā 1935. gads")),
        ("1940-06-14/..", ("no earlier than 14 June 1940", "nicht vor 14. Juni 1940")),
        ("[..1935]", ("no later than 1935",)),
        ("1935~", ("about 1935", "etwa 1935")),
    ],
)
def test_dates_of_any_year_are_written_as_people_write_them(text: str, texts: tuple[str, ...]) -> None:
    assert tuple(Messages(lang).format_date(text) for lang in LANGS[: len(texts)]) == texts


def test_an_atlas_that_begins_before_the_year_1_tells_every_era() -> None:
    messages = Messages("en", Axis("-0009-01-01", "0010-01-01"))
    assert messages.format_day("-0008-03-01") == "Sunday, 1 March 9 BC"
    assert messages.format_day("0009-09-11") == "Friday, 11 September 9 AD"
    assert messages.format_span("-0008-03-01", "0009-09-12") == "1 March 9 BC to 11 September 9 AD"


def test_a_julian_day_has_its_own_weekday_and_the_day_before_it() -> None:
    messages = Messages("en", Axis("1300-01-01", "1347-09-01", calendar="julian"))
    assert messages.format_day("1346-08-26") == "Saturday, 26 August 1346"
    assert messages.format_span("1300-02-01", "1300-03-01") == "1 February 1300 to 29 February 1300"
    assert Messages("en").format_day("1346-09-03") == "Saturday, 3 September 1346"


def test_years_and_months_are_told_without_a_day() -> None:
    years = Messages("en", Axis("0057", "0064", precision="year"))
    assert (years.format_day("0060"), years.patterns, years("page.events")) == ("60", ("y", "y"), "In this year")
    assert years.format_span("0060", "0062") == "60 to 61"
    assert years.format_span("0060", "0061") == "60"
    assert years.format_span("0060", "0060") == "60"
    assert years.format_span("0060-03-05", "0061-01-01") == "5 March 60 to 31 December 60"
    assert years.table("time")["next_day"] == "Next year"
    assert years.nested("plural")["quiet"]["one"] == "{number} year without a recorded change"
    months = Messages("de", Axis("-0001-11", "0001-02", precision="month"))
    assert (months.format_day("0000-01"), months("page.events")) == ("Januar 1 v. Chr.", "In diesem Monat")
    assert months.format_span("0000-01", "0000-04") == "Januar 1 v. Chr. bis März 1 v. Chr."
