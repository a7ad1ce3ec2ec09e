"""The sheet of a plate, in points."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from matplotlib.path import Path as MplPath
from msgspec.structs import replace

from baltic_map.atlas import open_atlas
from baltic_map.config import Projections
from baltic_map.errors import AtlasError
from baltic_map.print.sheet import Box, Sheet, to_path
from tests.unit.small_atlases import TINY

CONFIG = open_atlas(TINY).config


@pytest.fixture(scope="module")
def sheet() -> Sheet:
    return Sheet(CONFIG, 14, 10)


def test_panel_map_and_foot_share_the_paper(sheet: Sheet) -> None:
    assert (sheet.width, sheet.height) == (1008, 720)
    assert sheet.panel == Box(24, 73, pytest.approx(288.096), 696)
    assert sheet.frame == Box(pytest.approx(314.596), 83.5, 973.5, 685.5)
    assert sheet.foot == Box(24, 16, 984, 73)


def test_the_view_fills_the_frame_with_a_little_room(sheet: Sheet) -> None:
    west, south, east, north = shapely.bounds(sheet.project(shapely.box(0.5, 50.5, 5.5, 53.5)))
    frame = sheet.frame
    assert (frame.left, frame.bottom) < (west, south)
    assert (frame.right, frame.top) > (east, north)
    # North and south are the tighter ones: 3.5 % of the height is left between them.
    assert frame.height / (north - south) == pytest.approx(1.035)
    assert (west + east) / 2 == pytest.approx((frame.left + frame.right) / 2)


def test_a_place_comes_back_from_the_sheet(sheet: Sheet) -> None:
    ((x, y),) = sheet.to_points(np.array([(3.0, 52.0)]))
    assert sheet.to_degrees(x, y) == pytest.approx((3.0, 52.0))
    # Web Mercator at 52° N: 933 metres of the projection are 575 on the ground.
    assert sheet.metres == pytest.approx(933.05, abs=0.01)
    assert sheet.ground_resolution == pytest.approx(575.29, abs=0.01)
    assert sheet.scale == pytest.approx(1_630_731, abs=1)


def test_a_sheet_that_is_too_small_or_not_of_the_earth_is_told() -> None:
    with pytest.raises(AtlasError, match=r"plate: a sheet of 8 × 10 inches is too small\. Give it at least 9 × 6\.5\."):
        Sheet(CONFIG, 8, 10)
    with pytest.raises(AtlasError, match="'EPSG:none' is no projection"):
        Sheet(replace(CONFIG, projections=Projections(print="EPSG:none")), 14, 10)
    with pytest.raises(AtlasError, match="does not hold the extent"):
        Sheet(replace(CONFIG, projections=Projections(print="+proj=ortho +lat_0=-80")), 14, 10)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("EPSG:25884", "ETRS89 / TM Baltic93"),
        ("+proj=eqearth +lon_0=20 +type=crs", "Equal Earth"),
        ("+proj=robin", "Robinson"),
    ],
)
def test_a_projection_in_projs_words_is_named_by_its_method(written: str, name: str) -> None:
    config = replace(CONFIG, projections=Projections(print=written))
    assert Sheet(config, 14, 10).projection_name == name


def test_a_path_has_closed_rings_holes_against_their_shells_and_open_lines() -> None:
    hole = [(1, 1), (2, 1), (2, 2), (1, 2), (1, 1)]
    path = to_path(
        [shapely.Polygon([(0, 0), (5, 0), (5, 5.001), (0, 5)], [hole]), shapely.LineString([(0, 0), (9, 9)])]
    )
    move, line, close = MplPath.MOVETO, MplPath.LINETO, MplPath.CLOSEPOLY
    assert path.codes is not None
    assert path.codes.tolist() == [move, *[line] * 3, close, move, *[line] * 3, close, move, line]
    shell, inner = (shapely.LinearRing(path.vertices[at : at + 5]) for at in (0, 5))
    assert shell.is_ccw != inner.is_ccw
    assert path.vertices[:5].max() == 5.0
    assert len(to_path(shapely.Point(1, 1)).vertices) == 0


def test_a_box_grows_on_each_side() -> None:
    box = Box(10, 20, 40, 60).grown(5)
    assert (box, box.width, box.height) == (Box(5, 15, 45, 65), 40, 50)
