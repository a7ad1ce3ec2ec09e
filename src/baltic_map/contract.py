"""
The scene as data: what an atlas looks like and says, each thing once, with the days on which it is so.

Whatever draws an atlas reads this and nothing else: the page, the plates, programs of others. Days are whole numbers
counted from the first day of the atlas, spans are half-open, texts are numbers into the tables of the languages, and
coordinates are EPSG:4326. `SCHEMA_VERSION` grows with every change that a reader could trip over.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from msgspec import Struct
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = [
    "SCHEMA_VERSION",
    "Area",
    "AreaSymbol",
    "Arrow",
    "Border",
    "BorderSymbol",
    "Box",
    "Certainty",
    "Chapter",
    "Citation",
    "Color",
    "Edge",
    "EventList",
    "Fact",
    "FactName",
    "Feature",
    "FeatureFacts",
    "FeatureSymbol",
    "Hatch",
    "LabelClass",
    "LabelRole",
    "Layer",
    "LegendGroup",
    "LegendItem",
    "Locale",
    "Passage",
    "Reading",
    "Scene",
    "Span",
    "Stance",
    "Standing",
    "Step",
    "Story",
    "Stroke",
    "Symbology",
    "Tenure",
    "Territory",
    "TextNumber",
    "Tick",
    "TranslationState",
    "UncertainSpan",
    "Waterline",
    "Work",
    "WorkClass",
    "as_data",
    "names_of",
]

SCHEMA_VERSION = 3

TextNumber: TypeAlias = int
"""Position of a text in the table of each language."""

Certainty = Literal["certain", "less-certain", "uncertain"]
TranslationState = Literal["draft", "second-model", "second-translator", "native"]
WorkClass = Literal["document", "scholarly", "reference", "press", "state-media", "web-page", "encyclopaedia"]
Stance = Literal["supports", "contradicts", "claims"]
LabelRole = Literal["state", "capital", "town", "sea", "island", "lake", "region", "river", "strength", "place", "sign"]
FactName = Literal["kind", "dates", "certainty", "position", "status", "state", "controller", "recognised"]


class Span(Struct, frozen=True):
    """Days ``[first, stop)``."""

    first: int
    stop: int

    def holds(self, day: int) -> bool:
        """Tell whether a day lies in it."""
        return self.first <= day < self.stop


class UncertainSpan(Struct, frozen=True):
    """Days ``[first, stop)`` on which a thing may be so, and those on which it certainly is (none if equal)."""

    first: int
    stop: int
    certain_first: int
    certain_stop: int

    def is_possible(self, day: int) -> bool:
        """Tell whether the thing may be so on a day."""
        return self.first <= day < self.stop

    def is_certain(self, day: int) -> bool:
        """Tell whether the thing is so on a day, whatever its uncertain dates mean."""
        return self.certain_first <= day < self.certain_stop


class Box(Struct, frozen=True):
    """A box in degrees, EPSG:4326."""

    west: float
    south: float
    east: float
    north: float


class Color(Struct, frozen=True):
    """A colour by day (and on paper) and by night, ``#rrggbb``."""

    day: str
    night: str


# ---------------------------------------------------------------- symbols


class Edge(Struct, frozen=True):
    """An edge along an outline, drawn inside it: a ``band`` where it is pale and has to be broad to be seen."""

    color: Color
    kind: Literal["line", "band"]


class AreaSymbol(Struct, frozen=True):
    """How an area of a state is filled, hatched and edged."""

    fill: Color
    hatch: Color | None
    edge: Edge | None


class BorderSymbol(Struct, frozen=True):
    """How a border line is drawn: its stroke tells its precision; ``inner`` lines are thinner."""

    stroke: Literal["solid", "dashed", "dotted"]
    inner: bool


