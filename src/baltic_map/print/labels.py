"""Where the signs and names of a day stand on a plate: the most important first, none on top of another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
import shapely
from msgspec import Struct, field
from msgspec.structs import replace
from shapely.strtree import STRtree

from baltic_map.config import zoom_shift
from baltic_map.contract import Area, LabelClass
from baltic_map.day_view import DayView, FeatureView
from baltic_map.print.arrows import arrow_curve, arrow_outline
from baltic_map.print.basemap import Basemap
from baltic_map.print.placement import MEASURED, Candidate, Candidates, Occupancy, around, beside, choose, displace
from baltic_map.print.route_days import place_along
from baltic_map.print.shaped_text import BODY, FINE, NOTE, SMALL, ShapedText, fit, shape_text, wrap
from baltic_map.print.sheet import PAPER_ZOOM, PIXEL, Box
from baltic_map.print.side_names import PlacedName, place_side_names
from baltic_map.print.symbols import icon_radius
from baltic_map.print.typefaces import Face
from baltic_map.symbology import SYMBOLOGY

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LEADING", "TOTAL_LEADING", "LabelPlacer", "Layout"]

# How far a sign may stand from its true point before it becomes a dot, by rank; points.
_REACH = {1: 60.0, 2: 46.0, 3: 30.0, 4: 20.0}
_ICON_PADDING = 0.9

# So near the water, or the land, a sign stands on the shore.
_SHORE = 5.0

# Nothing is lettered closer to the frame.
_INNER_MARGIN = 3.0

# What a label pays for lying on a line, in the coin of `beside`'s dislikes.
_ON_BORDER, _ON_ARROW, _ON_SHORE = 3.0, 2.8, 0.45
# The name of a state is large enough to be read on them; it had better not be.
_NAME_ON_LINE = 1.2

# What a name pays for each step by which it is spaced less widely.
_CLOSER = 1.5

# A sea's name whose middle is on land names that; a lake's may stand beside it.
_ASHORE, _BESIDE_LAKE = 12.0, 1.0
_CHUNK = 24

# A lesser name that could only stand on lines is left out; a great one if it would have to stand elsewhere.
_MAX_COST, _MAX_COST_MAJOR, _MUCH = 3.6, 20.0, 6.0

# From how far outside the frame the name of a state is drawn into it, points.
_DRAWN_IN = 110.0

# Towns up to this rank keep their rings free of signs that give way.
_MAJOR = 2

# How far an hour stands from the middle of the arrow, points.
_HOUR_GAP = 7.0

# Searches for room that are kept.
_KEPT = 4000

# A sign this near to a town's point stands on its ring; points.
_COVERS, _BY_TOWN = 7.0, 26.0


class _Style(Struct, frozen=True):
    """How a name is set; that of an expanse may move ``max_distance``, as readily as ``tolerance`` says."""

    face: Face
    size: float
    trackings: tuple[float, ...] = (0.0,)
    capitals: bool = False
    max_distance: tuple[float, float] | None = None
    tolerance: float = 12.0


_SERIF, _ITALIC = Face("serif"), Face("serif", style="italic")
_STRONG_SERIF = Face("serif", "semibold")
_TODAY = Face("sans", style="italic")

_STYLES = {
    ("state", 1): _Style(_STRONG_SERIF, BODY, (0.95, 0.66, 0.42, 0.26, 0.14), capitals=True, max_distance=(84, 56)),
    ("state", 2): _Style(_SERIF, SMALL, (0.2, 0.1), capitals=True, max_distance=(28, 20)),
    ("sea", 1): _Style(_ITALIC, BODY, (0.16, 0.08, 0.02), max_distance=(60, 40)),
    ("sea", 2): _Style(_ITALIC, SMALL, (0.06, 0.0), max_distance=(20, 14)),
    ("region", 2): _Style(_SERIF, SMALL, (0.22, 0.1), capitals=True, max_distance=(32, 20), tolerance=6.0),
    ("region", 3): _Style(_SERIF, FINE, (0.16, 0.06), capitals=True, max_distance=(14, 10), tolerance=6.0),
    ("island", 1): _Style(_SERIF, SMALL, max_distance=(16, 12), tolerance=5.0),
    ("island", 3): _Style(_SERIF, FINE, max_distance=(12, 9), tolerance=5.0),
    ("lake", 2): _Style(_ITALIC, FINE, max_distance=(40, 24)),
    ("river", 2): _Style(_ITALIC, FINE, max_distance=(10, 7), tolerance=5.0),
    ("capital", 1): _Style(Face("sans", "semibold"), SMALL),
    ("town", 1): _Style(Face("sans"), SMALL),
    ("town", 3): _Style(Face("sans"), FINE),
    ("strength", 1): _Style(Face("sans", "semibold"), SMALL, max_distance=(70, 60), tolerance=20.0),
    ("place", 1): _Style(_SERIF, FINE, max_distance=(14, 10)),
}
_LESSER = {
    (role, rank): replace(_STYLES[role, rank + 1], max_distance=_STYLES[role, rank].max_distance)
    for role, rank in (("state", 1), ("sea", 1), ("region", 2))
}
_SIGN = _Style(Face("sans", "semibold"), FINE)
_NUMBER = _Style(Face("sans", "semibold"), SMALL, max_distance=(40, 30))

# Of the signs the chief ones are named, on paper only: there nobody can point at one. After the chief towns.
_SIGN_CLASS = LabelClass("beside", 1.1, (0.0,))


def _style(feature: FeatureView) -> _Style:
    """Look up how a name is lettered: the style of its rank or of the next more important one."""
    if feature.symbol.disc:
        return _SIGN
    role, rank = feature.symbol.label, feature.feature.rank
    fitting = [style for (name, least), style in _STYLES.items() if name == role and least <= rank]
    return fitting[-1] if fitting else _STYLES["place", 1]


def _label_class(feature: FeatureView) -> LabelClass:
    return SYMBOLOGY.labels[feature.symbol.label] if feature.symbol.label else _SIGN_CLASS


def _is_settled(feature: FeatureView, plate: DayView) -> bool:
    return feature.symbol.shape == "arrow" and feature.feature.span.first < plate.index


def _has_news(feature: FeatureView, plate: DayView) -> bool:
    return feature.sides is not None and plate.index - feature.feature.span.first < SYMBOLOGY.side.days


def _is_capital(feature: FeatureView) -> bool:
    return feature.symbol.label == "capital"


LEADING = NOTE * 1.08
"""From the name to today's name beneath it, points."""

