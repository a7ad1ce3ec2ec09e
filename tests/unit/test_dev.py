"""What dev.py decides before it installs or runs anything."""

from __future__ import annotations

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import dev


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    (tmp_path / "requirements").mkdir()
    (tmp_path / "requirements" / "use.txt").write_text("click==8.5.1\n", encoding="utf-8")
    python = dev.executable(tmp_path / ".venv", "python")
    python.parent.mkdir(parents=True)
    python.touch()
    return tmp_path


@pytest.fixture
def no_work(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, ...]]:
    """Prepare nothing, and note what would run."""
    ran: list[tuple[str, ...]] = []
    monkeypatch.setattr(dev, "prepare", lambda level: ran.append(("prepare", level)))
    monkeypatch.setattr(dev, "run", lambda *command: ran.append(command) or 0)
    return ran


@pytest.mark.parametrize("name", ["pyproject.toml", "requirements/build.txt", "requirements/use.txt", "hatch_build.py"])
def test_a_changed_list_changes_the_fingerprint(project: Path, name: str) -> None:
    before = dev.fingerprint(project)
    assert dev.fingerprint(project) == before
    (project / name).write_text("changed\n", encoding="utf-8")
    assert dev.fingerprint(project) != before


def test_a_moved_project_changes_the_fingerprint(project: Path) -> None:
    before = dev.fingerprint(project)
    moved = project.rename(project.with_name("moved"))
    assert dev.fingerprint(moved) != before


@pytest.mark.parametrize(
    ("held", "wanted", "ready"),
    [
        ("use", "use", True),
        ("use", "test", False),
        ("test", "use", True),
        ("test", "dev", False),
        ("dev", "test", True),
    ],
)
def test_a_stamp_holds_for_its_level_and_those_below(project: Path, held: str, wanted: str, ready: bool) -> None:
    venv = project / ".venv"
    dev.write_stamp(venv, "mark", held)
    assert dev.is_ready(venv, "mark", wanted) is ready
    assert not dev.is_ready(venv, "another mark", wanted)


@pytest.mark.parametrize("stamp", ["", "{", "[]", "{}", '{"fingerprint": "mark", "level": "all"}'])
def test_a_broken_stamp_is_no_stamp(project: Path, stamp: str) -> None:
    (project / ".venv" / dev.STAMP).write_text(stamp, encoding="utf-8")
    assert not dev.is_ready(project / ".venv", "mark", "use")


def test_a_stamp_without_its_python_is_no_stamp(project: Path) -> None:
    venv = project / ".venv"
    dev.write_stamp(venv, "mark", "dev")
    dev.executable(venv, "python").unlink()
    assert not dev.is_ready(venv, "mark", "use")


def test_programs_lie_where_the_system_puts_them() -> None:
    assert dev.executable(Path("v"), "ruff", windows=False) == Path("v/bin/ruff")
    assert dev.executable(Path("v"), "ruff", windows=True) == Path("v/Scripts/ruff.exe")


