"""The page's own files as text: JavaScript modules joined into one script, styles, and Leaflet from its package."""

from __future__ import annotations

import base64
import hashlib
import json
import re
import zlib
from collections.abc import Iterator, Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from posixpath import dirname, join, normpath

from baltic_map.errors import AtlasError
from baltic_map.kept import name_of, shipped

__all__ = [
    "begin_js",
    "leaflet_css",
    "leaflet_js",
    "make_shipped",
    "pack",
    "script",
    "shared",
    "style",
]

# Of deflate: the highest takes half as long again, for less than a hundredth.
_LEVEL = 7

_LEAFLET = "XStatic-Leaflet"
_PACKAGE = "xstatic.pkg.leaflet"
_SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_IMAGES = {
    "iconUrl": "marker-icon.png",
    "iconRetinaUrl": "marker-icon-2x.png",
    "shadowUrl": "marker-shadow.png",
}
# In the order of the cascade; tokens.css declares the order of the layers.
_STYLES = tuple(
    f"css/{name}.css"
    for name in (
        "tokens",
        "base",
        "layout",
        "map",
        "labels",
        "panels",
        "controls",
        "card",
        "search",
        "story",
        "compare",
        "timeline-table",
        "time-bar",
        "embed",
        "modes",
        "print",
    )
)
_IMPORT = re.compile(r"^import\s*\{[^}]*\}\s*from\s*\"(\.{1,2}/[\w/-]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*\n|//[^\n]*\n|[ \t]+(?=\S))", re.MULTILINE)
_TYPE = re.compile(r"/\*\* @[^*\n]*\*+(?:[^/*\n][^*\n]*\*+)*/ ?")
_TOP_LEVEL = re.compile(
    r"^(?:export )?(?:async )?(?:function\*?|const|class|let) (\w+|[\[{].*?[\]}](?= =))", re.MULTILINE | re.DOTALL
)
# In a pattern: { a, b: c, d = 1 } declares a, c and d.
_DEFAULT, _BOUND = re.compile(r"=[^,\]}]*"), re.compile(r"[A-Za-z_$][\w$]*(?=\s*[,\]}])")


_STATIC = Path(__file__).with_name("static")


@cache
def _static(name: str) -> str:
    return (_STATIC / name).read_text(encoding="utf-8")


def _bare(text: str) -> str:
    """
    Leave out types, the comments that stand on lines of their own, and the indentation.

    They are for those who change the modules; in each page they would be half of the script. What minifies more would
    have to understand the language.
    """
    return _TYPE.sub("", _COMMENT.sub("", text)).replace("\n\n", "\n")


@cache
def script(entry: str = "app/main.js", name: str = "balticMap") -> str:
    """
    Join a module and all that it imports into one classic script.

    Parameters
    ----------
    entry
        File under ``static/``. Modules import only by name (``import { a } from "../data/b.js";``) and export only
        declarations, so that joining them is a matter of order.

    name
        What the script is called on its page; two scripts on one page need two names.

    Returns
    -------
    text
        One function scope; what the entry exports is reachable as a member of ``name``.

    Raises
    ------
    AtlasError
        If two modules declare the same name.
    """
    order: list[str] = []

    def visit(module: str) -> None:
        if module not in order:
            for wanted in _IMPORT.findall(_static(module)):
                visit(normpath(join(dirname(module), wanted)))
            order.append(module)

    visit(entry)
    homes: dict[str, str] = {}
    for module in order:
        for declared in _declared(_static(module)):
            if homes.setdefault(declared, module) != module:
                raise AtlasError(module, f"{declared} is declared in {homes[declared]} too", "Rename one of them")
    exported = re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", _static(entry), re.MULTILINE)
    body = "\n".join(_EXPORT.sub("", _IMPORT.sub("", _static(module))) for module in order)
    return f'"use strict";\nconst {name} = (() => {{\n{_bare(body)}\nreturn {{ {", ".join(exported)} }};\n}})();\n'


