"""What happened on the day, and on a quiet day what went before."""

from __future__ import annotations

import re
from dataclasses import dataclass

from baltic_map.config import Foreign, in_language
from baltic_map.glyphs import mpl_path
from baltic_map.layers import Feature
from baltic_map.print.lettering import FINE, SMALL, advance, fit, wrap
from baltic_map.print.sheet import Box
from baltic_map.print.signs import draw_sign
from baltic_map.print.writer import ITALIC, LEADING, SANS, STRONG, Writer
from baltic_map.scene import Plate, Scene
from baltic_map.style import MarkLook, mark_look

__all__ = ["draw_events"]

# How many lines an event's name may have, and its story if there is room; which events are told again, for how long.
_NAME = 4
_STORIES = (8, 6, 5, 4, 3, 2)
_GREATER, _LATELY = 2, 21

# Room under which nothing is told of the days before, points.
_LEAST_LATELY = 60.0

# A full stop after a word of some length ends a sentence; one after an initial or "gen." does not.
_SENTENCE = re.compile(r"(?<=[a-zõäöüāēīūčšž0-9)]{4}[.!?])\s+(?=[A-ZÕÄÖÜĀČŠŽ0-9“„])")


@dataclass(frozen=True, slots=True)
class _Event:
    """An event that is told."""

    feature: Feature
    look: MarkLook
    name: str
    certain: bool

    @property
    def weight(self) -> tuple[bool, int]:
        """The smaller, the more it matters."""
        return not self.certain, self.feature.fields.rank


@dataclass(frozen=True, slots=True)
class _Entry:
    """An event as it is set: its time, its name in lines of which the first leaves room for the time, its story."""

    event: _Event
    day: str
    time: str
    lines: tuple[str, ...]
    story: tuple[str, ...]

    @property
    def height(self) -> float:
        """Points."""
        story = len(self.story) * FINE * LEADING + (1.6 if self.story else 0.0)
        return len(self.lines) * SMALL * LEADING + story + 2.8


def _entry(scene: Scene, event: _Event, width: float, most: int, day: str = "") -> _Entry:
    """Set an event, with at most so many lines of its description; what would not end on a sentence is left out."""
    fields = event.feature.fields
    time = day or fields.time or ""
    if time and fields.clock and not day:
        time = scene.words("dates.time", time=time, clock=scene.words(f"dates.{fields.clock.lower()}"))
    time = fit(time, STRONG, FINE, width / 2)
    indent = advance(time, STRONG, FINE) + 4 if time else 0.0
    lines = tuple(wrap(event.name, SANS, SMALL, width, indent=indent, most=_NAME))
    story: tuple[str, ...] = ()
    text = ""
    description = scene.card(event.feature.id).description
    for sentence in _SENTENCE.split(description.strip()) if most else ():
        text = f"{text} {sentence}".strip()
        longer = tuple(wrap(text, SANS, FINE, width, most=most + 1)) if text else ()
        if len(longer) > most:
            break
        story = longer
    return _Entry(event, day, time, lines, story)


def _entries(scene: Scene, events: list[_Event], width: float, room: float) -> tuple[list[_Entry], int]:
    """Set as many events as there is room for, those of rank first; then as much of their stories; count the others."""
    entries = [_entry(scene, event, width, 0) for event in events]
    needed = sum(each.height for each in entries)
    while entries and needed > room - (SMALL * LEADING if len(entries) < len(events) or needed > room else 0.0):
        ranks = [each.event.weight for each in entries]
        needed -= entries.pop(len(ranks) - 1 - ranks[::-1].index(max(ranks))).height
    others = len(events) - len(entries)
    room -= SMALL * LEADING if others else 0.0
    _tell(scene, entries, width, room)
    return entries, others


def _tell(scene: Scene, entries: list[_Entry], width: float, room: float) -> None:
    """Give entries their stories, those of rank first, as far as there is room."""
    spare = room - sum(each.height for each in entries)
    for number in sorted(range(len(entries)), key=lambda at: (entries[at].event.weight, at)):
        entry = entries[number]
        for most in _STORIES:
            longer = _entry(scene, entry.event, width, most, entry.day)
            if longer.height - entry.height <= spare:
                spare -= longer.height - entry.height
                entries[number] = longer
                break


