"""The one door for files: what passes, and the one line each other file is told in."""

from __future__ import annotations

import csv
import json
import os
import re
import shutil
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from baltic_map import reading
from baltic_map.check import check_atlas
from baltic_map.errors import AtlasError, Problem, Problems
from baltic_map.layers import read_collection
from baltic_map.reading import (
    _is_composed,
    atlas_folder,
    parse_json,
    parse_toml,
    read_json,
    read_rows,
    read_text,
    read_toml,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SOURCE = Path(__file__).parents[2] / "src" / "baltic_map"
TINY = Path(__file__).parents[1] / "fixtures" / "tiny"


def said(read: Callable[..., Any], *arguments: Any) -> str:
    with pytest.raises(AtlasError) as caught:
        read(*arguments)
    text = str(caught.value)
    assert "\n" not in text
    return text


# ---------------------------------------------------------------------- which files
def test_a_mark_crlf_and_decomposed_letters_are_read_as_what_they_mean(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes("\N{ZERO WIDTH NO-BREAK SPACE}S\u030ciauliai\r\nPa\u0308rnu\rx".encode())
    assert read_text(tmp_path, "a") == "Šiauliai\nPärnu\nx"


@pytest.mark.parametrize("name", ["/etc/hostname", "../secret", "in/../../secret", "C:\\x", "\\\\host\\x", "in\\..\\x"])
def test_nothing_outside_the_folder_is_read(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "atlas"
    (folder / "in").mkdir(parents=True)
    (tmp_path / "secret").write_text("secret")
    assert said(read_text, folder, name) == (
        f"{name}: it lies outside the atlas's folder. Put the file into the folder and name it there."
    )


def test_a_link_may_not_lead_out_but_within(tmp_path: Path) -> None:
    folder = tmp_path / "atlas"
    folder.mkdir()
    (tmp_path / "secret").write_text("secret")
    (folder / "out").symlink_to("../secret")
    (folder / "real").write_text("real")
    (folder / "within").symlink_to("real")
    assert read_text(folder, "within") == "real"
    assert said(read_text, folder, "out").startswith("out: it lies outside the atlas's folder. ")


def test_what_is_no_regular_file_is_told_at_once(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to("round")
    (tmp_path / "file").write_text("x")
    assert said(read_text, tmp_path, "folder") == "folder: it is a folder. Put a file in its place."
    assert said(read_text, tmp_path, ".") == ".: it is a folder. Put a file in its place."
    assert said(read_text, tmp_path, "pipe") == "pipe: it is no regular file. Put a file in its place."
    assert said(read_text, tmp_path, "round") == "round: its links lead round in a circle. Put a file in its place."
    assert said(read_text, tmp_path, "none") == "none: the file is missing. Write it, or take out what names it."
    assert said(read_text, tmp_path, "file/x") == "file/x: a file stands where its folder should be. Mend the path."
    assert "its name is too long. Give it a shorter name." in said(read_text, tmp_path, "n" * 300)
    assert said(read_text, tmp_path, "a\0b").startswith(r"a\x00b: it cannot be read. ")


def test_a_file_that_may_not_be_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a").write_text("x")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert said(read_text, tmp_path, "a") == "a: it may not be read. Give yourself the right to read it."


def test_a_device_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "zero").symlink_to("/dev/zero")
    assert said(read_text, tmp_path, "zero").startswith("zero: it lies outside the atlas's folder. ")


def test_a_file_has_a_largest_size(tmp_path: Path) -> None:
    with (tmp_path / "large").open("wb") as file:
        file.truncate(300_000_000)
    assert said(read_json, tmp_path, "large") == (
        "large: it has 300 MB, and 64 is the most. Leave out what the map does not need, or split it."
    )


def test_a_text_has_a_smaller_largest_size(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"x" * 1_000_000)
    assert len(read_text(tmp_path, "a")) == 1_000_000
    (tmp_path / "a").write_bytes(b"x" * 1_600_000)
    line = "a: it has 2 MB, and 1 is the most. Leave out what the map does not need, or split it."
    assert said(read_text, tmp_path, "a") == line
    assert said(read_toml, tmp_path, "a") == line


def test_brackets_have_a_largest_number(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("[" + "[]," * 8_000_000 + "[]]")
    assert said(read_json, tmp_path, "a") == (
        "a: it has more than 8,000,000 brackets. Simplify its outlines, or split it."
    )


@pytest.mark.parametrize(
    ("data", "line"),
    [
        ("fine\nŠiauliai".encode("cp1257"), "a: it is not UTF-8: line 2 has another encoding. Save it as UTF-8."),
        ("Pärnu".encode("utf-16"), "a: it is UTF-16. Save it as UTF-8."),
        (b"one\ntwo\x1b[2J", "a: line 2 has the control character U+001B. Take it out."),
        (b"a\0b", "a: line 1 has the control character U+0000. Take it out."),
        ("a\u0085b".encode(), "a: line 1 has the control character U+0085. Take it out."),
    ],
)
def test_what_is_no_text_is_told(tmp_path: Path, data: bytes, line: str) -> None:
    (tmp_path / "a").write_bytes(data)
    assert said(read_text, tmp_path, "a") == line


# ---------------------------------------------------------------------- JSON
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("{", "a: not JSON at line 1, column 2. Mend the file there."),
        ('{\n "x": 1\n "y": 2}', "a: not JSON at line 3, column 2. Mend the file there."),
        ("", "a: not JSON at line 1, column 1. Mend the file there."),
        ("[NaN]", "a: not JSON: NaN is no number. Mend the file."),
        ("[-Infinity]", "a: not JSON: -Infinity is no number. Mend the file."),
        ("[1e999]", "a: it has the number 1e999, which is too long or too large. Mend the file."),
        (f"[{'9' * 400}]", "a: it has a number of 400 digits. Mend the file."),
        (f"[0.{'9' * 400}]", f"a: it has the number 0.{'9' * 38}, which is too long or too large. Mend the file."),
        ('{"x": 1, "y": 2, "x": 3}', "a: the key 'x' stands twice in one object. Mend the file."),
        ('{"id": "fight", "n": 1, "n": 1}', "a: the key 'n' of 'fight' stands twice in one object. Mend the file."),
        (r'["a\ud800"]', r"a: the text 'a\ud800' has half a character U+D800. Mend the file."),
        (r'{"\udc00": 1}', r"a: the text '\udc00' has half a character U+DC00. Mend the file."),
        (r'["a\u0001b"]', r"a: the text 'a\x01b' has the control character U+0001. Mend the file."),
        ("[" * 200_000, "a: nested more than 64 deep. Mend the brackets."),
        ("[" * 65 + "]" * 65, "a: nested more than 64 deep. Mend the brackets."),
        ('{"a":' * 65 + "1" + "}" * 65, "a: nested more than 64 deep. Mend the brackets."),
    ],
)
def test_what_is_no_sound_json_is_told(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "a").write_text(text)
    assert said(read_json, tmp_path, "a") == line


@pytest.mark.parametrize("escaped", ["", "\\u0061"], ids=["plain", "escaped"])
def test_json_is_nested_so_deep_and_no_deeper(tmp_path: Path, escaped: str) -> None:
    for depth in (32, 33):
        (tmp_path / "a.json").write_text('[{"a":' * depth + f'"{escaped}"' + "}]" * depth)
        if depth == 32:
            read_json(tmp_path, "a.json")
        else:
            with pytest.raises(AtlasError, match="nested more than 64 deep"):
                read_json(tmp_path, "a.json")


def test_brackets_in_texts_are_not_nested(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("[" * 63 + '"]]", "[[", ["}{"]' + "]" * 63)
    inner = read_json(tmp_path, "a.json")
    while len(inner) == 1:
        (inner,) = inner
    assert inner == ["]]", "[[", ["}{"]]
    (tmp_path / "a.json").write_text("[" * 63 + '"]]", [["[["]]' + "]" * 63)
    with pytest.raises(AtlasError, match="nested more than 64 deep"):
        read_json(tmp_path, "a.json")


@given(
    st.recursive(
        st.floats(allow_nan=False, allow_infinity=False) | st.integers() | st.text('a\u0301\\ \n\t"é5e[]{}'), st.lists
    )
)
def test_json_is_read_as_by_the_slow_way(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    folder = tmp_path_factory.mktemp("json")
    for ascii_ in (True, False):
        (folder / "a.json").write_text(json.dumps([value], ensure_ascii=ascii_), encoding="utf-8")
        try:
            slow = reading._checked(
                json.loads(read_text(folder, "a.json"), parse_int=reading._integer, parse_float=reading._float)
            )
        except ValueError:
            with pytest.raises(AtlasError):
                read_json(folder, "a.json")
        else:
            assert read_json(folder, "a.json") == slow


def test_sound_json_is_read_whole(tmp_path: Path) -> None:
    text = '{"S\\u030c": ["a\\r\\nb", 1, 2.5, true, null, "\\ud83d\\ude00"], "deep": ' + "[" * 63 + "]" * 63 + "}"
    (tmp_path / "a").write_text(text)
    data = read_json(tmp_path, "a")
    assert data["Š"] == ["a\nb", 1, 2.5, True, None, "😀"]


# ---------------------------------------------------------------------- CSV
COLUMNS = ("id", "note")


def rows(folder: Path, text: str) -> tuple[list[tuple[int, str, str]], list[str]]:
    (folder / "a.csv").write_text(text, encoding="utf-8", newline="")
    found, problems = read_rows(folder, "a.csv", COLUMNS)
    return [(row.line, row["id"], row["note"]) for row in found], list(map(str, problems))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ('id,note\n1,"two\nlines"\n2,x\n', [(2, "1", "two\nlines"), (4, "2", "x")]),
        ('id,note\r\n1,"two\r\nlines"\r\n', [(2, "1", "two\nlines")]),
        ('id,note\n1,"a ""b"", c"\n', [(2, "1", 'a "b", c')]),
        ("\n,\nid,note\n\n , \n1,x\n,\n", [(6, "1", "x")]),
        ("id,note\n1,a\u2028b\n", [(2, "1", "a\u2028b")]),
        ("id , note,more\n1,x,y\n", [(2, "1", "x")]),
    ],
)
def test_a_table_is_read_by_rows(tmp_path: Path, text: str, found: list[tuple[int, str, str]]) -> None:
    assert rows(tmp_path, text) == (found, [])


def test_a_row_of_another_length_is_told_with_its_line(tmp_path: Path) -> None:
    found, problems = rows(tmp_path, "id,note\n1,a, b\n2,x\n3\n")
    assert found == [(3, "2", "x")]
    hint = "Put quotation marks round a cell that holds a comma."
    assert problems == [
        f"a.csv#line 2: it has 3 cells, the head 2. {hint}",
        f"a.csv#line 4: it has 1 cells, the head 2. {hint}",
    ]


@pytest.fixture
def usual_limit() -> Iterator[None]:
    """Let cells be as long as Python lets them: readers of tables in other tests raise that for the whole process."""
    limit = csv.field_size_limit(131_072)
    yield
    csv.field_size_limit(limit)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("id;note\n1;x\n", "a.csv: its columns are parted by semicolons. Save it with commas."),
        ("id\tnote\n1\tx\n", "a.csv: its columns are parted by tabs. Save it with commas."),
        ("id,note,id\n1,x,2\n", "a.csv: the column 'id' stands twice. Leave one of them."),
        ("id\n1\n", "a.csv: no column 'note'. Write the columns id, note."),
        ("", "a.csv: it is empty. Write the columns id, note."),
        (
            'id,note\n1,x\n2,"open\n3,y\n',
            (
                "a.csv#line 3: its quotation marks do not match. "
                'Close each quotation mark, and write "" for one inside a cell.'
            ),
        ),
        (
            'id,note\n1,"x"y\n',
            (
                "a.csv#line 2: its quotation marks do not match. "
                'Close each quotation mark, and write "" for one inside a cell.'
            ),
        ),
        (f"id,note\n1,{'x' * 140_000}\n", "a.csv#line 2: a cell has more than 100000 letters. Shorten it."),
        ("id,note\n1,a\x1cb\n", "a.csv: line 2 has the control character U+001C. Take it out."),
    ],
)
@pytest.mark.usefixtures("usual_limit")
def test_what_is_no_table_is_told(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "a.csv").write_text(text, encoding="utf-8", newline="")
    assert said(read_rows, tmp_path, "a.csv", COLUMNS) == line


