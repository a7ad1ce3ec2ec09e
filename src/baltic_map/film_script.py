"""What a film shows for how long: the title, day after day, the credits; and its captions."""

from __future__ import annotations

import html
import math
from collections.abc import Collection, Iterable, Iterator
from typing import Literal

from msgspec import Struct

from baltic_map.config import Film
from baltic_map.day_view import LocalScene

__all__ = ["Cue", "Shot", "as_srt", "as_vtt", "cues_of", "script_of"]

# Seconds: by the highest rank of the events that begin on a day, on another on which something changes, on a quiet one.
_BEGINS = (5.0, 3.0, 2.0, 1.5)
_CHANGES = 0.8
_QUIET = {"day": 0.25, "month": 0.5, "year": 0.8}
_TITLE, _CARD = 4.0, 5.0

# Seconds of motion, and with arrows that grow; of a short shot that much at most.
_FADE, _GROWTH, _MOST_MOTION = 0.7, 1.8, 0.6


class Shot(Struct, frozen=True):
    """
    A picture of a film.

    Parameters
    ----------
    kind
        What it is of.
    number
        Of the day on the axis, or of the card.
    frames, moving
        For how many it lasts, and how many of them, the first ones, lead to it from the picture before; one at least
        is at rest.
    """

    kind: Literal["title", "day", "card"]
    number: int
    frames: int
    moving: int


class Cue(Struct, frozen=True):
    """A caption: when it comes and goes, milliseconds, and its words."""

    start: int
    end: int
    text: str


def _seconds(scene: LocalScene, settings: Film, index: int) -> float:
    """Tell for how long a day is shown."""
    axis = scene.axis
    day = axis.day(index)
    if day in settings.seconds:
        return settings.seconds[day]
    events = (each.feature for each in scene.on(day).events)
    ranks = [each.rank for each in events if index in {each.span.first, each.span.certain_first}]
    quiet = _QUIET[axis.precision]
    usual = max(_CHANGES, quiet) if index in scene.reading.changes else quiet
    return settings.pace * (_BEGINS[min(ranks) - 1] if ranks else usual)


def script_of(
    scene: LocalScene, settings: Film, days: range, fps: float, *, growing: Collection[int], cards: int
) -> list[Shot]:
    """
    Write the script of a film.

    Parameters
    ----------
    scene, settings
        The atlas, and its ``[film]``.
    days
        Positions on the axis.
    fps
        Frames to the second.
    growing
        Those of the days on which arrows grow.
    cards
        How many there are at the end.

    Returns
    -------
    shots
        In their order.
    """

    def shot(kind: Literal["title", "day", "card"], number: int, seconds: float, motion: float) -> Shot:
        frames = max(round(seconds * fps), 2)
        moving = min(round(motion * fps), math.floor(frames * _MOST_MOTION))
        return Shot(kind, number, frames, max(moving, 1) if motion else 0)

    shots = [shot("title", 0, _TITLE, 0.0)]
    for index in days:
        grows = index in growing
        shots.append(shot("day", index, _seconds(scene, settings, index), _GROWTH if grows else _FADE))
    return shots + [shot("card", number, _CARD, _FADE) for number in range(cards)]


def cues_of(scene: LocalScene, settings: Film, shots: Iterable[Shot], fps: float) -> list[Cue]:
    """List the captions in the language of a scene: the chief event of each day that is held."""
    cues, at = [], 0
    for each in shots:
        start, at = at, at + each.frames
        text = _told(scene, settings, each.number) if each.kind == "day" else ""
        if text:
            cues.append(Cue(round(start * 1000 / fps), round(at * 1000 / fps), text))
    return cues


def _told(scene: LocalScene, settings: Film, index: int) -> str:
    """Tell day and chief event of a day that is held: on which an event begins, or that ``[film]`` names."""
    view = scene.on(scene.axis.day(index))
    begun = (each for each in view.events if index in {each.feature.span.first, each.feature.span.certain_first})
    chief = next(begun, next(iter(view.events), None) if scene.axis.day(index) in settings.seconds else None)
    return f"{scene.messages.format_date(view.iso)}: {chief.name}" if chief else ""


def _clock(milliseconds: int, point: str) -> str:
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}{point}{rest:03}"


def as_srt(cues: Iterable[Cue]) -> str:
    """Write captions as SubRip."""

    def blocks() -> Iterator[str]:
        for number, each in enumerate(cues, start=1):
            yield f"{number}\n{_clock(each.start, ',')} --> {_clock(each.end, ',')}\n{_one_line(each.text)}\n"

    return "\n".join(blocks())


def as_vtt(cues: Iterable[Cue]) -> str:
    """Write captions as WebVTT."""
    blocks = (
        f"{_clock(each.start, '.')} --> {_clock(each.end, '.')}\n{html.escape(_one_line(each.text), quote=False)}\n"
        for each in cues
    )
    return "\n".join(["WEBVTT\n", *blocks])


def _one_line(text: str) -> str:
    return " ".join(text.split())
