"""The time bar for any folium map: a slider that shows and hides the map's own layers by day."""

from __future__ import annotations

import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import partial
from typing import Any

import folium
from branca.element import Element, Figure, MacroElement

from baltic_map.contract import Scene, UncertainSpan
from baltic_map.day_view import LocalScene
from baltic_map.days import Axis, Day
from baltic_map.errors import AtlasError
from baltic_map.fonts import webfont_css
from baltic_map.messages import Messages, languages
from baltic_map.web.bundle import script, style
from baltic_map.web.document import as_json
from baltic_map.web.language import day_names, flat_words, month_names
from baltic_map.web.literal import literal
from baltic_map.web.page import OfflineFigure, Verbatim
from baltic_map.web.plain import days_text

__all__ = ["TimeBar"]

_CLOCK = re.compile(r"\d{4}-\d{2}-\d{2}(?=[T ])")


class TimeBar(MacroElement):
    """
    A time bar on a folium map.

    The features of every ``folium.GeoJson`` on the map that have a start or an end are shown on their days only;
    other layers are given their days by `during`. What has no dates stays on the map every day.

    Parameters
    ----------
    days
        A scene (`build_scene`, or ``scene`` of a `MapBuilder`), for the days, chapters and changes of an atlas; or an
        `Axis`, for any run of days.
    day
        The day on which the map opens; the first if it is left out.
    lang
        Language of the bar; of a scene one of its own.
    start, end
        Names of the properties with the first day of a feature and the day on which it no longer was (half-open):
        a day, ``YYYY-MM-DD``, or EDTF.

    Examples
    --------
    >>> bar = TimeBar(Axis(date(1900, 1, 1), date(1902, 7, 2)), day="1901-06-14")
    >>> bar.add_to(folium.Map())  # doctest: +SKIP
    """

    def __init__(
        self,
        days: LocalScene | Scene | Axis,
        *,
        day: Day | None = None,
        lang: str | None = None,
        start: str = "start_date",
        end: str = "end_date",
    ) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._name = "TimeBar"
        self.scene: LocalScene | None = None
        if isinstance(days, Axis):
            self.axis = days
        else:
            own = days if isinstance(days, LocalScene) else LocalScene(days, lang)
            self.scene = LocalScene(own.scene, lang) if lang else own
            self.axis = self.scene.axis
        self.messages = self.scene.messages if self.scene else Messages(lang or "en", self.axis)
        self.opening = self.axis.index(day) if day is not None else 0
        self._properties = (start, end)
        self._during: list[tuple[Element, UncertainSpan, bool]] = []

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
        AtlasError
            If a date cannot be read, or the end is not after the start.
        """
        start, end = _date(start), _date(end)
        span = self.axis.span(start, end, _called(layer))
        self._during.append((layer, span, self._begins(start)))
        return layer

    def render(self, **_: Any) -> str:
        """Put data, style and script into the figure, past branca's templates."""
        figure, name, parent = self.get_root(), self.get_name(), self._parent
        if not isinstance(figure, Figure) or not isinstance(parent, folium.Map):
            raise AtlasError("time bar", "it stands on no map", "Add it to a map with add_to")
        for layer, *_rest in self._during:
            if layer.get_root() is not figure:
                raise AtlasError(_called(layer), "it has days but stands on no map", "Add it to the map with add_to")
        geojsons = [(layer, self._spans(layer, number)) for number, layer in enumerate(_geojsons(parent), start=1)]
        dated = [layer for layer, features in geojsons if features]
        told = self._data(geojsons)
        data = as_json(told)
        layers = [f"[{layer.get_name()}, null]" for layer in dated]
        layers += [f"[{layer.get_name()}, {json.dumps(_numbers(span))}]" for layer, span, _begins in self._during]
        # It stands before all layers, so that one of them whose script fails does not end the bar; by the end of the
        # script those that are there are there, also those added to the map after the bar.
        call = (
            f"balticTime.prepare();\nqueueMicrotask(() => balticTime.addTimeBar({parent.get_name()}, "
            f'JSON.parse(document.getElementById("{name}").textContent), [{", ".join(layers)}]));'
        )
        if "scene_style" not in figure.header._children:  # noqa: SLF001 - the atlas page brings the same fonts
            figure.header.add_child(Verbatim(f"<style>{webfont_css()}</style>"), name="time_fonts")
        figure.header.add_child(Verbatim(f"<style>{style('css/time-bar.css')}</style>"), name="time_style")
        if isinstance(figure, OfflineFigure):
            begins = {self.axis.iso(day): names for day, names in told["begins"].items()}
            figure.texts[name] = days_text(self.messages, self.axis.iso(0), self.axis.iso(told["total"] - 1), begins)
        figure.html.add_child(Verbatim(f'<script type="application/json" id="{name}">{data}</script>'), name=name)
        figure.script.add_child(Verbatim(call), name=name, index=0)
        figure.script.add_child(Verbatim(script("app/standalone.js", "balticTime")), name="time_script", index=0)
        return ""

    def _data(self, geojsons: list[tuple[folium.GeoJson, list[_Dated]]]) -> dict[str, Any]:
        """Give what the page needs, in whole numbers and finished words."""
        messages, lang = self.messages, self.messages.lang
        own = [each for _, features in geojsons for each in features]
        own += [_Dated("", span, begins, _title(layer)) for layer, span, begins in self._during]
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
        last = len(self.axis) - 1
        forms = messages.nested("plural")
        return {
            "firstDay": self.axis.start.isoformat(),
            "total": len(self.axis),
            "calendar": self.axis.calendar,
            "precision": self.axis.precision,
            **dict(zip(("dayPattern", "datePattern"), messages.patterns, strict=True)),
            **dict(zip(("eraDayPattern", "eraDatePattern"), messages.era_patterns, strict=True)),
            "eras": messages.eras,
            "weekdays": day_names(lang),
            "months": month_names(lang),
            "opening": self.opening,
            "messages": {key: text for key, text in flat_words(messages).items() if key.startswith("time_")},
            "lang": lang,
            "plurals": {key: forms[key] for key in ("speed", "changes")},
            "otherMonths": [month_names(code) for code in languages() if code != lang],
            "ticks": [[day, ticks[day]] for day in sorted(ticks) if 0 <= day <= last],
            "changes": [day for day in sorted(changes) if 0 < day <= last],
            "chapters": self._chapters(),
            "begins": {day: names for day, names in sorted(begins.items()) if names},
            "properties": self._properties,
            "spans": {each.key: _numbers(each.span) for _, features in geojsons for each in features},
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
                yield _Dated("", each.span, begins, self.scene.text(each.title))

    def _spans(self, layer: folium.GeoJson, place: int) -> list[_Dated]:
        """Read the dates of a layer's features; those without any are left out."""
        start, end = self._properties
        features = layer.data.get("features", [layer.data])
        found = []
        for number, feature in enumerate(features, start=1):
            fields = feature.get("properties") or {}
            begins, ends = _date(fields.get(start)), _date(fields.get(end))
            if begins or ends:
                where = f"{_title(layer) or f'GeoJson layer {place}, without a name'}, feature {number}"
                key = f"{_as_in_page(fields.get(start))} {_as_in_page(fields.get(end))}"
                name = str(fields.get("name") or "")
                found.append(_Dated(key, self.axis.span(begins, ends, where), self._begins(begins), name))
        return found

    def _begins(self, start: str | None) -> bool:
        """Tell whether a thing begins within the days of the bar, and was not there before."""
        return start is not None and self.axis.start <= self.axis.bounds(start).earliest < self.axis.end


def _render_literally(page: folium.Map, **kwargs: Any) -> Any:
    with literal(page):
        return type(page).render(page, **kwargs)  # type: ignore[no-untyped-call]


class _Dated:
    """A thing with days."""

    __slots__ = ("begins", "key", "name", "span")

    def __init__(self, key: str, span: UncertainSpan, begins: bool, name: str) -> None:  # noqa: FBT001
        self.key = key
        self.span = span
        self.begins = begins
        self.name = name


def _geojsons(element: Element) -> Iterator[folium.GeoJson]:
    for child in element._children.values():  # noqa: SLF001 - folium has no other way to ask
        if isinstance(child, folium.GeoJson):
            yield child
        yield from _geojsons(child)


def _numbers(span: UncertainSpan) -> list[int]:
    return [span.first, span.stop, span.certain_first, span.certain_stop]


def _title(layer: Element) -> str:
    name = str(getattr(layer, "layer_name", ""))
    # folium calls a layer without a name after the random id that branca gives it.
    return "" if name.endswith(layer._id) else name  # noqa: SLF001


def _called(layer: Element) -> str:
    return _title(layer) or f"{layer._name}, without a name"  # noqa: SLF001 - what branca calls an element of its sort


def _date(value: Any) -> str | None:
    """Take a property as a date: a time of day, which tables add to a date, is cut off as it is written."""
    if value is None or value == "" or (isinstance(value, float) and math.isnan(value)):
        return None
    text = _as_in_page(value)
    clock = _CLOCK.match(text)
    return clock[0] if clock else text


def _as_in_page(value: Any) -> str:
    """Write a property as the page's language would."""
    if value is None:
        return ""
    if isinstance(value, float):
        return "NaN" if math.isnan(value) else f"{value:g}"
    return str(value)
