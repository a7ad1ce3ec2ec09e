"""Each town that a treaty or the source of a day names lies on its side of the line on that day."""

from __future__ import annotations

from pathlib import Path

import pytest
import shapely

from baltic_map import Atlas, open_atlas
from baltic_map.layers import read_collection

GEODATA = Path(__file__).parents[2] / "geodata"

# Places of the atlas are taken from places.geojson; these are not in it. Points of GeoNames where it has the place, but
# for the church of Vištytis, which was measured by GPS (krogh-vistytis-2001).
POINTS = {
    "Ostrołęka": (21.57566, 53.08621),
    "Troszyn": (21.73083, 53.03115),
    "Nowogród": (21.8821, 53.22698),
    "Łomża": (22.05935, 53.17806),
    "Grajewo": (22.45537, 53.64728),
    "Prostken": (22.43183, 53.69901),
    "Augustów": (22.97979, 53.84321),
    "Raczki": (22.78487, 53.98749),
    "Filipów": (22.62076, 54.18037),
    "Sejny": (23.34698, 54.10802),
    "Vištytis": (22.71037, 54.45482),
    "Virbalis": (22.82272, 54.62858),
    "Kudirkos Naumiestis": (22.86138, 54.77353),
    "Kalvarija": (23.223, 54.417),
    "Lazdijai": (23.51466, 54.23326),
    "Veisiejai": (23.69614, 54.1011),
    "Smalininkai": (22.58363, 55.07567),
    "Trakai": (24.93433, 54.63783),
    "Eišiškės": (24.99917, 54.17414),
    "Šalčininkai": (25.38677, 54.30864),
    "Turmantas": (26.455, 55.695),
    "Marcinkonys": (24.4, 54.06),
    "Dieveniškės": (25.62, 54.195),
    "Adutiškis": (26.6, 55.155),
    "Vidzy": (26.6305, 55.3945),
    "Ashmyany": (25.93734, 54.41815),
    "Jaanilinn": (28.21625, 59.37155),
    "Suursaari": (26.98, 60.06),
}

