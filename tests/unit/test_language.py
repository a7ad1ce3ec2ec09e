"""What a language says of the days: each written by its own rules, none counted by the page."""

from __future__ import annotations

import json
import re
import subprocess
from datetime import date
from pathlib import Path

import pytest
from babel import Locale

from baltic_map.atlas import open_atlas
from baltic_map.contract import as_data
from baltic_map.messages import Messages
from baltic_map.web.language import flat_words, language_of, month_names
from tests.browser.browser import find_node

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "src" / "baltic_map" / "web" / "static"
LANGS = ["en", "et", "lv", "lt", "ru"]


# ------------------------------------------------------------------ days


# Written by CLDR, years of fewer than four digits and leap days among them.
DAYS = ("0001-01-01", "0099-12-31", "1900-02-28", "1900-03-01", "1939-08-23", "1940-02-29", "1940-06-16", "9999-12-31")


def written_by_the_page(lang: str, days: list[str]) -> list[tuple[str, str, str]]:
    """Let the page's own functions write days."""
    language = as_data(language_of(Messages(lang)))
    code = (
        f"import {{ civilDate, dayNumber, formatDate, isoDate }} from '{(STATIC / 'data' / 'calendar.js').as_uri()}';"
        "const { days, language } = JSON.parse(process.argv[1]);"
        "const one = (iso) => { const date = civilDate(dayNumber(iso)); return [isoDate(date),"
        " formatDate(language.dayPattern, date, language), formatDate(language.datePattern, date, language)]; };"
        "console.log(JSON.stringify(days.map(one)));"
    )
    asked = json.dumps({"days": days, "language": language})
    command = [str(find_node()), "--input-type=module", "--eval", code, asked]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    return [tuple(each) for each in json.loads(done.stdout)]


@pytest.mark.parametrize("lang", LANGS)
def test_the_page_writes_days_as_python_does(geodata: Path, lang: str) -> None:
    messages, axis = Messages(lang), open_atlas(geodata).axis
    days = [date.fromisoformat(day) for day in DAYS] + axis.days()
    expected = [(day.isoformat(), messages.format_day(day), messages.format_date(day.isoformat())) for day in days]
    assert written_by_the_page(lang, [day.isoformat() for day in days]) == expected


@pytest.mark.parametrize(
    ("lang", "day", "date"),
    [
        ("en", "Sunday, 16 June 1940", "16 June 1940"),
        ("et", "pühapäev, 16. juuni 1940", "16. juuni 1940"),
        ("lv", "svētdiena, 1940. gada 16. jūnijs", "1940. gada 16. jūnijs"),
        ("lt", "1940 m. birželio 16 d., sekmadienis", "1940 m. birželio 16 d."),
        ("ru", "воскресенье, 16 июня 1940 года", "16 июня 1940 года"),
    ],
)
def test_each_language_writes_a_day_its_own_way(lang: str, day: str, date: str) -> None:
    assert written_by_the_page(lang, ["1940-06-16"]) == [("1940-06-16", day, date)]


@pytest.mark.parametrize(
    ("lang", "june", "march"),
    [
        ("en", {"June", "Jun"}, {"March", "Mar"}),
        ("et", {"juuni"}, {"märts"}),
        ("lv", {"jūnijs"}, {"marts"}),
        ("lt", {"birželio", "birželis"}, {"kovo", "kovas"}),
        ("ru", {"июня", "июнь", "июн."}, {"марта", "март"}),
    ],
)
def test_a_month_is_known_in_each_of_its_forms(lang: str, june: set[str], march: set[str]) -> None:
    months = month_names(lang)
    assert len(months) == 12
    assert june <= set(months[5])
    assert march <= set(months[2])
    for ways in months:
        assert len(ways) == len(set(ways))
        assert all(ways)
    # No form means two months.
    every = [way.lower() for ways in months for way in ways]
    assert len(every) == len(set(every))


# ------------------------------------------------------------------ words


@pytest.mark.parametrize("lang", LANGS)
def test_each_string_has_one_flat_name(lang: str) -> None:
    messages = Messages(lang)
    flat = flat_words(messages)
    assert flat["close"] == messages("page.close")
    assert flat["time_play"] == messages("time.play")
    assert flat["card_copy"] == messages("card.copy")
    assert flat["language_et"] == messages("languages.et")
    # What only Python reads stays at home.
    assert not [key for key in flat if key.startswith(("dates_", "plate_", "plural_", "legend_", "certainty_"))]
    shown = (
        "page",
        "card",
        "time",
        "changes",
        "search",
        "filter",
        "compare",
        "story",
        "projector",
        "kiosk",
        "chronology",
        "print",
        "languages",
    )
    assert len(flat) == sum(len(messages.table(table)) for table in shown)
    assert all(isinstance(text, str) for text in flat.values())


def test_the_page_uses_no_word_that_is_not_there() -> None:
    flat = flat_words(Messages("en"))
    forms = Messages("en").nested("plural")
    for path in sorted(STATIC.rglob("*.js")):
        text = path.read_text(encoding="utf-8")
        # Lists are called so too, in modules that read what is typed.
        used = set(re.findall(r"\bwords\.(\w+)\b(?!\()", text)) - {"length"}
        assert used <= set(flat), path.name
        counted = set(re.findall(r"\bcount\(\"(\w+)\"", text))
        assert counted <= set(forms), path.name


# ------------------------------------------------------------------ plurals


@pytest.mark.parametrize(
    ("lang", "number", "text"),
    [
        ("en", 0, "{number} results"),
        ("en", 1, "{number} result"),
        ("en", 101, "{number} results"),
        ("et", 1, "{number} tulemus"),
        ("et", 21, "{number} tulemust"),
        ("lv", 0, "{number} rezultātu"),
        ("lv", 1, "{number} rezultāts"),
        ("lv", 2, "{number} rezultāti"),
        ("lv", 11, "{number} rezultātu"),
        ("lv", 21, "{number} rezultāts"),
        ("lt", 1, "{number} rezultatas"),
        ("lt", 2, "{number} rezultatai"),
        ("lt", 10, "{number} rezultatų"),
        ("lt", 11, "{number} rezultatų"),
        ("lt", 21, "{number} rezultatas"),
        ("lt", 112, "{number} rezultatų"),
        ("ru", 1, "{number} результат"),
        ("ru", 2, "{number} результата"),
        ("ru", 5, "{number} результатов"),
        ("ru", 11, "{number} результатов"),
        ("ru", 12, "{number} результатов"),
        ("ru", 21, "{number} результат"),
        ("ru", 104, "{number} результата"),
    ],
)
def test_forms_as_a_speaker_expects_them(lang: str, number: int, text: str) -> None:
    # The page asks Intl.PluralRules, which has its rules from CLDR as Babel does.
    code = f"console.log(new Intl.PluralRules('{lang}').select({number}))"
    done = subprocess.run([str(find_node()), "--eval", code], capture_output=True, encoding="utf-8", check=True)
    assert done.stdout.strip() == Locale.parse(lang).plural_form(number)
    assert language_of(Messages(lang)).plurals["results"][done.stdout.strip()] == text
