"""What happened on the day, and on a quiet day what went before."""

from __future__ import annotations

from msgspec import Struct

from baltic_map.contract import Feature, FeatureSymbol
from baltic_map.day_view import DayView, LocalScene
from baltic_map.icons import mpl_path
from baltic_map.print.shaped_text import FINE, SMALL, advance, fit, wrap
from baltic_map.print.sheet import Box
from baltic_map.print.symbols import draw_icon
from baltic_map.print.text_writer import ITALIC, LEADING, SANS, STRONG, STRONG_SERIF, TextWriter
from baltic_map.text import sentences

__all__ = ["LATELY", "draw_events"]

# The chief event: how large its name is, and how many lines that and its sentence may have.
_LARGE, _CHIEF_NAME, _CHIEF_SENTENCE = 16.0, 4, 9

# How many lines an event's name may have, and its story if there is room; which events are told again, for how long.
_NAME = 4
_STORIES = (8, 6, 5, 4, 3, 2)
_GREATER = 2

LATELY = 21
"""So many days back on a quiet day is told what went before."""

# Room under which no list is begun, points.
_LEAST_LIST = 30.0

# Room under which nothing is told of the days before, points.
_LEAST_LATELY = 60.0


class _Event(Struct, frozen=True):
    """An event that is told."""

    feature: Feature
    symbol: FeatureSymbol
    name: str
    certain: bool

    @property
    def weight(self) -> tuple[bool, int]:
        """The smaller, the more it matters."""
        return not self.certain, self.feature.rank


class _Entry(Struct, frozen=True):
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


def _entry(scene: LocalScene, event: _Event, width: float, most: int, day: str = "") -> _Entry:
    """Set an event, with at most so many lines of its description; what would not end on a sentence is left out."""
    clock = event.feature.clock
    time = day or event.feature.time or ""
    if time and clock is not None and not day:
        time = scene.messages("dates.time", time=time, clock=scene.text(clock))
    time = fit(time, STRONG, FINE, width / 2)
    indent = advance(time, STRONG, FINE) + 4 if time else 0.0
    lines = tuple(wrap(event.name, SANS, SMALL, width, indent=indent, most=_NAME))
    story: tuple[str, ...] = ()
    text = ""
    description = scene.text(event.feature.description)
    for sentence in sentences(description) if most else ():
        text = f"{text} {sentence}".strip()
        longer = tuple(wrap(text, SANS, FINE, width, most=most + 1)) if text else ()
        if len(longer) > most:
            break
        story = longer
    return _Entry(event, day, time, lines, story)


def _entries(scene: LocalScene, events: list[_Event], width: float, occupancy: float) -> tuple[list[_Entry], int]:
    """Set as many events as there is room for, those of rank first; then as much of their stories; count the others."""
    entries = [_entry(scene, event, width, 0) for event in events]
    needed = sum(each.height for each in entries)
    while entries and needed > occupancy - (
        SMALL * LEADING if len(entries) < len(events) or needed > occupancy else 0.0
    ):
        ranks = [each.event.weight for each in entries]
        needed -= entries.pop(len(ranks) - 1 - ranks[::-1].index(max(ranks))).height
    others = len(events) - len(entries)
    occupancy -= SMALL * LEADING if others else 0.0
    _tell(scene, entries, width, occupancy)
    return entries, others


def _tell(scene: LocalScene, entries: list[_Entry], width: float, occupancy: float) -> None:
    """Give entries their stories, those of rank first, as far as there is room."""
    spare = occupancy - sum(each.height for each in entries)
    for number in sorted(range(len(entries)), key=lambda at: (entries[at].event.weight, at)):
        entry = entries[number]
        for most in _STORIES:
            longer = _entry(scene, entry.event, width, most, entry.day)
            if longer.height - entry.height <= spare:
                spare -= longer.height - entry.height
                entries[number] = longer
                break


def _lately(scene: LocalScene, plate: DayView) -> list[_Event]:
    """List the greater events of the days before, the latest first."""
    found = [
        feature
        for feature in scene.features
        if feature.role == "events"
        and feature.rank <= _GREATER
        and feature.span.certain_first < feature.span.certain_stop
        and plate.index - LATELY <= feature.span.stop - 1 < plate.index
    ]
    found.sort(key=lambda each: (-each.span.certain_first, each.rank, each.time or "99"))
    symbols = scene.scene.symbols
    return [_Event(each, symbols[each.symbol], scene.text(each.title), certain=True) for each in found]


