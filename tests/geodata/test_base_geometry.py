"""The base geometry, the territories, the border arcs and the holdings, as committed."""

import csv
import hashlib
import itertools
import json
import tomllib
from collections import defaultdict
from datetime import date
from functools import cache
from pathlib import Path

import numpy as np
import pytest
import shapely
from shapely.geometry import shape

DATA = Path(__file__).parents[2] / "geodata"
SCALES = {"100m": "", "250m": "-250m"}
both = pytest.mark.parametrize("scale", SCALES)


@cache
def features(name):
    return json.loads((DATA / name).read_text(encoding="utf-8"))["features"]


@cache
def territories(scale):
    found = {f["properties"]["id"]: shape(f["geometry"]) for f in features(f"territories{SCALES[scale]}.geojson")}
    shapely.prepare(list(found.values()))
    return found


def arcs(scale):
    return features(f"borders{SCALES[scale]}.geojson")


def km2(*geometries):
    """Area on the sphere, lakes counted as land."""
    radius = 6371.007
    flat = shapely.transform(
        list(geometries),
        lambda c: np.column_stack([np.radians(c[:, 0]) * radius, np.sin(np.radians(c[:, 1])) * radius]),
    )
    return float(shapely.area(flat).sum())


def lines(geometry):
    parts = geometry["coordinates"] if geometry["type"] == "MultiLineString" else [geometry["coordinates"]]
    return [[tuple(point) for point in part] for part in parts]


def directed_edges(polygons):
    for polygon in shapely.get_parts(polygons):
        for ring in (polygon.exterior, *polygon.interiors):
            points = list(ring.coords)
            yield from itertools.pairwise(points)


# ------------------------------------------------------------------------------------------------ files


def test_derived_files_are_those_the_build_wrote():
    expected = json.loads((DATA / "derive/checksums.json").read_text())
    actual = {name: hashlib.sha256((DATA / name).read_bytes()).hexdigest() for name in expected}
    assert actual == expected
    assert len(expected) == 10


@both
@pytest.mark.parametrize("kind", ["territories", "borders", "base/land", "base/lakes", "base/rivers"])
def test_coordinates_are_short_and_files_small(kind, scale):
    name = f"{kind}-{scale}.geojson" if kind.startswith("base/") else f"{kind}{SCALES[scale]}.geojson"
    assert (DATA / name).stat().st_size <= 3_000_000
    coordinates = np.vstack([shapely.get_coordinates(shape(f["geometry"])) for f in features(name)])
    assert np.array_equal(coordinates, np.round(coordinates, 5))
    low, high = coordinates.min(axis=0), coordinates.max(axis=0)
    assert (low >= [15.5, 53.0]).all()
    assert (high <= [34.5, 62.0]).all()


@pytest.mark.parametrize(("scale", "most"), [("100m", 70_000), ("250m", 30_000)])
def test_the_coverage_is_light_enough(scale, most):
    assert shapely.get_num_coordinates(list(territories(scale).values())).sum() <= most


@pytest.mark.parametrize(
    ("name", "words"), [("LGPL-3.0", "Combined Works"), ("GPL-3.0", "END OF TERMS AND CONDITIONS")]
)
def test_licence_texts_are_complete(name, words):
    text = (DATA / f"LICENSES/{name}-or-later.txt").read_text()
    assert "Version 3, 29 June 2007" in text
    assert words in text


# --------------------------------------------------------------------------------------------- coverage


@both
def test_territories_form_one_valid_coverage(scale):
    shapes = list(territories(scale).values())
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)


@both
def test_territories_are_the_land_and_nothing_else(scale):
    union = shapely.coverage_union_all(list(territories(scale).values()))
    land = shapely.MultiPolygon([shape(f["geometry"]) for f in features(f"base/land-{scale}.geojson")])
    assert land.is_valid
    assert shapely.equals(land, union)


@both
def test_no_seam_is_left_open(scale):
    """A gap between two territories would show as a narrow hole in the land."""
    for feature in features(f"base/land-{scale}.geojson"):
        for hole in shape(feature["geometry"]).interiors:
            ring = shapely.Polygon(hole)
            assert 4 * np.pi * ring.area / ring.length**2 > 0.02, ring.representative_point().wkt


# ------------------------------------------------------------------------------------- what lies where

