"""The engine is of no atlas in particular: it names no place, power or day of the one that comes with it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

SOURCE = Path(__file__).parents[2] / "src" / "baltic_map"
WORDS = re.compile(
    r"soviet|moscow|baltic|estonia|latvia|lithuania|tallinn|riga\b|kaunas|vilnius|paldiski|red army|german|finland"
    r"|finnish|poland|wikipedia|\b19(39|40|41)\b",
    re.IGNORECASE,
)
# The package's own name, in Python, in the shell and in the page.
NAME = re.compile(r"baltic[-_]map|baltic(Map|Begin|Time)")
# Examples open the atlas that comes with the engine, so that they can be tried as they stand.
EXAMPLES = re.compile(r'^ *Examples\n *-{8}\n.*?"""$', re.MULTILINE | re.DOTALL)
# Alphabets and languages.
MAY_STAY = {
    "fonts.py": {
        '"ĀāĒēĪīŌōŪūČčĢģĶķĻļŅņŖŗŠšŽž"  # Latvian',
        '"ÄäÖöÕõÜüÅå"  # Estonian, Finnish',
        '"ĄąĘęĖėĮįŲų"  # Lithuanian',
        '"ßÉéÈèÀàÇçÆæØø"  # German, and names in notes',
        '"""What the pages\' fonts are made for: five languages of the atlas, German, Russian, figures and signs."""',
    },
    "locales/en.toml": {
        'et = "Estonian"',
        'lv = "Latvian"',
        'lt = "Lithuanian"',
        'fi = "Finnish"',
        'de = "German"',
    },
}


def sources() -> list[Path]:
    # What was made of the atlas that comes with the engine is no engine: without it all works as well, but later. Nor
    # is the coast of the world, which has no names.
    others = {"__pycache__", "coast", "made"}
    return [path for path in sorted(SOURCE.rglob("*")) if path.is_file() and not others.intersection(path.parts)]


def test_the_engine_names_nothing_of_one_atlas() -> None:
    found: dict[str, set[str]] = {}
    for path in sources():
        for line in EXAMPLES.sub("", path.read_text(encoding="utf-8")).splitlines():
            if WORDS.search(NAME.sub("", line)):
                found.setdefault(path.relative_to(SOURCE).as_posix(), set()).add(line.strip())
    assert found == MAY_STAY


def raised(path: Path) -> Iterator[str]:
    """List the texts in what a module raises or gives as a problem."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Raise) or name == "wrong" or name.endswith(("Error", "Problem", "Warning")):
            yield from (
                each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)
            )


def test_a_flag_is_told_as_one() -> None:
    assert any("--every" in text for text in raised(SOURCE / "cli.py"))


@pytest.mark.parametrize("path", sorted(SOURCE.rglob("*.py")), ids=lambda path: path.relative_to(SOURCE).as_posix())
def test_no_error_of_the_library_names_a_flag(path: Path) -> None:
    if path.name != "cli.py":
        assert [text for text in raised(path) if re.search(r"(^|\s)--?[a-z]", text)] == []
