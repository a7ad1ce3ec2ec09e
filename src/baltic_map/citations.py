"""Works as citations: text by CSL (citeproc-py), BibTeX (bibtexparser)."""

from __future__ import annotations

import json
import math
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
# An address is written as it is; these it may only hold percent-encoded (RFC 3986).
_ADDRESS = str.maketrans({"{": "%7B", "}": "%7D", '"': "%22", "\\": "%5C", " ": "%20"})
# What parts a line: control characters, line and paragraph separators.
_BREAKS = re.compile(r"[ \x00-\x1f\x7f-\x9f\u2028\u2029]+")

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
_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")

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
    people = [each.get("literal") or each["family"] for each in _people(work, "author") or _people(work, "editor")]
    many = 2
    et_al, joint = _Style.of(lang).messages("et-al", "and")
    who = _cut(f" {joint} ".join(people) if len(people) <= many else f"{people[0]} {et_al}", _LONGEST_NAMES)
    title = _cut(str(work["title"]), _LONGEST_TITLE)
    year = _year(work)
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
    from bibtexparser.bibdatabase import BibDatabase  # noqa: PLC0415 - only who exports needs it
    from bibtexparser.bwriter import BibTexWriter  # noqa: PLC0415

    kind = _ENTRY_TYPES.get(str(work.get("type")), "misc")
    issued = _issued(work)
    people = {role: [_person(name) for name in names] for role in _NAMES if (names := _people(work, role))}
    texts = {
        "title": work["title"],
        _CONTAINERS.get(kind, "howpublished"): work.get("container-title"),
        "series": work.get("collection-title"),
        "edition": work.get("edition"),
        "volume": work.get("volume"),
        "number": work.get("issue") or work.get("number"),
        _PUBLISHERS.get(kind, "publisher"): work.get("publisher"),
        "address": work.get("publisher-place"),
        "year": _year(work),
        "date": issued.replace("–", "/") if _day(work.get("issued")) else "",
        "pages": work.get("page"),
        "pagetotal": work.get("number-of-pages"),
        "type": work.get("genre"),
        "library": work.get("archive"),
        "language": work.get("language"),
        "isbn": work.get("ISBN"),
        "urldate": _day(work.get("accessed")),
        "annotation": work.get("note"),
    }
    fields = {role: " and ".join(names) for role, names in people.items()}
    fields |= {name: _latex(str(text)) for name, text in texts.items() if text}
    for name, address in (("doi", work.get("DOI")), ("url", work.get("URL"))):
        if address:
            fields[name] = str(address).translate(_ADDRESS)
    database = BibDatabase()
    database.entries = [{"ENTRYTYPE": kind, "ID": key, **fields}]
    writer = BibTexWriter()
    writer.indent, writer.display_order = "    ", list(fields)
    return str(writer.write(database)).strip()


def _latex(text: str) -> str:
    return text.translate(_LATEX)


def _people(work: Mapping[str, Any], role: str) -> list[dict[str, str]]:
    """List the names of a role: either ``literal`` alone, or parts with ``family`` among them."""
    people = []
    for name in work.get(role) or ():
        if name.get("literal"):
            people.append({"literal": str(name["literal"])})
            continue
        parts = {part: str(name[part]) for part in _PARTS if name.get(part)}
        if "family" not in parts and "given" in parts:
            # One who has a single name.
            parts["family"] = parts.pop("given")
        if "family" in parts:
            people.append(parts)
    return people


def _person(name: Mapping[str, str]) -> str:
    """Write a name as BibTeX has it: particle and family, suffix, given."""
    if "literal" in name:
        # Braces keep an institution whole: "of State" is no particle of a family's name.
        return f"{{{_latex(name['literal'])}}}"
    family, given, prelast, particle, lineage = (_name_part(name.get(part, "")) for part in _PARTS)
    if " " in family and not family.startswith("{"):
        family = f"{{{family}}}"
    first = f"{given} {particle}".strip()
    return ", ".join(part for part in (f"{prelast} {family}".strip(), lineage, first) if part)


def _name_part(text: str) -> str:
    """Write a part of a name, in braces where BibTeX would part it."""
    written = _latex(text)
    return f"{{{written}}}" if "," in text or "and" in text.lower().split() else written


def _day(date: Mapping[str, Any] | None) -> str:
    """Write a date of CSL-JSON as far as it is known, ``YYYY-MM-DD``, and its end if it has one."""
    return "–".join(
        "-".join(f"{int(part):0{width}}" for part, width in zip(day, (4, 2, 2), strict=False))
        for day in (date or {}).get("date-parts") or ()
    )


def _issued(work: Mapping[str, Any]) -> str:
    issued = work.get("issued") or {}
    return _day(issued) or str(issued.get("raw") or issued.get("literal") or "")


def _year(work: Mapping[str, Any]) -> str:
    """Give the year of a work, or its years, or what it says instead."""
    days = (work.get("issued") or {}).get("date-parts") or ()
    return "–".join(dict.fromkeys(f"{int(day[0]):04}" for day in days if day)) or _issued(work)


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

    def messages(self, *terms: str) -> tuple[str, ...]:
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
        if people := _people(work, role):
            item[role] = people
    for name, day in (("issued", _issued(work)), ("accessed", _day(work.get("accessed")))):
        if day:
            item[name] = {"literal": day}
    return item


@cache
def _locale(lang: str) -> str:
    """Choose the locale of CSL for a language; English where it has none."""
    folder = resources.files("citeproc") / "data" / "locales"
    dialects: dict[str, str] = json.loads((folder / "locales.json").read_text(encoding="utf-8"))["primary-dialects"]
    return "en-GB" if lang == "en" else dialects.get(lang, "en-GB")


def without_nulls(work: Any) -> Any:
    """Drop what a work says nothing in (``null``, no number, empty texts and lists), and set its texts in one line."""
    if isinstance(work, Mapping):
        return {key: kept for key, value in work.items() if not _is_nothing(kept := without_nulls(value))}
    if isinstance(work, (list, tuple)):
        return [kept for each in work if not _is_nothing(kept := without_nulls(each))]
    return _BREAKS.sub(" ", work).strip(" ") if isinstance(work, str) else work


def _is_nothing(value: Any) -> bool:
    return value in (None, "", [], {}) or (isinstance(value, float) and not math.isfinite(value))
