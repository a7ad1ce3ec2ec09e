"""What of the browser tests is not for Firefox, and why. All else that opens a page runs in every browser it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NOT_IN_FIREFOX: dict[str, str] = {
    "test_open_page.py::test_a_file_beside_is_not_read": "over BiDi no request for a file is told",
}
"""By file, or by file and test: what is left out in Firefox, and why."""


def why_not(engine: str, file: Path, test: str) -> str | None:
    """Give the reason why a test is not collected for a browser, if there is one."""
    if engine != "firefox":
        return None
    return NOT_IN_FIREFOX.get(file.name) or NOT_IN_FIREFOX.get(f"{file.name}::{test}")
