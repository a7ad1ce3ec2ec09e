"""The widget in a browser: a model that plays Python sets the day of the map, and is told of it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from baltic_map.web.widget import AtlasWidget

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.browser.conftest import OpenPage

TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
SLIDER = ".time-slider"
SHOWN = "html[data-day='{}']"

# A notebook: as much of a model of anywidget as the script asks for.
NOTEBOOK = """<!doctype html><meta charset="utf-8"><title>Notebook</title><div id="cell"></div>
<script type="application/json" id="state">{state}</script>
<script type="module">{script}
const traits = JSON.parse(document.querySelector("#state").textContent);
const hear = new Map();
window.saved = [];
const model = {{
  get: (name) => traits[name],
  set: (name, value) => {{ traits[name] = value; hear.get(name)?.(); }},
  save_changes: () => window.saved.push(traits.day),
  on: (event, act) => hear.set(event.replace("change:", ""), act),
  off: (event) => hear.delete(event.replace("change:", "")),
}};
window.python = (day) => model.set("day", day);
window.listeners = () => hear.size;
window.close_it = render({{ model, el: document.querySelector("#cell") }});
</script>"""


@pytest.fixture(scope="module")
def widget() -> AtlasWidget:
    return AtlasWidget(TINY, "1900-01-04")


def write_notebook(path: Path, widget: AtlasWidget) -> Path:
    state = widget.get_state()
    traits = json.dumps({name: state[name] for name in ("page", "title", "day")}).replace("<", "\\u003c")
    script = state["_esm"].replace("export default { render };", "")
    path.write_text(NOTEBOOK.format(state=traits, script=script), encoding="utf-8")
    return path


def is_shown(page: Page, day: str) -> None:
    expect(page.frame_locator("iframe").locator(SHOWN.format(day))).to_be_attached()


def test_python_moves_the_map_and_the_reader_moves_python(
    widget: AtlasWidget, open_page: OpenPage, tmp_path: Path
) -> None:
    widget.day = "1900-01-04"
    page = open_page(write_notebook(tmp_path / "notebook.html", widget), ready=False)
    is_shown(page, "1900-01-04")
    assert page.locator("iframe").get_attribute("title") == "Tiny war"

    page.evaluate("python('1900-01-08')")
    is_shown(page, "1900-01-08")
    assert page.evaluate("saved") == []

    page.frame_locator("iframe").locator(SLIDER).press("ArrowLeft")
    is_shown(page, "1900-01-07")
    page.wait_for_function("saved.length > 0")
    assert page.evaluate("saved") == ["1900-01-07"]

    # What is no day of the atlas changes nothing on the map.
    page.evaluate("python('1950-01-01')")
    page.evaluate("python('nonsense')")
    page.frame_locator("iframe").locator(SLIDER).press("ArrowLeft")
    is_shown(page, "1900-01-06")
    page.wait_for_function("saved.at(-1) === '1900-01-06'")

    # Nobody else sets the day of the notebook.
    page.evaluate("postMessage({ type: 'baltic-map:day', day: '1900-01-02' }, '*')")
    page.evaluate("python('1900-01-09')")
    is_shown(page, "1900-01-09")
    assert page.evaluate("saved") == ["1900-01-07", "1900-01-06"]

    page.evaluate("close_it()")
    assert page.evaluate("listeners()") == 0


def test_a_day_that_was_set_before_the_map_is_there_is_shown(
    widget: AtlasWidget, open_page: OpenPage, tmp_path: Path
) -> None:
    widget.day = "1900-01-06"
    page = open_page(write_notebook(tmp_path / "notebook.html", widget), ready=False)
    is_shown(page, "1900-01-06")
    assert page.evaluate("saved") == []
