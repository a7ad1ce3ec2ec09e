"""Writing files: whole or not at all."""

from __future__ import annotations

import glob
import importlib.util
import os
import shutil
import stat
import tempfile
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from baltic_map.errors import AtlasError

__all__ = ["write_atomically", "write_together"]


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
        with _telling(path):
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
    except BaseException:
        if new:
            new.unlink(missing_ok=True)
        raise


def write_together(folder: Path, files: Iterable[tuple[str, bytes]]) -> Iterator[Path]:
    """
    Write the files of a folder: all of them, or, where one cannot be written, none.

    A disk takes its time to tell that a file is on it. Here that is asked once, not once for each of hundreds.

    Parameters
    ----------
    folder
        Where to; made if need be. Links and modes stay as with `write_atomically`, and what was killed is cleared.
    files
        Names, which may have folders in them, and what is to stand in the files.

    Yields
    ------
    path
        Each as it is written beside its place. They take their places when all are.

    Raises
    ------
    AtlasError
        If the folder or a file cannot be written.
    """
    with _telling(folder):
        target = folder.resolve()
        target.mkdir(parents=True, exist_ok=True)
        prefix = _LEFTOVER.format(name="together")
        _clear(target, prefix)
        handle, beside = _begin_folder(target, prefix)
    try:
        written: list[str] = []
        for name, data in files:
            with _telling(folder / name):
                # What cannot be replaced is told before anything is.
                _mode(_followed(target / name))
                new = beside / name
                if new.parent != beside:
                    new.parent.mkdir(parents=True, exist_ok=True)
                new.write_bytes(data)
            written.append(name)
            yield folder / name
        with _telling(folder):
            _sync([beside / name for name in written])
        for name in written:
            with _telling(folder / name):
                place = target / name
                if place.parent != target:
                    place.parent.mkdir(parents=True, exist_ok=True)
                _put(beside / name, _followed(place))
        _sync_folder(target)
    finally:
        _remove(beside)
        if handle is not None:
            os.close(handle)


@contextmanager
def _telling(path: Path) -> Iterator[None]:
    """Say of a file or a folder that it cannot be written."""
    try:
        yield
    except (OSError, RuntimeError, ValueError) as error:
        said = getattr(error, "strerror", None) or "no file can stand there"
        if isinstance(error, FileExistsError | NotADirectoryError):
            said = "a file stands where a folder is needed"
        raise AtlasError(str(path), f"cannot be written ({said})", "Choose another place, or make room") from None


def _followed(path: Path) -> Path:
    """Give what a link points to, and another path as it is: to resolve each looks at all folders above it."""
    return path.resolve() if path.is_symlink() else path


def _put(new: Path, target: Path) -> None:
    """Give a file its place, and the mode of what was there."""
    if os.path.lexists(target):
        new.chmod(_mode(target))
    new.replace(target)


def _begin_folder(folder: Path, prefix: str) -> tuple[int | None, Path]:
    """Make a folder to write to, and hold it."""
    while True:
        path = Path(tempfile.mkdtemp(prefix=prefix, dir=folder))
        if not _LOCKS:
            return None, path
        with suppress(FileNotFoundError):
            handle = os.open(path, os.O_RDONLY)
            _lock(handle, wait=True)
            # As in `_begin`.
            if path.exists():
                return handle, path
            os.close(handle)


def _sync(paths: Iterable[Path]) -> None:
    """Have files on the disk."""
    if hasattr(os, "sync"):
        os.sync()
        return
    for path in paths:
        with path.open("rb+") as file:
            os.fsync(file.fileno())


def _remove(path: Path) -> None:
    """Remove a file, or a folder with all that is in it."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink()


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
                    _remove(path)
                continue
            handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
            try:
                if _lock(handle):
                    # Still held: a write that has just made it sees that it is gone.
                    _remove(path)
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