# ---------------------------------------------------------------------- TOML
@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a = [", "a.toml: not TOML at end of document. Mend it there."),
        ("a = 1\nb == 2", "a.toml: not TOML at line 2, column 4. Mend it there."),
        (
            "a = -0057-03-28",
            (
                "a.toml: not TOML at line 1, column 7. "
                'Write days before the year 0, and years, in quotation marks: "-0057-03-28".'
            ),
        ),
        (
            "a = 1\nb = 0060 # a year",
            (
                "a.toml: not TOML at line 2, column 6. "
                'Write days before the year 0, and years, in quotation marks: "0060".'
            ),
        ),
        ("a = 1\na = 2\nb = 3", "a.toml: not TOML at line 2, column 6. Mend it there."),
        ("a = " + "[" * 50_000, "a.toml: nested more than 64 deep. Mend the brackets."),
        (f"a = {'9' * 5000}", "a.toml: it has a number of too many digits. Mend it."),
        ("a" + ".a" * 64 + " = 1", "a.toml: nested more than 64 deep. Mend the brackets."),
        ("x = { " + "'a b' . " * 64 + "a = 1 }", "a.toml: nested more than 64 deep. Mend the brackets."),
        (
            "\n".join(f"b{n}" + ".a" * 9000 + " = 1" for n in range(50)),
            "a.toml: nested more than 64 deep. Mend the brackets.",
        ),
        (r'a = "\u0001"', r"a.toml: the text '\x01' has the control character U+0001. Mend it."),
    ],
)
def test_what_is_no_toml_is_told(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "a.toml").write_text(text)
    assert said(read_toml, tmp_path, "a.toml") == line


