"""A notebook as ``nbconvert`` exports it: it asks for nothing, and its maps and pictures are seen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import expect

if TYPE_CHECKING:
    from tests.browser.conftest import OpenPage

FOLDER = Path(__file__).parents[2] / "notebooks"
OFFLINE = dict.fromkeys(("require_js_url", "jquery_url", "mathjax_url", "mermaid_js_url"), "")
WIDTHS = "images => images.map((image) => image.naturalWidth)"


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    notebook = nbformat.read(FOLDER / "04-the-blockade-measured.ipynb", as_version=4)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    page, _ = HTMLExporter(**OFFLINE).from_notebook_node(notebook)
    path = tmp_path_factory.mktemp("exported") / "blockade.html"
    path.write_text(page, encoding="utf-8")
    return path


@pytest.mark.long
def test_an_exported_notebook_asks_for_nothing_and_shows_all(exported: Path, open_page: OpenPage) -> None:
    page = open_page(exported, ready=False)
    frame = page.frame_locator("iframe")
    expect(frame.locator("html[data-ready='true'][data-day='1940-06-16']")).to_be_attached()
    expect(frame.locator("h1")).to_have_text("Sunday, 16 June 1940")
    # The atlas's own signs, and what was laid over them.
    assert frame.locator(".feature.icon").count() > 20
    expect(frame.locator("path[stroke-dasharray='1 5']").first).to_be_attached()
    assert all(width > 900 for width in page.locator("img").evaluate_all(WIDTHS))
    assert page.locator("img").count() == 2
