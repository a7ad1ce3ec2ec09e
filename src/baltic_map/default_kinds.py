"""The kinds of features that an ``atlas.toml`` does not tell of: how they are drawn, and in which colours."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from baltic_map.columns import as_id, kind_keys
from baltic_map.config import Layer, in_words

__all__ = ["with_kinds"]

# By day and by night, told apart on land and on the sea by those too who do not see red and green as others do.
_COLORS = {
    "brick": ("#a9231b", "#f0705f"),
    "blue": ("#33639b", "#84aede"),
    "pine": ("#0d5560", "#5fb9c2"),
    "ochre": ("#8a5a00", "#e0b050"),
    "plum": ("#7a3b78", "#d596d2"),
    "slate": ("#474c59", "#a2a9b8"),
}

# Words in which kinds are called what an icon shows.
_ICONS = {
    "airfield": "aircraft",
    "battle": "swords",
    "bombing": "burst",
    "camp": "tent",
    "city": "town",
    "explosion": "burst",
    "fight": "swords",
    "place": "town",
    "port": "harbour",
    "prison": "bars",
    "raid": "burst",
    "settlement": "town",
    "siege": "swords",
    "treaty": "document",
    "village": "town",
}
_ICON_PX = 16
# Of what stands without a disc, with its name beside it: pixels, and the colour of sign and name.
_TOWNS = {"town": (6, "muted"), "capital": (9, "text")}

Found = Mapping[str, Sequence[tuple[str, str]]]
"""By layer: what its features say of their kind, and their shape, the commonest first."""


def with_kinds(
    settings: Mapping[str, Any], layers: Sequence[Layer], found: Found, icons: Collection[str]
) -> dict[str, Any]:
    """
    Make the kinds of the layers that have none, and fill in what a kind leaves out.

    Parameters
    ----------
    settings
        As in ``atlas.toml``; ``kinds`` is a table or is not there.
    layers
        The layers, in drawing order.
    found
        What the features of each layer are.
    icons
        Names of the icons there are.

    Returns
    -------
    settings
        ``kinds``, and ``palette`` with the colours of the kinds that were made.
    """
    given: dict[str, Any] = dict(settings.get("kinds", {}))
    palette = dict(settings["palette"]) if isinstance(settings.get("palette"), dict) else {}
    for key, kind in {**_made(given, layers, found, icons), **_filled(given, layers, found, icons)}.items():
        own = given.get(key, {})
        if isinstance(own, dict):
            given[key] = {name: value for name, value in {**kind, **own}.items() if name in own or _fits(name, own)}
            if "color" not in own and kind["color"] in _COLORS:
                palette.setdefault(kind["color"], list(_COLORS[kind["color"]]))
    return {"kinds": given, **({"palette": palette} if palette else {})}


def _fits(name: str, own: Mapping[str, Any]) -> bool:
    """Tell whether a default suits what is said: an icon is of icons only."""
    return name != "icon" or own.get("shape", "icon") == "icon"


def _made(
    given: Mapping[str, Any], layers: Sequence[Layer], found: Found, icons: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Make a kind of each name and shape, in the layers of which no kind is said to be."""
    told = {each["layer"] for each in given.values() if isinstance(each, dict) and isinstance(each.get("layer"), str)}
    made: dict[str, dict[str, Any]] = {}
    for layer in layers:
        for name, shape in found[layer.id] if layer.id not in told else ():
            key = next((each for each in kind_keys(layer.id, name, shape) if each not in made), None)
            if key is not None:
                made[key] = _kind(layer, name, shape, list(_COLORS)[len(made) % len(_COLORS)], icons)
    return made


def _filled(
    given: Mapping[str, Any], layers: Sequence[Layer], found: Found, icons: Collection[str]
) -> dict[str, dict[str, Any]]:
    """Tell what a kind that names its layer is, if it says no more: as its features are, or most of the layer."""
    by_id = {layer.id: layer for layer in layers}
    filled = {}
    for key, own in given.items():
        layer = by_id.get(str(own.get("layer"))) if isinstance(own, dict) else None
        if layer:
            shapes = [shape for name, shape in found[layer.id] if as_id(name) in (key, "")]
            shape = own.get("shape") or next(iter(shapes), "icon")
            filled[key] = _kind(layer, key, shape, "text", icons)
    return filled


def _kind(layer: Layer, name: str, shape: str, color: str, icons: Collection[str]) -> dict[str, Any]:
    kind: dict[str, Any] = {"layer": layer.id, "name": in_words(name) or layer.name, "shape": shape, "color": color}
    if shape == "icon":
        kind["icon"] = _icon(f"{name} {layer.id}", icons)
        kind["size"], kind["color"] = _TOWNS.get(kind["icon"], (_ICON_PX, color))
    return kind


def _icon(words: str, icons: Collection[str]) -> str:
    """Choose the icon that is called by one of the words, or by what a word stands for."""
    for word in as_id(words).split("-"):
        for each in (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y"):
            icon = each if each in icons else _ICONS.get(each)
            if icon in icons:
                return str(icon)
    return "dot"
