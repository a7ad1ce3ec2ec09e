"""Settings as ``atlas.toml`` called them before version 1, read as what they are called now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from baltic_map.errors import Problem, Problems

__all__ = ["OLD_COLORS", "OLD_KEYS", "OLD_SHAPES", "renewed"]

OLD_KEYS: Mapping[str, str] = {"ink": "color", "glyph": "icon"}
"""Keys of kinds and states."""

OLD_SHAPES: Mapping[str, str] = {"glyph": "icon"}
"""Shapes of kinds."""

OLD_COLORS: Mapping[str, str] = {"paper": "background", "ink": "text", "ground": "muted"}
"""Roles of the palette."""

_FILE = "atlas.toml"
_TABLES = ("kinds", "states")


def renewed(settings: Mapping[str, Any]) -> tuple[dict[str, Any], Problems]:
    """
    Read old names of settings as the new ones.

    Parameters
    ----------
    settings
        As ``atlas.toml`` has them, not checked.

    Returns
    -------
    settings
        With the new names. Where a new name stands too, the old one is left as it is, and is a problem later. The roles
        of the palette are renamed only beside a kind or state with an old key: elsewhere ``ground`` and the like are
        colours of the atlas's own.
    warnings
        One for each old name, with the new one.
    """
    found: dict[tuple[str, str], str] = {}
    changed = dict(settings)
    for table in _TABLES:
        if isinstance(settings.get(table), dict):
            changed[table] = {
                name: _renamed(each, f"{table}.{name}", found) if isinstance(each, dict) else each
                for name, each in settings[table].items()
            }
    if found:
        _rename_colors(changed, found)
    hint = "Write the new one: this one is read for the sake of old atlases"
    return changed, Problems(Problem(where, f"{old} is called {new} now", hint) for (where, old), new in found.items())


def _renamed(table: Mapping[str, Any], where: str, found: dict[tuple[str, str], str]) -> dict[str, Any]:
    """Give a kind or state with its new keys; old names are told once, where the first of them stands."""
    known = {old for _, old in found}
    renamed: dict[str, Any] = {}
    for key, value in table.items():
        new = OLD_KEYS.get(key, key)
        if new != key and new not in table:
            if key not in known:
                found[f"{_FILE}#{where}.{key}", key] = new
        else:
            new = key
        renamed[new] = value
    shape = renamed.get("shape")
    if isinstance(shape, str) and shape in OLD_SHAPES:
        renamed["shape"] = OLD_SHAPES[shape]
        told = f"shape = {shape!r}".replace("'", '"')
        if told not in known:
            found[f"{_FILE}#{where}.shape", told] = f'"{OLD_SHAPES[shape]}"'
    return renamed


def _rename_colors(settings: dict[str, Any], found: dict[tuple[str, str], str]) -> None:
    palette = settings.get("palette")
    if not isinstance(palette, dict):
        return
    names = {old: new for old, new in OLD_COLORS.items() if old in palette and new not in palette}
    for old, new in names.items():
        found[f"{_FILE}#palette.{old}", old] = new
    settings["palette"] = {names.get(name, name): value for name, value in palette.items()}
    for table, key in _uses(settings):
        if isinstance(table.get(key), str):
            table[key] = names.get(table[key], table[key])


def _uses(settings: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield where colours are named, in tables that may be changed."""
    for name in _TABLES:
        if isinstance(settings.get(name), dict):
            yield from ((each, "color") for each in settings[name].values() if isinstance(each, dict))
    statuses = settings.get("statuses")
    if isinstance(statuses, dict):
        copies = {name: dict(each) if isinstance(each, dict) else each for name, each in statuses.items()}
        settings["statuses"] = copies
        yield from ((each, key) for each in copies.values() if isinstance(each, dict) for key in ("hatch", "inner"))
