"""Features, territories and who held them as tables of pandas and GeoPandas."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import numpy as np
import shapely
from msgspec.structs import asdict

from baltic_map.borders import Borders, Holding, Territory
from baltic_map.calendars import EPOCH
from baltic_map.config import Config
from baltic_map.contract import UncertainSpan
from baltic_map.days import Axis
from baltic_map.layers import OWN_FIELDS, Feature
from baltic_map.sources import Citation

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from shapely.geometry.base import BaseGeometry

__all__ = [
    "area_table",
    "border_line_table",
    "feature_table",
    "feature_timeline",
    "holding_table",
    "holding_timeline",
    "square_kilometres",
    "state_table",
    "territory_table",
]

_CRS = "EPSG:4326"

_FEATURE = (
    "layer",
    "kind",
    "name",
    "start_date",
    "end_date",
    "start",
    "end",
    "certain_start",
    "certain_end",
    "certainty",
    "position",
    "precision_km",
    "sources",
)
_OTHER_FIELDS = tuple(sorted(OWN_FIELDS - {"id", *_FEATURE}))
_HOLDING = (
    "territory",
    "start_date",
    "end_date",
    "start",
    "end",
    "state",
    "controller",
    "recognised",
    "status",
    "sources",
    "note",
)
_STATE = (
    "state",
    "name",
    "controller",
    "recognised",
    "status",
    "status_name",
    "territories",
    "start_date",
    "end_date",
    "start",
    "end",
    "area_km2",
    "sources",
)
_BORDER_LINE = (
    "name",
    "left",
    "right",
    "left_state",
    "right_state",
    "between_states",
    "start_date",
    "end_date",
    "start",
    "end",
    "precision_km",
    "sources",
    "note",
)
_TERRITORY = ("name", "area_km2", "sources", "note")
_TIMELINE = ("id", "what", "in_force", "start_date", "end_date", "start", "end", "certainty", "sources", "note")

_DAYS = ("start", "end", "certain_start", "certain_end")
_NUMBERS = {"area_km2": "float64", "precision_km": "float64", "between_states": "bool", "geonames": "Int64"}

# Between its vertices an edge is measured as a geodesic: in this many degrees the two differ by nothing.
_LONGEST_DEG = 0.1


def feature_table(features: Iterable[Feature], axis: Axis, index: int | None = None) -> gpd.GeoDataFrame:
    """
    Lay features out as a table.

    Parameters
    ----------
    features
        In the order of the rows.
    axis
        The days that their spans count.
    index
        A day of the atlas: then only those possibly in force, with a column that says which certainly are.

    Returns
    -------
    frame
        As `baltic_map.atlas.Atlas.features` tells.
    """
    there = [each for each in features if index is None or each.span.is_possible(index)]
    own = [*_FEATURE, *(("in_force",) if index is not None else ()), *_OTHER_FIELDS]
    rows = [_feature_row(each, axis, index, {"id", "geometry", *own}) for each in there]
    return _placed(rows, _columns(("id", *own), rows), [each.geometry for each in there]).set_index("id")


def _feature_row(feature: Feature, axis: Axis, index: int | None, own: set[str]) -> dict[str, Any]:
    fields = {**asdict(feature.fields), **feature.by_language}
    row = {
        **fields,
        "layer": feature.layer,
        **_span(feature.span, axis),
        "certainty": feature.certainty,
        "sources": _told(feature.citations),
        "readings": fields["readings"] and list(fields["readings"]),
    }
    if index is not None:
        row["in_force"] = "certain" if feature.span.is_certain(index) else "possible"
    # A column of the file whose name is taken gives way.
    return row | {f"{name} (column)" if name in own else name: value for name, value in feature.others}


def state_table(borders: Borders, axis: Axis, config: Config, index: int) -> gpd.GeoDataFrame:
    """Lay out the states of a day, one row for the land of a state that stands alike."""
    held, shapes, rows = borders.held(index), [], []
    spans = _lasting(lambda day: dict.fromkeys(borders.areas(day), True), borders, axis, index)
    for area, span in spans.items():
        members = [borders.territories[key] for key in area.territories]
        shapes.append(shapely.coverage_union_all([each.geometry for each in members]))
        rows.append(
            {
                "state": area.state,
                "name": config.states[area.state].name,
                "controller": area.controller,
                "recognised": area.recognised,
                "status": area.status,
                "status_name": config.status_name(area.status, area.controller),
                "territories": list(area.territories),
                **_written_days(axis, *span),
                "area_km2": sum(square_kilometres(each.geometry) for each in members),
                "sources": _told(dict.fromkeys(each for key in area.territories for each in held[key].citations)),
            }
        )
    return _placed(rows, _STATE, shapes)


def border_line_table(borders: Borders, axis: Axis, index: int) -> gpd.GeoDataFrame:
    """Lay out the border lines of a day."""

    def looks(day: int) -> dict[str, Hashable]:
        held = borders.held(day)
        return {arc.id: (held[arc.left].standing, held[arc.right].standing) for arc, _ in borders.lines(day)}

    held, spans = borders.held(index), _lasting(looks, borders, axis, index)
    rows = [
        {
            "id": arc.id,
            "name": arc.names["en"],
            "left": arc.left,
            "right": arc.right,
            "left_state": held[arc.left].state,
            "right_state": held[arc.right].state,
            "between_states": between_states,
            **_written_days(axis, *spans[arc.id]),
            "precision_km": arc.precision_km,
            "sources": _told(arc.citations),
            "note": arc.note,
            **_other_names(arc.names),
        }
        for arc, between_states in borders.lines(index)
    ]
    shapes = [borders.arcs[row["id"]].geometry for row in rows]
    return _placed(rows, _columns(("id", *_BORDER_LINE), rows), shapes).set_index("id")


def territory_table(territories: Iterable[Territory]) -> gpd.GeoDataFrame:
    """Lay out territories."""
    there = list(territories)
    rows = [
        {
            "id": each.id,
            "name": each.names["en"],
            "area_km2": square_kilometres(each.geometry),
            "sources": _told(each.citations),
            "note": each.note,
            **_other_names(each.names),
        }
        for each in there
    ]
    return _placed(rows, _columns(("id", *_TERRITORY), rows), [each.geometry for each in there]).set_index("id")


def holding_table(borders: Borders, axis: Axis) -> pd.DataFrame:
    """Lay out who held each territory from when until when."""
    return _frame([_holding_row(each, axis) for rows in borders.holdings.values() for each in rows], _HOLDING)


def _holding_row(holding: Holding, axis: Axis) -> dict[str, Any]:
    return {
        "territory": holding.territory,
        "start_date": holding.start_date,
        "end_date": holding.end_date,
        **_days(axis, start=holding.first, end=holding.stop),
        "state": holding.state,
        "controller": holding.controller,
        "recognised": holding.recognised,
        "status": holding.status,
        "sources": _told(holding.citations),
        "note": holding.note,
    }


def area_table(borders: Borders, axis: Axis, states: Iterable[str]) -> pd.DataFrame:
    """Sum up the land of each state on the first day and on each day on which any land changes hands."""
    import pandas as pd  # noqa: PLC0415 - as in `_frame`

    sizes = {key: square_kilometres(each.geometry) for key, each in borders.territories.items()}
    days = sorted({row.first for rows in borders.holdings.values() for row in rows})
    land: list[dict[str, float]] = []
    kept: list[int] = []
    for day in days:
        sums: dict[str, float] = {}
        for key, row in borders.held(day).items():
            sums[row.state] = sums.get(row.state, 0.0) + sizes[key]
        if not land or sums != land[-1]:
            land.append(sums)
            kept.append(day)
    columns = [code for code in states if any(code in sums for sums in land)]
    index = pd.DatetimeIndex(np.array([_instant(axis, day) for day in kept], "datetime64[s]"), name="day")
    values = [[sums.get(code, 0.0) for code in columns] for sums in land]
    array = np.array(values, dtype=float).reshape(len(kept), len(columns))
    return pd.DataFrame(array, index=index, columns=pd.Index(columns, name="state", dtype=object))


def feature_timeline(feature: Feature, axis: Axis, config: Config) -> pd.DataFrame:
    """Lay out the spans in which a feature possibly, certainly and again possibly was so."""
    span = feature.span
    certain = span.certain_first < span.certain_stop
    parts = [
        ("possible", span.first, span.certain_first if certain else span.stop),
        ("certain", span.certain_first, span.certain_stop),
        ("possible", span.certain_stop if certain else span.stop, span.stop),
    ]
    rows = [
        {
            "id": feature.id,
            "what": config.kinds[feature.kind].name,
            "in_force": in_force,
            "start_date": feature.fields.start_date,
            "end_date": feature.fields.end_date,
            **_days(axis, start=first, end=stop),
            "certainty": feature.certainty,
            "sources": _told(feature.citations),
            "note": feature.fields.note or "",
        }
        for in_force, first, stop in parts
        if first < stop
    ]
    return _frame(rows, _TIMELINE)


def holding_timeline(holdings: Iterable[Holding], axis: Axis, config: Config) -> pd.DataFrame:
    """Lay out how territories stood, by day, with what each status is called."""
    rows = []
    for each in sorted(holdings, key=lambda each: each.first):
        row = _holding_row(each, axis)
        told = config.status_name(each.status, each.controller)
        what = f"{config.states[each.state].name}: {told}"
        rows.append({"id": row.pop("territory"), "what": what, "in_force": "certain", **row})
    return _frame(rows, _columns(_TIMELINE, rows))


def square_kilometres(geometry: BaseGeometry) -> float:
    """
    Measure an area on the ellipsoid.

    Parameters
    ----------
    geometry
        Polygons in EPSG:4326, whose edges run straight in longitude and latitude, as RFC 7946 has it.

    Returns
    -------
    area
        Square kilometres on the ellipsoid of WGS 84: no projection distorts them, wherever on earth they lie.

    References
    ----------
    C. F. F. Karney, "Algorithms for geodesics", Journal of Geodesy 87 (2013), 43-55, as `pyproj.Geod` has it.
    """
    from pyproj import Geod  # noqa: PLC0415 - as in `_frame`

    geod, total = Geod(ellps="WGS84"), 0.0
    for part in shapely.get_parts(shapely.segmentize(geometry, _LONGEST_DEG)):
        rings = (shapely.get_coordinates(ring).T for ring in (part.exterior, *part.interiors))
        outer, *holes = (abs(geod.polygon_area_perimeter(*ring)[0]) for ring in rings)
        total += outer - sum(holes)
    return total / 1e6


def _lasting(
    looks: Callable[[int], Mapping[Any, Hashable]], borders: Borders, axis: Axis, index: int
) -> dict[Any, tuple[int, int]]:
    """Tell of what is there on a day since when and until when it looks so, half-open."""
    on, found = cache(looks), {}
    changes = {row.first for rows in borders.holdings.values() for row in rows}
    before = sorted((day for day in changes if day <= index), reverse=True)
    after = sorted(day for day in changes if day > index)
    for key, look in on(index).items():
        other = next((number for number, day in enumerate(before) if on(day).get(key) != look), len(before))
        until = next((day for day in after if on(day).get(key) != look), len(axis))
        found[key] = before[other - 1], until
    return found


def _told(citations: Iterable[Citation]) -> list[str]:
    return [str(each) for each in citations]


def _other_names(names: Mapping[str, str]) -> dict[str, str]:
    return {f"name:{lang}": name for lang, name in names.items() if lang != "en"}


def _span(span: UncertainSpan, axis: Axis) -> dict[str, np.datetime64]:
    certain = span.certain_first < span.certain_stop
    return {
        **_days(axis, start=span.first, end=span.stop),
        **_days(
            axis,
            certain_start=span.certain_first if certain else None,
            certain_end=span.certain_stop if certain else None,
        ),
    }


def _written_days(axis: Axis, first: int, stop: int) -> dict[str, Any]:
    return {"start_date": axis.iso(first), "end_date": axis.iso(stop), **_days(axis, start=first, end=stop)}


def _days(axis: Axis, **indices: int | None) -> dict[str, np.datetime64]:
    return {name: _instant(axis, index) for name, index in indices.items()}


def _instant(axis: Axis, index: int | None) -> np.datetime64:
    """Give the midnight at which a day begins, in the Gregorian calendar, in which NumPy counts."""
    return np.datetime64("NaT", "s") if index is None else np.datetime64(axis.day(index).number - EPOCH, "D")


def _columns(own: Iterable[str], rows: Iterable[Mapping[str, Any]]) -> list[str]:
    return list(dict.fromkeys([*own, *(name for row in rows for name in row)]))


def _frame(rows: Sequence[Mapping[str, Any]], columns: Iterable[str]) -> pd.DataFrame:
    # A third of a second that most commands need not pay.
    import pandas as pd  # noqa: PLC0415

    made = {}
    for name in columns:
        values = [row.get(name) for row in rows]
        made[name] = (
            np.array(values, "datetime64[s]") if name in _DAYS else pd.Series(values, dtype=_dtype(name, values))
        )
    return pd.DataFrame(made)


def _dtype(name: str, values: Sequence[Any]) -> Any:
    """Tell of what type a column is whose values do not tell it: where they are missing, or there are none."""
    return _NUMBERS.get(name) or (object if all(each is None for each in values) else None)


def _placed(
    rows: Sequence[Mapping[str, Any]], columns: Iterable[str], geometries: Sequence[BaseGeometry | None]
) -> gpd.GeoDataFrame:
    import geopandas as gpd  # noqa: PLC0415 - as in `_frame`

    shapes = gpd.GeoSeries(list(geometries), crs=_CRS).to_numpy()
    return gpd.GeoDataFrame(_frame(rows, columns), geometry=shapes, crs=_CRS)
