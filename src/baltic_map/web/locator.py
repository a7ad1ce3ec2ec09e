"""The small map of a page that tells of one thing: the land once, as a file, and what lies on it, as a few points."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np
import shapely
from msgspec import Struct

from baltic_map.atlas import Atlas
from baltic_map.basemap import read_lakes, read_land
from baltic_map.config import Extent, Scale
from baltic_map.licenses import NATURAL_EARTH, borders_license, joint
from baltic_map.symbology import palette
from baltic_map.web.markup import escaped

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from shapely.geometry.base import BaseGeometry

__all__ = ["LAND", "Locator", "PlaceName"]

LAND = "land.svg"
"""The file with the land."""

_WIDTH, _HIGHEST = 480, 620
# Pixels: what is finer is not seen.
_LAND_TOLERANCE, _TOLERANCE, _LEAST_AREA = 0.5, 0.35, 1.5
# A ring leads to a dot; a circle of doubt as large as it does so too.
_RING = 15.0
# Of names: the height of a line, how long a letter is about of a town and of a state, and how many towns near a thing
# are named besides.
_SIZE, _LETTER, _CAPITAL, _NEAREST = 18.0, 10.0, 12.5, 2


class PlaceName(Struct, frozen=True):
    """A name on the small maps: of a state, which is written on its place, or of a town, beside its dot."""

    text: str
    is_state: bool
    is_great: bool
    lon: float
    lat: float


class Locator:
    """
    Where things lie, in the view with which an atlas opens.

    Parameters
    ----------
    atlas
        An opened atlas.
    names
        What may be named: the great ones on every map, others where a thing is near them.
    """

    def __init__(self, atlas: Atlas, names: Sequence[PlaceName] = ()) -> None:
        self._atlas = atlas
        self._names = names
        view = atlas.config.view
        self._view = view
        low, high = (_mercator(np.array([[view.west, lat]]))[0] for lat in (view.south, view.north))
        self._scale = _WIDTH / (view.east - view.west)
        if (high[1] - low[1]) * self._scale > _HIGHEST:
            self._scale = _HIGHEST / (high[1] - low[1])
        self._corner = np.array([view.west, high[1]])
        self.width = round((view.east - view.west) * self._scale)
        self.height = round((high[1] - low[1]) * self._scale)

    def _pixels(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray((_mercator(points) - self._corner) * (self._scale, -self._scale))

    @property
    def land_license(self) -> str:
        """Under which licence the file with the land is: that of what it is drawn from."""
        config, lines = self._atlas.config, [borders_license(self._atlas)] if self._atlas.borders.arcs else []
        land = config.scales[0].land if config.scales else None
        ground = NATURAL_EARTH if config.stands_on_world else config.publication.license_of(land or "")
        return joint([ground, *lines])

    def land(self) -> str:
        """Draw the land and its lakes in the colours of the atlas, by day and by night: SVG."""
        config, folder = self._atlas.config, self._atlas.folder
        scale = config.scales[0] if config.scales else Scale()
        box = Extent(**dict(zip(("west", "south", "east", "north"), self._view.bounds, strict=True)))
        names = ("sea", "land", "coast", "border")
        colors = [palette(config, name) for name in names]
        paths = [
            f'<path class="{name}" d="{"".join(self._path(each, _LAND_TOLERANCE) for _, each in shapes)}"/>'
            for name, shapes in (
                ("land", read_land(folder, config, scale, box)),
                ("lake", read_lakes(folder, config, scale, box)),
            )
            if shapes
        ]
        lines = "".join(self._path(each, _LAND_TOLERANCE) for each in self._borders())
        paths += [f'<path class="border" d="{lines}"/>'] if lines else []
        style = [
            f".sea,.lake{{fill:{sea}}}.land{{fill:{land}}}.land,.lake{{stroke:{coast};stroke-width:.6}}"
            f".border{{fill:none;stroke:{border};stroke-width:.8;opacity:.55}}"
            for sea, land, coast, border in ([each.day for each in colors], [each.night for each in colors])
        ]
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}">\n'
            f"<style>{style[0]}@media(prefers-color-scheme:dark){{{style[1]}}}</style>\n"
            f'<path class="sea" d="M0 0H{self.width}V{self.height}H0Z"/>\n' + "\n".join(paths) + "\n</svg>\n"
        )

    def _borders(self) -> Iterator[BaseGeometry]:
        """Yield the borders of states on the day on which the atlas opens."""
        atlas = self._atlas
        day = atlas.axis.index(atlas.config.opening_day or atlas.axis.start)
        yield from (arc.geometry for arc, is_outer in atlas.borders.lines(day) if is_outer)

    def mark(self, geometry: BaseGeometry, precision_km: float | None, color: str, alternative: str) -> str:
        """
        Draw a thing on the land.

        Parameters
        ----------
        geometry
            EPSG:4326; a point is a dot, with a circle around it as far as it may be off.
        precision_km
            How far that is.
        color
            A colour or custom property of CSS.
        alternative
            What the picture says, in words.

        Returns
        -------
        markup
            An ``svg`` element with the land behind it and names around it; empty if the thing lies outside of the view.
        """
        points = self._pixels(shapely.get_coordinates(geometry))
        low, high = points.min(axis=0), points.max(axis=0)
        if (high < 0).any() or low[0] > self.width or low[1] > self.height:
            return ""
        drawn = self._points(points, geometry, precision_km) if geometry.geom_type.endswith("Point") else ""
        if not drawn:
            kind = "area" if geometry.geom_type.endswith("Polygon") else "line"
            drawn = f'<path class="{kind}" d="{self._path(geometry, _TOLERANCE)}"/>'
        size = f'viewBox="0 0 {self.width} {self.height}"'
        return (
            f'<svg {size} role="img" aria-label="{alternative}" style="--mark:{color}">'
            f'<image href="{LAND}" width="{self.width}" height="{self.height}"/>{drawn}'
            f"{''.join(self._named(points))}</svg>"
        )

    def _named(self, points: NDArray[np.float64]) -> Iterator[str]:
        """Write the great names and those of the nearest towns, where neither the thing nor another name is."""
        places = self._pixels(np.array([(each.lon, each.lat) for each in self._names]).reshape(-1, 2))
        far = np.array([np.hypot(*(points - place).T).min() for place in places])
        towns = [at for at in np.argsort(far, kind="stable") if not self._names[at].is_state]
        great = [at for at, each in enumerate(self._names) if each.is_great]
        low, high = points.min(axis=0), points.max(axis=0)
        small = (high - low).max() < 4 * _RING
        taken = [(*(low - _RING), *(high + _RING))] if small else []
        for at in dict.fromkeys([*towns[:_NEAREST], *great]):
            name, (x, y) = self._names[at], places[at]
            half = len(name.text) * (_CAPITAL if name.is_state else _LETTER) / 2
            around = [(0.0, 0.0)] if name.is_state else [(half + 7, 0), (-half - 7, 0), (0, -_SIZE), (0, _SIZE)]
            for across, down in around:
                left, top = x + across - half, y + down - _SIZE / 2
                box = left, top, left + 2 * half, top + _SIZE
                is_inside = left > 0 and box[2] < self.width and top > 0 and box[3] < self.height
                if is_inside and not any(_meet(box, other) for other in taken):
                    taken.append(box)
                    dot = "" if name.is_state else f'<circle class="town" cx="{x:.1f}" cy="{y:.1f}" r="3.5"/>'
                    kind = ' class="state"' if name.is_state else ""
                    where = f'x="{x + across:.1f}" y="{y + down + _SIZE / 3:.1f}"'
                    yield f"{dot}<text{kind} {where}>{escaped(name.text)}</text>"
                    break

    def _points(self, points: NDArray[np.float64], geometry: BaseGeometry, precision_km: float | None) -> str:
        lat = float(shapely.get_coordinates(geometry)[:, 1].mean())
        # Kilometres of one degree of longitude there.
        reach = (precision_km or 0) / (111.32 * max(float(np.cos(np.radians(lat))), 0.05)) * self._scale
        circles = []
        for x, y in points:
            kind, radius = ("doubt", reach) if reach > _RING else ("ring", _RING)
            circles.append(
                f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}"/>'
                f'<circle class="dot" cx="{x:.1f}" cy="{y:.1f}" r="6"/>'
            )
        return "".join(circles)

    def _path(self, geometry: BaseGeometry, tolerance: float) -> str:
        """Write lines or the rings of areas as an SVG path, as coarse as it may be drawn."""
        flat = shapely.simplify(shapely.transform(geometry, self._pixels), tolerance)
        parts = []
        for part in shapely.get_parts(flat):
            if part.is_empty or (part.geom_type == "Polygon" and part.area < _LEAST_AREA):
                continue
            rings = [part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part]
            for ring in rings:
                written = " ".join(f"{x:.1f} {y:.1f}" for x, y in shapely.get_coordinates(ring))
                parts.append(f"M{written}{'Z' if part.geom_type == 'Polygon' else ''}")
        return "".join(parts)


def _mercator(points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Project degrees to degrees of the equator: the projection of the screen."""
    lat = np.degrees(np.log(np.tan(np.pi / 4 + np.radians(points[:, 1]) / 2)))
    return np.stack([points[:, 0], lat], axis=1)


def _meet(one: Sequence[float], other: Sequence[float]) -> bool:
    """Tell whether two boxes (left, top, right, bottom) meet."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
