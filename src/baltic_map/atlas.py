"""An opened atlas: what is in force on a day, what changes, who held a place."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias

import shapely
from msgspec import Struct
from msgspec.structs import asdict

from baltic_map.basemap import AREAS, sound_shapes
from baltic_map.border_files import read_borders
from baltic_map.borders import Borders, Holding
from baltic_map.collector import paused
from baltic_map.config import Config, Role, settings_warnings
from baltic_map.contract import UncertainSpan
from baltic_map.days import Axis, CivilDay, Day
from baltic_map.defaults import read_completed
from baltic_map.errors import InvalidAtlasError, Problem, Problems, UnknownNameError
from baltic_map.layers import Feature, read_layer
from baltic_map.messages import Words
from baltic_map.passages import Passage, read_passages
from baltic_map.quoting import meant_hint
from baltic_map.reading import atlas_folder, exists
from baltic_map.sources import Bibliography, read_bibliography
from baltic_map.story import Story, read_story
from baltic_map.words import read_words

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

__all__ = ["Atlas", "Count", "Diff", "InForce", "Place", "Whereabouts", "default_folder", "open_atlas", "read_atlas"]


Whereabouts: TypeAlias = Literal["territory", "no-territory", "sea", "outside", "no-states"]
"""What a place is."""


class InForce(Struct, frozen=True):
    """
    What is in force on one day.

    Parameters
    ----------
    day
        The civil day.
    certain
        Features that were so on that day, in drawing order.
    possible
        Features that may have been so: an uncertain date leaves it open.
    """

    day: CivilDay
    certain: tuple[Feature, ...]
    possible: tuple[Feature, ...]

    def __repr__(self) -> str:
        return f"<InForce {self.day}: {len(self.certain)} certain, {len(self.possible)} possible>"

    def __iter__(self) -> Iterator[Feature]:
        return iter(self.certain + self.possible)

    def __len__(self) -> int:
        return len(self.certain) + len(self.possible)

    @property
    def ids(self) -> frozenset[str]:
        """Ids of all of them."""
        return frozenset(feature.id for feature in self)


class Count(Struct, frozen=True):
    """
    How many features there are on one day, at least and at most.

    Parameters
    ----------
    certain
        Those in force on that day whatever their uncertain dates mean, and themselves ``certain``.
    possible
        All that may have been in force, however sure they are; the certain ones are among them.
    """

    certain: int
    possible: int


class Place(Struct, frozen=True):
    """
    Who held a place on a day.

    Parameters
    ----------
    territory
        Id of the territory the place lies in.
    state, controller, recognised
        Codes: administered as part of, decided on the ground, remained for those that did not recognise a change.
    status
        Id of a status.
    sources
        Citations as written, ``"id, locator"``.
    note
        Contradictions and doubts; empty if there are none.
    """

    territory: str
    state: str
    controller: str
    recognised: str
    status: str
    sources: tuple[str, ...]
    note: str


class Diff(Struct, frozen=True):
    """
    What differs between two days.

    Parameters
    ----------
    before, after
        The two days.
    began
        Features in force (possibly) on ``after`` and not on ``before``.
    ended
        Features in force (possibly) on ``before`` and not on ``after``.
    holdings
        Territories that stand differently: who held them before, who after.
    """

    before: CivilDay
    after: CivilDay
    began: tuple[Feature, ...]
    ended: tuple[Feature, ...]
    holdings: tuple[tuple[Holding, Holding], ...]

    def __repr__(self) -> str:
        told = f"{len(self.began)} began, {len(self.ended)} ended, {len(self.holdings)} territories changed"
        return f"<Diff {self.before} to {self.after}: {told}>"

    def __bool__(self) -> bool:
        return bool(self.began or self.ended or self.holdings)


class Atlas:
    """
    An opened folder of dated layers. Use `open_atlas`.

    Parameters
    ----------
    folder
        Where it was read from.
    config
        Its ``atlas.toml``.
    bibliography
        The works it cites.
    features
        All features, in drawing order.
    readings
        Territories, arcs and holdings, in each way in which the land is told, by id.
    story
        Its guided story; ``None`` if it has none.
    passages
        Exact words of its sources.
    warnings
        What is likely a slip in its files, and may be meant.
    words
        Words of the interface that it brings itself, by language.

    Examples
    --------
    In the examples of the methods ``atlas`` is the atlas that comes with the package.

    >>> from baltic_map import open_atlas
    >>> atlas = open_atlas()
    >>> atlas
    <Atlas 'baltic': 834 features, 1939-08-23 to 1941-07-02>
    """

    def __init__(
        self,
        folder: Path,
        config: Config,
        bibliography: Bibliography,
        features: Iterable[Feature],
        readings: Mapping[str, Borders],
        story: Story | None = None,
        passages: Iterable[Passage] = (),
        warnings: Iterable[Problem] = (),
        words: Mapping[str, Words] | None = None,
    ) -> None:
        self.folder = folder
        self.config = config
        self.bibliography = bibliography
        self.feature_list = tuple(features)
        self.readings = dict(readings)
        self.story = story
        self.passages = tuple(passages)
        self.warnings = Problems(warnings)
        self.words = dict(words or {})
        self._features_in: dict[str, tuple[Feature, ...]] = {}

    def __repr__(self) -> str:
        return f"<Atlas {self.config.id!r}: {len(self.feature_list)} features, {self.axis.start} to {self.axis.end}>"

    @cached_property
    def axis(self) -> Axis:
        """
        The days of the atlas, counted from 0.

        Examples
        --------
        >>> atlas.axis
        Axis('1939-08-23', '1941-07-02')
        """
        return self.config.axis

    @property
    def borders(self) -> Borders:
        """
        Territories, arcs and holdings in the first reading.

        Examples
        --------
        >>> atlas.borders.at(25.28, 54.69).id
        'vilnius-1939'
        """
        return next(iter(self.readings.values()))

    def read(self, reading: str | None = None) -> Borders:
        """
        Give territories, arcs and holdings in one reading.

        Parameters
        ----------
        reading
            Id of a reading of ``atlas.toml``; the first if it is left out.

        Returns
        -------
        borders
            The land in that reading.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> atlas.read("arms").held(0)["latvia"].status
        'own-arms'
        """
        if reading is None:
            return self.borders
        if reading not in self.readings:
            hint = meant_hint(reading, self.readings, f"Use one of {', '.join(self.readings)}")
            raise UnknownNameError(f"reading {reading}", "the atlas has no such reading", hint)
        return self.readings[reading]

    def features_in(self, reading: str | None = None) -> tuple[Feature, ...]:
        """
        List the features that are there in one reading.

        Parameters
        ----------
        reading
            Id of a reading of ``atlas.toml``; the first if it is left out.

        Returns
        -------
        features
            In drawing order: those of all readings, and those of this one.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> len(atlas.features_in("arms"))
        830
        """
        self.read(reading)
        here = reading or next(iter(self.readings))
        if here not in self._features_in:
            there = (each for each in self.feature_list if each.fields.readings is None or here in each.fields.readings)
            self._features_in[here] = tuple(there)
        return self._features_in[here]

    @cached_property
    def _by_id(self) -> dict[str, Feature]:
        return {feature.id: feature for feature in self.feature_list}

    def feature(self, key: str) -> Feature:
        """
        Give one feature.

        Parameters
        ----------
        key
            Its id.

        Returns
        -------
        feature
            The feature.

        Raises
        ------
        UnknownNameError
            If no feature has that id.

        Examples
        --------
        >>> atlas.feature("kaleva-shot-down").names["en"]
        'Airliner Kaleva shot down'
        """
        try:
            return self._by_id[key]
        except KeyError:
            hint = meant_hint(key, self._by_id, "Mend the id")
            raise UnknownNameError(f"feature {key}", "the atlas has none of that id", hint) from None

    @cached_property
    def _roles(self) -> dict[str, Role | None]:
        return {layer.id: layer.role for layer in self.config.layers}

    def role(self, feature: Feature) -> Role | None:
        """
        Tell what page and plate take a feature for.

        Parameters
        ----------
        feature
            The feature.

        Returns
        -------
        role
            That of its layer. Where no layer has the role ``events``, what is certainly so on no more than one day
            is an event, unless it is of ``places``.

        Examples
        --------
        >>> atlas.role(atlas.feature("kaleva-shot-down"))
        'events'
        """
        role = self._roles[feature.layer]
        if role or "events" in self._roles.values():
            return role
        return "events" if feature.span.certain_stop - feature.span.certain_first <= 1 else None

    @cached_property
    def events(self) -> tuple[Feature, ...]:
        """
        Features that are told as events, in drawing order.

        Examples
        --------
        >>> atlas.events[0].id
        'molotov-ribbentrop-pact-1939'
        """
        return tuple(each for each in self.feature_list if self.role(each) == "events")

    def on(self, day: Day, *, reading: str | None = None) -> InForce:
        """
        Select what is in force on one day.

        Parameters
        ----------
        day
            Civil day, as it is written in the calendar of the atlas.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        in_force
            Features that certainly and features that possibly were so, in drawing order.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> atlas.on("1940-06-16")
        <InForce 1940-06-16: 354 certain, 25 possible>
        """
        index, features = self.axis.index(day), self.features_in(reading)
        certain = tuple(each for each in features if each.span.is_certain(index))
        possible = tuple(each for each in features if each.span.is_possible(index) and not each.span.is_certain(index))
        return InForce(self.axis.day(index), certain, possible)

    def features(
        self, day: Day | None = None, layer: str | None = None, reading: str | None = None
    ) -> gpd.GeoDataFrame:
        """
        Give features as a table.

        Parameters
        ----------
        day
            Only what may have been in force on this civil day; what the atlas has on any day if it is left out.
        layer
            Only those of this layer of ``atlas.toml``.
        reading
            Only those that are there in this reading of the land; those of all readings if it is left out.

        Returns
        -------
        frame
            EPSG:4326 (degrees, longitude before latitude), indexed by ``id``, one row a feature, in drawing order;
            a feature without a place has no geometry (``None``). ``start_date`` and ``end_date`` are as written, a day
            or EDTF, the end the first day on which it no longer was. ``start`` and ``end`` are the days on which it
            may have been so, ``certain_start`` and ``certain_end`` those on which it certainly was (``NaT`` if on
            none), half-open, cut to the days of the atlas: ``datetime64[s]``, which counts in the Gregorian calendar,
            whatever that of the atlas. ``sources`` are lists of citations, ``"id, locator"``. Other fields follow
            as they are in the files. With ``day``, ``in_force`` is ``certain`` or ``possible``.

        Raises
        ------
        UnknownNameError
            If the atlas has no such layer or reading.
        DayOutOfRangeError
            If the day lies outside the atlas's window.

        Examples
        --------
        >>> zones = atlas.features("1939-09-24", layer="blockade_zones")
        >>> zones[["end_date", "certain_end", "in_force"]].head(2)
                                         end_date certain_end  in_force
        id
        search-zone-1-1939  1939-09-22/1939-09-28  1939-09-22  possible
        search-zone-2-1939  1939-09-22/1939-09-28  1939-09-22  possible
        """
        from baltic_map.tables import feature_table  # noqa: PLC0415 - needs pandas, as all tables do

        if layer is not None:
            self.check_layer(layer)
        there = self.feature_list if reading is None else self.features_in(reading)
        chosen = [each for each in there if layer in (None, each.layer)]
        return feature_table(chosen, self.axis, None if day is None else self.axis.index(day))

    def states(self, day: Day, reading: str | None = None) -> gpd.GeoDataFrame:
        """
        Give the states of a day as a table.

        Parameters
        ----------
        day
            Civil day.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        frame
            EPSG:4326, one row for all land of a state that stands alike: ``controller`` decided there by arms,
            ``recognised`` is whose it remained for those that did not recognise a change. ``start_date`` and
            ``end_date`` (``start`` and ``end`` as ``datetime64[s]``, Gregorian) are the days, half-open, from which and
            until which the same land stood so. ``area_km2`` is measured on the ellipsoid, as in `areas`. Without gap or
            overlap; empty in an atlas without territories.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.
        DayOutOfRangeError
            If the day lies outside the atlas's window.

        Examples
        --------
        >>> states = atlas.states("1940-06-16")
        >>> states[["state", "status", "start_date", "end_date", "area_km2"]].head(3).round()
          state       status  start_date    end_date  area_km2
        0   LVA    blockaded  1940-06-14  1940-06-17   65925.0
        1   DEU      annexed  1939-09-01  1941-07-02    1970.0
        2   DEU  independent  1939-08-23  1941-07-02   58347.0

        >>> states.dissolve("state", aggfunc={"area_km2": "sum"})["area_km2"].round().head(3)
        state
        DEU    90757.0
        EST    47319.0
        FIN    81067.0
        Name: area_km2, dtype: float64
        """
        from baltic_map.tables import state_table  # noqa: PLC0415

        return state_table(self.read(reading), self.axis, self.config, self.axis.index(day))

    def border_lines(self, day: Day, reading: str | None = None) -> gpd.GeoDataFrame:
        """
        Give the border lines of a day as a table.

        Parameters
        ----------
        day
            Civil day.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        frame
            EPSG:4326, indexed by ``id``, one row a line. ``left`` and ``right`` are territories, ``left_state`` and
            ``right_state`` whose they are; a line that is not ``between_states`` parts lands of one state that stand
            differently in it. ``precision_km`` is how far off it may lie. Days as in `states`: both sides stand so.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.
        DayOutOfRangeError
            If the day lies outside the atlas's window.

        Examples
        --------
        >>> atlas.border_lines("1939-10-27")[["left_state", "right_state", "precision_km"]].head(2)
                                  left_state right_state  precision_km
        id
        abrene-petserimaa-petseri        EST         LVA           3.0
        abrene-ussr-1920                 SUN         LVA           4.0
        """
        from baltic_map.tables import border_line_table  # noqa: PLC0415

        return border_line_table(self.read(reading), self.axis, self.axis.index(day))

    def territories(self) -> gpd.GeoDataFrame:
        """
        Give the territories as a table: the pieces of land that changed hands as one.

        Returns
        -------
        frame
            EPSG:4326, indexed by ``id``, in the order of their file, lakes included, the sea not; ``area_km2`` as in
            `areas`. They are the same on all days and in all readings.

        Examples
        --------
        >>> atlas.territories()[["name", "area_km2"]].head(3).round()
                                            name  area_km2
        id
        abrene        Abrene (part lost in 1944)    1294.0
        danzig                            Danzig    1970.0
        east-prussia                East Prussia   37015.0
        """
        from baltic_map.tables import territory_table  # noqa: PLC0415

        return territory_table(self.borders.territories.values())

    def holdings(self, reading: str | None = None) -> pd.DataFrame:
        """
        Give who held which territory from when until when, as a table.

        Parameters
        ----------
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        frame
            One row a territory and span. ``start_date`` and ``end_date`` are as written, ``start`` and ``end`` the
            days drawn (of an uncertain day the latest), half-open, cut to the days of the atlas, as Gregorian
            ``datetime64[s]``. ``note`` tells of contradictions and doubts.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> rows = atlas.holdings()
        >>> rows[rows["territory"] == "vilnius-1939"][["start_date", "state", "status"]].head(3)
            start_date state             status
        66  1939-08-23   POL        independent
        67  1939-09-18   SUN           occupied
        68  1939-10-28   LTU  with-soviet-bases
        """
        from baltic_map.tables import holding_table  # noqa: PLC0415

        return holding_table(self.read(reading), self.axis)

    def areas(self, reading: str | None = None) -> pd.DataFrame:
        """
        Give the area of each state over time as a table.

        Parameters
        ----------
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        frame
            Square kilometres of land and lakes inside the atlas. Rows are the first day and each day on which a state
            gained or lost land (``datetime64[s]``, Gregorian), from which on the numbers hold; columns the codes of
            the states that ever hold land, in the order of ``atlas.toml``; 0 where one holds none. ``.plot()`` draws
            them; matplotlib draws no days before the year 1, but their years, ``.set_axis(areas.index.year)``.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.

        References
        ----------
        Areas are those on the ellipsoid of WGS 84, which no projection distorts: C. F. F. Karney, "Algorithms for
        geodesics", Journal of Geodesy 87 (2013), 43-55, as `pyproj.Geod` has it.

        Examples
        --------
        >>> atlas.areas()[["EST", "LVA", "LTU"]].round().tail(5)
        state           EST      LVA      LTU
        day
        1939-10-28  47319.0  65925.0  60179.0
        1940-03-13  47319.0  65925.0  60179.0
        1940-08-03  47319.0  65925.0      0.0
        1940-08-05  47319.0      0.0      0.0
        1940-08-06      0.0      0.0      0.0
        """
        from baltic_map.tables import area_table  # noqa: PLC0415

        return area_table(self.read(reading), self.axis, self.config.states)

    def timeline(self, key: str, reading: str | None = None) -> pd.DataFrame:
        """
        Tell what a thing was, since when and until when, as a table.

        Parameters
        ----------
        key
            Id of a feature or a territory, or code of a state.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        frame
            One row a span, by first day. Of a feature: when it was possibly and when certainly so (``in_force``). Of
            a territory: how it stood. Of a state: how each territory stood while it was part of it.

        Raises
        ------
        UnknownNameError
            If the atlas has nothing of that id, or no such reading.

        Examples
        --------
        >>> atlas.timeline("estonia")[["start_date", "end_date", "what"]]
           start_date    end_date                                        what
        0  1939-08-23  1939-09-28                        Estonia: Independent
        1  1939-09-28  1940-06-14     Estonia: Independent, with Soviet bases
        2  1940-06-14  1940-06-17              Estonia: Under Soviet blockade
        3  1940-06-17  1940-08-06           Estonia: Occupied by the Red Army
        4  1940-08-06         NaN  Soviet Union: Annexed as a Soviet republic
        """
        from baltic_map.tables import feature_timeline, holding_timeline  # noqa: PLC0415

        borders = self.read(reading)
        if key in self._by_id:
            return feature_timeline(self._by_id[key], self.axis, self.config)
        rows = [row for rows in borders.holdings.values() for row in rows]
        if key in borders.territories:
            return holding_timeline(borders.holdings[key], self.axis, self.config)
        if key in self.config.states:
            return holding_timeline([row for row in rows if row.state == key], self.axis, self.config)
        known = [*self.config.states, *borders.territories, *self._by_id]
        hint = meant_hint(key, known, "Use the id of a feature or territory, or the code of a state")
        raise UnknownNameError(f"timeline {key}", "the atlas has nothing of that id", hint)

    def check_layer(self, name: str) -> None:
        """
        Raise `UnknownNameError` if the atlas has no layer of that id.

        Examples
        --------
        >>> atlas.check_layer("bases")
        """
        if name not in self._roles:
            hint = meant_hint(name, self._roles, f"Use one of {', '.join(self._roles)}")
            raise UnknownNameError(f"layer {name}", "the atlas has no such layer", hint)

    def count(self, layer: str, day: Day, *, reading: str | None = None) -> Count:
        """
        Count what of a layer is in force on one day.

        Parameters
        ----------
        layer
            Id of a layer of ``atlas.toml``.
        day
            Civil day.
        reading
            Of the land; the first if it is left out. Features that are there in other readings only do not count.

        Returns
        -------
        count
            Whether their place is known or not.

        Raises
        ------
        UnknownNameError
            If the atlas has no such layer or reading.
        DayOutOfRangeError
            If the day lies outside the atlas's window.

        Examples
        --------
        >>> atlas.count("bases", "1940-06-16")
        Count(certain=14, possible=51)
        """
        self.check_layer(layer)
        features, index = self.features_in(reading), self.axis.index(day)
        there = [each for each in features if each.layer == layer and each.span.is_possible(index)]
        certain = sum(each.span.is_certain(index) and each.certainty == "certain" for each in there)
        return Count(certain, len(there))

    def change_days(self, reading: str | None = None) -> list[CivilDay]:
        """
        List the days on which anything differs from the day before.

        Parameters
        ----------
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        days
            In order. A feature may begin or end, become certain or merely possible; a territory may change hands.
            The first day of the atlas is not among them.

        Raises
        ------
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> atlas.change_days()[:2]
        [CivilDay.of(1939, 8, 24), CivilDay.of(1939, 8, 28)]
        """
        own = [feature.span for feature in self.features_in(reading) if feature.fields.readings is not None]
        indices = self._common_changes | _changes(own)
        for rows in self.read(reading).holdings.values():
            indices |= {row.first for row in rows}
        return [self.axis.day(index) for index in sorted(indices) if 0 < index < len(self.axis)]

    @cached_property
    def _common_changes(self) -> frozenset[int]:
        """Days on which a feature of all readings comes or goes, certainly or not."""
        return _changes(feature.span for feature in self.feature_list if feature.fields.readings is None)

    def at(self, lon: float, lat: float, day: Day, *, reading: str | None = None) -> Place | None:
        """
        Tell who held a place on a day.

        Parameters
        ----------
        lon, lat
            Degrees, EPSG:4326.
        day
            Civil day.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        place
            Codes as strings; ``None`` where nobody holds it: `whereabouts` tells why.

        Raises
        ------
        DayOutOfRangeError
            If the day lies outside the atlas's window.
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> atlas.at(25.28, 54.69, "1939-11-01").state
        'LTU'
        """
        index, borders = self.axis.index(day), self.read(reading)
        territory = borders.at(self.config.extent.lon(lon), lat)
        holding = borders.holding(territory.id, index) if territory else None
        if holding is None:
            return None
        sources = tuple(str(citation) for citation in holding.citations)
        return Place(holding.territory, *holding.standing, sources, holding.note)

    def whereabouts(self, lon: float, lat: float) -> Whereabouts:
        """
        Tell what a place is, which `at` tells nothing of where nobody holds it.

        Parameters
        ----------
        lon, lat
            Degrees, EPSG:4326.

        Returns
        -------
        whereabouts
            ``no-states`` wherever it is, in an atlas without territories; ``outside`` its extent; in a ``territory``;
            ``sea``, if the atlas has land and it is not there; else ``no-territory``.

        Examples
        --------
        >>> atlas.whereabouts(21.0, 58.0)
        'sea'
        """
        extent = self.config.extent
        if not self.borders.territories:
            return "no-states"
        if not (extent.west <= lon <= extent.east and extent.south <= lat <= extent.north):
            return "outside"
        if self.borders.at(lon, lat):
            return "territory"
        land = shapely.union_all(self._land)
        return "no-territory" if land.is_empty or land.intersects(shapely.Point(lon, lat)) else "sea"

    @cached_property
    def _land(self) -> list[BaseGeometry]:
        name = self.config.scales[-1].land if self.config.scales else None
        return [geometry for _, geometry in sound_shapes(self.folder, name, AREAS, self.config.extent)]

    def diff(self, before: Day, after: Day, *, reading: str | None = None) -> Diff:
        """
        Tell what differs between two days.

        Parameters
        ----------
        before, after
            Civil days, in either order.
        reading
            Of the land; the first if it is left out.

        Returns
        -------
        diff
            False in a condition if nothing differs.

        Raises
        ------
        DayOutOfRangeError
            If a day lies outside the atlas's window.
        UnknownNameError
            If the atlas has no such reading.

        Examples
        --------
        >>> atlas.diff("1940-06-14", "1940-06-15")
        <Diff 1940-06-14 to 1940-06-15: 46 began, 33 ended, 2 territories changed>
        """
        borders = self.read(reading)
        old, new = self.axis.index(before), self.axis.index(after)
        features = self.features_in(reading)
        began = tuple(each for each in features if each.span.is_possible(new) and not each.span.is_possible(old))
        ended = tuple(each for each in features if each.span.is_possible(old) and not each.span.is_possible(new))
        changed = []
        for key in borders.territories:
            was, now = borders.holding(key, old), borders.holding(key, new)
            if was and now and was.standing != now.standing:
                changed.append((was, now))
        return Diff(self.axis.day(old), self.axis.day(new), began, ended, tuple(changed))


def _changes(spans: Iterable[UncertainSpan]) -> frozenset[int]:
    # Features with the same dates share a span.
    unlike = {id(span): span for span in spans}.values()
    indices = {span.first for span in unlike} | {span.stop for span in unlike}
    for span in unlike:
        if span.certain_first < span.certain_stop:
            indices.add(span.certain_first)
            indices.add(span.certain_stop)
    return frozenset(indices)


def default_folder() -> Path:
    """
    Find the atlas that comes with the package.

    Returns
    -------
    folder
        ``geodata`` inside the installed package, or beside ``src`` in a checkout.
    """
    package = Path(__file__).parent
    inside = package / "geodata"
    return inside if inside.is_dir() else package.parents[1] / "geodata"


def read_atlas(folder: Path) -> tuple[Atlas, Problems]:
    """
    Read an atlas, gathering every problem.

    Parameters
    ----------
    folder
        A folder with an ``atlas.toml``.

    Returns
    -------
    atlas
        What could be read.
    problems
        What is wrong with the rest, in the order of the files.

    Raises
    ------
    AtlasError
        If there is no ``atlas.toml``, or it is not TOML.
    InvalidAtlasError
        If ``atlas.toml`` has problems: nothing else can be read without it.
    """
    config = read_completed(folder)
    # Before other files: what has been read of its file is still known.
    in_settings = list(settings_warnings(folder, config))
    problems, warnings = Problems(), Problems()
    bibliography, wrong = read_bibliography(folder)
    problems += wrong
    features: list[Feature] = []
    homes: dict[str, str] = {}
    for layer in config.layers:
        found, wrong = read_layer(folder, layer, config, bibliography, warnings)
        problems += wrong
        homes |= {feature.id: layer.path for feature in found if feature.id not in homes}
        for feature in () if len(homes) == len(features) + len(found) else found:
            if homes[feature.id] != layer.path:
                where, what = f"{layer.path}#{feature.id}", f"the id stands in {homes[feature.id]} too"
                problems.append(Problem(where, what, "Give each feature its own id"))
        features += found
    problems += _stored_twice(features, homes)
    readings, wrong = read_borders(folder, config, bibliography)
    problems += wrong
    borders = next(iter(readings.values()))
    problems += (
        Problem(f"{homes[key]}#{key}", f"the id stands in {name} too", "Give each thing its own id")
        for name, things in _things(config, borders)
        for key in things
        if key in homes
    )
    story, wrong = read_story(folder, config, bibliography, features)
    problems += wrong
    passages, wrong = read_passages(folder, homes, bibliography)
    problems += wrong
    warnings += [*in_settings, *_unread(folder, config)]
    words, wrong, warned = read_words(folder, config.languages)
    problems += wrong
    warnings += warned
    return Atlas(folder, config, bibliography, features, readings, story, passages, warnings, words), problems


def _unread(folder: Path, config: Config) -> Iterator[Problem]:
    """Find files that likely are meant to be drawn, and that nothing names."""
    ground = {value for scale in config.scales for value in asdict(scale).values() if isinstance(value, str)}
    named = {layer.path for layer in config.layers} | ground
    for path in sorted(folder.glob("*.geojson")):
        if path.name not in named:
            hint = f"Write [layers.{path.stem}], or take it out"
            yield Problem(path.name, "no layer and no scale is drawn from it", hint)
    if exists(folder, "holdings.csv") and not any(scale.territories for scale in config.scales):
        yield Problem("holdings.csv", "it is not read without territories", "Name their file in [[scales]]")


def _stored_twice(features: Iterable[Feature], homes: Mapping[str, str]) -> Iterator[Problem]:
    """Find features that bear the number of a place that another one bears on the same days; it may change its name."""
    known: dict[tuple[str, object], list[Feature]] = defaultdict(list)
    for feature in features:
        for name in ("geonames", "wikidata"):
            value = getattr(feature.fields, name)
            others = known[name, value] if value is not None else []
            for other in others:
                if other.span.first < feature.span.stop and feature.span.first < other.span.stop:
                    what = f"{name} {value} stands at {other.id} too, on the same days"
                    yield Problem(f"{homes[feature.id]}#{feature.id}", what, "Write it once, at the place itself")
            others.append(feature)


def _things(config: Config, borders: Borders) -> list[tuple[str | None, Iterable[str]]]:
    """List the files of territories and lines, with the ids in them."""
    if not config.scales:
        return []
    return [(config.scales[-1].territories, borders.territories), (config.scales[-1].borders, borders.arcs)]


@paused()
def open_atlas(path: str | os.PathLike[str] | None = None) -> Atlas:
    """
    Open an atlas.

    Parameters
    ----------
    path
        A folder with an ``atlas.toml``; the one that comes with the package if it is left out.

    Returns
    -------
    atlas
        Read and checked, but for the proof that the territories are one coverage (`check_atlas`).

    Raises
    ------
    AtlasError
        If the folder holds no atlas.
    InvalidAtlasError
        If its files have problems; the message names every one of them.

    Examples
    --------
    >>> from baltic_map import open_atlas
    >>> open_atlas().config.title
    'Soviet occupation of the Baltic states'
    """
    folder = atlas_folder(path) if path is not None else default_folder()
    atlas, problems = read_atlas(folder)
    if problems:
        raise InvalidAtlasError(str(folder), problems)
    return atlas
