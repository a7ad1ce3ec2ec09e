"""Start the browsers that are found, and tell which of them can be driven."""

from __future__ import annotations

import os
import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error, sync_playwright

from tests.browser.browser import ARGUMENTS, DEMANDED, ENGINES, VARIABLE, NoBrowserError, find_node
from tests.browser.exceptions import NOT_IN_FIREFOX
from tests.browser.webdriver import WebDriverError
from tests.browser.webkit import WebKit

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Playwright

    from tests.browser.browser import Wanted

TITLES = {"chromium": "Chromium", "firefox": "Firefox", "webkit": "WebKitGTK"}

# Over BiDi playwright emulates neither less motion nor a theme: Firefox takes them from its preferences, at its start.
PREFERENCES: dict[tuple[str, str], dict[str, int]] = {
    ("reduced_motion", "reduce"): {"ui.prefersReducedMotion": 1},
    ("color_scheme", "dark"): {"layout.css.prefers-color-scheme.content-override": 0},
    ("color_scheme", "light"): {"layout.css.prefers-color-scheme.content-override": 1},
}

CURES = {
    "chromium": f"Give another by {VARIABLE}.",
    "firefox": "Firefox ESR 153 and the playwright of requirements/ are known to go together: install these.",
    "webkit": "WebKitGTK 2.50 is known to work: install webkit2gtk-driver, xvfb and xauth anew.",
}

LEFT_OUT = f"without {len(NOT_IN_FIREFOX)} tests: tests/browser/exceptions.py tells which and why"

MOST_TIME = 30_000


@dataclass(frozen=True)
class Chosen:
    """
    The browsers that the tests use.

    Attributes
    ----------
    programs
        The program of each kind.
    versions
        What it says it is.
    unused
        Why each of the other kinds is not used.
    """

    programs: dict[str, str]
    versions: dict[str, str]
    unused: dict[str, str]

    def told(self) -> list[str]:
        """Say which are used, and which are not and why, a line each."""
        used = [f"browser: {TITLES[kind]} {self.versions[kind]}, {path}" for kind, path in self.programs.items()]
        used = [f"{line}, {LEFT_OUT}" if line.startswith("browser: Firefox") else line for line in used]
        return [*used, *(f"browser: {TITLES[kind]} is NOT used: {reason}" for kind, reason in self.unused.items())]


def choose(wanted: Wanted) -> Chosen:
    """
    Try out each browser that is wanted.

    Parameters
    ----------
    wanted
        What `find_browsers` has found.

    Returns
    -------
    chosen
        Those that open a page.

    Raises
    ------
    NoBrowserError
        If none does, or one does not that was asked for.
    """
    versions: dict[str, str] = {}
    unused = dict(wanted.missing)
    # All at once, and in threads of their own: in one in which playwright runs already it does not run again.
    with ThreadPoolExecutor() as others:
        tried = {kind: others.submit(TRIES[kind], program) for kind, program in wanted.programs.items()}
    for kind, program in wanted.programs.items():
        try:
            versions[kind] = tried[kind].result()
        except (Error, WebDriverError, OSError, RuntimeError) as error:
            unused[kind] = refusal(kind, program, error)
            if wanted.demanded:
                raise NoBrowserError(unused[kind]) from None
    if not versions:
        raise NoBrowserError("browser: none of those that are here can be driven. " + " ".join(unused.values()))
    return Chosen({kind: f"{wanted.programs[kind]}" for kind in versions}, versions, unused)


def refusal(kind: str, program: Path, error: Exception) -> str:
    """Say in one line that a browser cannot be driven, which it is, why, and what to do."""
    words = next((line.strip() for line in f"{error}".splitlines() if line.strip()), type(error).__name__)
    words = words.rstrip(".")
    by = "WebDriver" if kind == "webkit" else f"playwright {version('playwright')}"
    others = ",".join(each for each in ENGINES if each != kind)
    return (
        f"{kind}: {said_version(program)} ({program}) cannot be driven by {by}: {words}. {CURES[kind]} "
        f"Or test without it: {DEMANDED}={others}."
    )


def said_version(program: Path) -> str:
    """Ask a program which it is."""
    try:
        done = subprocess.run([program, "--version"], capture_output=True, text=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return "a version that is not told"
    return done.stdout.strip().partition("\n")[0] or "a version that is not told"


@contextmanager
def playwright_here() -> Iterator[Playwright]:
    """Start playwright with the node that runs on a bare Debian too."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", f"{find_node()}")
    with sync_playwright() as playwright:
        yield playwright


class Driver:
    """
    The browsers of one kind that playwright drives: one, or of Firefox one for each set of preferences.

    Parameters
    ----------
    playwright
        Playwright.
    kind
        ``"chromium"`` or ``"firefox"``.
    program
        The program.
    """

    def __init__(self, playwright: Playwright, kind: str, program: Path) -> None:
        self.kind = kind
        self._playwright = playwright
        self._program = program
        self._running: dict[tuple[tuple[str, str], ...], Browser] = {}

    def context(self, **settings: Any) -> BrowserContext:
        """Open a context with the settings of playwright's ``new_context``."""
        if self.kind != "firefox":
            return self.browser().new_context(**settings)
        preferred = {each: settings.pop(each[0]) for each in PREFERENCES if settings.get(each[0]) == each[1]}
        return self.browser(*preferred).new_context(**settings)

    def browser(self, *preferred: tuple[str, str]) -> Browser:
        """Start a browser, or give the one that runs already."""
        if preferred not in self._running:
            self._running[preferred] = self._launch(preferred)
        return self._running[preferred]

    def _launch(self, preferred: tuple[tuple[str, str], ...]) -> Browser:
        if self.kind == "firefox":
            preferences = {name: value for key in preferred for name, value in PREFERENCES[key].items()}
            return self._playwright.firefox.launch(
                # An ordinary Firefox, by WebDriver BiDi. It fetches nothing.
                channel="moz-firefox",
                executable_path=self._program,
                firefox_user_prefs=preferences,
                timeout=MOST_TIME,
            )
        return self._playwright.chromium.launch(executable_path=self._program, args=list(ARGUMENTS), timeout=MOST_TIME)

    def close(self) -> None:
        """End all of them."""
        for browser in self._running.values():
            browser.close()


def _try_playwright(kind: str, program: Path) -> str:
    with playwright_here() as playwright, ExitStack() as ends:
        driver = Driver(playwright, kind, program)
        ends.callback(driver.close)
        page = driver.context(timezone_id="UTC", locale="en-GB").new_page()
        page.goto("about:blank")
        return driver.browser().version


def _try_webkit(program: Path) -> str:
    with WebKit(program) as webkit:
        webkit.window.open("about:blank")
        return webkit.window.version


TRIES = {
    "chromium": lambda program: _try_playwright("chromium", program),
    "firefox": lambda program: _try_playwright("firefox", program),
    "webkit": _try_webkit,
}
