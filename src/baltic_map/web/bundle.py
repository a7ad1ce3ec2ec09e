"""The page's own files as text: JavaScript modules joined into one script, styles, and Leaflet from its package."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib import metadata, resources

from baltic_map.errors import AtlasError

__all__ = ["leaflet_css", "leaflet_js", "script", "style"]

_LEAFLET = "XStatic-Leaflet"
_FOLDER = "xstatic/pkg/leaflet/data"
_SHA256 = {
    "leaflet.js": "5819285cec137b229c94e1ee5ad73e8b6b84345a4367d60f75fe477fe0fb7b03",
    "leaflet.css": "90b693d86392a4779c861b28cf307e7e59c3fb35328c4d8b95f58f814d38c722",
}
_IMPORT = re.compile(r"^import\s*\{[^}]*\}\s*from\s*\"\./([\w-]+\.js)\";\n", re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?function |const |class )", re.MULTILINE)
_TOP_LEVEL = re.compile(r"^(?:export )?(?:async )?(?:function|const|class|let) (\w+)", re.MULTILINE)


def _static(name: str) -> str:
    return (resources.files("baltic_map.web") / "static" / name).read_text(encoding="utf-8")


@cache
def script(entry: str = "page.js") -> str:
    """
    Join a module and all that it imports into one classic script.

    Parameters
    ----------
    entry
        File under ``static/``. Modules import only by name (``import { a } from "./b.js";``) and export only
        declarations, so that joining them is a matter of order.

    Returns
    -------
    text
        One function scope; what the entry exports is reachable as ``balticMap.<name>``.

    Raises
    ------
    AtlasError
        If two modules declare the same name.
    """
    order: list[str] = []

    def visit(name: str) -> None:
        if name not in order:
            for wanted in _IMPORT.findall(_static(name)):
                visit(wanted)
            order.append(name)

    visit(entry)
    homes: dict[str, str] = {}
    for name in order:
        for declared in _TOP_LEVEL.findall(_static(name)):
            if homes.setdefault(declared, name) != name:
                raise AtlasError(name, f"{declared} is declared in {homes[declared]} too", "Rename one of them")
    exported = re.findall(r"^export (?:async )?(?:function|const|class) (\w+)", _static(entry), re.MULTILINE)
    parts = [f"// {name}\n" + _EXPORT.sub("", _IMPORT.sub("", _static(name))) for name in order]
    body = "\n".join(part.replace("// @ts-check\n", "") for part in parts)
    return f'"use strict";\nconst balticMap = (() => {{\n{body}\nreturn {{ {", ".join(exported)} }};\n}})();\n'


@cache
def style() -> str:
    """Give the page's style sheet."""
    return _static("page.css")


@cache
def _leaflet(name: str) -> bytes:
    path = metadata.distribution(_LEAFLET).locate_file(f"{_FOLDER}/{name}")
    with open(str(path), "rb") as file:  # noqa: PTH123 - locate_file promises no Path
        data = file.read()
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
    icons = ", ".join(
        f'{option}: "{_image(name)}"'
        for option, name in (
            ("iconUrl", "marker-icon.png"),
            ("iconRetinaUrl", "marker-icon-2x.png"),
            ("shadowUrl", "marker-shadow.png"),
        )
    )
    return f"{code}delete L.Icon.Default.prototype._getIconUrl;\nL.Icon.Default.mergeOptions({{ {icons} }});\n"


@cache
def leaflet_css() -> str:
    """Give Leaflet's style sheet, with no reference to a file."""
    text = _text("leaflet.css")
    return re.sub(r"url\(images/([\w-]+\.png)\)", lambda found: f"url({_image(found[1])})", text)