ISLANDS = {
    "Saaremaa": "estonia",
    "Hiiumaa": "estonia",
    "Muhu": "estonia",
    "Vormsi": "estonia",
    "Naissaar": "estonia",
    "Aegna": "estonia",
    "Prangli": "estonia",
    "Keri": "estonia",
    "Vaindloo": "estonia",
    "Osmussaar": "estonia",
    "Suur-Pakri": "estonia",
    "Väike-Pakri": "estonia",
    "Ruhnu": "estonia",
    "Kihnu": "estonia",
    "Abruka": "estonia",
    "Vilsandi": "estonia",
    "Suursaari": "gulf-islands",
    "Lavansaari": "gulf-islands",
    "Seiskari": "gulf-islands",
    "Tytärsaari": "gulf-islands",
    "Pien-Tytärsaari": "gulf-islands",
    "Someri": "gulf-islands",
    "Kotlin": "ussr",
    "Russarö": "hanko",
    "Utö": "finland",
    "Åland": "finland",
    "Gotland": "sweden",
    "Fårö": "sweden",
    "Gotska Sandön": "sweden",
    "Öland": "sweden",
}


@both
@pytest.mark.parametrize(("name", "owner"), ISLANDS.items())
def test_island_exists_and_is_whole_and_in_its_territory(name, owner, scale):
    found = [
        shape(f["geometry"]) for f in features(f"base/land-{scale}.geojson") if f["properties"].get("name") == name
    ]
    assert len(found) == 1
    assert found[0].area < 1.0, "an island, not the mainland"
    assert territories(scale)[owner].covers(found[0])


