"""Linked Places and KML: what other programs read back is the atlas, day for day and place for place."""

from __future__ import annotations

import calendar
import json
import math
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import defusedxml.ElementTree
import pyogrio
import pytest
import shapely
from click.testing import CliRunner
from shapely.geometry import shape

from baltic_map.atlas import Atlas, open_atlas
from baltic_map.cli import main
from baltic_map.contract import Span
from baltic_map.days import Axis
from baltic_map.export.iso_days import iso, reach
from baltic_map.export.request import ask, write_formats
from baltic_map.spans import joined
from baltic_map.translations import of_feature, translations_of
from tests.unit.exported import ATLASES, EXAMPLES, NEAR_DEG, is_same_place
from tests.unit.small_atlases import TINY, tiny_with

KML = "{http://www.opengis.net/kml/2.2}"
Days = tuple[int, int, int, int]


@dataclass(frozen=True, eq=False)
class Exported:
    atlas: Atlas
    lpf: Mapping[str, Any]
    kml: ET.Element
    kml_path: Path

    @cache  # noqa: B019 - as many as there are atlases
    def places(self, layer: str) -> dict[str, Any]:
        """Give the features of Linked Places of land or lines; of the layers for ``features``."""
        land = ("territories", "borders", "states")
        rows = [(each["properties"], each) for each in self.lpf["features"]]
        return {
            told["id"]: each
            for told, each in rows
            if (told["layer"] not in land if layer == "features" else told["layer"] == layer)
        }