def draw_events(text_writer: TextWriter, scene: LocalScene, plate: DayView, box: Box) -> None:
    """
    Write what happened on the day, as much of it as there is room for.

    Parameters
    ----------
    text_writer
        Writes.
    scene, plate
        Words, and the day.
    box
        Column of the panel; from its top downwards.
    """
    events = [_Event(feature.feature, feature.symbol, feature.name, feature.certain) for feature in plate.events]
    top = box.top
    if events:
        chief, *events = events
        top = _draw_chief(text_writer, scene, chief, box) - 7
        if not events:
            _draw_lately(text_writer, scene, plate, Box(box.left, box.bottom, box.right, top))
            return
    if top - box.bottom < _LEAST_LIST:
        return
    y = text_writer.heading(scene.messages("page.events"), box, top)
    if not events:
        for line in wrap(scene.messages("page.no_events"), ITALIC, SMALL, box.width):
            y -= SMALL * LEADING
            text_writer.text(box.left, y, line, ITALIC, SMALL, text_writer.colors.quiet)
        y -= 3
        latest = scene.latest(plate.index)
        if latest and not _lately(scene, plate):
            day = scene.messages.format_date(scene.axis.iso(latest[0]))
            text = f"{scene.messages('page.last_event', day=day)} {latest[1].name}"
            for line in wrap(text, SANS, SMALL, box.width, most=_NAME):
                y -= SMALL * LEADING
                text_writer.text(box.left, y, line, SANS, SMALL, text_writer.colors.quiet)
    left = box.left + 13
    entries, others = _entries(scene, events, box.right - left, y - box.bottom - _language_height(scene, events))
    y = _draw_entries(text_writer, scene, entries, (box.left, left, y))
    if others:
        text = scene.messages("plate.more", count=others)
        text_writer.text(left, y - SMALL * LEADING, text, ITALIC, SMALL, text_writer.colors.quiet)
    elif y - box.bottom > _LEAST_LATELY:
        _draw_lately(text_writer, scene, plate, Box(box.left, box.bottom, box.right, y - 9))


def _draw_chief(text_writer: TextWriter, scene: LocalScene, chief: _Event, box: Box) -> float:
    """Write the chief event large, with its hour and one sentence, if there is room; give how far down they reach."""
    y, colors = box.top - 2, text_writer.colors
    time = _entry(scene, chief, box.width, 0).time
    if time:
        y -= SMALL
        text_writer.text(box.left, y, time, STRONG, SMALL, chief.symbol.color.day)
    for line in wrap(chief.name, STRONG_SERIF, _LARGE, box.width, most=_CHIEF_NAME):
        y -= _LARGE * 1.08
        text_writer.text(box.left, y, line, STRONG_SERIF, _LARGE, colors.color if chief.certain else colors.quiet)
    y -= 3
    sentence = sentences(scene.text(chief.feature.description))[0]
    lines = wrap(sentence, SANS, SMALL, box.width, most=_CHIEF_SENTENCE) if sentence else []
    if y - len(lines) * SMALL * LEADING < box.bottom:
        return y
    for line in lines:
        y -= SMALL * LEADING
        text_writer.text(box.left, y, line, SANS, SMALL, colors.color)
    return y


def _draw_lately(text_writer: TextWriter, scene: LocalScene, plate: DayView, box: Box) -> None:
    """On a quiet day there is room to tell what went before."""
    left, events = box.left + 13, _lately(scene, plate)
    occupancy, width = box.height - SMALL - 6 - _language_height(scene, events), box.right - left
    days = [scene.text(event.feature.start) for event in events]
    entries = [_entry(scene, event, width, 0, day) for event, day in zip(events, days, strict=True)]
    while entries and sum(entry.height for entry in entries) > occupancy:
        entries.pop()
    if not entries:
        return
    _tell(scene, entries, width, occupancy)
    y = text_writer.heading(scene.messages("plate.lately"), box, box.top)
    _draw_entries(text_writer, scene, entries, (box.left, left, y))


def _is_foreign(scene: LocalScene, event: _Event) -> bool:
    return scene.translated(event.feature.description).lang != scene.lang


def _language_height(scene: LocalScene, events: list[_Event]) -> float:
    """Keep room for the line that says in which language the prose is."""
    return FINE * LEADING + 3.0 if any(_is_foreign(scene, each) for each in events) else 0.0


def _draw_entries(
    text_writer: TextWriter, scene: LocalScene, entries: list[_Entry], at: tuple[float, float, float]
) -> float:
    """Draw entries from a height down, prose that is not translated under a line that says so; give how far they go."""
    edge, left, y = at
    if any(entry.story and _is_foreign(scene, entry.event) for entry in entries):
        text_writer.text(
            edge, y - FINE * LEADING, scene.messages("plate.untranslated"), ITALIC, FINE, text_writer.colors.quiet
        )
        y -= _language_height(scene, [entry.event for entry in entries])
    for entry in entries:
        _draw_event(text_writer, entry, (edge, left, y))
        y -= entry.height
    return y


def _draw_event(text_writer: TextWriter, entry: _Entry, at: tuple[float, float, float]) -> None:
    edge, left, y = at
    y -= SMALL * LEADING
    symbol, certain = entry.event.symbol, entry.event.certain
    if symbol.shape == "icon" and symbol.icon:
        glyph, place = mpl_path(text_writer.icons[symbol.icon]), (edge + 4.6, y + SMALL * 0.34)
        text_writer.add(
            (symbol, place), lambda: draw_icon(text_writer.canvas, symbol, glyph, *place, 4.4, inside=False)
        )
    indent = 0.0
    if entry.time:
        text_writer.text(left, y, entry.time, STRONG, FINE, symbol.color.day)
        indent = advance(entry.time, STRONG, FINE) + 4
    for number, line in enumerate(entry.lines):
        colour = text_writer.colors.color if certain else text_writer.colors.quiet
        text_writer.text(left + (0 if number else indent), y, line, SANS, SMALL, colour)
        y -= SMALL * LEADING
    y += SMALL * LEADING - FINE * LEADING - 0.8
    for line in entry.story:
        text_writer.text(left, y, line, SANS, FINE, text_writer.colors.quiet)
        y -= FINE * LEADING
