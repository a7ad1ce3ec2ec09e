"""
The icons of the map: one small drawing each, the same path on screen and on paper.

An icon is an SVG file of ``icons/``: 16 x 16 units, one path, filled by the even-odd rule, no colour of its own. An
atlas adds or replaces icons in a folder ``icons/`` beside its ``atlas.toml``.
"""

from __future__ import annotations

import math
import re
import xml.etree.ElementTree as ET
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TYPE_CHECKING

from baltic_map.errors import AtlasError
from baltic_map.reading import exists, read_text

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from matplotlib.path import Path as MplPath
    from numpy import float64
    from numpy.typing import NDArray

    _Point = tuple[float, float]
    _Stroke = tuple[str, tuple[_Point, ...]]

__all__ = ["GRID", "icon_names", "icon_path", "mpl_path"]

GRID = 16
"""Width and height of an icon's drawing, in its own units."""

# An icon may reach beyond its grid, but not into the next town.
_FARTHEST = 2 * GRID

_SVG = "{http://www.w3.org/2000/svg}"
_VIEW_BOX = f"0 0 {GRID} {GRID}"

# A name becomes a file name and an id in the page.
_NAME = re.compile(r"[a-z][a-z0-9-]*")

# Path data and nothing else: it is written into the page as it is.
_DATA = re.compile(r"[MmZzLlHhVvCcSsQqTtAa0-9eE\s,.+-]+")


def icon_names(folder: Path | None = None) -> list[str]:
    """
    List the icons there are.

    Parameters
    ----------
    folder
        The folder of an atlas, which may have icons of its own.

    Returns
    -------
    names
        Sorted.
    """
    return sorted({entry.name.removesuffix(".svg") for place in _places(folder) for entry in _files(place)})


@cache
def icon_path(name: str, folder: Path | None = None) -> str:
    """
    Read an icon as SVG path data.

    Parameters
    ----------
    name
        Name of the icon, such as ``anchor``.
    folder
        The folder of an atlas, whose own ``icons/`` comes first.

    Returns
    -------
    d
        The ``d`` of the one path, on a grid of 16 x 16 units, y down. Fill it by the even-odd rule.

    Raises
    ------
    AtlasError
        If there is no such icon, or its file is not one path on that grid.
    """
    if _NAME.fullmatch(name):
        file = f"{name}.svg"
        if folder is not None and exists(folder, f"icons/{file}"):
            return _read(read_text(folder, f"icons/{file}"), f"icons/{file}")
        own = resources.files("baltic_map") / "icons" / file
        if own.is_file():
            # Ours can be drawn: a test draws each.
            return _read(own.read_text(encoding="utf-8"), file, is_known=True)
    raise AtlasError(f"icon {name}", "there is no icon of that name", f"Choose from {', '.join(icon_names(folder))}")


@cache
def mpl_path(data: str, name: str = "icon") -> MplPath:
    """
    Read path data as a path for Matplotlib.

    Parameters
    ----------
    data
        Of `icon_path`.
    name
        What to call it in the error message.

    Returns
    -------
    path
        Centred on 0, 0 with y up; the whole grid spans -0.5 to 0.5 each way, so that a scale is a size.

    Raises
    ------
    AtlasError
        If a part of it has no area.
    """
    import numpy as np  # noqa: PLC0415 - a page needs neither
    from matplotlib.path import Path as MplPath  # noqa: PLC0415

    subpaths = _subpaths(data)
    contours = [_contour(strokes) for strokes in subpaths]
    if not all(contour.to_polygons() for contour in contours):
        raise AtlasError(f"icon {name}", "a part of its path has no area", "Mend the d of the path")
    # Matplotlib fills by winding, not by even-odd: a hole has to run against what it is in.
    wound = [
        contour if _runs_left(contour) == (_depth(contour, contours) % 2 == 0) else _contour(_reversed(strokes))
        for contour, strokes in zip(contours, subpaths, strict=True)
    ]
    path = MplPath.make_compound_path(*wound)
    return MplPath((np.asarray(path.vertices) - GRID / 2) * (1 / GRID, -1 / GRID), path.codes)


def _places(folder: Path | None) -> list[Traversable]:
    own: list[Traversable] = [Path(folder) / "icons"] if folder is not None else []
    return [*own, resources.files("baltic_map") / "icons"]


