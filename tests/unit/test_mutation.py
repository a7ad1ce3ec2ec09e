"""
What `check` passes, pages and plates draw; what they refuse, `check` has named.

A valid atlas is changed in one to three places: a value of another kind, a number or a date at the end of its range, a
name nearly right, something left out or written twice. ``pytest --mutations 5000`` tries as many instead of a few.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from baltic_map.atlas import open_atlas
from baltic_map.builder import MapBuilder
from baltic_map.check import check_atlas
from baltic_map.errors import AtlasError, InvalidAtlasError
from baltic_map.icons import icon_path
from baltic_map.snapshot import Snapshot
from tests.variants import first

T = TypeVar("T")
Choose = Callable[[Sequence[T]], T]

FEW, MANY = 60, 150
TINY = Path(__file__).parents[1] / "fixtures" / "tiny"
DAYS = ("1900-01-05", "1900-01-10")

# What a problem may not say: it is for people who write atlases, not for those who write Python.
PYTHON = re.compile(
    r"NoneType|\bNone\b|\bTrue\b|\bFalse\b|\bdict\b|\btuple\b|\bstr\b|codec|object has no|Error\b|Traceback|<class|"
    r"unhashable|unexpected keyword|[Ii]nput should|msgspec|Expected `"
)

EXTREMES: list[Any] = [
    *(None, True, False, 0, -1, 1, 2.5, 91, 1e300, -1e300, 9.48e153, 1e-300, 10**30, float(2**63)),
    *(
        "",
        " ",
        "\u00a0",
        "\u200b",
        "x",
        "a\nb",
        "{",
        "{controller}",
        "{0}",
        "{x.__class__}",
        "%s",
        "$x^2$",
        "<b>&",
        "東京",
    ),
    *(
        "S\u030ciauliai",
        "\U0001f600",
        "n" * 300,
        "word " * 80,
        "__proto__",
        "constructor",
        "own",
        "fight",
        "west",
        "AAA",
    ),
    *("1900-01-05", "1900-01-11", "1899-12-31", "9999-12-31", "0001-01-01", "0001~", "9999~", "Y1E308", "1900-01-?05"),
    *(
        "{1900-01-03,1900-01-06}",
        "[1900-01-03,1900-01-06]",
        "1900-01-05/1900-01-06/1900-01-07",
        "1905",
        "../1900",
        "1900-24",
    ),
    *(
        "EPSG:4326",
        "EPSG:3035",
        "EPSG:32633",
        "EPSG:4978",
        "EPSG:5703",
        "EPSG:999999",
        "+proj=ortho +lat_0=-52",
        "#000000",
    ),
    *("base/../land.geojson", "/etc/passwd", "land.geojson", "events.geojson", "holdings.csv", "missing.geojson", "."),
    *([], {}, [[]], [1], ["a"], {"a": 1}, [None], [0, 0], [[1, 51], [2, 52]], ["1.6", "52"], [1.6, 52, 120]),
    *({"type": "Point", "coordinates": [1.6, 52]}, {"type": "Point", "coordinates": []}, {"type": "Circle"}),
    {"type": "Polygon", "coordinates": [[[1, 51], [2, 52], [2, 51], [1, 52], [1, 51]]]},
    {"type": "Polygon", "coordinates": [[[2.6, 51.6, 5], [2.9, 51.6, 5], [2.9, 51.9, 5], [2.6, 51.6, 5]]]},
    {"type": "LineString", "coordinates": [[1, 51], [1, 51]]},
    {"type": "MultiPolygon", "coordinates": []},
    {"type": "GeometryCollection", "geometries": [{"type": "GeometryCollection", "geometries": []}]},
]
TOML = [
    *(
        "true",
        "0",
        "-1",
        "1",
        "2.5",
        "90",
        "85.06",
        "180",
        "1e300",
        "inf",
        "-inf",
        "nan",
        '""',
        '" "',
        '"x"',
        '"{"',
        '"own"',
    ),
    *(
        '"{controller}"',
        '"{contoller}"',
        '"\u00a0"',
        '"a\\nb"',
        "[]",
        "[1]",
        '["a"]',
        "{}",
        "{a = 1}",
        "1900-01-05",
        "1900-01-11",
    ),
    *(
        "0001-01-01",
        "9999-12-31",
        "1900-01-05T00:00:00",
        "12:00:00",
        '"1900-01-05"',
        '"5 January"',
        '["1900-01-05"]',
        "9" * 400,
    ),
    *(
        '"EPSG:4326"',
        '"EPSG:32633"',
        '"EPSG:3035"',
        '"EPSG:999999"',
        '"EPSG:4978"',
        '"+proj=ortho +lat_0=-52"',
        '"nosuch"',
    ),
    *(
        '"land.geojson"',
        '"territories.geojson"',
        '"lakes.geojson"',
        '"nosuch.geojson"',
        '"../x.geojson"',
        '"events"',
        '"zones"',
    ),
    *(
        '"icon"',
        '"area"',
        '"label"',
        '"arrow"',
        '"line"',
        '["en", "xx"]',
        '["lt", "lt"]',
        '"__proto__"',
        '"東京"',
        "0x10",
        "1_000",
    ),
    *(
        "0.5",
        "5",
        "9.9",
        "10",
        "11",
        "64",
        "0.01",
        '["#000000", "#ffffff"]',
        '["#000000"]',
        '["red", "blue"]',
        '"burst"',
        '"own-sign"',
    ),
]
KEYS = [
    "end_dat",
    "start_dat",
    "names",
    "Name",
    "name:en",
    "name:lt",
    "name:LT",
    "name:",
    "nam",
    "colour",
    "id",
    "kind",
    "x",
]
SIGN = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><path d="{}"/></svg>'
PATHS = [
    "",
    "M1 1",
    "M1 1H2",
    "M1 1H15V15H1Z",
    "L1 1",
    "M1e999 0H2V2Z",
    "M0 0L0 0Z",
    "M1 1A1 1 0 0 0 3 3Z",
    "M1 1Z M2 2Z",
]

STORY = """+++
title = "Tiny story"
"title:lt" = "Pasaka"
+++

