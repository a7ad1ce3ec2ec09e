"""
Each notebook runs from top to bottom, answers what is true, and shows its maps and pictures without a network.

They are committed without outputs. How an exported one looks in a browser: ``tests/browser/test_exported_notebook.py``.
"""

from __future__ import annotations

import base64
import io
import re
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from PIL import Image

from tests.variants import first

FOLDER = Path(__file__).parents[2] / "notebooks"
NOTEBOOKS = sorted(FOLDER.glob("*.ipynb"))
OFFLINE = dict.fromkeys(("require_js_url", "jquery_url", "mathjax_url", "mermaid_js_url"), "")


class Shown(NamedTuple):
    """How many maps a notebook shows, and how many pictures that need no script."""

    maps: int
    pictures: int


SHOWN = {
    "01-first-map": Shown(4, 1),
    "02-a-day-in-june": Shown(1, 2),
    "03-borders-over-time": Shown(0, 2),
    "04-the-blockade-measured": Shown(1, 2),
    "05-bases-and-forces": Shown(1, 3),
    "06-an-atlas-of-your-own": Shown(3, 1),
}
# What a cell answers, by its id.
ANSWERS = {
    "01-07": """
1939-08-24 EST EST EST independent
1940-06-17 EST SUN EST occupied
1940-08-06 SUN SUN EST soviet-republic""",
    "01-15": """
251 of 679 days
[('1940-06-17', 119),
 ('1940-06-15', 81),
 ('1940-06-22', 48),
 ('1940-06-16', 42),
 ('1940-06-14', 34)]""",
    "02-14": """
abrene: blockaded -> occupied
estonia: blockaded -> occupied
latvia: blockaded -> occupied
narva-strip: blockaded -> occupied
petserimaa: blockaded -> occupied
46 features began, 74 ended""",
    "03-06": """
state           EST      LVA      LTU
day
1939-08-23  47319.0  65925.0  52684.0
1939-10-28  47319.0  65925.0  60179.0
1940-08-03  47319.0  65925.0      0.0
1940-08-05  47319.0      0.0      0.0
1940-08-06      0.0      0.0      0.0""",
    "03-12": """
         least    drawn     most  percent
state
EST    46270.0  47320.0  48370.0      2.2
LVA    64990.0  65930.0  66860.0      1.4
LTU    57670.0  60180.0  62690.0      4.2""",
    "04-04": """
                        least  drawn  most
id
blockade-mouth-of-gulf      7     57   107
blockade-irbe-strait        1     31    61""",
    "04-07": """
                          least  drawn   most
id
blockade-gulf-of-finland      0   9300  32200
blockade-gulf-of-riga         0  14000  22700
blockade-baltic-coast         0  28300  86100""",
    "04-12": """
                              certainty  in_force  least  drawn  most
id
tallinn-landing-group         uncertain   certain      9     21    33
marine-transports          less-certain   certain     10     22    34
squadron-west-of-naissaar  less-certain   certain     18     35    52
kaleva-shot-down                certain   certain     37     41    45
battalion-50-off-kunda     less-certain   certain     91    103   115
gunboat-krasnoe-znamya        uncertain  possible    134    146   158""",
    "05-03": """
{'1939-10-12': Count(certain=2, possible=8),
 '1939-12-31': Count(certain=15, possible=47),
 '1940-06-13': Count(certain=17, possible=59),
 '1940-08-06': Count(certain=10, possible=27)}""",
    "06-07": """
<Atlas 'the-falklands-war': 10 features, 1982-04-01 to 1982-07-01>""",
    "06-08": """
                           name      start        end  in_force
id
zones-1    Total exclusion zone 1982-04-30 1982-06-15   certain
events-4  Raid on Pebble Island 1982-05-14 1982-05-16  possible""",
    "06-14": """
([], <Atlas 'the-falklands-war': 9 features, 1982-04-01 to 1982-07-01>)""",
    "06-16": """
events.geojson#events-1: start_date '1982-04-31' is not a date. Write a day as YYYY-MM-DD, or an EDTF date such as \
1900-11 or 1900-11~.
events.geojson#events-2: coordinates -36.5100 -154.2800 to -36.5100 -154.2800 leave the atlas. Write longitude before \
latitude, inside the extent of atlas.toml.
events.geojson#events-3: end_date 1982-05-01 is not after start_date 1982-05-02. Write 1982-05-03 for a thing of one \
day.""",
}
REQUEST = re.compile(r"""<(?!a\b)[^<>]*?\s(?:src|href)\s*=\s*["']?(?:https?:)?//|@import|url\(["']?(?:https?:)?//""")
SRCDOC = re.compile(r'srcdoc="[^"]*"')
STRIPPED = re.compile(r"<script\b.*?</script>|<iframe\b.*?</iframe>", re.DOTALL)
PICTURE = re.compile(r'<img[^>]*?src="data:image/png;base64,([^"]+)"')


def told(cell: Any) -> str:
    """Give what a cell printed and answered, without spaces at the ends of lines."""
    texts = [each["text"] if "text" in each else each["data"]["text/plain"] for each in cell["outputs"]]
    return "\n".join(line.rstrip() for text in texts for line in text.rstrip().split("\n"))


def test_there_are_notebooks() -> None:
    assert [path.stem for path in NOTEBOOKS] == list(SHOWN)


# The first, and that of an atlas of one's own, each time: each takes a kernel and its pictures.
@pytest.mark.parametrize("path", first(2, [NOTEBOOKS[0], *NOTEBOOKS[:0:-1]]), ids=lambda path: path.stem)
def test_a_notebook_runs_and_shows_its_maps_and_pictures(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert not any(cell.get("outputs") for cell in notebook.cells), "strip the outputs"
    NotebookClient(notebook, timeout=120, resources={"metadata": {"path": str(FOLDER)}}).execute()
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    assert [output["text"] for output in outputs if output.get("name") == "stderr"] == []
    answers = {key: text.strip("\n") for key, text in ANSWERS.items() if key.startswith(path.stem[:2])}
    assert {cell["id"]: told(cell) for cell in notebook.cells if cell["id"] in answers} == answers

    pages = [
        output["data"]["text/html"] for output in outputs if "<iframe" in output.get("data", {}).get("text/html", "")
    ]
    assert len(pages) == SHOWN[path.stem].maps
    assert not any(REQUEST.search(page) or not SRCDOC.search(page) for page in pages)

    exported, _ = HTMLExporter(**OFFLINE).from_notebook_node(notebook)
    assert exported.count("<iframe") == SHOWN[path.stem].maps
    assert not REQUEST.search(SRCDOC.sub("", exported))
    # What is left where scripts and frames are taken out, as on the sites that show notebooks of others.
    pictures = PICTURE.findall(STRIPPED.sub("", exported))
    assert len(pictures) == SHOWN[path.stem].pictures
    for picture in pictures:
        image = Image.open(io.BytesIO(base64.b64decode(picture))).convert("RGB")
        assert image.width > 900
        assert len(image.getcolors(image.width * image.height)) > 100
