"""What takes long to make, kept in the user's cache: verified before it is used, safe to delete, never needed."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from platformdirs import user_cache_path

from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically
from baltic_map.reading import read_regular

__all__ = ["kept"]

T = TypeVar("T")

_LARGEST = 64_000_000


def kept(
    name: str,
    made_from: Iterable[str | bytes | Path],
    make: Callable[[], T],
    write: Callable[[T], str],
    read: Callable[[str], T],
) -> T:
    """
    Take a thing from the cache, or make and keep it.

    Parameters
    ----------
    name
        What sort of thing it is.
    made_from
        All that it depends on: texts, bytes, and files of the package, the code that makes it among them.
    make
        Makes it.
    write, read
        Turn it into text and back; ``read`` raises ``ValueError`` or the like for what is none: it may come from
        anywhere.

    Returns
    -------
    thing
        The same, whether it was kept or not.
    """
    key = hashlib.sha256()
    for part in made_from:
        data = part.encode() if isinstance(part, str) else part.read_bytes() if isinstance(part, Path) else part
        key.update(len(data).to_bytes(8, "big") + data)
    path = _path(f"{name}-{key.hexdigest()[:32]}")
    if path:
        with suppress(AtlasError, AttributeError, LookupError, TypeError, ValueError):
            mark, _, data = read_regular(path, _LARGEST, path.name).partition(b"\n")
            if mark == _mark(data):
                return read(data.decode())
    made = make()
    if path:
        data = write(made).encode()
        with suppress(AtlasError):
            write_atomically(path, _mark(data) + b"\n" + data)
    return made


def _path(name: str) -> Path | None:
    """Find a place in the user's cache; without a home there is none."""
    try:
        return user_cache_path("baltic-map", appauthor=False) / name
    except (OSError, RuntimeError):
        return None


def _mark(data: bytes) -> bytes:
    """Give the first line of what is kept, by which what is damaged is known."""
    return f"sha256 {hashlib.sha256(data).hexdigest()}".encode()
