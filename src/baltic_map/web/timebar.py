"""The time bar for any folium map: a slider that shows and hides the map's own layers by day."""

from __future__ import annotations

import json
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from datetime import date
from functools import partial
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement
from msgspec import Struct

from baltic_map.contract import Scene, UncertainSpan
from baltic_map.data_axis import Days, axis_of
from baltic_map.dated_rows import ColumnChoice, precision_of
from baltic_map.day_view import LocalScene
from baltic_map.days import Axis, CivilDay, Day
from baltic_map.errors import AtlasError, InvalidAtlasError, UndatedLayerWarning
from baltic_map.fonts import webfont_css
from baltic_map.messages import Messages, languages
from baltic_map.web.bundle import script, style
from baltic_map.web.dated_layers import DatedLayer, layer_name, layers_on, read_layers
from baltic_map.web.document import as_json
from baltic_map.web.language import day_names, flat_words, month_names
from baltic_map.web.literal import literal
from baltic_map.web.page import OfflineFigure, Verbatim
from baltic_map.web.plain import days_text
from baltic_map.written_dates import kind_of, read_dates

__all__ = ["TimeBar"]

# Any days: by them dates are checked while those of the bar are not known.
_SOME_DAYS = Axis(date(2000, 1, 1), date(2000, 1, 2))


