"""A coverage and its arcs say the same."""

from __future__ import annotations

import numpy as np
import shapely
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from shapely.geometry import box

from baltic_map.topology import Topology, build_topology


def rebuild(topology: Topology, number: int) -> shapely.Geometry:
    """Put a polygon together again from its arcs."""
    parts = []
    for part in topology.polygons[number]:
        rings = []
        for refs in part:
            pieces = [topology.arcs[ref] if ref >= 0 else topology.arcs[~ref][::-1] for ref in refs]
            assert all(
                (before[-1] == after[0]).all() for before, after in zip(pieces, pieces[1:] + pieces[:1], strict=True)
            )
            rings.append(np.concatenate([piece[:-1] for piece in pieces]))
        parts.append(shapely.Polygon(rings[0], rings[1:]))
    return shapely.MultiPolygon(parts)


@given(hnp.arrays(np.int64, (5, 5), elements=st.integers(0, 3)))
def test_arcs_rebuild_any_coverage(cells: np.ndarray) -> None:
    # Cells of a grid, dissolved by colour: enclaves, exclaves, corners that touch, rings wholly within a neighbour.
    squares = [box(x, y, x + 1, y + 1) for x in range(5) for y in range(5)]
    colours = sorted(set(cells.ravel()))
    coverage = [
        shapely.union_all([square for square, cell in zip(squares, cells.ravel(), strict=True) if cell == colour])
        for colour in colours
    ]
    topology = build_topology(coverage, sheet=(0, 0, 5, 5))
    for number, polygon in enumerate(coverage):
        assert shapely.equals(rebuild(topology, number), polygon)
    total = sum(shapely.LineString(arc).length for arc in topology.arcs)
    assert np.isclose(total, shapely.union_all(shapely.boundary(coverage)).length)


def test_sides_and_the_edge_of_the_sheet() -> None:
    west, east = box(0, 0, 1, 1), box(1, 0, 2, 1)
    topology = build_topology([west, east], sheet=(0, 0, 3, 3))
    shared = [number for number, side in enumerate(topology.right) if side >= 0]
    assert len(shared) == 1
    assert {topology.left[shared[0]], topology.right[shared[0]]} == {0, 1}
    # The west square's left and lower sides lie on the sheet's edge, its upper side is a coast.
    assert sorted(topology.right) == [-2, -2, -1, -1, topology.right[shared[0]]]


def test_breaks_end_arcs_and_refs_find_them() -> None:
    west = shapely.Polygon([(0, 0), (1, 0), (1, 1), (1, 2), (0, 2)])
    east = shapely.Polygon([(1, 0), (2, 0), (2, 2), (1, 2), (1, 1)])
    line = shapely.LineString([(1, 0), (1, 1)])
    whole = build_topology([west, east])
    broken = build_topology([west, east], breaks=np.array([[1.0, 1.0]]))
    assert len(broken.arcs) == len(whole.arcs) + 1
    (refs,) = broken.refs([line])
    assert len(refs) == 1
    assert shapely.equals(shapely.LineString(broken.arcs[refs[0]]), line)
    assert broken.refs([shapely.LineString([(0.5, 0), (0.5, 2)])]) == [[]]
