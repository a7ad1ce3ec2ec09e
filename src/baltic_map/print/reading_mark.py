"""The mark of a reading that is nobody's fact: its words all over the map, so that a part of a picture says it too."""

from __future__ import annotations

from matplotlib.transforms import Affine2D

from baltic_map.print.canvas import Canvas, Group, translated
from baltic_map.print.shaped_text import shape_text
from baltic_map.print.typefaces import Face

__all__ = ["draw_mark"]

_FACE, _SIZE, _ANGLE, _OPACITY = Face("serif", "semibold", "italic"), 11.0, 24.0, 0.3
# From the end of the words to their next beginning, and from row to row, points.
_GAP, _ROW = 66.0, 48.0


def draw_mark(canvas: Canvas, words: str, color: str) -> Group:
    """
    Write a mark all over the map.

    Parameters
    ----------
    canvas
        Draws.
    words
        The mark.
    color
        Of the letters.

    Returns
    -------
    artist
        One group, which ends at the frame.
    """
    shaped = shape_text(words, _FACE, _SIZE)
    if shaped.missing:
        canvas.missing[words] = shaped.missing
    frame, turn = canvas.frame, Affine2D().rotate_deg(_ANGLE)
    middle = (frame.left + frame.right) / 2, (frame.bottom + frame.top) / 2
    # Turned about the middle, rows of this reach cover the frame.
    reach = (frame.width**2 + frame.height**2) ** 0.5 / 2
    artists = []
    for row in range(-int(reach / _ROW) - 1, int(reach / _ROW) + 2):
        step = shaped.width + _GAP
        x = -reach - step * (1 + row % 2 / 2)
        while x < reach:
            path = translated(translated(shaped.path, x, row * _ROW).transformed(turn), *middle)
            if path.intersects_bbox(canvas.bbox, filled=True):
                artists.append(canvas.shape(path, face=color, alpha=_OPACITY))
            x += step
    return Group(artists)
