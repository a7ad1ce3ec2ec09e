"""Films: the plates of a run of days, led into each other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

import numpy as np

from baltic_map.day_view import LocalScene
from baltic_map.errors import AtlasError
from baltic_map.files import write_together
from baltic_map.film_files import FORMATS, as_gif, as_webm, as_webp, find_encoder
from baltic_map.film_script import Shot, as_srt, as_vtt, cues_of, script_of
from baltic_map.print.growth import Stop, share_reached
from baltic_map.quoting import shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from baltic_map.config import Film

__all__ = ["FILM_SIZE", "Motion", "Stage", "check_film", "film_files", "frames_of", "write_film"]

FILM_SIZE = "1920x1080"
"""Of a film, pixels, if nothing else is wanted."""

_MOST_FPS, _MOST_SIZE = 60, (3840, 2160)

# The part of a motion in which the days are led into each other, and that in which arrows have grown; pictures of it.
_FADED, _GROWN, _GROWTH_PICTURES = 0.35, 0.9, 14
_HALF = 0.5
# A part of the width: about half a letter.
_BESIDE = 180
# A shorter arrow is none.
_LEAST_ARROW = 0.05
# Pictures by which the colours of a GIF are chosen.
_SAMPLES = 12

Progress = Callable[[int, int], None]


class Stage(Protocol):
    """Where a film is taken: pictures as pixels, rows of red, green and blue."""

    scene: LocalScene
    paper: tuple[int, int, int]
    """Its colour."""
    map_box: tuple[slice, slice]
    """Rows and columns of the map on the plates."""

    def title(self, days: range) -> NDArray[np.uint8]:
        """Draw the card before the days."""

    def cards(self, days: range) -> list[Callable[[], NDArray[np.uint8]]]:
        """Give what draws the cards after the days."""

    def growing(self, index: int, before: int) -> dict[str, list[Stop]]:
        """Name the arrows that grow between two days, with the stops by which they do."""

    def day(self, index: int) -> NDArray[np.uint8]:
        """Draw the plate of a day."""

    def begun(self, index: int, shares: Mapping[str, float]) -> NDArray[np.uint8]:
        """Draw the plate of a day on which of some arrows there is a share."""


def check_film(path: Path, size: tuple[int, int], fps: int) -> str:
    """
    Tell the format of a film, before anything is drawn.

    Raises
    ------
    AtlasError
        If the suffix, the size or the frames to the second are none of a film, or the encoder is not installed.
    """
    name = path.suffix.lower().removeprefix(".")
    if name not in FORMATS:
        known = ", ".join(f".{each}" for each in FORMATS)
        raise AtlasError(
            str(path), f"{shown(path.suffix)} is not a format of films", f"End the name with one of {known}"
        )
    most = 50 if name == "gif" else _MOST_FPS
    if not 1 <= fps <= most:
        raise AtlasError("fps", f"{fps} frames to the second cannot be shown", f"Write a number from 1 to {most}")
    width, height = size
    if width > _MOST_SIZE[0] or height > _MOST_SIZE[1]:
        most_size = "{}x{}".format(*_MOST_SIZE)
        raise AtlasError("size", f"a film of {width} × {height} pixels is too large", f"Choose {most_size} or less")
    if name == "webm":
        if width % 2 or height % 2:
            raise AtlasError("size", f"a WebM cannot have {width} × {height} pixels", "Choose even numbers")
        find_encoder()
    return name


def _blended(one: NDArray[np.uint8], other: NDArray[np.uint8], part: float) -> NDArray[np.uint8]:
    """Lead a picture into another: ``part`` of the way."""
    weight = round(min(max(part, 0.0), 1.0) * 256)
    rows = np.flatnonzero((one != other).any(axis=(1, 2)))
    if weight == 0 or len(rows) == 0:
        return one
    if weight == 256:  # noqa: PLR2004 - the whole of it
        return other
    found, some = one.copy(), slice(rows[0], rows[-1] + 1)
    mixed = one[some].astype(np.uint16) * np.uint16(256 - weight) + other[some] * np.uint16(weight) + np.uint16(128)
    found[some] = mixed >> 8
    return found


def _widened(places: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Add what is beside some places: of a letter that is another no part stays that both have in common."""
    by = places.shape[1] // _BESIDE
    run = np.cumsum(np.pad(places, ((0, 0), (by + 1, by))), axis=1, dtype=np.int32)
    return np.asarray(run[:, 2 * by + 1 :] > run[:, : places.shape[1]])


class Motion:
    """
    What leads a picture into another.

    The map is led over as it is. All else is words, which nobody can read through others: they go before others come.
    """

    def __init__(self, one: NDArray[np.uint8], other: NDArray[np.uint8], stage: Stage, *, maps: bool) -> None:
        self._one, self._other, self._box = one, other, stage.map_box if maps else None
        self._bare = other.copy()
        self._bare[_widened((one != other).any(axis=2))] = stage.paper

    def at(self, part: float) -> NDArray[np.uint8]:
        """Give a picture of the way, 0 to 1."""
        if part < _HALF:
            found = _blended(self._one, self._bare, _eased(part / _HALF))
        else:
            found = _blended(self._bare, self._other, _eased((part - _HALF) / (1 - _HALF)))
        if self._box:
            found = found.copy()
            found[self._box] = _blended(self._one[self._box], self._other[self._box], _eased(part))
        return found


