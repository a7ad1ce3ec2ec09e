"""Writing files: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from baltic_map.errors import AtlasError

__all__ = ["write_atomically"]


def write_atomically(path: Path, data: bytes) -> None:
    """
    Write a file whole or not at all.

    Parameters
    ----------
    path
        Where to; its folder is made if need be.
    data
        The content.

    Raises
    ------
    AtlasError
        If the folder or the file cannot be written; what was there before is still there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    except OSError as error:
        raise AtlasError(
            str(path), f"cannot be written ({error.strerror or error})", "Choose another folder with --out"
        ) from None
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        # mkstemp makes files private; a page is for everyone the folder is for.
        mask = os.umask(0)
        os.umask(mask)
        Path(name).chmod(0o666 & ~mask)
        Path(name).replace(path)
    except BaseException as error:
        Path(name).unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise AtlasError(
                str(path), f"cannot be written ({error.strerror or error})", "Choose another folder with --out"
            ) from None
        raise
