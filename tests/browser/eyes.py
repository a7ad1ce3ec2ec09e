"""One way to open, step and look at a page in each of the three browsers."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Protocol

from PIL import Image

from tests.browser.webkit import with_ear

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.browser.webkit import WebKit

READY = "document.documentElement.dataset.ready === 'true'"

# Nothing moves any more, and the map has stood still for ten frames.
REST = """
return (async () => {
  const moving = document.getAnimations().filter((each) => each.effect.getTiming().iterations !== Infinity);
  await Promise.allSettled(moving.map((each) => each.finished));
  let [still, before] = [0, ""];
  while (still < 10) {
    await new Promise(requestAnimationFrame);
    const now = JSON.stringify(document.querySelector(".bare-land").getBoundingClientRect());
    still = now === before ? still + 1 : 0;
    before = now;
  }
})();
"""

NARROWEST = 450
"""No window of WebKitGTK is narrower: a phone is a frame in it."""


class Eyes(Protocol):
    """A page in some browser."""

    def open(self, path: Path, width: int, height: int, fragment: str = "") -> None:
        """Open a page and wait until it is ready."""

    def run(self, script: str) -> Any:
        """Run the body of a function and give what it returns."""

    def wait(self, condition: str) -> None:
        """Wait until an expression holds."""

    def press(self, *keys: str) -> None:
        """Press keys."""

    def click(self, selector: str) -> None:
        """Click what matches a selector."""

    def rest(self) -> None:
        """Wait until nothing moves."""

    def picture(self) -> Image.Image:
        """Take what is seen of the page, once nothing moves."""


class PlaywrightEyes:
    """A page that playwright drives. What it complains of, `open_page` tells."""

    def __init__(self, open_page: Callable[..., Page]) -> None:
        self._open_page = open_page
        self._opened: Page | None = None

    @property
    def _page(self) -> Page:
        assert self._opened, "nothing is open"
        return self._opened

    def open(self, path: Path, width: int, height: int, fragment: str = "") -> None:
        self._opened = self._open_page(path, width, height, fragment=fragment)

    def run(self, script: str) -> Any:
        return self._page.evaluate(f"() => {{ {script} }}")

    def wait(self, condition: str) -> None:
        self._page.wait_for_function(f"() => {condition}")

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def click(self, selector: str) -> None:
        self._page.locator(selector).click()

    def rest(self) -> None:
        self.run(REST)

    def picture(self) -> Image.Image:
        self.rest()
        return Image.open(BytesIO(self._page.screenshot())).convert("RGB")


class WebKitEyes:
    """A page in WebKitGTK, which is in the time zone of New York."""

    def __init__(self, webkit: WebKit, folder: Path) -> None:
        self._webkit = webkit
        self._window = webkit.window
        self._folder = folder
        self._crop: tuple[int, int, int, int] | None = None
        self._is_open = False

    def open(self, path: Path, width: int, height: int, fragment: str = "") -> None:
        self.check()
        page = self._folder / path.name
        page.write_text(with_ear(path.read_text(encoding="utf-8")), encoding="utf-8")
        url = page.as_uri() + (f"#{fragment}" if fragment else "")
        # A link to another part of the page that is open would not load it anew.
        self._window.open("about:blank")
        self._crop = None
        if width < NARROWEST:
            host = self._folder / "host.html"
            frame = f'<iframe src="{url}" width="{width}" height="{height}" style="border: 0"></iframe>'
            host.write_text(f"<!doctype html><style>body {{ margin: 0 }}</style>{frame}", encoding="utf-8")
            self._window.resize(NARROWEST, height)
            self._window.open(host.as_uri())
            self._window.enter("iframe")
            self._crop = (0, 0, width, height)
        else:
            self._window.resize(width, height)
            self._window.open(url)
        self._is_open = True
        self._window.wait(READY)

    def run(self, script: str) -> Any:
        return self._window.run(script)

    def wait(self, condition: str) -> None:
        self._window.wait(condition)

    def press(self, *keys: str) -> None:
        self._window.press(*keys)

    def click(self, selector: str) -> None:
        self._window.click(selector)

    def rest(self) -> None:
        self.run(REST)

    def picture(self) -> Image.Image:
        self.rest()
        picture = Image.open(BytesIO(self._window.picture())).convert("RGB")
        return picture.crop(self._crop) if self._crop else picture

    def check(self) -> None:
        """Fail if the page has asked the network or complained."""
        asked, self._webkit.network.requests[:] = self._webkit.network.requests[:], []
        assert asked == [], "the page asked the network"
        if self._is_open:
            assert self._webkit.complaints() == [], "the page complained"
