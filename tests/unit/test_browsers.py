"""Which browsers the tests use, and what is said where one is missing or cannot be driven."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.browser import drivers, webkit
from tests.browser.browser import ENGINES, NoBrowserError, Wanted, find_browser, find_browsers
from tests.browser.exceptions import NOT_IN_FIREFOX

NOWHERE: dict[str, tuple[str, ...]] = dict.fromkeys(ENGINES, ())


def program(folder: Path, name: str, does: str = "exit 1") -> Path:
    path = folder / name
    path.write_text(f"#!/bin/sh\n{does}\n", encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_chosen_browser_wins(tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    mine.touch(mode=0o755)
    assert find_browser({"BALTIC_MAP_BROWSER": str(mine), "PATH": "/usr/bin"}) == mine
    with pytest.raises(NoBrowserError, match="is no program"):
        find_browser({"BALTIC_MAP_BROWSER": str(tmp_path / "none")})


def test_the_newest_of_playwrights_own_comes_next(tmp_path: Path) -> None:
    for number in ("999", "1200"):
        program = tmp_path / f"chromium-{number}" / "chrome-linux" / "chrome"
        program.parent.mkdir(parents=True)
        program.touch(mode=0o755)
    found = find_browser({"PLAYWRIGHT_BROWSERS_PATH": str(tmp_path), "PATH": "/usr/bin"})
    assert found == tmp_path / "chromium-1200" / "chrome-linux" / "chrome"


def test_without_a_browser_the_error_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(NoBrowserError, match=r"^chromium: there is no .*apt-get install chromium"):
        find_browser({"PATH": str(tmp_path)}, places=())


def test_every_browser_that_is_there_is_used_and_of_the_others_is_told(tmp_path: Path) -> None:
    fox = program(tmp_path, "firefox")
    driver = program(tmp_path, "WebKitWebDriver")
    wanted = find_browsers({"PATH": str(tmp_path)}, NOWHERE)
    assert wanted.programs == {"firefox": fox}
    assert wanted.missing == {
        "chromium": "chromium: there is no Chromium, Chrome or Edge. Run `playwright install chromium` in .venv, or "
        "`apt-get install chromium`. Or set BALTIC_MAP_BROWSER to the path of one.",
        "webkit": "webkit: there is no Xvfb. Run `apt-get install webkit2gtk-driver xvfb xauth`.",
    }
    assert not wanted.demanded
    program(tmp_path, "Xvfb")
    assert find_browsers({"PATH": str(tmp_path)}, NOWHERE).programs == {"firefox": fox, "webkit": driver}


def test_those_asked_for_are_used_and_no_others(tmp_path: Path) -> None:
    fox = program(tmp_path, "firefox-esr")
    program(tmp_path, "chromium")
    asked = find_browsers({"PATH": str(tmp_path), "BALTIC_MAP_BROWSERS": "firefox"}, NOWHERE)
    assert (asked.programs, asked.demanded) == ({"firefox": fox}, True)
    assert asked.missing == dict.fromkeys(("chromium", "webkit"), "not named by BALTIC_MAP_BROWSERS")


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "browser: there is none. One has to be there. Run `playwright install chromium`"),
        ({"BALTIC_MAP_BROWSERS": "firefox, webkit"}, "firefox: there is no Firefox. Run `apt-get install firefox-esr`"),
        ({"BALTIC_MAP_BROWSERS": "safari"}, "'safari' is none of chromium, firefox, webkit. Name one or more"),
        ({"BALTIC_MAP_BROWSER": "/none"}, "BALTIC_MAP_BROWSER: '/none' is no program. Give the path"),
    ],
)
def test_without_those_it_says_what_to_do(tmp_path: Path, variables: dict[str, str], said: str) -> None:
    with pytest.raises(NoBrowserError, match=re.escape(said)):
        find_browsers({"PATH": str(tmp_path), **variables}, NOWHERE)


def test_a_firefox_that_cannot_be_driven_is_told_with_its_version(tmp_path: Path) -> None:
    old = program(tmp_path, "firefox", '[ "$1" = --version ] && echo "Mozilla Firefox 12.0" || exit 3')
    said = (
        rf"^firefox: Mozilla Firefox 12\.0 \({old}\) cannot be driven by playwright [\d.]+: "
        r"BrowserType\.launch: .*"
        r"Firefox ESR 153 and the playwright of requirements/ are known to go together: install these\. "
        r"Or test without it: BALTIC_MAP_BROWSERS=chromium,webkit\.$"
    )
    with pytest.raises(NoBrowserError, match=said):
        drivers.choose(Wanted({"firefox": old}, {}, demanded=True))


def test_one_that_cannot_be_driven_is_told_of_and_the_others_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_: Path) -> str:
        raise OSError("the reason")

    monkeypatch.setattr(drivers, "TRIES", {"chromium": lambda _: "156.0", "firefox": refuse})
    programs = {"chromium": Path("crow"), "firefox": Path("fox")}
    chosen = drivers.choose(Wanted(programs, {"webkit": "not here"}, demanded=False))
    assert chosen.programs == {"chromium": "crow"}
    lines = chosen.told()
    assert lines[0] == "browser: Chromium 156.0, crow"
    assert lines[1] == "browser: WebKitGTK is NOT used: not here"
    assert lines[2].startswith("browser: Firefox is NOT used: firefox: a version that is not told (fox) cannot be")
    monkeypatch.setattr(drivers, "TRIES", {"chromium": refuse, "firefox": lambda _: "153.7"})
    lines = drivers.choose(Wanted(programs, {}, demanded=False)).told()
    assert lines[0] == f"browser: Firefox 153.7, fox, {drivers.LEFT_OUT}"
    assert lines[1].startswith("browser: Chromium is NOT used: chromium: a version that is not told (crow) cannot")
    monkeypatch.setattr(drivers, "TRIES", {"chromium": refuse, "firefox": refuse})
    with pytest.raises(NoBrowserError, match=r"^browser: none of those that are here can be driven\. .*the reason"):
        drivers.choose(Wanted(programs, {}, demanded=False))


def test_what_is_not_for_firefox_is_a_test(root: Path) -> None:
    for name in NOT_IN_FIREFOX:
        file, _, test = name.partition("::")
        text = (root / "tests" / "browser" / file).read_text(encoding="utf-8")
        assert not test or f"def {test}(" in text, name


def test_a_program_that_does_not_end_is_ended(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webkit, "STOP_WITHIN", 0.1)
    code = "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(); signal.pause()"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE)
    assert process.stdout
    with process.stdout as deaf:
        deaf.readline()
    webkit.stop(process)
    assert process.returncode == -signal.SIGKILL
