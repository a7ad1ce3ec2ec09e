"""What ``atlas.toml`` says: the window, the extent, the states, the layers, and how each kind looks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, get_args

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from baltic_map.days import Axis
from baltic_map.errors import AtlasError, Fault, FaultyAtlasError
from baltic_map.reading import exists, read_toml

__all__ = [
    "INKS",
    "Chapter",
    "Config",
    "Extent",
    "Foreign",
    "Kind",
    "Layer",
    "Role",
    "Scale",
    "State",
    "Status",
    "in_language",
    "localised",
    "read_config",
]

_FILE = "atlas.toml"

Colour = Annotated[str, Field(pattern=r"^#[0-9a-f]{6}$")]
DayAndNight = tuple[Colour, Colour]
Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]

Role = Literal["events", "places"]

INKS: Mapping[str, DayAndNight] = {
    "paper": ("#f6f2e8", "#1b2228"),
    "halo": ("#f8f5ec", "#1f262c"),
    "ink": ("#2b2a28", "#ece7da"),
    "ground": ("#6a6a64", "#a3a49d"),
    "accent": ("#8a3b2a", "#dd8a74"),
    "border": ("#3d3835", "#c9c3b6"),
    "land": ("#f3eee1", "#2a3138"),
    "sea": ("#c3d1d6", "#141a20"),
    "shallows": ("#d3dee1", "#1a2229"),
    "coast": ("#5d6b73", "#75858f"),
    "water": ("#7fa0ae", "#4d6b7a"),
}
"""The inks that page and plate draw with in every atlas, as they are where its palette does not have them."""


class _Strict(BaseModel):
    """A table of ``atlas.toml``; ``"name:et"`` and the like hold translations."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class _Named(_Strict):
    name: str
    translations: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def _gather_translations(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        names = {key.partition(":")[2]: value for key, value in data.items() if key.startswith("name:")}
        rest = {key: value for key, value in data.items() if not key.startswith("name:")}
        return {**rest, "translations": names} if names else rest


class Foreign(str):
    """An English text that stands where the language has none yet; a page says so."""

    __slots__ = ()


def in_language(texts: Mapping[str, str], lang: str) -> str:
    """
    Choose the text of a language.

    Parameters
    ----------
    texts
        Texts by the code of their language; ``en`` is among them.
    lang
        Wanted language.

    Returns
    -------
    text
        A `Foreign` one if the language has none.
    """
    return texts[lang] if lang in texts else Foreign(texts["en"])


def localised(thing: _Named, lang: str) -> str:
    """Give the name of a state, status, layer, kind or chapter in a language, in English where it has none."""
    return in_language({**thing.translations, "en": thing.name}, lang)


class Window(_Strict):
    """The days of the atlas, half-open."""

    start: date
    end: date


class Chapter(_Named):
    """A part of the story the atlas tells, a band on the time bar; half-open."""

    start: date
    end: date


class Extent(_Strict):
    """A box in degrees, EPSG:4326."""

    west: Annotated[float, Field(ge=-180, le=180)]
    south: Annotated[float, Field(ge=-90, le=90)]
    east: Annotated[float, Field(ge=-180, le=180)]
    north: Annotated[float, Field(ge=-90, le=90)]

    @model_validator(mode="after")
    def _is_a_box(self) -> Extent:
        if not (self.west < self.east and self.south < self.north):
            raise ValueError("west must lie west of east, and south south of north")
        return self

    def contains(self, bounds: tuple[float, float, float, float]) -> bool:
        """Tell whether a box (west, south, east, north) lies inside."""
        west, south, east, north = bounds
        return self.west <= west and self.south <= south and east <= self.east and north <= self.north


class Projections(_Strict):
    """The coordinate reference systems of the two drawings."""

    screen: Literal["EPSG:3857"] = "EPSG:3857"
    print: str = "EPSG:3857"


class State(_Named):
    """A state: its name inside a sentence, its tint by day and by night, and the ink of what it does."""

    name_in_text: str = ""
    tint: DayAndNight
    ink: Slug = "ink"


class Status(_Named):
    """How a territory that stands so is filled, hatched and edged; ``{controller}`` in the name is filled in."""

    fill: Literal["own", "dimmed", "controller"] = "own"
    hatch: Slug | None = None
    inner: Slug | None = None


class Layer(_Named):
    """One GeoJSON file of features, in drawing order; ``role`` says what page and plate tell of them."""

    id: Slug
    file: str = ""
    role: Role | None = None

    @model_validator(mode="before")
    @classmethod
    def _play_its_name(cls, data: Any) -> Any:
        """Give a layer called events or places that role, if it does not say otherwise."""
        if isinstance(data, dict) and data.get("id") in get_args(Role):
            return {"role": data["id"], **data}
        return data

    @property
    def path(self) -> str:
        """File name inside the atlas's folder."""
        return self.file or f"{self.id}.geojson"


class Kind(_Named):
    """What a feature is, and how it is drawn, on the screen and on paper."""

    layer: Slug
    shape: Literal["glyph", "area", "line", "arrow", "label"]
    ink: Slug = "ink"
    glyph: Slug | None = None
    size: Annotated[float, Field(gt=0, le=64)] = 16
    dash: Literal["dashed", "dotted"] | None = None
    hatch: bool = False
    open: bool = False

    @model_validator(mode="after")
    def _has_its_glyph(self) -> Kind:
        if (self.shape == "glyph") != (self.glyph is not None):
            raise ValueError("a kind has a glyph if, and only if, its shape is glyph")
        return self


class Scale(_Strict):
    """The ground at one degree of detail, used from a zoom level on; paths inside the atlas's folder."""

    min_zoom: float = 0
    land: str | None = None
    lakes: str | None = None
    rivers: str | None = None
    territories: str | None = None
    borders: str | None = None


class Config(_Strict):
    """The whole of ``atlas.toml``."""

    id: Slug
    title: str
    subtitle: str = ""
    titles_by_language: dict[str, str] = Field(default_factory=dict)
    subtitles_by_language: dict[str, str] = Field(default_factory=dict)
    languages: tuple[str, ...] = ("en",)
    key_days: tuple[date, ...] = ()
    opening_day: date | None = None
    chapters: tuple[Chapter, ...] = ()
    credits: tuple[str, ...] = ()
    credits_by_language: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    window: Window
    extent: Extent
    view: Extent
    projections: Projections = Projections()
    palette: Annotated[dict[Slug, DayAndNight], AfterValidator(lambda own: {**INKS, **own})] = Field(
        default_factory=dict, validate_default=True
    )
    states: dict[str, State] = Field(default_factory=dict)
    statuses: dict[Slug, Status] = Field(default_factory=dict)
    scales: tuple[Scale, ...] = ()
    layers: tuple[Layer, ...]
    kinds: dict[Slug, Kind]

    @property
    def axis(self) -> Axis:
        """The days of the window, counted from 0."""
        return Axis(self.window.start, self.window.end)

    @model_validator(mode="before")
    @classmethod
    def _gather_translations(cls, data: Any) -> Any:
        if not isinstance(data, dict):
            return data
        data = dict(data)
        for name in ("title", "subtitle", "credits"):
            keys = [key for key in data if key.startswith(f"{name}:")]
            data[f"{name.rstrip('s')}s_by_language"] = {key.partition(":")[2]: data.pop(key) for key in keys}
        return data

    def title_in(self, lang: str) -> str:
        """Give the title in a language."""
        return in_language({**self.titles_by_language, "en": self.title}, lang)

    def subtitle_in(self, lang: str) -> str:
        """Give the subtitle in a language."""
        return in_language({**self.subtitles_by_language, "en": self.subtitle}, lang)

    def credits_in(self, lang: str) -> tuple[str, ...]:
        """Give the credits in a language, in English where it has none."""
        return self.credits_by_language.get(lang, self.credits)

    @model_validator(mode="after")
    def _names_only_what_exists(self) -> Config:
        layers = {layer.id for layer in self.layers}
        inks = {"own", *self.palette}
        used = [(f"kinds.{name}", kind.ink) for name, kind in self.kinds.items()]
        used += [(f"states.{code}", state.ink) for code, state in self.states.items()]
        for name, status in self.statuses.items():
            used += [(f"statuses.{name}", ink) for ink in (status.hatch, status.inner) if ink]
        wrong = [f"{where} names the ink {ink!r}, which the palette has not" for where, ink in used if ink not in inks]
        wrong += [
            f"kinds.{name} names the layer {kind.layer!r}, which does not exist"
            for name, kind in self.kinds.items()
            if kind.layer not in layers
        ]
        wrong += [
            f"key_days or opening_day has {day}, outside the window"
            for day in (*self.key_days, self.opening_day or self.window.start)
            if not self.window.start <= day < self.window.end
        ]
        wrong += [
            f"the chapter {chapter.name!r} does not lie inside the window, its start before its end"
            for chapter in self.chapters
            if not self.window.start <= chapter.start < chapter.end <= self.window.end
        ]
        if wrong:
            raise ValueError("; ".join(wrong))
        return self


def read_config(folder: Path) -> Config:
    """
    Read an atlas's ``atlas.toml``.

    Parameters
    ----------
    folder
        The atlas's folder.

    Returns
    -------
    config
        Checked: every layer, ink and day it names exists.

    Raises
    ------
    AtlasError
        If the file is missing or not TOML.
    FaultyAtlasError
        If tables or values are missing, unknown or of the wrong kind; all of them are told.
    """
    if not exists(folder, _FILE):
        raise AtlasError(str(folder), "no atlas.toml in this folder", "Name a folder that holds an atlas")
    data = read_toml(folder, _FILE)
    try:
        return Config.model_validate(data)
    except ValidationError as error:
        raise FaultyAtlasError(folder.name, [_fault(each) for each in error.errors()]) from None


def _fault(error: Mapping[str, Any]) -> Fault:
    table = ".".join(str(part) for part in error["loc"])
    where = f"atlas.toml#{table}" if table else "atlas.toml"
    message = str(error["msg"]).removeprefix("Value error, ").rstrip(".")
    return Fault(where, message[:1].lower() + message[1:], "Mend it; the atlas's README tells what each table holds")