@pytest.fixture(scope="module", params=ATLASES)
def exported(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Exported:
    atlas, out = open_atlas(request.param), tmp_path_factory.mktemp("places")
    lpf, kml = write_formats(ask(atlas, out), ("lpf", "kml"))
    assert (lpf.name, kml.name) == (f"{atlas.config.id}.lpf.json", f"{atlas.config.id}.kml")
    found = json.loads(lpf.read_text(encoding="utf-8"), parse_constant=pytest.fail)
    return Exported(atlas, found, defusedxml.ElementTree.parse(kml).getroot(), kml)


def spans_of(atlas: Atlas) -> dict[str, Days]:
    spans = {each.id: each.span for each in atlas.feature_list}
    return {key: (each.first, each.stop, each.certain_first, each.certain_stop) for key, each in spans.items()}


# ---------------------------------------------------------------- Linked Places, as its README has it


def limits(text: str, axis: Axis) -> tuple[int, int]:
    """Give the first and the last day (or year) that a date of ISO 8601 means, counted from the first of the atlas."""
    if axis.precision == "year":
        return (year := int(re.match(r"-?\d{4}", text)[0]) - axis.start.year, year)  # type: ignore[index]
    year, month, day = (*(int(each) for each in text.split("-")), 0, 0)[:3]
    last = (month or 12, day or (calendar.monthrange(year, month or 12)[1]))
    first = date(year, month or 1, day or 1)
    origin = date.fromisoformat(str(axis.start))
    return (first - origin).days, (date(year, *last) - origin).days


def ends_of(point: Mapping[str, str], axis: Axis) -> tuple[float, float]:
    if "in" in point:
        return limits(point["in"], axis)
    return (
        limits(point["earliest"], axis)[0] if "earliest" in point else -math.inf,
        limits(point["latest"], axis)[1] if "latest" in point else math.inf,
    )


def days_of(span: Mapping[str, Any], axis: Axis) -> Days:
    """Read a time span, whose end is included, as the days of an atlas: possible and certain, half-open."""
    (first, certain_first), (last, most) = ends_of(span["start"], axis), ends_of(span["end"], axis)
    total = len(axis)
    cut = [int(min(max(each, 0), total)) for each in (first, most + 1, certain_first, last + 1)]
    return cut[0], cut[1], cut[2], max(cut[2], cut[3])


def test_linked_places_have_the_days_of_all_features(exported: Exported) -> None:
    axis = exported.atlas.axis
    found = {key: each["when"]["timespans"] for key, each in exported.places("features").items()}
    assert {len(spans) for spans in found.values()} == {1}
    assert {key: days_of(spans[0], axis) for key, spans in found.items()} == spans_of(exported.atlas)


def test_linked_places_have_the_places_of_all_features(exported: Exported) -> None:
    found = exported.places("features")
    assert found.keys() == {each.id for each in exported.atlas.feature_list}
    sure = {"exact": "certain", "approximate": "less-certain", "schematic": "uncertain"}
    for each in exported.atlas.feature_list:
        written = found[each.id]["geometry"]
        assert is_same_place(written and shape(written), each.geometry), each.id
        assert (written or {}).get("certainty") == (each.geometry and sure.get(each.fields.position or "")), each.id


def test_linked_places_say_what_the_atlas_says(exported: Exported) -> None:
    atlas, translations = exported.atlas, translations_of(exported.atlas)
    own = atlas.config.language
    for each in atlas.feature_list:
        found = exported.places("features")[each.id]
        told, fields = found["properties"], each.fields
        assert (told["title"], told["kind"], told["layer"]) == (fields.name, each.kind, each.layer)
        assert (told.get("start_date"), told.get("end_date")) == (fields.start_date, fields.end_date)
        assert (found["when"].get("certainty"), told.get("precision_km")) == (fields.certainty, fields.precision_km)
        names = {name["lang"]: name["toponym"] for name in reversed(found["names"]) if "lang" in name}
        assert {lang: names[lang] for lang in each.names} == each.names
        assert told.get("sources", []) == list(map(str, each.citations)) or not each.citations
        cited = [work["label"] for work in found["names"][0].get("citations", ())]
        assert cited == [atlas.bibliography.text(work, own) for work in dict.fromkeys(each.citations)]
        said = {text["lang"]: text["value"] for text in found.get("descriptions", ())}
        assert said.get(own, "") == fields.description
        for lang in set(atlas.config.languages) - {own}:
            text = translations.text(of_feature(each, "description"), lang)
            assert said.get(lang) == (text.value if fields.description and text.lang == lang else None)
        links = {link["identifier"] for link in found.get("links", ()) if link["type"] == "closeMatch"}
        known = [("gn", fields.geonames), ("wd", fields.wikidata)]
        assert links == {f"{prefix}:{number}" for prefix, number in known if number}
        spoken = [passage.words for passage in atlas.passages if each.id in passage.features]
        assert [passage["words"] for passage in told.get("passages", ())] == spoken


def test_linked_places_have_a_time_span_for_each_holding(exported: Exported) -> None:
    atlas, found = exported.atlas, exported.places("territories")
    assert found.keys() == atlas.borders.territories.keys()
    for key, place in found.items():
        assert is_same_place(shape(place["geometry"]), atlas.borders.territories[key].geometry)
        spans = [days_of(span, atlas.axis)[:2] for span in place["when"]["timespans"]]
        assert spans == [(row.first, row.stop) for row in atlas.borders.holdings[key]]
        known = [
            (reading, *row.standing, [str(each) for each in row.citations], row.note)
            for reading, land in atlas.readings.items()
            for row in land.holdings[key]
        ]
        names = ("reading", "state", "controller", "recognised", "status", "sources", "note")
        assert [tuple(row[name] for name in names) for row in place["properties"]["holdings"]] == known
        owned = [each for each in place["relations"] if each["relationType"] == "gvp:broaderPartitive"]
        parts = [(each["relationTo"], *days_of(each["when"]["timespans"][0], atlas.axis)[:2]) for each in owned]
        assert parts == [
            (f"#state={row.state}", row.first, row.stop)
            for land in atlas.readings.values()
            for row in land.holdings[key]
        ]


def test_linked_places_have_the_days_of_all_border_lines(exported: Exported) -> None:
    atlas, land = exported.atlas, exported.atlas.borders
    changes = sorted({0, *(row.first for rows in land.holdings.values() for row in rows)})
    found: dict[str, list[Span]] = defaultdict(list)
    for first, stop in zip(changes, [*changes[1:], len(atlas.axis)], strict=True):
        for arc, _ in land.lines(first):
            found[arc.id].append(Span(first, stop))
    lines = exported.places("borders")
    for key, spans in found.items():
        assert is_same_place(shape(lines[key]["geometry"]), land.arcs[key].geometry)
        written = [days_of(span, atlas.axis)[:2] for span in lines[key]["when"]["timespans"]]
        assert written == [(span.first, span.stop) for span in joined(spans)]


# Version 1.2.2 of the format and the schema by which World Historical Gazetteer checked it, in our own words.
PARTS = {"@id", "type", "properties", "when", "names", "types", "geometry", "links", "relations", "descriptions"}
SURE = {"certain", "less-certain", "uncertain"}


def check_when(when: Mapping[str, Any]) -> None:
    assert when["timespans"]
    assert when.get("certainty", "certain") in SURE
    for span in when["timespans"]:
        assert span.keys() == {"start", "end"}
        for point in span.values():
            assert point.keys() in ({"in"}, {"earliest"}, {"latest"}, {"earliest", "latest"})
            assert all(re.fullmatch(r"-?\d{4}(-\d\d){0,2}", text) for text in point.values())


def test_linked_places_follow_the_rules_of_the_format(exported: Exported) -> None:
    found = exported.lpf
    assert found["@context"] == (
        "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld"
    )
    assert len({each["@id"] for each in found["features"]}) == len(found["features"])
    ids = {each["@id"] for each in found["features"]}
    for each in found["features"]:
        assert each.keys() <= PARTS
        assert each.keys() >= {"@id", "type", "properties", "when", "names", "geometry"}
        assert each["type"] == "Feature"
        assert isinstance(each["properties"]["title"], str)
        check_when(each["when"])
        for name in each["names"]:
            assert name.keys() <= {"toponym", "lang", "citations"}
        for kind in each.get("types", ()):
            assert kind.keys() == {"identifier", "label", "sourceLabels"}
        for link in each.get("links", ()):
            assert link.keys() == {"type", "identifier"}
            assert link["type"] in ("closeMatch", "subjectOf")
        for relation in each.get("relations", ()):
            assert relation.keys() >= {"relationType", "relationTo", "label"}
            assert relation["relationTo"] in ids
            if "when" in relation:
                check_when(relation["when"])


def test_a_season_is_no_month() -> None:
    axis = Axis("1940-01-01", "1941-01-01")
    found = reach(axis, "1940-22", "1940-24")
    assert found.written is None
    assert [str(each) for each in found.start] == ["1940-06-01", "1940-08-31"]


def test_an_end_in_linked_places_is_the_last_day() -> None:
    axis = Axis("1940-06-01", "1940-07-01")
    found = reach(axis, "1940-06-14/1940-06-16", "1940-06-20")
    assert [str(each) for each in (*found.start, *found.last)] == [
        "1940-06-14",
        "1940-06-16",
        "1940-06-19",
        "1940-06-19",
    ]
    assert reach(axis, None, "1940-06-20/..").start == (None, None)
    assert reach(axis, None, "1940-06-20/..").last[1] is None


def test_a_day_of_the_julian_calendar_is_the_same_day_in_the_gregorian() -> None:
    found = reach(Axis("-0044-01-01", "-0042-01-01", calendar="julian"), "-0043-03-15", "-0043-03-16")
    assert [iso(each) for each in (*found.start, *found.last) if each] == ["-0043-03-13"] * 4
    assert found.written
    assert iso(found.written) == "-0043-03-13"


_LASTING = {"earliest": "1900-01-10"}


@pytest.mark.parametrize(
    ("start", "end", "start_is", "end_is"),
    [
        ("1900-01-05", "1900-01-06", {"in": "1900-01-05"}, {"in": "1900-01-05"}),
        ("1900-01-03~", "1900-01-07", {"earliest": "1899-12-31", "latest": "1900-01-06"}, {"in": "1900-01-06"}),
        (
            "[1900-01-03,1900-01-05]",
            None,
            {"earliest": "1900-01-03", "latest": "1900-01-05"},
            {"earliest": "1900-01-10"},
        ),
        (None, "1900-01-04", {"latest": "1900-01-01"}, {"in": "1900-01-03"}),
        ("../1900-01-03", None, {"latest": "1900-01-03"}, {"earliest": "1900-01-10"}),
        ("1899", "1900-01/1900-02", {"in": "1899"}, {"earliest": "1899-12-31", "latest": "1900-02-27"}),
        (None, None, {"latest": "1900-01-01"}, {"earliest": "1900-01-10"}),
    ],
)
def test_linked_places_keep_what_a_date_leaves_open(
    tmp_path: Path, start: str | None, end: str | None, start_is: dict[str, str], end_is: dict[str, str]
) -> None:
    text = json.loads((TINY / "events.geojson").read_text(encoding="utf-8"))
    text["features"][0]["properties"] |= {"start_date": start, "end_date": end}
    required = {"required = ": "# required = "}
    atlas = open_atlas(tiny_with(tmp_path / "atlas", {"events.geojson": json.dumps(text)}, required))
    (path,) = write_formats(ask(atlas, tmp_path), ["lpf"])
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    fight = next(each for each in found if each["@id"] == "#feature=fight")
    assert fight["when"]["timespans"] == [{"start": start_is, "end": end_is}]


# ---------------------------------------------------------------- KML


def stamp(day: int, axis: Axis, *, last: bool = False) -> str:
    """Write the first second of a day of the atlas, or the last second of the one before it."""
    if axis.precision == "year":
        year = axis.start.year + day - last
        return f"{'-' if year < 0 else ''}{abs(year):04}-{'12-31T23:59:59Z' if last else '01-01T00:00:00Z'}"
    told = date.fromisoformat(str(axis.start)) + timedelta(day - last)
    return f"{told}T{'23:59:59' if last else '00:00:00'}Z"


def fields_of(placemark: ET.Element) -> dict[str, str]:
    return {each.attrib["name"]: each.text or "" for each in placemark.iter(f"{KML}SimpleData")}


def folders(kml: ET.Element) -> list[tuple[str, list[ET.Element]]]:
    found = kml.findall(f"{KML}Document/{KML}Folder")
    return [(each.findtext(f"{KML}name") or "", each.findall(f"{KML}Placemark")) for each in found]


def of_layers(exported: Exported) -> dict[str, ET.Element]:
    readings = 2 * len(exported.atlas.readings) if exported.atlas.borders.territories else 0
    found = [each for _, placemarks in folders(exported.kml)[readings:] for each in placemarks]
    return {fields_of(each)["id"]: each for each in found}


def kml_span(placemark: ET.Element) -> tuple[str | None, str | None]:
    span = f"{KML}TimeSpan/{KML}"
    return placemark.findtext(f"{span}begin"), placemark.findtext(f"{span}end")


def test_a_slider_over_kml_shows_what_was_possibly_in_force(exported: Exported) -> None:
    atlas, found = exported.atlas, of_layers(exported)
    assert found.keys() == {each.id for each in atlas.feature_list}
    spans = {key: kml_span(each) for key, each in found.items()}
    for index in {0, len(atlas.axis) - 1, *(atlas.axis.index(day) for day in atlas.change_days()[::7])}:
        # As texts, years before Christ sort the other way.
        noon = _seconds(stamp(index, atlas.axis).replace("00:00:00Z", "12:00:00Z"))
        shown = {
            key
            for key, (begin, end) in spans.items()
            if (begin is None or _seconds(begin) <= noon) and (end is None or noon <= _seconds(end))
        }
        assert shown == {each.id for each in atlas.feature_list if each.span.is_possible(index)}


def _seconds(text: str) -> tuple[int, str]:
    return int(text[: text.index("-", 1)]), text[text.index("-", 1) :]


def test_kml_tells_all_features_and_their_data(exported: Exported) -> None:
    atlas = exported.atlas
    for key, placemark in of_layers(exported).items():
        each, told = atlas.feature(key), fields_of(placemark)
        assert placemark.findtext(f"{KML}name") == each.fields.name
        assert (told["kind"], told.get("certainty")) == (each.kind, each.fields.certainty)
        assert (told.get("start_date"), told.get("end_date")) == (each.fields.start_date, each.fields.end_date)
        assert told.get("sources", "") == "; ".join(map(str, each.citations))
        assert told.get("description", "") == each.fields.description
        others = {lang: text for lang, text in each.names.items() if lang != "en"}
        assert {name[5:]: text for name, text in told.items() if name.startswith("name:")} == others
        known = {"wikidata": each.fields.wikidata, "geonames": each.fields.geonames, "note": each.fields.note}
        assert {name: told.get(name) for name in known} == {
            name: None if value is None else str(value) for name, value in known.items()
        }


def test_gdal_reads_all_places_of_kml(exported: Exported) -> None:
    atlas, counts = exported.atlas, Counter[str]()
    known = {each.id: each.geometry for each in atlas.feature_list}
    for name, placemarks in folders(exported.kml):
        _, _, geometries, _ = pyogrio.raw.read(exported.kml_path, layer=name)
        assert len(geometries) == len(placemarks)
        counts[name] = len(geometries)
        for placemark, geometry in zip(placemarks, shapely.from_wkb(geometries), strict=True):
            told = fields_of(placemark)
            plain = None if geometry is None else shapely.force_2d(geometry)
            if "reading" not in told:
                assert is_same_place(plain, known[told["id"]]), told["id"]
            elif "territories" not in told:
                arc = atlas.borders.arcs[told["id"]]
                assert is_same_place(plain, arc.geometry), told["id"]
            else:
                keys = told["territories"].split("; ")
                whole = shapely.union_all([atlas.borders.territories[key].geometry for key in keys])
                assert shapely.area(shapely.symmetric_difference(plain, whole)) < NEAR_DEG
    assert sum(counts.values()) == len(exported.kml.findall(f".//{KML}Placemark"))


def test_kml_draws_the_land_of_every_day_of_each_reading(exported: Exported) -> None:
    atlas = exported.atlas
    if not atlas.borders.territories:
        return
    land = [each for _, placemarks in folders(exported.kml)[: 2 * len(atlas.readings)] for each in placemarks]
    told = [(fields_of(each), *kml_span(each)) for each in land]
    for reading, borders in atlas.readings.items():
        days = sorted({0, *(row.first for rows in borders.holdings.values() for row in rows)})
        for index in days:
            noon = _seconds(stamp(index, atlas.axis).replace("00:00:00Z", "12:00:00Z"))
            shown = [
                each
                for each, begin, end in told
                if each["reading"] == reading
                and (begin is None or _seconds(begin) <= noon)
                and (end is None or noon <= _seconds(end))
            ]
            names = ("state", "controller", "recognised", "status")
            areas = {
                (tuple(each["territories"].split("; ")), *(each[name] for name in names))
                for each in shown
                if "territories" in each
            }
            assert areas == {
                (each.territories, each.state, each.controller, each.recognised, each.status)
                for each in borders.areas(index)
            }
            lines = {(each["id"], each["inner"]) for each in shown if "territories" not in each}
            assert lines == {(arc.id, "01"[not outer]) for arc, outer in borders.lines(index)}


def test_how_land_stood_names_whose_arms_decided(tmp_path: Path) -> None:
    config = {'name = "Occupied"': 'name = "Held by {controller}"'}
    list(write_formats(ask(open_atlas(tiny_with(tmp_path / "atlas", {}, config)), tmp_path), ["kml", "lpf"]))
    kml, lpf = ((tmp_path / name).read_text(encoding="utf-8") for name in ("tiny.kml", "tiny.lpf.json"))
    assert "Status&lt;/b&gt;: Held by Beland&lt;br&gt;" in kml
    assert '"label": "Administered as part of: Aland; Held by Beland"' in lpf
    assert "{controller}" not in kml + lpf


def test_relations_and_folders_are_named_in_the_language_of_the_atlas(tmp_path: Path) -> None:
    config = {'title = "Tiny war"': 'title = "Tiny war"\nlanguages = ["lt"]'}
    list(write_formats(ask(open_atlas(tiny_with(tmp_path / "atlas", {}, config)), tmp_path), ["kml", "lpf"]))
    lpf = json.loads((tmp_path / "tiny.lpf.json").read_text(encoding="utf-8"))
    labels = {each["label"].partition(":")[0] for row in lpf["features"] for each in row.get("relations", ())}
    assert labels == {"Administracinė priklausomybė", "Karinė kontrolė", "Tarp"}
    assert ": Sienos</name>" in (tmp_path / "tiny.kml").read_text(encoding="utf-8")


# The order of elements is part of the schema of KML 2.2.
ORDER = {
    "Document": ("name", "description", "Style", "Schema", "Folder"),
    "Folder": ("name", "visibility", "description", "Placemark"),
    "Placemark": (
        *("name", "visibility", "description", "TimeSpan", "styleUrl", "ExtendedData"),
        *("Point", "LineString", "Polygon", "MultiGeometry"),
    ),
    "TimeSpan": ("begin", "end"),
    "Style": ("IconStyle", "LabelStyle", "LineStyle", "PolyStyle"),
    "IconStyle": ("color", "scale"),
    "LabelStyle": ("color", "scale"),
    "LineStyle": ("color", "width"),
    "PolyStyle": ("color",),
    "Schema": ("SimpleField",),
    "ExtendedData": ("SchemaData",),
    "SchemaData": ("SimpleData",),
    "Point": ("coordinates",),
    "LineString": ("tessellate", "coordinates"),
    "Polygon": ("tessellate", "outerBoundaryIs", "innerBoundaryIs"),
    "outerBoundaryIs": ("LinearRing",),
    "innerBoundaryIs": ("LinearRing",),
    "LinearRing": ("coordinates",),
    "MultiGeometry": ("Point", "LineString", "Polygon"),
}


def test_kml_has_the_elements_of_its_schema_in_their_order(exported: Exported) -> None:
    for element in exported.kml.find(f"{KML}Document").iter():  # type: ignore[union-attr]
        names = [each.tag.removeprefix(KML) for each in element]
        order = ORDER.get(element.tag.removeprefix(KML), ())
        assert [order.index(name) for name in names] == sorted(order.index(name) for name in names)


def test_kml_needs_no_network_and_has_what_it_names(exported: Exported) -> None:
    document = exported.kml.find(f"{KML}Document")
    assert document is not None
    assert not [each for each in document.iter() if each.tag.endswith(("href", "Icon", "NetworkLink"))]
    styles = {f"#{each.attrib['id']}" for each in document.findall(f"{KML}Style")}
    assert {each.text for each in document.iter(f"{KML}styleUrl")} == styles
    schemas = {
        f"#{each.attrib['id']}": {field.attrib["name"]: field.attrib["type"] for field in each}
        for each in document.findall(f"{KML}Schema")
    }
    read = {"int": int, "double": float, "string": str, "bool": {"0": False, "1": True}.__getitem__}
    for data in document.iter(f"{KML}SchemaData"):
        types = schemas[data.attrib["schemaUrl"]]
        for cell in data:
            read[types[cell.attrib["name"]]](cell.text or "")
    assert all(re.fullmatch("[0-9a-f]{8}", each.text or "") for each in document.iter(f"{KML}color"))


def placemark_of(atlas: Path, out: Path, key: str) -> ET.Element:
    (path,) = write_formats(ask(open_atlas(atlas), out), ["kml"])
    found = defusedxml.ElementTree.parse(path).getroot().iter(f"{KML}Placemark")
    return next(each for each in found if fields_of(each).get("id") == key)


def test_further_columns_are_kept(tmp_path: Path) -> None:
    text = json.loads((TINY / "events.geojson").read_text(encoding="utf-8"))
    text["features"][0]["properties"] |= {"hull": "A 7", "title": "Of the file"}
    folder = tiny_with(tmp_path / "a", {"events.geojson": json.dumps(text)})
    (path,) = write_formats(ask(open_atlas(folder), tmp_path), ["lpf"])
    found = json.loads(path.read_text(encoding="utf-8"))["features"]
    told = next(each["properties"] for each in found if each["@id"] == "#feature=fight")
    assert (told["hull"], told["title"]) == ("A 7", "Fight at Oldtown")
    assert fields_of(placemark_of(folder, tmp_path, "fight"))["hull"] == "A 7"


def test_kml_escapes_texts(tmp_path: Path) -> None:
    text = json.loads((TINY / "events.geojson").read_text(encoding="utf-8"))
    nasty = "<script>alert(1)</script> ]]> & \ufffe"
    text["features"][0]["properties"] |= {"name": nasty, "description": nasty}
    fight = placemark_of(tiny_with(tmp_path / "a", {"events.geojson": json.dumps(text)}), tmp_path, "fight")
    assert fight.findtext(f"{KML}name") == "<script>alert(1)</script> ]]> & \N{REPLACEMENT CHARACTER}"
    described = fight.findtext(f"{KML}description")
    assert described
    assert described.startswith("<p>&lt;script&gt;alert(1)&lt;/script&gt; ]]&gt; &amp; \N{REPLACEMENT CHARACTER}</p>")


def test_kml_tells_how_sure_and_who_says_so(tmp_path: Path) -> None:
    fight = placemark_of(TINY, tmp_path, "second-fight")
    assert kml_span(fight) == ("1900-01-05T00:00:00Z", "1900-01-06T23:59:59Z")
    assert fight.findtext(f"{KML}description") == (
        "<p>About Second fight.</p><p><b>What</b>: Fight<br><b>When</b>: between 5 January 1900 and "
        "6 January 1900 to 6 January 1900<br>"
        "<b>How sure</b>: Uncertain<br><b>Where</b>: Exact position, within 1 km</p>"
        "<p><b>Sources</b></p><ul><li>Writer, Ann, A Book, Town: Press, 1950, p. 7.</li></ul>"
    )


def test_a_style_has_the_colour_of_the_kind(tmp_path: Path) -> None:
    (path,) = write_formats(ask(open_atlas(TINY), tmp_path), ["kml"])
    document = defusedxml.ElementTree.parse(path).getroot()
    march = next(each for each in document.iter(f"{KML}Placemark") if fields_of(each).get("id") == "north-zone")
    key = (march.findtext(f"{KML}styleUrl") or "").removeprefix("#")
    style = document.find(f".//{KML}Style[@id='{key}']")
    assert style is not None
    color = open_atlas(TINY).config.palette[open_atlas(TINY).config.kinds["zone"].color][0]
    told = style.findtext(f"{KML}PolyStyle/{KML}color")
    assert told
    assert (told[6:8], told[4:6], told[2:4]) == (color[1:3], color[3:5], color[5:7])


# ---------------------------------------------------------------- and back


@pytest.mark.parametrize("name", ["lpf.json", "kml"])
@pytest.mark.parametrize(
    "folder",
    [
        pytest.param(TINY, id="tiny"),
        pytest.param(EXAMPLES / "endeavour", id="across-180"),
    ],
)
def test_a_new_atlas_of_an_export_has_its_days_and_places(tmp_path: Path, folder: Path, name: str) -> None:
    atlas = open_atlas(folder)
    list(write_formats(ask(atlas, tmp_path), [name.partition(".")[0]]))
    file = tmp_path / f"{atlas.config.id}.{name}"
    result = CliRunner().invoke(main, ["new", str(tmp_path / "again"), "--from", str(file)])
    assert result.exit_code == 0, result.output
    again = open_atlas(tmp_path / "again")
    by_id = {text: each for each in again.feature_list for column, text in each.others if column == "id (column)"}
    own = Axis(min(atlas.axis.start, again.axis.start), max(atlas.axis.end, again.axis.end))
    for each in atlas.feature_list:
        found, fields = by_id[each.id], each.fields
        known, read = (own.span(one.fields.start_date, one.fields.end_date) for one in (each, found))
        whole = own.index(atlas.axis.start), own.index(atlas.axis.end - timedelta(1)) + 1
        assert _cut(read, whole) == _cut(known, whole), (each.id, found.fields.start_date, found.fields.end_date)
        assert found.fields.name == fields.name
        assert found.fields.description == fields.description
        assert found.fields.certainty == fields.certainty
        assert {lang: found.names.get(lang) for lang in each.names} == each.names
        if each.geometry is None:
            assert found.geometry is None
        elif abs(each.geometry.bounds[0]) < 179 and abs(each.geometry.bounds[2]) < 179:
            assert shapely.hausdorff_distance(found.geometry, each.geometry) < 2e-6


def test_a_name_that_ends_in_a_number_takes_no_id_of_another(tmp_path: Path) -> None:
    (tmp_path / "forts.csv").write_text("name,year,lat,lon\nFort,1900,1,1\nFort,1901,1,1\nFort 2,1902,1,1\n")
    result = CliRunner().invoke(main, ["new", str(tmp_path / "a"), "--from", str(tmp_path / "forts.csv")])
    assert result.exit_code == 0, result.output
    found = [each.id for each in open_atlas(tmp_path / "a").feature_list]
    assert found == ["forts-fort", "forts-fort-2", "forts-fort-2-2"]


def _cut(span: Any, whole: tuple[int, int]) -> tuple[int, ...]:
    return tuple(
        min(max(each, whole[0]), whole[1]) for each in (span.first, span.stop, span.certain_first, span.certain_stop)
    )


# ---------------------------------------------------------------- a part of an atlas


def test_of_one_day_what_is_in_force_is_written(tmp_path: Path) -> None:
    atlas = open_atlas(TINY)
    lpf, kml = write_formats(ask(atlas, tmp_path, day="1900-01-04"), ["lpf", "kml"])
    features = json.loads(lpf.read_text(encoding="utf-8"))["features"]
    there = {each.id for each in atlas.feature_list if each.span.is_possible(3)}
    assert {each["properties"]["id"] for each in features if each["@id"].startswith("#feature=")} == there
    west = next(each for each in features if each["@id"] == "#territory=west")
    assert west["when"] == {"timespans": [{"start": {"latest": "1900-01-01"}, "end": {"in": "1900-01-04"}}]}
    found = defusedxml.ElementTree.parse(kml).getroot()
    assert {fields_of(each).get("id") for each in found.iter(f"{KML}Placemark")} >= there


def test_of_a_layer_no_land_is_written(tmp_path: Path) -> None:
    lpf, kml = write_formats(ask(open_atlas(TINY), tmp_path, layers=["zones"]), ["lpf", "kml"])
    features = json.loads(lpf.read_text(encoding="utf-8"))["features"]
    assert [each["@id"] for each in features] == ["#feature=north-zone", "#feature=march-west"]
    assert [name for name, _ in folders(defusedxml.ElementTree.parse(kml).getroot())] == ["Zones"]


def test_features_of_one_long_name_have_ids_of_their_own(tmp_path: Path) -> None:
    name = "Lithuania and the Belarusian SSR from Turmantas to Pabrade"
    (tmp_path / "lines.csv").write_text(f"name,year,lat,lon\n{name},1939,1,1\n{name},1940,1,1\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["new", str(tmp_path / "a"), "--from", str(tmp_path / "lines.csv")])
    assert result.exit_code == 0, result.output
    found = [each.id for each in open_atlas(tmp_path / "a").feature_list]
    assert found == [
        "lines-lithuania-and-the-belarusian-ssr-from-turman",
        "lines-lithuania-and-the-belarusian-ssr-from-turman-2",
    ]