## First step

```toml
id = "first"
date = 1900-01-05
view = [0.5, 50.5, 5.5, 53.5]
highlight = ["fight"]
sources = ["book, p. 7"]
```

A *plain* paragraph.
"""
COVERAGE = """statement,section,says,mapped,carried_by,reason
S1,A,Says it,yes,fight; holdings:west@1900-01-05,
S2,A,Says more,no,,Not a place
"""
PASSAGES = """feature,words,language,work,locator,address,stance,speaker,translation,right,checked
fight; oldtown,Buvo tylu,lt,book,p. 7,https://example.org/a,supports,A clerk,It was quiet,Public domain,2026-11-27
"""


def valid() -> dict[str, str]:
    """Give the files of an atlas that has all that an atlas can have."""
    files = {path.name: path.read_text(encoding="utf-8") for path in sorted(TINY.iterdir()) if path.is_file()}
    # A second, coarser scale, of files of its own.
    for name in ("territories", "borders", "land", "lakes"):
        files[f"coarse-{name}.geojson"] = files[f"{name}.geojson"]
    coarse = "".join(f'{name} = "coarse-{name}.geojson"\n' for name in ("territories", "borders", "land", "lakes"))
    toml = files["atlas.toml"].replace("[[scales]]\n", f"[[scales]]\n{coarse}[[scales]]\nmin_zoom = 8\n", 1)
    toml = toml.replace('icon = "burst"', 'icon = "own-sign"')
    toml = toml.replace("[window]", '[evidence]\ncertain = ["press"]\nnot_alone = ["encyclopaedia"]\n\n[window]')
    toml = 'languages = ["en", "lt"]\nopening_day = 1900-01-05\n"title:lt" = "Karas"\n' + toml
    files["atlas.toml"] = toml + '\n[[chapters]]\nname = "War"\nstart = 1900-01-05\nend = 1900-01-11\n'
    files["story.md"] = STORY
    files["story.lt.md"] = '## Pirmas\n\n```toml\nid = "first"\n```\n\nTekstas.\n'
    files["coverage.csv"] = COVERAGE
    files["passages.csv"] = PASSAGES
    works = files["sources.json"].replace('"id": "book"', '"id": "book", "custom": {"class": "press", "via": "paper"}')
    files["sources.json"] = works.replace(
        '"id": "paper"', '"id": "paper", "custom": {"class": "document", "quotes": []}'
    )
    town = '"id": "oldtown", "geonames": 588409, "wikidata": "Q1770"'
    files["places.geojson"] = files["places.geojson"].replace('"id": "oldtown"', town)
    files["icons/own-sign.svg"] = SIGN.format("M1 1H15V15H1Z")
    return files


def slots(value: Any) -> list[tuple[Any, Any]]:
    """List every slot of a JSON value: its container and its key."""
    items = (
        list(value.items()) if isinstance(value, dict) else list(enumerate(value)) if isinstance(value, list) else []
    )
    return [slot for key, inner in items for slot in [(value, key), *slots(inner)]]


def mutate_json(text: str, choose: Choose[Any]) -> str:
    try:
        data = json.loads(text)
    except ValueError:
        # Another file stands in its place.
        return mutate_lines(text, choose)
    places = slots(data)
    if not places:
        return text
    container, key = choose(places)
    how = choose(("set", "set", "set", "delete", "twice", "rename"))
    if how == "delete":
        del container[key]
    elif how == "twice" and isinstance(container, list):
        container.insert(key, container[key])
    elif how == "rename" and isinstance(container, dict):
        container[choose(KEYS)] = container.pop(key)
    else:
        container[key] = choose(EXTREMES)
    return json.dumps(data, ensure_ascii=False)


def mutate_lines(text: str, choose: Choose[Any]) -> str:
    """Change a line of TOML, or of a story with its blocks of TOML."""
    lines = text.split("\n")
    at = choose(range(len(lines)))
    name, equals, _ = lines[at].partition(" = ")
    how = choose(("set", "set", "set", "set", "delete", "twice", "rename"))
    if how == "delete":
        del lines[at]
    elif how == "twice":
        lines.insert(at, lines[at])
    elif how == "rename" and equals:
        lines[at] = lines[at].replace(name, choose((name[:-1], name + "s", name.upper(), '"name:en"', '"name:lt"')), 1)
    elif equals:
        lines[at] = name + equals + choose(TOML)
    else:
        lines[at] = choose(("", "text", "- a list", "```", "[window]", "[[scales]]", "[states.x]", "## Step", "+++"))
    return "\n".join(lines)


def mutate_cells(text: str, choose: Choose[Any]) -> str:
    rows = [row for row in csv.reader(io.StringIO(text)) if row]
    if not rows:
        return text
    row = choose(rows)
    how = choose(("set", "set", "set", "delete", "twice", "cut"))
    if how == "delete":
        rows.remove(row)
    elif how == "twice":
        rows.insert(0, row)
    elif how == "cut":
        row.pop()
    else:
        row[choose(range(len(row)))] = choose([each for each in EXTREMES if isinstance(each, str)])
    written = io.StringIO()
    csv.writer(written, lineterminator="\n").writerows(rows)
    return written.getvalue()


def mutate(files: dict[str, str], choose: Choose[Any]) -> None:
    """Change one file, mostly inside."""
    name = choose(sorted(files))
    how = choose(("inside",) * 12 + ("delete", "swap"))
    if how == "delete":
        del files[name]
    elif how == "swap":
        files[name] = files[choose(sorted(files))]
    elif name.endswith(".svg"):
        files[name] = SIGN.format(choose(PATHS))
    elif name.endswith("json"):
        files[name] = mutate_json(files[name], choose)
    elif name.endswith(".csv") and files[name]:
        files[name] = mutate_cells(files[name], choose)
    else:
        files[name] = mutate_lines(files[name], choose)


def write(files: dict[str, str], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "icons").mkdir(parents=True)
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    # They are kept by their folder, which is the same one each time.
    icon_path.cache_clear()


def draw(folder: Path, *, plate: bool) -> None:
    """Ask for all that an atlas can give."""
    atlas = open_atlas(folder)
    axis = atlas.axis
    first, last = (day if axis.start.isoformat() <= day < axis.end.isoformat() else axis.start for day in DAYS)
    atlas.on(first)
    atlas.diff(first, last)
    atlas.at(1.5, 52, first)
    for layer in atlas.config.layers:
        atlas.features(layer=layer.id)
    builder = MapBuilder(atlas)
    assert "</html>" in builder.day(first).get_root().render()
    if len(axis) < 400:
        assert "</html>" in builder.atlas_map().get_root().render()
    if plate:
        with warnings.catch_warnings(action="ignore"):
            assert Snapshot(atlas, dpi=30).render(first)[:4] == b"\x89PNG"


def try_out(files: dict[str, str], folder: Path, *, plate: bool) -> bool:
    """Hold an atlas to what is demanded of it; tell whether it has problems."""
    write(files, folder)
    problems = check_atlas(folder)
    lines = [str(problem) for problem in problems]
    for line in lines:
        assert "\n" not in line
        assert not PYTHON.search(line), line
    if not problems:
        draw(folder, plate=plate)
        return False
    refused: list[str] = []
    try:
        draw(folder, plate=plate)
    except InvalidAtlasError as error:
        refused += map(str, error.problems)
    except AtlasError as error:
        refused.append(str(error))
    # The same thing is at fault, be it said by another.
    assert all(any(problem.partition("#")[0].partition(": ")[0] in line for line in lines) for problem in refused), (
        refused
    )
    return True


def test_an_atlas_with_all_that_there_is_has_no_faults(tmp_path: Path) -> None:
    assert not try_out(valid(), tmp_path / "atlas", plate=True)


@pytest.mark.parametrize("tries", first(1, [FEW, MANY]))
def test_check_and_build_agree(tries: int, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    wanted = request.config.getoption("--mutations")
    sound = valid()
    counts = {True: 0, False: 0}

    @settings(
        max_examples=wanted or tries,
        derandomize=wanted is None,
        phases=[Phase.generate] if wanted is None else [Phase.generate, Phase.shrink],
        suppress_health_check=list(HealthCheck),
        report_multiple_bugs=False,
    )
    @given(st.data())
    def agree(data: st.DataObject) -> None:
        def choose(things: Sequence[T]) -> T:
            return data.draw(st.sampled_from(things))

        files = dict(sound)
        for _ in range(choose((1, 1, 1, 2, 3))):
            mutate(files, choose)
        number = sum(counts.values())
        counts[try_out(files, tmp_path / "atlas", plate=number % 25 == 0)] += 1

    agree()
    # Both sides were tried.
    assert min(counts.values()) > sum(counts.values()) / 20
