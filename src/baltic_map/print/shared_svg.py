"""SVG of plates for one document: what several of them show is stored once."""

from __future__ import annotations

import re

__all__ = ["shareable"]

# A thing of the plate as Matplotlib writes it: groups in the group of the figure, indented by two.
_THING = re.compile(r"^  <g id=.*?^  </g>$", re.MULTILINE | re.DOTALL)

# Letters: for less it does not pay.
_LEAST = 20_000


def shareable(svg: str) -> str:
    """
    Mark the larger things of a plate as pictures of their own.

    In a PDF each becomes an object, and objects that are the same (the sea, the land, states that have not changed) are
    stored once.

    Parameters
    ----------
    svg
        As Matplotlib writes it.

    Returns
    -------
    svg
        It looks the same.
    """
    return _THING.sub(lambda found: _apart(found[0]), svg)


def _apart(thing: str) -> str:
    return f'<g style="isolation:isolate">\n{thing}\n</g>' if len(thing) >= _LEAST else thing