class TimeBar(MacroElement):
    """
    A time bar on a folium map.

    The features of every ``folium.GeoJson`` on the map that have a start or an end are shown on their days only;
    other layers are given their days by `during`. What has no dates stays on the map every day.

    Parameters
    ----------
    days
        A scene (`build_scene`, or ``scene`` of a `MapBuilder`), for the days, chapters and changes of an atlas; or an
        `Axis`, for any run of days. Left out, the days are those of the layers that are on the map when it is
        rendered, widened to whole months, or to whole years if they are over three years; if these tell no more than
        years or months, the bar counts those.
    day
        The day on which the map opens; the first if it is left out.
    lang
        Language of the bar; of a scene one of its own.
    start, end
        The properties with the first day of a feature, and with its end: a name for all layers that have it, or names
        by layer, ``{"camps": "from"}``; a layer without a name is ``layer 2``, and ``None`` says that a layer has no
        days. Left out, they are guessed by name and values (``start_date``, ``from``, ``von``, ``end`` …); a layer
        with one property called ``date``, ``day``, ``year`` or the like has features of one day each.
    inclusive
        Whether the end is the last day; else it is the day on which a feature no longer was (half-open).

    Raises
    ------
    TypeError
        If an argument is of another type.
    DayOutOfRangeError
        If the day lies outside the days of the bar.

    Warns
    -----
    UndatedLayerWarning
        When the map is rendered: for each layer none of whose features has days, unless ``None`` says so.

    Examples
    --------
    >>> import folium
    >>> from baltic_map import Axis, TimeBar
    >>> page = folium.Map([59, 25], zoom_start=6)
    >>> zones = atlas.features(layer="blockade_zones")[["name", "start_date", "end_date", "geometry"]]
    >>> layer = folium.GeoJson(zones).add_to(page)
    >>> bar = TimeBar(Axis("1939-09-01", "1940-07-01"), day="1940-06-16").add_to(page)
    >>> page.save("zones.html")
    """

    def __init__(
        self,
        days: LocalScene | Scene | Axis | None = None,
        *,
        day: Day | None = None,
        lang: str | None = None,
        start: ColumnChoice = None,
        end: ColumnChoice = None,
        inclusive: bool = False,
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        _check_type("days", days, (LocalScene, Scene, Axis), "a scene, an Axis, or nothing")
        _check_type("day", day, (str, date, CivilDay), "a day")
        for name, choice in (("start", start), ("end", end)):
            _check_type(name, choice, (str, Mapping), "the name of a property, or names by layer")
        self._name = "TimeBar"
        self.scene: LocalScene | None = None
        self.axis: Axis | None = days if isinstance(days, Axis) else None
        if isinstance(days, LocalScene | Scene):
            own = days if isinstance(days, LocalScene) else LocalScene(days, lang)
            self.scene = LocalScene(own.scene, lang) if lang else own
            self.axis = self.scene.axis
        self.messages = self.scene.messages if self.scene else Messages(lang or "en", self.axis)
        self.day = day
        if self.axis is not None and day is not None:
            self.axis.index(day)
        self._columns = (start, end)
        self._inclusive = inclusive
        self._during: list[tuple[Element, Days]] = []

    @property
    def _parent(self) -> Element | None:
        return self._map

    @_parent.setter
    def _parent(self, parent: Element | None) -> None:
        """Stand on a map: from now on it writes the text of its layers, those added later too, as text."""
        self._map = parent
        if isinstance(parent, folium.Map):
            # Not a closure: a map may be copied and pickled, with what it stands on.
            vars(parent)["render"] = partial(_render_literally, parent)

    def during(self, layer: Element, start: Day | None, end: Day | None = None) -> Element:
        """
        Show a layer of any other sort on its days only.

        Parameters
        ----------
        layer
            A marker, a circle, a group, an image: what stands on the map as one layer.
        start, end
            First day, and the day on which it no longer was; a day or EDTF. ``None``: from the first, to the last.

        Returns
        -------
        layer
            The same layer, for ``.add_to(map)``.

        Raises
        ------
        TypeError
            If it is no layer.
        AtlasError
            If a date cannot be read, or the end is not after the start.
        """
        if not isinstance(layer, Element):
            raise TypeError(f"during: a layer of folium is needed, not {type(layer).__name__}")
        where = _called(layer)
        axis = self.axis or _SOME_DAYS
        days = _date(start, where, "start", axis), _date(end, where, "end", axis)
        axis.span(*days, where)
        self._during.append((layer, days))
        return layer

    def render(self, **_: Any) -> str:
        """Put data, style and script into the figure, past branca's templates."""
        figure, name, parent = self.get_root(), self.get_name(), self._parent
        if not isinstance(figure, Figure) or not isinstance(parent, folium.Map):
            raise AtlasError("time bar", "it stands on no map", "Add it to a map with add_to")
        for layer, *_rest in self._during:
            if layer.get_root() is not figure:
                raise AtlasError(_called(layer), "it has days but stands on no map", "Add it to the map with add_to")
        layers = self._read(parent)
        given = [days for _, days in self._during]
        kinds = {kind for each in layers for column in each.rows.columns for kind in column.kinds}
        kinds |= {kind_of(text) for days in given for text in days if text}
        spans = [*given, *(days for each in layers for days in each.rows.days)]
        axis = self.axis or axis_of(spans, precision_of(kinds))
        if axis is None:
            raise AtlasError("time bar", "no layer of the map has days", "Give it days: TimeBar(Axis(…))")
        told = self._data(axis, layers)
        data = as_json(told)
        calls = [f"[{each.layer.get_name()}, {number}]" for number, each in enumerate(layers) if each.properties]
        calls += [f"[{layer.get_name()}, {json.dumps(_numbers(axis.span(*days)))}]" for layer, days in self._during]
        # It stands before all layers, so that one of them whose script fails does not end the bar; by the end of the
        # script those that are there are there, also those added to the map after the bar.
        call = (
            f"balticTime.prepare();\nqueueMicrotask(() => balticTime.addTimeBar({parent.get_name()}, "
            f'JSON.parse(document.getElementById("{name}").textContent), [{", ".join(calls)}]));'
        )
        if "scene_style" not in figure.header._children:  # noqa: SLF001 - the atlas page brings the same fonts
            figure.header.add_child(Verbatim(f"<style>{webfont_css()}</style>"), name="time_fonts")
        figure.header.add_child(Verbatim(f"<style>{style('css/time-bar.css')}</style>"), name="time_style")
        if isinstance(figure, OfflineFigure):
            begins = {axis.iso(day): names for day, names in told["begins"].items()}
            figure.texts[name] = days_text(self.messages, axis.iso(0), axis.iso(told["total"] - 1), begins)
        figure.html.add_child(Verbatim(f'<script type="application/json" id="{name}">{data}</script>'), name=name)
        figure.script.add_child(Verbatim(call), name=name, index=0)
        figure.script.add_child(Verbatim(script("app/standalone.js", "balticTime")), name="time_script", index=0)
        return ""

    def _read(self, parent: folium.Map) -> list[DatedLayer]:
        """Read the layers of the map; everything that is wrong in them is raised at once, and what is odd warned of."""
        calendar = self.axis.calendar if self.axis is not None else "gregorian"
        layers, problems, undated = read_layers(layers_on(parent), *self._columns, calendar, inclusive=self._inclusive)
        if problems:
            raise InvalidAtlasError("time bar", problems)
        for problem in undated:
            warnings.warn(UndatedLayerWarning(str(problem)), stacklevel=2)
        return layers

    def _data(self, axis: Axis, layers: list[DatedLayer]) -> dict[str, Any]:
        """Give what the page needs, in whole numbers and finished words."""
        # In which words a day is told depends on what the days of the layers are.
        messages = self.messages if self.axis is not None else Messages(self.messages.lang, axis)
        lang = messages.lang
        spans = [{key: axis.span(*days) for key, _, days in each.dated()} for each in layers]
        own = [
            _Dated(found[key], _is_within(axis, days[0]), name)
            for found, each in zip(spans, layers, strict=True)
            for key, name, days in each.dated()
        ]
        own += [_Dated(axis.span(*days), _is_within(axis, days[0]), layer_name(layer)) for layer, days in self._during]
        # What lies outside the days changes nothing on any of them.
        turning = [each for each in own if each.span.first < each.span.stop]
        scene = self.scene.scene if self.scene else None
        ticks = Counter({each.day: each.count for each in scene.readings[0].ticks} if scene else {})
        changes = set(scene.readings[0].changes if scene else ())
        begins: defaultdict[int, list[str]] = defaultdict(list)
        for each in [*self._atlas_features(), *own]:
            if each.begins and each.name and each.name not in begins[each.span.first]:
                begins[each.span.first].append(each.name)
        for each in turning:
            turns = [*([each.span.first] if each.begins else []), each.span.stop]
            ticks.update(turns)
            changes.update(turns)
            if each.span.certain_first < each.span.certain_stop:
                changes.update((each.span.certain_first, each.span.certain_stop))
        last = len(axis) - 1
        forms = messages.nested("plural")
        words = {key: text for key, text in flat_words(messages).items() if key.startswith("time_")}
        words["time_date"] += f" ({messages('page.julian')})" if axis.calendar == "julian" else ""
        return {
            "firstDay": axis.start.isoformat(),
            "total": len(axis),
            "calendar": axis.calendar,
            "precision": axis.precision,
            **dict(zip(("dayPattern", "datePattern"), messages.patterns, strict=True)),
            **dict(zip(("eraDayPattern", "eraDatePattern"), messages.era_patterns, strict=True)),
            "eras": messages.eras,
            "weekdays": day_names(lang),
            "months": month_names(lang),
            "opening": axis.index(self.day) if self.day is not None else 0,
            "messages": words,
            "lang": lang,
            "plurals": {key: forms[key] for key in ("speed", "changes")},
            "otherMonths": [month_names(code) for code in languages() if code != lang],
            "ticks": [[day, ticks[day]] for day in sorted(ticks) if 0 <= day <= last],
            "changes": [day for day in sorted(changes) if 0 < day <= last],
            "chapters": self._chapters(),
            "begins": {day: names for day, names in sorted(begins.items()) if names},
            "dated": [
                {"properties": each.properties, "spans": {key: _numbers(span) for key, span in found.items()}}
                for found, each in zip(spans, layers, strict=True)
            ],
        }

    def _chapters(self) -> list[dict[str, Any]]:
        if self.scene is None:
            return []
        return [
            {"first": each.span.first, "stop": each.span.stop, "name": self.scene.text(each.name)}
            for each in self.scene.scene.chapters
        ]

    def _atlas_features(self) -> Iterator[_Dated]:
        """Yield the things of the atlas, the important first; names of places do not happen."""
        if self.scene is None:
            return
        scene = self.scene.scene
        for each in sorted(scene.features, key=lambda feature: feature.rank):
            if scene.symbols[each.symbol].shape != "label":
                begins = each.span.first > 0 or each.role == "events"
                yield _Dated(each.span, begins, self.scene.text(each.title))


def _render_literally(page: folium.Map, **kwargs: Any) -> Any:
    with literal(page):
        return type(page).render(page, **kwargs)  # type: ignore[no-untyped-call]


class _Dated(Struct, frozen=True):
    """A thing with days; whether it begins within those of the bar, and was not there before."""

    span: UncertainSpan
    begins: bool
    name: str


def _is_within(axis: Axis, start: str | None) -> bool:
    return start is not None and axis.start <= axis.bounds(start).earliest < axis.end


def _check_type(name: str, value: object, types: tuple[type, ...], wanted: str) -> None:
    if value is not None and not isinstance(value, types):
        raise TypeError(f"TimeBar, {name}: {wanted} is needed, not {type(value).__name__}")


def _numbers(span: UncertainSpan) -> list[int]:
    return [span.first, span.stop, span.certain_first, span.certain_stop]


def _called(layer: Element) -> str:
    return layer_name(layer) or f"{layer._name}, without a name"  # noqa: SLF001 - what branca calls an element of its sort


def _date(value: Any, where: str, argument: str, axis: Axis) -> str | None:
    """Read a date that was given for a layer."""
    column = read_dates([value], axis.calendar)
    for _, _, what, hint in column.unread:
        raise AtlasError(where, f"{argument} {what}", hint)
    return column.texts[0]
