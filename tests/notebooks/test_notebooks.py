"""Each notebook runs from top to bottom, shows its maps inline, and is committed without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
REQUEST = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_maps(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "strip the outputs"
    maps = sum(cell.source.rstrip().endswith((")", "tallinn")) and ".day(" in cell.source for cell in notebook.cells)
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    shown = [
        output.data["text/html"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if "text/html" in output.get("data", {}) and "<iframe" in output.data["text/html"]
    ]
    assert len(shown) >= max(1, maps - 1)
    for page in shown:
        assert "srcdoc=" in page
        assert not REQUEST.search(page)


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS][:2] == ["01-first-map", "02-a-day-in-june"]
