"""A work as a citation: three parts, a short name, an entry of BibTeX."""

from __future__ import annotations

from baltic_map.citations import bibtex_entry, citation_parts, reference, ris_entry, short_text

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
    assert [citation_parts(BOOK, place, "ru")[1] for place in ("p. 7", "pp. 7–9")] == [", с. 7", ", с. 7–9"]
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


PAPER = {
    "type": "article-journal",
    "title": "100 % & more",
    "author": [{"family": "Sand", "given": "Jo", "non-dropping-particle": "van", "suffix": "Jr."}],
    "editor": [{"literal": "An Institute"}],
    "container-title": "A Journal",
    "volume": 3,
    "issue": "2",
    "page": "7–9",
    "issued": {"date-parts": [[1950, 2, 3], [1950, 2, 5]]},
    "accessed": {"date-parts": [[2026, 1, 2]]},
    "note": "Read there.",
}


def test_a_record_of_ris() -> None:
    assert ris_entry("paper", PAPER).splitlines() == [
        "TY  - JOUR",
        "AU  - van Sand, Jo, Jr.",
        "A2  - An Institute",
        "TI  - 100 % & more",
        "T2  - A Journal",
        "VL  - 3",
        "IS  - 2",
        "SP  - 7",
        "EP  - 9",
        "PY  - 1950",
        "DA  - 1950/02/03",
        "Y2  - 2026/01/02",
        "N1  - Read there.",
        "ID  - paper",
        "ER  - ",
    ]
    assert ris_entry("x", {"title": "T", "type": "treaty"}).splitlines() == [
        "TY  - GEN",
        "TI  - T",
        "ID  - x",
        "ER  - ",
    ]


def test_a_reference_is_both_in_one() -> None:
    for key, work in (("book", BOOK), ("paper", PAPER)):
        (ris_type, kind, own), *lines = (line.split("\t") for line in reference(key, work).split("\n"))
        assert own == key
        without = {name: value for name, value in work.items() if name != "note"}
        ris = [f"{tag}  - {text}" for tag, _, text in lines if tag]
        assert [f"TY  - {ris_type}", *ris, f"ID  - {key}", "ER  - "] == ris_entry(key, without).splitlines()
        entry = bibtex_entry(key, without).splitlines()
        assert entry[0] == f"@{kind}{{{key},"
        assert sorted(f"    {field} = {{{text}}}" for _, field, text in lines if field) == sorted(
            line.removesuffix(",") for line in entry[1:-1]
        )
