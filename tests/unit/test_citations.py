"""A work as a citation: three parts, a short name, an entry of BibTeX."""

from __future__ import annotations

from baltic_map.citations import bibtex_entry, citation_parts, short_text

BOOK = {
    "id": "book",
    "type": "book",
    "title": "A Book",
    "author": [{"family": "Writer", "given": "Ann"}, {"literal": "A Committee"}],
    "publisher": "Press",
    "publisher-place": "Town",
    "issued": {"date-parts": [[1950]]},
    "URL": "https://example.org/a_b",
}


def test_a_citation_has_three_parts() -> None:
    assert citation_parts(BOOK, "pp. 7–9") == (
        "Writer, Ann; A Committee, A Book, Town: Press, 1950",
        ", pp. 7–9",
        ". https://example.org/a_b",
    )
    assert citation_parts(BOOK, "p. 7", "lv")[1:] == (", lpp. 7", ". https://example.org/a_b")
    assert citation_parts(BOOK, "note 3")[1] == ", note 3"
    assert citation_parts({"title": "T"}) == ("T", "", ".")


def test_a_work_is_named_briefly() -> None:
    assert short_text(BOOK) == "Writer and A Committee, A Book (1950)"
    assert short_text({"title": "A title so long that it does not go on the plate of a day"}) == (
        "A title so long that it does not go on the plate of a…"
    )


def test_an_entry_of_bibtex_keeps_institutions_and_addresses() -> None:
    assert bibtex_entry("book", BOOK).splitlines() == [
        "@book{book,",
        "    author = {Writer, Ann and {A Committee}},",
        "    title = {A Book},",
        "    publisher = {Press},",
        "    address = {Town},",
        "    year = {1950},",
        "    date = {1950},",
        "    url = {https://example.org/a_b}",
        "}",
    ]
