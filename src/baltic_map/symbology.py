"""How things look: kind, status, certainty, position and precision to a symbol, decided here for screen and paper."""

from __future__ import annotations

from typing import Literal

from msgspec.structs import replace

from baltic_map.borders import Arc, Area
from baltic_map.config import LABEL_ROLES, Config, Kind
from baltic_map.contract import (
    AreaSymbol,
    Arrow,
    BorderSymbol,
    Color,
    Edge,
    FeatureSymbol,
    Hatch,
    LabelClass,
    LabelRole,
    SideBand,
    Stroke,
    Symbology,
    Waterline,
)
from baltic_map.layers import Feature

__all__ = [
    "CERTAINTY_FILLS",
    "SYMBOLOGY",
    "area_symbol",
    "blend",
    "border_symbol",
    "feature_symbol",
    "legend_symbol",
    "mix",
    "palette",
    "state_tint",
    "waterlines",
]

# A line is solid where it is known as well as a printed plate can show (1 km is a pencil stroke at 1 : 3 000 000),
# dashed up to the 5 km within which the treaty texts let it be drawn, dotted beyond.
SOLID_KM, DASHED_KM = 1.0, 5.0

CERTAINTY_FILLS: dict[str, Literal["certain", "less-certain", "schematic"]] = {
    "full": "certain",
    "outline": "less-certain",
    "dashed": "schematic",
}
"""What the fill of a symbol in a disc tells, the surest first."""

# Icons up to this size, in pixels, are bare (the ring of a town); larger ones stand in a disc.
_BARE_PX = 10.0

# A colour whose luma is greater is pale, and an edge of it broad.
_PALE = 0.5

SYMBOLOGY = Symbology(
    icon_sizes=(1.06, 1.0, 0.85, 0.8),
    icon_share=0.7,
    rims={"solid": Stroke(1.2, ()), "dashed": Stroke(1.2, (2.6, 2.0))},
    arrow_rims={"solid": Stroke(1.4, ()), "dashed": Stroke(1.6, (6.4, 2.4)), "dotted": Stroke(1.8, (0.1, 4.0))},
    borders={"solid": Stroke(1.5, ()), "dashed": Stroke(1.5, (7.0, 3.5)), "dotted": Stroke(2.0, (0.1, 4.0))},
    inner_border=0.8,
    outlines={
        "solid": Stroke(1.2, ()),
        "long": Stroke(1.2, (9.0, 4.0)),
        "dashed": Stroke(1.2, (5.0, 4.0)),
        "dotted": Stroke(1.8, (0.1, 5.0)),
    },
    line=1.6,
    side=SideBand(width=6.0, offset=4.2, opacity=0.34, days=60, settled=0.5),
    edges={"line": 1.6, "band": 5.2},
    zone_tints={"plain": 0.03, "zone": 0.08, "massed": 0.24},
    hatches={
        "area": Hatch(angle=45, spacing=9.6, width=1.3, opacity=0.62),
        "zone": Hatch(angle=135, spacing=6.8, width=1.15, opacity=0.58),
        # Along most of a land border in the east it runs outwards; it is like neither of the others.
        "massed": Hatch(angle=0, spacing=5.2, width=1.7, opacity=0.8),
    },
    tint=0.62,
    unproved=0.8,
    faint=0.5,
    waterline=0.45,
    arrow=Arrow(
        bow=0.09,
        pieces=24,
        step=5.0,
        widths=(16.0, 13.0, 11.0, 9.0),
        slight=0.24,
        casing=2.0,
        notch=(2.4, 2.6),
        tail=0.22,
        growth=1.1,
        head=2.75,
        neck=0.84,
        spread=2.5,
        settled=0.6,
    ),
    labels={
        "state": LabelClass("land", 0.0, (0.0, 5.5, 7.0, 8.0)),
        "capital": LabelClass("beside", 0.5, (4.6, 6.3, 7.5, 8.6)),
        "town": LabelClass("beside", 1.0, (4.6, 6.3, 7.5, 8.6)),
        "place": LabelClass("on", 1.0, (4.6, 6.3, 7.5, 8.6)),
        "strength": LabelClass("on", 0.2, (5.4, 5.8, 7.5, 8.6)),
        "sea": LabelClass("water", 1.2, (0.0, 6.2, 7.4, 8.6)),
        "island": LabelClass("on", 1.9, (6.2, 7.6, 8.2, 9.0)),
        "lake": LabelClass("water", 2.6, (5.5, 6.3, 7.6, 8.6)),
        "region": LabelClass("on", 2.8, (6.5, 7.4, 8.0, 8.8)),
        "river": LabelClass("on", 3.2, (6.0, 7.2, 8.0, 8.8)),
        "sign": LabelClass("beside", 6.0, (9.0, 9.0, 9.0, 9.0)),
    },
)
"""What all symbols have in common, on screen and, times a factor for the finer medium, on paper."""

# Bands of sea along the shore: pixels, and how much each has of the shallows.
_WATERLINES = ((15.0, 0.4), (9.0, 0.7), (4.2, 1.0))


