"""What is written from the data says what the data says."""

from __future__ import annotations

import importlib.util
import zlib
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest
from pybtex.database import parse_file

from baltic_map import kept, open_atlas

ROOT = Path(__file__).parents[2]


MAKERS = ("brotli", "citeproc-py", "fonttools", "numpy", "shapely")


@pytest.fixture
def generate(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(ROOT / "docs")
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_what_is_shipped_is_what_the_code_makes(generate: Any) -> None:
    made = generate.made(open_atlas(ROOT / "geodata"))
    shipped = [path.name for path in kept.SHIPPED.glob("*.zz") if not any(map(path.match, kept.BUILT))]
    assert sorted(made) == sorted(shipped), "run python3 dev.py docs"
    lists = [(ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8") for name in ("build", "use")]
    pinned = set("".join(lists).split())
    if any(f"{name}=={version(name)}" not in pinned for name in MAKERS):
        pytest.skip("other versions of what makes it")
    for name, data in made.items():
        here = zlib.decompress((kept.SHIPPED / name).read_bytes())
        assert zlib.decompress(data) == here, f"{name}: run python3 dev.py docs"


def test_generated_files_are_up_to_date(generate: Any) -> None:
    for path, text in generate.files(open_atlas(ROOT / "geodata")).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python3 dev.py docs"


def test_the_bibliography_reads_back_whole(geodata: Path) -> None:
    atlas = open_atlas(geodata)
    read = parse_file(geodata / "sources.bib", "bibtex").entries
    assert set(read) == set(atlas.bibliography)
    for key, work in atlas.bibliography.items():
        entry = read[key].fields
        assert entry.get("url", "") == work.get("URL", ""), key
        assert entry.get("language", "") == work.get("language", ""), key
        issued = work.get("issued", {}).get("date-parts", [[""]])
        assert entry.get("year", "") == str(issued[0][0]), key
        for role in ("author", "editor", "translator"):
            people = [
                f"{{{each['literal']}}}" if "literal" in each else " ".join(each.get("family", "").split())
                for each in work.get(role, ())
            ]
            # A translator is no person to BibTeX.
            known = read[key].persons
            names = [str(each) for each in known[role]] if role in known else split_names(entry.get(role, ""))
            assert len(names) == len(people), key
            for name, person in zip(names, people, strict=True):
                assert plain(name).startswith(person) or plain(name).startswith(f"{{{person}}}"), key
        assert plain(entry["title"]) == " ".join(work["title"].split()), key


def plain(text: str) -> str:
    """Read LaTeX's way with the signs of a title."""
    for sign in "&%#_$":
        text = text.replace(f"\\{sign}", sign)
    return text


def split_names(text: str) -> list[str]:
    """Split at each "and" that stands in no braces."""
    names, depth, start = [], 0, 0
    for at, sign in enumerate(text):
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth == 0 and text.startswith(" and ", at):
            names.append(text[start:at])
            start = at + len(" and ")
    return [*names, text[start:]] if text else []