TOTAL_LEADING = SMALL * 1.15
"""From line to line of a total, points."""

# A longer name is cut short, sizes of its type.
_LONGEST, _SHORT = 30.0, 12.0

# Lines of a total are as broad as this, points; narrower where it would lie on lines of the map, or near them.
_STRENGTH, _AIR = (118.0, 86.0, 64.0), np.array([-4.0, -4.0, 4.0, 4.0])


class Layout(Struct, frozen=True):
    """
    Where the signs and labels of a day stand.

    Parameters
    ----------
    icons
        Middles of the signs by id, points; ``None`` for one that found no room and is a dot on its place.
    labels
        Places and lines of the labels by id; those that found no room are not in it.
    hidden
        Ids of places that are not shown on this sheet.
    covered
        Ids of towns on whose ring a sign stands.
    discs
        Middles and radii of the signs.
    sides
        Names of the left and the right side of those lines that are news, by id.
    notches
        Ids of what is a mark across an arrow, with the id of that arrow.
    settled
        Ids of arrows that began before the day.
    days
        Days along arrows, by id.
    """

    icons: dict[str, tuple[float, float] | None]
    labels: dict[str, tuple[Candidate, tuple[ShapedText, ...]]]
    hidden: frozenset[str]
    covered: frozenset[str]
    discs: tuple[tuple[float, float, float], ...]
    sides: dict[str, tuple[PlacedName, ...]]
    notches: dict[str, str]
    settled: frozenset[str]
    days: dict[str, PlacedName] = field(default_factory=dict)


class _Cost(Struct, frozen=True):
    """What rectangles (rows of left, bottom, right, top) cost; the same by the same key."""

    key: object
    of: Callable[[NDArray[np.float64]], NDArray[np.float64]]

    def __call__(self, boxes: NDArray[np.float64]) -> NDArray[np.float64]:
        return self.of(boxes)


_Within: TypeAlias = "Callable[[NDArray[np.float64]], NDArray[np.bool_]]"


