"""Cut the fonts of the pages and pack their scripts while the package is built, so that no page has to wait for it."""

from __future__ import annotations

import sys
import zlib
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

# The packages of the fonts, and what the licences of their cut copies are called beside them.
_LICENCES = {"font_source_sans_pro": "OFL-Source-Sans.txt", "font_source_serif_pro": "OFL-Source-Serif.txt"}


class MadeBeforehand(BuildHookInterface):
    """Puts cut fonts, their licences and packed scripts into a wheel; for an editable installation, beside the code."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Make them, before the files of the wheel are gathered."""
        root = Path(self.root)
        sys.path.insert(0, str(root / "src"))
        from baltic_map import fonts, kept  # noqa: PLC0415 - it is what is built
        from baltic_map.web import bundle  # noqa: PLC0415

        name, css = fonts.make_shipped()
        library, packed = bundle.make_shipped()
        files = {f"{name}.zz": zlib.compress(css.encode(), 9), f"{library}.zz": packed}
        for package, licence in _LICENCES.items():
            files[licence] = (resources.files(package) / "files" / "LICENSE.txt").read_bytes()
        if version == "editable":
            folder = root / "src" / "baltic_map" / "made"
            for pattern in kept.BUILT:
                for old in folder.glob(pattern):
                    old.unlink()
        else:
            self._folder = TemporaryDirectory()
            folder = Path(self._folder.name)
            build_data["force_include"] |= {str(folder / each): f"baltic_map/made/{each}" for each in files}
        for each, data in files.items():
            (folder / each).write_bytes(data)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Remove what now stands in the wheel."""
        if version != "editable":
            self._folder.cleanup()
