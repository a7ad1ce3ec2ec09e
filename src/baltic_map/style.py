"""How things look: colours, hatches, strokes. One set of looks for the screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from baltic_map.borders import Arc, Area
from baltic_map.config import Config, Kind
from baltic_map.layers import Feature

__all__ = ["AreaLook", "Colour", "LineLook", "MarkLook", "area_look", "line_look", "mark_look", "palette", "state_tint"]

# A line is solid where it is known as well as a printed plate can show (1 km is a pencil stroke at 1 : 3 000 000),
# dashed up to the 5 km within which the treaty texts let it be drawn, dotted beyond.
SOLID_KM, DASHED_KM = 1.0, 5.0

# Signs up to this size, in pixels, are bare (the ring of a town); larger ones stand in a disc.
_BARE_PX = 10.0

# An ink whose luma is greater is pale.
_PALE = 0.5


class Colour(NamedTuple):
    """A colour by day (paper) and by night (dark theme), ``#rrggbb``."""

    day: str
    night: str


@dataclass(frozen=True, slots=True)
class AreaLook:
    """
    How an area of a state is filled, hatched and edged from within.

    Parameters
    ----------
    fill, hatch, inner
        Colours; no hatch or no inner edge without.
    edge
        How broad the inner edge is: a ``band`` if it is pale, for it has to be broad to be seen, else a ``line``.
    """

    fill: Colour
    hatch: Colour | None
    inner: Colour | None
    edge: Literal["line", "band"] | None


@dataclass(frozen=True, slots=True)
class LineLook:
    """How a border line is drawn; ``inner`` lines are thinner."""

    stroke: Literal["solid", "dashed", "dotted"]
    inner: bool


@dataclass(frozen=True, slots=True)
class MarkLook:
    """
    How a feature is drawn.

    Parameters
    ----------
    shape
        glyph, area, line, arrow or label.
    ink
        Its colour.
    glyph
        Name of its sign, for glyphs.
    size
        Pixels at 96 dpi.
    disc
        Whether its sign stands in a disc; the signs of towns are bare.
    fill
        ``full``: filled with ink (certain); ``outline``: paper with an inked rim (less certain); ``dashed``: paper
        with a broken rim (uncertain, planned, or schematic).
    dash
        For lines and outlines of areas.
    hatch
        Whether an area is hatched.
    ghost
        Merely possible on the day: drawn faintly.
    """

    shape: Literal["glyph", "area", "line", "arrow", "label"]
    ink: Colour
    glyph: str | None
    size: float
    disc: bool
    fill: Literal["full", "outline", "dashed"]
    dash: Literal["dashed", "dotted"] | None
    hatch: bool
    ghost: bool


def palette(config: Config, name: str) -> Colour:
    """Give a colour of the palette."""
    return Colour(*config.palette[name])


def _mix(one: str, other: str, share: float) -> str:
    """Mix two colours: ``share`` of the second in the first."""
    channels = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def _blend(one: Colour, other: Colour, share: float) -> Colour:
    return Colour(_mix(one.day, other.day, share), _mix(one.night, other.night, share))


def state_tint(config: Config, code: str) -> Colour:
    """Give the soft tint of a state."""
    return Colour(*config.states[code].tint)


def _state_ink(config: Config, code: str) -> Colour:
    return palette(config, config.states[code].ink)


def area_look(config: Config, area: Area) -> AreaLook:
    """
    Look up how an area is drawn.

    Parameters
    ----------
    config
        Statuses, states and palette.
    area
        Territories that stand alike.

    Returns
    -------
    look
        The sequence the eye reads: own tint; own tint with a thin inner line; dimmed; hatched; the controller's tint
        with an own-tint edge.
    """
    status = config.statuses[area.status]
    # What a state has annexed keeps, as an edge, the tint of the state it remained for others.
    own = state_tint(config, area.recognised if status.fill == "controller" else area.state)
    if status.fill == "own":
        fill = own
    elif status.fill == "dimmed":
        fill = _blend(own, palette(config, "land"), 0.45)
    else:
        fill = _blend(state_tint(config, area.controller), _state_ink(config, area.controller), 0.26)
    hatch = palette(config, status.hatch) if status.hatch else None
    inner = None
    if status.inner == "own":
        inner = _blend(own, palette(config, "ink"), 0.12)
    elif status.inner:
        inner = palette(config, status.inner)
    return AreaLook(fill, hatch, inner, _edge(inner))


def _edge(inner: Colour | None) -> Literal["line", "band"] | None:
    if inner is None:
        return None
    # By day, as it is printed: by night the map has the same edges.
    red, green, blue = (int(inner.day[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return "band" if 0.3 * red + 0.59 * green + 0.11 * blue > _PALE else "line"


def line_look(arc: Arc, *, inner: bool) -> LineLook:
    """Look up how a border arc is drawn: its stroke tells its precision."""
    if arc.precision_km <= SOLID_KM:
        return LineLook("solid", inner)
    return LineLook("dashed" if arc.precision_km <= DASHED_KM else "dotted", inner)


def mark_look(config: Config, feature: Feature, *, certain: bool) -> MarkLook:
    """
    Look up how a feature is drawn on a day.

    Parameters
    ----------
    config
        Kinds, states and palette.
    feature
        The feature.
    certain
        Whether it certainly was so on that day.

    Returns
    -------
    look
        What is certain is full; what is schematic, planned or uncertain never is.
    """
    kind: Kind = config.kinds[feature.kind]
    fields = feature.fields
    unproved = kind.open or fields.certainty == "uncertain"
    schematic = fields.position == "schematic"
    fill: Literal["full", "outline", "dashed"] = "full"
    # An arrow is schematic by nature: its broken rim says so, and leaves "open" to what is not proved.
    if unproved or (schematic and kind.shape != "arrow"):
        fill = "dashed"
    elif schematic or fields.certainty != "certain":
        fill = "outline"
    ink = palette(config, kind.ink)
    dash = kind.dash or ("dashed" if unproved or schematic else None)
    disc = kind.shape == "glyph" and kind.size > _BARE_PX
    return MarkLook(kind.shape, ink, kind.glyph, kind.size, disc, fill, dash, kind.hatch, not certain)
