"""The styles of a plate: an atlas and its scene in their colours by day, by night, or in greys."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, Literal, TypeAlias, get_args

from msgspec import Struct
from msgspec.structs import asdict, replace

from baltic_map.atlas import Atlas
from baltic_map.config import DayAndNight
from baltic_map.contract import Color, Scene
from baltic_map.errors import AtlasError
from baltic_map.quoting import shown

__all__ = ["STYLES", "Style", "in_style"]

Style: TypeAlias = Literal["light", "dark", "grey"]
STYLES: tuple[Style, ...] = get_args(Style)

# The parts of a scene that have colours.
_COLORED = ("palette", "symbols", "waterlines", "readings", "legend")

# Rec. 709: how bright the three lights are to the eye.
_LIGHTS = (0.2126, 0.7152, 0.0722)

# What is paler than the first is a tint, and printed paler still; what is paler than the second is the paper.
_TINT, _PAPER = 0.5, 0.9
_PALER, _DARKER = 0.72, 0.78


def in_style(atlas: Atlas, scene: Scene, style: Style) -> tuple[Atlas, Scene]:
    """
    Give an atlas and its scene in colours that are, by day, those of a style.

    Parameters
    ----------
    atlas, scene
        They stay as they are.
    style
        ``light``: their colours by day; ``dark``: those by night; ``grey``: greys that a plain printer can tell apart,
        on white.

    Returns
    -------
    atlas, scene
        The same but for the colours.

    Raises
    ------
    AtlasError
        If the style is another.
    """
    inks: dict[str, Callable[[DayAndNight], DayAndNight]] = {
        "dark": lambda pair: (pair[1], pair[1]),
        "grey": lambda pair: (_grey(pair[0]), _grey(pair[1])),
    }
    if style not in STYLES:
        raise AtlasError("style", f"{shown(style)} is not a style of plates", f"Use one of {', '.join(STYLES)}")
    if style not in inks:
        return atlas, scene
    ink, config = inks[style], atlas.config
    found = copy.copy(atlas)
    found.config = replace(config, palette={name: ink(pair) for name, pair in config.palette.items()})
    parts = {name: _inked(getattr(scene, name), ink) for name in _COLORED}
    return found, replace(scene, **parts)


def _inked(thing: Any, ink: Callable[[DayAndNight], DayAndNight]) -> Any:
    """Give a part of a scene with all its colours changed."""
    if isinstance(thing, Color):
        return Color(*ink((thing.day, thing.night)))
    if isinstance(thing, tuple):
        return tuple(_inked(each, ink) for each in thing)
    if isinstance(thing, dict):
        return {key: _inked(each, ink) for key, each in thing.items()}
    if isinstance(thing, Struct):
        return replace(thing, **{name: _inked(each, ink) for name, each in asdict(thing).items()})
    return thing


def _grey(color: str) -> str:
    luma = sum(int(color[at : at + 2], 16) / 255 * light for at, light in zip((1, 3, 5), _LIGHTS, strict=True))
    if luma > _PAPER:
        luma = 1.0
    elif luma > _TINT:
        luma = 1 - (1 - luma) * _PALER
    else:
        luma *= _DARKER
    return "#" + f"{round(luma * 255):02x}" * 3
