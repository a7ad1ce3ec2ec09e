"""The files of the page joined into one script and one style sheet."""

from __future__ import annotations

import re

import pytest

from baltic_map.errors import AtlasError
from baltic_map.web import bundle
from baltic_map.web.bundle import begin_js, leaflet_css, leaflet_js, script, style

MODULES = {
    "app/start.js": """\
// @ts-check
import { b, C } from "../data/b.js";
import { a } from "../data/a.js";

/** Begin. */
export function start() {
  return a + b(/** @type {any} */ (C));
}

const own = "https://x"; // kept: it does not stand alone
export class Thing {}
export async function later() {}
""",
    "data/a.js": "export const a = 1;\n",
    "data/b.js": """\
import { a } from "./a.js";

export function b(c) {
  // Why.
  return a + c;
}
export const C = 2;
""",
}


@pytest.fixture
def modules(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    known = dict(MODULES)
    monkeypatch.setattr(bundle, "_static", known.__getitem__)
    return known


def test_modules_are_joined_in_the_order_in_which_they_need_each_other(modules: dict[str, str]) -> None:  # noqa: ARG001
    assert script.__wrapped__("app/start.js", "page") == (
        '"use strict";\nconst page = (() => {\n'
        "const a = 1;\n\n"
        "function b(c) {\nreturn a + c;\n}\nconst C = 2;\n\n"
        "function start() {\nreturn a + b((C));\n}\n"
        'const own = "https://x"; // kept: it does not stand alone\n'
        "class Thing {}\nasync function later() {}\n\n"
        "return { start, Thing, later };\n})();\n"
    )


def test_two_modules_may_not_declare_the_same_name(modules: dict[str, str]) -> None:
    modules["data/a.js"] += "function b() {}\n"
    with pytest.raises(AtlasError) as caught:
        script.__wrapped__("app/start.js")
    assert str(caught.value) == "data/b.js: b is declared in data/a.js too. Rename one of them."


PATTERNS = (
    "const [b, {}] = [1, 2];",
    "const {{ x, y: b }} = {};",
    "let {{\n  b = 3, ...{} }} = window;",
    "function* b({}) {{}}",
)


@pytest.mark.parametrize("line", PATTERNS)
def test_names_in_patterns_are_names(line: str, modules: dict[str, str]) -> None:
    modules["data/a.js"] += line.format("other") + "\n"
    with pytest.raises(AtlasError, match=r"^data/b\.js: b is declared in data/a\.js too"):
        script.__wrapped__("app/start.js")


def test_what_a_pattern_only_reads_is_no_name(modules: dict[str, str]) -> None:
    modules["data/a.js"] += "const { b: z, c = b, d: [e = [b]] } = window;\nconst [f] = [b];\n"
    assert "const { b: z" in script.__wrapped__("app/start.js")


def test_the_script_is_one_scope() -> None:
    text = script()
    assert "import " not in re.sub(r"//.*|/\*.*?\*/", "", text, flags=re.DOTALL)
    assert not re.search(r"^export ", text, re.MULTILINE)
    assert re.search(r"return \{ .*start.* \};\n\}\)\(\);\n$", text)


def test_the_script_before_all_else_is_no_module() -> None:
    assert not re.search(r"^(?:import|export)\b", begin_js(), re.MULTILINE)


def test_styles_keep_the_order_of_the_cascade() -> None:
    text = style()
    tokens, base, printed = (text.index(style(f"css/{name}.css")) for name in ("tokens", "base", "print"))
    assert 0 == tokens < base < printed


def test_leaflet_needs_no_file_beside_it() -> None:
    assert "sourceMappingURL" not in leaflet_js()
    assert 'iconUrl: "data:image/png;base64,' in leaflet_js()
    assert not re.search(r"url\((?!data:|#)", leaflet_css())
