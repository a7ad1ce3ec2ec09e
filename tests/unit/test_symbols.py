"""Symbols on paper: sizes, outlines, hatches, and what each is made of."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import shapely
from msgspec.structs import replace

from baltic_map.contract import AreaSymbol, BorderSymbol, Color, Edge, FeatureSymbol, Hatch
from baltic_map.print.canvas import Canvas, Group, circle, line
from baltic_map.print.sheet import Box
from baltic_map.print.symbols import draw_area, draw_border, draw_icon, hatching, icon_radius

if TYPE_CHECKING:
    from matplotlib.patches import PathPatch

RED = Color("#a9231b", "#f0705f")
RISING = Hatch(45, 5, 1, 1)
SYMBOL = FeatureSymbol("icon", RED, "burst", 16, disc=True, fill="full", dash=None, label=None, hatch=None, faint=False)


@pytest.fixture
def canvas() -> Canvas:
    return Canvas(72, Box(0, 0, 100, 100), background="#f6f2e8", halo="#f8f5ec")


def faces(artists: list[PathPatch]) -> list[tuple[float, ...]]:
    return [
        tuple(round(255 * part) for part in each.get_facecolor()[:3]) if each.get_facecolor()[3] else ()
        for each in artists
    ]


def test_a_sign_is_smaller_at_a_lesser_rank() -> None:
    assert [round(icon_radius(SYMBOL, rank), 3) for rank in (1, 2, 3, 4)] == [5.851, 5.52, 4.692, 4.416]


def test_a_certain_sign_is_a_full_disc_and_another_a_ring_on_paper(canvas: Canvas) -> None:
    full = Group(draw_icon(canvas, SYMBOL, circle(0, 0, 1), 50, 50, 6)).get_children()
    assert faces(full) == [(248, 245, 236), (169, 35, 27), (246, 242, 232)]
    ring = Group(draw_icon(canvas, replace(SYMBOL, fill="outline"), circle(0, 0, 1), 50, 50, 6)).get_children()
    assert faces(ring) == [(246, 242, 232), (), (169, 35, 27)]
    assert [each.get_linestyle() for each in ring] == ["solid", "solid", "solid"]
    broken = Group(draw_icon(canvas, replace(SYMBOL, fill="dashed"), circle(0, 0, 1), 50, 50, 6)).get_children()
    assert broken[1].get_linestyle() != "solid"
    bare = Group(draw_icon(canvas, replace(SYMBOL, disc=False), circle(0, 0, 1), 50, 50, 6)).get_children()
    assert faces(bare) == [(248, 245, 236), (169, 35, 27)]
    faint = Group(draw_icon(canvas, replace(SYMBOL, faint=True), circle(0, 0, 1), 50, 50, 6)).get_children()
    assert [each.get_alpha() for each in faint] == [None, 0.5, None]


def test_the_stroke_of_a_border_tells_its_precision(canvas: Canvas) -> None:
    (solid,), (dashed,), (dotted,), (inner,) = (
        Group(draw_border(canvas, BorderSymbol(stroke, inner=thin), line((0, 0), (9, 9)), "#000000")).get_children()
        for stroke, thin in (("solid", False), ("dashed", False), ("dotted", False), ("solid", True))
    )
    assert (solid.get_linestyle(), dashed.get_linestyle()) == ("solid", (0, pytest.approx((7 / 1.5, 3.5 / 1.5))))
    assert dotted.get_linestyle() == (0, pytest.approx((0.05, 2)))
    assert (solid.get_linewidth(), inner.get_linewidth()) == pytest.approx((1.035, 0.552))


def test_an_area_has_a_tint_an_edge_and_a_hatch(canvas: Canvas) -> None:
    tint, square = Color("#c0dacd", "#2f4f4a"), shapely.box(10, 10, 40, 40)

    def widths(symbol: AreaSymbol) -> list[float]:
        return [each.width for each in draw_area(canvas, symbol, square, hatching(square, Hatch(45, 5, 1, 1)))]

    assert widths(AreaSymbol(tint, None, None)) == [0.25]
    assert widths(AreaSymbol(tint, None, Edge(tint, "band"))) == pytest.approx([0.25, 7.176])
    assert widths(AreaSymbol(tint, RED, Edge(RED, "line"))) == pytest.approx([0.25, 4.908, 2.7, 0.52])


def test_lines_of_a_hatch_are_one_lattice() -> None:

    one, other = (hatching(shapely.box(*box), RISING, 1) for box in ((0, 0, 10, 10), (10, 0, 20, 10)))
    # Lines that rise at 45 degrees, 5 apart: they cut a side every 7.07.
    assert sorted(one.vertices.round(2).tolist()) == [[0, 0], [0, 7.07], [2.93, 10], [7.07, 0], [10, 2.93], [10, 10]]
    # What ends at the edge of one goes on in the other.
    ends = {tuple(point) for point in one.vertices.round(1) if point[0] == 10 and point[1] < 10}
    assert ends <= {tuple(point) for point in other.vertices.round(1)}
    falling = hatching(shapely.box(0, 0, 10, 10), Hatch(135, 5, 1, 1), 1)
    assert all((there[1] - here[1]) * (there[0] - here[0]) <= 0 for here, there in falling.vertices.reshape(-1, 2, 2))
    assert len(hatching(shapely.Polygon(), RISING).vertices) == 0