PLACES = {
    "estonia": {
        "Narva": (28.18, 59.375),
        "Valga": (26.03, 57.785),
        "Tallinn": (24.74, 59.43),
        "Piirissaar": (27.5, 58.38),
    },
    "narva-strip": {"Jaanilinn": (28.23, 59.37), "Komarovka": (28.28, 59.38)},
    "petserimaa": {"Petseri": (27.61, 57.81), "Irboska": (27.86, 57.71), "Kolpina": (27.64, 58.05)},
    "abrene": {"Abrene": (27.92, 57.06), "Kacēni": (27.73, 57.4)},
    "latvia": {"Rīga": (24.1, 56.95), "Valka": (26.01, 57.765), "Zilupe": (28.1, 56.38), "Daugavpils": (26.53, 55.875)},
    "lithuania": {
        "Kaunas": (23.9, 54.9),
        "Palanga": (21.08, 55.92),
        "Merkinė": (24.185, 54.165),
        "Zarasai": (26.25, 55.73),
        "Vištytis": (22.735, 54.455),
        "Ukmergė": (24.76, 55.25),
    },
    "klaipeda": {
        "Klaipėda": (21.14, 55.71),
        "Nida": (21.003, 55.305),
        "Smalininkai": (22.58, 55.078),
        "Šilutė": (21.48, 55.35),
    },
    "vilnius-1939": {
        "Vilnius": (25.28, 54.69),
        "Trakai": (24.93, 54.63),
        "Pabradė": (25.77, 54.98),
        "Eišiškės": (25.0, 54.175),
        "Varėna": (24.6, 54.21),
        "Jašiūnai": (25.5, 54.44),
        "Švenčionėliai": (26.0, 55.165),
        "Ignalina": (26.17, 55.34),
        "Dūkštas": (26.32, 55.52),
        "Turmantas": (26.455, 55.695),
    },
    "strip-1940": {
        "Druskininkai": (23.985, 54.015),
        "Marcinkonys": (24.4, 54.06),
        "Švenčionys": (26.16, 55.135),
        "Adutiškis": (26.6, 55.155),
        "Tverečius": (26.6, 55.31),
        "Šalčininkai": (25.385, 54.31),
        "Dieveniškės": (25.62, 54.195),
    },
    "suwalki": {"Suwałki": (22.93, 54.1), "Sejny": (23.35, 54.11), "Filipów": (22.62, 54.18)},
    "east-prussia": {
        "Königsberg": (20.51, 54.71),
        "Tilsit": (21.88, 55.08),
        "Prostken": (22.43, 53.71),
        "Neidenburg": (20.43, 53.36),
        "Marienwerder": (18.93, 53.73),
        "Marienburg": (19.04, 54.035),
        "Elbing": (19.4, 54.16),
        "Pillau": (19.9, 54.645),
    },
    "danzig": {
        "Danzig": (18.65, 54.35),
        "Zoppot": (18.555, 54.44),
        "Tiegenhof": (19.12, 54.21),
        "Hohenstein": (18.7, 54.17),
    },
    "poland-west": {
        "Gdynia": (18.52, 54.515),
        "Hel": (18.795, 54.612),
        "Tczew": (18.78, 54.09),
        "Grudziądz": (18.77, 53.49),
        "Działdowo": (20.18, 53.235),
        "Mława": (20.38, 53.11),
        "Chojnice": (17.56, 53.7),
        "Kościerzyna": (17.98, 54.12),
    },
    "germany": {
        "Stolp": (17.03, 54.46),
        "Lauenburg": (17.75, 54.54),
        "Bütow": (17.49, 54.17),
        "Schneidemühl": (16.74, 53.15),
    },
    "poland-east": {
        "Hrodna": (23.83, 53.68),
        "Augustów": (22.98, 53.845),
        "Grajewo": (22.455, 53.65),
        "Łomża": (22.07, 53.18),
        "Lida": (25.3, 53.89),
        "Maladzechna": (26.85, 54.31),
        "Rakaŭ": (27.05, 53.965),
        "Dokshytsy": (27.76, 54.89),
        "Braslaw": (27.04, 55.64),
    },
    "ussr": {
        "Leningrad": (30.35, 59.93),
        "Pskov": (28.34, 57.82),
        "Gdov": (27.83, 58.74),
        "Kingisepp": (28.6, 59.37),
        "Minsk": (27.56, 53.9),
        "Polotsk": (28.78, 55.49),
        "Kopyl": (27.09, 53.15),
        "Beloostrov": (30.01, 60.15),
        "Talabsk": (28.02, 58.01),
    },
    "karelia-ceded": {
        "Viipuri": (28.75, 60.71),
        "Terijoki": (29.71, 60.2),
        "Käkisalmi": (30.1, 61.03),
        "Sortavala": (30.68, 61.71),
    },
    "finland": {
        "Helsinki": (24.92, 60.21),
        "Imatra": (28.77, 61.19),
        "Ekenäs": (23.44, 59.98),
        "Mariehamn": (19.94, 60.11),
    },
    "hanko": {"Hanko": (22.97, 59.83)},
    "sweden": {"Stockholm": (18.06, 59.33), "Visby": (18.31, 57.63)},
    "gulf-islands": {"Suurkylä": (26.98, 60.06)},
}


@both
@pytest.mark.parametrize("owner", PLACES)
def test_towns_are_on_their_side(owner, scale):
    wrong = [
        name for name, point in PLACES[owner].items() if not territories(scale)[owner].contains(shapely.Point(point))
    ]
    assert wrong == []


def test_every_territory_has_a_test_place():
    assert set(PLACES) == set(territories("100m"))


@both
@pytest.mark.parametrize(
    ("parts", "official", "tolerance"),
    [
        (("estonia", "petserimaa", "narva-strip"), 47_549, 0.03),
        (("latvia", "abrene"), 65_791, 0.03),
        (("lithuania", "klaipeda"), 55_670, 0.03),
        (("danzig",), 1_966, 0.03),
        (("klaipeda",), 2_657, 0.10),
        (("petserimaa",), 1_251, 0.10),
        (("abrene",), 1_294, 0.10),
        (("narva-strip",), 375, 0.25),
        (("vilnius-1939",), 6_739, 0.25),
        (("strip-1940",), 2_600, 0.25),
        (("hanko",), 116, 0.25),
    ],
)
def test_areas_are_near_the_official_ones(parts, official, tolerance, scale):
    assert km2(*(territories(scale)[part] for part in parts)) == pytest.approx(official, rel=tolerance)


@both
def test_scales_agree(scale):
    assert list(territories("100m")) == list(territories("250m"))
    for name, geometry in territories(scale).items():
        assert km2(geometry) == pytest.approx(km2(territories("100m")[name]), rel=0.06 if km2(geometry) < 200 else 0.01)
    for kind in ("borders{}", "base/rivers-{}"):
        ids = [
            [f["properties"]["id"] for f in features(kind.format(SCALES[s] if kind == "borders{}" else s) + ".geojson")]
            for s in SCALES
        ]
        assert ids[0] == ids[1]
        assert len(set(ids[0])) == len(ids[0])


