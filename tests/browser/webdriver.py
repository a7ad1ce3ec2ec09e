"""A window of a browser that is driven by WebDriver. What a smoke test needs of the protocol, and no more."""

from __future__ import annotations

import base64
import json
import urllib.error
import urllib.request
from typing import Any

# By what the protocol calls them.
KEYS = {
    "ArrowLeft": "\ue012",
    "ArrowRight": "\ue014",
    "Enter": "\ue007",
    "Escape": "\ue00c",
    "Tab": "\ue004",
}

# Look in each frame; a script may take 30 s. The condition is part of it, as policies forbid to evaluate it.
WAIT = """
const done = arguments[0];
const look = () => (CONDITION ? done(true) : requestAnimationFrame(look));
look();
"""

MOST_TRIES = 10


class WebDriverError(RuntimeError):
    """The browser refused a command."""


class Window:
    """
    One window.

    Parameters
    ----------
    server
        The address of the driver.
    capabilities
        What the browser must be able to do, and how it is to be started.
    """

    def __init__(self, server: str, capabilities: dict[str, Any]) -> None:
        self._address = server
        told = self._call("POST", "/session", {"capabilities": {"alwaysMatch": capabilities}})
        self._address = f"{server}/session/{told['sessionId']}"
        self.version: str = told["capabilities"]["browserVersion"]

    def open(self, url: str) -> None:
        """Load a page and wait until all of it is there."""
        self._call("POST", "/url", {"url": url})

    def run(self, script: str, *arguments: Any) -> Any:
        """Run the body of a function in the page and give what it returns, or what the promise it returns becomes."""
        return self._call("POST", "/execute/sync", {"script": script, "args": arguments})

    def wait(self, condition: str) -> None:
        """Wait until an expression holds in the page."""
        self._call("POST", "/execute/async", {"script": WAIT.replace("CONDITION", condition), "args": []})

    def press(self, *keys: str) -> None:
        """Press keys, one after the other."""
        codes = [KEYS.get(key, key) for key in keys]
        strokes = [{"type": kind, "value": code} for code in codes for kind in ("keyDown", "keyUp")]
        self._call("POST", "/actions", {"actions": [{"type": "key", "id": "keyboard", "actions": strokes}]})

    def click(self, selector: str) -> None:
        """Click what matches a selector."""
        self._call("POST", f"/element/{self._find(selector)}/click", {})

    def picture(self) -> bytes:
        """Take the page as it is seen, as a PNG."""
        return base64.b64decode(self._call("GET", "/screenshot"))

    def enter(self, selector: str) -> None:
        """Go into a frame: scripts and selectors are its from now on."""
        key, value = self._element(selector)
        self._call("POST", "/frame", {"id": {key: value}})

    def resize(self, width: int, height: int) -> None:
        """Make the page as large as this; the window has bars around it."""
        for _ in range(MOST_TRIES):
            inner = self.run("return [innerWidth, innerHeight]")
            if inner == [width, height]:
                return
            outer = self._call("GET", "/window/rect")
            size = {"width": outer["width"] + width - inner[0], "height": outer["height"] + height - inner[1]}
            self._call("POST", "/window/rect", size)
            # The page learns of it a frame or two later.
            self.run("return new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
        message = f"the page is {inner[0]} × {inner[1]} and does not become {width} × {height}"
        raise WebDriverError(message)

    def close(self) -> None:
        """End the browser."""
        self._call("DELETE", "")

    def _element(self, selector: str) -> tuple[str, str]:
        found: dict[str, str] = self._call("POST", "/element", {"using": "css selector", "value": selector})
        return next(iter(found.items()))

    def _find(self, selector: str) -> str:
        return self._element(selector)[1]

    def _call(self, method: str, path: str, body: Any = None) -> Any:
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - http, to this machine
            self._address + path, data, {"Content-Type": "application/json"}, method=method
        )
        try:
            with DIRECT.open(request, timeout=120) as answer:
                return json.load(answer)["value"]
        except urllib.error.HTTPError as error:
            told = json.load(error)["value"]
            message = f"{method} {path}: {told['error']}: {told['message']}"
            raise WebDriverError(message) from None


# A proxy of the environment is for other machines.
DIRECT = urllib.request.build_opener(urllib.request.ProxyHandler({}))
