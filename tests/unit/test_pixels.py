"""What has not changed on a sheet is not drawn again, and looks as if it were."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from baltic_map.print.canvas import Canvas, Group, Shape, circle
from baltic_map.print.pixels import Pixels
from baltic_map.print.settings import plate_settings
from baltic_map.print.sheet import Box

if TYPE_CHECKING:
    import pytest

CANVAS = Canvas(72, Box(0, 0, 400, 300), background="#ffffff", halo="#ffffff")


def disc(x: float, y: float, colour: str, radius: float = 10.0) -> Shape:
    return CANVAS.shape(circle(x, y, radius), face=colour, edge="#000000", width=1.5, alpha=0.6)


def sheet() -> Pixels:
    return Pixels(CANVAS, 400, 300)


def test_only_what_touches_something_new_or_gone_is_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    far, near, old, new = (disc(x, 50, "#cc0000") for x in (350, 60, 50, 55))
    drawn: list[Shape] = []
    draw = Shape.draw

    def note(shape: Shape, renderer: Any) -> None:
        drawn.append(shape)
        draw(shape, renderer)

    with plate_settings():
        pixels = sheet()
        under = pixels.paint([disc(200, 150, "#00cc00", 120)]).copy()
        first = pixels.paint([far, near, old], under).copy()
        monkeypatch.setattr(Shape, "draw", note)
        second = pixels.paint([far, near, new], under).copy()
        assert drawn == [near, new]
        pixels.paint([far, near, new], under)
        assert drawn == [near, new]
        monkeypatch.undo()
        assert np.array_equal(second, sheet().paint([far, near, new], under))
        assert np.array_equal(pixels.paint([far, near, old], under), first)
        assert not np.array_equal(first, second)
        # In another order they lie on each other in another way.
        assert np.array_equal(pixels.paint([old, near, far], under), sheet().paint([old, near, far], under))


def test_a_thing_reaches_as_far_as_its_strokes() -> None:
    one, other = disc(50, 50, "#cc0000"), disc(100, 60, "#cc0000")
    assert one.reach == Box(39.25, 39.25, 60.75, 60.75)
    assert Group([one, other]).reach == Box(39.25, 39.25, 110.75, 70.75)
    hidden = Group([one])
    hidden.set_visible(False)
    assert hidden.reach is None
    assert Group([]).reach is None
