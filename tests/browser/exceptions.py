"""
What of the browser tests is not for Firefox, and why, and what is for it with ``-m long`` alone.

All else that opens a page runs in every browser it can.
"""

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

LONG_IN_FIREFOX: dict[str, str] = {
    "test_any_atlas.py": "what other atlases bring is decided by Python and by scripts",
    "test_any_host.py": "saved and framed pages are the same elements",
    "test_atlas_modes.py": "the modes are scripts on the parts that test_atlas_page.py tries",
    "test_axe_atlas.py": "the rules of axe look at elements and styles, which are the same",
    "test_axe_day_page.py": "the rules of axe look at elements and styles, which are the same",
    "test_day_page.py": "a page of a day is made of the parts of the page of all days",
    "test_docs_site.py": "the theme of the documentation is not ours",
    "test_doubt.py": "doubt is decided by Python and by scripts",
    "test_evidence.py": "cards are the same elements",
    "test_exported_notebook.py": "what nbconvert writes is the same elements",
    "test_low_windows.py": "what fits is decided by sizes, which are the same",
    "test_modes.py": "the modes are scripts on the parts that test_atlas_page.py tries",
    "test_news.py": "what is new is decided by scripts",
    "test_one_frame.py": "how much is done in a frame is decided by scripts",
    "test_one_symbology.py": "symbols are the same elements",
    "test_open_page.py": "it tries the tools of the tests",
    "test_readings.py": "readings are decided by scripts",
    "test_signs.py": "where signs stand is decided by scripts",
    "test_site.py": "pages of days are the same elements",
    "test_story.py": "the story is scripts on the parts that test_atlas_page.py tries",
    "test_time_bar_element.py": "the bar is that of the page of all days",
}
"""By file: what takes many minutes in Firefox. What is left there opens every part of the page."""


def why_not(engine: str, file: Path, test: str) -> str | None:
    """Give the reason why a test is not collected for a browser, if there is one."""
    if engine != "firefox":
        return None
    return NOT_IN_FIREFOX.get(file.name) or NOT_IN_FIREFOX.get(f"{file.name}::{test}")
