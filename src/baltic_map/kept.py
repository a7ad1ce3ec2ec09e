"""What takes long to make: shipped, or kept in the user's cache. Verified before use, safe to delete, never needed."""

from __future__ import annotations

import hashlib
import os
import time
import zlib
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

from baltic_map.errors import AtlasError
from baltic_map.files import write_atomically
from baltic_map.reading import read_regular

__all__ = ["BUILT", "SHIPPED", "kept", "name_of", "shipped"]

T = TypeVar("T")

SHIPPED = Path(__file__).with_name("made")
"""What comes with the package: what its own atlas needs, as the code makes it (`docs/generate.py`)."""

BUILT = ("fonts-*.zz", "library-*.zz")
"""What of it is not in the repository, since it is made where the package is built (`hatch_build.py`)."""

_LARGEST = 64_000_000

# So many things of a sort are kept, and when one is used it is said once a day.
_MOST = 16
_DAY_SECONDS = 86_400


def kept(
    name: str,
    made_from: Iterable[str | bytes],
    made_by: Callable[[], Iterable[str | Path]],
    make: Callable[[], T],
    write: Callable[[T], str],
    read: Callable[[str], T],
) -> T:
    """
    Take a thing from what was shipped or from the cache, or make and keep it.

    Parameters
    ----------
    name
        What sort of thing it is.
    made_from
        All that it depends on.
    made_by
        Names the code that makes it: files of the package, and versions of other packages. What was shipped a test
        holds to be what the code makes.
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
    known = name_of(name, made_from)
    with suppress(AtlasError, AttributeError, LookupError, TypeError, ValueError, zlib.error):
        return read(zlib.decompress(shipped(known)).decode())
    by = (part.read_bytes() if isinstance(part, Path) else part.encode() for part in made_by())
    path = _path(f"{known}-{_key(by)}")
    if path:
        with suppress(AtlasError, AttributeError, LookupError, TypeError, ValueError):
            mark, _, data = read_regular(path, _LARGEST, path.name).partition(b"\n")
            if mark == _mark(data):
                thing = read(data.decode())
                _use(path)
                return thing
    made = make()
    if path:
        data = write(made).encode()
        with suppress(AtlasError):
            write_atomically(path, _mark(data) + b"\n" + data)
            _prune(path.parent, name)
    return made


def shipped(known: str) -> bytes:
    """Read what was shipped under a name of `name_of`, deflated; AtlasError if it was not."""
    return read_regular(SHIPPED / f"{known}.zz", _LARGEST, known)


def name_of(name: str, made_from: Iterable[str | bytes]) -> str:
    """Name a thing by what it is made from."""
    return f"{name}-{_key(part.encode() if isinstance(part, str) else part for part in made_from)}"


def _key(parts: Iterable[bytes]) -> str:
    key = hashlib.sha256()
    for data in parts:
        key.update(len(data).to_bytes(8, "big") + data)
    return key.hexdigest()[:32]


def _use(path: Path) -> None:
    """Say that a thing was used; where that cannot be written, it only goes sooner."""
    with suppress(OSError):
        if time.time() - path.stat().st_mtime > _DAY_SECONDS:
            os.utime(path)


def _prune(folder: Path, name: str) -> None:
    """Keep the things of a sort that were used last; another process may do the same right now."""
    with suppress(OSError):
        found = sorted(folder.glob(f"{name}-*"), key=lambda path: path.lstat().st_mtime, reverse=True)
        for path in found[_MOST:]:
            path.unlink(missing_ok=True)


def _path(name: str) -> Path | None:
    """Find a place in the user's cache; without a home there is none."""
    try:
        return user_cache_path() / name
    except (OSError, RuntimeError):
        return None


def user_cache_path() -> Path:
    """Find the folder of the user's cache that is ours."""
    # Imported late: what is built with a package has no need of it.
    from platformdirs import user_cache_path as path_of  # noqa: PLC0415

    return path_of("baltic-map", appauthor=False)


def _mark(data: bytes) -> bytes:
    """Give the first line of what is kept, by which what is damaged is known."""
    return f"sha256 {hashlib.sha256(data).hexdigest()}".encode()
