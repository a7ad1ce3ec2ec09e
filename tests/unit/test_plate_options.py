"""Plates in other sizes, styles and parts, and what is told where they cannot be."""

from __future__ import annotations

import io
import json
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from PIL import Image

from baltic_map.atlas import open_atlas
from baltic_map.cli import main
from baltic_map.errors import AtlasError
from baltic_map.print.inks import in_style
from baltic_map.print.paper import Paper, parse_size
from baltic_map.scene import build_scene
from baltic_map.snapshot import Snapshot
from tests.unit.small_atlases import TINY

ATLAS = open_atlas(TINY)
DAY = "1900-01-05"


def opened(data: bytes) -> Image.Image:
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        return image


def test_sizes_are_papers_or_pixels() -> None:
    assert parse_size("A4", 100).pixels == (1169, 826)
    assert parse_size("a3", 50).pixels == (826, 584)
    assert parse_size("1600x1200").pixels == (1600, 1200)
    # Of more pixels each is smaller: the type stays as large in parts of the picture.
    assert round(parse_size("1920x1080").height_in, 2) == round(parse_size("3840x2160").height_in, 2) == 8.27
    assert parse_size("1600×1200", 100) == Paper(16.00001, 12.00001, 100)


@pytest.mark.parametrize(
    ("size", "dpi", "said"),
    [
        (
            "a9",
            None,
            "size: 'a9' is not a size of plates. Use one of plate, a4, a3, square, or pixels such as 1600x1200",
        ),
        ("a4", 0, "dpi: 0 pixels to the inch cannot be drawn. Write a number from 20 to 1200"),
        ("800x600", -1, "dpi: -1 pixels to the inch cannot be drawn. Write a number from 20 to 1200"),
        ("a3", 1200, "size: a picture of 19842 × 14031 pixels is too large."),
    ],
)
def test_what_no_picture_can_have_is_refused(size: str, dpi: float | None, said: str) -> None:
    with pytest.raises(AtlasError) as told:
        parse_size(size, dpi)
    assert said in str(told.value)


def test_a_picture_has_the_pixels_that_were_asked_for() -> None:
    plates = Snapshot(ATLAS, size="801x603", plain=True)
    assert opened(plates.render(DAY)).size == (801, 603)
    image = opened(plates.render(DAY, "webp"))
    assert (image.format, image.size) == ("WEBP", (801, 603))
    # It loses nothing.
    assert np.array_equal(np.asarray(image.convert("RGB")), np.asarray(opened(plates.render(DAY))))


def test_a_style_changes_the_colours_alone() -> None:
    scene = build_scene(ATLAS, ["en"])
    light, dark, grey = (in_style(ATLAS, scene, style) for style in ("light", "dark", "grey"))
    assert light == (ATLAS, scene)
    assert dark[0].config.palette["background"] == ("#1b2228", "#1b2228")
    assert dark[1].palette["background"].day == "#1b2228"
    assert {each.color.day for each in dark[1].symbols if each.disc} == {"#f0705f"}
    # What was an edge of a line stays one, though its ink is pale by night.
    edges = [area.symbol.edge for each in (scene, dark[1]) for area in each.readings[0].areas if area.symbol.edge]
    assert len({each.kind for each in edges}) == 1
    assert grey[0].config.palette["background"] == ("#ffffff", "#1a1a1a")
    assert {each.color.day for each in grey[1].symbols if each.disc} == {"#313131"}
    with pytest.raises(AtlasError, match=r"'blue' is not a style of plates. Use one of light, dark, grey"):
        in_style(ATLAS, scene, "blue")


def test_a_grey_plate_is_grey() -> None:
    pixels = np.asarray(opened(Snapshot(ATLAS, dpi=40, style="grey").render(DAY)))
    assert np.ptp(pixels.astype(int), axis=2).max() == 0
    assert pixels[0, 0].tolist() == [255, 255, 255]


def test_layers_that_are_left_out_are_neither_drawn_nor_told() -> None:
    plates = Snapshot(ATLAS, dpi=40, layers=["places"])
    whole, some = Snapshot(ATLAS, dpi=40).scene.on(DAY), plates.scene.on(DAY)
    assert {each.feature.layer for each in whole.features} == {"places", "events", "zones"}
    assert {each.feature.layer for each in some.features} == {"places"}
    assert some.events == ()
    assert [each.title for each in some.legend] == ["How the land stood", "Borders", "Places"]
    with pytest.raises(AtlasError, match=r"layers: the atlas has no layer 'bases'. Use some of zones, places, events"):
        Snapshot(ATLAS, layers=["bases"])


def test_an_extent_is_shown_nearer() -> None:
    near = Snapshot(ATLAS, dpi=40, extent=(1.0, 51.0, 2.0, 52.0)).sheet
    assert near.scale < Snapshot(ATLAS, dpi=40).sheet.scale / 2
    for extent, said in (
        ((1.0, 52.0, 2.0, 51.0), "is no box"),
        ((5.0, 51.0, 2.0, 52.0), "reaches beyond the atlas. Stay inside 0,50,6,54"),
        ((1.0, 51.0, 7.0, 52.0), "reaches beyond the atlas"),
    ):
        with pytest.raises(AtlasError, match=said):
            Snapshot(ATLAS, extent=extent)


