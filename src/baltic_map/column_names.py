"""What the columns of other people's tables are called, in several languages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

__all__ = ["COLUMN_NAMES", "columns_for"]

_WRITTEN = """
start_date: start_date start startdate date_start date_from from_date from begin begins began begin_date beginning since
start_date: valid_from first start_year year_start from_year year_from startdatestr gwsdate gwsyear start_time
start_date: von ab seit beginn anfang debut début depuis desde inicio início inizio dal da
start_date: algus alates pradžia pradzia nuo sākums sakums начало с от początek poczatek od alku
end_date: end_date end enddate date_end date_to to_date to until till through ends ended end_year year_end to_year
end_date: year_to valid_to valid_until last finish enddatestr gwedate gweyear end_time
end_date: bis ende fin jusqua hasta fim fine al lõpp lopp kuni pabaiga iki beigas līdz lidz конец по до koniec do loppu
date: date day when datetime timestamp time event_date year
date: datum tag jahr fecha día dia año ano data jour année annee giorno anno kuupäev kuupaev päev paev aasta
date: diena metai datums gads дата день год dzień dzien rok päivä vuosi
name: name title label event headline bezeichnung titel nom titre nombre título titulo nome
name: nimi pealkiri pavadinimas vardas nosaukums vārds название имя nazwa
description: description desc summary beschreibung descripción descripcion descrição descrizione
description: kirjeldus aprašymas apraksts описание opis kuvaus
lat: lat latitude latitud latitudine y ycoord ycoordinate breite breitengrad geobreite geografischebreite breedtegraad
lat: breddegrad breddgrad bredde leveysaste leveyspiiri leveys laius laiuskraad platums platuma szerokość szerokosc
lat: szerokośćgeograficzna zeměpisnášířka šířka sirka szélesség enlem широта πλάτος γεωγραφικόπλάτος 緯度 纬度
lon: lon long lng longitude longitud longitudine x xcoord xcoordinate länge laenge längengrad geolänge
lon: geografischelänge lengtegraad længdegrad lengdegrad längdgrad længde pituusaste pituuspiiri pituus pikkus
lon: pikkuskraad garums garuma ilguma długość dlugosc długośćgeograficzna zeměpisnádélka délka delka hosszúság boylam
lon: долгота μήκος γεωγραφικόμήκος 経度 经度
northing: northing north hochwert nord norte n
easting: easting east rechtswert ost este e
pair: coord coords coordinate coordinates gpscoordinates geocoordinates coordenadas coordonnées koordinaten
pair: koordinaadid koordinātas koordinatės współrzędne souřadnice koordinater koordinaatit координаты latlon latlng
pair: latlong location position geopoint point gps
"""


def _read(text: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for line in text.strip().splitlines():
        field, _, names = line.partition(":")
        found.setdefault(field, []).extend(names.split())
    return {field: tuple(names) for field, names in found.items()}


COLUMN_NAMES: Mapping[str, tuple[str, ...]] = _read(_WRITTEN)
"""
By field, the names that likely mean it; the likeliest first.

``date`` is the one day of a row, ``pair`` latitude and longitude in one cell. Names of columns of places are written
without blanks, signs and endings.
"""


def columns_for(field: str, columns: Iterable[str]) -> Iterator[str]:
    """
    Yield the columns that may be meant by a field.

    Parameters
    ----------
    field
        A key of `COLUMN_NAMES`.
    columns
        The names of all columns.

    Yields
    ------
    column
        As it is written in the table, the likeliest first. Case, blanks, ``_`` and ``-`` make no difference.
    """
    plain = {_plain(each): each for each in reversed(list(columns))}
    for name in dict.fromkeys(map(_plain, COLUMN_NAMES[field])):
        if name in plain:
            yield plain[name]


def _plain(name: str) -> str:
    return name.strip().casefold().replace("_", "").replace("-", "").replace(" ", "")
