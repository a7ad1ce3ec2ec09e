"""Atlases that are exported in every format, and what holds a place that is read back to them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import shapely

from baltic_map.atlas import default_folder
from baltic_map.longitudes import within_180
from tests.unit.small_atlases import TINY

EXAMPLES = Path(__file__).parents[2] / "examples"

ATLASES = (
    pytest.param(TINY, id="tiny"),
    pytest.param(EXAMPLES / "gallic-war", id="before-christ"),
    pytest.param(EXAMPLES / "endeavour", id="across-180"),
    pytest.param(default_folder(), id="baltic", marks=pytest.mark.long),
)

# A cut at 180° is rounded to nine decimals; all else is as in the data.
NEAR_DEG = 1e-8


def is_same_place(written: Any, known: Any) -> bool:
    """Tell whether a geometry is that of the atlas; one that crosses 180° was cut there."""
    if written is None or known is None:
        return written is None and known is None
    west, _, east, _ = known.bounds
    if west >= -180 and east <= 180:
        return bool(shapely.equals(written, known))
    assert -180 <= written.bounds[0] <= written.bounds[2] <= 180
    is_whole = written.length == pytest.approx(known.length) or written.area == pytest.approx(known.area)
    return is_whole and bool(shapely.hausdorff_distance(written, within_180(known)) < NEAR_DEG)