# ---------------------------------------------------------------------------------------------- waters


@both
@pytest.mark.parametrize(
    "point", [(28.22, 59.30), (28.0155, 59.2511), (24.1845, 54.844), (24.68, 54.732), (27.367, 53.981)]
)
def test_no_reservoir_of_later_years(point, scale):
    assert not any(shape(f["geometry"]).contains(shapely.Point(point)) for f in features(f"base/lakes-{scale}.geojson"))


@both
@pytest.mark.parametrize(
    ("name", "size"), [("Lake Peipus", 3_578), ("Võrtsjärv", 278), ("Lubāns", 83), ("Lake Ladoga", 17_400)]
)
def test_lakes_are_there(name, size, scale):
    found = [
        shape(f["geometry"]) for f in features(f"base/lakes-{scale}.geojson") if f["properties"].get("name") == name
    ]
    assert len(found) == 1
    assert found[0].is_valid
    assert km2(found[0]) == pytest.approx(size, rel=0.03)


@both
def test_rivers_are_there_and_the_narva_is_its_arc(scale):
    rivers = {f["properties"]["name"]: f["geometry"] for f in features(f"base/rivers-{scale}.geojson")}
    assert {"Narva", "Daugava", "Nemunas", "Neris", "Velikaya", "Neva"} <= set(rivers)
    (narva,) = lines(rivers["Narva"])
    arc = next(f for f in arcs(scale) if f["properties"]["id"] == "estonia-narva-strip-narva")
    assert narva in lines(arc["geometry"])
    assert shapely.LineString(narva).distance(shapely.Point(28.2, 59.375)) < 0.02


# ------------------------------------------------------------------------------------------------ arcs


@both
def test_arcs_are_the_shared_edges_of_their_two_territories_and_cover_all(scale):
    owner = {}
    for name, geometry in territories(scale).items():
        owner.update((edge, name) for edge in directed_edges(geometry))
    shared = {(a, b): (left, owner[b, a]) for (a, b), left in owner.items() if owner.get((b, a), left) != left}
    seen = defaultdict(int)
    for feature in arcs(scale):
        sides = feature["properties"]["left"], feature["properties"]["right"]
        for line in lines(feature["geometry"]):
            for edge in itertools.pairwise(line):
                assert shared.get(edge) == sides, (feature["properties"]["id"], edge)
                seen[frozenset(edge)] += 1
    assert set(seen) == {frozenset(edge) for edge in shared}
    assert set(seen.values()) == {1}


@both
def test_arcs_say_how_sure_they_are(scale):
    for feature in arcs(scale):
        properties = feature["properties"]
        assert properties["kind"] in {"border", "water"}
        assert 0 < properties["precision_km"] <= 10
        assert properties["sources"]
        assert all(source.strip() for source in properties["sources"])
        assert properties["name"]
        assert properties["note"] or properties["precision_km"] <= 1
        assert properties["id"].startswith("-".join(sorted((properties["left"], properties["right"]))))


# -------------------------------------------------------------------------------------------- holdings