def test_a_long_text_of_toml_is_no_endless_key(tmp_path: Path) -> None:
    long = "a word. " * 20_000 + "." * 200 + "x" * 200_000
    (tmp_path / "a.toml").write_text(f'"a.b" = "{long}"')
    assert read_toml(tmp_path, "a.toml") == {"a.b": long}


def test_toml_inside_another_file_is_told_as_its_part() -> None:
    assert said(parse_toml, "x", "story.md", "the front matter") == (
        "story.md: the front matter is not TOML at end of document. Mend it there."
    )


# ---------------------------------------------------------------------- an atlas
def test_an_atlas_is_named_by_its_folder_or_by_its_toml(tmp_path: Path) -> None:
    assert atlas_folder(TINY) == TINY
    assert atlas_folder(TINY / "atlas.toml") == TINY
    assert [str(each) for each in check_atlas(TINY / "atlas.toml")] == []
    events = TINY / "events.geojson"
    assert [str(each) for each in check_atlas(events)] == [
        f"{events}: it is not a folder. Name the folder that holds atlas.toml, or that file."
    ]
    none = tmp_path / "none"
    assert [str(each) for each in check_atlas(none)] == [
        f"{none}: there is no such folder. Name the folder that holds atlas.toml."
    ]


FILES = "sources.json events.geojson territories.geojson borders.geojson land.geojson lakes.geojson rivers.geojson"


