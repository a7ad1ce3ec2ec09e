"""The oldest browsers that the guide names know what scripts and styles use."""

from __future__ import annotations

import json
import re
import subprocess
from pathlib import Path

import pytest

from baltic_map.web.bundle import begin_js, script, style
from baltic_map.web.plain import FLOOR
from tests.browser.browser import find_node
from tests.browser.npm import packages

HERE = Path(__file__).parent

SPARED = {
    # By their names only: they are Leaflet's, or of the atlas's data.
    ".equals": "Leaflet's Point",
    ".pad": "Leaflet's LatLngBounds",
    ".properties": "of a feature",
    ".states": "a word of the page",
    # With a way without them in the script.
    "requestIdleCallback": "runWhenIdle waits instead",
    ".showPopover": "what is found is listed where it stands",
    ".hidePopover": "as above",
    # Without them it looks or prints a little otherwise, and nothing is lost.
    "content: alternative text": "the same without it stands before it",
    "text-wrap": "lines break elsewhere",
    "text-wrap: balance": "as above",
    "mask-image": "the last line is cut, not faded",
    "hanging-punctuation": "as above",
    "hanging-punctuation: first": "as above",
    "scrollbar-width": "the bar is broader",
    "scrollbar-width: thin": "as above",
    "scrollbar-color": "the bar is grey",
    "overscroll-behavior": "what lies under a list scrolls with it; the data mean a part of it",
    "accent-color": "a box is blue; the data mean its contrast",
    "paint-order": "the data mean HTML; in SVG Chrome has it since 35",
    "user-select": "stands with its prefix beside it",
    "print-color-adjust": "stands with its prefix beside it",
    "print-color-adjust: exact": "as above",
    "break-after: avoid": "a heading may end a printed page",
    "@page": "the reader chooses the paper",
    "size": "of @page",
}
"""What is newer, and why it may be. Each is looked for: what is no longer used is to go."""


def newer(scripts: list[str], styles: list[str]) -> dict[str, str]:
    """Name what some of the oldest browsers do not know, and which."""
    asked = json.dumps({"floor": FLOOR, "scripts": scripts, "styles": styles})
    command = [str(each) for each in (find_node(), HERE / "floor.mjs", packages())]
    done = subprocess.run(command, input=asked, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    return dict(json.loads(done.stdout))


def test_the_oldest_browsers_know_all_that_is_used() -> None:
    found = newer([script(), script("app/standalone.js", "balticTime")], [style(), style("css/plain.css")])
    assert set(found) == set(SPARED), found


def test_no_script_looks_behind() -> None:
    """Safari knows it from the oldest named version on; one that is older by a month would not even tell the day."""
    for text in (script(), script("app/standalone.js", "balticTime")):
        assert not re.search(r"\(\?<[=!]", text)


SCRIPTS = {
    "AbortSignal.any([]);": "AbortSignal.any",
    "const a = [1].toSorted();": ".toSorted",
    "const b = Object.groupBy([], String);": "Object.groupBy",
    "const c = new Set().union(new Set());": ".union",
    "const d = Promise.withResolvers();": "Promise.withResolvers",
    "document.startViewTransition(() => {});": ".startViewTransition",
    "navigation.back();": "navigation",
    "const e = new URL('x'); URL.canParse('x');": "URL.canParse",
}
STYLES = {
    "a { color: light-dark(red, blue); }": "light-dark()",
    "a { & b { color: red; } }": "nesting",
    "a { text-wrap: balance; }": "text-wrap",
    "a:has(b) { color: red; }": ":has",
    "@starting-style { a { color: red; } }": "@starting-style",
    "@media (prefers-reduced-transparency) { a { color: red; } }": "(prefers-reduced-transparency)",
    "a { interpolate-size: allow-keywords; }": "interpolate-size",
}


# All at once: to read the data of the browsers takes node most of a second.
def test_what_is_newer_is_found() -> None:
    found = newer([*SCRIPTS], [*STYLES])
    # The name of a value of the style is told beside the name of the property.
    assert set(found) >= {*SCRIPTS.values(), *STYLES.values()}
    assert len(found) <= len(SCRIPTS) + len(STYLES) + 4


def test_what_is_not_newer_is_let_be() -> None:
    script = "let a = structuredClone([1].at(0)); a ??= 2; class B { #c = a; static { a = 1; } }"
    styles = [
        "a { color: color-mix(in srgb, red, blue); width: 3cqw; height: 2dvh; inset: 0; }",
        "@media print { a { color: red; } b { color: blue } } @container x (width > 3px) { c { order: 1 } }",
    ]
    assert newer([script], styles) == {}


@pytest.mark.parametrize("text", ["const a = /[a&&b]/v;", "const a = /(?i:b)/;"])
def test_a_script_of_a_newer_syntax_is_refused(text: str) -> None:
    with pytest.raises(AssertionError, match="SyntaxError"):
        newer([text], [])


def test_the_first_script_is_read_by_any_browser() -> None:
    code = "require(process.argv[1] + '/acorn').parse(require('fs').readFileSync(0, 'utf8'), { ecmaVersion: 5 });"
    command = [str(find_node()), "-e", code, str(packages())]
    for text, is_read in ((begin_js(), True), (begin_js() + "const a = 1;", False)):
        done = subprocess.run(command, input=text, text=True, capture_output=True, check=False)
        assert (done.returncode == 0) is is_read, done.stderr


def test_the_guide_names_them(root: Path) -> None:
    guide = (root / "docs" / "guide.md").read_text(encoding="utf-8")
    browsers = "Chrome and Edge from version {chrome} on, in Firefox from {firefox} on and in Safari from {safari} on"
    assert browsers.format(**FLOOR) in " ".join(guide.split())
