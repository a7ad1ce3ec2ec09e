"""Where readers write to who have found something wrong: a mail, or a form of the web that is filled in for them."""

from __future__ import annotations

import re

from baltic_map.errors import AtlasError
from baltic_map.quoting import shown

__all__ = ["REPORT_FIELDS", "parse_report"]

REPORT_FIELDS = ("title", "text", "id", "version")
"""What an address of the web may hold in braces; the page fills them in, percent-encoded."""

_MAIL = re.compile(r"mailto:(?:[\w.!#$&'*+/=^`{|}~-]+@[\w-]+(?:\.[\w-]+)*(?:,(?!$))?)*", re.ASCII)
_WEB = re.compile(
    r"https://[\w-]+(?:\.[\w-]+)*(?::\d{1,5})?(?:[/?](?:[\w.~!$&'()*+,;=:@/?#-]|%[0-9a-f]{2}|\{\w+\})*)?",
    re.ASCII | re.IGNORECASE,
)
_BRACE = re.compile(r"\{(\w+)\}")


def parse_report(text: str) -> str:
    """
    Read the address to which the cards of a page lead those who have found something wrong.

    Parameters
    ----------
    text
        ``mailto:`` with the addresses of mail, or with none: the reader then writes it. Or an address of the web that
        begins with ``https://`` and holds ``{title}``, ``{text}``, ``{id}`` or ``{version}`` where these belong.

    Returns
    -------
    address
        As it was given.

    Raises
    ------
    AtlasError
        If it is neither, or an address of the web has other words in braces, or none.
    """
    if _MAIL.fullmatch(text):
        return text
    if not _WEB.fullmatch(text):
        hint = "Write mailto:name@museum.example, or https://… with {title} and {text} where these belong"
        raise AtlasError("report", f"{shown(text)} is no address of mail, and none that begins with https://", hint)
    words = _BRACE.findall(text)
    strange = [each for each in words if each not in REPORT_FIELDS]
    if strange or not words:
        known = ", ".join(f"{{{each}}}" for each in REPORT_FIELDS)
        what = f"{{{strange[0]}}} is nothing that a card fills in" if strange else "it says nothing of what is wrong"
        raise AtlasError("report", what, f"Write some of {known} where they belong")
    return text
