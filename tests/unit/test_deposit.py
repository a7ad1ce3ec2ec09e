"""A deposit: what an archive takes of an atlas, read back by the tools that archives use."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
import warnings
from collections.abc import Iterator
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag

import frictionless
import jsonschema
import numpy as np
import pytest
import shapely
from click.testing import CliRunner
from rocrate.rocrate import ROCrate
from ruamel.yaml import YAML

from baltic_map.atlas import Atlas, default_folder, open_atlas
from baltic_map.check import check_atlas
from baltic_map.cli import main
from baltic_map.dataset import describe
from baltic_map.errors import AtlasError, InvalidAtlasError, MissingMetadataWarning
from baltic_map.export.deposit import write
from baltic_map.export.iso_days import iso_span
from baltic_map.export.request import Export
from baltic_map.licenses import file_license, joint, whole_license
from baltic_map.web.entry_pages import entry_page
from tests.unit.small_atlases import TINY, tiny_with

PUBLICATION = """
[publication]
version = "1.2.0"
date = 2026-11-28
creators = ["The tiny authors", { family = "Writer", given = "Ann", orcid = "0000-0002-1825-0097" }]
description = "A war of ten days."
keywords = ["war", "tests"]
places = ["The island"]
license = "CC-BY-4.0"
[publication.licenses]
"land*.geojson" = "LGPL-3.0-or-later"
"borders*.geojson" = "LGPL-3.0-or-later"
"territories*.geojson" = "LGPL-3.0-or-later"
"events.geojson#fight" = "CC-BY-4.0 AND ODbL-1.0"