class FeatureSymbol(Struct, frozen=True):
    """
    How a feature is drawn.

    Parameters
    ----------
    shape
        ``icon`` and ``label`` for points, ``area``, ``line`` and ``arrow``.
    color
        Of all of it.
    icon
        Name of the drawing, for icons.
    size
        Of an icon, pixels at 96 dpi at rank 2.
    disc
        Whether the icon stands in a disc; those of towns are bare.
    fill
        ``full``: certain; ``outline``: less certain; ``dashed``: uncertain, planned or schematic.
    dash
        Of lines and outlines; ``dotted`` for icons whose place is schematic, as the circle around it is.
    hatch
        Of an area: ``zone`` for water that is closed, ``massed`` for what stands before a border.
    label
        Role of its name, if it is written on the map; icons in a disc have none.
    faint
        Merely possible on the day.
    sides
        Colours of the bands on the left and on the right of a line that has them.
    """

    shape: Literal["icon", "area", "line", "arrow", "label"]
    color: Color
    icon: str | None
    size: float
    disc: bool
    fill: Literal["full", "outline", "dashed"]
    dash: Literal["long", "dashed", "dotted"] | None
    hatch: Literal["zone", "massed"] | None
    label: LabelRole | None
    faint: bool
    sides: tuple[Color, Color] | None = None


class Stroke(Struct, frozen=True):
    """A line in pixels; ``dash`` is the lengths of strokes and gaps: none if it is solid, short strokes are dots."""

    width: float
    dash: tuple[float, ...]


class Hatch(Struct, frozen=True):
    """Parallel lines: degrees from the east, anticlockwise; pixels from line to line, and of a line; opacity."""

    angle: float
    spacing: float
    width: float
    opacity: float


class Arrow(Struct, frozen=True):
    """
    The shape of an arrow: centripetal Catmull-Rom curve, from a thin tail to a drawn head.

    Parameters
    ----------
    bow
        How far the middle of a way of two points lies to its left, in lengths of the way.
    pieces, step
        Points that are computed between two points of the way; pixels between those the arrow is drawn through.
    widths
        Of the shaft where it meets the head, pixels, by rank; never more than ``slight`` lengths of the way.
    casing
        Of paper around it, pixels on each side.
    notch
        Thickness of a mark across the shaft, and how far it stands out on each side, pixels.
    tail, growth
        Width of the tail in widths, and the power by which it grows.
    head, neck, spread
        Length of the head in widths, what of it lies before the shaft, and how broad it is, in widths.
    settled
        Opacity of one that began before the day: what is new is the strongest ink.
    """

    bow: float
    pieces: int
    step: float
    widths: tuple[float, ...]
    slight: float
    casing: float
    notch: tuple[float, float]
    tail: float
    growth: float
    head: float
    neck: float
    spread: float
    settled: float


class LabelClass(Struct, frozen=True):
    """
    How names of a role are placed.

    Parameters
    ----------
    place
        Inside its land, on water, on what it names, or beside an icon.
    priority
        With the rank added, the names with the least are placed first.
    zooms
        From which zoom level of a web map on a name is shown, by rank.
    """

    place: Literal["land", "water", "on", "beside"]
    priority: float
    zooms: tuple[float, ...]


class Waterline(Struct, frozen=True):
    """A band of sea along the shore, so many pixels broad, and the line at its edge."""

    reach: float
    fill: Color
    line: Color


class SideBand(Struct, frozen=True):
    """
    The band on each side of a line: its width, how far its middle is from the line, and its opacity.

    For so many ``days`` from its beginning a line is news; afterwards it has ``settled`` of that opacity, and no names
    where the map is far away.
    """

    width: float
    offset: float
    opacity: float
    days: int
    settled: float


class Symbology(Struct, frozen=True):
    """
    The numbers that all symbols have in common; lengths in pixels at 96 dpi.

    Parameters
    ----------
    icon_sizes
        Of an icon, in its own sizes, by rank.
    icon_share
        Of the disc that an icon fills.
    rims, arrow_rims
        Of discs, ``dashed`` if their fill is, and of arrows by dash (``solid`` without).
    borders, inner_border
        By stroke, and the width of inner ones.
    outlines, line
        Of areas by dash (``solid`` without), and the width of features that are lines.
    side
        Of the bands beside a line that has two sides.
    edges
        How broad the edge of an area is, by kind.
    zone_tints
        Opacity of the tint of features that are areas, by hatch (``plain`` without).
    hatches
        Of areas of states (``area``), and of features that are areas.
    tint
        What an ``outline`` arrow has of its colour.
    unproved, faint
        Opacity of the icon in a ``dashed`` disc, and of all that is merely possible.
    waterline
        Width of the line at the edge of a band of sea.
    arrow, labels
        Shape of arrows; names by role.
    """

    icon_sizes: tuple[float, ...]
    icon_share: float
    rims: Mapping[str, Stroke]
    arrow_rims: Mapping[str, Stroke]
    borders: Mapping[str, Stroke]
    inner_border: float
    outlines: Mapping[str, Stroke]
    line: float
    side: SideBand
    edges: Mapping[str, float]
    zone_tints: Mapping[str, float]
    hatches: Mapping[str, Hatch]
    tint: float
    unproved: float
    faint: float
    waterline: float
    arrow: Arrow
    labels: Mapping[str, LabelClass]


