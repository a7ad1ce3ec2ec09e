"""The bibliography and its citations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from pybtex.database import parse_string

from baltic_map.errors import UnknownNameError
from baltic_map.sources import Bibliography, Citation, parse_citation, read_bibliography

BOOK = {
    "id": "writer-1950",
    "type": "book",
    "title": "War & {Peace}",
    "author": [{"family": "Writer", "given": "Ann"}, {"literal": "A Committee"}],
    "publisher": "Press",
    "publisher-place": "Town",
    "issued": {"date-parts": [[1950, 3]]},
    "URL": "https://example.org/book",
}


def test_the_locator_is_all_after_the_first_comma() -> None:
    assert parse_citation("writer-1950, p. 7, note 3") == Citation("writer-1950", "p. 7, note 3")
    assert parse_citation(" writer-1950 ") == Citation("writer-1950")
    assert str(parse_citation("writer-1950, p. 7")) == "writer-1950, p. 7"


def test_a_citation_as_text() -> None:
    text = Bibliography([BOOK]).text("writer-1950, p. 7")
    assert text == "Writer, Ann; A Committee, War & {Peace}, Town: Press, 1950-03, p. 7. https://example.org/book"


EDITED = {
    "id": "edited",
    "type": "book",
    "title": "Laevastik",
    "author": [{"family": "Petrov", "given": "Pavel"}],
    "editor": [{"family": "Tannberg", "given": "Tõnu"}],
    "translator": [{"family": "Huik", "given": "Toomas"}, {"family": "Teine", "given": "Ann"}],
    "publisher": "Tänapäev",
    "publisher-place": "Tallinn",
    "issued": {"date-parts": [[2008]]},
    "language": "et",
    "ISBN": None,
}
ARTICLE = {
    "id": "article",
    "type": "article-journal",
    "title": "The blockade_1940: 50% & $",
    "author": [{"family": "de Jonge", "given": "John"}],
    "container-title": "Journal",
    "volume": "12",
    "issue": "3",
    "page": "5-9",
    "issued": {"date-parts": [[1990, 6, 14]]},
}
PAGE = {
    "id": "page",
    "type": "webpage",
    "title": "Documents",
    "author": [{"literal": "United States Department of State"}],
    "URL": "https://example.org/a_b%20c?d=1&e=%D0%AF#f",
    "accessed": {"date-parts": [[2026, 11, 27]]},
    "publisher": None,
}


PEOPLE = [{"family": name} for name in ("One", "Two", "Three")]


@pytest.mark.parametrize(
    ("lang", "edited", "article", "page"),
    [
        (
            "en",
            (
                "Petrov, Pavel, Laevastik, ed. by Tõnu Tannberg, trans. by Toomas Huik and Ann Teine, Tallinn: "
                "Tänapäev, 2008, p. 7."
            ),
            "de Jonge, John, The blockade_1940: 50% & $, Journal, vol. 12, no. 3, 1990-06-14, pp. 5–9, note 4.",
            "(accessed 2026-11-27)",
        ),
        (
            "et",
            (
                "Petrov, Pavel, Laevastik, toim Tõnu Tannberg, tõlk Toomas Huik ja Ann Teine, Tallinn: Tänapäev, 2008, "
                "lk 7."
            ),
            "de Jonge, John, The blockade_1940: 50% & $, Journal, kd 12, nr 3, 1990-06-14, lk 5–9, viide 4.",
            "(vaadatud 2026-11-27)",
        ),
        (
            "lv",
            (
                "Petrov, Pavel, Laevastik, sag. Tõnu Tannberg, tulk. Toomas Huik un Ann Teine, Tallinn: "
                "Tänapäev, 2008, lpp. 7."
            ),
            "de Jonge, John, The blockade_1940: 50% & $, Journal, sēj. 12, nr. 3, 1990-06-14, lpp. 5–9, piezīme 4.",
            "(skatīts 2026-11-27)",
        ),
        (
            "lt",
            (
                "Petrov, Pavel, Laevastik, sud. Tõnu Tannberg, vert. Toomas Huik ir Ann Teine, Tallinn: "
                "Tänapäev, 2008, p. 7."
            ),
            "de Jonge, John, The blockade_1940: 50% & $, Journal, t. 12, nr. 3, 1990-06-14, p. 5–9, pastaba 4.",
            "(žiūrėta 2026-11-27)",
        ),
    ],
)
def test_the_words_around_a_work_are_in_the_readers_language(lang: str, edited: str, article: str, page: str) -> None:
    works = Bibliography([EDITED, ARTICLE, PAGE])
    assert works.text("edited, p. 7", lang) == edited
    assert works.text("article, note 4", lang) == article
    assert works.text("page", lang) == (
        f"United States Department of State, Documents. https://example.org/a_b%20c?d=1&e=%D0%AF#f {page}"
    )


def test_editors_stand_for_authors() -> None:
    people = [{"family": "Hiden", "given": "John"}, {"family": "Made", "given": "Vahur"}]
    works = Bibliography([{"id": "x", "type": "book", "title": "T", "editor": people}])
    assert works.text("x") == "Hiden, John; Made, Vahur (eds), T."
    assert works.text("x", "et") == "Hiden, John; Made, Vahur (toim), T."
    assert (works.short("x"), works.short("x", "lt")) == ("Hiden and Made, T", "Hiden ir Made, T")


def test_a_language_without_terms_has_the_english_ones() -> None:
    assert Bibliography([ARTICLE]).text("article", "xx") == Bibliography([ARTICLE]).text("article", "en")


def test_bibtex_keeps_institutions_and_addresses_whole() -> None:
    works = Bibliography([EDITED, ARTICLE, PAGE, BOOK])
    assert works.bibtex("page").splitlines() == [
        "@misc{page,",
        "    author = {{United States Department of State}},",
        "    title = {Documents},",
        "    urldate = {2026-11-27},",
        "    url = {https://example.org/a_b%20c?d=1&e=%D0%AF#f}",
        "}",
    ]
    assert works.bibtex("edited").splitlines() == [
        "@book{edited,",
        "    author = {Petrov, Pavel},",
        "    editor = {Tannberg, Tõnu},",
        "    translator = {Huik, Toomas and Teine, Ann},",
        "    title = {Laevastik},",
        "    publisher = {Tänapäev},",
        "    address = {Tallinn},",
        "    year = {2008},",
        "    date = {2008},",
        "    language = {et}",
        "}",
    ]
    assert works.bibtex("article").splitlines()[1:3] == [
        "    author = {{de Jonge}, John},",
        r"    title = {The blockade\_1940: 50\% \& \$},",
    ]
    assert r"title = {War \& \textbraceleft{}Peace\textbraceright{}}" in works.bibtex("writer-1950")


@pytest.mark.parametrize("title", ["\\}", "{", "a\nb", '"quoted"', "50% {\\x} #1 ~ ^"])
def test_no_title_breaks_a_bibtex_file(title: str) -> None:
    works = Bibliography([{"id": "bad", "title": title}, {"id": "good", "title": "Good"}])
    read = parse_string("\n\n".join(map(works.bibtex, works)), "bibtex").entries
    assert [(key, list(entry.fields)) for key, entry in read.items()] == [("bad", ["title"]), ("good", ["title"])]


def test_csl_is_the_work_without_what_it_says_nothing_in() -> None:
    assert json.loads(Bibliography([BOOK]).csl("writer-1950")) == BOOK
    assert "ISBN" not in json.loads(Bibliography([EDITED]).csl("edited"))


@pytest.mark.parametrize(
    ("name", "text", "brief", "written"),
    [
        ({"family": None, "given": "Voltaire"}, "Voltaire", "Voltaire", "Voltaire"),
        ({"family": "de la Cruz", "given": None}, "de la Cruz", "de la Cruz", "{de la Cruz}"),
        ({"family": "King", "given": "M. L.", "suffix": "Jr."}, "King, M. L., Jr.", "King", "King, Jr., M. L."),
        (
            {"family": "Jonge", "given": "A.", "non-dropping-particle": "de"},
            "Jonge, A. de",
            "Jonge",
            "de Jonge, A.",
        ),
        ({"family": "Son, Ltd", "given": "B and C"}, "Son, Ltd, B and C", "Son, Ltd", "{Son, Ltd}, {B and C}"),
        ({"literal": "Army and Navy, The"}, "Army and Navy, The", "Army and Navy, The", "{Army and Navy, The}"),
    ],
)
def test_no_part_of_a_name_is_lost(name: dict[str, str | None], text: str, brief: str, written: str) -> None:
    works = Bibliography([{"id": "x", "title": "T", "author": [name, {"family": "Last", "given": "A."}]}])
    assert works.text("x") == f"{text}; Last, A., T."
    assert works.short("x") == f"{brief} and Last, T"
    assert works.bibtex("x").splitlines()[1] == f"    author = {{{written} and Last, A.}},"


@pytest.mark.parametrize(
    ("issued", "text", "brief", "fields"),
    [
        ({"date-parts": [["1991", 4, 6], [1991, 5]]}, "1991-04-06–1991-05", "1991", ["1991", "1991-04-06/1991-05"]),
        ({"date-parts": [[1939], [1941]]}, "1939–1941", "1939–1941", ["1939–1941", "1939/1941"]),
        ({"date-parts": [[987]]}, "0987", "0987", ["0987", "0987"]),
        ({"raw": "around 1940"}, "around 1940", "around 1940", ["around 1940"]),
    ],
)
def test_a_date_is_told_whole(issued: dict[str, object], text: str, brief: str, fields: list[str]) -> None:
    works = Bibliography([{"id": "x", "title": "T", "issued": issued}])
    assert works.text("x") == f"T, {text}."
    assert works.short("x") == f"T ({brief})"
    read = parse_string(works.bibtex("x"), "bibtex").entries["x"].fields
    assert [read[name] for name in ("year", "date") if name in read] == fields


def test_what_says_nothing_vanishes_everywhere() -> None:
    keys = ("type", "author", "editor", "translator", "issued", "accessed", "container-title", "volume", "issue", "URL")
    for nothing in (None, "", " ", [], float("nan"), float("inf")):
        works = Bibliography([{"id": "x", "title": "T", **dict.fromkeys(keys, nothing)}])
        assert (works.text("x"), works.short("x"), works.bibtex("x")) == ("T.", "T", "@misc{x,\n    title = {T}\n}")
        assert json.loads(works.csl("x")) == {"id": "x", "title": "T"}


def test_a_work_with_nulls_is_no_fault(tmp_path: Path) -> None:
    path = tmp_path / "sources.json"
    keys = ("type", "author", "translator", "issued", "accessed", "volume", "language", "URL")
    path.write_text(json.dumps([{"id": "x", "title": "T", **dict.fromkeys(keys)}]))
    works, problems = read_bibliography(tmp_path)
    assert (works.text("x"), problems) == ("T.", [])


def test_a_citation_is_one_line_and_an_address_one_word() -> None:
    works = Bibliography(
        [{"id": "x", "title": " two\nlines\u2028and\x00\ta\u200ctitle ", "URL": "https://example.org/a b"}]
    )
    assert works.text("x") == "two lines and a\u200ctitle. https://example.org/a b"
    assert "url = {https://example.org/a%20b}" in works.bibtex("x")


def test_estonian_and_lithuanian_have_words_that_csl_lacks() -> None:
    works = Bibliography([{"id": "x", "type": "chapter", "title": "T", "author": PEOPLE, "container-title": "Book"}])
    assert [works.text("x", lang).partition("T, ")[2] for lang in ("en", "et", "lv", "lt")] == [
        "in Book.",
        "rmt: Book.",
        "no Book.",
        "iš: Book.",
    ]
    assert [works.short("x", lang) for lang in ("en", "et", "lv", "lt")] == [
        "One et al., T",
        "One jt, T",
        "One u.c., T",
        "One ir kt., T",
    ]


def test_an_unknown_work_is_named() -> None:
    with pytest.raises(UnknownNameError, match="source nobody: it is not in the bibliography"):
        Bibliography([BOOK]).text("nobody, p. 1")


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ([BOOK, BOOK], ["sources.json#writer-1950: the id stands twice"]),
        ([{"id": "x"}], ["sources.json#x: title is missing"]),
        ([{"title": "T"}, 5], ["item 1: id is missing", "item 2: it is 5, not a table"]),
        ([{"id": " ", "title": "T"}], ["sources.json, item 1: id is ' ', not of lower-case"]),
        ([{"id": True, "title": "T"}], ["sources.json, item 1: id is true, not a text"]),
        ([{"id": "Bad Id", "title": "T"}], ["sources.json#Bad Id: id is 'Bad Id', not of lower-case"]),
        ([{"id": "x", "title": " "}], ["sources.json#x: title is ' ', which shows nothing"]),
        ([{"id": "x", "title": "T", "translator": "Ann"}], ["sources.json#x: translator is 'Ann', not a list"]),
        ([{"id": "x", "title": "T", "volume": []}], ["sources.json#x: volume is a list, not a text"]),
        ([{"id": "x", "title": "T", "author": "Ann"}], ["sources.json#x: author is 'Ann', not a list"]),
        ({}, ["sources.json: not a list"]),
        ("{", ["sources.json: not JSON"]),
        (None, []),
    ],
)
def test_every_fault_is_named(tmp_path: Path, content: object, messages: list[str]) -> None:
    path = tmp_path / "sources.json"
    if content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    _, problems = read_bibliography(tmp_path)
    assert len(problems) == len(messages)
    for problem, message in zip(problems, messages, strict=True):
        assert message in str(problem)
