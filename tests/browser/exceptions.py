"""What of the browser tests is not for Firefox, and why. All else that opens a page runs in every browser it can."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

NOT_IN_FIREFOX: dict[str, str] = {
    "test_languages.py": "what a page tells is the same in every browser",
    # Theme and paper are emulated in an open page by a command that Firefox has not: a theme is chosen at the start.
    "test_atlas_modes.py::test_all_days_turn_with_the_theme": "the theme of an open page cannot be changed",
    "test_day_page.py::test_the_plate_turns_with_the_theme": "the theme of an open page cannot be changed",
    "test_atlas_modes.py::test_the_chronology_is_what_is_printed_when_it_is_open": "print media are not emulated",
    "test_large_atlas.py": "the page puts the same elements into every browser, and to build it takes long",
    "test_time_bar_element.py::test_it_is_not_printed": "print media are not emulated",
    "test_axe_day_page.py::test_what_is_broken_is_told_and_the_policy_stays": "a refused script is told after the test",
    "test_open_page.py::test_a_file_beside_is_not_read": "over BiDi no request for a file is told",
}
"""By file, or by file and test: what is left out in Firefox, and why."""


def why_not(engine: str, file: Path, test: str) -> str | None:
    """Give the reason why a test is not collected for a browser, if there is one."""
    if engine != "firefox":
        return None
    return NOT_IN_FIREFOX.get(file.name) or NOT_IN_FIREFOX.get(f"{file.name}::{test}")