# ---------------------------------------------------------------- things


class Fact(Struct, frozen=True):
    """One line of a card: what is told, under the heading ``card_<name>``."""

    name: FactName
    text: TextNumber


class FeatureFacts(Struct, frozen=True):
    """What the card of a feature tells: what it is, when, how sure, and how well its place is known."""

    kind: TextNumber
    dates: TextNumber
    certainty: TextNumber
    position: TextNumber


class Feature(Struct, frozen=True):
    """
    A dated thing of a layer.

    Parameters
    ----------
    id, layer, kind, role, rank, certainty
        As in the atlas; role is that of its layer.
    time
        Hour of the day, as it is written.
    clock
        Text: the name of the clock it was read from.
    start, span
        Since when in words, and when.
    names
        By language code, those that differ from the English one; ``other`` for further names.
    title, name_today, description, note
        Texts; that of today's name is empty where it is no other.
    facts
        Lines of its card.
    geometry
        EPSG:4326; ``None`` if its place is not known: it is told, not drawn.
    precision_km
        How far its true place may lie from the drawn one; ``None`` without a geometry.
    symbol
        Position among the symbols; on days on which it merely is possible it is faint.
    sides
        Texts: what lies on the left and on the right of a line, in the order of its points.
    state
        Code of the state that it names.
    readings
        Ids of the readings in which it is there; ``None``: in all.
    sources
        Positions among the citations.
    geonames, wikidata
        Its number in GeoNames, and its item in Wikidata.
    routes
        Ids of the arrows whose way passes it, the nearest first: while one is drawn it is a notch across that one.
    others
        What further columns of its file say, and what they are called there; in no language.
    """

    id: str
    layer: str
    kind: str
    role: Literal["events", "places"] | None
    state: str | None
    readings: tuple[str, ...] | None
    rank: int
    certainty: Certainty
    time: str | None
    clock: TextNumber | None
    start: TextNumber
    span: UncertainSpan
    names: Mapping[str, str]
    title: TextNumber
    name_today: TextNumber
    facts: FeatureFacts
    description: TextNumber
    note: TextNumber
    geometry: BaseGeometry | None
    precision_km: float | None
    symbol: int
    sides: tuple[TextNumber, TextNumber] | None
    sources: tuple[int, ...]
    geonames: int | None
    wikidata: str | None
    routes: tuple[str, ...] | None
    others: tuple[tuple[str, str], ...] | None


class Standing(Struct, frozen=True):
    """
    How a territory stands.

    Parameters
    ----------
    state, controller, recognised
        Codes: administered as part of, decided on the ground, remained for those that did not recognise a change.
    status
        Id of a status.
    """

    state: str
    controller: str
    recognised: str
    status: str


class Area(Struct, frozen=True):
    """Territories that stand alike, as one area, and the days on which they do; ``parts`` names them."""

    id: str
    territories: tuple[str, ...]
    standing: Standing
    symbol: AreaSymbol
    label: TextNumber
    title: TextNumber
    parts: TextNumber
    facts: tuple[Fact, ...]
    note: TextNumber
    sources: tuple[int, ...]
    spans: tuple[Span, ...]


class Border(Struct, frozen=True):
    """A border line and the days on which it is one, in this look."""

    id: str
    symbol: BorderSymbol
    title: TextNumber
    facts: tuple[Fact, ...]
    note: TextNumber
    sources: tuple[int, ...]
    spans: tuple[Span, ...]


class Tenure(Struct, frozen=True):
    """How a territory stood in a span of days, and the same in words."""

    span: Span
    standing: Standing
    text: TextNumber


class Territory(Struct, frozen=True):
    """A territory over the days of the atlas."""

    id: str
    name: TextNumber
    tenures: tuple[Tenure, ...]


