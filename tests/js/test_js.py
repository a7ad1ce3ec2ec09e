"""Run the JavaScript unit tests with node."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from tests.browser.browser import find_node

HERE = Path(__file__).parent


def test_the_pure_functions_of_the_page() -> None:
    files = sorted(str(path) for path in HERE.glob("*.test.js"))
    assert files
    done = subprocess.run([str(find_node()), "--test", *files], capture_output=True, text=True, check=False, cwd=HERE)
    assert done.returncode == 0, done.stdout + done.stderr
    assert re.search(r"^\S+ pass [1-9]", done.stdout, re.MULTILINE)
    assert re.search(r"^\S+ fail 0$", done.stdout, re.MULTILINE)
