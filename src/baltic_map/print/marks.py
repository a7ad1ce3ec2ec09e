"""What is drawn on the ground on one day: areas, borders, zones, arrows, signs and labels, each under its id."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely
from shapely.strtree import STRtree

from baltic_map.glyphs import mpl_path
from baltic_map.print.ground import Ground
from baltic_map.print.lettering import BODY, FINE, NOTE, SMALL, Lettering, fit, letter
from baltic_map.print.pen import Group, Pen, circle, line, mix
from baltic_map.print.placing import Room, Spot, around, beside, choose, spread
from baltic_map.print.sheet import Box, to_path
from baltic_map.print.signs import (
    draw_area,
    draw_arrow,
    draw_border,
    draw_dot,
    draw_line,
    draw_sign,
    draw_zone,
    hatching,
    sign_radius,
)
from baltic_map.print.typefaces import Face
from baltic_map.scene import DrawnArea, DrawnMark, Plate
from baltic_map.style import palette

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from numpy.typing import NDArray

__all__ = ["Layout", "Marks", "draw_areas", "draw_borders"]

_AREA_HATCH, _ZONE_HATCH = 4.3, 3.6
_ARROW_WIDTHS = {1: 7.0, 2: 5.4, 3: 4.2, 4: 3.4}

# How far a sign may stand from its true point before it becomes a dot, by rank; points.
_REACH = {1: 60.0, 2: 46.0, 3: 30.0, 4: 20.0}
_AIR = 0.9

# So near the water, or the land, a sign stands on the shore.
_SHORE = 5.0

# Nothing is lettered closer to the frame.
_INNER_MARGIN = 3.0

# What a label pays for lying on a line, in the coin of `beside`'s dislikes.
_ON_BORDER, _ON_ARROW, _ON_SHORE = 3.0, 2.8, 0.45
_CHUNK = 24

# A lesser name that could only stand on lines is left out; a great one if it would have to stand elsewhere.
_DEAR, _TOO_DEAR = 3.6, 20.0

# From how far outside the frame the name of a state is drawn into it, points.
_DRAWN_IN = 110.0

# Towns up to the one rank keep their rings free of signs that give way; those above the other are for larger scales.
_MAJOR, _MINOR = 2, 3

# A sign this near to a town's point stands on its ring; points.
_COVERS, _BY_TOWN = 7.0, 26.0

# Share of a label's rectangle on one ground from which its halo has that ground's colour.
_WHOLLY = 0.74

# The least important places are for larger scales than one to so many.
_RANK_4_SCALE = 1_600_000.0


@dataclass(frozen=True, slots=True)
class _Style:
    """How a name is lettered; the name of an expanse may move as far as ``reach``, as readily as ``pull`` says."""

    face: Face
    size: float
    trackings: tuple[float, ...] = (0.0,)
    capitals: bool = False
    reach: tuple[float, float] | None = None
    order: int = 9
    pull: float = 12.0


_SERIF, _ITALIC = Face("serif"), Face("serif", style="italic")
_STRONG_SERIF = Face("serif", "semibold")
_TODAY = Face("sans", style="italic")

_STYLES = {
    ("state", 1): _Style(_STRONG_SERIF, BODY, (0.42, 0.26, 0.14), capitals=True, reach=(84, 56), order=0),
    ("state", 2): _Style(_SERIF, SMALL, (0.2, 0.1), capitals=True, reach=(28, 20), order=0),
    ("sea", 1): _Style(_ITALIC, BODY, (0.16, 0.08, 0.02), reach=(60, 40), order=3),
    ("sea", 2): _Style(_ITALIC, SMALL, (0.06, 0.0), reach=(20, 14), order=3),
    ("region", 2): _Style(_SERIF, SMALL, (0.22, 0.1), capitals=True, reach=(16, 12), order=4, pull=6.0),
    ("region", 3): _Style(_SERIF, FINE, (0.16, 0.06), capitals=True, reach=(14, 10), order=4, pull=6.0),
    ("island", 1): _Style(_SERIF, SMALL, reach=(16, 12), order=5, pull=5.0),
    ("island", 3): _Style(_SERIF, FINE, reach=(12, 9), order=5, pull=5.0),
    ("lake", 2): _Style(_ITALIC, FINE, reach=(12, 10), order=6, pull=5.0),
    ("river", 2): _Style(_ITALIC, FINE, reach=(10, 7), order=7, pull=5.0),
    ("capital", 1): _Style(Face("sans", "semibold"), SMALL, order=1),
    ("town", 1): _Style(Face("sans"), SMALL, order=1),
    ("town", 3): _Style(Face("sans"), FINE, order=1),
}
_TOWN_STYLE = _Style(Face("sans"), FINE, order=1)
_SIGN = _Style(Face("sans", "semibold"), FINE, order=2)


def _style(mark: DrawnMark) -> _Style:
    """Look up how a name is lettered: the style of its rank or of the next more important one."""
    if mark.look.disc:
        return _SIGN
    kind, rank = mark.feature.kind, mark.feature.fields.rank
    fitting = [style for (name, least), style in _STYLES.items() if name == kind and least <= rank]
    if fitting:
        return fitting[-1]
    return _TOWN_STYLE if mark.look.shape == "glyph" else _Style(_SERIF, FINE, reach=(14, 10))


# ---------------------------------------------------------------- areas and borders


def draw_areas(pen: Pen, ground: Ground, areas: Iterable[DrawnArea]) -> list[Artist]:
    """Draw the areas of the states of a day."""
    artists: list[Artist] = []
    for drawn in areas:
        geometry = ground.area(drawn.area.territories)
        hatch = hatching(shapely.simplify(geometry, 0.2), _AREA_HATCH) if drawn.look.hatch else None
        artists.append(Group(draw_area(pen, drawn.look, geometry, hatch), gid=drawn.id))
    return artists


def draw_borders(pen: Pen, ground: Ground, plate: Plate) -> list[Artist]:
    """Draw the border lines of a day."""
    colour = palette(ground.atlas.config, "border").day
    return [
        Group(draw_border(pen, each.look, to_path(ground.arcs[each.arc.id]), colour), gid=each.arc.id)
        for each in plate.lines
    ]


# ---------------------------------------------------------------- where things go


_LEADING = NOTE * 1.08

# A longer name is cut short, sizes of its type.
_LONGEST, _SHORT = 30.0, 12.0


@dataclass(frozen=True, slots=True)
class Layout:
    """
    Where the signs and labels of a day stand.

    Parameters
    ----------
    signs
        Middles of the signs by id, points; ``None`` for one that found no room and is a dot on its place.
    labels
        Places and lines of the labels by id; those that found no room are not in it.
    hidden
        Ids of places that are not shown on this sheet.
    covered
        Ids of towns on whose ring a sign stands.
    discs
        Middles and radii of the signs.
    """

    signs: dict[str, tuple[float, float] | None]
    labels: dict[str, tuple[Spot, tuple[Lettering, ...]]]
    hidden: frozenset[str]
    covered: frozenset[str]
    discs: tuple[tuple[float, float, float], ...]


_Cost: TypeAlias = "Callable[[NDArray[np.float64]], NDArray[np.float64]]"
_Within: TypeAlias = "Callable[[NDArray[np.float64]], NDArray[np.bool_]]"


@dataclass(frozen=True, slots=True)
class _Task:
    """A layout that is being made."""

    plate: Plate
    lands: STRtree
    room: Room
    cost: _Cost
    signs: dict[str, tuple[float, float] | None]
    labels: dict[str, tuple[Spot, tuple[Lettering, ...]]]
    discs: list[tuple[float, float, float]]
    covered: set[str]


class Marks:
    """
    Draws the features of a day.

    Parameters
    ----------
    pen
        Draws.
    ground
        What they stand on.
    """

    def __init__(self, pen: Pen, ground: Ground) -> None:
        self.pen = pen
        self.ground = ground
        self._kept: dict[object, Group] = {}
        self._points: dict[str, tuple[float, float]] = {}
        self._hatches: dict[str, Any] = {}
        self._lands: dict[tuple[str, ...], Any] = {}
        self._tints: list[tuple[Any, str]] = []

    def _geometry(self, mark: DrawnMark) -> Any:
        """Give a mark's geometry, points; zones and lines cut near the frame."""
        geometry = self.ground.geometry(mark.feature)
        return self.ground.sheet.cut(geometry) if mark.look.shape in {"area", "line"} else geometry

    def _point(self, mark: DrawnMark) -> tuple[float, float]:
        key = mark.feature.id
        if key not in self._points:
            x, y = shapely.get_coordinates(self.ground.geometry(mark.feature))[0]
            self._points[key] = float(x), float(y)
        return self._points[key]

    @cached_property
    def _near_land(self) -> Any:
        return shapely.buffer(shapely.simplify(self.ground.shore, 0.5), 1.3, quad_segs=1)

    @cached_property
    def _shore(self) -> STRtree:
        return STRtree(_chunks(self.ground.shore))

    # ------------------------------------------------------------ layout

    def layout(self, plate: Plate) -> Layout:
        """
        Find places for the signs and labels of a day.

        Parameters
        ----------
        plate
            The day.

        Returns
        -------
        layout
            The same for the same day, however it was reached.
        """
        drawn = [mark for mark in plate.marks if mark.feature.geometry is not None]
        room = Room(self.ground.sheet.frame.grown(-_INNER_MARGIN))
        glyphs = [mark for mark in drawn if mark.look.shape == "glyph"]
        towns = [mark for mark in glyphs if not mark.look.disc]
        lands = STRtree([self.ground.area(each.area.territories) for each in plate.areas])
        task = _Task(plate, lands, room, self._cost(plate, drawn), {}, {}, [], set())
        # The most important first, whatever it is: names of capitals go before signs that can stand elsewhere.
        self._settle(task, [town for town in towns if town.feature.kind == "capital"], 0.0)
        discs = sorted((mark for mark in glyphs if mark.look.disc), key=_rank)
        left = self._settle(task, discs, 0.0, discs)
        self._name(task, [town for town in towns if _rank(town) == 1])
        self._settle(task, sorted((town for town in towns if _rank(town) <= _MAJOR), key=_rank), 0.0)
        for mark in left:
            if self._settle(task, [mark], _REACH[_rank(mark)], discs):
                task.signs[mark.feature.id] = None
        self._name(task, drawn)
        # A ring without a name tells nothing, but for that of a capital.
        hidden = {
            mark.feature.id
            for mark in drawn
            if mark.feature.id not in task.labels
            and (mark.look.shape == "label" or (mark.look.shape == "glyph" and not mark.look.disc))
            if mark.feature.kind != "capital" or mark.feature.id not in task.signs
        }
        return Layout(task.signs, task.labels, frozenset(hidden), frozenset(task.covered), tuple(task.discs))

    def _settle(
        self, task: _Task, marks: list[DrawnMark], reach: float, crowd: list[DrawnMark] | None = None
    ) -> list[DrawnMark]:
        """Place signs within reach of their points; give those that found no room."""
        around_ = [self._point(mark) for mark in crowd or ()]
        for mark in marks:
            radius = sign_radius(mark.look, _rank(mark)) + (_AIR if mark.look.disc else 0.4)
            if mark.feature.id not in task.signs:
                may = self._within(task.lands, self._point(mark)) if reach else None
                (place,) = spread([self._point(mark)], [radius], task.room, reach=reach, crowd=around_, may=may)
                if place is not None:
                    task.signs[mark.feature.id] = place
                    if mark.look.disc:
                        task.discs.append((*place, sign_radius(mark.look, _rank(mark))))
        return [mark for mark in marks if mark.feature.id not in task.signs]

    @staticmethod
    def _within(lands: STRtree, place: tuple[float, float]) -> _Within:
        """
        Tell where a sign may be moved: within its own state, and from a shore to the water before it.

        Elsewhere it would say that a state has what another has.
        """
        home = shapely.Point(place)
        around_ = lands.query(home, predicate="dwithin", distance=_SHORE)
        own = int(lands.query_nearest(home)[0]) if len(around_) else None
        on_shore = not shapely.union_all(lands.geometries[around_]).contains(home.buffer(_SHORE))

        def within(centres: NDArray[np.float64]) -> NDArray[np.bool_]:
            spots = shapely.points(centres)
            there, land = lands.query(spots, predicate="intersects")
            fits = np.zeros(len(spots), dtype=bool)
            fits[there[land == own]] = True
            if on_shore:
                wet = np.setdiff1d(np.arange(len(spots)), there)
                fits[wet] = True if own is None else lands.nearest(spots[wet]) == own
            return fits

        return within

    def _name(self, task: _Task, marks: list[DrawnMark]) -> None:
        """Place labels, the most important first; those without room are left out."""
        small = self.ground.sheet.scale > _RANK_4_SCALE
        wanting = [
            (rank, _style(mark).order, mark)
            for mark in marks
            if (rank := _rank(mark)) and mark.look.shape in {"glyph", "label"} and mark.feature.id not in task.labels
            if not (small and rank > _MINOR) and (rank == 1 or not mark.look.disc or mark.look.shape == "label")
        ]
        for rank, _, mark in sorted(wanting, key=lambda each: each[:2]):
            if not task.room.holds(*self._wanted(mark)):
                continue
            placed = self._expanse(task, mark) if mark.look.shape == "label" else self._beside(task, mark)
            if placed is not None:
                task.labels[mark.feature.id] = placed
                task.room.take_box(placed[0].box.grown(0.4))
                if mark.look.shape == "glyph" and mark.feature.id not in task.signs:
                    task.room.take_disc(*self._point(mark), sign_radius(mark.look, rank))

    def _expanse(self, task: _Task, mark: DrawnMark) -> tuple[Spot, tuple[Lettering, ...]] | None:
        """Place the name of an expanse: widely spaced if it can be."""
        style, (x, y) = _style(mark), self._wanted(mark)
        wishes = {"state": self._inside, "sea": self._at_sea}
        wish = wishes.get(mark.feature.kind)
        cost = wish(task, mark) if wish else task.cost
        name = fit(mark.name, style.face, style.size, style.size * _LONGEST)
        found = []
        for number, tracking in enumerate(style.trackings):
            lettering = letter(name, style.face, style.size, tracking=tracking, capitals=style.capitals)
            spots = around(
                x, y, style.reach or (0, 0), (lettering.width, lettering.ascent, lettering.descent), style.pull
            )
            chosen = choose(spots, task.room, cost, air=2.0 if style.capitals else 1.2)
            if chosen is not None:
                found.append((chosen[1] + 1.5 * number, number, chosen[0], lettering))
        if not found:
            return None
        price, _, spot, lettering = min(found, key=lambda each: each[:2])
        if price > (_DEAR if _rank(mark) > _MAJOR else _TOO_DEAR):
            return None
        return spot, (lettering,)

    def _wanted(self, mark: DrawnMark) -> tuple[float, float]:
        """Give where a label is wanted: the name of a state of which only a part is on the map is drawn into it."""
        x, y = self._point(mark)
        frame = self.ground.sheet.frame
        near = frame.grown(_DRAWN_IN)
        if (
            mark.feature.kind == "state"
            and _rank(mark) == 1
            and near.left < x < near.right
            and near.bottom < y < near.top
        ):
            inner = frame.grown(-BODY)
            return min(max(x, inner.left), inner.right), min(max(y, inner.bottom), inner.top)
        return x, y

    def _beside(self, task: _Task, mark: DrawnMark) -> tuple[Spot, tuple[Lettering, ...]] | None:
        """Place the name of a sign or a town; today's name beneath it goes first if there is no room."""
        disc, style = mark.look.disc, _style(mark)
        if disc and self._told_by_town(mark, task):
            return None
        x, y = (disc and task.signs.get(mark.feature.id)) or self._point(mark)
        radius = sign_radius(mark.look, _rank(mark))
        gap = radius + 1.6
        if not disc:
            covering = self._covering(task, x, y)
            ring = np.array([(x, y)])
            if covering:
                task.covered.add(mark.feature.id)
            elif mark.feature.id not in task.signs and not task.room.free_discs(ring, radius + 0.4)[0]:
                return None
            # The sign that stands on a town's ring speaks for it; the name stands beside that sign.
            gap = max([gap, *(reach + 1.6 for reach in covering)])
        name, short = (
            letter(fit(mark.name, style.face, style.size, style.size * longest), style.face, style.size)
            for longest in (_LONGEST, _SHORT)
        )
        today = (
            letter(fit(mark.today, _TODAY, NOTE, NOTE * _LONGEST), _TODAY, NOTE) if mark.today and not disc else None
        )
        air = 0.8 if _rank(mark) <= _MAJOR else 2.2
        # A town's ring would go with its name: the longest are shortened to find room.
        for lines in ((name, today), (name,), *(() if disc or short is name else ((short,),))):
            whole = tuple(each for each in lines if each is not None)
            drop = (len(whole) - 1) * _LEADING
            size = max(each.width for each in whole), name.ascent, drop + whole[-1].descent
            chosen = choose(beside(x, y, gap, size), task.room, task.cost, air=air)
            # Towns are named where they can be; signs only where their names lie on nothing.
            if chosen is not None and (not disc or chosen[1] < _DEAR):
                return chosen[0], whole
        return None

    @staticmethod
    def _covering(task: _Task, x: float, y: float) -> list[float]:
        """List the radii of the signs that stand on a town's ring."""
        return [radius for across, along, radius in task.discs if math.hypot(across - x, along - y) < _COVERS]

    def _told_by_town(self, mark: DrawnMark, task: _Task) -> bool:
        """Tell whether the sign's name begins with, or holds, the name of the town that it stands by."""
        x, y = self._point(mark)
        return any(
            other.name in mark.name and np.hypot(*np.subtract(self._point(other), (x, y))) < _BY_TOWN
            for other in task.plate.marks
            if other.look.shape == "glyph" and not other.look.disc and _rank(other) <= _MAJOR
            if other.feature.geometry is not None
        )

    def _inside(self, task: _Task, mark: DrawnMark) -> _Cost:
        """Give the price of a state's name by how much of it lies outside the state."""
        code = mark.feature.fields.state
        members = tuple(
            key
            for each in task.plate.areas
            if code in {each.area.state, each.area.recognised}
            for key in each.area.territories
        )
        if not members:
            return task.cost
        if members not in self._lands:
            self._lands[members] = shapely.buffer(shapely.simplify(self.ground.area(members), 1.5), -2.5)
            shapely.prepare(self._lands[members])
        land = self._lands[members]

        def price(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            shapes = shapely.box(*boxes.T)
            shares = np.ones(len(boxes))
            outside = np.flatnonzero(~shapely.contains_properly(land, shapes))
            shares[outside] = shapely.area(shapely.intersection(land, shapes[outside])) / shapely.area(shapes[outside])
            return np.asarray((1 - shares) * 50)

        return price

    def _at_sea(self, task: _Task, _: DrawnMark) -> _Cost:
        """Give the price of a sea's name by the shores it would lie on, besides all other lines."""

        def price(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            met, _ = self._shore.query(shapely.box(*boxes.T), predicate="intersects")
            return np.asarray(np.minimum(np.bincount(met, minlength=len(boxes)), 4) * 1.5 + task.cost(boxes))

        return price

    def _cost(self, plate: Plate, drawn: list[DrawnMark]) -> _Cost:
        """Give the price of a rectangle by the lines it would lie on."""
        borders = STRtree(_chunks([self.ground.arcs[each.arc.id] for each in plate.lines]))
        arrows = STRtree(
            _chunks(
                [self._geometry(mark) for mark in drawn if mark.look.shape in {"arrow", "line"}]
                + [shapely.boundary(self._geometry(mark)) for mark in drawn if mark.look.shape == "area"]
            )
        )

        def cost(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            shapes = shapely.box(*boxes.T)
            price = np.zeros(len(boxes))
            for tree, each in ((borders, _ON_BORDER), (arrows, _ON_ARROW), (self._shore, _ON_SHORE)):
                met, _ = tree.query(shapes, predicate="intersects")
                price += each * np.minimum(np.bincount(met, minlength=len(boxes)), 2)
            return price

        return cost

    # ------------------------------------------------------------ drawing

    def draw(self, plate: Plate) -> tuple[list[Artist], Layout]:
        """
        Draw the features of a day.

        Parameters
        ----------
        plate
            The day.

        Returns
        -------
        artists
            One for each feature that has a place, under its id, in drawing order.
        layout
            Where signs and labels stand.
        """
        layout = self.layout(plate)
        self._tints = [(self.ground.area(each.area.territories), each.look.fill.day) for each in plate.areas]
        for shape, _ in self._tints:
            shapely.prepare(shape)
        kept: dict[object, Group] = {}
        for mark in plate.marks:
            key = mark.feature.id
            if mark.feature.geometry is None:
                continue
            spot, lines = layout.labels.get(key, (None, ()))
            under = self._tint(spot.box) if spot else None
            short = self._shortening(mark, layout)
            state = (key, mark.look, layout.signs.get(key), spot, len(lines), under, key in layout.covered, short)
            # What looks as it did on the day before need not be made again.
            kept[state] = self._kept.get(state) or self._group(mark, layout, under)
        self._kept = kept
        leaders = Group(list(self._leaders(plate, layout)), zorder=_LEADERS)
        return [leaders, *kept.values()], layout

    def _group(self, mark: DrawnMark, layout: Layout, under: str | None) -> Group:
        order = _ORDER[mark.look.shape]
        if mark.look.shape == "glyph" and not mark.look.disc:
            order = _TOWN
        group = Group(list(self._parts(mark, layout, under)), gid=mark.feature.id, zorder=order)
        group.set_visible(mark.feature.id not in layout.hidden)
        return group

    def _leaders(self, plate: Plate, layout: Layout) -> Iterator[Artist]:
        """Lead from each sign that had to give way to its true point."""
        for mark in plate.marks:
            place = layout.signs.get(mark.feature.id)
            if mark.feature.geometry is None or place is None or not mark.look.disc:
                continue
            x, y = self._point(mark)
            if np.hypot(place[0] - x, place[1] - y) > 1.0:
                ink = mark.look.ink.day
                yield self.pen.shape(line((x, y), place), edge=self.pen.halo, width=1.5, alpha=0.8)
                yield self.pen.shape(line((x, y), place), edge=ink, width=0.5)
                yield self.pen.shape(circle(x, y, 1.0), face=ink, edge=self.pen.halo, width=0.4)

    def _parts(self, mark: DrawnMark, layout: Layout, under: str | None) -> Iterator[Artist]:
        look, pen, key = mark.look, self.pen, mark.feature.id
        if look.shape == "area":
            geometry = self._geometry(mark)
            if key not in self._hatches:
                # Along the shore the coast is line enough.
                rim = shapely.difference(shapely.boundary(geometry), self._near_land)
                self._hatches[key] = hatching(geometry, _ZONE_HATCH, rising=False) if look.hatch else None, to_path(rim)
            yield from draw_zone(pen, look, geometry, *self._hatches[key])
        elif look.shape == "line":
            yield from draw_line(pen, look, to_path(self._geometry(mark)))
        elif look.shape == "arrow":
            points = shapely.get_coordinates(self._geometry(mark))
            width, short = _ARROW_WIDTHS[mark.feature.fields.rank], self._shortening(mark, layout)
            yield from draw_arrow(pen, look, points, width, short=short)
        elif look.shape == "glyph" and look.glyph:
            yield from self._sign(mark, layout)
        if key in layout.labels:
            yield from self._label(mark, *layout.labels[key], under)

    def _shortening(self, mark: DrawnMark, layout: Layout) -> float:
        """Tell how much earlier an arrow ends so that its head does not lie under the sign it leads to; points."""
        if mark.look.shape != "arrow":
            return 0.0
        x, y = shapely.get_coordinates(self._geometry(mark))[-1]
        reaches = [radius - math.hypot(left - x, along - y) for left, along, radius in layout.discs]
        return max([0.0, *(reach + 1.2 for reach in reaches if reach > 0)])

    def _sign(self, mark: DrawnMark, layout: Layout) -> Iterator[Artist]:
        look, key = mark.look, mark.feature.id
        place = layout.signs.get(key)
        if place is not None:
            glyph = mpl_path(look.glyph or "", self.ground.atlas.folder)
            yield from draw_sign(self.pen, look, glyph, *place, sign_radius(look, mark.feature.fields.rank))
        elif look.disc:
            yield from draw_dot(self.pen, look, *self._point(mark))
        elif key in layout.labels and key not in layout.covered:
            glyph = mpl_path(look.glyph or "", self.ground.atlas.folder)
            radius = sign_radius(look, mark.feature.fields.rank)
            yield from draw_sign(self.pen, look, glyph, *self._point(mark), radius)

    def _ink(self, mark: DrawnMark) -> str:
        """Give the ink of a name: quiet inks are darker for letters than for signs, and darker still on water."""
        config = self.ground.atlas.config
        black = palette(config, "ink").day
        if mark.look.ink == palette(config, "water"):
            return mix(mark.look.ink.day, black, 0.46)
        return mix(mark.look.ink.day, black, 0.45 if mark.look.ink == palette(config, "ground") else 0.0)

    def _tint(self, box: Box) -> str | None:
        """Give the colour of the ground under a label; ``None`` where it lies on more than one."""
        x, y = np.meshgrid(np.linspace(box.left, box.right, 8), (box.bottom, box.top))
        water = palette(self.ground.atlas.config, "shallows").day
        if shapely.contains_xy(self.ground.lakes, x, y).mean() > 1 - _WHOLLY:
            return water
        at_sea = 1.0
        for shape, colour in self._tints:
            share = float(shapely.contains_xy(shape, x, y).mean())
            if share > _WHOLLY:
                return colour
            at_sea -= share
        return water if at_sea > _WHOLLY else None

    def _label(self, mark: DrawnMark, spot: Spot, lines: tuple[Lettering, ...], under: str | None) -> Iterator[Artist]:
        ground, black = (palette(self.ground.atlas.config, name).day for name in ("ground", "ink"))
        ink, quiet = self._ink(mark), mix(ground, black, 0.2)
        alpha = 0.75 if mark.look.ghost else None
        y = spot.y
        for number, lettering in enumerate(lines):
            colour = quiet if number else ink
            yield from self.pen.lettering(lettering, spot.x, y, colour, under=under, alpha=alpha)
            y -= _LEADING


_ORDER = {"area": 10.0, "line": 11.0, "arrow": 12.0, "glyph": 14.0, "label": 15.0}
_LEADERS, _TOWN = 13.0, 13.5


def _rank(mark: DrawnMark) -> int:
    return mark.feature.fields.rank


def _chunks(lines: Any) -> list[Any]:
    """Cut lines into short pieces, so that a tree of them finds what a label lies on quickly."""
    pieces = []
    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(np.array(lines, dtype=object))))
    for part in parts:
        points = shapely.get_coordinates(part)
        pieces += [shapely.LineString(points[at : at + _CHUNK + 1]) for at in range(0, len(points) - 1, _CHUNK)]
    return pieces
