"""Open built pages in a browser that has no network, and hear every complaint they make."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import Error

from baltic_map import MapBuilder
from tests.browser.drivers import Driver, playwright_here
from tests.browser.exceptions import LONG_IN_FIREFOX, why_not
from tests.browser.eyes import Eyes, PlaywrightEyes, WebKitEyes
from tests.browser.webkit import WebKit
from tests.conftest import CHOSEN

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from playwright.sync_api import ConsoleMessage, Page, Playwright, Request, Route

READY = 'html[data-ready="true"]'
NEW_YORK = "America/New_York"

# The console tells of most violations of the policy, the event of all. It runs outside the page's policy.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI}`);
});
"""


# By a timer: a page that is not in front may draw no frame.
FITS = """([width, height]) => new Promise((told) => {
    const end = performance.now() + 5000;
    const look = () => {
        const fits = innerWidth === width && innerHeight === height;
        if (fits || performance.now() > end) told(fits);
        else setTimeout(look, 10);
    };
    look();
})"""
MOST_TRIES = 6
MOST_CONTEXTS = 3


@dataclass
class PageLog:
    """What the pages of a test asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def check(self) -> None:
        """Fail if anything was asked for or complained of."""
        assert self.requests == [], "the page asked the network"
        assert self.complaints == [], "the page complained"

    def clear(self) -> None:
        """Forget all, in a test that meant it."""
        self.requests.clear()
        self.complaints.clear()


class Watch:
    """
    A context without network that writes down all that is amiss.

    It serves one test after another, as long as they want the same settings, and the first page of a test in the tab
    of the one before: a new tab takes longer than a small page.
    """

    def __init__(self, driver: Driver, settings: dict[str, Any]) -> None:
        self.settings = settings
        self.log = PageLog()
        self.own: set[str] = set()
        self.beside: set[str] = set()
        self.context = driver.context(service_workers="block", **settings)
        self.context.route("**/*", self._route)
        self.context.route_web_socket("**/*", lambda socket: self.log.requests.append(socket.url))
        self.context.on("console", self._console)
        self.context.on("weberror", lambda error: self.log.complaints.append(f"uncaught: {error.error}"))
        self.context.add_init_script(TELL_VIOLATIONS)
        self._spare: Page | None = None

    def _route(self, route: Route, request: Request) -> None:
        own = self.own if request.is_navigation_request() else self.beside
        address = urldefrag(request.url).url
        # A file of a site may be asked for with its version behind it (style.css?v=1).
        if {address, address.partition("?")[0]} & own:
            route.continue_()
        else:
            self.log.requests.append(request.url)
            route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.log.complaints.append(f"{message.type}: {message.text}")

    def open(self, url: str, fragment: str, log: PageLog, width: int, height: int) -> Page:
        """Open a page for a test; the requests and complaints of all pages go to its log from now on."""
        self.log = log
        self.own.add(url)
        page, self._spare = self._spare or self.context.new_page(), None
        page.set_viewport_size({"width": width, "height": height})
        page.goto(url + fragment)
        # A busy Firefox gives a page its size a moment after it is open, or loses the message.
        for _ in range(MOST_TRIES):
            if page.evaluate(FITS, [width, height]):
                return page
            page.set_viewport_size({"width": width, "height": height})
        pytest.fail(f"the page does not become {width} × {height}")

    def clear(self, blank: str) -> None:
        """Close the test's pages, but for one that is blank again."""
        self.own, self.beside = {blank}, set()
        used = [page for page in self.context.pages if page is not self._spare]
        for page in used:
            forget(page)
        if used and not self._spare:
            self._spare = used.pop(0)
            # Nothing of the next page is to lie under the pointer. Firefox forgets it, and knows no place outside.
            with suppress(Error):
                self._spare.mouse.move(-1, -1)
            self._spare.goto(blank)
        for page in used:
            page.close()


