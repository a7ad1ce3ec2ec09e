"""What ``atlas.toml`` says: the window, the extent, the states, the layers, and how each kind looks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from datetime import date, datetime
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from msgspec import Meta, field
from msgspec.structs import force_setattr, replace

from baltic_map.calendars import Calendar, CivilDay, Precision
from baltic_map.checking import Makers, check
from baltic_map.contract import LabelRole, WorkClass
from baltic_map.days import Axis, parse_day
from baltic_map.errors import AtlasError, InvalidAtlasError, Problem
from baltic_map.fields import End, Key, Language, NoEnd, Note, Number, Text
from baltic_map.longitudes import fit_lon, window
from baltic_map.models import UNKNOWN, Fault, Table, wrong
from baltic_map.old_names import renewed
from baltic_map.publication import Publication, read_date
from baltic_map.quoting import meant, meant_hint, shown
from baltic_map.reading import exists, read_toml
from baltic_map.report_link import parse_report
from baltic_map.text import translated

__all__ = [
    "CLOSEST",
    "LABEL_ROLES",
    "MOST_NORTH",
    "ROLE_COLORS",
    "Chapter",
    "Clock",
    "Config",
    "Day",
    "Evidence",
    "Extent",
    "Kind",
    "Layer",
    "Reading",
    "Required",
    "Role",
    "Scale",
    "State",
    "Status",
    "begins_with_toml",
    "closest_zoom",
    "days_of",
    "in_words",
    "parse_base_url",
    "parse_config",
    "place_view",
    "read_settings",
    "settings_warnings",
    "zoom_shift",
]

_FILE = "atlas.toml"

Color = Annotated[str, Meta(pattern=r"^#[0-9a-f]{6}\Z", description="a colour such as #a9231b")]


def _read_day(calendar: Calendar, precision: Precision, value: Any) -> CivilDay:
    if precision == "year" and isinstance(value, int) and not isinstance(value, bool):
        # In an atlas of years TOML's own 60 is a year.
        value = f"{'-' if value < 0 else ''}{abs(value):04}"
    if isinstance(value, datetime) or not isinstance(value, date | str):
        hint = _YEARS_ARE_DAYS if isinstance(value, int) else "Write a day of the calendar as YYYY-MM-DD"
        raise wrong(f"is {shown(value)}, not a {precision}", hint)
    try:
        return parse_day(value, calendar=calendar, precision=precision)
    except AtlasError as error:
        what = error.problem.what.removesuffix(f" is not a {precision}")
        raise wrong(f"is {what}, not a {precision}", error.problem.hint) from None


_YEARS_ARE_DAYS = 'Write a day as YYYY-MM-DD, in quotation marks before the year 0: "-0057-03-28"'

Day = CivilDay
"""A day of the atlas's calendar, or the first of a month or year where it tells these."""


def days_of(calendar: Calendar = "gregorian", precision: Precision = "day") -> Makers:
    """Tell how the days of an atlas are read."""
    return {CivilDay: partial(_read_day, calendar, precision)}


def _makers(settings: Mapping[str, Any]) -> Makers:
    """Tell how days are read, before it is known whether the settings are sound."""
    known = {"calendar": get_args(Calendar), "precision": get_args(Precision)}
    return {**days_of(**{name: settings[name] for name in known if settings.get(name) in known[name]}), date: read_date}


def parse_base_url(text: str) -> str:
    """
    Read the address of the folder in which the pages of an atlas stand.

    Parameters
    ----------
    text
        An address of the web, with or without the slash at its end.

    Returns
    -------
    address
        With the slash.

    Raises
    ------
    AtlasError
        If it is not the address of a folder of the web.
    """
    if _BASE_URL.fullmatch(text):
        return text if text.endswith("/") else f"{text}/"
    hint = "Write the address of the folder of the pages, such as https://school.example/atlas/"
    raise AtlasError("base_url", f"{shown(text)} is not the address of a folder of the web", hint)


def _is_a_base_url(value: str) -> str:
    try:
        return parse_base_url(value)
    except AtlasError as error:
        what = error.problem.what.replace(" is not", ", not", 1)
        raise wrong(f"is {what}", error.problem.hint) from None


def _is_a_report(value: str) -> str:
    try:
        return parse_report(value)
    except AtlasError as error:
        raise wrong(f"is not where readers can write to: {error.problem.what}", error.problem.hint) from None