def _lately(scene: Scene, plate: Plate) -> list[_Event]:
    """List the greater events of the days before, the latest first."""
    found = [
        feature
        for feature in scene.atlas.events
        if feature.fields.rank <= _GREATER
        and feature.span.sure_first < feature.span.sure_stop
        and plate.index - _LATELY <= feature.span.stop - 1 < plate.index
    ]
    found.sort(key=lambda each: (-each.span.sure_first, each.fields.rank, each.fields.time or "99"))
    config = scene.atlas.config
    return [
        _Event(each, mark_look(config, each, certain=True), in_language(each.names, scene.lang), certain=True)
        for each in found
    ]


def draw_events(writer: Writer, scene: Scene, plate: Plate, box: Box) -> None:
    """
    Write what happened on the day, as much of it as there is room for.

    Parameters
    ----------
    writer
        Writes.
    scene, plate
        Words, and the day.
    box
        Column of the panel; from its top downwards.
    """
    events = [_Event(mark.feature, mark.look, mark.name, mark.certain) for mark in plate.events]
    y = writer.heading(scene.words("page.events"), box, box.top)
    if not events:
        for line in wrap(scene.words("page.no_events"), ITALIC, SMALL, box.width):
            y -= SMALL * LEADING
            writer.text(box.left, y, line, ITALIC, SMALL, writer.inks.quiet)
        y -= 3
    left = box.left + 13
    entries, others = _entries(scene, events, box.right - left, y - box.bottom - _language_height(scene, events))
    y = _draw_entries(writer, scene, entries, (box.left, left, y))
    if others:
        text = scene.words("plate.more", count=others)
        writer.text(left, y - SMALL * LEADING, text, ITALIC, SMALL, writer.inks.quiet)
    elif y - box.bottom > _LEAST_LATELY:
        _draw_lately(writer, scene, plate, Box(box.left, box.bottom, box.right, y - 9))


def _draw_lately(writer: Writer, scene: Scene, plate: Plate, box: Box) -> None:
    """On a quiet day there is room to tell what went before."""
    left, events = box.left + 13, _lately(scene, plate)
    room, width = box.height - SMALL - 6 - _language_height(scene, events), box.right - left
    days = [scene.words.date(event.feature.fields.start_date) for event in events]
    entries = [_entry(scene, event, width, 0, day) for event, day in zip(events, days, strict=True)]
    while entries and sum(entry.height for entry in entries) > room:
        entries.pop()
    if not entries:
        return
    _tell(scene, entries, width, room)
    y = writer.heading(scene.words("plate.lately"), box, box.top)
    _draw_entries(writer, scene, entries, (box.left, left, y))


def _is_foreign(scene: Scene, event: _Event) -> bool:
    return isinstance(scene.card(event.feature.id).description, Foreign)


def _language_height(scene: Scene, events: list[_Event]) -> float:
    """Keep room for the line that says in which language the prose is."""
    return FINE * LEADING + 3.0 if any(_is_foreign(scene, each) for each in events) else 0.0


def _draw_entries(writer: Writer, scene: Scene, entries: list[_Entry], at: tuple[float, float, float]) -> float:
    """Draw entries from a height down, prose that is not translated under a line that says so; give how far they go."""
    edge, left, y = at
    if any(entry.story and _is_foreign(scene, entry.event) for entry in entries):
        writer.text(edge, y - FINE * LEADING, scene.words("plate.untranslated"), ITALIC, FINE, writer.inks.quiet)
        y -= _language_height(scene, [entry.event for entry in entries])
    for entry in entries:
        _draw_event(writer, entry, (edge, left, y))
        y -= entry.height
    return y


def _draw_event(writer: Writer, entry: _Entry, at: tuple[float, float, float]) -> None:
    edge, left, y = at
    y -= SMALL * LEADING
    look, certain = entry.event.look, entry.event.certain
    if look.shape == "glyph" and look.glyph:
        glyph = mpl_path(look.glyph, writer.folder)
        writer.artists += draw_sign(writer.pen, look, glyph, edge + 4.6, y + SMALL * 0.34, 4.4, inside=False)
    indent = 0.0
    if entry.time:
        writer.text(left, y, entry.time, STRONG, FINE, look.ink.day)
        indent = advance(entry.time, STRONG, FINE) + 4
    for number, line in enumerate(entry.lines):
        colour = writer.inks.ink if certain else writer.inks.quiet
        writer.text(left + (0 if number else indent), y, line, SANS, SMALL, colour)
        y -= SMALL * LEADING
    y += SMALL * LEADING - FINE * LEADING - 0.8
    for line in entry.story:
        writer.text(left, y, line, SANS, FINE, writer.inks.quiet)
        y -= FINE * LEADING