[window]
"""
PASSAGES = """\
feature,words,language,work,locator,address,stance,speaker,translation,right,checked
fight,Sie <kamen> um zwei.,de,book,p. 7,https://a.example/7,supports,A soldier,They came at two.,official text,
"""
RETIRED = "id,retired,replaced_by,reason\nbrawl,2024-01-01,fight,Renamed.\nrumour,2024-02-01,,Untrue.\n"
REST = {"README.md", "index.html"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    events = (TINY / "events.geojson").read_text(encoding="utf-8")
    # A further column may be called as a word of the interface could be.
    events = events.replace('"id": "fight"', '"id": "fight", "ship.hull": "A 7"', 1)
    files = {"passages.csv": PASSAGES, "retired.csv": RETIRED, "events.geojson": events}
    return tiny_with(tmp_path_factory.mktemp("tiny"), files, {"\n[window]\n": PUBLICATION})


@pytest.fixture(scope="module")
def atlas(folder: Path) -> Atlas:
    return open_atlas(folder)


@pytest.fixture(scope="module")
def deposit(atlas: Atlas, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("deposit")
    assert len(list(write(Export(atlas, out)))) == len(files_of(out))
    return out


def files_of(out: Path) -> dict[str, bytes]:
    return {each.relative_to(out).as_posix(): each.read_bytes() for each in out.rglob("*") if each.is_file()}


def read(out: Path, name: str) -> Any:
    return json.loads((out / name).read_text(encoding="utf-8"))


# ---------------------------------------------------------------- metadata


def test_frictionless_finds_nothing_wrong(deposit: Path) -> None:
    report = frictionless.validate(str(deposit / "datapackage.json"))
    assert [error.message for error in report.flatten(["message"])] == []
    assert report.valid
    package = frictionless.Package(str(deposit / "datapackage.json"))
    assert (package.name, package.version) == ("tiny", "1.2.0")
    table = package.get_resource("source-holdings.csv")
    assert [(each.name, each.type) for each in table.schema.fields[:4]] == [
        ("territory", "string"),
        ("start_date", "string"),
        ("end_date", "string"),
        ("state", "string"),
    ]
    described = {each["path"]: each for each in read(deposit, "datapackage.json")["resources"]}
    assert {name for name in files_of(deposit) if name.startswith(("data/", "source/"))} == set(described)
    assert described["source/land.geojson"]["licenses"] == [
        {
            "name": "LGPL-3.0-or-later",
            "title": "LGPL-3.0-or-later",
            "path": "https://spdx.org/licenses/LGPL-3.0-or-later.html",
        }
    ]
    assert described["source/events.geojson"]["licenseExpression"] == "CC-BY-4.0 AND ODbL-1.0"
    assert described["source/passages.csv"]["licenseExpression"] == "CC-BY-4.0 AND LicenseRef-quotation"
    assert described["source/land.geojson"]["mediatype"] == "application/geo+json"


def test_a_changed_file_is_found(deposit: Path, tmp_path: Path) -> None:
    for name, data in files_of(deposit).items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(data)
    with (tmp_path / "source/holdings.csv").open("a", encoding="utf-8") as file:
        file.write("\n")
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert {error[0] for error in report.flatten(["type"])} >= {"hash-count"}


def test_rocrate_lists_every_file_with_licence_author_and_description(deposit: Path) -> None:
    crate = ROCrate(deposit)
    files = {each.id: each for each in crate.data_entities if each.type == "File"}
    assert set(files) == set(files_of(deposit)) - {"ro-crate-metadata.json"}
    root = crate.root_dataset
    assert (root["name"], root["version"], root["datePublished"]) == ("Tiny war: Ten days", "1.2.0", "2026-11-28")
    assert [each["name"] for each in root["author"]] == ["The tiny authors", "Ann Writer"]
    assert root["temporalCoverage"] == "1900-01-01/1900-01-10"
    for name, each in files.items():
        assert each["description"]
        assert [author["name"] for author in each["author"]] == ["The tiny authors", "Ann Writer"]
        assert each.get("license") or name.startswith("LICENSES/")
    told = files["source/events.geojson"]["license"]
    assert [each["identifier"] for each in told] == ["CC-BY-4.0", "ODbL-1.0"]


def test_datacite(deposit: Path) -> None:
    data = read(deposit, "datacite.json")
    assert data["creators"] == [
        {"name": "The tiny authors", "nameType": "Organizational"},
        {
            "name": "Writer, Ann",
            "nameType": "Personal",
            "givenName": "Ann",
            "familyName": "Writer",
            "nameIdentifiers": [
                {
                    "nameIdentifier": "https://orcid.org/0000-0002-1825-0097",
                    "nameIdentifierScheme": "ORCID",
                    "schemeUri": "https://orcid.org/",
                }
            ],
        },
    ]
    assert (data["publicationYear"], data["publisher"], "doi" in data) == ("2026", {"name": "(:tba)"}, False)
    assert data["types"] == {"resourceTypeGeneral": "Dataset", "resourceType": "Historical atlas"}
    assert data["dates"][0] == {"date": "2026-11-28", "dateType": "Issued"}
    assert data["descriptions"][1]["description"].startswith("No DOI had been given")
    assert [each["rightsIdentifier"] for each in data["rightsList"]] == [
        "CC-BY-4.0",
        "LGPL-3.0-or-later",
        "LicenseRef-quotation",
        "ODbL-1.0",
    ]
    assert data["geoLocations"][1]["geoLocationBox"] == {
        "westBoundLongitude": 0,
        "eastBoundLongitude": 6,
        "southBoundLatitude": 50,
        "northBoundLatitude": 54,
    }


def cff_schema() -> Any:
    name = "builtin_schemas/vendor/citation-file-format.json"
    return json.loads((resources.files("check_jsonschema") / name).read_text(encoding="utf-8"))


def test_the_citation_file_is_one(deposit: Path) -> None:
    data = yaml((deposit / "CITATION.cff").read_text(encoding="utf-8"))
    assert [each.message for each in jsonschema.Draft7Validator(cff_schema()).iter_errors(data)] == []
    assert (data["type"], data["version"], data["date-released"]) == ("dataset", "1.2.0", "2026-11-28")
    assert data["authors"][1] == {
        "family-names": "Writer",
        "given-names": "Ann",
        "orcid": "https://orcid.org/0000-0002-1825-0097",
    }
    # A list would mean that one may choose.
    assert "license" not in data
    assert "ODbL-1.0" in data["message"]


def yaml(text: str) -> Any:
    return json.loads(json.dumps(YAML(typ="safe", pure=True).load(text), default=str))


def test_checksums(deposit: Path) -> None:
    listed = dict(reversed(line.split("  ", 1)) for line in (deposit / "SHA256SUMS").read_text("utf-8").splitlines())
    files = files_of(deposit)
    del files["SHA256SUMS"]
    assert listed == {name: hashlib.sha256(data).hexdigest() for name, data in files.items()}


def test_twice_the_same_bytes(atlas: Atlas, deposit: Path, tmp_path: Path) -> None:
    list(write(Export(atlas, tmp_path)))
    again, files = files_of(tmp_path), files_of(deposit)
    assert [name for name in files if again.get(name) != files[name]] == []


def test_the_source_is_the_folder(folder: Path, deposit: Path) -> None:
    assert files_of(deposit / "source") == files_of(folder)


def test_the_project_is_cited_alike() -> None:
    """``CITATION.cff`` of the repository says what ``[publication]`` of its atlas says."""
    root = Path(__file__).parents[2]
    project = yaml((root / "CITATION.cff").read_text(encoding="utf-8"))
    dataset = describe(open_atlas())
    assert [each["name"] for each in project["authors"]] == [each.full_name for each in dataset.creators]
    assert project["keywords"] == list(dataset.keywords)
    assert project["version"] == dataset.version
    assert project.get("date-released", "") == dataset.date
    version = re.search(r'^version = "(.+)"$', (root / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE)
    assert version
    assert version[1] == dataset.version


# ---------------------------------------------------------------- what is not said


def test_what_is_not_said_is_told_and_not_invented(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    with pytest.warns(MissingMetadataWarning) as caught:
        list(write(Export(open_atlas(TINY), tmp_path)))
    assert [str(each.message).partition(". ")[0] for each in caught] == [
        "atlas.toml#publication: it has no version",
        "atlas.toml#publication: it names no creators",
        "atlas.toml#publication: it has no description",
        "atlas.toml#publication: it has no keywords",
        "atlas.toml#publication: it states no licence",
        "atlas.toml#publication: it has no date",
    ]
    data = read(tmp_path, "datacite.json")
    assert {"creators", "publicationYear", "version", "doi"} & set(data) == set()
    assert data["rightsList"] == [
        {"rights": "No licence is stated", "rightsIdentifier": "LicenseRef-not-stated", "lang": "en"}
    ]
    assert "Nobody has stated a licence" in (tmp_path / "LICENSES/LicenseRef-not-stated.txt").read_text("utf-8")
    assert "* It has no version: Write version" in (tmp_path / "README.md").read_text("utf-8")
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    assert len(ROCrate(tmp_path).data_entities) == len(files_of(tmp_path)) - 1


def test_the_day_may_come_from_outside(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert describe(open_atlas(TINY)).date == "1970-01-02"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "soon")
    with pytest.raises(AtlasError, match=r"^SOURCE_DATE_EPOCH: 'soon' is no number of seconds since 1970\. Set it"):
        describe(open_atlas(TINY))


def test_a_warning_is_one_line_on_the_shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    arguments = ["export", "--format", "deposit", "--atlas", str(TINY), "--out", str(tmp_path / "out")]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 0
    assert told.stderr.splitlines()[0] == ('atlas.toml#publication: it has no version. Write version = "1.0.0".')


WRONG = [
    ('license = "free for all"', "license", "it is 'free for all', not an SPDX licence expression"),
    ('date = "soon"', "date", "it is 'soon', not a day"),
    ('doi = "https://doi.org/10.1/x"', "doi", "it is 'https://doi.org/10.1/x', not a DOI"),
    ('creators = [{ given = "Ann" }]', "creators.0", "it has no name, or two"),
    (
        'creators = [{ name = "Ann", orcid = "0000-0002-1825-0098" }]',
        "creators.0.orcid",
        "it is '0000-0002-1825-0098', not an ORCID",
    ),
    ('authors = ["Ann"]', "authors", "authors is unknown"),
]


@pytest.mark.parametrize(("line", "where", "what"), WRONG, ids=[where for _, where, _ in WRONG])
def test_what_is_wrong_is_told(tmp_path: Path, line: str, where: str, what: str) -> None:
    folder = tiny_with(tmp_path, {}, {"\n[window]\n": f"\n[publication]\n{line}\n[window]\n"})
    with pytest.raises(InvalidAtlasError) as caught:
        open_atlas(folder)
    assert [(each.where, each.what) for each in caught.value.problems] == [(f"atlas.toml#publication.{where}", what)]


def test_check_tells_of_licences(tmp_path: Path) -> None:
    lines = (
        '[publication]\nlicense = "cc-by-4.0"\n[publication.licenses]\n"a.csv" = "Foo-1.0"\n"land.geojson" = "MIT"\n'
    )
    problems = check_atlas(tiny_with(tmp_path, {}, {"\n[window]\n": f"\n{lines}[window]\n"}))
    assert [(each.where, each.what) for each in problems] == [
        ("atlas.toml#publication.license", "'cc-by-4.0' is not as SPDX has it"),
        ("atlas.toml#publication.licenses.a.csv", "'Foo-1.0' names no licence of SPDX"),
        ("atlas.toml#publication.licenses.a.csv", "nothing of the atlas fits it"),
    ]


# ---------------------------------------------------------------- licences


def test_licences_are_joined() -> None:
    assert joint(["MIT", "CC-BY-4.0 AND MIT", "MIT OR CC0-1.0"]) == "(MIT OR CC0-1.0) AND CC-BY-4.0 AND MIT"
    assert joint([]) == "LicenseRef-not-stated"


def edges(geometry: Any) -> Any:
    """Number the edges of lines and outlines, whichever way they run; points are told apart to four decimals."""
    parts = shapely.get_parts(shapely.get_parts(geometry))
    lines = shapely.get_parts(shapely.boundary(parts) if parts[0].geom_type == "Polygon" else parts)
    points, of = shapely.get_coordinates(lines, return_index=True)
    # Degrees as whole numbers of less than 2 ** 31, two to a number.
    ends = np.round(points * 1e4).astype(np.int64)
    places = ends[:, 0] * 2**31 + ends[:, 1]
    joined = of[1:] == of[:-1]
    pairs = np.stack([np.minimum(places[1:], places[:-1]), np.maximum(places[1:], places[:-1])], axis=1)[joined]
    return pairs[:, 0] * 1_000_003 ^ pairs[:, 1]


def shapes(text: str) -> Iterator[tuple[str, Any]]:
    for each in json.loads(text)["features"]:
        if each["geometry"]:
            yield each["properties"].get("id"), shapely.from_geojson(json.dumps(each["geometry"]))


def test_no_file_that_says_cc_by_has_coordinates_under_the_lgpl() -> None:
    """Neither an edge of the land, nor anything that is said to be drawn from it."""
    atlas = open_atlas(default_folder())
    names = [each.relative_to(atlas.folder).as_posix() for each in atlas.folder.rglob("*.geojson")]
    texts = {name: (atlas.folder / name).read_text("utf-8") for name in names if not name.startswith("derive/")}
    licenses = {name: file_license(atlas, name) for name in texts}
    land = (name for name, each in licenses.items() if each == "LGPL-3.0-or-later")
    lesser = np.unique(np.concatenate([edges(shapely.from_geojson(texts[name])) for name in land]))
    assert len(lesser) > 50_000
    publication = atlas.config.publication
    shared = [
        f"{name}#{key}"
        for name, text in texts.items()
        for key, shape in shapes(text)
        if "LGPL" not in publication.license_of(name, key)
        and shape.geom_type != "Point"
        and np.isin(edges(shape), lesser).any()
    ]
    assert shared == []
    mixed = {name for name, each in licenses.items() if "LGPL" in each}
    assert mixed == {
        *(f"base/{kind}-{scale}.geojson" for kind in ("land", "lakes", "rivers") for scale in ("100m", "250m")),
        *(f"{kind}{scale}.geojson" for kind in ("territories", "borders") for scale in ("", "-250m")),
        "forces.geojson",
        "lines.geojson",
    }
    assert whole_license(atlas) == "CC-BY-4.0 AND LGPL-3.0-or-later AND LicenseRef-quotation"


def test_exported_files_are_under_the_licences_of_what_is_in_them(deposit: Path) -> None:
    told = {each["path"]: each["licenseExpression"] for each in read(deposit, "datapackage.json")["resources"]}
    land = "CC-BY-4.0 AND LGPL-3.0-or-later"
    assert told["data/tiny.gpkg"] == "CC-BY-4.0 AND LGPL-3.0-or-later AND LicenseRef-quotation AND ODbL-1.0"
    assert {told[f"data/geojson/{name}.geojson"] for name in ("territories", "states", "border_lines")} == {land}
    assert {told[f"data/csv/{name}.csv"] for name in ("territories", "states", "border_lines")} == {land}
    assert told["data/geojson/places.geojson"] == "CC-BY-4.0"
    assert told["data/csv/features.csv"] == "CC-BY-4.0 AND ODbL-1.0"
    assert told["data/csv/passages.csv"] == "CC-BY-4.0 AND LicenseRef-quotation"
    # The passage of the fight stands in the file of its layer.
    assert told["data/geojson/events.geojson"] == "CC-BY-4.0 AND LicenseRef-quotation AND ODbL-1.0"


# ---------------------------------------------------------------- pages


class Page(HTMLParser):
    """Reads where a page leads and what can be led to, what it loads, its elements, its text and its data."""

    VOID = frozenset({"meta", "link", "br", "image", "img", "path", "circle"})

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loads: list[str] = []
        self.ids: list[str] = []
        self.text = self.data = ""
        self.open: list[str] = []
        self.scripts = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        own = {key: value or "" for key, value in attrs}
        self.ids += [own["id"]] if "id" in own else []
        if tag == "a":
            self.links.append(own["href"])
        if tag == "image" or own.get("rel") == "stylesheet":
            self.loads.append(own["href"])
        if tag == "script":
            assert own == {"type": "application/ld+json"}
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open[-1:] == ["script"]:
            self.data += data
        else:
            self.text += data


@pytest.fixture(scope="module")
def pages(deposit: Path) -> dict[str, Page]:
    return {each.name: Page(each.read_text(encoding="utf-8")) for each in (deposit / "features").glob("*.html")}


def check_pages(pages: dict[str, Page], atlas: Atlas, out: Path) -> None:
    things = {each.id for each in atlas.feature_list} | atlas.borders.territories.keys() | atlas.borders.arcs.keys()
    retired = csv.DictReader(io.StringIO((atlas.folder / "retired.csv").read_text("utf-8")))
    things |= {each["id"] for each in retired}
    assert set(pages) == {"index.html", "works.html", *map(entry_page, things)}
    for name, page in pages.items():
        assert page.open == []
        assert len(page.ids) == len(set(page.ids)), name
        for link in (*page.links, *page.loads):
            if link.startswith(("https://", "http://")):
                continue
            path, anchor = urldefrag(link)
            if path == "../atlas.html":
                assert re.fullmatch(r"(date=-?\d{4}(-\d\d){0,2}&feature=[a-z0-9-]+)?", anchor)
                assert (out / "atlas.html").is_file()
            elif path.endswith(".html") or not path:
                there = pages[unquote(path) or name]
                assert not anchor or anchor in there.ids, f"{name}: {link}"
            else:
                assert (out / "features" / path).is_file()
        data = json.loads(page.data)
        assert data["@context"] == "https://schema.org"
        assert data["@type"] in {"CreativeWork", "Dataset", "CollectionPage"}
        if data["@type"] == "CreativeWork":
            assert {"identifier", "name", "description", "license"} <= set(data)
            assert data["identifier"] == name.removesuffix(".html").removesuffix("_")
    index = pages["index.html"].links
    assert set(map(entry_page, things)) <= set(index)


def test_every_thing_has_a_page_and_every_link_leads_somewhere(
    pages: dict[str, Page], atlas: Atlas, deposit: Path
) -> None:
    check_pages(pages, atlas, deposit)


def test_the_page_of_a_feature(pages: dict[str, Page]) -> None:
    page = pages["fight.html"]
    text = " ".join(page.text.split())
    for told in (
        "Fight at Oldtown",
        "About Fight at Oldtown.",
        "How sureCertain",
        "ship.hullA 7",
        "Writer, Ann, A Book, Town: Press, 1950, p. 7.",
        "„Sie <kamen> um zwei.“",
        "They came at two.",
        "LicenceCC-BY-4.0 AND ODbL-1.0",
        "The tiny authors, Ann Writer. “Fight at Oldtown” (fight). Tiny war, version 1.2.0, 2026.",
    ):
        assert told in text
    assert "../atlas.html#date=1900-01-05&feature=fight" in page.links
    data = json.loads(page.data)
    assert data["temporalCoverage"] == "1900-01-05"
    assert data["about"]["@type"] == "Event"
    assert (data["about"]["startDate"], data["about"]["endDate"]) == ("1900-01-05", "1900-01-05")
    assert data["spatialCoverage"]["geo"]["@type"] == "GeoCoordinates"
    assert data["license"] == [
        "https://creativecommons.org/licenses/by/4.0/",
        "https://spdx.org/licenses/ODbL-1.0.html",
    ]
    assert data["isPartOf"]["name"] == "Tiny war: Ten days"


def test_the_page_of_a_territory_has_an_address_for_each_holding(pages: dict[str, Page]) -> None:
    page = pages["west.html"]
    assert [each for each in page.ids if each.startswith("1900")] == ["1900-01-01", "1900-01-05"]
    assert "#1900-01-05" in page.links


def test_the_page_of_a_retired_id(pages: dict[str, Page]) -> None:
    assert "fight.html" in pages["brawl.html"].links
    text = " ".join(pages["rumour.html"].text.split())
    assert "This id has not been used since 1 February 2024." in text
    assert "No other entry tells it now." in text
    assert "Reason: Untrue." in text


def test_ids_that_are_names_of_lists_keep_a_page_of_their_own() -> None:
    assert [entry_page(each) for each in ("index", "works", "fight")] == ["index_.html", "works_.html", "fight.html"]


@pytest.mark.parametrize(
    ("start", "end", "interval"),
    [
        ("1900-01-02", "1900-01-03", "1900-01-02"),
        ("1900-01-02", "1900-01-05", "1900-01-02/1900-01-04"),
        ("1900-01-02/1900-01-04", "1900-01-05/1900-01-07", "1900-01-02/1900-01-06"),
        ("1899", None, "1899-01-01/.."),
        (None, "1900-01-03", "../1900-01-02"),
        ("1900-01-02/..", None, "1900-01-02/.."),
        (None, None, "../.."),
    ],
)
def test_intervals(start: str | None, end: str | None, interval: str) -> None:
    assert iso_span(open_atlas(TINY).axis, start, end) == interval


# ---------------------------------------------------------------- whole atlases


@pytest.mark.long
@pytest.mark.parametrize("name", ["geodata", "examples/endeavour", "examples/gallic-war"])
def test_the_deposits_of_the_atlases(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795824000")
    atlas = open_atlas(Path(__file__).parents[2] / name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MissingMetadataWarning)
        list(write(Export(atlas, tmp_path)))
    assert frictionless.validate(str(tmp_path / "datapackage.json")).valid
    listed = {each.id for each in ROCrate(tmp_path).data_entities if each.type == "File"}
    assert listed == set(files_of(tmp_path)) - {"ro-crate-metadata.json"}
    found = {each.name: Page(each.read_text(encoding="utf-8")) for each in (tmp_path / "features").glob("*.html")}
    if name == "geodata":
        check_pages(found, atlas, tmp_path)
    assert len(found) >= len(atlas.feature_list) + 2