def _declared(text: str) -> Iterator[str]:
    """Yield the names that a module declares, those of patterns too."""
    for declared in _TOP_LEVEL.findall(text):
        if declared[0] in "[{":
            yield from _BOUND.findall(_DEFAULT.sub("", declared))
        else:
            yield declared


@cache
def begin_js() -> str:
    """Give the script that runs before all else: no module, for browsers that know none."""
    return _bare(_static("app/bootstrap.js"))


@cache
def style(*names: str) -> str:
    """
    Join style sheets.

    Parameters
    ----------
    names
        Files under ``static/``; all of them if none is named.
    """
    return _bare("\n".join(_static(name) for name in names or _STYLES))


@cache
def _leaflet(name: str) -> bytes:
    data = resources.files(_PACKAGE).joinpath("data", name).read_bytes()
    if name in _SHA256 and hashlib.sha256(data).hexdigest() != _SHA256[name]:
        raise AtlasError(f"{_LEAFLET}/{name}", "not the file this version was tested with", f"Reinstall {_LEAFLET}")
    return data


def _text(name: str) -> str:
    # A browser hashes a script with plain line ends, whatever the file has.
    return _leaflet(name).decode("utf-8").replace("\r\n", "\n")


def _image(name: str) -> str:
    return "data:image/png;base64," + base64.b64encode(_leaflet(f"images/{name}")).decode("ascii")


@cache
def leaflet_js() -> str:
    """Give Leaflet with its marker images inside it, so that nothing is fetched."""
    code = re.sub(r"\n?//# sourceMappingURL=.*\s*$", "\n", _text("leaflet.js"))
    icons = ", ".join(f'{option}: "{_image(name)}"' for option, name in _IMAGES.items())
    return f"{code}delete L.Icon.Default.prototype._getIconUrl;\nL.Icon.Default.mergeOptions({{ {icons} }});\n"


@cache
def leaflet_css() -> str:
    """Give Leaflet's style sheet, with no reference to a file."""
    text = _text("leaflet.css")
    return re.sub(r"url\(images/([\w-]+\.png)\)", lambda found: f"url({_image(found[1])})", text)


def pack(styles: Sequence[str], scripts: Sequence[str]) -> bytes:
    """Deflate what pages share, as ``static/app/bootstrap.js`` reads it: style sheets, and scripts."""
    return zlib.compress(json.dumps(["\n".join(styles), "".join(scripts)], ensure_ascii=False).encode(), _LEVEL)


@cache
def shared() -> tuple[bytes, str]:
    """
    Give what the pages of scenes share: Leaflet, the style sheet and the script.

    Returns
    -------
    packed, scripts
        As `pack` has made it where the package was built, or makes it now if one of its files is another since; and the
        text of the scripts in it.
    """
    try:
        packed = shipped(_shared_name())
        return packed, json.loads(zlib.decompress(packed))[1]
    except (AtlasError, LookupError, ValueError, zlib.error):
        scripts = leaflet_js(), script()
        return pack((leaflet_css(), style()), scripts), "".join(scripts)


def make_shipped() -> tuple[str, bytes]:
    """
    Pack what the pages of scenes share, when the package is built.

    Returns
    -------
    name, packed
        Under which name, without its ending, `shared` looks for it in the folder of what is shipped; and what it gives.
    """
    return _shared_name(), pack((leaflet_css(), style()), (leaflet_js(), script()))


def _shared_name() -> str:
    return name_of("library", _shared_files())


def _shared_files() -> Iterator[bytes]:
    """Give all that the shared part is made from: a file more or less, or of another name, is another one too."""
    yield Path(__file__).read_bytes()
    yield from map(_leaflet, (*_SHA256, *(f"images/{name}" for name in _IMAGES.values())))
    for path in sorted(_STATIC.rglob("*.[jc]s*")):
        yield path.relative_to(_STATIC).as_posix().encode()
        yield path.read_bytes()
