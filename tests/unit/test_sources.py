"""The bibliography and its citations."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

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


def test_bibtex_escapes_and_csl_is_json() -> None:
    works = Bibliography([BOOK])
    assert works.bibtex("writer-1950").splitlines()[:3] == [
        "@book{writer-1950,",
        "  author = {Writer, Ann and A Committee},",
        r"  title = {War \& \{Peace\}},",
    ]
    assert json.loads(works.csl("writer-1950")) == BOOK


def test_an_unknown_work_is_named() -> None:
    with pytest.raises(UnknownNameError, match="source nobody: it is not in the bibliography"):
        Bibliography([BOOK]).text("nobody, p. 1")


@pytest.mark.parametrize(
    ("content", "messages"),
    [
        ([BOOK, BOOK], ["sources.json#writer-1950: the id stands twice"]),
        ([{"id": "x"}], ["sources.json#x: title: field required"]),
        ([{"title": "T"}, 5], ["item 1: id: field required", "item 2: the item: "]),
        ([{"id": "Bad Id", "title": "T"}], ["sources.json#Bad Id: id: string should match"]),
        ([{"id": "x", "title": "T", "author": "Ann"}], ["sources.json#x: author: input should be"]),
        ({}, ["sources.json: not a list"]),
        ("{", ["sources.json: not JSON"]),
        (None, ["sources.json: the file is missing"]),
    ],
)
def test_every_fault_is_named(tmp_path: Path, content: object, messages: list[str]) -> None:
    path = tmp_path / "sources.json"
    if content is not None:
        path.write_text(content if isinstance(content, str) else json.dumps(content))
    _, faults = read_bibliography(path)
    assert len(faults) == len(messages)
    for fault, message in zip(faults, messages, strict=True):
        assert message in str(fault)