class EventList(Struct, frozen=True):
    """The events of days by id, the chief one first; days without any are in none of these."""

    span: Span
    features: tuple[str, ...]


class LegendItem(Struct, frozen=True):
    """One line of the legend, with the symbol that it explains, and the days on which it is there."""

    label: TextNumber
    kind: str | None
    area: AreaSymbol | None
    border: BorderSymbol | None
    feature: FeatureSymbol | None
    spans: tuple[Span, ...]


class LegendGroup(Struct, frozen=True):
    """
    A heading of the legend, and the lines under it in their order; ``layer`` is the layer they belong to, if one.

    Groups stand by their ``order``: what the atlas is about (0), how the land stood (1), the ground (2).
    """

    title: TextNumber
    layer: str | None
    order: int
    items: tuple[LegendItem, ...]


class Tick(Struct, frozen=True):
    """How many things begin, end or change hands on a day."""

    day: int
    count: int


class Chapter(Struct, frozen=True):
    """A band of the time bar."""

    span: Span
    name: TextNumber


class Layer(Struct, frozen=True):
    """A layer that can be shown and hidden."""

    id: str
    name: TextNumber


class Citation(Struct, frozen=True):
    """A work and the place in it; its text is that of the parts, put together."""

    work: str
    parts: tuple[TextNumber, ...]


class Work(Struct, frozen=True):
    """
    A work.

    Parameters
    ----------
    name
        Its short name.
    work_class
        What it is.
    via
        The id of the work it was seen in, if it was not seen itself.
    reference
        The whole of it, as `baltic_map.citations.reference` writes it: for reference managers.
    """

    name: TextNumber
    work_class: WorkClass | None
    via: str | None
    reference: str


class Passage(Struct, frozen=True):
    """
    The exact words of a source.

    Parameters
    ----------
    features
        Ids of those that they speak of.
    words, language
        As they stand there, and the code of their language.
    marks
        The quotation marks of that language, the opening and the closing one.
    citation, address
        Position among the citations, and the page on which the words are read.
    stance
        What they do with what the atlas says.
    speaker, translation
        Texts, empty if there are none: whose words they are; a translation made for the atlas.
    """

    features: tuple[str, ...]
    words: str
    language: str
    marks: tuple[str, str]
    citation: int
    address: str
    stance: Stance
    speaker: TextNumber
    translation: TextNumber


class Step(Struct, frozen=True):
    """A step of the guided story: day, view, what it points out, and its prose."""

    id: str
    day: int
    view: Box
    highlight: tuple[str, ...]
    title: TextNumber
    paragraphs: tuple[TextNumber, ...]
    sources: tuple[int, ...]


class Story(Struct, frozen=True):
    """The guided story."""

    title: TextNumber
    steps: tuple[Step, ...]


class Locale(Struct, frozen=True):
    """
    The texts of one language.

    Parameters
    ----------
    lang
        Its code.
    texts
        By number; ``None`` where it reads as in the first language.
    untranslated
        Numbers of those that stand there in English.
    state
        How far the translated prose has been read; ``None`` of English.
    words
        Words of the interface that the atlas brings itself, by table (``page``, ``plural.changes``); they come before
        those of the package.
    """

    lang: str
    texts: tuple[str | None, ...]
    untranslated: frozenset[int]
    state: TranslationState | None = None
    words: Mapping[str, Mapping[str, str]] | None = None


class Reading(Struct, frozen=True):
    """
    One way in which the land is told.

    Parameters
    ----------
    id, name
        As a link and a reader call it.
    description
        Text: whose reading it is.
    mark
        Text that is written over the land, for a reading that is nobody's fact; empty for others.
    sources
        Positions among the citations.
    areas, borders, territories
        Things, each kind in drawing order.
    legend
        What explains areas and borders, beside that of the features.
    changes
        Days on which anything differs from the day before.
    ticks
        How much does.
    """

    id: str
    name: TextNumber
    description: TextNumber
    mark: TextNumber
    sources: tuple[int, ...]
    areas: tuple[Area, ...]
    borders: tuple[Border, ...]
    territories: tuple[Territory, ...]
    legend: tuple[LegendGroup, ...]
    changes: tuple[int, ...]
    ticks: tuple[Tick, ...]


