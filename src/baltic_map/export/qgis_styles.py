"""
How QGIS draws a table, and on which days: the symbols of the atlas as QML.

References
----------
QGIS, ``QgsVectorLayerTemporalProperties::writeXml`` and the symbol layers of its ``symbology`` folder.
"""

from __future__ import annotations

import base64
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias
from xml.etree import ElementTree as ET

from msgspec import Struct

from baltic_map.config import Config
from baltic_map.contract import AreaSymbol, BorderSymbol, FeatureSymbol, Hatch, LabelRole, Stroke
from baltic_map.icons import GRID, icon_path
from baltic_map.symbology import SYMBOLOGY, mix, palette

__all__ = ["Category", "Shape", "Symbol", "style"]

Shape: TypeAlias = Literal["point", "line", "area"]
Symbol: TypeAlias = FeatureSymbol | AreaSymbol | BorderSymbol
_Props: TypeAlias = Mapping[str, str | float]

_TYPES = {"point": "marker", "line": "line", "area": "fill"}

# Pixels at 96 dpi in millimetres.
_MM = 25.4 / 96

# `Qgis::VectorTemporalMode`: start and end from fields. `VectorTemporalLimitMode`: the start is in, the end is not.
_START_AND_END, _HALF_OPEN = 2, 0


class Category(Struct, frozen=True):
    """What the legend says of some features of a table, and how they are drawn."""

    label: str
    symbol: Symbol


class _Lettering(Struct, frozen=True):
    """How names of a role are set: points, pixels between letters; ``over`` what they name, or beside it."""

    size: float
    color: str = "text"
    over: bool = True
    text: Mapping[str, str] = MappingProxyType({})


_BOLD = {"fontWeight": "75", "namedStyle": "Bold"}
_ITALIC = {"fontItalic": "1", "namedStyle": "Italic"}
_CAPITALS = {"capitalization": "1"}

_LETTERING: Mapping[LabelRole, _Lettering] = {
    "state": _Lettering(12, text={**_BOLD, **_CAPITALS, "fontLetterSpacing": "5"}),
    "capital": _Lettering(9.5, over=False, text=_BOLD),
    "town": _Lettering(8, over=False),
    "place": _Lettering(8),
    "strength": _Lettering(8, text=_BOLD),
    "sea": _Lettering(9, "water", text={**_ITALIC, "fontLetterSpacing": "1"}),
    "island": _Lettering(8),
    "lake": _Lettering(7.5, "water", text=_ITALIC),
    "region": _Lettering(7, text={**_CAPITALS, "fontLetterSpacing": "1.5"}),
    "river": _Lettering(7.5, "water", text=_ITALIC),
    "sign": _Lettering(8, over=False, text=_BOLD),
}

# `Qgis::LabelPlacement`: the middle of the text (`quadOffset`) over the point, or where cartographers put it beside.
_OVER_POINT, _MIDDLE, _ORDERED = "1", "4", "6"
# `QgsPalLayerSettings::Property::Priority`, of 0 to 10; `QgsProperty::ExpressionBasedProperty`.
_MOST, _EXPRESSION = 10, "3"


def style(config: Config, folder: Path, symbols: Mapping[str, Category], shape: Shape, *, merged: bool = False) -> str:
    """
    Write how QGIS draws a table.

    Parameters
    ----------
    config, folder
        Palette and icons of the atlas.
    symbols
        By values of the column ``symbol``.
    shape
        What is drawn in the table.
    merged
        Whether what looks alike is drawn as one, with no edge between.

    Returns
    -------
    qml
        Symbols by category, each with all values that are called and look the same; names by their roles; and features
        are there from ``start`` until before ``end``.
    """
    root = ET.Element("qgis", version="3.28.0", styleCategories="Symbology|Labeling|Temporal")
    labels = _labels(config, symbols)
    root.set("labelsEnabled", "0" if labels is None else "1")
    temporal = ET.SubElement(
        root,
        "temporal",
        enabled="1",
        mode=str(_START_AND_END),
        limitMode=str(_HALF_OPEN),
        startField="start",
        endField="end",
        startExpression="",
        endExpression="",
        durationField="",
        durationUnit="days",
        fixedDuration="0",
        accumulate="0",
    )
    fixed = ET.SubElement(temporal, "fixedRange")
    ET.SubElement(fixed, "start")
    ET.SubElement(fixed, "end")
    outer = ET.SubElement(root, "renderer-v2", type="mergedFeatureRenderer", forceraster="0") if merged else root
    renderer = ET.SubElement(outer, "renderer-v2", type="categorizedSymbol", attr="symbol", symbollevels="0")
    renderer.attrib.update(forceraster="0", enableorderby="0", referencescale="-1")
    categories, drawn = ET.SubElement(renderer, "categories"), ET.SubElement(renderer, "symbols")
    painter = _Painter(config, folder)
    for number, (each, values) in enumerate(_alike(symbols).items()):
        category = ET.SubElement(categories, "category", label=each.label, symbol=str(number), render="true")
        for value in values:
            ET.SubElement(category, "val", type="string", value=value)
        drawn.append(_symbol(str(number), _TYPES[shape], painter.layers(each.symbol, shape)))
    if labels is not None:
        root.append(labels)
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + ET.tostring(root, encoding="unicode")


