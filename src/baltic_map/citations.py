"""Works as citations: text by CSL (citeproc-py), BibTeX (bibtexparser), RIS."""

from __future__ import annotations

import json
import math
import re
import warnings
from collections.abc import Iterable, Mapping
from functools import cache, cached_property
from importlib import resources
from pathlib import Path
from types import NoneType
from typing import Any, TypeAlias

from baltic_map.versions import version_of

__all__ = [
    "Styled",
    "bibtex_entry",
    "citation_parts",
    "read_styled",
    "reference",
    "ris_entry",
    "short_text",
    "styled",
    "styled_by",
    "use_styled",
    "without_nulls",
    "work_key",
]

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
# What RIS calls the types of CSL; all else is GEN.
_RIS_TYPES = {
    "article-journal": "JOUR",
    "article-magazine": "MGZN",
    "article-newspaper": "NEWS",
    "bill": "BILL",
    "book": "BOOK",
    "broadcast": "VIDEO",
    "chapter": "CHAP",
    "dataset": "DATA",
    "entry-encyclopedia": "ENCYC",
    "legislation": "STAT",
    "manuscript": "UNPB",
    "map": "MAP",
    "paper-conference": "CPAPER",
    "post": "BLOG",
    "post-weblog": "BLOG",
    "report": "RPRT",
    "review-book": "JOUR",
    "thesis": "THES",
    "webpage": "ELEC",
    "website": "ELEC",
}
_NAMES = ("author", "editor", "translator")
_TEXTS = (
    *("title", "container-title", "genre", "volume", "issue", "number", "publisher-place", "publisher", "archive"),
    "page",
)
_PARTS = ("family", "given", "non-dropping-particle", "dropping-particle", "suffix")

# Letters of a work that is named briefly.
_LONGEST_NAMES, _LONGEST_TITLE = 60, 54

# Locators as the layers write them, and the term of CSL for each, in the singular or the plural.
_LOCATOR = re.compile(r"\b(pp?\.|notes?|vol\.|docs?\.|arts?\.|tel\.|and)(?= [0-9IVXLC])")
_TERMS = {
    "p.": ("page", "short", 0),
    "pp.": ("page", "short", 1),
    "vol.": ("volume", "short", 0),
    "doc.": ("document", "short", 0),
    "docs.": ("document", "short", 1),
    "art.": ("article-locator", "short", 0),
    "arts.": ("article-locator", "short", 1),
    "tel.": ("telegram", "short", 0),
    "note": ("note", "long", 0),
    "notes": ("note", "long", 1),
    "et-al": ("et-al", "short", 0),
    "and": ("and", "short", 0),
}
_CSL = Path(__file__).with_name("citation.csl")


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
    style = _Style.of(lang)
    head, access = style.render(work)
    place = _LOCATOR.sub(lambda found: style.term(found[1]), locator)
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
    et_al, joint = map(_Style.of(lang).term, ("et-al", "and"))
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

    kind, fields = _bibtex_fields(work)
    database = BibDatabase()
    database.entries = [{"ENTRYTYPE": kind, "ID": key, **fields}]
    writer = BibTexWriter()
    writer.indent, writer.display_order = "    ", list(fields)
    return str(writer.write(database)).strip()


def _bibtex_fields(work: Mapping[str, Any]) -> tuple[str, dict[str, str]]:
    """Give the type of a work's entry, and its fields."""
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
    return kind, fields


def ris_entry(key: str, work: Mapping[str, Any]) -> str:
    """
    Write a work as a record of RIS.

    Parameters
    ----------
    key
        Its citation key.
    work
        A CSL-JSON item.

    Returns
    -------
    record
        Several lines, UTF-8, without a final newline. What RIS has no tag for is left out.

    References
    ----------
    RIS Format Specifications, Research Information Systems, 2011: the tags that Zotero, EndNote and Mendeley read.
    """
    kind, texts = _ris_lines(work)
    return "\n".join([f"TY  - {kind}", *(f"{tag}  - {text}" for tag, text in texts), f"ID  - {key}", "ER  - "])


def _ris_lines(work: Mapping[str, Any]) -> tuple[str, list[tuple[str, str]]]:
    """Give the type of a work's record, and its tags with what they say."""
    people = {role: [_ris_person(name) for name in _people(work, role)] for role in _NAMES}
    first, _, last = str(work.get("page") or "").replace("–", "-").partition("-")
    texts: list[tuple[str, Any]] = [
        *(("AU", name) for name in people["author"]),
        *(("A2", name) for name in people["editor"]),
        *(("A4", name) for name in people["translator"]),
        ("TI", work["title"]),
        ("T2", work.get("container-title")),
        ("T3", work.get("collection-title")),
        ("M3", work.get("genre")),
        ("ET", work.get("edition")),
        ("VL", work.get("volume")),
        ("IS", work.get("issue") or work.get("number")),
        ("SP", first or work.get("number-of-pages")),
        ("EP", last),
        ("PB", work.get("publisher")),
        ("CY", work.get("publisher-place")),
        ("PY", _year(work)[:4] if _day(work.get("issued")) else ""),
        ("DA", _ris_day(work.get("issued")) or _issued(work)),
        ("LA", work.get("language")),
        ("SN", work.get("ISBN") or work.get("ISSN")),
        ("DO", work.get("DOI")),
        ("UR", work.get("URL")),
        ("Y2", _ris_day(work.get("accessed"))),
        ("N1", work.get("note")),
    ]
    return _RIS_TYPES.get(str(work.get("type")), "GEN"), [(tag, str(text)) for tag, text in texts if text]