@pytest.mark.parametrize("name", [*FILES.split(), "holdings.csv", "atlas.toml"])
@pytest.mark.parametrize("kind", ["folder", "pipe", "loop", "deep", "bytes"])
def test_each_file_of_an_atlas_goes_through_the_door(tmp_path: Path, name: str, kind: str) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    path = folder / name
    path.unlink()
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case "loop":
            path.symlink_to(name)
        case "deep":
            path.write_text("[" * 100_000)
        case "bytes":
            path.write_bytes(b"\xff\xfe\x00")
    lines = [str(each) for each in check_atlas(folder)]
    assert any(line.startswith(f"{name}: ") for line in lines), lines
    assert not any("\n" in line or "Error" in line for line in lines)


@pytest.mark.parametrize(
    "crs", ['{"type": "link", "properties": null}', "[]", '"EPSG:4326"', '{"properties": []}', "5"]
)
def test_a_malformed_crs_is_one_line(tmp_path: Path, crs: str) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    path = folder / "events.geojson"
    path.write_text(
        path.read_text().replace('{"type": "FeatureCollection",', f'{{"crs": {crs},"type": "FeatureCollection",', 1)
    )
    assert next(str(each) for each in check_atlas(folder)) == (
        "events.geojson: unknown coordinate reference system without a name. Write longitude and latitude (EPSG:4326)."
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[]", 'not a GeoJSON FeatureCollection. Write {"type": "FeatureCollection", …}.'),
        ('{"type": "Feature"}', 'not a GeoJSON FeatureCollection. Write {"type": "FeatureCollection", …}.'),
        ('{"type": "FeatureCollection"}', 'features is null, not a list. Write "features": […].'),
        ('{"type": "FeatureCollection", "features": {}}', 'features is a table, not a list. Write "features": […].'),
    ],
)
def test_what_is_no_collection_is_told(tmp_path: Path, text: str, line: str) -> None:
    (tmp_path / "a.geojson").write_text(text)
    assert said(lambda: list(read_collection(tmp_path, "a.geojson"))) == f"a.geojson: {line}"