class Scene(Struct, frozen=True):
    """
    An atlas, ready to be drawn on any of its days in any of its languages.

    Parameters
    ----------
    version
        `SCHEMA_VERSION` of what wrote it.
    id
        Of the atlas.
    first_day
        Its first day, ``YYYY-MM-DD``.
    total
        How many days it has.
    calendar
        In which its days are written.
    precision
        What it counts and tells as its days: days, or months or years.
    view, extent
        What is seen at first, and all there is.
    palette
        Colours by role.
    icons
        Path data on a grid of 16 units by name.
    title, subtitle, credits
        Texts.
    symbols
        Of the features.
    symbology, waterlines
        What they have in common, and the sea along the shore, from the broadest band.
    features
        Things of the layers, in drawing order.
    readings
        The ways in which the land is told; the scene opens in the first.
    events
        The events of the days, in order and without gaps.
    chronology
        Positions of the features in the order in which those that change on one day are told.
    legend
        Groups and items of the features; with those of the reading they stand by their ``order``.
    chapters, layers, story
        What their names say.
    citations
        What ``sources`` count.
    passages
        Words of the sources.
    works
        Each cited work by id, and those in which they were seen.
    retired
        Ids of features no longer used, with those that took their place.
    locales
        A table for each language, the first the one in which the scene opens.

    Examples
    --------
    >>> from baltic_map import MapBuilder
    >>> scene = MapBuilder(atlas).scene
    >>> [each.id for each in scene.readings]
    ['administered', 'arms', 'not-recognised', 'moscow']
    >>> from baltic_map.contract import as_data
    >>> as_data(scene)["firstDay"]  # as docs/scene.schema.json describes it
    '1939-08-23'
    """

    version: int
    id: str
    first_day: str
    total: int
    calendar: Literal["gregorian", "julian"]
    precision: Literal["day", "month", "year"]
    view: Box
    extent: Box
    palette: Mapping[str, Color]
    icons: Mapping[str, str]
    title: TextNumber
    subtitle: TextNumber
    credits: tuple[TextNumber, ...]
    symbols: tuple[FeatureSymbol, ...]
    symbology: Symbology
    waterlines: tuple[Waterline, ...]
    features: tuple[Feature, ...]
    readings: tuple[Reading, ...]
    events: tuple[EventList, ...]
    chronology: tuple[int, ...]
    legend: tuple[LegendGroup, ...]
    chapters: tuple[Chapter, ...]
    layers: tuple[Layer, ...]
    story: Story | None
    citations: tuple[Citation, ...]
    passages: tuple[Passage, ...]
    works: Mapping[str, Work]
    retired: Mapping[str, str]
    locales: tuple[Locale, ...]


# ---------------------------------------------------------------- plain data


_PLAIN = frozenset({bool, float, int, str, type(None)})


def as_data(value: Any) -> Any:
    """
    Write a thing of the scene as plain data.

    Parameters
    ----------
    value
        A dataclass of this module, or what stands in one.

    Returns
    -------
    data
        Ready for ``json.dumps``: names in camel case, geometries as GeoJSON, sets in order; ``None`` is left out.
    """
    kind = type(value)
    if kind in _PLAIN:
        return value
    if issubclass(kind, list | tuple):
        return [each if type(each) in _PLAIN else as_data(each) for each in value]
    if names := _names(kind):  # type: ignore[arg-type]
        data = {}
        for key, name in names:
            each = getattr(value, key)
            if each is not None:
                data[name] = each if type(each) in _PLAIN else as_data(each)
        return data
    if isinstance(value, Mapping):
        return {key: each if type(each) in _PLAIN else as_data(each) for key, each in value.items()}
    if isinstance(value, BaseGeometry):
        data = mapping(value)
        return {"type": data["type"], "coordinates": data["coordinates"]}
    return sorted(value) if isinstance(value, frozenset) else value


def names_of(kind: type) -> Sequence[tuple[str, str]]:
    """List the fields of a class of data, as Python and as JavaScript name them; none of what is none."""
    return _names(kind)


@cache
def _names(kind: type) -> Sequence[tuple[str, str]]:
    return [(name, camel(name)) for name in kind.__struct_fields__] if issubclass(kind, Struct) else []


def camel(name: str) -> str:
    """Write a name as JavaScript does: ``certain_first`` as ``certainFirst``."""
    first, *rest = name.split("_")
    return first + "".join(part.capitalize() for part in rest)
