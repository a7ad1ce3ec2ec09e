"""What is beside the plates in a folder."""

from __future__ import annotations

import html.parser
import json
from pathlib import Path

import pytest
from PIL import Image

from baltic_map.atlas import open_atlas
from baltic_map.gallery import _in_time, _month, alternative
from baltic_map.snapshot import Snapshot
from tests.unit.small_atlases import TINY

DAYS = ["1900-01-04", "1900-01-05"]


@pytest.fixture(scope="module")
def plates() -> Snapshot:
    return Snapshot(open_atlas(TINY), dpi=30)


class _Links(html.parser.HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def test_the_manifest_tells_what_is_on_each_picture(plates: Snapshot, tmp_path: Path) -> None:
    plates.run(DAYS, tmp_path, ["png", "pdf"])
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in told["pictures"]] == [f"{day}.{form}" for day in DAYS for form in ("pdf", "png")]
    pdf, png = told["pictures"][2:]
    assert png["day"] == "1900-01-05"
    assert png["events"] == ["Fight at Oldtown", "Fight nobody placed", "Second fight"]
    assert png["things"] == sorted(plates.scene.on("1900-01-05").drawn_ids)
    assert (png["pixels"], png["style"], png["lang"]) == ([420, 300], "light", "en")
    assert png["fingerprint"].encode() in (tmp_path / "1900-01-05.png").read_bytes()
    assert "pixels" not in pdf
    # The foot of a plate has no room for all its works.
    assert sorted(told["works"]) == sorted(png["works"]) == ["book", "paper"]
    assert told["works"]["book"] == {"text": "Writer, Ann, A Book, Town: Press, 1950", "address": ""}
    assert len({each["data"] for each in told["pictures"]}) == 1
    with Image.open(tmp_path / png["thumbnail"]) as image:
        assert image.size == (360, 257)


def test_a_sentence_tells_what_is_on_a_plate(plates: Snapshot) -> None:
    sentence = "Map of Friday, 5 January 1900: Fight at Oldtown; Fight nobody placed; Second fight; West: occupied."
    assert alternative(plates.scene, plates.scene.on("1900-01-05")) == sentence
    assert sentence.encode() in plates.render("1900-01-05")
    assert sentence.encode("utf-16-be") in plates.render("1900-01-05", "pdf") or sentence.encode() in plates.render(
        "1900-01-05", "pdf"
    )


def test_the_page_needs_no_script_and_links_what_is_there(plates: Snapshot, tmp_path: Path) -> None:
    plates.run(DAYS, tmp_path, ["png", "svg"])
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    found = _Links(page).found
    assert "script" not in {tag for tag, _ in found}
    addresses = [attrs["href"] for tag, attrs in found if tag == "a"]
    assert addresses == [
        "#m1900-01",
        "1900-01-04.png",
        "1900-01-04.png",
        "1900-01-04.svg",
        "../index.html#date=1900-01-04&lang=en&reading=administered",
        "1900-01-05.png",
        "1900-01-05.png",
        "1900-01-05.svg",
        "../index.html#date=1900-01-05&lang=en&reading=administered",
    ]
    images = [attrs for tag, attrs in found if tag == "img"]
    assert [each["src"] for each in images] == ["thumbnails/1900-01-04.webp", "thumbnails/1900-01-05.webp"]
    assert str(images[1]["alt"]).startswith("Map of Friday, 5 January 1900")


def test_what_was_drawn_before_is_told_while_it_is_there(plates: Snapshot, tmp_path: Path) -> None:
    plates.run(DAYS, tmp_path)
    plates.run(["1900-01-06"], tmp_path)
    (tmp_path / "1900-01-04.png").unlink()
    plates.run(["1900-01-06"], tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in told["pictures"]] == ["1900-01-05.png", "1900-01-06.png"]


def test_the_same_plates_give_the_same_files(plates: Snapshot, tmp_path: Path) -> None:
    plates.run(DAYS, tmp_path / "one", ["png", "svg", "pdf", "webp"])
    Snapshot(open_atlas(TINY), dpi=30).run(DAYS, tmp_path / "two", ["png", "svg", "pdf", "webp"])
    names = sorted(each.relative_to(tmp_path / "one") for each in (tmp_path / "one").rglob("*.*"))
    assert len(names) == 12
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes(), name


def test_a_page_of_another_making_stays(plates: Snapshot, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("the atlas", encoding="utf-8")
    (tmp_path / "manifest.json").write_text("[", encoding="utf-8")
    plates.run(DAYS, tmp_path)
    assert (tmp_path / "index.html").read_text(encoding="utf-8") == "the atlas"
    assert len(json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))["pictures"]) == 2


def test_an_event_cannot_bring_markup(plates: Snapshot, tmp_path: Path) -> None:
    plates.run(DAYS, tmp_path)
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    told["pictures"][0] |= {"title": "<b>", "events": ["<script>"], "alternative": '"><script>'}
    told["pictures"].append({"file": "../secret", "day": "1900-01-01"})
    (tmp_path / "manifest.json").write_text(json.dumps(told), encoding="utf-8")
    plates.run(DAYS[1:], tmp_path)
    page = (tmp_path / "index.html").read_text(encoding="utf-8")
    assert "<script" not in page
    assert "secret" not in page


def test_days_before_our_era_come_first() -> None:
    days = ["0001-02", "1900-01-05", "-0057", "-0050-03-15", "-0050"]
    assert sorted(days, key=_in_time) == ["-0057", "-0050", "-0050-03-15", "0001-02", "1900-01-05"]
    assert [_month(day) for day in days] == ["0001-02", "1900-01", "-0057", "-0050-03", "-0050"]