def palette(config: Config, name: str) -> Color:
    """Give a colour of the palette."""
    return Color(*config.palette[name])


def state_tint(config: Config, code: str) -> Color:
    """Give the soft tint of a state."""
    return Color(*config.states[code].tint)


def mix(one: str, other: str, share: float) -> str:
    """Mix two colours, ``#rrggbb``: ``share`` of the second in the first."""
    channels = (
        round(int(one[at : at + 2], 16) * (1 - share) + int(other[at : at + 2], 16) * share) for at in (1, 3, 5)
    )
    return "#" + "".join(f"{channel:02x}" for channel in channels)


def blend(one: Color, other: Color, share: float) -> Color:
    """Mix two colours by day and by night: ``share`` of the second in the first."""
    return Color(mix(one.day, other.day, share), mix(one.night, other.night, share))


def waterlines(config: Config) -> tuple[Waterline, ...]:
    """Decide how the sea grows lighter towards the shore."""
    sea, shallows, water = (palette(config, name) for name in ("sea", "shallows", "water"))
    fills = [(reach, blend(sea, shallows, share)) for reach, share in _WATERLINES]
    return tuple(Waterline(reach, fill, blend(fill, water, 0.3)) for reach, fill in fills)


def area_symbol(config: Config, area: Area) -> AreaSymbol:
    """
    Decide how an area is drawn.

    Parameters
    ----------
    config
        Statuses, states and palette.
    area
        Territories that stand alike.

    Returns
    -------
    symbol
        The sequence the eye reads: own tint; own tint with a thin inner line; dimmed; hatched; the controller's tint
        with an own-tint edge.
    """
    status = config.statuses[area.status]
    # What a state has annexed keeps, as an edge, the tint of the state it remained for others.
    own = state_tint(config, area.recognised if status.fill == "controller" else area.state)
    if status.fill == "own":
        fill = own
    elif status.fill == "dimmed":
        fill = blend(own, palette(config, "land"), 0.45)
    else:
        strong = palette(config, config.states[area.controller].color)
        fill = blend(state_tint(config, area.controller), strong, 0.26)
    edge = None
    if status.inner:
        color = blend(own, palette(config, "text"), 0.12) if status.inner == "own" else palette(config, status.inner)
        edge = Edge(color, _edge_kind(color))
    return AreaSymbol(fill, palette(config, status.hatch) if status.hatch else None, edge)


def _edge_kind(color: Color) -> Literal["line", "band"]:
    # By day, as it is printed: by night the map has the same edges.
    red, green, blue = (int(color.day[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return "band" if 0.3 * red + 0.59 * green + 0.11 * blue > _PALE else "line"


def border_symbol(arc: Arc, *, inner: bool) -> BorderSymbol:
    """Decide how a border arc is drawn: its stroke tells its precision."""
    if arc.precision_km <= SOLID_KM:
        return BorderSymbol("solid", inner)
    return BorderSymbol("dashed" if arc.precision_km <= DASHED_KM else "dotted", inner)


def feature_symbol(config: Config, feature: Feature, *, certain: bool = True) -> FeatureSymbol:
    """
    Decide how a feature is drawn on a day.

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
    symbol
        What is certain is full; what is schematic, planned or uncertain never is.
    """
    kind: Kind = config.kinds[feature.kind]
    fields = feature.fields
    disc = kind.shape == "icon" and kind.size > _BARE_PX
    unproved = kind.open or feature.certainty == "uncertain"
    schematic = fields.position == "schematic"
    fill: Literal["full", "outline", "dashed"] = "full"
    # An arrow is schematic by nature: it is solid if what it tells is certain, and open if that is not proved.
    if unproved or (schematic and kind.shape != "arrow"):
        fill = "dashed"
    elif (schematic and kind.shape != "arrow") or feature.certainty != "certain":
        fill = "outline"
    dash = kind.dash or ("dashed" if unproved or schematic else "long" if kind.hatch else None)
    hatch: Literal["zone", "massed"] | None = "massed" if kind.massed else "zone" if kind.hatch else None
    return FeatureSymbol(
        kind.shape,
        palette(config, kind.color),
        kind.icon,
        kind.size,
        disc,
        fill,
        "dotted" if schematic and kind.shape == "icon" else dash,
        hatch,
        None if disc else _label_role(feature.kind, kind),
        not certain,
        (palette(config, kind.sides[0].color), palette(config, kind.sides[1].color)) if kind.sides else None,
    )


def _label_role(name: str, kind: Kind) -> LabelRole | None:
    """Give the role of a kind's names: the one it says, the one it is called by, or the plainest of its shape."""
    roles = LABEL_ROLES.get(kind.shape, (None,))
    return kind.label or next((role for role in roles if role == name), roles[-1])


def legend_symbol(config: Config, feature: Feature) -> FeatureSymbol:
    """Decide how the kind of a feature is shown in the legend: icons as if certain, for that is told apart there."""
    symbol = feature_symbol(config, feature)
    if symbol.shape != "icon" or config.kinds[feature.kind].open:
        return symbol
    return replace(symbol, fill="full", dash=None, faint=False)
