"""WebKitGTK on a screen in memory, without network, in a western time zone, heard as the other browsers are."""

from __future__ import annotations

import contextlib
import os
import socket
import socketserver
import subprocess
import threading
import time
from typing import TYPE_CHECKING, Any, Self

from tests.browser.webdriver import Window

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

POLICY = '<meta http-equiv="Content-Security-Policy"'

# In automation MiniBrowser writes nothing of the console to its output, and WebDriver has no script that runs before
# those of the page: so the page is opened with this one before its policy.
EAR = """<script>
(() => {
  const heard = (globalThis.complaints = []);
  for (const level of ["error", "warn"]) {
    const own = console[level];
    console[level] = (...words) => { heard.push(`${level}: ${words.join(" ")}`); own.apply(console, words); };
  }
  addEventListener("error", (event) => {
    heard.push(event instanceof ErrorEvent ? `uncaught: ${event.message}` : `not loaded: ${event.target.outerHTML}`);
  }, true);
  addEventListener("unhandledrejection", (event) => { heard.push(`uncaught: ${event.reason}`); });
  document.addEventListener("securitypolicyviolation", (event) => {
    heard.push(`policy: ${event.effectiveDirective} refused ${event.blockedURI}`);
  });
})();
</script>"""

START_WITHIN = 20.0
STOP_WITHIN = 10.0


class Network(socketserver.ThreadingTCPServer):
    """What the browser takes for the way to the network: it writes down what is asked, and answers nothing."""

    daemon_threads = True

    def __init__(self) -> None:
        self.requests: list[str] = []
        super().__init__(("127.0.0.1", 0), Heard)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        """The address of the proxy."""
        return "{}:{}".format(*self.server_address)


class Heard(socketserver.BaseRequestHandler):
    """One request; of an encrypted one only that there was one is known."""

    server: Network

    def handle(self) -> None:
        """Write it down."""
        line = self.request.recv(4096).partition(b"\r\n")[0]
        self.server.requests.append(line.decode("ascii") if line.isascii() else "an encrypted request")


class WebKit:
    """
    A running WebKitGTK with one window.

    Parameters
    ----------
    program
        WebKitWebDriver.
    zone
        The time zone of the browser.
    """

    def __init__(self, program: Path, zone: str = "UTC") -> None:
        self._ends = contextlib.ExitStack()
        with contextlib.ExitStack() as ends:
            self.network = ends.enter_context(Network())
            ends.callback(self.network.shutdown)
            environment = {
                **os.environ,
                "DISPLAY": ends.enter_context(screen()),
                "TZ": zone,
                # Its sandbox does not run as root, and containers run as root.
                **({"WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1"} if os.geteuid() == 0 else {}),
            }
            port = free_port()
            command = [program, f"--port={port}", "--host=127.0.0.1"]
            driver = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            ends.callback(stop, driver)
            wait_for_port(port)
            proxy = {"proxyType": "manual", "httpProxy": self.network.address, "sslProxy": self.network.address}
            self.window = Window(f"http://127.0.0.1:{port}", {"proxy": proxy})
            ends.callback(self.window.close)
            self._ends = ends.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._ends.close()

    def complaints(self) -> list[str]:
        """Give what the page has complained of since it was opened."""
        heard: list[str] = self.window.run("return globalThis.complaints ?? ['the page is deaf']")
        return heard


def with_ear(text: str) -> str:
    """Give a page that hears its own complaints. Its policy, which comes next, holds for all else."""
    before, policy, after = text.partition(POLICY)
    if not policy:
        message = "the page has no policy before which to listen"
        raise ValueError(message)
    return before + EAR + policy + after


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """Give a screen of its own, by its name."""
    read, write = os.pipe()
    command = ["Xvfb", "-displayfd", f"{write}", "-screen", "0", "1600x1200x24", "-nolisten", "tcp", "-terminate"]
    server = subprocess.Popen(command, pass_fds=[write], stderr=subprocess.DEVNULL)
    os.close(write)
    try:
        with os.fdopen(read) as told:
            number = told.readline().strip()
        if not number:
            message = "Xvfb does not start. Run it by hand to see why."
            raise RuntimeError(message)
        yield f":{number}"
    finally:
        stop(server)


def free_port() -> int:
    """Give a port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_for_port(port: int) -> None:
    """Wait until somebody listens: a driver says nothing when it is ready."""
    end = time.monotonic() + START_WITHIN
    while True:
        with contextlib.suppress(ConnectionRefusedError), socket.create_connection(("127.0.0.1", port), 1):
            return
        if time.monotonic() > end:
            message = f"WebKitWebDriver does not start within {START_WITHIN:g} s. Run it by hand to see why."
            raise RuntimeError(message)
        time.sleep(0.02)


def stop(process: subprocess.Popen[Any]) -> None:
    """End a program that was started here, by force if it does not within a while."""
    process.terminate()
    try:
        process.wait(STOP_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
