"""Let TypeScript check the types that the page's modules declare."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.browser.browser import find_node
from tests.browser.npm import packages

HERE = Path(__file__).parent


def tsc(config: Path) -> subprocess.CompletedProcess[str]:
    modules = packages()
    command = [find_node(), modules / "typescript" / "bin" / "tsc", "--project", config, "--listFiles"]
    types = ["--typeRoots", modules / "@types"]
    return subprocess.run([str(each) for each in (*command, *types)], capture_output=True, text=True, check=False)


def test_the_types_of_the_page_hold(root: Path) -> None:
    done = tsc(HERE / "tsconfig.json")
    problems = [line for line in done.stdout.splitlines() if "error TS" in line]
    assert not problems, "\n".join(problems)
    assert done.returncode == 0, done.stderr
    checked = {Path(line).name for line in done.stdout.splitlines() if line.endswith(".js")}
    assert checked == {path.name for path in (root / "src" / "baltic_map" / "web" / "static").rglob("*.js")}


def test_a_wrong_type_is_told(tmp_path: Path) -> None:
    (tmp_path / "wrong.js").write_text("/** @param {number} day */\nfunction f(day) { return day; }\nf('x');\n")
    config = tmp_path / "tsconfig.json"
    config.write_text(f'{{"extends": "{(HERE / "tsconfig.json").as_posix()}", "include": ["*.js"]}}')
    done = tsc(config)
    assert done.returncode
    assert "wrong.js(3,3): error TS2345" in done.stdout