# place, day, state, controller, the work that names it (an id of sources.json)
SIDES = [
    # the German–Soviet line of 28 September 1939
    ("Ostrołęka", "1939-08-23", "POL", "POL", "frus-1939-1"),
    ("Ostrołęka", "1939-10-26", "DEU", "DEU", "wikipedia-de-scharfenwiese"),
    ("Ostrołęka", "1941-06-21", "DEU", "DEU", "wikipedia-de-scharfenwiese"),
    ("Troszyn", "1939-11-02", "SUN", "SUN", "wikipedia-de-scharfenwiese"),
    ("Nowogród", "1939-11-02", "SUN", "SUN", "german-soviet-treaty-1939"),
    ("Łomża", "1939-11-02", "SUN", "SUN", "german-soviet-treaty-1939"),
    ("Grajewo", "1939-08-23", "POL", "POL", "versailles-1919"),
    ("Grajewo", "1939-11-02", "SUN", "SUN", "german-soviet-treaty-1939"),
    ("Prostken", "1939-08-23", "DEU", "DEU", "versailles-1919"),
    ("Augustów", "1939-11-02", "SUN", "SUN", "frus-1939-1"),
    ("Suwałki", "1939-08-23", "POL", "POL", "ambassadors-1923"),
    ("Suwałki", "1939-09-24", "POL", "SUN", "german-soviet-treaty-1939"),
    ("Suwałki", "1939-10-26", "DEU", "DEU", "german-decree-annexation-1939"),
    ("Sejny", "1939-10-26", "DEU", "DEU", "german-soviet-treaty-1939"),
    ("Raczki", "1939-08-23", "POL", "POL", "versailles-1919"),
    ("Raczki", "1939-10-26", "DEU", "DEU", "german-soviet-treaty-1939"),
    ("Filipów", "1939-08-23", "POL", "POL", "versailles-1919"),
    ("Białystok", "1939-11-02", "SUN", "SUN", "prlib-west-belarus"),
    ("Grodno", "1939-11-02", "SUN", "SUN", "prlib-west-belarus"),
    ("Lida", "1939-11-02", "SUN", "SUN", "prlib-west-belarus"),
    # the western border of Lithuania; the ten towns of the strip reserved for Germany stood under Lithuania
    ("Vištytis", "1939-08-23", "LTU", "LTU", "krogh-vistytis"),
    ("Vištytis", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Vištytis", "1940-08-03", "SUN", "SUN", "ussr-admission-1940"),
    ("Kybartai", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Eydtkau", "1940-06-14", "DEU", "DEU", "versailles-1919"),
    ("Virbalis", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Kudirkos Naumiestis", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Vilkaviškis", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Marijampolė", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Kalvarija", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Lazdijai", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Veisiejai", "1940-06-14", "LTU", "LTU", "de-jonge-suvalkija"),
    ("Memel", "1939-08-23", "DEU", "DEU", "german-lithuanian-treaty-1939"),
    ("Memel", "1941-06-22", "DEU", "DEU", "german-lithuanian-treaty-1939"),
    ("Smalininkai", "1939-08-23", "DEU", "DEU", "klaipeda-convention-1924"),
    # Vilnius and its land, by the treaty of 10 October 1939
    ("Vilnius", "1939-09-17", "POL", "POL", "treccani-vilna"),
    ("Vilnius", "1939-09-19", "SUN", "SUN", "wikipedia-battle-wilno-1939"),
    ("Vilnius", "1939-10-28", "LTU", "LTU", "meltyukhov-2014"),
    ("Vilnius", "1940-06-15", "LTU", "SUN", "kantor-2020"),
    ("Naujoji Vilnia", "1939-10-28", "LTU", "LTU", "meltyukhov-2014"),
    ("Trakai", "1939-10-28", "LTU", "LTU", "treaty-moscow-1939-lithuania"),
    ("Eišiškės", "1939-10-28", "LTU", "LTU", "treaty-moscow-1939-lithuania"),
    ("Varėna", "1939-10-28", "LTU", "LTU", "treaty-moscow-1939-lithuania"),
    ("Ignalina", "1939-10-28", "LTU", "LTU", "ushmm-ghettos-2012"),
    ("Dūkštas", "1939-10-28", "LTU", "LTU", "treaty-moscow-1939-lithuania"),
    ("Turmantas", "1939-10-28", "LTU", "LTU", "treaty-moscow-1939-lithuania"),
    # the strip that came to the Lithuanian SSR only in November 1940
    ("Święciany", "1939-10-28", "SUN", "SUN", "anusauskas"),
    ("Święciany", "1940-06-14", "SUN", "SUN", "ussr-admission-1940"),
    ("Druskieniki", "1939-10-28", "SUN", "SUN", "anusauskas"),
    ("Marcinkonys", "1940-06-14", "SUN", "SUN", "anusauskas"),
    ("Dieveniškės", "1940-06-14", "SUN", "SUN", "anusauskas"),
    ("Adutiškis", "1940-06-14", "SUN", "SUN", "anusauskas"),
    ("Šalčininkai", "1940-06-14", "SUN", "SUN", "svaboda-1940-border"),
    # Estonia, Latvia and Finland
    ("Narva", "1940-06-16", "EST", "EST", "treaty-tartu-1920-estonia"),
    ("Narva", "1940-06-17", "EST", "SUN", "kallas-varia"),
    ("Jaanilinn", "1939-08-23", "EST", "EST", "treaty-tartu-1920-estonia"),
    ("Kingisepp", "1939-08-23", "SUN", "SUN", "treaty-tartu-1920-estonia"),
    ("Petseri", "1939-08-23", "EST", "EST", "treaty-tartu-1920-estonia"),
    ("Irboska", "1939-08-23", "EST", "EST", "treaty-tartu-1920-estonia"),
    ("Pskov", "1939-08-23", "SUN", "SUN", "treaty-tartu-1920-estonia"),
    ("Abrene", "1939-08-23", "LVA", "LVA", "treaty-riga-1920"),
    ("Abrene", "1940-06-17", "LVA", "SUN", "kantor-2020"),
    ("Ostrov", "1939-08-23", "SUN", "SUN", "treaty-riga-1920"),
    ("Zilupe", "1939-08-23", "LVA", "LVA", "treaty-riga-1920"),
    ("Hanko", "1940-03-21", "FIN", "FIN", "treaty-moscow-1940"),
    ("Hanko", "1940-03-22", "FIN", "SUN", "treaty-moscow-1940"),
    ("Viipuri", "1940-03-12", "FIN", "FIN", "treaty-moscow-1940"),
    ("Viipuri", "1940-03-13", "SUN", "SUN", "treaty-moscow-1940"),
    ("Käkisalmi", "1940-03-13", "SUN", "SUN", "treaty-moscow-1940"),
    ("Sortavala", "1940-03-13", "SUN", "SUN", "treaty-moscow-1940"),
    ("Suursaari", "1940-03-13", "SUN", "SUN", "treaty-moscow-1940"),
    ("Kotka", "1940-03-13", "FIN", "FIN", "treaty-moscow-1940"),
]

# Towns of the Belarusian SSR that the law of August 1940 did not name whole: they never came to Lithuania.
STAYED = ("Vidzy", "Ashmyany", "Braslaw")

# town, the last day on which the atlas may draw the land around it as quietly Soviet
FRONT = [
    ("Kaunas", "1941-06-23"),
    ("Vilnius", "1941-06-23"),
    ("Grodno", "1941-06-22"),
    ("Utena", "1941-06-24"),
    ("Daugavpils", "1941-06-25"),
    ("Lida", "1941-06-26"),
    ("Joniškis", "1941-06-26"),
    ("Jēkabpils", "1941-06-27"),
    ("Liepāja", "1941-06-28"),
    ("Riga", "1941-06-30"),
]


@pytest.fixture(scope="module")
def atlas() -> Atlas:
    return open_atlas(GEODATA)


@pytest.fixture(scope="module")
def points(atlas: Atlas) -> dict[str, tuple[float, float]]:
    towns = {
        each.names["en"]: (each.geometry.x, each.geometry.y)
        for each in atlas.feature_list
        if each.layer == "places" and each.fields.kind in {"capital", "town"}
    }
    return {**towns, **POINTS, "Braslaw": (27.05715, 55.64387)}


@pytest.mark.parametrize(("place", "day", "state", "controller", "work"), SIDES)
def test_a_named_town_lies_on_its_side(
    atlas: Atlas, points: dict[str, tuple[float, float]], place: str, day: str, state: str, controller: str, work: str
) -> None:
    assert work in atlas.bibliography
    found = atlas.at(*points[place], day)
    assert found is not None
    assert (found.state, found.controller) == (state, controller)


def test_the_coarse_scale_has_each_town_in_the_same_territory(
    atlas: Atlas, points: dict[str, tuple[float, float]]
) -> None:
    coarse = {
        raw["properties"]["id"]: shapely.geometry.shape(raw["geometry"])
        for _, raw in read_collection(GEODATA, "territories-250m.geojson")
    }
    for place in {row[0] for row in SIDES}:
        point = shapely.Point(points[place])
        (near,) = (key for key, shape in coarse.items() if shape.covers(point))
        territory = atlas.borders.at(*points[place])
        assert territory is not None
        assert near == territory.id, place


@pytest.mark.parametrize("place", STAYED)
def test_towns_of_the_belarusian_republic_stay_in_it(
    atlas: Atlas, points: dict[str, tuple[float, float]], place: str
) -> None:
    found = atlas.at(*points[place], "1940-12-01")
    assert found is not None
    assert (found.territory, found.status) == ("poland-east", "annexed")


@pytest.mark.parametrize(("place", "day_before"), FRONT)
def test_no_town_is_quietly_soviet_after_its_day(
    atlas: Atlas, points: dict[str, tuple[float, float]], place: str, day_before: str
) -> None:
    first = atlas.axis.index(day_before) + 1
    for index in range(first, len(atlas.axis)):
        found = atlas.at(*points[place], atlas.axis.day(index))
        assert found is not None
        assert found.status in {"german-front", "occupied-by-germany"}