@pytest.mark.parametrize(
    ("member", "what"),
    [
        ("5", "it is 5"),
        ("null", "it is null"),
        ("[1]", "it is a list"),
        ("{}", "its properties are null"),
        ('{"properties": []}', "its properties are a list"),
        ('{"properties": "x"}', "its properties are 'x'"),
    ],
)
def test_what_is_no_feature_is_told(tmp_path: Path, member: str, what: str) -> None:
    good = '{"type": "Feature", "properties": {}, "geometry": null}'
    (tmp_path / "a.geojson").write_text(f'{{"type": "FeatureCollection", "features": [{good}, {member}]}}')
    assert said(lambda: list(read_collection(tmp_path, "a.geojson"))) == (
        f"a.geojson, feature 2: {what}, not a table. Write a GeoJSON feature."
    )


@pytest.mark.parametrize("coordinates", ['["1.6", "52"]', "[true, 52]", "[null, 52]"])
def test_coordinates_are_numbers(tmp_path: Path, coordinates: str) -> None:
    folder = tmp_path / "atlas"
    shutil.copytree(TINY, folder)
    path = folder / "events.geojson"
    path.write_text(path.read_text().replace("[1.6, 52]", coordinates, 1))
    assert (
        "events.geojson#fight: a coordinate is no number. Write coordinates as numbers, without quotation marks."
        in [str(each) for each in check_atlas(folder)]
    )


def test_nothing_else_reads_files_of_an_atlas() -> None:
    own = {
        "reading.py": "the door",
        "messages.py": "words of the package",
        "kept.py": "the code that makes what is kept",
        "layers.py": "outlines that were kept",
        "story.py": "sections that were kept",
        "print/basemap.py": "shallows that were kept",
        "print/fingerprint.py": "the code that draws",
        "print/sheet.py": "shallows and the small map that were kept",
        "print/typeset.py": "templates of the package",
        "web/packed_basemap.py": "the ground that was kept",
        "citations.py": "locales of citeproc-py",
        "icons.py": "icons of the package",
        "natural_earth.py": "the world coast of the package",
        "web/bundle.py": "the package's own scripts",
        "files.py": "writes",
        "fonts.py": "the code that cuts them",
        "cli.py": "opens the null device",
        "film_files.py": "writes WebM into memory",
        "gallery.py": "what a run before told of its plates",
        "print/inset.py": "the small map that was kept",
        "web/site.py": "has the page's script open a map",
        "importers/geojson.py": "bytes of a file of others that came through the door",
        "serialization.py": "geometries that it has written",
        "export/deposit.py": "files that it has written",
        "export/geojson.py": "works and geometries that it has written",
        "export/gpkg.py": "the file that GDAL has written",
        "export/lpf.py": "works that were written",
        "export/metadata.py": "rows that it has written",
        "importers/tables.py": "bytes of a file of others that came through the door",
        "importers/vector.py": "the beginning of a file in an archive that came through the door",
    }
    reads = re.compile(r"\.read_text\(|\.read_bytes\(|\bopen\(|json\.load|tomllib\.load|csv\.\w*[rR]eader")
    found = {
        str(path.relative_to(SOURCE)) for path in SOURCE.rglob("*.py") if reads.search(path.read_text(encoding="utf-8"))
    }
    assert found - set(own) == set()


