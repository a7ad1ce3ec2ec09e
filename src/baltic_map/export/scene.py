"""The scene of an atlas as a file: what pages and plates are drawn from."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from baltic_map.atlas import Atlas
from baltic_map.contract import Scene, Span, as_data
from baltic_map.errors import AtlasError
from baltic_map.excerpt import excerpt
from baltic_map.export.request import Export
from baltic_map.files import write_atomically
from baltic_map.messages import languages
from baltic_map.scene import build_scene

__all__ = ["check", "scene_in_all_languages", "scene_text", "write"]


def scene_in_all_languages(atlas: Atlas, day: int | None = None) -> Scene:
    """Build the scene of an atlas, or of one of its days, in every language that there are words for."""
    return build_scene(atlas, sorted({*languages(), *atlas.words}), day)


def scene_text(scene: Scene) -> str:
    """Write a scene as JSON, on one line; see ``docs/scene.schema.json``."""
    return json.dumps(as_data(scene), ensure_ascii=False)


def check(export: Export) -> None:
    """Raise `AtlasError` if single layers or one reading are asked for: a scene has all of them."""
    for option, value in (("--reading", export.reading), ("--layer", export.layers)):
        if value is not None:
            raise AtlasError(option, "a scene has all readings and layers", "Leave it out, or leave out scene")


def write(export: Export) -> Iterator[Path]:
    """
    Write the scene of an atlas.

    Parameters
    ----------
    export
        What is asked for: all days, or one; a scene has all readings and layers.

    Yields
    ------
    path
        ``ID.scene.json``.

    Raises
    ------
    AtlasError
        If the file cannot be written.
    """
    path = export.out / f"{export.name}.scene.json"
    scene = scene_in_all_languages(export.atlas, export.index)
    if export.index is not None:
        scene = excerpt(scene, Span(export.index, export.index + 1))
    text = scene_text(scene)
    write_atomically(path, f"{text}\n".encode())
    yield path
