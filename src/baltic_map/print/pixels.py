"""The pixels of a sheet: what is as it was when something was drawn last is not drawn again."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np
from matplotlib.backends.backend_agg import RendererAgg

from baltic_map.print.canvas import Canvas, Drawn
from baltic_map.print.sheet import POINTS_PER_INCH, Box, to_path

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["Pixels"]

# The side of the squares of which each is drawn anew or not, pixels; if these are a greater share of all, all are.
_SIDE, _MUCH = 32, 0.6


class Pixels:
    """
    Draws in pixels.

    Parameters
    ----------
    canvas
        How many pixels there are to the inch, and the colour of the sheet.
    width, height
        Size of the sheet, points.
    """

    def __init__(self, canvas: Canvas, width: float, height: float) -> None:
        self._canvas, self._unit = canvas, canvas.dpi / POINTS_PER_INCH
        self._size = width, height
        self._under: NDArray[np.uint8] | None = None
        self._drawn: list[Drawn] = []
        self._places: dict[Drawn, tuple[slice, slice]] = {}

    def _renderer(self) -> tuple[Any, NDArray[np.uint8]]:
        width, height = (each * self._unit for each in self._size)
        agg = RendererAgg(width, height, self._canvas.dpi)  # type: ignore[no-untyped-call]
        return agg, np.asarray(agg.buffer_rgba())  # type: ignore[no-untyped-call]

    @cached_property
    def _main(self) -> tuple[Any, NDArray[np.uint8]]:
        return self._renderer()

    @cached_property
    def _spare(self) -> tuple[Any, NDArray[np.uint8]]:
        return self._renderer()

    def paint(self, things: Iterable[Drawn], under: NDArray[np.uint8] | None = None) -> NDArray[np.uint8]:
        """
        Draw things.

        Parameters
        ----------
        things
            From below upwards.
        under
            The picture that they are drawn on; the empty sheet if it is left out.

        Returns
        -------
        pixels
            Rows of red, green, blue and opacity: the same for the same things, whatever was drawn before. They are
            painted over by the next.
        """
        (agg, pixels), things = self._main, list(things)
        squares = None if under is None or under is not self._under else self._changed(things)
        if squares is not None and under is not None:
            self._repaint(things, under, squares)
        elif under is None:
            agg.clear()
            sheet = to_path(Box(0.0, 0.0, *self._size).shape)
            things = [self._canvas.shape(sheet, face=self._canvas.background, inside=False), *things]
        else:
            pixels[:] = under
        if squares is None:
            for each in things:
                each.draw(agg)
        self._under, self._drawn = under, things
        self._places = {each: self._places[each] for each in things if each in self._places}
        return pixels

    def _changed(self, things: list[Drawn]) -> NDArray[np.bool_] | None:
        """Give the squares in which something is new or gone; nothing if these are too many."""
        kept = {*things} & {*self._drawn}
        if [each for each in things if each in kept] != [each for each in self._drawn if each in kept]:
            return None
        rows, columns, _ = self._main[1].shape
        squares = np.zeros((math.ceil(rows / _SIDE), math.ceil(columns / _SIDE)), dtype=bool)
        for each in (*things, *self._drawn):
            if each not in kept:
                squares[self._squares(each)] = True
        return squares if squares.mean() <= _MUCH else None

    def _squares(self, thing: Drawn) -> tuple[slice, slice]:
        """Give the rows and columns of the squares that a thing may touch."""
        if thing not in self._places:
            self._places[thing] = self._touched(thing)
        return self._places[thing]

    def _touched(self, thing: Drawn) -> tuple[slice, slice]:
        if thing.reach is None:
            return slice(0), slice(0)
        # With the pixels that its edge touches.
        reach, unit, high = thing.reach.grown(2 / self._unit), self._unit, len(self._main[1])
        edges = high - reach.top * unit, high - reach.bottom * unit, reach.left * unit, reach.right * unit
        top, bottom, left, right = (max(int(each), 0) // _SIDE for each in edges)
        return slice(top, bottom + 1), slice(left, right + 1)

    def _repaint(self, things: list[Drawn], under: NDArray[np.uint8], squares: NDArray[np.bool_]) -> None:
        """Draw on another sheet all that touches some squares, and take the squares from there."""
        (agg, spare), pixels, places = self._spare, self._main[1], [*_runs(squares)]
        for place in places:
            spare[place] = under[place]
        for each in things if places else ():
            if squares[self._squares(each)].any():
                each.draw(agg)
        for place in places:
            pixels[place] = spare[place]


def _runs(squares: NDArray[np.bool_]) -> Iterator[tuple[slice, slice]]:
    """Give the pixels of squares, rows of neighbours as one."""
    steps = np.diff(squares.astype(np.int8), axis=1, prepend=0, append=0)
    for (row, start), (_, stop) in zip(np.argwhere(steps > 0), np.argwhere(steps < 0), strict=True):
        yield slice(row * _SIDE, (row + 1) * _SIDE), slice(start * _SIDE, stop * _SIDE)
