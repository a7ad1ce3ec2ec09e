"""Markup that is written as text: every text of an atlas is escaped on its way into it."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from baltic_map.text import Text

__all__ = ["addressed", "escaped", "light_page", "marked"]

# A date in figures, or as one of the languages writes it; `elements.js` has the same.
_DATE = re.compile(
    r"\d{4}-\d\d-\d\d(?![\w-])|\d[\d.–]* [^\W\d_]{3,} \d{4}|"
    r"\d{4}(?: m|\. gad)\S (?:\d+\. )?[^\W\d_]{3,}(?: \d+)?"
)


# With brackets in pairs, and without the full stop of the sentence.
_ADDRESS = re.compile(r"https?://(?:[^\s<>()]|\([^\s<>()]*\))*(?:[^\s<>().,;]|\([^\s<>()]*\))")


@lru_cache(maxsize=4096)
def escaped(text: str) -> str:
    """Escape a text that stands between tags, each date of it in an element that is not broken over lines."""
    return _DATE.sub(r'<span class="unbroken">\g<0></span>', html.escape(text, quote=False))


def marked(text: Text, lang: str) -> str:
    """Escape a text; one that is in another language than its page says in which."""
    written = escaped(text.value)
    return f'<span lang="{text.lang}">{written}</span>' if text.value and text.lang != lang else written


def addressed(text: str) -> str:
    """Write a text with its addresses as links."""
    parts, end = [], 0
    for found in _ADDRESS.finditer(text):
        shown = html.escape(found[0])
        parts += [escaped(text[end : found.start()]), f'<a href="{shown}">{shown}</a>']
        end = found.end()
    return "".join([*parts, escaped(text[end:])])


def light_page(lang: str, title: str, description: str, policy: str, *, head: str, body: str) -> str:
    """
    Write a page that loads what it shares with others from files beside it.

    Parameters
    ----------
    lang, title, description
        Its language, and texts that are escaped here.
    policy
        Its content security policy.
    head, body
        Markup; of the head what stands behind the description.

    Returns
    -------
    page
        HTML.
    """
    return (
        f'<!DOCTYPE html>\n<html lang="{lang}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'<link rel="icon" href="data:,">\n<title>{html.escape(title, quote=False)}</title>\n'
        f'<meta name="description" content="{html.escape(description)}">\n{head}'
        f"</head>\n<body>\n{body}\n</body>\n</html>\n"
    )
