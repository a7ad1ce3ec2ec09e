"""What a plate is drawn from, as a few letters: a file that bears them need not be drawn again."""

from __future__ import annotations

import hashlib
import json
import struct
from collections.abc import Iterator
from pathlib import Path

from msgspec.structs import replace

from baltic_map.atlas import Atlas
from baltic_map.contract import Area, Border, Feature, as_data
from baltic_map.day_view import LocalScene
from baltic_map.errors import AtlasError
from baltic_map.excerpt import map_texts
from baltic_map.natural_earth import WORLD
from baltic_map.print.events import LATELY
from baltic_map.print.typeset import can_typeset
from baltic_map.reading import read_bytes, read_regular
from baltic_map.versions import version_of

__all__ = ["Fingerprints"]

_PACKAGE = Path(__file__).parents[1]
_MAKERS = ("font-source-sans-pro", "font-source-serif-pro", "matplotlib", "numpy", "pyproj", "shapely")

_LARGEST = 256_000_000
_ENDS = (b"IEND\xaeB`\x82", b"</svg>\n", b"%%EOF\n", b"%%EOF")
_RIFF = struct.Struct("<4sI")


class Fingerprints:
    """
    Tells of plates what they are drawn from.

    Parameters
    ----------
    atlas
        The atlas: its ground is on every plate.
    scene
        Words, and the reading of the land.
    shape
        Sizes of the sheet.
    """

    def __init__(self, atlas: Atlas, scene: LocalScene, shape: tuple[float, ...]) -> None:
        self._scene = scene
        self._things: dict[int, bytes] = {}
        words = scene.lang, scene.title, scene.subtitle, scene.credits, scene.reading.id, scene.reading_words
        self._common = hashlib.sha256(repr((words, scene.scene.icons, shape)).encode())
        for data in _common(atlas):
            self._common.update(len(data).to_bytes(8, "big") + data)

    def of(self, index: int) -> str:
        """Give the fingerprint of the plate of a day: of what is on it, and of what went before, which it tells too."""
        scene = self._scene
        view, latest = scene.on(scene.axis.day(index)), scene.latest(index)
        near = [each for each in scene.features if each.span.first <= index and each.span.stop >= index - LATELY]
        shown = [(each.id, each.certain) for each in view.features], [each.id for each in view.events], view.legend
        key = self._common.copy()
        key.update(repr((view.iso, latest and (latest[0], latest[1].name), shown)).encode())
        things: list[Feature | Area | Border] = [*near, *view.areas, *view.borders]
        for each in things:
            key.update(self._told(each))
        return key.hexdigest()

    def _told(self, thing: Feature | Area | Border) -> bytes:
        """Give all that a scene says of a thing, whatever numbers that has in it."""
        if id(thing) not in self._things:
            scene = self._scene
            alone, symbol = replace(thing, sources=()), None
            if isinstance(alone, Feature):
                alone, symbol = replace(alone, symbol=0), scene.scene.symbols[alone.symbol]
            told = as_data([map_texts(alone, scene.translated), symbol]), scene.cite(thing.sources)
            self._things[id(thing)] = hashlib.sha256(json.dumps(told).encode()).digest()
        return self._things[id(thing)]

    @staticmethod
    def is_on(path: Path, fingerprint: str) -> bool:
        """Tell whether a file is whole and bears a fingerprint."""
        try:
            data = read_regular(path, _LARGEST, path.name)
        except AtlasError:
            return False
        return fingerprint.encode() in data and (data.endswith(_ENDS) or _is_whole_riff(data))


def _is_whole_riff(data: bytes) -> bool:
    """Tell whether a file, such as a WebP, is as long as it says."""
    return data.startswith(b"RIFF") and _RIFF.unpack_from(data)[1] + _RIFF.size == len(data)


def _common(atlas: Atlas) -> Iterator[bytes]:
    """Yield what all plates are drawn from: the code, and the ground."""
    yield from (version_of(each).encode() for each in _MAKERS)
    # With it a PDF is tagged.
    yield version_of("typst").encode() if can_typeset() else b""
    for path in sorted([*_PACKAGE.glob("*.py"), *_PACKAGE.glob("print/*.[pt]y*"), *_PACKAGE.glob("locales/*.toml")]):
        yield path.read_bytes()
    yield repr(atlas.config).encode()
    # Under an atlas without land, and in the small map of every plate.
    yield WORLD.read_bytes()
    for scale in atlas.config.scales:
        for name in filter(None, (scale.territories, scale.land, scale.borders, scale.lakes, scale.rivers)):
            yield read_bytes(atlas.folder, name)
