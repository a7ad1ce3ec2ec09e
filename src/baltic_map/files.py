"""Writing files: whole or not at all."""

from __future__ import annotations

import glob
import importlib.util
import os
import stat
import tempfile
import time
from contextlib import suppress
from pathlib import Path

from baltic_map.errors import AtlasError

__all__ = ["write_atomically"]


# Windows has no such locks.
_LOCKS = importlib.util.find_spec("fcntl") is not None

_LEFTOVER = ".baltic-map-{name}."

# Where files cannot be locked, what is as old as this is no longer being written.
_STALE_SECONDS = 3600


def write_atomically(path: Path, data: bytes) -> None:
    """
    Write a file whole or not at all.

    Parameters
    ----------
    path
        Where to; its folder is made if need be. A link stays one: what it points to is written. A file that is there
        keeps its mode. What an earlier write of it left behind when it was killed is cleared.
    data
        The content; it is on the disk before it takes the place of what was there.

    Raises
    ------
    AtlasError
        If the folder or the file cannot be written; what was there before is still there.
    """
    new: Path | None = None
    try:
        target = path.resolve()
        target.parent.mkdir(parents=True, exist_ok=True)
        prefix = _LEFTOVER.format(name=target.name[:100])
        _clear(target.parent, prefix)
        # mkstemp makes files private; a page is for everyone the folder is for.
        mode = _mode(target)
        handle, new = _begin(target.parent, prefix)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(handle)
            new.chmod(mode)
            if _LOCKS:
                # Still locked: nobody takes it for a leftover.
                new.replace(target)
        if not _LOCKS:
            new.replace(target)
        _sync_folder(target.parent)
    except BaseException as error:
        if new:
            new.unlink(missing_ok=True)
        if isinstance(error, (OSError, RuntimeError, ValueError)):
            said = getattr(error, "strerror", None) or "no file can stand there"
            raise AtlasError(str(path), f"cannot be written ({said})", "Choose another place, or make room") from None
        raise


def _mode(target: Path) -> int:
    """Give the mode that a file is to have; what is there and is no file, a pipe or a device, is not to be replaced."""
    if not os.path.lexists(target):
        return 0o666 & ~_umask()
    status = target.stat()
    if not stat.S_ISREG(status.st_mode):
        raise OSError(0, "it is a folder" if stat.S_ISDIR(status.st_mode) else "it is no regular file")
    return stat.S_IMODE(status.st_mode)


def _begin(folder: Path, prefix: str) -> tuple[int, Path]:
    """Make a file to write to, and hold it."""
    while True:
        handle, name = tempfile.mkstemp(prefix=prefix, dir=folder)
        _lock(handle, wait=True)
        # Another write may have taken it for a leftover before it was held.
        if os.fstat(handle).st_nlink or not _LOCKS:
            return handle, Path(name)
        os.close(handle)


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _lock(handle: int, *, wait: bool = False) -> bool:
    """Lock a file until it is closed, also by a kill; tell whether nobody else has."""
    try:
        if _LOCKS:
            import fcntl  # noqa: PLC0415

            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except OSError:
        return False
    return True


def _clear(folder: Path, prefix: str) -> None:
    """Remove what killed writes of a file have left; one that goes on right now stays."""
    for path in folder.glob(f"{glob.escape(prefix)}*"):
        with suppress(OSError):
            if not _LOCKS:
                if time.time() - path.stat().st_mtime > _STALE_SECONDS:
                    path.unlink()
                continue
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            try:
                if _lock(handle):
                    # Still held: a write that has just made it sees that it is gone.
                    path.unlink()
            finally:
                os.close(handle)


def _sync_folder(folder: Path) -> None:
    """Have a new name on the disk too, where a folder can be opened."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