def test_prepare_works_once(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    commands: list[list[str]] = []
    monkeypatch.setattr(dev, "ROOT", project)
    monkeypatch.setattr(dev, "VENV", project / ".venv")
    monkeypatch.setattr(dev, "find_pip", lambda python: ["pip", "--python", python])
    monkeypatch.setattr(dev, "quiet", lambda command, *_: commands.append([str(part) for part in command]))
    dev.prepare("test")
    dev.prepare("test")
    dev.prepare("use")
    install = ["pip", "--python", str(dev.executable(project / ".venv", "python")), "install", "--no-deps"]
    install.append("--no-build-isolation")
    lists = project / "requirements"
    assert commands == [
        [sys.executable, "-m", "venv", "--without-pip", "--clear", str(project / ".venv")],
        [*install, "--require-hashes", "--requirement", str(lists / "build.txt")],
        [*install, "--require-hashes", "--requirement", str(lists / "test.txt")],
        [*install, "--editable", "."],
    ]
    assert capsys.readouterr().err.count("Preparing") == 1
    (lists / "use.txt").write_text("click==8.5.0\n", encoding="utf-8")
    dev.prepare("use")
    assert commands[-2][-1] == str(lists / "use.txt")


def test_a_failed_install_leaves_no_stamp(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", project)
    monkeypatch.setattr(dev, "VENV", project / ".venv")
    monkeypatch.setattr(dev, "find_pip", lambda _: [sys.executable, "-c", "raise SystemExit(3)"])
    with pytest.raises(dev.DevError, match=r"pip install failed \(exit code 3"):
        dev.prepare("test")
    assert not (project / ".venv" / dev.STAMP).exists()


def test_a_failure_shows_what_was_said(capfd: pytest.CaptureFixture) -> None:
    dev.quiet([sys.executable, "-c", "print('all went well')"], "a step", "Nothing.")
    assert capfd.readouterr() == ("", "")
    with pytest.raises(dev.DevError, match="a step failed"):
        dev.quiet([sys.executable, "-c", "print('the reason'); raise SystemExit(1)"], "a step", "Do this.")
    assert "the reason" in capfd.readouterr().err


def test_no_pip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _: None)
    with pytest.raises(dev.DevError, match=r"no pip: .* apt-get install python3-pip"):
        dev.find_pip(Path("python"))


def test_an_old_pip_gives_way_to_ensurepip(monkeypatch: pytest.MonkeyPatch) -> None:
    said = subprocess.CompletedProcess([], 0, stdout="pip 22.0.2 from /usr/lib/python3 (python 3.11)")
    asked: list[list] = []
    monkeypatch.setattr(dev.subprocess, "run", lambda *_, **__: said)
    monkeypatch.setattr(dev, "quiet", lambda command, *_: asked.append(command))
    monkeypatch.setattr(dev.importlib.util, "find_spec", lambda _: True)
    assert dev.find_pip(Path("python")) == [Path("python"), "-m", "pip"]
    assert asked == [[Path("python"), "-m", "ensurepip"]]
    said.stdout = "pip 26.3 from /usr/lib/python3 (python 3.11)"
    assert dev.find_pip(Path("python")) == [sys.executable, "-m", "pip", "--python", Path("python")]


def test_arguments_go_to_pytest(no_work: list) -> None:
    assert dev.main(["test", "tests/unit", "-k", "days"]) == 0
    assert no_work == [("prepare", "test"), ("python", "-m", "pytest", "tests/unit", "-k", "days")]


def test_the_lowest_versions_are_those_of_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(
        '[project]\ndependencies = ["numpy>=1.26,<3", "edtf==5.0.2", "folium==0.20.*", "pillow >= 11.3"]\n'
        '[project.optional-dependencies]\ntest = ["font-source-sans-pro==0.0.1"]\ndev = ["ruff>=0.12"]\n',
        encoding="utf-8",
    )
    assert dev.lower_bounds(tmp_path) == [
        "numpy==1.26",
        "edtf==5.0.2",
        "folium==0.20",
        "pillow==11.3",
        "font-source-sans-pro==0.0.1",
    ]


@pytest.mark.parametrize(
    "requirement", ["numpy", "numpy<3", "numpy>1.26", "numpy~=1.26", "numpy>=1.26; os_name == 'nt'"]
)
def test_a_package_without_a_lowest_version_is_told(tmp_path: Path, requirement: str) -> None:
    (tmp_path / "pyproject.toml").write_text(
        f'[project]\ndependencies = ["{requirement}"]\n[project.optional-dependencies]\ntest = []\n', encoding="utf-8"
    )
    with pytest.raises(dev.DevError, match=r"has no lowest version\. Write name>=version"):
        dev.lower_bounds(tmp_path)


def test_every_package_of_this_project_has_a_lowest_version(root: Path) -> None:
    pins = dev.lower_bounds(root)
    assert "numpy==1.26" in pins
    assert len(pins) == len({pin.partition("==")[0] for pin in pins})


@pytest.mark.parametrize(("name", "pinned"), [("lowest", True), ("newest", False)])
def test_the_unit_tests_run_in_an_environment_of_their_own(
    name: str, pinned: bool, project: Path, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ran: list[list[str]] = []

    def note(command: list, *_: object, **__: object) -> subprocess.CompletedProcess:
        ran.append([str(part) for part in command])
        (project / ".venv" / name).mkdir(exist_ok=True)
        return subprocess.CompletedProcess([], 7)

    (project / "pyproject.toml").write_bytes((root / "pyproject.toml").read_bytes())
    monkeypatch.setattr(dev, "ROOT", project)
    monkeypatch.setattr(dev, "VENV", project / ".venv")
    monkeypatch.setattr(dev, "NEWEST_OF_LOWEST", sys.version_info[:2])
    monkeypatch.setattr(dev, "find_pip", lambda python: ["pip", "--python", python])
    monkeypatch.setattr(dev, "quiet", note)
    monkeypatch.setattr(dev.subprocess, "run", note)
    assert dev.main([name, "-k", "days"]) == 7
    venv = project / ".venv" / name
    assert ran[0][-2:] == ["--clear", str(venv)]
    assert ran[1][-4:] == ["--constraint", str(venv / "constraints.txt"), "--editable", ".[test]"]
    assert ran[2][-3:] == ["tests/unit", "-k", "days"]
    assert ran[2][0] == str(dev.executable(venv, "python"))
    assert ("numpy==1.26\n" in (venv / "constraints.txt").read_text(encoding="utf-8")) is pinned


def test_a_python_without_wheels_of_the_lowest_versions_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 14, 0))
    assert dev.main(["lowest"]) == 1
    assert "no wheels of the lowest versions for Python 3.14. Run it with Python 3.11" in capsys.readouterr().err