def _alike(symbols: Mapping[str, Category]) -> dict[Category, list[str]]:
    """Put together the values that are called and look the same."""
    found: dict[Category, list[str]] = {}
    for value, each in symbols.items():
        found.setdefault(each, []).append(value)
    return found


def _symbol(name: str, kind: str, layers: Iterable[ET.Element]) -> ET.Element:
    symbol = ET.Element("symbol", name=name, type=kind, alpha="1", clip_to_extent="1", force_rhr="0")
    symbol.extend(layers)
    return symbol


def _layer(kind: str, props: _Props, under: ET.Element | None = None) -> ET.Element:
    """Make a symbol layer; ``under`` is the symbol that it is itself drawn with."""
    layer = ET.Element("layer", attrib={"class": kind, "enabled": "1", "locked": "0", "pass": "0"})
    options = ET.SubElement(layer, "Option", type="Map")
    for name, value in props.items():
        text = value if isinstance(value, str) else f"{value:.3f}".rstrip("0").rstrip(".")
        ET.SubElement(options, "Option", type="QString", name=name, value=text)
    if under is not None:
        layer.append(under)
    return layer


def _rgba(color: str, opacity: float = 1) -> str:
    red, green, blue = (int(color[at : at + 2], 16) for at in (1, 3, 5))
    return f"{red},{green},{blue},{round(255 * opacity)}"


def _line(color: str, stroke: Stroke, opacity: float = 1, **props: str | float) -> ET.Element:
    """Make a line; lengths of the atlas are pixels, those of QGIS millimetres."""
    dash = ";".join(f"{length * _MM:.3f}" for length in stroke.dash)
    return _layer(
        "SimpleLine",
        {
            "line_color": _rgba(color, opacity),
            "line_style": "solid",
            "line_width": stroke.width * _MM,
            "line_width_unit": "MM",
            "capstyle": "round" if stroke.dash and min(stroke.dash) < 1 else "flat",
            "joinstyle": "round",
            "use_custom_dash": "1" if dash else "0",
            "customdash": dash or "5;2",
            "customdash_unit": "MM",
            **props,
        },
    )


def _fill(color: str, opacity: float = 1) -> ET.Element:
    return _layer(
        "SimpleFill",
        {"color": _rgba(color, opacity), "style": "solid", "outline_style": "no", "joinstyle": "round"},
    )


def _hatch(color: str, hatch: Hatch) -> ET.Element:
    stripe = _symbol("@0@1", "line", [_line(color, Stroke(hatch.width, ()), hatch.opacity)])
    props: _Props = {"angle": hatch.angle, "distance": hatch.spacing * _MM, "distance_unit": "MM"}
    return _layer("LinePatternFill", props, stripe)


