"""What is built of the package: the cut fonts and the packed scripts come with it."""

import subprocess
import sys
import tarfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from baltic_map import fonts
from baltic_map.web import bundle, document

ROOT = Path(__file__).parents[2]


def test_what_comes_with_a_wheel_is_made_without_what_only_users_of_it_install() -> None:
    program = (
        "import sys; sys.modules['msgspec'] = None; from baltic_map import fonts, kept; import baltic_map.web.bundle"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Do without cutting, which takes seconds; what it gives is not what these tests are about."""
    monkeypatch.setattr(fonts, "webfont", lambda face, letters: f"{face.file} {letters}".encode())


@pytest.mark.usefixtures("quick")
def test_a_wheel_brings_the_cut_fonts_with_their_licences_and_the_packed_scripts(tmp_path: Path) -> None:
    (wheel,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "one"), versions=["standard"])
    name, css = fonts.make_shipped()
    with zipfile.ZipFile(wheel) as file:
        made = [each for each in file.namelist() if each.startswith("baltic_map/made/")]
        assert [each for each in made if "fonts-" in each] == [f"baltic_map/made/{name}.zz"]
        assert zlib.decompress(file.read(f"baltic_map/made/{name}.zz")).decode() == css
        library, packed = bundle.make_shipped()
        assert [each for each in made if "library-" in each] == [f"baltic_map/made/{library}.zz"]
        assert file.read(f"baltic_map/made/{library}.zz") == packed
        for family in ("Sans", "Serif"):
            assert b"SIL OPEN FONT LICENSE Version 1.1" in file.read(f"baltic_map/made/OFL-Source-{family}.txt")
    (again,) = WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "two"), versions=["standard"])
    assert Path(wheel).read_bytes() == Path(again).read_bytes()


def test_a_source_distribution_brings_what_cuts_them_and_none_that_are_cut(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as file:
        names = {name.partition("/")[2] for name in file.getnames()}
    assert {"hatch_build.py", "src/baltic_map/fonts.py", ".gitignore"} <= names
    assert not [each for each in names if {"fonts", "OFL", "library"} & set(each.rpartition("made/")[2].split("-"))]


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


@pytest.fixture
def unpacked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ship nothing, and leave the data of a page out: what pages share is what these tests are about."""
    monkeypatch.setattr("baltic_map.kept.SHIPPED", tmp_path)
    monkeypatch.setattr(document, "packed", lambda _: "")
    monkeypatch.setattr(document, "webfont_css", lambda: "")
    yield
    _forget()


def _forget() -> None:
    for each in (bundle.shared, document._shared):
        each.cache_clear()


def page() -> str:
    _forget()
    return document.scene_page("Title", "en", (57, 24), {}, {}, "")


@pytest.mark.usefixtures("unpacked")
def test_scripts_that_came_with_the_package_are_not_joined_nor_packed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = page()
    name, packed = bundle.make_shipped()
    (tmp_path / f"{name}.zz").write_bytes(packed)
    monkeypatch.setattr(bundle, "script", None)
    assert page() == made


@pytest.mark.usefixtures("unpacked")
@pytest.mark.parametrize("data", [b"", b"damaged", zlib.compress(b"[]"), zlib.compress(b"\xff")])
def test_scripts_that_came_damaged_are_made_anew(tmp_path: Path, data: bytes) -> None:
    made = page()
    (tmp_path / f"{bundle.make_shipped()[0]}.zz").write_bytes(data)
    assert page() == made


def test_scripts_that_came_are_used_for_no_other_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    name, _ = bundle.make_shipped()
    static = tmp_path / "static"
    (static / "app").mkdir(parents=True)
    (static / "app" / "main.js").write_text("export const start = () => 1;\n", encoding="utf-8")
    monkeypatch.setattr(bundle, "_STATIC", static)
    assert bundle._shared_name() != name
