"""One call from a table to a map with a time bar."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import chain
from typing import TYPE_CHECKING, Any, get_args

import folium
import shapely
from branca.element import Element, Figure
from folium.map import FitBounds
from msgspec import Struct
from PIL import ImageColor
from shapely.geometry import mapping, shape

from baltic_map.calendars import Calendar
from baltic_map.cells import is_missing
from baltic_map.config import ROLE_COLORS, Extent
from baltic_map.data_axis import axis_of
from baltic_map.dated_rows import precision_of
from baltic_map.days import Day
from baltic_map.errors import AtlasError
from baltic_map.frames import FrameReading, read_frame
from baltic_map.longitudes import fit_parts, narrowest
from baltic_map.messages import Messages
from baltic_map.natural_earth import world_lakes, world_land
from baltic_map.quoting import shown
from baltic_map.web.dated_layers import Ground
from baltic_map.web.page import OfflineMap, Verbatim
from baltic_map.web.timebar import TimeBar

if TYPE_CHECKING:
    import geopandas as gpd

__all__ = ["time_map"]

_WHERE = "time_map"
# Told apart on land and sea, by those too who do not see red and green as others do; after the muted scheme of P. Tol.
_COLORS = ("#332288", "#cc6677", "#117733", "#8a5a00", "#44aa99", "#882255", "#999933", "#aa4499")
_ONE_COLOR, _AREA_COLOR, _NO_COLOR = "#a9231b", "#33639b", "#6a6a64"
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)
_OURS = {"start_date": "_start", "end_date": "_end", "name": "_name", "color": "_color", "tip": "_tip", "card": "_card"}

# The map reaches beyond its things by this much of their size, and some degrees, to be moved about in.
_REACH, _LEAST_REACH_DEG = 2.0, 5.0
_NORTHERNMOST_DEG = 85.0
_HALF_TURN = 180.0
# Closer than this the world's coast is too coarse, and a single point shows nothing.
_CLOSEST, _CLOSEST_ON_TILES = 8, 14
_PIXELS_ACROSS = 4000
_PADDING_PX, _BAR_PX = 40, 130
# Around what was clicked; what has the focus by the keyboard keeps its ring.
_NO_RING = ".leaflet-interactive:focus:not(:focus-visible) { outline: 0; }"


def time_map(
    frame: gpd.GeoDataFrame,
    *,
    start: str | None = None,
    end: str | None = None,
    name: str | None = None,
    color: str | None = None,
    tiles: str | None = None,
    inclusive: bool = False,
    day: Day | None = None,
    lang: str = "en",
    title: str = "Map",
    calendar: Calendar = "gregorian",
) -> folium.Map:
    """
    Draw a table with places and dates as a map with a time bar.

    Parameters
    ----------
    frame
        A GeoDataFrame in any CRS. Rows without a place are left out, rows without a date are always there.
    start, end, name, inclusive
        Columns with the first day, the end and the name, guessed if they are left out, and whether the end is the last
        day: as for `baltic_map.frames.read_frame`.
    color
        A colour of CSS for all; or a column, of colours or of at most eight values, which get a colour each and a
        legend.
    tiles
        Tiles of folium (``"OpenStreetMap"``), which need a network; left out, the map stands on today's coast (Natural
        Earth, 1:50 million) and needs none.
    day, lang, title, calendar
        The day on which the map opens, the first if it is left out; language of the bar; title of the page;
        ``"gregorian"`` or ``"julian"``, in which the days are written, read and told.

    Returns
    -------
    map
        A `folium.Map`, to which more can be added; with a time bar over the days of the data, widened to whole months
        or years. Names and values of the table are text in it, never markup.

    Raises
    ------
    TypeError
        If an argument is of another type.
    AtlasError
        If dates or places cannot be read (all are told, by row and column), a column is not there, no column has dates,
        no row has a place, or the colour is none.
    DayOutOfRangeError
        If the day lies outside the days of the data.

    Examples
    --------
    >>> from baltic_map import time_map
    >>> page = time_map(atlas.features(layer="blockade_zones"))  # or geopandas.read_file("landings.gpkg")
    >>> page.save("zones.html")
    """
    _check_arguments(calendar, color=color, tiles=tiles, title=title)
    reading = read_frame(frame, layer=_WHERE, start=start, end=end, name=name, inclusive=inclusive, calendar=calendar)
    return _draw(reading.checked(), _Look(color, tiles, day, lang, title), calendar)


def _check_arguments(calendar: str, **texts: object) -> None:
    for argument, value in texts.items():
        if value is not None and not isinstance(value, str):
            raise TypeError(f"{_WHERE}, {argument}: a text is needed, not {type(value).__name__}")
    if calendar not in get_args(Calendar):
        raise AtlasError(_WHERE, f"calendar {shown(calendar)} is none", "Write gregorian or julian")


class _Look(Struct, frozen=True):
    """How a map is to look, as `time_map` is told."""

    color: str | None
    tiles: str | None
    day: Day | None
    lang: str
    title: str


def _draw(reading: FrameReading, look: _Look, calendar: Calendar) -> folium.Map:
    placed = [each for each in reading.features if each["geometry"]]
    if not reading.is_dated:
        raise AtlasError(_WHERE, reading.undated.what, reading.undated.hint)
    if not placed:
        raise AtlasError(_WHERE, "no row has a place", "Give the rows a geometry")
    kinds = (kind for column in reading.columns for kind in column.kinds)
    days = [(each["properties"]["start_date"], each["properties"]["end_date"]) for each in placed]
    axis = axis_of(days, precision_of(kinds), calendar)
    if axis is None:
        raise AtlasError(_WHERE, "no row with a place has a day", "Give the rows dates")
    paint = _painted(look.color, reading, placed)
    extent, shapes = _fitted(placed)
    messages = Messages(look.lang, axis)
    told = ({each.column for each in reading.columns} | {"name", "start_date", "end_date"}) - {"description"}
    features = sorted(
        (
            _drawn(each, place, own, told, messages)
            for each, place, own in zip(placed, shapes, paint.colors, strict=True)
        ),
        key=lambda each: -shapely.get_dimensions(shape(each["geometry"])).item(),
    )
    page = _ground(extent, look.tiles, look.title, look.lang)
    _layer(features, look.title).add_to(page)
    TimeBar(axis, day=look.day, lang=look.lang, start=_OURS["start_date"], end=_OURS["end_date"]).add_to(page)
    if paint.legend:
        _Legend(paint.legend).add_to(page)
    return page


class _Paint(Struct, frozen=True):
    """The colours of features, and what each means, if it means anything."""

    colors: Sequence[str | None]
    legend: Mapping[str, str]


def _painted(color: str | None, reading: FrameReading, features: Sequence[Mapping[str, Any]]) -> _Paint:
    if color is None:
        return _Paint([None] * len(features), {})
    if color not in reading.names:
        try:
            ImageColor.getrgb(color)
        except ValueError:
            what = f"color {shown(color)} is neither a column nor a colour"
            raise AtlasError(_WHERE, what, f"Use one of {', '.join(reading.names)}, or #a9231b") from None
        return _Paint([color] * len(features), {})
    key = reading.kept_as(color)
    values = [each["properties"][key] for each in features]
    texts = [None if is_missing(each) else str(each) for each in values]
    told = [each for each in texts if each is not None]
    if told and all(map(_HEX.fullmatch, told)):
        return _Paint([each or _NO_COLOR for each in texts], {})
    counted = Counter(told)
    if len(counted) > len(_COLORS):
        what = f"color: the column {color} has {len(counted)} values"
        raise AtlasError(_WHERE, what, f"Name one with at most {len(_COLORS)}, or one of colours such as #a9231b")
    legend = dict(zip(counted, _COLORS, strict=False))
    return _Paint([legend.get(each or "", _NO_COLOR) for each in texts], legend)


def _fitted(features: Sequence[Mapping[str, Any]]) -> tuple[Extent, list[dict[str, Any]]]:
    """Give the box of all features, across 180° where that is shorter, and their geometries in it."""
    geometries = [shape(each["geometry"]) for each in features]
    points = list(chain.from_iterable(shapely.get_coordinates(each).tolist() for each in geometries))
    lats = [min(max(lat, -_NORTHERNMOST_DEG), _NORTHERNMOST_DEG) for _, lat in points]
    west, east = narrowest(lon for lon, _ in points)
    box = (west, min(lats), east, max(lats))
    fitted = [
        dict(mapping(fit_parts(each["geometry"]["type"], each["geometry"]["coordinates"], box)[1]))
        if each["geometry"]["type"] != "GeometryCollection"
        else each["geometry"]
        for each in features
    ]
    tiny = 0.001
    return Extent(west=west - tiny, south=box[1] - tiny, east=east + tiny, north=box[3] + tiny), fitted


def _drawn(
    feature: Mapping[str, Any],
    geometry: Mapping[str, Any],
    color: str | None,
    told: Collection[str],
    messages: Messages,
) -> dict[str, Any]:
    """Give a feature as the page has it: what it shows is made here, with all that the table says as text."""
    fields = feature["properties"]
    name = fields.get("name") or ""
    days = _days(fields["start_date"], fields["end_date"], messages)
    tip = "<br>".join(each for each in (f"<b>{html.escape(name)}</b>" if name else "", html.escape(days)) if each)
    rows = "".join(
        f'<tr><th style="text-align:left;vertical-align:top;padding-right:.8em">{html.escape(key)}</th>'
        f"<td>{html.escape(str(value))}</td></tr>"
        for key, value in fields.items()
        if key not in told and not is_missing(value)
    )
    is_area = "Polygon" in geometry["type"]
    own = {
        "start_date": fields["start_date"],
        "end_date": fields["end_date"],
        "name": name,
        "color": color or (_AREA_COLOR if is_area else _ONE_COLOR),
        "tip": tip,
        "card": f"{tip}<table>{rows}</table>" if rows else tip,
    }
    return {
        "type": "Feature",
        "properties": {**{_OURS[key]: value for key, value in own.items()}, "name": name},
        "geometry": geometry,
    }


def _days(start: str | None, end: str | None, messages: Messages) -> str:
    if start and end:
        return messages.format_span(start, end)
    if start:
        return messages("dates.from", start=messages.format_date(start))
    return messages("dates.until", end=messages.format_date(end)) if end else ""


def _layer(features: list[dict[str, Any]], title: str) -> folium.GeoJson:
    collection = {"type": "FeatureCollection", "features": features}
    tooltip = folium.GeoJsonTooltip([_OURS["tip"]], labels=False)
    popup = folium.GeoJsonPopup([_OURS["card"]], labels=False, max_width=340)
    return folium.GeoJson(
        collection,
        style_function=_style,
        marker=folium.CircleMarker(radius=7),
        tooltip=tooltip,
        popup=popup,
        name=title,
    )


def _style(feature: Mapping[str, Any]) -> dict[str, Any]:
    color, kind = feature["properties"][_OURS["color"]], feature["geometry"]["type"]
    if "Point" in kind:
        return {"color": "#ffffff", "weight": 1.5, "fill": True, "fillColor": color, "fillOpacity": 0.9}
    if "Polygon" in kind:
        return {"color": color, "weight": 1.5, "fill": True, "fillColor": color, "fillOpacity": 0.3}
    return {"color": color, "weight": 3, "fill": False}


def _ground(extent: Extent, tiles: str | None, title: str, lang: str) -> folium.Map:
    """Give a map that shows an extent: on tiles, or on the coast of the world that comes with the package."""
    page = folium.Map(tiles=tiles) if tiles else OfflineMap(title=title, lang=lang, min_zoom=1)
    bounds = [[extent.south, extent.west], [extent.north, extent.east]]
    closest = _CLOSEST_ON_TILES if tiles else _CLOSEST
    top_left, bottom_right = (_PADDING_PX, _PADDING_PX), (_PADDING_PX, _BAR_PX)
    FitBounds(bounds, padding_top_left=top_left, padding_bottom_right=bottom_right, max_zoom=closest).add_to(page)
    if not tiles:
        wide = _widened(extent)
        land = [_simple(each, wide) for each in world_land(wide)]
        lakes = [_simple(each, wide) for each in world_lakes(wide)]
        land_color, sea, coast, water = (ROLE_COLORS[role][0] for role in ("land", "sea", "coast", "water"))
        _areas(land, land_color, coast, attribution="Natural Earth").add_to(page)
        _areas(lakes, sea, water).add_to(page)
        figure: Any = page.get_root()
        css = f"#{page.get_name()} {{ background: {sea}; }}\n{_NO_RING}"
        figure.header.add_child(Verbatim(f"<style>{css}</style>"), name="time_map_style")
    return page


def _widened(extent: Extent) -> Extent:
    reach = _REACH * max(extent.east - extent.west, extent.north - extent.south) + _LEAST_REACH_DEG
    middle = (extent.west + extent.east) / 2
    half = min((extent.east - extent.west) / 2 + reach, _HALF_TURN)
    return Extent(
        west=middle - half,
        south=max(extent.south - reach, -_NORTHERNMOST_DEG),
        east=middle + half,
        north=min(extent.north + reach, _NORTHERNMOST_DEG),
    )


def _simple(area: Any, extent: Extent) -> Any:
    """Leave out what is too small to be seen on the whole map."""
    return shapely.simplify(area, (extent.east - extent.west) / _PIXELS_ACROSS)


def _areas(areas: Iterable[Any], fill: str, line: str, **options: Any) -> Ground:
    features = [{"type": "Feature", "properties": {}, "geometry": dict(mapping(each))} for each in areas]
    style = {"color": line, "weight": 0.8, "fillColor": fill, "fillOpacity": 1}
    return Ground(
        {"type": "FeatureCollection", "features": features},
        style_function=_Always(style),
        control=False,
        interactive=False,
        **options,
    )


class _Always:
    """A style that is the same for all; no closure, so that the map can be copied and pickled."""

    def __init__(self, style: dict[str, Any]) -> None:
        self.style = style

    def __call__(self, feature: Mapping[str, Any]) -> dict[str, Any]:
        del feature
        return self.style


class _Legend(Element):
    """What the colours mean, in a corner of the map."""

    def __init__(self, colors: Mapping[str, str]) -> None:
        super().__init__()
        self._name = "Legend"
        self._colors = dict(colors)

    def render(self, **_: Any) -> str:
        """Put it into the body of the page."""
        rows = "".join(
            f'<div><span style="display:inline-block;width:.8em;height:.8em;margin-right:.5em;background:{color}">'
            f"</span>{html.escape(text)}</div>"
            for text, color in self._colors.items()
        )
        figure = self.get_root()
        if isinstance(figure, Figure):
            box = (
                "position:absolute;top:12px;right:12px;z-index:1000;padding:.5em .8em;background:#fffc;color:#2b2a28;"
                "font:13px/1.5 sans-serif;max-width:40%;max-height:40%;overflow:auto"
            )
            figure.html.add_child(Verbatim(f'<div style="{box}">{rows}</div>'), name=self.get_name())
        return ""