def _files(place: Traversable) -> list[Traversable]:
    if not place.is_dir():
        return []
    return [entry for entry in place.iterdir() if entry.name.endswith(".svg")]


def _read(text: str, where: str, *, is_known: bool = False) -> str:
    # Entities are refused before they are read: these files come with an atlas from anywhere.
    if "<!" in text:
        raise AtlasError(where, "it has a document type or a comment", "Leave only the svg and its path")
    try:
        drawing = ET.fromstring(text)  # noqa: S314
    except ET.ParseError as error:
        line, column = error.position
        raise AtlasError(where, f"not XML at line {line}, column {column + 1}", "Save it as plain SVG") from None
    if drawing.tag != f"{_SVG}svg" or drawing.get("viewBox") != _VIEW_BOX:
        raise AtlasError(where, f"its viewBox is {drawing.get('viewBox')!r}", f'Draw it with viewBox="{_VIEW_BOX}"')
    shapes = list(drawing.iter())[1:]
    if [shape.tag for shape in shapes] != [f"{_SVG}path"] or set(shapes[0].attrib) - {"d", "fill-rule"}:
        raise AtlasError(
            where,
            "it is not one plain path",
            "Turn strokes and shapes into a single path with d and fill-rule alone",
        )
    data = shapes[0].get("d", "").strip()
    if not is_known and not (_DATA.fullmatch(data) and _is_drawable(data)):
        raise AtlasError(where, f"its path {data[:40]!r} cannot be drawn", "Mend the d of the path")
    return data


def _is_drawable(data: str) -> bool:
    try:
        strokes = _record(data)
    except (ValueError, IndexError, TypeError, AssertionError):
        return False
    far = max((abs(number) for _, points in strokes for point in points for number in point), default=math.inf)
    return bool(strokes) and strokes[0][0] == "moveTo" and far <= _FARTHEST


def _record(data: str) -> list[_Stroke]:
    # Imported late: the font library is not needed to list icons.
    from fontTools.pens.recordingPen import RecordingPen  # noqa: PLC0415
    from fontTools.svgLib.path import parse_path  # noqa: PLC0415

    pen = RecordingPen()
    parse_path(data, pen)
    return list(pen.value)


def _subpaths(data: str) -> list[list[_Stroke]]:
    subpaths: list[list[_Stroke]] = []
    for command, points in _record(data):
        if command == "moveTo":
            subpaths.append([])
        subpaths[-1].append((command, points))
    return subpaths


def _reversed(strokes: list[_Stroke]) -> list[_Stroke]:
    from fontTools.pens.recordingPen import RecordingPen  # noqa: PLC0415
    from fontTools.pens.reverseContourPen import ReverseContourPen  # noqa: PLC0415

    forward, back = RecordingPen(), RecordingPen()
    forward.value = strokes
    forward.replay(ReverseContourPen(back))
    return list(back.value)


def _contour(strokes: list[_Stroke]) -> MplPath:
    from fontTools.pens.basePen import decomposeQuadraticSegment  # noqa: PLC0415
    from matplotlib.path import Path as MplPath  # noqa: PLC0415

    codes: list[int] = []
    vertices: list[_Point] = []
    for command, points in strokes:
        match command:
            case "moveTo" | "lineTo":
                codes.append(int(MplPath.MOVETO if command == "moveTo" else MplPath.LINETO))
                vertices += points
            case "qCurveTo":
                # A quadratic spline may leave out the points on the curve between its control points.
                for pair in decomposeQuadraticSegment(points):
                    codes += [int(MplPath.CURVE3)] * 2
                    vertices += pair
            case "curveTo":
                codes += [int(MplPath.CURVE4)] * 3
                vertices += points
            case _:  # the end of the contour, which a fill closes in any case
                codes.append(int(MplPath.CLOSEPOLY))
                vertices.append(vertices[0])
    return MplPath(vertices, codes)


def _outline(contour: MplPath) -> NDArray[float64]:
    import numpy as np  # noqa: PLC0415

    return np.asarray(contour.to_polygons()[0], dtype=float)


def _runs_left(contour: MplPath) -> bool:
    x, y = _outline(contour).T
    return float((x[:-1] * y[1:] - x[1:] * y[:-1]).sum()) > 0


def _depth(contour: MplPath, contours: list[MplPath]) -> int:
    x, y = _outline(contour)[0].tolist()
    return sum(other.contains_point((x, y)) for other in contours if other is not contour)