@cache
def holdings():
    with (DATA / "holdings.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@cache
def atlas():
    return tomllib.loads((DATA / "atlas.toml").read_text(encoding="utf-8"))


def drawn_day(text):
    """The day a row is drawn from: of a span of days the last."""
    return date.fromisoformat(text.rpartition("/")[2])


def held(territory, day):
    rows = [
        row
        for row in holdings()
        if row["territory"] == territory
        and drawn_day(row["start_date"]) <= day
        and (not row["end_date"] or day < drawn_day(row["end_date"]))
    ]
    assert len(rows) == 1
    return rows[0]


@pytest.mark.parametrize("territory", sorted(territories("100m")))
def test_holdings_follow_each_other_over_the_whole_window(territory):
    rows = [row for row in holdings() if row["territory"] == territory]
    assert drawn_day(rows[0]["start_date"]) == atlas()["window"]["start"]
    assert rows[-1]["end_date"] == ""
    for row, following in itertools.pairwise(rows):
        assert row["end_date"] == following["start_date"]
        assert drawn_day(row["start_date"]) < drawn_day(row["end_date"])
    assert drawn_day(rows[-1]["start_date"]) < atlas()["window"]["end"]


def test_holdings_use_known_territories_states_and_statuses_and_name_their_sources():
    assert {row["territory"] for row in holdings()} == set(territories("100m"))
    for row in holdings():
        assert {row["state"], row["controller"], row["recognised"]} <= set(atlas()["states"])
        assert row["status"] in atlas()["statuses"]
        assert all(source.strip() for source in row["sources"].split(";"))


@pytest.mark.parametrize(
    ("territory", "day", "state", "controller", "status"),
    [
        ("estonia", "1939-09-27", "EST", "EST", "independent"),
        ("estonia", "1939-09-28", "EST", "EST", "with-soviet-bases"),
        ("estonia", "1940-06-14", "EST", "EST", "blockaded"),
        ("estonia", "1940-06-16", "EST", "EST", "blockaded"),
        ("estonia", "1940-06-17", "EST", "SUN", "occupied"),
        ("estonia", "1940-08-06", "SUN", "SUN", "soviet-republic"),
        ("latvia", "1940-06-16", "LVA", "LVA", "blockaded"),
        ("latvia", "1940-08-05", "SUN", "SUN", "soviet-republic"),
        ("lithuania", "1940-06-14", "LTU", "LTU", "with-soviet-bases"),
        ("lithuania", "1940-06-15", "LTU", "SUN", "occupied"),
        ("lithuania", "1940-08-03", "SUN", "SUN", "soviet-republic"),
        ("vilnius-1939", "1939-10-27", "SUN", "SUN", "occupied"),
        ("vilnius-1939", "1939-10-28", "LTU", "LTU", "with-soviet-bases"),
        ("poland-east", "1939-09-17", "SUN", "SUN", "occupied"),
        ("danzig", "1939-08-31", "DZG", "DZG", "free-city"),
        ("danzig", "1939-09-01", "DEU", "DEU", "annexed"),
        ("karelia-ceded", "1939-11-30", "FIN", "FIN", "war-zone"),
        ("karelia-ceded", "1940-03-13", "SUN", "SUN", "ceded"),
        ("hanko", "1940-03-22", "FIN", "SUN", "leased"),
        ("klaipeda", "1939-08-23", "DEU", "DEU", "ceded"),
    ],
)
def test_who_held_what_on_the_days_that_matter(territory, day, state, controller, status):
    row = held(territory, date.fromisoformat(day))
    assert (row["state"], row["controller"], row["status"]) == (state, controller, status)


def test_parts_of_a_baltic_state_share_its_days_until_the_german_attack():
    def days(territory):
        return [
            (r["start_date"], r["state"], r["status"])
            for r in holdings()
            if r["territory"] == territory and r["start_date"] < "1941-06-22"
        ]

    for whole, parts in {"estonia": ("petserimaa", "narva-strip"), "latvia": ("abrene",)}.items():
        for part in parts:
            assert days(part) == days(whole)


# Land taken by the Soviet Union since 1939 that German troops entered by 1 July 1941; and that which they did not.
REACHED = ("lithuania", "vilnius-1939", "strip-1940", "latvia", "poland-east")
NOT_REACHED = ("abrene", "estonia", "petserimaa", "narva-strip", "karelia-ceded", "gulf-islands", "hanko")


@pytest.mark.parametrize("day", ["1941-06-22", "1941-06-24", "1941-06-27", "1941-06-29", "1941-06-30", "1941-07-01"])
def test_one_rule_holds_for_all_soviet_land_in_the_last_days_of_june_1941(day):
    fallen = {"lithuania", "vilnius-1939", "strip-1940"} if day >= "1941-06-30" else set()
    for territory in REACHED:
        row = held(territory, date.fromisoformat(day))
        wanted = ("DEU", "occupied-by-germany") if territory in fallen else ("SUN", "german-front")
        assert (row["controller"], row["status"]) == wanted, territory
        assert row["note"], territory
    for territory in NOT_REACHED:
        row = held(territory, date.fromisoformat(day))
        assert row["status"] in {"soviet-republic", "ceded", "leased"}, territory
