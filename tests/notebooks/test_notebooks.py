"""Each notebook runs from top to bottom, shows its maps inline, and is committed without outputs."""

from __future__ import annotations

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
MAPS = {"01-first-map": 2, "02-a-day-in-june": 1, "03-all-days": 2, "04-an-atlas-of-your-own": 3}
PICTURES = {"02-a-day-in-june": 1, "04-an-atlas-of-your-own": 1}
# What a cell answers, by its id.
ANSWERS = {
    "04-07": "<Atlas 'the-falklands-war': 10 features, 1982-04-01 to 1982-07-01>",
    "04-08": (
        "(['Total exclusion zone', 'Raid on Pebble Island'],\n ['Total exclusion zone', 'Landings at San Carlos'])"
    ),
}
REQUEST = re.compile(r"""(?:src|href)\s*=\s*["']?(?:https?:)?//""")


@pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_maps(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "strip the outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output.get("data", {}) for cell in notebook.cells for output in cell.get("outputs", [])]
    pages = [data["text/html"] for data in outputs if "<iframe" in data.get("text/html", "")]
    assert len(pages) == MAPS[path.stem]
    for page in pages:
        assert "srcdoc=" in page
        assert not REQUEST.search(page)
    told = {
        cell["id"]: output["data"]["text/plain"]
        for cell in notebook.cells
        for output in cell.get("outputs", [])
        if cell["id"] in ANSWERS
    }
    assert told == {key: text for key, text in ANSWERS.items() if key.startswith(path.stem[:2])}
    assert sum("image/png" in data for data in outputs) == PICTURES.get(path.stem, 0)


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(MAPS)