def test_a_build_says_what_to_open(
    no_work: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.main(["build", "--out", "else where"]) == 0
    assert capsys.readouterr().out == "", "there is no page"
    page = tmp_path / "else where" / "index.html"
    page.parent.mkdir()
    page.touch()
    assert dev.main(["build", "--out=else where"]) == 0
    assert capsys.readouterr().out == f"Open {page}\n     {page.as_uri()}\n"
    assert no_work[1] == ("baltic-map", "build", "--out", "else where")
    assert dev.output_folder([]) == tmp_path / "output"


def test_docs_are_generated_then_built(
    no_work: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    monkeypatch.setattr(dev, "ROOT", tmp_path)
    assert dev.main(["docs"]) == 0
    page = tmp_path / "output" / "docs" / "index.html"
    assert capsys.readouterr().out == f"Open {page}\n     {page.as_uri()}\n"
    scripts = [("python", str(tmp_path / "docs" / name)) for name in ("generate.py", "build.py")]
    assert no_work == [("prepare", "test"), *scripts]
    monkeypatch.setattr(dev, "run", lambda *command: no_work.append(command) or 3)
    assert dev.main(["docs"]) == 3, "what is not generated is not built"
    assert no_work[-1] == scripts[0]
    assert capsys.readouterr().out == ""


def test_the_tests_can_build_the_documentation(root: Path) -> None:
    extras = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["optional-dependencies"]
    assert set(extras["docs"]) <= set(extras["test"])


def test_lint_runs_all_and_fails_with_the_first(monkeypatch: pytest.MonkeyPatch) -> None:
    codes = iter([0, 2, 1])
    monkeypatch.setattr(dev, "prepare", lambda _: None)
    monkeypatch.setattr(dev, "run", lambda *_: next(codes))
    assert dev.main(["lint"]) == 2
    assert next(codes, None) is None


def test_exit_codes_are_handed_on(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", project)
    monkeypatch.setattr(dev, "executable", lambda *_: sys.executable)
    assert dev.run("python", "-c", "raise SystemExit(5)") == 5
    if sys.platform != "win32":
        assert dev.run("python", "-c", "import os; os.kill(os.getpid(), 15)") == 143


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["biuld"],
            (
                "dev.py: no step 'biuld'. "
                "Choose from "
                "build, test, lowest, newest, lint, format, bench, docs, site, release, lock, derive, clean."
            ),
        ),
        (["lock", "--newest"], "dev.py lock: '--newest' is not understood. It takes --upgrade or nothing."),
        (["clean", "--all"], "dev.py clean: '--all' is not understood. It takes no arguments."),
    ],
)
def test_a_mistake_is_told_in_one_line(arguments: list[str], said: str, capsys: pytest.CaptureFixture) -> None:
    assert dev.main(arguments) == 1
    assert capsys.readouterr().err == said + "\n"


def test_an_old_python_is_told_in_one_line(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture) -> None:
    monkeypatch.setattr(dev.sys, "version_info", (3, 10, 13))
    assert dev.main(["test"]) == 1
    assert capsys.readouterr().err.startswith("Python 3.10.13 is too old. Run this with Python 3.11 or newer")


def test_without_a_step_it_says_which_there_are(capsys: pytest.CaptureFixture) -> None:
    assert dev.main([]) == 2
    assert dev.main(["--help"]) == 0
    assert "python3 dev.py lint" in capsys.readouterr().out


def test_clean_spares_what_is_kept(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev, "ROOT", project)
    for name in (
        "output/README.md",
        "output/index.html",
        "output/days/1.html",
        "src/baltic_map/made/fonts-12.zz",
        "src/baltic_map/made/OFL-Source-Sans.txt",
        "src/a/__pycache__/a.pyc",
        "src/a/a.py",
    ):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).touch()
    assert dev.main(["clean"]) == 0
    left = sorted(path.relative_to(project).as_posix() for path in project.rglob("*") if path.is_file())
    assert left == ["output/README.md", "pyproject.toml", "requirements/use.txt", "src/a/a.py"]