BaseUrl = Annotated[str, _is_a_base_url]
Report = Annotated[str, _is_a_report]
DayAndNight = tuple[Color, Color]
Code = Annotated[
    str, Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]*\Z", description="of lower-case letters, digits and hyphens")
]
"""Of a state: lower-case letters, capitals, digits and hyphens."""

# The first day on which anybody counted by it.
_GREGORIAN = CivilDay.of(1582, 10, 15)
_FAR_NORTH = 85
_WESTERNMOST, _EASTERNMOST, _WHOLE = -360, 540, 360
# A smaller box has nothing to show: a hundred metres.
_LEAST_DEG = 0.001
# Without a name and password, a query or a part after the "#": what is shown is written there.
_BASE_URL = re.compile(
    r"https?://(?:[\w-]+(?:\.[\w-]+)*|\[[0-9a-f:.]+\])(?::\d{1,5})?(?:/(?:[\w.~!$&'()*+,;=:@-]|%[0-9a-f]{2})*)*",
    re.IGNORECASE,
)
_BRACE = re.compile(r"\{\w*\}")
_LAYER = re.compile(r"#layers\.(\d+)")
_CONTROLLER = "{controller}"
MOST_NORTH = 85.06
"""Degrees: Web Mercator, the projection of the screen, ends here, short of the poles."""

CLOSEST = 12
"""The closest zoom level of most pages: a scale that begins beyond it would never be seen."""

# A view so many degrees wide or high is as large as most; so many zoom levels more or less are no other map, twice as
# many wholly another. As in static/data/mercator.js.
_USUAL, _ALIKE = 12, 2
# The closest zoom level of any page, and that to which one of usual size would have to be brought.
_CLOSEST_OF_ALL, _CLOSER = 22, 10

Role = Literal["events", "places"]

Required = Literal["start_date", "description", "certainty", "position", "precision_km", "sources"]
"""What an atlas may demand of each of its features."""

LABEL_ROLES: Mapping[str, tuple[LabelRole, ...]] = {
    "icon": ("capital", "town"),
    "label": ("state", "sea", "island", "lake", "region", "river", "strength", "place"),
}
"""What a name on the map can be the name of, by the shape of its kind; the last if nothing else is said."""

ROLE_COLORS: Mapping[str, DayAndNight] = {
    "background": ("#f6f2e8", "#1b2228"),
    "text": ("#2b2a28", "#ece7da"),
    "muted": ("#6a6a64", "#a3a49d"),
    "halo": ("#f8f5ec", "#1f262c"),
    "accent": ("#8a3b2a", "#dd8a74"),
    "border": ("#3d3835", "#c9c3b6"),
    "land": ("#f3eee1", "#2a3138"),
    "sea": ("#c3d1d6", "#141a20"),
    "shallows": ("#d3dee1", "#1a2229"),
    "coast": ("#5d6b73", "#75858f"),
    "water": ("#7fa0ae", "#4d6b7a"),
}
"""The roles of the palette, by which page and plate draw every atlas, each with the colours that it has if left out."""


Translations = dict[Language, Text]


class _Named(Table, frozen=True, kw_only=True):
    name: Text
    """What readers call it."""
    translations: Translations = field(default_factory=dict, name="name:")

    @property
    def names(self) -> dict[str, str]:
        """Names by language."""
        return {"en": self.name, **self.translations}


class Window(Table, frozen=True, kw_only=True):
    """The days of the atlas, half-open."""

    start: Day
    """The first day."""
    end: Day
    """The first day that is not shown."""

    def __post_init__(self) -> None:
        try:
            Axis(self.start, self.end)
        except AtlasError as error:
            raise wrong(error.problem.what.removeprefix("it "), error.problem.hint) from None


class Chapter(_Named, frozen=True, kw_only=True):
    """A part of the story the atlas tells, a band on the time bar; half-open."""

    start: Day
    """Its first day."""
    end: Day
    """The first day after it."""


def _is_on_the_screen(value: float) -> float:
    if abs(value) > MOST_NORTH:
        raise wrong(
            f"is {value:g}, beyond {MOST_NORTH:g}, where the projection of the screen (Web Mercator) ends",
            f"Write {math.copysign(_FAR_NORTH, value):g} or less",
        )
    return value


Latitude = Annotated[Number, _is_on_the_screen]
Longitude = Annotated[Number, Meta(ge=_WESTERNMOST, le=_EASTERNMOST)]


