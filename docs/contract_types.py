"""Write the contract of the scene for other languages: TypeScript types for the page, JSON Schema for everybody."""

from __future__ import annotations

import inspect
import types
from collections.abc import Iterator, Mapping
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from msgspec import Struct
from shapely.geometry.base import BaseGeometry

from baltic_map.contract import Scene, camel
from baltic_map.web.page_data import Page

_PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean"}
# How deep the positions of a GeoJSON geometry lie.
_DEPTHS = {"Point": 0, "MultiPoint": 1, "LineString": 1, "MultiLineString": 2, "Polygon": 2, "MultiPolygon": 3}


def classes(root: type = Page) -> list[type]:
    """List a class of data and all that stand in its fields, each after those it needs."""
    found: dict[type, None] = {}

    def visit(kind: Any) -> None:
        if isinstance(kind, type) and issubclass(kind, Struct) and kind not in found:
            for hint in get_type_hints(kind).values():
                visit(hint)
            found[kind] = None
        for each in get_args(kind):
            visit(each)

    visit(root)
    return list(found)


def optional(hint: Any) -> tuple[Any, bool]:
    """Give a type without its None, and whether it had one."""
    if get_origin(hint) in (Union, types.UnionType):
        rest = [each for each in get_args(hint) if each is not type(None)]
        if len(rest) == 1:
            return rest[0], True
    return hint, False


def typescript() -> str:
    """Give the types as a declaration file."""
    return "".join(_declarations())


def _declarations() -> Iterator[str]:
    yield "// Written by docs/generate.py from src/baltic_map/contract.py and web/page_data.py: change those.\n"
    yield "\n/** Longitude before latitude, degrees, EPSG:4326. */\nexport type Position = [number, number];\n"
    yield "\n/** GeoJSON (RFC 7946). */\nexport type Geometry =\n"
    yield "\n".join(f'  | {{ type: "{kind}", coordinates: Position{"[]" * depth} }}' for kind, depth in _DEPTHS.items())
    yield ";\n"
    for kind in classes():
        lines = inspect.getdoc(kind) or ""
        yield f"\n/** {lines.splitlines()[0]} */\nexport type {kind.__name__} = {{\n"
        for name, hint in get_type_hints(kind).items():
            inner, missing = optional(hint)
            yield f"  {camel(name)}{'?' if missing else ''}: {typescript_type(inner)};\n"
        yield "};\n"


def typescript_type(hint: Any) -> str:
    """Write a type of Python as one of TypeScript."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return " | ".join(f'"{each}"' for each in parts)
    if origin in (tuple, frozenset):
        inner = typescript_type(parts[0])
        return f"({inner})[]" if "|" in inner else f"{inner}[]"
    if origin is not None and issubclass(origin, Mapping):
        return f"Record<string, {typescript_type(parts[1])}>"
    hint, missing = optional(hint)
    if missing:
        return f"{typescript_type(hint)} | null"
    if hint is BaseGeometry:
        return "Geometry"
    return "number" if hint in (int, float) else _PLAIN.get(hint, getattr(hint, "__name__", "unknown"))


def json_schema() -> dict[str, Any]:
    """Give the scene as JSON Schema (2020-12)."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Scene of an atlas of baltic-map",
        **_schema(Scene),
        "$defs": {kind.__name__: _object(kind) for kind in classes(Scene)} | {"Geometry": _geometry()},
    }


def _geometry() -> dict[str, Any]:
    def nested(depth: int) -> dict[str, Any]:
        if depth:
            return {"type": "array", "items": nested(depth - 1)}
        return {"type": "array", "prefixItems": [{"type": "number"}] * 2, "items": False, "minItems": 2}

    return {
        "description": "GeoJSON (RFC 7946): longitude before latitude, degrees, EPSG:4326",
        "oneOf": [
            {
                "type": "object",
                "properties": {"type": {"const": kind}, "coordinates": nested(depth)},
                "required": ["type", "coordinates"],
                "additionalProperties": False,
            }
            for kind, depth in _DEPTHS.items()
        ],
    }


def _object(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {
        "type": "object",
        "description": (inspect.getdoc(kind) or "").splitlines()[0],
        "properties": {camel(name): _schema(optional(hint)[0]) for name, hint in hints.items()},
        "required": [camel(name) for name, hint in hints.items() if not optional(hint)[1]],
        "additionalProperties": False,
    }


def _schema(hint: Any) -> dict[str, Any]:
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(parts)}
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _schema(parts[0])}
    if origin is not None and issubclass(origin, Mapping):
        return {"type": "object", "additionalProperties": _schema(parts[1])}
    hint, missing = optional(hint)
    if missing:
        return {"anyOf": [_schema(hint), {"type": "null"}]}
    if hint is BaseGeometry:
        return {"$ref": "#/$defs/Geometry"}
    return {"type": _PLAIN[hint]} if hint in _PLAIN else {"$ref": f"#/$defs/{hint.__name__}"}