def test_a_map_alone_fills_its_sheet() -> None:
    plain = Snapshot(ATLAS, width_in=4, height_in=3, dpi=40, plain=True)
    assert plain.sheet.outer.width == 4 * 72 - 12
    assert plain.drawn_ids(DAY) == plain.scene.on(DAY).drawn_ids
    with pytest.raises(AtlasError, match="too small"):
        Snapshot(ATLAS, width_in=4, height_in=3)


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(main, ["snapshot", *args, "--atlas", str(TINY)])
    return result.exit_code, result.output


def test_one_day_is_drawn_under_the_name_that_is_given(tmp_path: Path) -> None:
    for name, begins in (("p.png", b"\x89PNG"), ("q.PDF", b"%PDF-")):
        assert run(DAY, "--dpi", "30", "--plain", "--out", str(tmp_path / name)) == (
            0,
            f"1 plate in {tmp_path}: {name}\n",
        )
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert {path.name for path in tmp_path.iterdir()} == {"p.png", "q.PDF"}
    said = "it is the name of one picture, and asked for are"
    for args, asked, ending in (
        (("--from", DAY, "--to", "1900-01-06"), "2 days as png", "png"),
        ((DAY, "--format", "svg"), "1 day as svg", "png"),
        ((DAY, "--handout"), "1 day as pdf", "png"),
    ):
        error = f"{tmp_path / 'r.png'}: {said} {asked}. Name a folder, or ask for one day as {ending}.\n"
        assert run(*args, "--out", str(tmp_path / "r.png")) == (1, error)
    assert not (tmp_path / "r.png").exists()
    # A folder is one, whatever its name.
    (tmp_path / "s.png").mkdir()
    assert run(DAY, "--dpi", "30", "--plain", "--out", str(tmp_path / "s.png"))[1].endswith(f"s.png: {DAY}.png\n")


def test_a_folder_is_called_by_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(DAY, "--dpi", "30", "--plain", "--out", ".")[1] == f"1 plate in {tmp_path}: {DAY}.png\n"


def test_a_run_draws_the_changes_in_each_format(tmp_path: Path) -> None:
    args = ("--from", "1900-01-05", "--changes", "--format", "png,svg", "--format", "png", "--dpi", "30")
    assert run(*args, "--out", str(tmp_path)) == (0, f"8 plates in {tmp_path}: 1900-01-05.png … 1900-01-08.svg\n")
    told = json.loads((tmp_path / "manifest.json").read_text(encoding="utf-8"))
    assert [each["file"] for each in told["pictures"]][:4] == [
        "1900-01-05.png",
        "1900-01-05.svg",
        "1900-01-06.png",
        "1900-01-06.svg",
    ]


@pytest.mark.parametrize(
    ("args", "said"),
    [
        ((DAY, "--changes"), "1900-01-05: it stands with --from, --to, --every or --changes."),
        (("--changes", "--every", "2"), "--every: it stands with --changes. Ask for one of them."),
        ((DAY, "--key"), "--key: it stands without --handout. Add --handout."),
        ((DAY, "--handout", "--format", "png"), "--handout: it is a PDF of two pages."),
        ((DAY, "--format", "gif"), "format: 'gif' is not a format of plates. Use one of png, svg, pdf, webp."),
        ((DAY, "--extent", "1,2,x,4"), "--extent: '1,2,x,4' is no box. Write west,south,east,north in degrees"),
        (("1899-12-31",), "1899-12-31: the day lies outside the atlas, which runs from 1900-01-01 to 1900-01-10."),
        ((DAY, "--lang", "xx"), "language xx: it has no words yet."),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_line(args: tuple[str, ...], said: str, tmp_path: Path) -> None:
    code, output = run(*args, "--out", str(tmp_path / "new"))
    assert code == 1
    assert output.startswith(said)
    assert output.count("\n") == 1
    assert not (tmp_path / "new").exists()


def test_an_interrupt_leaves_what_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    render = Snapshot.render

    def interrupted(self: Snapshot, day: object, form: str = "png") -> bytes:
        if str(day) == "1900-01-03":
            raise KeyboardInterrupt
        return render(self, str(day), form)

    monkeypatch.setattr(Snapshot, "render", interrupted)
    code, output = run("--from", "1900-01-01", "--to", "1900-01-05", "--dpi", "30", "--out", str(tmp_path))
    assert code == 1
    assert output == f"{tmp_path}: interrupted after 2 of 5 plates. Run this again to draw the others.\n"
    assert sorted(each.name for each in tmp_path.iterdir()) == [
        "1900-01-01.png",
        "1900-01-02.png",
        "index.html",
        "manifest.json",
        "thumbnails",
    ]