def _eased(part: float) -> float:
    return part * part * (3 - 2 * part)


def frames_of(
    stage: Stage, shots: Sequence[Shot], days: range, progress: Progress | None = None
) -> Iterator[tuple[NDArray[np.uint8], int]]:
    """
    Draw the frames of a film: each day once, and what leads to it.

    Parameters
    ----------
    stage
        Draws.
    shots
        The script.
    days
        Positions on the axis.
    progress
        Is told how many of how many shots are done.

    Yields
    ------
    pixels, count
        A picture, and for how many frames it is shown: at rest for all of them at once.
    """
    cards, before = stage.cards(days), np.empty((0, 0, 3), dtype=np.uint8)
    last: Shot | None = None
    for done, shot in enumerate(shots, start=1):
        grows: dict[str, list[Stop]] = {}
        if shot.kind == "day":
            grows = stage.growing(shot.number, last.number) if last and last.kind == "day" else {}
            pixels = stage.day(shot.number)
        else:
            pixels = stage.title(days) if shot.kind == "title" else cards[shot.number]()
        if grows:
            for each in _grown(stage, shot, grows, before, pixels):
                yield each, 1
        elif last:
            motion = Motion(before, pixels, stage, maps=shot.kind == last.kind == "day")
            for number in range(shot.moving):
                yield motion.at((number + 1) / (shot.moving + 1)), 1
        yield pixels, shot.frames - shot.moving
        before, last = pixels, shot
        if progress:
            progress(done, len(shots))


def _grown(
    stage: Stage,
    shot: Shot,
    grows: Mapping[str, list[Stop]],
    before: NDArray[np.uint8],
    after: NDArray[np.uint8],
) -> Iterator[NDArray[np.uint8]]:
    """Lead to a day on which arrows grow: it fades in without them, they grow, then all of it is there."""
    count, minutes = min(_GROWTH_PICTURES, shot.moving), [each.minute for stops in grows.values() for each in stops]
    # One clock for all of them.
    began, length = min(minutes), max(minutes) - min(minutes)

    def begun(number: int) -> NDArray[np.uint8]:
        now = began + length * number / count
        shares = {key: max(share_reached(stops, now), _LEAST_ARROW) for key, stops in grows.items()}
        return stage.begun(shot.number, shares if number else dict.fromkeys(grows, 0.0))

    at, here, there = 0, begun(0), begun(1)
    motion = Motion(before, here, stage, maps=True)
    for frame in range(shot.moving):
        part = (frame + 1) / (shot.moving + 1)
        place = min(max((part - _FADED) / (_GROWN - _FADED), 0.0), 1.0) * count
        while place > at + 1 and at + 2 <= count:
            at, here, there = at + 1, there, begun(at + 2)
        if part <= _FADED:
            yield motion.at(part / _FADED)
        elif part <= _GROWN:
            yield _blended(here, there, place - at)
        else:
            yield _blended(there, after, (part - _GROWN) / (1 - _GROWN))


def film_files(
    stage: Stage,
    settings: Film,
    days: range,
    path: Path,
    *,
    fps: int,
    size: tuple[int, int],
    readers: Sequence[LocalScene],
    progress: Progress | None = None,
) -> Iterator[tuple[str, bytes]]:
    """
    Make the files of a film.

    Parameters
    ----------
    stage, settings
        Where it is taken, and ``[film]`` of the atlas.
    days
        Positions on the axis.
    path, fps, size
        As `check_film` has found them right.
    readers
        The scene in the languages of the captions.
    progress
        Is told how many of how many shots are done.

    Yields
    ------
    name, data
        The film, then its captions in each language.
    """
    growing = {index for last, index in pairwise(days) if stage.growing(index, last)}
    shots = script_of(stage.scene, settings, days, fps, growing=growing, cards=len(stage.cards(days)))
    frames, name = frames_of(stage, shots, days, progress), path.suffix.lower().removeprefix(".")
    if name == "webm":
        yield path.name, as_webm(frames, fps, size, stage.scene.title)
    elif name == "webp":
        yield path.name, as_webp(frames, fps, size)
    else:
        some = days[:: max(len(days) // _SAMPLES, 1)]
        yield path.name, as_gif(frames, fps, size, [stage.title(days), *map(stage.day, some)])
    for reader in readers:
        cues = cues_of(reader, settings, shots, fps)
        for form, write in (("srt", as_srt), ("vtt", as_vtt)):
            yield f"{path.stem}.{reader.lang}.{form}", write(cues).encode()


def write_film(path: Path, files: Iterator[tuple[str, bytes]]) -> list[Path]:
    """Write the files of a film beside each other, all of them or none."""
    return list(write_together(path.parent, files))