# ---------------------------------------------------------------------- problems
def test_a_fault_is_one_line_whatever_is_in_it() -> None:
    problem = Problem("a\x1b[2J#x\ny", "No problems.\r\u2028\u202e", "Mend\tit")
    assert str(problem) == r"a\x1b[2J#x\ny: No problems.\r\u2028\u202e. Mend\tit."
    assert len(str(Problem("a", "x" * 10_000, "Mend it"))) < 600


def test_of_many_faults_of_a_file_a_hundred_are_kept_and_the_others_counted() -> None:
    problems = Problems(Problem(f"a.geojson#{number}", "bad", "Mend it") for number in range(1000))
    problems += [Problem("b.csv#line 2", "bad", "Mend it")]
    whole = Problems()
    whole += problems
    whole += [Problem("a.geojson, feature 7", "bad", "Mend it")]
    assert (len(whole), whole.total) == (101, 1002)
    assert len(problems) == 101
    lines = whole.lines()
    assert lines[0] == "a.geojson#0: bad. Mend it."
    assert lines[-1] == "a.geojson: and 901 more."


def test_of_many_files_a_thousand_faults_are_kept() -> None:
    problems = Problems(Problem(f"f{number}.geojson", "the file is missing", "Write it") for number in range(3000))
    problems += (Problem("f7.geojson#x", "bad", "Mend it") for _ in range(5))
    assert (len(problems), problems.total) == (1000, 3005)
    assert problems.lines()[999:] == [
        "f999.geojson: the file is missing. Write it.",
        "f7.geojson: and 5 more.",
        "other files: and 2000 more.",
    ]
    again = Problems(problems)
    assert (len(again), again.total, again.lines()) == (1000, 3005, problems.lines())


def test_letters_of_which_nothing_is_composed_stay_as_they_are() -> None:
    parts = {part for letter in map(chr, range(0x20000)) for part in unicodedata.normalize("NFD", letter)[1:]}
    stay = [letter for letter in map(chr, range(0x80, 0x20000)) if _is_composed(letter.encode("utf-8", "replace"))]
    assert {"ä", "Š", "й", "–", "№", "東"} < set(stay)
    parts |= {each for each in stay if unicodedata.combining(each) or unicodedata.normalize("NFC", each) != each}
    assert parts.isdisjoint(stay)
    assert not any(map(_is_composed, ("S\u030c".encode(), "S".encode("utf-16"), b"\xc3", b"a\r", b"\x7f")))


def test_what_is_no_utf_8_is_told_though_its_letters_beyond_ascii_are() -> None:
    with pytest.raises(AtlasError, match=r"a\.json: it is not UTF-8: line 2 has another encoding"):
        parse_json(b'["a",\n"\xc3x\xa9"]', "a.json")


def test_toml_that_is_read_again_is_nobody_elses() -> None:
    parse_toml("a = [1]", "a")["a"].append(2)
    assert parse_toml("a = [1]", "a") == {"a": [1]}


@pytest.mark.parametrize(
    "text",
    [
        *('{"a": [1, -0, -0.0, 1.5, 1E5, 2e-3, 1e-400, 0.1], "ž": ["ū", true, null]}', '"a"', "1", " [] \n"),
        *('{"a": 1, "a": 2}', '{"a": {"id": "x", "b": [], "b": []}}', '["a\tb"]', '["a\nb"]', "[01]", "[1,]", "[1] 2"),
        *("[NaN]", "[1e400]", "[-Infinity]", '["\\ud800"]', '["S\\u030c"]', '["S\u030c"]', "[" + "9" * 41 + "]", ""),
        *(
            '["/7' + "1" * 41 + '"]',
            '[": ' + "1" * 41 + '"]',
            "[1, " + "1" * 40 + "]",
            '["№", "ר", "\u2126", "\u0344"]',
        ),
        *("[" * 64 + "]" * 64, "[" * 65 + "]" * 65, '{"a":' * 65 + "1" + "}" * 65, "[" * 100_000),
    ],
)
def test_the_fast_way_through_json_is_the_slow_one(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    def told() -> str:
        try:
            return repr(parse_json(text.encode("utf-8"), "a.json"))
        except AtlasError as error:
            return str(error)

    fast = told()
    monkeypatch.setattr("baltic_map.reading._plain", lambda _: None)
    assert fast == told()
