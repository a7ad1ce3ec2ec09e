"""Works as citations: text by CSL (citeproc-py), BibTeX (pybtex)."""

from __future__ import annotations

import io
import json
import re
import warnings
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

__all__ = ["bibtex_entry", "citation_parts", "short_text", "without_nulls"]

# What a title must not do to a BibTeX file, and how LaTeX writes it. Braces are counted there even when escaped.
_LATEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{sign: f"\\{sign}" for sign in "&%#_$"},
    }
)
# An address is written as it is; these three it may only hold percent-encoded (RFC 3986).
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", '"': "%22", "\\": "%5C"})

_ENTRY_TYPES = {
    "book": "book",
    "chapter": "incollection",
    "entry-encyclopedia": "incollection",
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "report": "techreport",
    "thesis": "phdthesis",
}
_CONTAINERS = {"article": "journal", "incollection": "booktitle"}
_PUBLISHERS = {"techreport": "institution", "phdthesis": "school"}
_NAMES = ("author", "editor", "translator")
_TEXTS = (
    *("title", "container-title", "genre", "volume", "issue", "number", "publisher-place", "publisher", "archive"),
    "page",
)
_PARTS = ("family", "given", "literal")

# Letters of a work that is named briefly.
_LONGEST_NAMES, _LONGEST_TITLE = 60, 54

# Locators as the layers write them, and the term of CSL for each, in the singular or the plural.
_LOCATOR = re.compile(r"(pp?\.|notes?|vol\.) (?=[0-9IVXLC])")
_TERMS = {
    "p.": ("page", "short", 0),
    "pp.": ("page", "short", 1),
    "vol.": ("volume", "short", 0),
    "note": ("note", "long", 0),
    "notes": ("note", "long", 1),
}


def citation_parts(work: Mapping[str, Any], locator: str = "", lang: str = "en") -> tuple[str, str, str]:
    """
    Write a citation in three parts: what they have in common with other citations is written once in a page.

    Parameters
    ----------
    work
        A CSL-JSON item.
    locator
        Page, document, note or section; empty if the work as a whole is meant.
    lang
        Language of the words around the work ("vol.", "trans. by"); its names and titles stay as they are.

    Returns
    -------
    work, locator, address
        Names, title, container, editor and translator, volume, number, place: publisher, day, pages; the locator; the
        address and the day of access: what the work has of these. Put together they are one line of plain text.

    References
    ----------
    Citation Style Language 1.0.2; the terms are those of its locales.
    """
    head, access, terms = _Style.of(lang).render(work)
    place = _LOCATOR.sub(lambda found: f"{terms[found[1]]} ", locator)
    tail = " ".join(part for part in ("", work.get("URL"), f"({access})" if access else "") if part is not None)
    return head, f", {place}" if place else "", f".{tail.rstrip()}"


def short_text(work: Mapping[str, Any], lang: str = "en") -> str:
    """
    Name a work briefly: who, what, when.

    Parameters
    ----------
    work
        A CSL-JSON item.
    lang
        Language of "and" and "et al.".

    Returns
    -------
    text
        One line without a full stop; what is long ends at a word, with an ellipsis.
    """
    people = [str(each.get("literal") or each.get("family")) for each in work.get("author") or work.get("editor") or ()]
    many = 2
    et_al, joint = _Style.of(lang).words("et-al", "and")
    who = _cut(f" {joint} ".join(people) if len(people) <= many else f"{people[0]} {et_al}", _LONGEST_NAMES)
    title = _cut(str(work["title"]), _LONGEST_TITLE)
    year = _issued(work)[:4]
    return ", ".join(part for part in (who, title) if part) + (f" ({year})" if year else "")