class Extent(Table, frozen=True, kw_only=True):
    """
    A box in degrees, EPSG:4326, of land that the screen's projection can show.

    West and east are kept in one form: west in [-180, 180), east beyond it by 360 at most.
    """

    west: Longitude
    """Of a box across 180°, more than the east, or as usual."""
    south: Latitude
    """The southern side."""
    east: Longitude
    """Of a box across 180°, less than the west, or more than 180."""
    north: Latitude
    """The northern side."""

    def __post_init__(self) -> None:
        west, east = window(self.west, self.east)
        force_setattr(self, "west", west)
        force_setattr(self, "east", east)
        box = f"west {self.west:g}, south {self.south:g}, east {self.east:g}, north {self.north:g}"
        if not (self.west + _LEAST_DEG <= self.east and self.south + _LEAST_DEG <= self.north):
            raise wrong(
                f"is no box: {box}",
                f"Let west lie west of east, and south south of north, by {_LEAST_DEG} degrees or more",
            )
        if self.east - self.west > _WHOLE:
            raise wrong(f"is wider than the earth: {box}", "Let east lie 360 degrees from west at most")

    def with_sides(self, **sides: float) -> Extent:
        """Give a box with other sides, which stay as they are given: in no normal form."""
        box = copy(self)
        for name, value in sides.items():
            force_setattr(box, name, value)
        return box

    def __reduce__(self) -> tuple[Any, ...]:
        # A copy too stays in the form that it has.
        return _box, self.bounds

    @property
    def bounds(self) -> tuple[float, float, float, float]:
        """West, south, east, north."""
        return self.west, self.south, self.east, self.north

    def contains(self, bounds: tuple[float, float, float, float]) -> bool:
        """Tell whether a box (west, south, east, north) lies inside."""
        west, south, east, north = bounds
        return self.west <= west and self.south <= south and east <= self.east and north <= self.north

    def lon(self, lon: float) -> float:
        """Give a longitude as it is counted inside: moved by whole turns, if it does not lie inside as it is."""
        by = fit_lon(lon, lon, self.west, self.east)
        return lon + by if by else lon

    def fit(self, bounds: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
        """Give a box, of which west may be more than east, as it is counted inside."""
        west, south, east, north = bounds
        if east < west:
            east += _WHOLE
        by = fit_lon(west, east, self.west, self.east)
        return (west + by, south, east + by, north) if by else (west, south, east, north)


def _box(west: float, south: float, east: float, north: float) -> Extent:
    return Extent(west=0, south=south, east=1, north=north).with_sides(west=west, east=east)


def zoom_shift(view: Extent) -> float:
    """
    Tell how many zoom levels farther away an atlas is seen than most.

    Parameters
    ----------
    view
        What it opens with.

    Returns
    -------
    shift
        To be added to a zoom level, to know which names and signs have room there: less than 0 for a town, more for the
        world, 0 for all that is about as large as a few countries.
    """
    away = _away(view)
    return math.copysign(min(abs(away), max(0.0, 2 * (abs(away) - _ALIKE))), away)


def _away(view: Extent) -> float:
    south, north = (math.log(math.tan(math.pi / 4 + math.radians(lat) / 2)) for lat in (view.south, view.north))
    return math.log2(max(view.east - view.west, math.degrees(north - south)) / _USUAL)


def closest_zoom(view: Extent) -> int:
    """Give the closest zoom level of the page of an atlas that opens with a view: `CLOSEST`, or more for a town."""
    return min(max(CLOSEST, math.ceil(_CLOSER - _away(view))), _CLOSEST_OF_ALL)


def place_view(extent: Extent, view: Extent) -> tuple[Extent, Extent]:
    """
    Count extent and opening view of an atlas alike.

    Parameters
    ----------
    extent, view
        Each in its normal form.

    Returns
    -------
    extent, view
        The view moved by whole turns to lie inside the extent. An extent all around the earth has its ends opposite to
        the middle of a view that it would cut.
    """
    west, _, east, _ = extent.fit(view.bounds)
    if extent.east - extent.west == _WHOLE and not extent.west <= west < east <= extent.east:
        # 180° W stays so, where the view looks out from Greenwich.
        opposite, _ = window((view.west + view.east) / 2 - 180, (view.west + view.east) / 2)
        extent = extent.with_sides(west=opposite, east=opposite + _WHOLE)
        west, _, east, _ = extent.fit(view.bounds)
    if (west, east) == (view.west, view.east):
        return extent, view
    return extent, view.with_sides(west=west, east=east)


class Projections(Table, frozen=True, kw_only=True):
    """The coordinate reference systems of the two drawings."""

    screen: Literal["EPSG:3857"] = "EPSG:3857"
    """That of the page: no other is possible."""
    print: Text = "EPSG:3857"
    """That of the plates, an EPSG code or a PROJ text."""


class State(_Named, frozen=True, kw_only=True):
    """A state: its name inside a sentence, its tint by day and by night, and the colour of what it does."""

    name_in_text: Note = ""
    """The same inside a sentence; if left out, as its name."""
    tint: DayAndNight
    """Its land, by day and by night."""
    color: Key = "text"
    """What it does: a colour of the palette."""


class Status(_Named, frozen=True, kw_only=True):
    """How a territory that stands so is filled, hatched and edged; ``{controller}`` in the name is filled in."""

    fill: Literal["own", "dimmed", "controller"] = "own"
    """``own``: in the tint of the state; ``dimmed``: paler; ``controller``: in that of the one whose arms decide."""
    hatch: Key | None = None
    """A colour of the palette."""
    inner: Key | None = None
    """Colour of an inner edge; ``own`` is that of the state."""

    def __post_init__(self) -> None:
        strange = [
            brace
            for name in (self.name, *self.translations.values())
            for brace in _BRACE.findall(name)
            if brace != _CONTROLLER and meant(brace, [_CONTROLLER])
        ]
        if strange:
            raise wrong(f"has {strange[0]} in a name", f"Write {_CONTROLLER}, if that is meant")

    @property
    def is_plain(self) -> bool:
        """Whether it tells no more than whose the land was: ``{controller}`` is all of its name."""
        return self.name == _CONTROLLER

    def name_under(self, controller: str, lang: str) -> str:
        """Give the name in a language; ``controller`` is the name of the state whose arms decide."""
        # Whatever else stands in braces is text.
        return translated(self.names, lang).value.replace(_CONTROLLER, controller)


class Reading(_Named, frozen=True, kw_only=True):
    """One way in which the land is told: a whole map with a legend and words of its own."""

    id: Key
    """As links call it."""
    holdings: Text = "holdings.csv"
    """The table of who held what."""
    by: Literal["state", "controller", "recognised"] = "state"
    """The column whose state the land is drawn as."""
    statuses: dict[Key, Key] = field(default_factory=dict)
    """What a status of the table is here, where it is another."""
    description: Note = ""
    """Whose reading it is, in a sentence."""
    descriptions_by_language: Translations = field(default_factory=dict, name="description:")
    mark: Note = ""
    """Words written over the land, for a reading that is nobody's fact."""
    marks_by_language: Translations = field(default_factory=dict, name="mark:")
    sources: tuple[Text, ...] = ()
    """Who says that it was read so."""

    @property
    def descriptions(self) -> dict[str, str]:
        """Descriptions by language."""
        return {"en": self.description, **self.descriptions_by_language}

    @property
    def marks(self) -> dict[str, str]:
        """Marks by language."""
        return {"en": self.mark, **self.marks_by_language}


def in_words(key: str) -> str:
    """Write a key as a name: ``blockade_zones`` becomes "Blockade zones"."""
    words = " ".join(re.split(r"[-_\s]+", key)).strip()
    return words[:1].upper() + words[1:]


class Layer(_Named, frozen=True, kw_only=True):
    """One GeoJSON file of features, in drawing order."""

    id: Key
    """As links call it."""
    file: str = ""
    """Its GeoJSON, ``<id>.geojson`` if left out."""
    role: Role | None = None
    """What page and plate tell of its features: what happened on its day, or towns and other names."""
    fields: dict[Text, Note] = field(default_factory=dict)
    """Our field, and the column of the file that holds it; an empty text if none does."""
    defaults: dict[Text, Any] = field(default_factory=dict)
    """What is taken where a feature has nothing in a field."""
    end: End = "exclusive"
    """Whether an end is the last day (inclusive) or the first day after."""
    no_end: NoEnd | None = None
    """What a start without an end is; if left out, one day in a file without a column of ends."""

    @classmethod
    def prepared(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Give a layer called events or places that role, and each a name, if it does not say otherwise."""
        role = {"role": data["id"]} if data.get("id") in get_args(Role) else {}
        name = {"name": in_words(data["id"])} if isinstance(data.get("id"), str) else {}
        return {**role, **name, **data}

    @property
    def path(self) -> str:
        """File name inside the atlas's folder."""
        return self.file or f"{self.id}.geojson"


class Side(_Named, frozen=True, kw_only=True):
    """What lies on one side of a line."""

    color: Key
    """Of a band beside it: a colour of the palette."""


class Kind(_Named, frozen=True, kw_only=True):
    """What a feature is, and how it is drawn, on the screen and on paper."""

    layer: Key
    """Whose kind it is."""
    shape: Literal["icon", "area", "line", "arrow", "label"]
    """How it is drawn."""
    color: Key = "text"
    """A colour of the palette."""
    icon: Key | None = None
    """Of the shape ``icon``: a sign of the package, or an SVG in ``icons/`` of the atlas."""
    size: Annotated[Number, Meta(gt=0, le=64)] = 16
    """Of the shape ``icon``, pixels of the screen: more than 10 stands in a disc."""
    dash: Literal["dashed", "dotted"] | None = None
    """Of the shape ``line``."""
    hatch: bool = False
    """Of the shape ``area``: hatched as closed water."""
    massed: bool = False
    """Of the shape ``area``: hatched as what stands before a border."""
    notch: bool = False
    """Of the shape ``icon``: a mark across an arrow that passes it."""
    open: bool = False
    """Of the shape ``arrow``: drawn hollow, for what was only ordered."""
    label: LabelRole | None = None
    """What its name is the name of, for the shape ``label`` and for an ``icon`` that is bare."""
    left: Side | None = None
    """What lies on the left of a line, in the order of its points; with ``right`` or not at all."""
    right: Side | None = None
    """What lies on its right."""

    @property
    def sides(self) -> tuple[Side, Side] | None:
        """What lies on the left and on the right of its lines, in the order of their points."""
        return (self.left, self.right) if self.left and self.right else None

    def __post_init__(self) -> None:
        if (self.left is None) != (self.right is None) or (self.left and self.shape != "line"):
            raise wrong("has a left or a right side alone, or is no line", "Give both sides of a line, or none")
        if (self.shape == "icon") != (self.icon is not None):
            raise wrong(
                f"has the shape {self.shape} and {'no icon' if self.icon is None else 'an icon'}",
                "Name an icon if, and only if, the shape is icon",
            )
        roles = LABEL_ROLES.get(self.shape, ())
        if self.label and self.label not in roles:
            hint = f"Choose {', '.join(roles)}" if roles else "Leave label out: no name of it is written on the map"
            raise wrong(f"has the shape {self.shape} and the label {self.label}", hint)


class Clock(_Named, frozen=True, kw_only=True):
    """A clock that sources give hours by; its name as it stands in "14:00, Paris time"."""


class Scale(Table, frozen=True, kw_only=True):
    """The ground at one degree of detail; paths inside the atlas's folder."""

    min_zoom: Annotated[Number, Meta(ge=0, le=CLOSEST)] = 0
    """The zoom level of the page from which it is drawn."""
    land: Text | None = None
    """File of polygons."""
    lakes: Text | None = None
    """File of polygons."""
    rivers: Text | None = None
    """File of lines."""
    territories: Text | None = None
    """File of polygons that share their borders: the pieces of land that ever changed hands."""
    borders: Text | None = None
    """File of the lines between them, each with ``left`` and ``right``."""


class Evidence(Table, frozen=True, kw_only=True):
    """Classes of works that an atlas demands of its sources."""

    certain: tuple[WorkClass, ...] = ()
    """What is certain cites one of these."""
    not_alone: tuple[WorkClass, ...] = ()
    """Nothing rests on these alone."""


class Film(Table, frozen=True, kw_only=True):
    """How a film passes the days."""

    pace: Annotated[Number, Meta(gt=0, le=100)] = 1
    """How many times as long as usual each day is shown."""
    seconds: dict[Day, Annotated[Number, Meta(gt=0, le=600)]] = field(default_factory=dict)
    """How long some days are shown instead, by day."""


def _with_roles(own: Mapping[str, DayAndNight]) -> dict[str, DayAndNight]:
    return {**ROLE_COLORS, **own}


class Config(Table, frozen=True, kw_only=True):
    """The whole of ``atlas.toml``."""

    id: Key
    """Its name in links; made of the title."""
    title: Text
    """What the atlas is called."""
    subtitle: Note = ""
    """A line under the title."""
    titles_by_language: Translations = field(default_factory=dict, name="title:")
    subtitles_by_language: Translations = field(default_factory=dict, name="subtitle:")
    languages: tuple[Language, ...] = ("en",)
    """Of the page, in the order in which it offers them."""
    key_days: tuple[Day, ...] = ()
    """Days that get a page and a plate of their own."""
    opening_day: Day | None = None
    """The page of all days opens on it."""
    base_url: BaseUrl | None = None
    """Where the pages will stand, for the links that readers copy."""
    report: Report | None = None
    """Where cards lead who asks whether they are wrong: `mailto:name@museum.example`, or a form of the web with
    `{title}`, `{text}`, `{id}` and `{version}` in its address."""
    chapters: tuple[Chapter, ...] = ()
    """Bands on the time bar, in the order of their days."""
    credits: tuple[Text, ...] = ()
    """Lines at the foot of page and plate."""
    credits_by_language: dict[Language, tuple[Text, ...]] = field(default_factory=dict, name="credits:")
    calendar: Calendar = "gregorian"
    """In which days are written, read and told."""
    precision: Precision = "day"
    """What the atlas counts, and its bar steps by."""
    window: Window
    """The days of the atlas."""
    extent: Extent
    """The box of all that is drawn."""
    view: Extent
    """The box of what the page opens on and a plate shows."""
    projections: Projections = Projections()
    """Of page and plate."""
    palette: Annotated[dict[Key, DayAndNight], _with_roles] = field(default_factory=lambda: dict(ROLE_COLORS))
    """Colours by name, by day and by night; those of the roles stand in each atlas."""
    states: dict[Code, State] = field(default_factory=dict)
    """Who holds land, by code."""
    statuses: dict[Key, Status] = field(default_factory=dict)
    """How land may stand."""
    readings: tuple[Reading, ...] = (Reading(id="administered", name="As administered"),)
    """The ways in which the land is told; the first is shown first."""
    clocks: dict[Key, Clock] = field(default_factory=dict)
    """Clocks that hours are given by."""
    evidence: Evidence | None = None
    """What is demanded of sources."""
    film: Film = Film()
    """How a film passes the days."""
    publication: Publication = Publication()
    """What archives want to know: version, creators, licences."""
    coast: Literal["natural-earth", "none"] = "natural-earth"
    """What lies under an atlas without land."""
    required: tuple[Required, ...] = ()
    """What each feature must have."""
    scales: tuple[Scale, ...] = ()
    """Land, lakes, rivers, territories and borders, from the coarse to the fine."""
    layers: tuple[Layer, ...]
    """Files of features, in drawing order; made of the files if left out."""
    kinds: dict[Key, Kind]
    """What features are and how they are drawn; made of the features if left out."""

    @property
    def stands_on_world(self) -> bool:
        """Whether today's coast, which comes with the package, stands under the atlas: it has no land of its own."""
        return self.coast == "natural-earth" and not any(scale.land for scale in self.scales)

    @property
    def axis(self) -> Axis:
        """The days of the window, counted from 0."""
        return Axis(self.window.start, self.window.end)

    @classmethod
    def prepared(cls, data: Mapping[str, Any]) -> Mapping[str, Any]:
        """Take tables of layers for a list of them."""
        tables = data.get("layers")
        if not isinstance(tables, dict):
            return data
        # [layers.x] is [[layers]] with the id x.
        return {
            **data,
            "layers": [{"id": key, **each} if isinstance(each, dict) else each for key, each in tables.items()],
        }

    @property
    def language(self) -> str:
        """The language in which the atlas is written: English, or the first of an atlas that has no English."""
        return "en" if "en" in self.languages or not self.languages else self.languages[0]

    @property
    def titles(self) -> dict[str, str]:
        """Titles by language."""
        return {"en": self.title, **self.titles_by_language}

    @property
    def subtitles(self) -> dict[str, str]:
        """Subtitles by language."""
        return {"en": self.subtitle, **self.subtitles_by_language}

    def status_name(self, status: str, controller: str) -> str:
        """Name how land stands, in the language of the atlas; ``controller`` is the state whose arms decide."""
        return self.statuses[status].name_under(self.states[controller].name, "en")


def read_settings(folder: Path) -> dict[str, Any]:
    """
    Read an atlas's ``atlas.toml`` as it stands.

    Parameters
    ----------
    folder
        The atlas's folder.

    Returns
    -------
    settings
        As in the file, not checked; old names of settings are the new ones.

    Raises
    ------
    AtlasError
        If the file is missing or not TOML.
    """
    if not exists(folder, _FILE):
        raise AtlasError(str(folder), "no atlas.toml in this folder", "Name a folder that holds an atlas")
    return renewed(read_toml(folder, _FILE))[0]


def begins_with_toml(settings: Mapping[str, Any]) -> bool:
    """Tell whether a window begins with the first day that TOML's own dates, which know no years before 1, write."""
    window = settings.get("window")
    return isinstance(window, dict) and isinstance(window.get("start"), date) and window["start"] == date.min


def settings_warnings(folder: Path, config: Config) -> Iterator[Problem]:
    """
    Find what ``atlas.toml`` says in old words, or for nothing.

    Parameters
    ----------
    folder
        The atlas's folder.
    config
        What has been read of it.

    Yields
    ------
    warning
        For each old name of a setting, each colour of the palette that nothing is drawn in, a window that was not
        taken as it is written, and days of before the Gregorian calendar of which no calendar is named.
    """
    settings = read_toml(folder, _FILE)
    yield from renewed(settings)[1]
    start, end = config.window.start, config.window.end
    if begins_with_toml(settings) and start.year < 1:
        what = f"all features are older, and it is taken from them: {start} to {end}"
        yield Problem("atlas.toml#window", what, f'Write it in quotation marks: start = "{start}", end = "{end}"')
    if "calendar" not in settings and config.precision == "day" and config.window.end < _GREGORIAN:
        what = "none is named, and days and weekdays are told as of the Gregorian calendar"
        hint = 'Write calendar = "julian" if days are written as sources write them, or calendar = "gregorian"'
        yield Problem("atlas.toml#calendar", what, hint)
    used = {color for _, color, _ in _named_colors(config)}
    for name in config.palette:
        if name not in ROLE_COLORS and name not in used:
            hint = f"Take it out, or name it; the roles are {', '.join(ROLE_COLORS)}"
            yield Problem(f"atlas.toml#palette.{name}", "nothing is drawn in this colour", hint)


def parse_config(folder: Path, settings: Mapping[str, Any]) -> Config:
    """
    Check the settings of an atlas.

    Parameters
    ----------
    folder
        The atlas's folder, to name it.
    settings
        As `read_settings` gives them, or completed.

    Returns
    -------
    config
        Every layer, colour and day it names exists.

    Raises
    ------
    InvalidAtlasError
        If tables or values are missing, unknown or of the wrong kind; all of them are told.
    """
    config = check(settings, Config, _makers(settings))
    if isinstance(config, list):
        raise InvalidAtlasError(folder.name, _as_tables(list(map(_problem, config)), settings.get("layers")))
    extent, view = place_view(config.extent, config.view)
    config = replace(config, extent=extent, view=view)
    problems = list(_check_names(config))
    if problems:
        raise InvalidAtlasError(folder.name, _as_tables(problems, settings.get("layers")))
    return config


def _as_tables(problems: Sequence[Problem], layers: Any) -> list[Problem]:
    """Name layers by their keys, where they stand as ``[layers.x]``."""
    if not isinstance(layers, dict):
        return list(problems)
    keys = list(layers)
    return [
        Problem(_LAYER.sub(lambda found: f"#layers.{keys[int(found[1])]}", each.where), each.what, each.hint)
        for each in problems
    ]


def _problem(fault: Fault) -> Problem:
    parts = [*map(str, fault.path)]
    table = ".".join(f'"{part}"' if ":" in part else part for part in parts)
    name = parts[-1] if fault.what == UNKNOWN else "it"
    return Problem(f"atlas.toml#{table}" if table else "atlas.toml", f"{name} {fault.what}", fault.hint)


def _check_names(config: Config) -> Iterator[Problem]:
    """Find names of what does not exist, what stands twice, days outside the window, and scales out of order."""
    yield from _check_colors(config)
    yield from _check_layers(config)
    yield from _check_days(config)
    for number, lang in enumerate(config.languages):
        if lang in config.languages[:number]:
            yield Problem(f"atlas.toml#languages.{number}", f"{lang} stands twice", "Write each language once")
    if not config.extent.contains(config.view.bounds):
        yield Problem("atlas.toml#view", "it reaches beyond the extent", "Let the view lie inside the extent")
    yield from _check_scales(config)
    yield from _check_readings(config)


def _check_readings(config: Config) -> Iterator[Problem]:
    if not config.readings:
        yield Problem("atlas.toml#readings", "it is empty", "Leave it out, or write a reading")
    ids = [reading.id for reading in config.readings]
    for number, reading in enumerate(config.readings):
        where = f"atlas.toml#readings.{number}"
        if reading.id in ids[:number]:
            yield Problem(f"{where}.id", f"{shown(reading.id)} stands twice", "Give each its own")
        for status in dict.fromkeys(name for pair in reading.statuses.items() for name in pair):
            if status not in config.statuses:
                hint = meant_hint(status, config.statuses, "Use one of [statuses]")
                yield Problem(f"{where}.statuses", f"unknown status {shown(status)}", hint)


def _named_colors(config: Config) -> list[tuple[str, str, bool]]:
    """List where colours are named, which, and whether it may be that of the state itself."""
    used = [(f"kinds.{name}.color", kind.color, False) for name, kind in config.kinds.items()]
    for name, kind in config.kinds.items():
        for at, side in zip(("left", "right"), kind.sides or (), strict=False):
            used.append((f"kinds.{name}.{at}.color", side.color, False))
    used += [(f"states.{code}.color", state.color, False) for code, state in config.states.items()]
    for name, status in config.statuses.items():
        used += [(f"statuses.{name}.hatch", status.hatch, False)] if status.hatch else []
        used += [(f"statuses.{name}.inner", status.inner, True)] if status.inner else []
    return used


def _check_colors(config: Config) -> Iterator[Problem]:
    used = _named_colors(config)
    for where, color, may_be_own in used:
        if color not in config.palette and not (may_be_own and color == "own"):
            hint = meant_hint(color, config.palette, f"Use one of {', '.join(config.palette)}, or add it")
            yield Problem(f"atlas.toml#{where}", f"{shown(color)} is no colour of the palette", hint)
    for name in config.palette:
        if name not in ROLE_COLORS and name not in {color for _, color, _ in used}:
            # Others are no more than a warning: see `settings_warnings`.
            near = meant(name, ROLE_COLORS, free=False)
            if near:
                what = "it is no role, and no kind, state or status names it"
                yield Problem(f"atlas.toml#palette.{name}", what, f"Write {near}, if that is meant")


def _check_layers(config: Config) -> Iterator[Problem]:
    ids = [layer.id for layer in config.layers]
    files = [layer.path for layer in config.layers]
    for number, layer in enumerate(config.layers):
        if layer.id in ids[:number]:
            yield Problem(f"atlas.toml#layers.{number}.id", f"{shown(layer.id)} stands twice", "Give each its own")
        elif layer.path in files[:number]:
            yield Problem(
                f"atlas.toml#layers.{number}.file", f"{shown(layer.path)} stands twice", "Write each file once"
            )
    for name, kind in config.kinds.items():
        if kind.layer not in ids:
            hint = meant_hint(kind.layer, ids, f"Use one of {', '.join(ids)}")
            yield Problem(f"atlas.toml#kinds.{name}.layer", f"{shown(kind.layer)} is no layer", hint)


def _check_days(config: Config) -> Iterator[Problem]:
    window = config.window
    days = [(f"key_days.{number}", day) for number, day in enumerate(config.key_days)]
    days += [("opening_day", config.opening_day)] if config.opening_day else []
    days += [(f"film.seconds.{day}", day) for day in config.film.seconds]
    for where, day in days:
        if not window.start <= day < window.end:
            yield Problem(f"atlas.toml#{where}", f"{day} lies outside the window", f"Write a day of {config.axis.told}")
    for number, chapter in enumerate(config.chapters):
        where = f"atlas.toml#chapters.{number}"
        if chapter.end <= chapter.start:
            yield Problem(
                where, f"{shown(chapter.name)} ends on {chapter.end}, not after its start", "Write a later end"
            )
        elif not window.start <= chapter.start < chapter.end <= window.end:
            yield Problem(
                where,
                f"{shown(chapter.name)} does not lie inside the window",
                f"Let it start on {window.start} or later, and end on {window.end} or earlier",
            )


def _check_scales(config: Config) -> Iterator[Problem]:
    for number, (coarse, fine) in enumerate(pairwise(config.scales), start=1):
        if fine.min_zoom <= coarse.min_zoom:
            yield Problem(
                f"atlas.toml#scales.{number}.min_zoom",
                f"{fine.min_zoom:g} does not follow {coarse.min_zoom:g}",
                "Write the scales from the coarse to the fine",
            )
        for name in ("territories", "borders"):
            if (getattr(coarse, name) is None) != (getattr(fine, name) is None):
                yield Problem(
                    f"atlas.toml#scales.{number}.{name}",
                    "some scales have this file and others have not",
                    "Write it for all scales, or for none",
                )
    for number, scale in enumerate(config.scales):
        if scale.borders and not scale.territories:
            yield Problem(
                f"atlas.toml#scales.{number}.borders", "there are no territories between them", "Name territories too"
            )
