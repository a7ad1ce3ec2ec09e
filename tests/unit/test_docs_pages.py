"""What the documentation is made of: every page is listed, and every link leads to a page, a heading or a file."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from typing import Any

import pytest

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def work(docs_build: Any, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs") / "work"
    docs_build.stage(folder)
    return folder


def anchors(text: str) -> set[str]:
    """Give what the headings of a page are called in links, as code hosts and MyST do."""
    heads = re.findall(r"^#{1,5} (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).replace(" ", "-") for head in heads}


def test_every_link_leads_somewhere(work: Path, docs_build: Any) -> None:
    texts = {path: path.read_text(encoding="utf-8") for path in work.rglob("*.md")}
    broken, followed = [], 0
    for path, text in texts.items():
        # Of blocks of code nothing is left but their fences.
        bare = docs_build._FENCE.sub("", text)
        for target, anchor in re.findall(r'(?:\]\(|src=")([^)#":\s]*)(?:#([^)"\s]+))?(?=[)"])', bare):
            followed += 1
            to = (path.parent / target).resolve() if target else path
            if not to.is_file() or (anchor and to in texts and anchor not in anchors(texts[to])):
                broken.append(f"{path.relative_to(work)}: {target}#{anchor}")
    assert broken == []
    assert followed > 150


def test_every_page_is_listed(work: Path, docs_build: Any) -> None:
    listed = set(re.findall(r"^.+ <(.+)>$", (work / "index.md").read_text(encoding="utf-8"), re.MULTILINE))
    names = {page.removesuffix(".md") for page in docs_build.pages().values()} - {"index"}
    pages = {name for name in names if not name.startswith("decisions/")}
    assert pages == listed - {"decisions/index"}, "list each page in docs/index.md, once"
    tree = (work / "decisions" / "index.md").read_text(encoding="utf-8").partition("{toctree}")[2]
    assert set(re.findall(r"\d{4}-[\w-]+", tree)) == {Path(name).name for name in names if "decisions/" in name}


def test_links_in_code_are_left(docs_build: Any) -> None:
    text = "[a](b.md)\n\n```\n[a](b.md)\n```\n[a](b.md#c) ![](d.png)\n"
    known = {"x/b.md": "sub/b.md", "x/d.png": "d.png"}
    done = docs_build.linked(text, "x/page.md", "sub/page.md", known, Path("unused"))
    assert done == "[a](b.md)\n\n```\n[a](b.md)\n```\n[a](b.md#c) ![](../d.png)\n"


def test_a_folder_is_packed_the_same_every_time(docs_build: Any, tmp_path: Path) -> None:
    for name in "ab":
        assert docs_build.copied("examples/endeavour", tmp_path / name) == "files/examples/endeavour.zip"
    one, other = (tmp_path / name / "files" / "examples" / "endeavour.zip" for name in "ab")
    assert one.read_bytes() == other.read_bytes()
    assert "endeavour/atlas.toml" in zipfile.ZipFile(one).namelist()


def test_the_style_has_the_colours_of_atlases(work: Path) -> None:
    style = (work / "_static" / "atlas.css").read_text(encoding="utf-8")
    assert "--atlas-accent:#8a3b2a" in style
    assert "--atlas-accent:#dd8a74" in style
    assert (work / "_static" / "fonts.css").read_text(encoding="utf-8").count("@font-face") == 6