class _Task(Struct, frozen=True):
    """A layout that is being made."""

    plate: DayView
    lands: NDArray[np.object_]
    occupancy: Occupancy
    cost: _Cost
    icons: dict[str, tuple[float, float] | None]
    labels: dict[str, tuple[Candidate, tuple[ShapedText, ...]]]
    discs: list[tuple[float, float, float]]
    covered: set[str]


class LabelPlacer:
    """
    Finds room for the signs and names of a day.

    Parameters
    ----------
    basemap
        What they stand on.
    mute
        Whether names are numbers, all set alike.
    """

    def __init__(self, basemap: Basemap, *, mute: bool = False) -> None:
        self.basemap, self.mute = basemap, mute
        self._points: dict[str, tuple[float, float]] = {}
        self._lands: dict[tuple[str, ...], Any] = {}
        self._chosen: dict[object, tuple[Candidate, float] | None] = {}
        self._lines: _Cost | None = None
        self._bodies = STRtree([])
        self._homes: tuple[tuple[Area, ...], dict[tuple[float, float], _Within]] = (), {}
        self._last: tuple[object, Layout] | None = None
        #: Where nothing may stand.
        self.reserved: list[Box] = []
        #: On which day an arrow began, in words.
        self.began: Callable[[FeatureView], str] = lambda _: ""

    def geometry(self, feature: FeatureView) -> Any:
        """Give a mark's geometry, points; zones and lines cut near the frame."""
        geometry = self.basemap.geometry(feature.feature)
        return self.basemap.sheet.cut(geometry) if feature.symbol.shape in {"area", "line"} else geometry

    def point(self, feature: FeatureView) -> tuple[float, float]:
        """Give where a mark belongs, points."""
        key = feature.feature.id
        if key not in self._points:
            x, y = shapely.get_coordinates(self.basemap.geometry(feature.feature))[0]
            self._points[key] = float(x), float(y)
        return self._points[key]

    @cached_property
    def _prepared_land(self) -> Any:
        shapely.prepare(self.basemap.land)
        return self.basemap.land

    @cached_property
    def _shore(self) -> STRtree:
        return STRtree(_chunks(self.basemap.shore))

    @cached_property
    def _banks(self) -> STRtree:
        return STRtree(
            np.concatenate([self._shore.geometries, shapely.boundary(shapely.get_parts(self.basemap.lakes))])
        )

    def layout(self, plate: DayView) -> Layout:
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
        state = (
            *(plate.features, plate.areas, plate.borders),
            [(_is_settled(each, plate), _has_news(each, plate)) for each in plate.features],
        )
        # Most days are laid out as the day before.
        if self._last is None or self._last[0] != state:
            self._last = state, self._lay_out(plate)
        return self._last[1]

    def _lay_out(self, plate: DayView) -> Layout:
        drawn = [feature for feature in plate.features if feature.feature.geometry is not None]
        occupancy = Occupancy(self.basemap.sheet.frame.grown(-_INNER_MARGIN))
        for box in self.reserved:
            occupancy.take_box(box)
        glyphs = [feature for feature in drawn if feature.symbol.shape == "icon"]
        towns = [feature for feature in glyphs if not feature.symbol.disc]
        lands = np.array([self.basemap.area(each.territories) for each in plate.areas], dtype=object)
        shapely.prepare(lands)
        task = _Task(plate, lands, occupancy, self._cost(plate, drawn), {}, {}, [], set())
        # The most important first, whatever it is: names of capitals go before signs that can stand elsewhere.
        self._place_icons(task, list(filter(_is_capital, towns)), 0.0)
        notches = _notches(drawn)
        discs = [feature for feature in glyphs if feature.symbol.disc and feature.feature.id not in notches]
        discs.sort(key=_rank)
        left = self._place_icons(task, discs, 0.0, discs)
        self._name(task, [town for town in towns if _rank(town) == 1])
        self._place_icons(task, sorted((town for town in towns if _rank(town) <= _MAJOR), key=_rank), 0.0)
        for feature in left:
            if self._place_icons(task, [feature], _REACH[_rank(feature)], discs):
                task.icons[feature.feature.id] = None
        sides = {
            feature.feature.id: place_side_names(self.geometry(feature), feature.sides, occupancy)
            for feature in sorted(drawn, key=_rank)
            if feature.sides and _has_news(feature, plate)
        }
        self._write_hours(task, [feature for feature in glyphs if feature.feature.id in notches])
        days = dict(self._write_days(task, [feature for feature in drawn if feature.symbol.shape == "arrow"]))
        self._name(task, [feature for feature in drawn if feature.feature.id not in notches])
        # A ring without a name tells nothing, but for that of a capital.
        hidden = {
            feature.feature.id
            for feature in drawn
            if feature.feature.id not in task.labels
            and (feature.symbol.shape == "label" or (feature.symbol.shape == "icon" and not feature.symbol.disc))
            if not _is_capital(feature) or feature.feature.id not in task.icons
        }
        return Layout(
            task.icons,
            task.labels,
            frozenset(hidden),
            frozenset(task.covered),
            tuple(task.discs),
            sides,
            notches,
            frozenset(each.feature.id for each in drawn if _is_settled(each, plate)),
            days,
        )

    def _place_icons(
        self, task: _Task, features: list[FeatureView], max_distance: float, crowd: list[FeatureView] | None = None
    ) -> list[FeatureView]:
        """Place signs within reach of their points; give those that found no room."""
        around_ = [self.point(feature) for feature in crowd or ()]
        for feature in features:
            radius = icon_radius(feature.symbol, _rank(feature)) + (_ICON_PADDING if feature.symbol.disc else 0.4)
            if feature.feature.id not in task.icons:
                may = self._within(task, self.point(feature)) if max_distance else None
                (place,) = displace(
                    [self.point(feature)], [radius], task.occupancy, max_distance=max_distance, crowd=around_, may=may
                )
                if place is not None:
                    task.icons[feature.feature.id] = place
                    if feature.symbol.disc:
                        task.discs.append((*place, icon_radius(feature.symbol, _rank(feature))))
        return [feature for feature in features if feature.feature.id not in task.icons]

    def _within(self, task: _Task, place: tuple[float, float]) -> _Within:
        """Tell where a sign may be moved, which is the same as long as the states are."""
        if task.plate.areas != self._homes[0]:
            self._homes = task.plate.areas, {}
        known = self._homes[1]
        if place not in known:
            known[place] = self._at_home(task.lands, place)
        return known[place]

    @staticmethod
    def _at_home(lands: NDArray[np.object_], place: tuple[float, float]) -> _Within:
        """
        Tell where a sign may be moved: within its own state, and from a shore to the water before it.

        Elsewhere it would say that a state has what another has.
        """
        home = shapely.Point(place)
        near = np.flatnonzero(shapely.dwithin(lands, home, _SHORE))
        own = int(near[np.argmin(shapely.distance(lands[near], home))]) if len(near) else None
        disc = home.buffer(_SHORE)
        # All of the lands would take long to unite.
        left, bottom, right, top = home.buffer(2 * _SHORE).bounds
        on_shore = not shapely.union_all(shapely.clip_by_rect(lands[near], left, bottom, right, top)).contains(disc)
        others = np.delete(lands, [] if own is None else [own])

        def within(centres: NDArray[np.float64]) -> NDArray[np.bool_]:
            x, y = centres.T
            fits = np.zeros(len(centres), dtype=bool) if own is None else shapely.intersects_xy(lands[own], x, y)
            if on_shore:
                wet = np.flatnonzero(~(fits | shapely.intersects_xy(others[:, None], x, y).any(axis=0)))
                if own is not None:
                    # Its own shore is the nearest, clearly so.
                    candidates = shapely.points(centres[wet])
                    far = shapely.distance(lands[own], candidates) + _SHORE
                    wet = wet[~shapely.dwithin(others[:, None], candidates, far).any(axis=0)]
                fits[wet] = True
            return np.asarray(fits)

        return within

    def _write_hours(self, task: _Task, notched: list[FeatureView]) -> None:
        """Write beside the marks across arrows the hours that are known, where there is room."""
        for feature in sorted(notched, key=_rank):
            if not feature.feature.time:
                continue
            text = shape_text(feature.feature.time, _SIGN.face, _SIGN.size)
            size = text.width, text.ascent, text.descent
            chosen = self._choose(task, beside(*self.point(feature), _HOUR_GAP, size), task.cost, padding=0.6)
            if chosen is not None:
                task.labels[feature.feature.id] = chosen[0], (text,)
                task.occupancy.take_box(chosen[0].box.grown(0.4))

    def _write_days(self, task: _Task, arrows: list[FeatureView]) -> Iterator[tuple[str, PlacedName]]:
        """Write along arrows the days on which they began, where there is room."""
        for feature in sorted(arrows, key=_rank):
            words = self.began(feature)
            if words:
                text = shape_text(words, _SIGN.face, _SIGN.size)
                part = max(shapely.get_parts(self.geometry(feature)), key=shapely.length)
                curve = arrow_curve(shapely.get_coordinates(part), SYMBOLOGY.arrow, PIXEL)
                breadth = SYMBOLOGY.arrow.widths[_rank(feature) - 1] * PIXEL
                placed = place_along(curve, text, breadth, task.occupancy, task.cost)
                if placed is not None:
                    yield feature.feature.id, placed

    def _name(self, task: _Task, features: list[FeatureView]) -> None:
        """Place labels, the most important first; those without room are left out."""
        zoom = self.basemap.sheet.zoom + PAPER_ZOOM + zoom_shift(self.basemap.atlas.config.view)
        wanting = []
        for feature in features:
            rank, symbol, own = _rank(feature), feature.symbol, _label_class(feature)
            is_named = symbol.shape == "label" or (symbol.shape == "icon" and (rank == 1 or not symbol.disc))
            is_named = is_named and bool(feature.name)
            is_large = zoom >= own.zooms[min(rank, len(own.zooms)) - 1]
            if is_named and is_large and feature.feature.id not in task.labels:
                wanting.append((own.priority + rank, feature))
        for _, feature in sorted(wanting, key=lambda each: each[0]):
            if not task.occupancy.holds(*self._wanted(feature)):
                continue
            placed = self._expanse(task, feature) if feature.symbol.shape == "label" else self._beside(task, feature)
            if placed is not None:
                task.labels[feature.feature.id] = placed
                task.occupancy.take_box(placed[0].box.grown(0.4))
                if feature.symbol.shape == "icon" and feature.feature.id not in task.icons:
                    task.occupancy.take_disc(*self.point(feature), icon_radius(feature.symbol, _rank(feature)))

    def _choose(
        self, task: _Task, candidates: Candidates, cost: _Cost, *, padding: float, measured: int = MEASURED
    ) -> tuple[Candidate, float] | None:
        """Choose as `choose` does; what was chosen before among the same things is not sought again."""
        key = candidates, cost.key, padding, task.occupancy.near(candidates, padding)
        if key not in self._chosen:
            if len(self._chosen) >= _KEPT:
                self._chosen.clear()
            self._chosen[key] = choose(candidates, task.occupancy, cost, padding=padding, measured=measured)
        return self._chosen[key]

    def _style(self, feature: FeatureView) -> _Style:
        return _NUMBER if self.mute and feature.name.isdigit() else _style(feature)

    def _expanse(self, task: _Task, feature: FeatureView) -> tuple[Candidate, tuple[ShapedText, ...]] | None:
        """Place the name of an expanse: widely spaced if it can be."""
        style = self._style(feature)
        role, rank = feature.symbol.label or "", _rank(feature)
        own = {"lake": self._by_lake, "region": self._on_own_land}
        wish = own.get(role) or {"land": self._inside, "water": self._at_sea}.get(_label_class(feature).place)
        cost = wish(task, feature) if wish else task.cost
        if role == "strength":
            return self._strength(task, feature, style)
        placed = self._spaced(task, feature, style, cost)
        lesser = _LESSER.get((role, rank))
        # Where the name of a sea would lie on much, a smaller one lies on less; a state's is small only without room.
        most = {"sea": _MUCH, "region": _MAX_COST}.get(role, _MAX_COST_MAJOR)
        if lesser and (placed is None or placed[0] > most):
            placed = min(filter(None, (placed, self._spaced(task, feature, lesser, cost))), key=_first, default=None)
        if placed is None or placed[0] > (_MAX_COST if rank > _MAJOR else _MAX_COST_MAJOR):
            return None
        return placed[1], (placed[2],)

    def _spaced(
        self, task: _Task, feature: FeatureView, style: _Style, cost: _Cost
    ) -> tuple[float, Candidate, ShapedText] | None:
        """Place the name of an expanse in one style; give what that costs too."""
        x, y = self._wanted(feature)
        name = fit(feature.name, style.face, style.size, style.size * _LONGEST)
        found = []
        for number, tracking in enumerate(style.trackings):
            shaped_text = shape_text(name, style.face, style.size, tracking=tracking, capitals=style.capitals)
            candidates = around(
                x,
                y,
                style.max_distance or (0, 0),
                (shaped_text.width, shaped_text.ascent, shaped_text.descent),
                style.tolerance,
            )
            chosen = self._choose(
                task, candidates, cost, padding=2.0 if style.capitals else 4.0 if style is _NUMBER else 1.2
            )
            if chosen is not None:
                found.append((chosen[1] + _CLOSER * number, number, chosen[0], shaped_text))
                # The next can be no better.
                if chosen[1] <= _CLOSER:
                    break
        if not found:
            return None
        total, _, candidate, shaped_text = min(found, key=lambda each: each[:2])
        return total, candidate, shaped_text

    def _strength(
        self, task: _Task, feature: FeatureView, style: _Style
    ) -> tuple[Candidate, tuple[ShapedText, ...]] | None:
        """Place a total, in several lines."""
        found = []
        for broad in _STRENGTH:
            lines = tuple(
                shape_text(each, style.face, style.size) for each in wrap(feature.name, style.face, style.size, broad)
            )
            drop = (len(lines) - 1) * TOTAL_LEADING
            size = max(each.width for each in lines), lines[0].ascent, drop + lines[-1].descent
            candidates = around(*self._wanted(feature), style.max_distance or (0, 0), size, style.tolerance)
            near = _Cost(("near", task.cost.key), lambda boxes: task.cost(boxes + _AIR))
            chosen = self._choose(task, candidates, near, padding=1.2, measured=len(candidates.penalties))
            if chosen is not None:
                found.append((chosen[1], chosen[0], lines))
        return min(found, key=_first)[1:] if found else None

    def _wanted(self, feature: FeatureView) -> tuple[float, float]:
        """Give where a label is wanted: the name of a state of which only a part is on the map is drawn into it."""
        x, y = self.point(feature)
        frame = self.basemap.sheet.frame
        near = frame.grown(_DRAWN_IN)
        if (
            _label_class(feature).place == "land"
            and _rank(feature) == 1
            and near.left < x < near.right
            and near.bottom < y < near.top
        ):
            inner = frame.grown(-BODY)
            return min(max(x, inner.left), inner.right), min(max(y, inner.bottom), inner.top)
        return x, y

    def _beside(self, task: _Task, feature: FeatureView) -> tuple[Candidate, tuple[ShapedText, ...]] | None:
        """Place the name of a sign or a town; today's name beneath it goes first if there is no room."""
        disc, style = feature.symbol.disc, self._style(feature)
        if disc and self._told_by_town(feature, task):
            return None
        x, y = (disc and task.icons.get(feature.feature.id)) or self.point(feature)
        radius = icon_radius(feature.symbol, _rank(feature))
        gap = radius + 1.6
        if not disc:
            covering = self._covering(task, x, y)
            ring = np.array([(x, y)])
            if covering:
                task.covered.add(feature.feature.id)
            elif feature.feature.id not in task.icons and not task.occupancy.free_discs(ring, radius + 0.4)[0]:
                return None
            # The sign that stands on a town's ring speaks for it; the name stands beside that sign.
            gap = max([gap, *(max_distance + 1.6 for max_distance in covering)])
        name, short = (
            shape_text(fit(feature.name, style.face, style.size, style.size * longest), style.face, style.size)
            for longest in (_LONGEST, _SHORT)
        )
        today = (
            shape_text(fit(feature.name_today, _TODAY, NOTE, NOTE * _LONGEST), _TODAY, NOTE)
            if feature.name_today and not disc
            else None
        )
        padding = 0.8 if _rank(feature) <= _MAJOR else 2.2
        if style is _NUMBER:
            gap, padding = gap + 3.0, 4.0
        cost = self._off_arrows(task) if not disc and _rank(feature) > _MAJOR else task.cost
        # A town's ring would go with its name: the longest are shortened to find room.
        for lines in ((name, today), (name,), *(() if disc or short is name else ((short,),))):
            whole = tuple(each for each in lines if each is not None)
            drop = (len(whole) - 1) * LEADING
            size = max(each.width for each in whole), name.ascent, drop + whole[-1].descent
            chosen = self._choose(task, beside(x, y, gap, size), cost, padding=padding)
            # Towns are named where they can be; signs only where their names lie on nothing.
            if chosen is not None and chosen[1] < (_MAX_COST if disc else math.inf):
                return chosen[0], whole
        return None

    def _off_arrows(self, task: _Task) -> _Cost:
        """Give the price of a lesser town's name, which is on no arrow: there it could not be read."""

        def total(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            price = task.cost(boxes)
            price[self._bodies.query(shapely.box(*boxes.T), predicate="intersects")[0]] = np.inf
            return price

        return _Cost(("off arrows", task.cost.key), total)

    @staticmethod
    def _covering(task: _Task, x: float, y: float) -> list[float]:
        """List the radii of the signs that stand on a town's ring."""
        return [radius for across, along, radius in task.discs if math.hypot(across - x, along - y) < _COVERS]

    def _told_by_town(self, feature: FeatureView, task: _Task) -> bool:
        """Tell whether the sign's name begins with, or holds, the name of the town that it stands by."""
        x, y = self.point(feature)
        return any(
            other.name in feature.name and np.hypot(*np.subtract(self.point(other), (x, y))) < _BY_TOWN
            for other in task.plate.features
            if other.symbol.shape == "icon" and not other.symbol.disc and _rank(other) <= _MAJOR
            if other.feature.geometry is not None
        )

    def _inside(self, task: _Task, feature: FeatureView) -> _Cost:
        """Give the price of a state's name by how much of it lies outside the state."""
        code = feature.feature.state
        members = tuple(
            key
            for each in task.plate.areas
            if code in {each.standing.state, each.standing.recognised}
            for key in each.territories
        )
        if not members:
            return task.cost
        if members not in self._lands:
            self._lands[members] = shapely.buffer(shapely.simplify(self.basemap.area(members), 1.5), -2.5)
            shapely.prepare(self._lands[members])
        land = self._lands[members]

        def total(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            shapes = shapely.box(*boxes.T)
            shares = np.ones(len(boxes))
            outside = np.flatnonzero(~shapely.contains_properly(land, shapes))
            # The land near the rectangles meets each of them in a fraction of the time that all of it takes.
            near = shapely.clip_by_rect(land, *shapely.total_bounds(shapes[outside])) if len(outside) else land
            within = [shapely.area(shapely.clip_by_rect(near, *each)) for each in boxes[outside]]
            shares[outside] = within / shapely.area(shapes[outside])
            return np.asarray((1 - shares) * 50 + task.cost(boxes + _AIR / 3) * _NAME_ON_LINE)

        return _Cost(("inside", members, task.cost.key), total)

    def _at_sea(self, task: _Task, _: FeatureView) -> _Cost:
        """Give the price of a sea's name by the shores it would lie on, besides all other lines."""

        def total(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            met, _ = self._shore.query(shapely.box(*boxes.T), predicate="intersects")
            crossed = np.minimum(np.bincount(met, minlength=len(boxes)), 4) * 1.5
            left, bottom, right, top = boxes.T
            middle = shapely.points((left + right) / 2, (bottom + top) / 2)
            ashore = shapely.contains(self._prepared_land, middle) * _ASHORE
            return np.asarray(crossed + ashore + task.cost(boxes))

        return _Cost(("at sea", task.cost.key), total)

    def _on_own_land(self, task: _Task, feature: FeatureView) -> _Cost:
        """Give the price of a region's name: on its own land or on water, and never on land of others."""
        others = task.lands[~shapely.intersects_xy(task.lands, *self._wanted(feature))]

        def total(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            abroad = shapely.intersects(others[:, None], shapely.box(*boxes.T)).any(axis=0)
            return np.asarray(np.where(abroad, np.inf, task.cost(boxes)))

        states = tuple(each.territories for each in task.plate.areas)
        return _Cost(("on own land", feature.feature.id, states, task.cost.key), total)

    def _by_lake(self, task: _Task, feature: FeatureView) -> _Cost:
        """Give the price of a lake's name: on the lake or on land beside it, and never across a shore."""
        point, lakes = shapely.Point(self._wanted(feature)), shapely.get_parts(self.basemap.lakes)
        near = lakes[shapely.dwithin(lakes, point, _SHORE)]
        if len(near) == 0:
            return task.cost
        own = near[np.argmin(shapely.distance(near, point))]
        banks = self._banks

        def total(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            shapes = shapely.box(*boxes.T)
            across = np.zeros(len(boxes), dtype=bool)
            across[banks.query(shapes, predicate="intersects")[0]] = True
            gaps = shapely.distance(shapes, own)
            beside = np.where(gaps > 0, _BESIDE_LAKE, 0.0)
            return np.asarray(np.where(across | (gaps > _SHORE), np.inf, beside + task.cost(boxes)))

        return _Cost(("by lake", task.cost.key), total)

    def _outline(self, feature: FeatureView) -> Any:
        """Give the outline of an arrow, with its head."""
        arrow, ways = SYMBOLOGY.arrow, map(shapely.get_coordinates, shapely.get_parts(self.geometry(feature)))
        width = arrow.widths[_rank(feature) - 1] * PIXEL
        rings = (arrow_outline(arrow_curve(way, arrow, PIXEL), width, arrow) for way in ways)
        return shapely.GeometryCollection([shapely.linearrings(ring) for ring in rings if len(ring)])

    def _cost(self, plate: DayView, drawn: list[FeatureView]) -> _Cost:
        """Give the price of a rectangle by the lines it would lie on."""
        lines = [each for each in drawn if each.symbol.shape in {"arrow", "line", "area"}]
        key = tuple(each.id for each in plate.borders), tuple(each.id for each in lines)
        if self._lines is None or self._lines.key != key:
            arrows = [self._outline(each) for each in lines if each.symbol.shape == "arrow"]
            bodies = [shapely.buffer(shapely.polygons(ring), 0.1) for each in arrows for ring in each.geoms]
            self._bodies = STRtree(bodies)
            self._lines = _Cost(key, self._on_lines(plate, lines, arrows))
        return self._lines

    def _on_lines(
        self, plate: DayView, drawn: list[FeatureView], outlines: list[Any]
    ) -> Callable[..., NDArray[np.float64]]:
        borders = STRtree(_chunks([self.basemap.arcs[each.id] for each in plate.borders]))
        arrows = STRtree(
            _chunks(
                [self.geometry(feature) for feature in drawn if feature.symbol.shape in {"arrow", "line"}]
                + outlines
                + [shapely.boundary(self.geometry(feature)) for feature in drawn if feature.symbol.shape == "area"]
            )
        )

        def cost(boxes: NDArray[np.float64]) -> NDArray[np.float64]:
            shapes = shapely.box(*boxes.T)
            total = np.zeros(len(boxes))
            for tree, each in ((borders, _ON_BORDER), (arrows, _ON_ARROW), (self._shore, _ON_SHORE)):
                met, _ = tree.query(shapes, predicate="intersects")
                total += each * np.minimum(np.bincount(met, minlength=len(boxes)), 2)
            return total

        return cost


def _notches(drawn: list[FeatureView]) -> dict[str, str]:
    """Tell across which arrow of the day each place that was entered on the way is a mark."""
    arrows = {each.feature.id for each in drawn if each.symbol.shape == "arrow"}
    passed = ((each.feature.id, [name for name in each.feature.routes or () if name in arrows]) for each in drawn)
    return {name: routes[0] for name, routes in passed if routes}


def _first(row: tuple[float, Candidate, Any]) -> float:
    return row[0]


def _rank(feature: FeatureView) -> int:
    return feature.feature.rank


def _chunks(lines: Any) -> Any:
    """Cut lines into short pieces, so that a tree of them finds what a label lies on quickly."""
    parts = shapely.get_parts(shapely.get_parts(np.atleast_1d(np.array(lines, dtype=object))))
    pieces = [
        points[at : at + _CHUNK + 1]
        for points in map(shapely.get_coordinates, parts)
        for at in range(0, len(points) - 1, _CHUNK)
    ]
    owner = np.repeat(np.arange(len(pieces)), [len(each) for each in pieces])
    return shapely.linestrings(np.concatenate([np.empty((0, 2)), *pieces]), indices=owner)