def forget(page: Page) -> None:
    """Let the browser forget what a page and its tab remember; in Firefox each file has a memory of its own."""
    # A page in a sandbox has none, and one with a strict policy is not asked.
    with suppress(Error):
        page.evaluate("() => { window.name = ''; localStorage.clear(); sessionStorage.clear(); }")


class OpenPage(Protocol):
    """Open a page; see `open_page`."""

    def __call__(
        self,
        path: Path,
        width: int = ...,
        height: int = ...,
        *,
        fragment: str = ...,
        query: str = ...,
        ready: bool = ...,
        alone: bool = ...,
        beside: Iterable[str] = ...,
        **options: Any,
    ) -> Page: ...


# In which browsers a test runs is told by the first of these fixtures that it needs, however deep.
RUNS_IN = {
    "webkit": ("webkit",),
    "chromium_eyes": ("firefox", "webkit"),
    "open_page": ("chromium", "firefox"),
    "eyes": ("chromium", "firefox", "webkit"),
}


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test that opens pages in each browser that is used; what is not for one, is not collected for it."""
    if "engine" not in metafunc.fixturenames:
        return
    kinds = next(kinds for fixture, kinds in RUNS_IN.items() if fixture in metafunc.fixturenames)
    metafunc.parametrize("engine", kinds, indirect=True, scope="session")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is for a browser that is not used, or not for one that is: both are told of at the start."""
    out = [item for item in items if isinstance(item, pytest.Function) and not is_run(item, config)]
    if out:
        items[:] = [item for item in items if item not in out]
        config.hook.pytest_deselected(items=out)
    for item in items:
        if engine_of(item) == "firefox" and item.path.name in LONG_IN_FIREFOX:
            item.add_marker("long")


def engine_of(item: pytest.Item) -> str | None:
    """Name the browser that a test is run in, if any."""
    return item.callspec.params.get("engine") if hasattr(item, "callspec") else None


def is_run(item: pytest.Function, config: pytest.Config) -> bool:
    """Tell whether the browsers that are used can run a test."""
    engine = engine_of(item)
    if not engine:
        return True
    used = config.stash[CHOSEN].programs
    wanted = {engine, "chromium"} if "chromium_eyes" in item.fixturenames else {engine}
    return wanted <= set(used) and not why_not(engine, item.path, item.originalname)


@pytest.fixture(scope="session")
def engine(request: pytest.FixtureRequest) -> str:
    """Name the browser of a test: ``"chromium"``, ``"firefox"`` or ``"webkit"``."""
    return str(request.param)


@pytest.fixture(scope="session")
def playwright() -> Iterator[Playwright]:
    """Start playwright, once for a worker."""
    with playwright_here() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def drivers(playwright: Playwright, pytestconfig: pytest.Config) -> Iterator[dict[str, Driver]]:
    """Keep the browsers that playwright drives; each starts when it is first needed."""
    programs = pytestconfig.stash[CHOSEN].programs
    drivers = {kind: Driver(playwright, kind, path) for kind, path in programs.items() if kind != "webkit"}
    yield drivers
    for driver in drivers.values():
        driver.close()


@pytest.fixture(scope="session")
def driver(engine: str, drivers: dict[str, Driver]) -> Driver:
    """Give the browser of a test."""
    return drivers[engine]


@pytest.fixture(scope="session")
def webkit(engine: str, pytestconfig: pytest.Config) -> Iterator[WebKit]:
    """Start WebKitGTK, in the time zone of New York."""
    with WebKit(pytestconfig.stash[CHOSEN].programs[engine], NEW_YORK) as webkit:
        yield webkit


@pytest.fixture
def eyes(engine: str, request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Eyes]:
    """
    Give one way to open and look at a page in each of the three browsers, in the time zone of New York.

    The page may ask and complain of nothing.
    """
    if engine == "webkit":
        eyes = WebKitEyes(request.getfixturevalue("webkit"), tmp_path)
        yield eyes
        eyes.check()
    else:
        yield PlaywrightEyes(partial(request.getfixturevalue("open_page"), timezone_id=NEW_YORK))