def _cut(text: str, longest: int) -> str:
    """Cut a text after a word; what was left out is told by an ellipsis."""
    return text if len(text) <= longest else text[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.–-") + "…"


def bibtex_entry(key: str, work: Mapping[str, Any]) -> str:
    """
    Write a work as a BibTeX entry.

    Parameters
    ----------
    key
        Its citation key.
    work
        A CSL-JSON item.

    Returns
    -------
    entry
        Several lines, UTF-8, without a final newline. Institutions are one name, the address is as it is; ``date``,
        ``urldate``, ``translator``, ``language`` and ``annotation`` are those of biblatex, which BibTeX passes over.
    """
    from pybtex.database import BibliographyData, Entry, Person  # noqa: PLC0415 - only who exports needs it
    from pybtex.database.output.bibtex import Writer  # noqa: PLC0415

    class Plain(Writer):  # type: ignore[misc]
        """Write what it is given: pybtex would escape addresses, and leave braces and backslashes as they are."""

        def _encode(self, text: str) -> str:
            return text

    kind = _ENTRY_TYPES.get(str(work.get("type")), "misc")
    issued = _issued(work)
    texts = {
        "title": work["title"],
        _CONTAINERS.get(kind, "howpublished"): work.get("container-title"),
        "volume": work.get("volume"),
        "number": work.get("issue") or work.get("number"),
        _PUBLISHERS.get(kind, "publisher"): work.get("publisher"),
        "address": work.get("publisher-place"),
        "year": issued[:4],
        "date": issued,
        "pages": work.get("page"),
        "type": work.get("genre"),
        "library": work.get("archive"),
        "language": work.get("language"),
        "isbn": work.get("ISBN"),
        "urldate": _day(work.get("accessed")),
        "annotation": work.get("note"),
    }
    fields = {name: _latex(str(text)) for name, text in texts.items() if text}
    if work.get("URL"):
        fields["url"] = str(work["URL"]).translate(_ADDRESS)
    people = {role: [_person(Person, name) for name in work[role]] for role in _NAMES if work.get(role)}
    entry = Entry(kind, fields=list(fields.items()), persons=people)
    buffer = io.StringIO()
    Plain().write_stream(BibliographyData({key: entry}), buffer)
    return buffer.getvalue().strip()


def _latex(text: str) -> str:
    return " ".join(text.split()).translate(_LATEX)


def _person(make: Any, name: Mapping[str, Any]) -> Any:
    if name.get("literal"):
        # Braces keep an institution whole: "of State" is no particle of a family's name.
        return make(last=f"{{{_latex(str(name['literal']))}}}")
    family, given = (_latex(str(name.get(part) or "")) for part in ("family", "given"))
    return make(last=f"{{{family}}}" if " " in family else family, first=given)


def _day(date: Mapping[str, Any] | None) -> str:
    """Write a date of CSL-JSON as far as it is known, ``YYYY-MM-DD``."""
    parts = ((date or {}).get("date-parts") or [[]])[0]
    return "-".join(str(part) if place == 0 else f"{int(part):02}" for place, part in enumerate(parts))


def _issued(work: Mapping[str, Any]) -> str:
    issued = work.get("issued") or {}
    return _day(issued) or str(issued.get("raw") or issued.get("literal") or "")


class _Style:
    """The style of `citation.csl` in one language."""

    def __init__(self, lang: str) -> None:
        from citeproc import CitationStylesStyle  # noqa: PLC0415 - half a page's worth of imports

        path = str(resources.files("baltic_map") / "citation.csl")
        self._style = CitationStylesStyle(path, locale=_locale(lang), validate=False)
        self._known: dict[str, tuple[str, str]] = {}
        self._terms = {text: self._term(*term) for text, term in _TERMS.items()}

    @staticmethod
    @cache
    def of(lang: str) -> _Style:
        """Give the style of a language, made once."""
        return _Style(lang)

    def words(self, *terms: str) -> tuple[str, ...]:
        """Give terms of the locale."""
        return tuple(self._term(term) for term in terms)

    def _term(self, name: str, form: str = "short", number: int = 0) -> str:
        term = self._style.root.get_term(name, form=form)
        term = self._style.root.get_term(name) if term is None else term
        texts = [part.text for part in term] or [term.text]
        return str(texts[min(number, len(texts) - 1)])

    def render(self, work: Mapping[str, Any]) -> tuple[str, str, Mapping[str, str]]:
        """Write a work without its address, and the day of access; give the terms of locators too."""
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        known = json.dumps(work, sort_keys=True, ensure_ascii=False)
        if known not in self._known:
            with warnings.catch_warnings():
                # Of variables and types that it does not know; the style does not use them.
                warnings.simplefilter("ignore")
                bibliography = CitationStylesBibliography(self._style, CiteProcJSON([_item(work)]), formatter.plain)
                citation = Citation([CitationItem("work")])
                bibliography.register(citation)
                head = str(bibliography.cite(citation, _ignore))
                access = "".join(map(str, bibliography.bibliography())) if _day(work.get("accessed")) else ""
            self._known[known] = head, access
        return *self._known[known], self._terms


def _ignore(item: object) -> None:
    """Hear of a work that the bibliography has not; there is none."""


def _item(work: Mapping[str, Any]) -> dict[str, Any]:
    """Give what the style reads of a work, in the types that citeproc-py expects."""
    item: dict[str, Any] = {"id": "work", "type": str(work.get("type") or "document")}
    item |= {name: str(work[name]) for name in _TEXTS if work.get(name)}
    for role in _NAMES:
        if work.get(role):
            item[role] = [{part: str(name[part]) for part in _PARTS if name.get(part)} for name in work[role]]
    for name in ("issued", "accessed"):
        date = work.get(name) or {}
        literal = date.get("raw") or date.get("literal")
        if _day(date):
            item[name] = {"date-parts": [date["date-parts"][0]]}
        elif literal:
            item[name] = {"literal": str(literal)}
    return item


@cache
def _locale(lang: str) -> str:
    """Choose the locale of CSL for a language; English where it has none."""
    folder = resources.files("citeproc") / "data" / "locales"
    dialects: dict[str, str] = json.loads((folder / "locales.json").read_text(encoding="utf-8"))["primary-dialects"]
    return "en-GB" if lang == "en" else dialects.get(lang, "en-GB")


def without_nulls(work: Any) -> Any:
    """Drop what a work says nothing in: ``null``, empty texts, empty lists."""
    if isinstance(work, Mapping):
        return {key: kept for key, value in work.items() if (kept := without_nulls(value)) not in (None, "", [], {})}
    if isinstance(work, (list, tuple)):
        return [kept for each in work if (kept := without_nulls(each)) not in (None, "", [], {})]
    return work
