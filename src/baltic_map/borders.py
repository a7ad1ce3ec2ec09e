"""Territories over time: border arcs, the areas they cut, and who held each area from when."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from itertools import pairwise
from typing import Protocol

import shapely
from msgspec import Struct
from msgspec.structs import replace
from shapely.geometry.base import BaseGeometry
from shapely.strtree import STRtree

from baltic_map.config import Reading
from baltic_map.contract import Span
from baltic_map.sources import Citation

__all__ = ["Arc", "Area", "Borders", "Holding", "Territory"]


class Shaped(Protocol):
    """What knows its geometry, and may read it when it is asked for."""

    @property
    def geometry(self) -> BaseGeometry:
        """The geometry, EPSG:4326."""


class Territory(Struct, frozen=True):
    """A piece of land that no border of the window cuts; EPSG:4326, lakes included, the sea not."""

    id: str
    names: Mapping[str, str]
    shape: Shaped | BaseGeometry
    citations: tuple[Citation, ...]
    note: str

    @property
    def geometry(self) -> BaseGeometry:
        """Its outline."""
        return _geometry(self.shape)


class Arc(Struct, frozen=True):
    """A border line between two territories, its precision in km and who says so; EPSG:4326."""

    id: str
    names: Mapping[str, str]
    shape: Shaped | BaseGeometry
    left: str
    right: str
    precision_km: float
    citations: tuple[Citation, ...]
    note: str

    @property
    def geometry(self) -> BaseGeometry:
        """The line."""
        return _geometry(self.shape)


def _geometry(shape: Shaped | BaseGeometry) -> BaseGeometry:
    return shape if isinstance(shape, BaseGeometry) else shape.geometry


class Holding(Struct, frozen=True):
    """
    Who held a territory, on the days ``[first, stop)`` of the atlas.

    Parameters
    ----------
    territory
        Id of the territory.
    first, stop
        Days of the atlas, half-open.
    state
        Code of the state it was administered as part of.
    controller
        Code of the state whose armed power decided on the ground.
    recognised
        Code of the state it remained for those that did not recognise a change.
    status
        Id of a status of ``atlas.toml``.
    citations
        Who says so.
    note
        Contradictions and doubts.
    start_date, end_date
        As written: a day or EDTF, the end the day on which it no longer was so; ``None`` where nothing is written.
    """

    territory: str
    first: int
    stop: int
    state: str
    controller: str
    recognised: str
    status: str
    citations: tuple[Citation, ...]
    note: str
    start_date: str | None = None
    end_date: str | None = None

    @property
    def standing(self) -> tuple[str, str, str, str]:
        """State, controller, recognised and status: what makes two territories look alike."""
        return self.state, self.controller, self.recognised, self.status


class Area(Struct, frozen=True):
    """Territories that stand alike on a day: the states of that day, as they are tinted."""

    territories: tuple[str, ...]
    state: str
    controller: str
    recognised: str
    status: str


class Borders:
    """
    The territories of an atlas over its window.

    Parameters
    ----------
    territories
        A coverage: no gaps, no overlaps, neighbours with the same vertices.
    arcs
        The lines between them.
    holdings
        For each territory its rows, by first day.
    """

    def __init__(self, territories: Iterable[Territory], arcs: Iterable[Arc], holdings: Iterable[Holding]) -> None:
        self.territories = {each.id: each for each in territories}
        self.arcs = {each.id: each for each in arcs}
        self.holdings: dict[str, list[Holding]] = {key: [] for key in self.territories}
        for holding in sorted(holdings, key=lambda each: each.first):
            self.holdings.setdefault(holding.territory, []).append(holding)
        self._held: dict[int, dict[str, Holding]] = {}

    def holding(self, territory: str, index: int) -> Holding | None:
        """Give who held a territory on day ``index``; ``None`` if no row says so."""
        return next((each for each in self.holdings[territory] if each.first <= index < each.stop), None)

    def held(self, index: int) -> dict[str, Holding]:
        """Give who held each territory on a day, in their order; what no row tells of is left out."""
        if index not in self._held:
            rows = ((key, self.holding(key, index)) for key in self.territories)
            self._held[index] = {key: row for key, row in rows if row}
        return self._held[index]

    def areas(self, index: int) -> list[Area]:
        """
        Group the territories by how they stand on a day.

        Parameters
        ----------
        index
            Day of the atlas.

        Returns
        -------
        areas
            In the order of their first territory; each territory in exactly one.
        """
        groups: dict[tuple[str, str, str, str], list[str]] = defaultdict(list)
        for key, holding in self.held(index).items():
            groups[holding.standing].append(key)
        return [Area(tuple(members), *standing) for standing, members in groups.items()]

    def lines(self, index: int) -> list[tuple[Arc, bool]]:
        """
        List the border lines of a day.

        Parameters
        ----------
        index
            Day of the atlas.

        Returns
        -------
        lines
            Arcs whose two sides stand differently; ``True`` where different states hold them, ``False`` for an inner
            line, between lands of one state that stand differently in it (a republic, a leased base).
        """
        found = []
        standing = {key: row.standing for key, row in self.held(index).items()}
        for arc in self.arcs.values():
            left, right = standing.get(arc.left), standing.get(arc.right)
            if left and right and left != right:
                (state, _, *other), (other_state, _, *another) = left, right
                if state != other_state or other != another:
                    found.append((arc, state != other_state))
        return found

    def runs(self, total: int) -> Iterator[Span]:
        """Yield the spans of the ``total`` days of the atlas in which no territory changes hands."""
        rows = [row for rows in self.holdings.values() for row in rows]
        days = {0, total, *(row.first for row in rows), *(row.stop for row in rows)}
        yield from (Span(*pair) for pair in pairwise(sorted(days)))

    def read_as(self, reading: Reading) -> Borders:
        """Give the same land as it is read: drawn as the state of another column, with other statuses."""

        def read(row: Holding) -> Holding:
            status = reading.statuses.get(row.status, row.status)
            return replace(row, state=getattr(row, reading.by), status=status)

        rows = (read(row) for rows in self.holdings.values() for row in rows)
        return Borders(self.territories.values(), self.arcs.values(), rows)

    def at(self, lon: float, lat: float) -> Territory | None:
        """
        Find the territory at a place.

        Parameters
        ----------
        lon, lat
            Degrees, EPSG:4326.

        Returns
        -------
        territory
            The territory the point lies in; on a border, the first of those that meet there; ``None`` on the open sea
            and outside the atlas.
        """
        hits = self._tree.query(shapely.Point(lon, lat), predicate="intersects")
        return list(self.territories.values())[min(hits)] if len(hits) else None

    @cached_property
    def _tree(self) -> STRtree:
        return STRtree([each.geometry for each in self.territories.values()])
