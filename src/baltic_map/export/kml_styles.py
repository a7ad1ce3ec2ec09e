"""How KML draws what is exported: styles from the symbology, as far as KML has them, without files and addresses."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from baltic_map.contract import AreaSymbol, BorderSymbol, FeatureSymbol
from baltic_map.symbology import SYMBOLOGY

__all__ = ["Styles"]

# Certain, less certain, uncertain: KML has neither broken lines nor open signs, so that doubt is paler.
_OPACITY = {"full": 1.0, "outline": 0.75, "dashed": 0.5}
_AREA_OPACITY = 0.7
_SIGN_PX = 16.0
_BORDER = "#3d3835"


class Styles:
    """
    The styles of a document, each once.

    Parameters
    ----------
    border
        Colour of border lines, ``#rrggbb``.
    """

    def __init__(self, border: str = _BORDER) -> None:
        self._border = border
        self._found: dict[tuple[tuple[str, tuple[tuple[str, str], ...]], ...], str] = {}

    def elements(self) -> list[ET.Element]:
        """Write those that were asked for, in the order in which they were."""
        found = []
        for parts, key in self._found.items():
            style = ET.Element("Style", id=key)
            for name, told in parts:
                part = ET.SubElement(style, name)
                for field, text in told:
                    ET.SubElement(part, field).text = text
            found.append(style)
        return found

    def _named(self, *parts: tuple[str, tuple[tuple[str, str], ...]]) -> str:
        return "#" + self._found.setdefault(parts, f"style-{len(self._found) + 1}")

    def feature(self, symbol: FeatureSymbol, rank: int) -> str:
        """Give the address of the style of a feature: a sign in its colour, a name alone, a line or an area."""
        opacity = _OPACITY[symbol.fill]
        color = _color(symbol.color.day, opacity)
        if symbol.shape == "area":
            fill = SYMBOLOGY.zone_tints["massed" if symbol.hatch else "zone"]
            line = ("LineStyle", (("color", color), ("width", _number(SYMBOLOGY.line))))
            return self._named(line, ("PolyStyle", (("color", _color(symbol.color.day, fill)),)))
        if symbol.shape in ("line", "arrow"):
            widths = SYMBOLOGY.arrow.widths
            width = widths[rank - 1] / 4 if symbol.shape == "arrow" else SYMBOLOGY.line
            return self._named(("LineStyle", (("color", color), ("width", _number(width)))))
        scale = symbol.size / _SIGN_PX * SYMBOLOGY.icon_sizes[rank - 1] if symbol.shape == "icon" else 0.0
        # Names of signs crowd a globe: those of places stand, others come with a click.
        named = 0.0 if symbol.label is None else 0.8
        return self._named(
            ("IconStyle", (("color", color), ("scale", _number(scale)))),
            ("LabelStyle", (("color", color), ("scale", _number(named)))),
        )

    def area(self, symbol: AreaSymbol) -> str:
        """Give the address of the style of land: its tint, with the colour of its hatch or edge along it."""
        edge = symbol.hatch or (symbol.edge.color if symbol.edge else symbol.fill)
        return self._named(
            ("LineStyle", (("color", _color(edge.day, 1.0)), ("width", _number(SYMBOLOGY.line)))),
            ("PolyStyle", (("color", _color(symbol.fill.day, _AREA_OPACITY)),)),
        )

    def border(self, symbol: BorderSymbol) -> str:
        """Give the address of the style of a border line: the less is known of where it ran, the paler it is."""
        width = SYMBOLOGY.inner_border if symbol.inner else SYMBOLOGY.borders[symbol.stroke].width
        opacity = {"solid": 1.0, "dashed": 0.75, "dotted": 0.5}[symbol.stroke]
        return self._named(("LineStyle", (("color", _color(self._border, opacity)), ("width", _number(width)))))


def _color(color: str, opacity: float) -> str:
    """Write ``#rrggbb`` as KML does: aabbggrr."""
    red, green, blue = color[1:3], color[3:5], color[5:7]
    return f"{round(255 * opacity):02x}{blue}{green}{red}".lower()


def _number(value: float) -> str:
    return f"{value:.3g}"
