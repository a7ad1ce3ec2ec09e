"""Open built pages in a browser that has no network, and hear every complaint they make."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urldefrag

import pytest
from playwright.sync_api import sync_playwright

from baltic_map import MapBuilder
from tests.browser.browser import ARGUMENTS, find_browser, find_node

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, WebError

READY = 'html[data-ready="true"]'

# The console tells of most violations of the policy, the event of all. It runs outside the page's policy.
TELL_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.effectiveDirective} refused ${event.blockedURI}`);
});
"""


@dataclass
class PageLog:
    """What the pages of a test asked for and complained of."""

    requests: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def watch(self, context: BrowserContext, own: str) -> None:
        """Block every request of a context but the one for its own file, and write down all that is amiss."""

        def route(route: Route, request: Request) -> None:
            if urldefrag(request.url).url == own and request.is_navigation_request():
                route.continue_()
            else:
                self.requests.append(request.url)
                route.abort()

        def console(message: ConsoleMessage) -> None:
            if message.type in {"error", "warning"}:
                self.complaints.append(f"{message.type}: {message.text}")

        def failed(error: WebError) -> None:
            self.complaints.append(f"uncaught: {error.error}")

        context.route("**/*", route)
        context.route_web_socket("**/*", lambda socket: self.requests.append(socket.url))
        context.on("console", console)
        context.on("weberror", failed)
        context.add_init_script(TELL_VIOLATIONS)

    def check(self) -> None:
        """Fail if anything was asked for or complained of."""
        assert self.requests == [], "the page asked the network"
        assert self.complaints == [], "the page complained"

    def clear(self) -> None:
        """Forget all, in a test that meant it."""
        self.requests.clear()
        self.complaints.clear()


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
        **options: Any,
    ) -> Page: ...


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start one browser for all tests of a worker."""
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(find_node()))
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_browser(), args=list(ARGUMENTS))
        yield browser
        browser.close()


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


@pytest.fixture
def open_page(browser: Browser, page_log: PageLog) -> Iterator[OpenPage]:
    """
    Give a function that opens a file as a page of its own context.

    ``open_page(path, 1280, 800, fragment="1940-06-16", timezone_id="Pacific/Apia", locale="et-EE")`` takes the
    options of playwright's ``new_context`` and waits until the page says it is ready (``ready=False``: it does not).
    When the test ends, nothing may have been asked of the network, and no page may have complained.
    """
    contexts: list[BrowserContext] = []

    def open_page(
        path: Path,
        width: int = 1280,
        height: int = 800,
        *,
        fragment: str = "",
        query: str = "",
        ready: bool = True,
        **options: Any,
    ) -> Page:
        own = path.resolve().as_uri() + (f"?{query}" if query else "")
        settings: dict[str, Any] = {"timezone_id": "UTC", "locale": "en-GB", "service_workers": "block", **options}
        context = browser.new_context(viewport={"width": width, "height": height}, **settings)
        contexts.append(context)
        page_log.watch(context, own)
        page = context.new_page()
        page.goto(f"{own}#{fragment}" if fragment else own)
        if ready:
            wait_ready(page)
        return page

    yield open_page
    for context in contexts:
        context.close()
    page_log.check()


def wait_ready(page: Page) -> None:
    """Wait until the page has drawn itself: ``document.documentElement.dataset.ready === "true"``."""
    # By selector: a waiting function would be evaluated, which a strict policy may forbid.
    page.wait_for_selector(READY, state="attached")