@pytest.fixture
def chromium_eyes(drivers: dict[str, Driver]) -> Iterator[Eyes]:
    """Give the eyes of Chromium beside those of another browser; what the page complains of is not heard here."""
    context = drivers["chromium"].context(timezone_id=NEW_YORK)

    def open_page(path: Path, width: int, height: int, *, fragment: str) -> Page:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{path.as_uri()}#{fragment}")
        wait_ready(page)
        return page

    yield PlaywrightEyes(open_page)
    context.close()


@pytest.fixture(scope="session")
def atlas_builder(geodata: Path) -> MapBuilder:
    """Give the builder of the real atlas."""
    return MapBuilder(geodata)


@pytest.fixture(scope="session")
def atlas_page(atlas_builder: MapBuilder, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the page of all days, once for all tests of a worker."""
    path = tmp_path_factory.mktemp("atlas") / "index.html"
    atlas_builder.atlas_map().save(path)
    return path


@pytest.fixture
def page_log() -> PageLog:
    """Give the log of this test's pages."""
    return PageLog()


@pytest.fixture(scope="session")
def watches(driver: Driver) -> Iterator[list[Watch]]:  # noqa: ARG001 - so that it ends before the browser
    """Keep the contexts that wait for the next tests, that of the last one at the end."""
    kept: list[Watch] = []
    yield kept
    for watch in kept:
        watch.context.close()


@pytest.fixture(scope="session")
def blank(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the address of a blank page."""
    path = tmp_path_factory.mktemp("blank") / "blank.html"
    path.write_text("<!doctype html><title>Blank</title>", encoding="utf-8")
    return path.as_uri()


@pytest.fixture
def open_page(driver: Driver, page_log: PageLog, watches: list[Watch], blank: str) -> Iterator[OpenPage]:
    """
    Give a function that opens a file as a page.

    ``open_page(path, 1280, 800, fragment="1940-06-16", timezone_id="Pacific/Apia", locale="et-EE")`` takes the
    options of playwright's ``new_context`` and waits until the page says it is ready (``ready=False``: it does not).
    A test that changes more than its page (``page.clock``, ``page.emulate_media``) opens it ``alone=True``, in a
    context of its own.
    A page of a site may load the files ``beside`` it that are named.
    When the test ends, nothing may have been asked of the network, and no page may have complained.
    """
    own: list[Watch] = []

    def open_page(
        path: Path,
        width: int = 1280,
        height: int = 800,
        *,
        fragment: str = "",
        query: str = "",
        ready: bool = True,
        alone: bool = False,
        beside: Iterable[str] = (),
        **options: Any,
    ) -> Page:
        settings = {"timezone_id": "UTC", "locale": "en-GB", **options}
        watch = next((each for each in watches if each.settings == settings and not alone), None)
        if watch:
            watches.remove(watch)
        else:
            watch = Watch(driver, settings)
        (own if alone else watches).append(watch)
        url = path.resolve().as_uri() + (f"?{query}" if query else "")
        watch.beside |= {(path.parent / name).resolve().as_uri() for name in beside}
        page = watch.open(url, f"#{fragment}" if fragment else "", page_log, width, height)
        if ready:
            wait_ready(page)
        return page

    yield open_page
    for watch in (*own, *watches[:-MOST_CONTEXTS]):
        watch.context.close()
    watches[:] = watches[-MOST_CONTEXTS:]
    for watch in watches:
        watch.clear(blank)
    page_log.check()


def wait_ready(page: Page) -> None:
    """Wait until the page has drawn itself: ``document.documentElement.dataset.ready === "true"``."""
    # By selector: a waiting function would be evaluated, which a strict policy may forbid.
    page.wait_for_selector(READY, state="attached")
