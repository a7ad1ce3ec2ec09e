"""
Build the documentation as pages that need no network.

    python3 dev.py docs

Sphinx reads one folder, and a page of it may stand anywhere in the repository: its Markdown is copied there under the
names of `PAGES`, with links that lead to pages, and for all other files to copies of them.
"""

from __future__ import annotations

import os
import re
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from sphinx.cmd.build import build_main

from baltic_map import fonts
from baltic_map.config import ROLE_COLORS

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
OUT, WORK = ROOT / "output" / "docs", ROOT / "build" / "docs"

# Pages that stand outside of docs/, by their names in the site.
PAGES = {
    "README.md": "readme.md",
    "CHANGELOG.md": "changelog.md",
    "CONTRIBUTING.md": "contributing.md",
    "geodata/README.md": "data.md",
    "geodata/derive/README.md": "derivation.md",
    "src/baltic_map/coast/README.md": "coast.md",
}
# Folders that a link may name, and the page that is about them; any other folder becomes an archive.
FOLDERS = {"docs/decisions": "decisions/index.md", "geodata": "data.md"}

_FENCE = re.compile(r"^( *)(`{3,})[^\n]*\n.*?^\1\2 *$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r'(\]\(|<img src=")([^)#":\s]+)(#[^)"\s]*)?(?=[)"])')
_ENTRY = re.compile(r"^\* \[([^\]]+)\]\(([^)#:]+)\.md\)", re.MULTILINE)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """Change a Markdown text, but for its blocks of code."""
    parts, end = [], 0
    for found in _FENCE.finditer(text):
        parts += [change(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*parts, change(text[end:])])


def pages() -> dict[str, str]:
    """Name every page: its file in the repository, its file in the site."""
    own = {
        f"docs/{path.relative_to(DOCS).as_posix()}": path.relative_to(DOCS).as_posix() for path in DOCS.rglob("*.md")
    }
    return own | PAGES


def linked(text: str, file: str, page: str, known: dict[str, str], work: Path) -> str:
    """
    Let the links of a page lead to other pages, and to copies of files.

    Parameters
    ----------
    text
        Markdown.
    file, page
        Where it stands in the repository, and in the site.
    known
        As `pages` gives them.
    work
        Folder that Sphinx reads; files are copied into it.
    """

    def lead(found: re.Match[str]) -> str:
        target = os.path.normpath(PurePosixPath(file).parent / found[2]).replace(os.sep, "/")
        to = known.get(target) or FOLDERS.get(target) or copied(target, work)
        return f"{found[1]}{os.path.relpath(to, PurePosixPath(page).parent).replace(os.sep, '/')}{found[3] or ''}"

    return outside_code(text, lambda part: _LINK.sub(lead, part))


def copied(target: str, work: Path) -> str:
    """Copy a file of the repository, or a folder as an archive, and give its name there."""
    source = ROOT / target
    if not source.is_dir():
        # Markdown that is no page is text.
        name = f"files/{target}{'.txt' if source.suffix == '.md' else ''}"
        write(work / name, source.read_bytes())
        return name
    archive = work / "files" / f"{target}.zip"
    archive.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in sorted(source.rglob("*")):
            if path.is_file():
                # The day that ZIP begins with: the same files give the same bytes.
                entry = zipfile.ZipInfo(f"{source.name}/{path.relative_to(source).as_posix()}")
                packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)
    return f"files/{target}.zip"


def toctrees(text: str) -> Iterator[str]:
    """Make the lists of a page the order of the pages: a caption and its entries for each section."""
    heads = [*_HEADING.finditer(text)]
    for head, after in zip(heads, [*heads[1:], None], strict=True):
        listed = _ENTRY.findall(text[head.end() : after.start() if after else len(text)])
        entries = [f"{title.replace('`', '')} <{page}>" for title, page in listed]
        if entries:
            yield "\n".join(["", "```{toctree}", ":hidden:", f":caption: {head[1]}", "", *entries, "```", ""])


def decisions() -> str:
    """List the decisions as a page of the site."""
    files = sorted(path for path in (DOCS / "decisions").glob("*.md") if path.name != "index.md")
    titles = [path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ") for path in files]
    listed = [f"* [{title}]({path.name})" for title, path in zip(titles, files, strict=True)]
    intro = "What would be costly to reverse: the problem, what was decided, and what else was tried."
    tree = ["```{toctree}", ":hidden:", "", *(path.name for path in files), "```"]
    return "\n".join(["# Decisions", "", intro, "", *listed, "", *tree, ""])


def style() -> str:
    """Write the colours of the atlas as the variables of the theme."""
    day, night = ({name: pair[side] for name, pair in ROLE_COLORS.items()} for side in (0, 1))
    sheet = (DOCS / "_static" / "atlas.css").read_text(encoding="utf-8")

    def variables(colors: dict[str, str]) -> str:
        return "".join(f"--atlas-{name}:{color};" for name, color in colors.items())

    dark = variables(night)
    return (
        f"body{{{variables(day)}}}\nbody[data-theme=dark]{{{dark}}}\n"
        f"@media (prefers-color-scheme:dark){{body:not([data-theme=light]){{{dark}}}}}\n{sheet}"
    )


def write(path: Path, data: bytes) -> None:
    """Write a file, unless it is so already: Sphinx reads anew what is newer than its pages."""
    if not path.is_file() or path.read_bytes() != data:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def stage(work: Path) -> None:
    """Put all that Sphinx reads into one folder."""
    known = pages()
    texts = {page: linked((ROOT / file).read_text("utf-8"), file, page, known, work) for file, page in known.items()}
    texts["index.md"] += "".join(toctrees(texts["index.md"]))
    texts["decisions/index.md"] = decisions()
    for page, text in texts.items():
        write(work / page, text.encode())
    write(work / "conf.py", (DOCS / "conf.py").read_bytes())
    write(work / "_static" / "atlas.css", style().encode())
    write(work / "_static" / "fonts.css", fonts.webfont_css().encode())


def build(out: Path = OUT, work: Path = WORK, *options: str) -> int:
    """
    Build the site.

    Parameters
    ----------
    out, work
        Folder of the pages, and of what they are made of.
    options
        Of sphinx-build.

    Returns
    -------
    code
        0 if there was nothing to warn of.
    """
    stage(work)
    # All pages are written (-a), since each bears the list of all.
    return build_main(
        ["-W", "-a", "--keep-going", "-q", "-n", "-d", str(work.parent / "doctrees"), *options, str(work), str(out)]
    )


if __name__ == "__main__":
    sys.exit(build(*map(Path, sys.argv[1:3])))
