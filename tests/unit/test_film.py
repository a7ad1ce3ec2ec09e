"""Films: the frames, their files, the captions, and what is refused."""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import av
import numpy as np
import pytest
from click.testing import CliRunner
from msgspec.structs import replace
from PIL import Image

from baltic_map import film_files
from baltic_map.atlas import open_atlas
from baltic_map.cli import main
from baltic_map.contract import Feature, UncertainSpan
from baltic_map.errors import AtlasError, InvalidAtlasError
from baltic_map.film import Motion, frames_of
from baltic_map.film_files import as_gif, as_webp
from baltic_map.film_script import Cue, Shot, as_srt, as_vtt, cues_of, script_of
from baltic_map.print.growth import Stop, beginning_of, growing_stops, share_along, share_reached
from baltic_map.snapshot import Snapshot, _Stage
from tests.unit.small_atlases import TINY, tiny_with

SIZE = (240, 180)
KEYS = 'key_days = ["1900-01-01", "1900-01-05"]'
FILM = "\n[film]\npace = 0.5\n[film.seconds]\n1900-01-05 = 4\n"


@pytest.fixture(scope="module")
def plates(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    folder = tiny_with(tmp_path_factory.mktemp("film"), {}, {"\n[window]": FILM + "\n[window]"})
    return Snapshot(open_atlas(folder), size="240x180")


@pytest.fixture(scope="module")
def made(plates: Snapshot, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    files = plates.film(tmp_path_factory.mktemp("out") / "war.webm", "1900-01-04", "1900-01-06", fps=4)
    return {each.name: each.read_bytes() for each in files}


@pytest.fixture(scope="module")
def shots(plates: Snapshot) -> list[Shot]:
    stage, settings = _Stage(plates, plates._renderer), plates.atlas.config.film
    return script_of(plates.scene, settings, range(3, 6), 4, growing=(), cards=len(stage.cards(range(3, 6))))


def still(plates: Snapshot, day: str) -> Any:
    return np.asarray(Image.open(io.BytesIO(plates.render(day))).convert("RGB"))


def similarity(one: Any, other: Any) -> float:
    """Give the mean SSIM of the lightness of two pictures, over windows of 7 by 7 pixels."""

    def mean(values: Any, side: int = 7) -> Any:
        sums = np.pad(values, ((1, 0), (1, 0))).cumsum(0).cumsum(1)
        return (sums[side:, side:] - sums[:-side, side:] - sums[side:, :-side] + sums[:-side, :-side]) / side**2

    one, other = (np.asarray(Image.fromarray(each).convert("L"), dtype=float) for each in (one, other))
    here, there = mean(one), mean(other)
    spread, other_spread = mean(one * one) - here * here, mean(other * other) - there * there
    together = mean(one * other) - here * there
    low, high = (0.01 * 255) ** 2, (0.03 * 255) ** 2
    likeness = (2 * here * there + low) * (2 * together + high)
    return float((likeness / ((here**2 + there**2 + low) * (spread + other_spread + high))).mean())


def decoded(data: bytes) -> list[Any]:
    with av.open(io.BytesIO(data)) as container:
        frames = container.decode(video=0)
        return [each.reformat(format="rgb24", src_colorspace="ITU709").to_ndarray() for each in frames]


def test_the_script_holds_great_days_and_passes_the_others_by_their_events(shots: list[Shot]) -> None:
    # Half the usual pace; at four frames to the second.
    assert shots == [
        Shot("title", 0, 16, 0),
        Shot("day", 3, 2, 1),
        Shot("day", 4, 16, 3),
        Shot("day", 5, 6, 3),
        Shot("card", 0, 20, 3),
        Shot("card", 1, 20, 3),
    ]


def test_what_rests_is_the_still_of_its_day_and_what_moves_is_other(
    plates: Snapshot, made: dict[str, bytes], shots: list[Shot]
) -> None:
    frames = decoded(made["war.webm"])
    assert len(frames) == sum(each.frames for each in shots) == 80
    at = 0
    for each in shots:
        moving, resting = frames[at : at + each.moving], frames[at + each.moving : at + each.frames]
        at += each.frames
        if each.kind == "day":
            wanted = still(plates, f"1900-01-{each.number + 1:02}")
            assert min(similarity(frame, wanted) for frame in resting) >= 0.99
            if each.number == 4:
                assert similarity(moving[0], wanted) < 0.99
            assert not any((one == other).all() for one, other in pairwise([*moving, resting[0]]))


def test_the_same_data_give_the_same_bytes(plates: Snapshot, made: dict[str, bytes], tmp_path: Path) -> None:
    again = plates.film(tmp_path / "war.webm", "1900-01-04", "1900-01-06", fps=4)
    assert {each.name: each.read_bytes() for each in again} == made


def test_captions_tell_the_chief_event_of_each_day_that_is_held(made: dict[str, bytes]) -> None:
    assert set(made) == {"war.webm", "war.en.srt", "war.en.vtt"}
    assert made["war.en.srt"].decode() == (
        "1\n00:00:04,500 --> 00:00:08,500\n5 January 1900: Fight at Oldtown\n\n"
        "2\n00:00:08,500 --> 00:00:10,000\n6 January 1900: Second fight\n"
    )
    assert made["war.en.vtt"].decode() == (
        "WEBVTT\n\n00:00:04.500 --> 00:00:08.500\n5 January 1900: Fight at Oldtown\n\n"
        "00:00:08.500 --> 00:00:10.000\n6 January 1900: Second fight\n"
    )


def test_captions_are_escaped_and_count_hours() -> None:
    cue = Cue(3_600_000, 3_661_001, "A < B &\nC")
    assert as_vtt([cue]) == "WEBVTT\n\n01:00:00.000 --> 01:01:01.001\nA &lt; B &amp; C\n"
    assert as_srt([cue]) == "1\n01:00:00,000 --> 01:01:01,001\nA < B & C\n"


def test_captions_are_in_each_language_of_the_atlas(tmp_path: Path) -> None:
    folder = tiny_with(tmp_path / "atlas", {}, {KEYS: f'{KEYS}\nlanguages = ["en", "lt"]'})
    files = Snapshot(open_atlas(folder), "lt", size="240x180").film(
        tmp_path / "f.gif", "1900-01-05", "1900-01-05", fps=2
    )
    assert [each.name for each in files] == ["f.gif", "f.en.srt", "f.en.vtt", "f.lt.srt", "f.lt.vtt"]
    assert "1900 m. sausio 5 d.: Fight at Oldtown" in files[3].read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["gif", "webp"])
def test_gif_and_webp_show_each_picture_for_its_time(name: str) -> None:
    grey, red = np.full((6, 8, 3), 100, np.uint8), np.full((6, 8, 3), 100, np.uint8)
    red[2:4, 2:6] = 200, 30, 20
    frames = [(grey, 30), (red, 1), (red, 1), (grey, 15)]
    data = as_gif(frames, 30, (8, 6), [grey, red]) if name == "gif" else as_webp(frames, 30, (8, 6))
    image = Image.open(io.BytesIO(data))
    assert (image.size, image.n_frames) == ((8, 6), 4)
    shown = []
    for number in range(4):
        image.seek(number)
        image.load()
        shown.append(
            (image.info["duration"], image.convert("RGB").getpixel((3, 3)), image.convert("RGB").getpixel((0, 0)))
        )
    step = [1000, 30, 40, 500] if name == "gif" else [1000, 33, 34, 500]
    assert [each[0] for each in shown] == step
    assert [each[1][0] > 150 for each in shown] == [False, True, True, False]
    assert all(abs(each[2][1] - 100) < 8 for each in shown)


def test_a_film_as_gif_and_as_webp_ends_on_its_last_card(plates: Snapshot, tmp_path: Path) -> None:
    for name in ("gif", "webp"):
        film = plates.film(tmp_path / f"war.{name}", "1900-01-05", "1900-01-05", fps=2)[0]
        with Image.open(film) as image:
            # A title, a day with its fade, and two cards with theirs.
            assert (image.size, image.n_frames) == (SIZE, 7)


def point(day: int, time: str | None = None, *, surely: bool = True) -> Feature:
    return cast(
        "Feature", SimpleNamespace(span=UncertainSpan(day, day + 9, day if surely else day + 1, day + 9), time=time)
    )


def test_an_arrow_grows_between_the_points_that_have_days() -> None:
    stops = growing_stops([(0.0, point(2)), (0.5, point(3, "06:00")), (1.0, point(4))])
    assert stops == [Stop(0.0, 2 * 1440 + 720), Stop(0.5, 3 * 1440 + 360), Stop(1.0, 4 * 1440 + 720)]
    minutes = (0, 3600, 4140, 4680, 5580, 6480, 9000)
    assert [share_reached(stops, each) for each in minutes] == [0.0, 0.0, 0.25, 0.5, 0.75, 1.0, 1.0]
    # One alone tells nothing, nor does a day that is not sure, nor two of a day without hours.
    assert growing_stops([(0.5, point(3, "06:00"))]) == []
    assert growing_stops([(0.0, point(2)), (1.0, point(4, surely=False))]) == []
    assert growing_stops([(0.0, point(2)), (0.5, point(2)), (1.0, point(2, "12:00"))]) == []
    # Where a farther one was reached before, those who came later have no part in it.
    assert growing_stops([(0.2, point(1)), (0.4, point(7)), (0.9, point(3))]) == [Stop(0.2, 2160), Stop(0.9, 5040)]


def test_the_beginning_of_a_curve_is_a_share_of_its_length() -> None:
    curve = np.array([[0.0, 0.0], [4.0, 0.0], [4.0, 4.0]])
    assert beginning_of(curve, 0.75).tolist() == [[0, 0], [4, 0], [4, 2]]
    assert share_along(curve, 5.0, 0.5) == 0.5


class Staged:
    """A stage of one colour a picture, on which one arrow grows on day 1."""

    scene: Any = None
    paper = (250, 250, 250)
    # The left column of two.
    map_box = (slice(0, 2), slice(0, 1))

    def __init__(self) -> None:
        self.shares: list[float] = []

    @staticmethod
    def of(level: int) -> Any:
        return np.full((2, 2, 3), level, np.uint8)

    def title(self, _: range) -> Any:
        return self.of(0)

    def cards(self, _: range) -> list[Any]:
        return []

    def growing(self, index: int, _: int) -> dict[str, list[Stop]]:
        return {"way": [Stop(0.0, 0), Stop(0.8, 60)]} if index == 1 else {}

    def day(self, index: int) -> Any:
        return self.of((100 + 100 * index) % 256)

    def begun(self, _: int, shares: dict[str, float]) -> Any:
        self.shares.append(shares["way"])
        return self.of(100 + round(90 * shares["way"]))


def test_days_are_led_into_each_other_and_an_arrow_grows_in_between() -> None:
    stage = Staged()
    shots = [Shot("title", 0, 2, 0), Shot("day", 0, 4, 1), Shot("day", 1, 14, 9)]
    levels = [(int(each[0, 0, 0]), count) for each, count in frames_of(stage, shots, range(2))]
    # Half way from the title there is nothing but paper.
    assert levels[:3] == [(0, 2), (250, 1), (100, 3)]
    assert levels[-1] == (200, 5)
    growing = [level for level, _ in levels[3:-1]]
    assert growing == sorted(growing)
    assert (growing[0], 165 < growing[-1] < 200) == (100, True)
    assert (len(stage.shares), stage.shares[0], stage.shares[-1]) == (10, 0.0, 0.8)


def test_words_go_before_others_come_and_the_map_is_led_over() -> None:
    shots = [Shot("title", 0, 2, 0), Shot("day", 0, 4, 1), Shot("day", 2, 8, 3)]
    rows = [each[0, :, 0].tolist() for each, _ in frames_of(Staged(), shots, range(3))][-4:]
    # A quarter, a half, three quarters, and the whole of the way from 100 to 44 (of 300, in a byte).
    assert [row[1] for row in rows] == [175, 250, 147, 44]
    assert [row[0] for row in rows] == [91, 72, 53, 44]


def test_a_motion_begins_and_ends_with_its_pictures() -> None:
    motion = Motion(Staged.of(10), Staged.of(90), Staged(), maps=True)
    assert [motion.at(part)[0, :, 0].tolist() for part in (0.0, 0.5, 1.0)] == [[10, 10], [50, 250], [90, 90]]


def test_of_a_word_that_goes_no_part_stays_that_the_next_has_too() -> None:
    one, other = (np.full((2, 360, 3), 10, np.uint8) for _ in range(2))
    one[0, 100], other[0, 100] = 80, 90
    bare = Motion(one, other, Staged(), maps=False).at(0.5)
    assert np.flatnonzero(bare[0, :, 0] == 250).tolist() == [98, 99, 100, 101, 102]
    assert (bare[1] == 10).all()


def test_a_route_of_the_atlas_grows_on_its_plate() -> None:
    plates = Snapshot(open_atlas(), size="400x300")
    stage, day = _Stage(plates, plates._renderer), plates.atlas.axis.index("1940-06-15")
    grows = stage.growing(day, day - 1)
    assert sorted(grows) == [
        "route-126th-division",
        "route-1st-motor-rifle-division",
        "route-25th-tank-brigade",
        "route-27th-tank-brigade",
        "route-36th-cavalry-division",
    ]
    none, half = (stage.begun(day, dict.fromkeys(grows, share)) for share in (0.0, 0.5))
    whole = stage.day(day)
    assert 20 < (none != half).any(axis=2).sum() < (none != whole).any(axis=2).sum()
    # What it was drawn with is not seen on the plate after it.
    assert (stage.day(day) == whole).all()


def film(*args: str) -> tuple[int, list[str]]:
    ran = CliRunner().invoke(main, ["film", "--atlas", str(TINY), *args])
    return ran.exit_code, ran.stderr.splitlines()


@pytest.mark.parametrize(
    ("args", "said"),
    [
        (["--out", "f.mp4"], "f.mp4: '.mp4' is not a format of films. End the name with one of .webm, .gif, .webp."),
        (["--fps", "0"], "fps: 0 frames to the second cannot be shown. Write a number from 1 to 60."),
        (
            ["--out", "f.gif", "--fps", "60"],
            "fps: 60 frames to the second cannot be shown. Write a number from 1 to 50.",
        ),
        (
            ["--size", "huge"],
            "size: 'huge' is not a size of plates. Use one of plate, a4, a3, square, or pixels such as 1600x1200.",
        ),
        (["--size", "641x481"], "size: a WebM cannot have 641 × 481 pixels. Choose even numbers."),
        (["--size", "7680x4320"], "size: a film of 7680 × 4320 pixels is too large. Choose 3840x2160 or less."),
        (
            ["--from", "1900-01-05", "--to", "1900-01-02"],
            "film: 1900-01-02 lies before 1900-01-05. Name the earlier day first.",
        ),
    ],
)
def test_what_is_no_film_is_refused_before_anything_is_drawn(
    args: list[str], said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert film(*args) == (1, [said])
    assert list(tmp_path.iterdir()) == []


def test_a_day_outside_and_an_unknown_language_are_refused(tmp_path: Path) -> None:
    out = ["--out", str(tmp_path / "f.gif")]
    for args, said in ((["--from", "1899-01-01"], "1899-01-01"), (["--lang", "xx"], "xx")):
        code, lines = film(*args, *out)
        assert (code, len(lines), said in lines[0]) == (1, 1, True)
    assert list(tmp_path.iterdir()) == []


def test_without_an_encoder_a_line_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "av", None)
    said = (
        'film: WebM needs PyAV, which is not installed. Run pip install "baltic-map[film]" (what it installs carries '
        "GPL code too), or write a .gif or a .webp."
    )
    assert film("--out", str(tmp_path / "f.webm")) == (1, [said])
    assert list(tmp_path.iterdir()) == []


def test_where_no_file_can_stand_nothing_is_drawn(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    code, lines = film("--size", "240x180", "--out", str(tmp_path / "file" / "f.gif"))
    assert (code, len(lines)) == (1, 1)
    assert "cannot be written" in lines[0]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), AtlasError("f.gif", "its disk is full", "Make room")])