def reference(key: str, work: Mapping[str, Any]) -> str:
    """
    Write a work in few bytes, for a page that gives it out as RIS and as BibTeX.

    Parameters
    ----------
    key
        Its citation key.
    work
        A CSL-JSON item.

    Returns
    -------
    lines
        A tag of RIS, a field of BibTeX and what both say, with tabs between them; tag or field is empty where the other
        has no such thing or says it otherwise. The first line has the two types and the key. Notes on how the work was
        read are left out.
    """
    plain = {name: value for name, value in work.items() if name != "note"}
    ris_type, texts = _ris_lines(plain)
    kind, fields = _bibtex_fields(plain)
    lines = [(ris_type, kind, key)]
    for tag, text in texts:
        name = next((name for name, value in fields.items() if value == text), "")
        fields.pop(name, None)
        lines.append((tag, name, text))
    lines += [("", name, text) for name, text in fields.items()]
    return "\n".join("\t".join(line) for line in lines)


def _ris_person(name: Mapping[str, str]) -> str:
    """Write a name as RIS has it: family, given, suffix."""
    if "literal" in name:
        return name["literal"]
    family = f"{name.get('non-dropping-particle', '')} {name['family']}".strip()
    given = f"{name.get('given', '')} {name.get('dropping-particle', '')}".strip()
    return ", ".join(part for part in (family, given, name.get("suffix")) if part)


def _ris_day(date: Mapping[str, Any] | None) -> str:
    """Write the first day of a date as far as it is known, ``YYYY/MM/DD``."""
    return _day(date).partition("–")[0].replace("-", "/")


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


Styled: TypeAlias = tuple[dict[str, str], list[tuple[str, str]]]
"""The terms of a style, and works without their addresses, with their days of access."""


class _Style:
    """The style of `citation.csl` in one language; what it says of terms and works it says once."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self.terms: dict[str, str] = {}
        self.works: dict[str, tuple[str, str]] = {}

    @staticmethod
    @cache
    def of(lang: str) -> _Style:
        """Give the style of a language, made once."""
        return _Style(lang)

    @cached_property
    def _style(self) -> Any:
        from citeproc import CitationStylesStyle  # noqa: PLC0415 - half a page's worth of imports

        return CitationStylesStyle(str(_CSL), locale=_locale(self._lang), validate=False)

    def term(self, text: str) -> str:
        """Give a term of the locale."""
        if text not in self.terms:
            name, form, number = _TERMS[text]
            term = self._style.root.get_term(name, form=form)
            term = self._style.root.get_term(name) if term is None else term
            if term is None:
                # The locales of CSL have no telegrams: a language without its own terms has those of English.
                self.terms[text] = _Style.of("en").term(text)
            else:
                texts = [part.text for part in term] or [term.text]
                self.terms[text] = str(texts[min(number, len(texts) - 1)])
        return self.terms[text]

    def render(self, work: Mapping[str, Any]) -> tuple[str, str]:
        """Write a work without its address, and the day of access."""
        known = work_key(work)
        if known not in self.works:
            self.works[known] = self._render(work)
        return self.works[known]

    def _render(self, work: Mapping[str, Any]) -> tuple[str, str]:
        from citeproc import Citation, CitationItem, CitationStylesBibliography, formatter  # noqa: PLC0415
        from citeproc.source.json import CiteProcJSON  # noqa: PLC0415

        with warnings.catch_warnings():
            # Of variables and types that it does not know; the style does not use them.
            warnings.simplefilter("ignore")
            bibliography = CitationStylesBibliography(self._style, CiteProcJSON([_item(work)]), formatter.plain)
            citation = Citation([CitationItem("work")])
            bibliography.register(citation)
            head = str(bibliography.cite(citation, _ignore))
            access = "".join(map(str, bibliography.bibliography())) if _day(work.get("accessed")) else ""
        return head, access


def work_key(work: Mapping[str, Any]) -> str:
    """Give all that is written of a work: what it is known by, wherever it stands."""
    return repr(work)


def styled(works: Iterable[Mapping[str, Any]], lang: str) -> Styled:
    """
    Tell all that the style says of some works in a language.

    Parameters
    ----------
    works
        CSL-JSON items.
    lang
        Language of the words around them.

    Returns
    -------
    told
        For `use_styled`, in another process too.
    """
    style = _Style.of(lang)
    return {text: style.term(text) for text in _TERMS}, [style.render(work) for work in works]


def styled_by() -> tuple[str | Path, ...]:
    """Name the code by which works are styled."""
    return version_of("citeproc-py"), Path(__file__), _CSL


def read_styled(text: str) -> Styled:
    """Read what `styled` told; ValueError or the like if it is something else."""
    terms, works = json.loads(text)
    return {str(key): str(term) for key, term in terms.items()}, [(str(head), str(access)) for head, access in works]


def use_styled(told: Styled, keys: Iterable[str], lang: str) -> None:
    """Use from now on what was told of the works with these keys (`work_key`)."""
    style = _Style.of(lang)
    style.terms |= told[0]
    style.works |= dict(zip(keys, told[1], strict=False))


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
    if isinstance(work, str):
        # Most texts have none of these.
        return (work if work.isprintable() and "  " not in work else _BREAKS.sub(" ", work)).strip(" ")
    if isinstance(work, (list, tuple)):
        return [kept for each in work if not _is_nothing(kept := without_nulls(each))]
    # To ask for a dictionary or a number takes a tenth of what it takes to ask for whatever maps.
    if isinstance(work, dict) or (not isinstance(work, (int, float, NoneType)) and isinstance(work, Mapping)):
        told = ((key, without_nulls(value)) for key, value in work.items())
        return {key: kept for key, kept in told if (kept and type(kept) is str) or not _is_nothing(kept)}
    return work


def _is_nothing(value: Any) -> bool:
    if not value:
        return value in (None, "", [], {})
    return isinstance(value, float) and not math.isfinite(value)
