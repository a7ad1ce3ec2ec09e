"""What is built of the package: the cut fonts come with it."""

import tarfile
import zipfile
import zlib
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from baltic_map import fonts

ROOT = Path(__file__).parents[2]


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without cutting, which takes seconds; what it gives is not what these tests are about."""
    monkeypatch.setattr(fonts, "webfont", lambda face, letters: f"{face.file} {letters}".encode())


@pytest.mark.usefixtures("quick")
def test_a_wheel_brings_the_cut_fonts_with_their_licences(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "one"), versions=["standard"])
    name, css = fonts.make_shipped()
    with zipfile.ZipFile(wheel) as file:
        made = [each for each in file.namelist() if each.startswith("baltic_map/made/")]
        assert [each for each in made if "fonts-" in each] == [f"baltic_map/made/{name}.zz"]
        assert zlib.decompress(file.read(f"baltic_map/made/{name}.zz")).decode() == css
        for family in ("Sans", "Serif"):
            assert b"SIL OPEN FONT LICENSE Version 1.1" in file.read(f"baltic_map/made/OFL-Source-{family}.txt")
    (again,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "two"), versions=["standard"])
    assert Path(wheel).read_bytes() == Path(again).read_bytes()


def test_a_source_distribution_brings_what_cuts_them_and_none_that_are_cut(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"hatch_build.py", "src/baltic_map/fonts.py", ".gitignore"} <= names
    assert not [each for each in names if "made/fonts-" in each or "made/OFL-" in each]


def test_fonts_that_came_with_the_package_are_not_cut(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "webfont", lambda face, letters: f"{face.file} {letters}".encode())
    name, css = fonts.make_shipped()
    (tmp_path / f"{name}.zz").write_bytes(zlib.compress(css.encode()))
    monkeypatch.setattr("baltic_map.kept.SHIPPED", tmp_path)
    monkeypatch.setattr(fonts, "webfont", None)
    fonts._css.cache_clear()
    try:
        assert fonts.webfont_css() == css
    finally:
        fonts._css.cache_clear()