def test_an_interrupt_or_a_fault_leaves_what_was_there(
    fault: BaseException, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(frames: Iterator[Any], *_: Any) -> bytes:
        next(frames)
        raise fault

    monkeypatch.setattr("baltic_map.film.as_gif", broken)
    before = tmp_path / "f.gif"
    before.write_bytes(b"before")
    code, lines = film("--size", "240x180", "--out", str(before))
    told = "interrupted; nothing is written. Run this again to make the film."
    assert code == 1
    assert lines == ([f"{before}: {told}"] if isinstance(fault, KeyboardInterrupt) else [str(fault)])
    assert [(each.name, each.read_bytes()) for each in tmp_path.iterdir()] == [("f.gif", b"before")]


def test_the_table_of_the_atlas_is_read_and_its_faults_are_told(tmp_path: Path) -> None:
    right = tiny_with(tmp_path / "right", {}, {"\n[window]": FILM + "\n[window]"})
    config = open_atlas(right).config
    assert (config.film.pace, {str(day): each for day, each in config.film.seconds.items()}) == (0.5, {"1900-01-05": 4})
    assert date(1900, 1, 5) in config.film.seconds
    wrong = "\n[film]\npace = 0\n[film.seconds]\n1900-02-30 = 4\n1900-01-05 = 0\n"
    with pytest.raises(InvalidAtlasError) as told:
        open_atlas(tiny_with(tmp_path / "wrong", {}, {"\n[window]": wrong + "\n[window]"}))
    assert [each.where for each in told.value.problems] == [
        "atlas.toml#film.pace",
        "atlas.toml#film.seconds.1900-02-30",
        "atlas.toml#film.seconds.1900-01-05",
    ]
    outside = "\n[film.seconds]\n1900-01-11 = 4\n"
    with pytest.raises(InvalidAtlasError, match=r"film\.seconds\.1900-01-11: 1900-01-11 lies outside the window"):
        open_atlas(tiny_with(tmp_path / "outside", {}, {"\n[window]": outside + "\n[window]"}))


def test_a_quiet_day_that_is_named_tells_what_goes_on(plates: Snapshot) -> None:
    settings = plates.atlas.config.film
    told = cues_of(plates.scene, settings, [Shot("day", 8, 4, 1)], 4)
    named = replace(settings, seconds={plates.scene.axis.day(4): 2})
    assert told == []
    assert [each.text for each in cues_of(plates.scene, named, [Shot("day", 4, 4, 1)], 4)] == [
        "5 January 1900: Fight at Oldtown"
    ]


def test_the_encoder_is_found() -> None:
    assert film_files.find_encoder() is av