class _Painter:
    """Draws the symbols of one atlas."""

    def __init__(self, config: Config, folder: Path) -> None:
        self.folder = folder
        self.background = palette(config, "background").day
        self.border = palette(config, "border").day

    def layers(self, symbol: Symbol, shape: Shape) -> list[ET.Element]:
        """Give the layers of a symbol, from below upwards."""
        if isinstance(symbol, AreaSymbol):
            return self._area(symbol)
        if isinstance(symbol, BorderSymbol):
            stroke = SYMBOLOGY.borders[symbol.stroke]
            width = SYMBOLOGY.inner_border if symbol.inner else stroke.width
            return [_line(self.border, Stroke(width, stroke.dash))]
        if shape == "point":
            return self._sign(symbol)
        if shape == "area":
            return self._zone(symbol)
        return [self._arrow(symbol)] if symbol.shape == "arrow" else [self._stroke(symbol)]

    def _area(self, symbol: AreaSymbol) -> list[ET.Element]:
        layers = [_fill(symbol.fill.day)]
        if symbol.hatch:
            layers.append(_hatch(symbol.hatch.day, SYMBOLOGY.hatches["area"]))
        if symbol.edge:
            width = SYMBOLOGY.edges[symbol.edge.kind]
            # Half of it would lie outside.
            layers.append(_line(symbol.edge.color.day, Stroke(2 * width, ()), draw_inside_polygon="1"))
        return layers

    def _sign(self, symbol: FeatureSymbol) -> list[ET.Element]:
        color, background = symbol.color.day, self.background
        if symbol.icon is None:
            # A name alone: a dot that is not seen holds its place.
            return [
                _layer("SimpleMarker", {"name": "circle", "color": _rgba(color, 0), "outline_style": "no", "size": 1.0})
            ]
        size = symbol.size * _MM
        if not symbol.disc:
            return [self._icon(symbol.icon, color, size)]
        is_full, is_broken = symbol.fill == "full", symbol.fill == "dashed"
        disc: _Props = {
            "name": "circle",
            "color": _rgba(color if is_full else background),
            "outline_color": _rgba(color),
            "outline_style": "dash" if is_broken else "solid",
            "outline_width": SYMBOLOGY.rims["solid"].width * _MM,
            "outline_width_unit": "MM",
            "size": size,
            "size_unit": "MM",
        }
        icon = self._icon(symbol.icon, background if is_full else color, size * SYMBOLOGY.icon_share)
        return [_layer("SimpleMarker", disc), icon]

    def _icon(self, name: str, color: str, size: float) -> ET.Element:
        """Embed an icon; QGIS puts the colour where ``param(fill)`` stands."""
        svg = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {GRID} {GRID}"><path fill="param(fill)" '
            f'fill-rule="evenodd" d="{icon_path(name, self.folder)}"/></svg>'
        )
        packed = base64.b64encode(svg.encode()).decode()
        props: _Props = {"name": f"base64:{packed}", "color": _rgba(color), "size": size, "size_unit": "MM"}
        return _layer("SvgMarker", {**props, "outline_width": 0.0})

    def _zone(self, symbol: FeatureSymbol) -> list[ET.Element]:
        color = symbol.color.day
        layers = [_fill(color, SYMBOLOGY.zone_tints[symbol.hatch or "plain"])]
        if symbol.hatch:
            layers.append(_hatch(color, SYMBOLOGY.hatches[symbol.hatch]))
        return [*layers, _line(color, SYMBOLOGY.outlines[symbol.dash or "solid"])]

    def _stroke(self, symbol: FeatureSymbol) -> ET.Element:
        dash = SYMBOLOGY.outlines[symbol.dash or "solid"].dash
        return _line(symbol.color.day, Stroke(SYMBOLOGY.line, dash))

    def _arrow(self, symbol: FeatureSymbol) -> ET.Element:
        color, arrow = symbol.color.day, SYMBOLOGY.arrow
        width = arrow.widths[-1] * _MM
        face = color
        if symbol.fill != "full":
            face = self.background if symbol.fill == "dashed" else mix(self.background, color, SYMBOLOGY.tint)
        layers = [_fill(face)]
        if symbol.fill != "full":
            layers.append(_line(color, SYMBOLOGY.arrow_rims[symbol.dash or "solid"]))
        props: _Props = {
            "arrow_width": width,
            "arrow_start_width": width * arrow.tail,
            "head_length": width * arrow.head,
            # From the middle of the shaft.
            "head_thickness": width * arrow.spread / 2,
            "arrow_type": "0",
            "head_type": "0",
            "is_curved": "0",
            "is_repeated": "0",
        }
        units = {f"{name}_unit": "MM" for name in ("arrow_width", "arrow_start_width", "head_length", "head_thickness")}
        return _layer("ArrowLine", {**props, **units}, _symbol("@0@0", "fill", layers))


def _labels(config: Config, symbols: Mapping[str, Category]) -> ET.Element | None:
    """Write the names that stand on the map, a rule for each role; ``None`` if there are none."""
    roles: dict[LabelRole, list[str]] = {}
    for value, each in symbols.items():
        if isinstance(each.symbol, FeatureSymbol) and each.symbol.label:
            roles.setdefault(each.symbol.label, []).append(value)
    if not roles:
        return None
    labels = ET.Element("labeling", type="rule-based")
    rules = ET.SubElement(labels, "rules", key="names")
    for role, values in roles.items():
        rule = ET.SubElement(rules, "rule", key=role, description=role, filter=_one_of(values))
        rule.append(_lettering(config, role))
    return labels


def _one_of(values: Sequence[str]) -> str:
    texts = ", ".join("'" + each.replace("'", "''") + "'" for each in values)
    return f'"symbol" IN ({texts})'


def _lettering(config: Config, role: LabelRole) -> ET.Element:
    how = _LETTERING[role]
    settings = ET.Element("settings", calloutType="simple")
    text = ET.SubElement(settings, "text-style", fieldName="name", isExpression="0", fontSize=f"{how.size:g}")
    text.attrib.update(fontSizeUnit="Point", textColor=_rgba(palette(config, how.color).day), **how.text)
    buffer = ET.SubElement(text, "text-buffer", bufferDraw="1", bufferSize="0.6", bufferSizeUnits="MM")
    buffer.set("bufferColor", _rgba(palette(config, "halo").day))
    placement = ET.SubElement(settings, "placement", placement=_OVER_POINT if how.over else _ORDERED)
    placement.attrib.update(quadOffset=_MIDDLE, dist="0" if how.over else "1", distUnits="MM")
    # The order in which names find room: as on the pages, by role and rank.
    priority = f'{_MOST} - {SYMBOLOGY.labels[role].priority} - coalesce("rank", 2)'
    kept = ET.SubElement(ET.SubElement(settings, "dd_properties"), "Option", type="Map")
    ET.SubElement(kept, "Option", name="name", type="QString", value="")
    properties = ET.SubElement(kept, "Option", name="properties", type="Map")
    asked = ET.SubElement(properties, "Option", name="Priority", type="Map")
    for name, kind, value in (("active", "bool", "true"), ("expression", "QString", priority),
                              ("type", "int", _EXPRESSION)):  # fmt: skip
        ET.SubElement(asked, "Option", name=name, type=kind, value=value)
    ET.SubElement(kept, "Option", name="type", type="QString", value="collection")
    return settings
