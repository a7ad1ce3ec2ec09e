"""
Build, test and tidy the project with nothing but Python.

    python3 dev.py build     install into .venv, then build the atlas into output/
    python3 dev.py test      run the tests; what follows goes to pytest (tests/unit -k days); -m long: the long variants
    python3 dev.py lowest    run the unit tests with the lowest versions that pyproject.toml allows
    python3 dev.py newest    run the unit tests with the newest versions that pyproject.toml allows
    python3 dev.py lint      ruff and mypy
    python3 dev.py format    let ruff set the code
    python3 dev.py bench     measure the package beside its peers; a whole run writes docs/performance.md (an hour)
    python3 dev.py docs      write what is generated (counts, reference, bibliography …), and the site output/docs/
    python3 dev.py derive    rebuild the base geometry of geodata/ from registry packages (Debian, 15 s and 120 MB)
    python3 dev.py site      write what is published: the atlas, its days, the examples, the documentation (--out DIR)
    python3 dev.py release   make dist/ from a clean clone of HEAD, twice, byte for byte: packages, pages, checksums
    python3 dev.py lock      write requirements/ anew: exact versions with their hashes; --upgrade takes newer versions
    python3 dev.py clean     remove what was built, .venv included

Each prepares .venv by itself, with the exact versions and hashes of requirements/; lowest and newest make their own
beside it, without.
Only the standard library is used.
"""

from __future__ import annotations  # so that an old Python reads on to where it is told that it is too old

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = "baltic-map.json"
LOCKS = ("build", "use", "test", "dev")
FOUNDATIONS = (
    "pyproject.toml",
    *(f"requirements/{name}.txt" for name in LOCKS),
    "hatch_build.py",
    "src/baltic_map/fonts.py",
)
OLDEST = (3, 11)
NEWEST_OF_LOWEST = (3, 12)  # the last for which NumPy 1.26 has wheels
OLDEST_PIP = (22, 3)  # the first with --python

# What each step needs; a later one holds all of the earlier ones.
LEVELS = ("use", "test", "dev")

NEEDED = {"build": "to build", "use": "to use it", "test": "to test it", "dev": "to work on it"}

# Resolves for all systems and versions of Python at once.
UV = "uv>=0.9,<1"
# bibtexparser has no wheel, and says no more of its own building than setup.py.
BUILDS_OTHERS = "setuptools>=80,<90"


class DevError(Exception):
    """What went wrong and what to do, in one line."""


def executable(venv: Path, name: str, *, windows: bool = os.name == "nt") -> Path:
    """Give the path of a program in a virtual environment."""
    return venv / "Scripts" / f"{name}.exe" if windows else venv / "bin" / name


def fingerprint(root: Path) -> str:
    """Hash all that decides what is installed: lists, what cuts the fonts, the interpreter, where the project lies."""
    digest = hashlib.sha256()
    for name in FOUNDATIONS:
        path = root / name
        digest.update(name.encode() + b"\0" + (path.read_bytes() if path.is_file() else b"") + b"\0")
    digest.update(f"{sys.version_info[:3]} {sys.platform} {root}".encode())
    return digest.hexdigest()


def is_ready(venv: Path, mark: str, level: str) -> bool:
    """Tell whether the environment was made for this fingerprint and holds at least this level."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
        held = LEVELS.index(stamp["level"])
        same = stamp["fingerprint"] == mark
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return same and held >= LEVELS.index(level) and executable(venv, "python").exists()


def write_stamp(venv: Path, mark: str, level: str) -> None:
    """Note what the environment now holds."""
    (venv / STAMP).write_text(json.dumps({"fingerprint": mark, "level": level}) + "\n", encoding="utf-8")


def quiet(command: list[str | Path], what: str, hint: str, *, folder: Path = ROOT) -> None:
    """Run a command without a word; if it fails, show all it said and stop."""
    environment = {**os.environ, "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1"}
    try:
        done = subprocess.run(  # noqa: S603 - our own commands
            command,
            cwd=folder,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
        )
    except FileNotFoundError:
        raise DevError(f"{what}: there is no {command[0]} here. {hint}") from None
    if done.returncode:
        sys.stderr.write(done.stdout)
        raise DevError(f"{what} failed (exit code {done.returncode}, its words are above). {hint}")


def find_pip(python: Path) -> list[str | Path]:
    """
    Find a pip that can install into the new environment.

    Debian's Python has no ``ensurepip``, so that its own pip has to do it from outside; other Pythons may be the
    other way round.
    """
    if importlib.util.find_spec("pip"):
        said = subprocess.run(
            [sys.executable, "-m", "pip", "--version"], capture_output=True, text=True, check=False
        ).stdout
        version = re.match(r"pip (\d+)\.(\d+)", said)
        if version and tuple(map(int, version.groups())) >= OLDEST_PIP:
            return [sys.executable, "-m", "pip", "--python", python]
    if importlib.util.find_spec("ensurepip"):
        quiet([python, "-m", "ensurepip"], "ensurepip", "Install pip for this Python, then run this again.")
        return [python, "-m", "pip"]
    raise DevError("no pip: this Python has none that will do. Install one (Debian: apt-get install python3-pip).")


def make_venv(folder: Path, name: str) -> None:
    """Make a new environment without pip."""
    quiet(
        [sys.executable, "-m", "venv", "--without-pip", "--clear", folder],
        f"making {name}",
        "Check that the disk is not full and that this Python has its venv module.",
    )


def prepare(level: str) -> None:
    """Make .venv and install the project with all that a level needs, unless that is done."""
    mark = fingerprint(ROOT)
    if is_ready(VENV, mark, level):
        return
    print("Preparing .venv (half a minute or more, and only when the list of packages changes) …", file=sys.stderr)
    if VENV.is_symlink() or VENV.is_file():
        raise DevError(f"{VENV}: it is not a folder of its own. Remove it, then run this again.")
    make_venv(VENV, ".venv")
    install = [*find_pip(executable(VENV, "python")), "install", "--no-deps", "--no-build-isolation"]
    hint = "Check the connection to the package index, then run this again."
    # What builds comes first: not all have wheels. The project itself comes last: pip knows no hash of a folder.
    for name in ("build", level):
        lists = ROOT / "requirements" / f"{name}.txt"
        quiet([*install, "--require-hashes", "--requirement", lists], "pip install", hint)
    quiet([*install, "--editable", "."], "pip install", hint)
    write_stamp(VENV, mark, level)


def run(name: str, *arguments: str) -> int:
    """Run a program of the environment and hand on its exit code."""
    # A program killed by a signal has a negative code here, and 128 + signal in every shell.
    code = subprocess.run([executable(VENV, name), *arguments], cwd=ROOT, check=False).returncode  # noqa: S603
    return code if code >= 0 else 128 - code


def output_folder(arguments: list[str]) -> Path:
    """Read from the arguments of ``baltic-map build`` where it writes."""
    for position, argument in enumerate(arguments):
        if argument == "--out" and position + 1 < len(arguments):
            return ROOT / arguments[position + 1]
        if argument.startswith("--out="):
            return ROOT / argument.removeprefix("--out=")
    return ROOT / "output"


def build(arguments: list[str]) -> int:
    """Build the atlas and say what to open."""
    prepare("use")
    code = run("baltic-map", "build", *arguments)
    page = output_folder(arguments).resolve() / "index.html"
    if code == 0 and page.is_file():
        print(f"Open {page}\n     {page.as_uri()}")
    return code


def test(arguments: list[str]) -> int:
    """Run the tests, those in a browser included."""
    prepare("test")
    return run("python", "-m", "pytest", *arguments)


def lower_bounds(root: Path) -> list[str]:
    """Pin each package that pyproject.toml names, for use and for tests, to the lowest version it allows."""
    import tomllib  # noqa: PLC0415 - an old Python has none, and shall read on to where it is told so

    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pins = []
    for requirement in [*project["dependencies"], *project["optional-dependencies"]["test"]]:
        found = re.fullmatch(r"([\w.-]+)\s*[>=]=\s*(\d+(?:\.\d+)*)(?:\.\*)?\s*(?:,.*)?", requirement)
        if not found:
            raise DevError(f"pyproject.toml: {requirement!r} has no lowest version. Write name>=version.")
        pins.append(f"{found[1]}=={found[2]}")
    return pins


def unit_tests(name: str, pins: list[str], arguments: list[str]) -> int:
    """Run the unit tests in a new environment of their own, with some packages pinned."""
    venv = VENV / name
    make_venv(venv, f".venv/{name}")
    constraints = venv / "constraints.txt"
    constraints.write_text("".join(f"{pin}\n" for pin in pins), encoding="utf-8")
    python = executable(venv, "python")
    quiet(
        [*find_pip(python), "install", "--constraint", constraints, "--editable", ".[test]"],
        "pip install",
        "Check the connection to the package index, and that there are such versions for this Python.",
    )
    command = [python, "-m", "pytest", "-p", "no:cacheprovider", "tests/unit", *arguments]
    code = subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603
    return code if code >= 0 else 128 - code


def lowest(arguments: list[str]) -> int:
    """Run the unit tests with the lowest versions that pyproject.toml allows."""
    if sys.version_info[:2] > NEWEST_OF_LOWEST:
        raise DevError(
            f"dev.py lowest: there are no wheels of the lowest versions for Python {sys.version_info[0]}."
            f"{sys.version_info[1]}. Run it with Python 3.11 (python3.11 dev.py lowest)."
        )
    return unit_tests("lowest", lower_bounds(ROOT), arguments)


def newest(arguments: list[str]) -> int:
    """Run the unit tests with the newest versions that pyproject.toml allows."""
    return unit_tests("newest", [], arguments)


def lint(arguments: list[str]) -> int:
    """Run every check of the code, and fail if one does."""
    nothing_else("lint", arguments)
    prepare("dev")
    codes = [run("ruff", "check"), run("ruff", "format", "--check"), run("mypy", "src")]
    return next((code for code in codes if code), 0)


def tidy(arguments: list[str]) -> int:
    """Mend and set the code."""
    nothing_else("format", arguments)
    prepare("dev")
    return run("ruff", "check", "--fix", "--fix-only") or run("ruff", "format")


def bench(arguments: list[str]) -> int:
    """Measure the package beside its peers."""
    prepare("test")
    return run("python", str(ROOT / "benchmarks" / "run.py"), *arguments)


def docs(arguments: list[str]) -> int:
    """Write the files that are generated from data and code, and the documentation; say what to open."""
    nothing_else("docs", arguments)
    prepare("test")
    code = run("python", str(ROOT / "docs" / "generate.py")) or run("python", str(ROOT / "docs" / "build.py"))
    if code == 0:
        page = ROOT / "output" / "docs" / "index.html"
        print(f"Open {page}\n     {page.as_uri()}")
    return code


def lock(arguments: list[str]) -> int:
    """Write the exact versions and the hashes of all that is installed, for every system and Python."""
    import tomllib  # noqa: PLC0415 - see lower_bounds

    if arguments not in ([], ["--upgrade"]):
        raise DevError(f"dev.py lock: {' '.join(arguments)!r} is not understood. It takes --upgrade or nothing.")
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    oldest = project["project"]["requires-python"].removeprefix(">=")
    venv = ROOT / ".venv" / "lock"
    make_venv(venv, ".venv/lock")
    hint = "Check the connection to the package index, then run this again."
    quiet([*find_pip(executable(venv, "python")), "install", UV], "pip install", hint)
    builders = venv / "build.in"
    builders.write_text("\n".join([*project["build-system"]["requires"], BUILDS_OTHERS]) + "\n", encoding="utf-8")
    folder = ROOT / "requirements"
    folder.mkdir(exist_ok=True)
    # The largest first: the others are held to its versions, and it is held to those that are locked by now.
    everything = venv / "dev.txt"
    if not arguments:
        held = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt"))]
        everything.write_text(without_references("".join(held)), encoding="utf-8")
    resolve = [executable(venv, "uv"), "pip", "compile", "--quiet", "--universal", "--python-version", oldest]
    # One version for all Pythons wherever there is one: what the package ships is made with it.
    resolve += ["--fork-strategy", "fewest"]
    resolve += ["--generate-hashes", "--no-annotate", "--no-header", "--no-emit-index-url", "--no-config"]
    quiet([*resolve, "pyproject.toml", builders, "--extra", "dev", "--output-file", everything], "uv pip compile", hint)
    known: set[str] = set()
    for number, name in enumerate(LOCKS):
        wanted: list[str | Path] = [builders, *(["pyproject.toml"] if number else [])]
        wanted += ["--extra", name] if number > 1 else []
        wanted += ["--constraint", everything, "--output-file", venv / f"{name}.out"]
        quiet([*resolve, *wanted], "uv pip compile", hint)
        pins = pins_of((venv / f"{name}.out").read_text(encoding="utf-8"))
        head = [f"# Written by dev.py lock: what is needed {NEEDED[name]}, for every system and Python."]
        head += [f"--requirement {LOCKS[number - 1]}.txt"] if number else []
        new = [pin for pin in pins if pin not in known]
        known.update(pins)
        (folder / f"{name}.txt").write_text("\n".join([*head, *new]) + "\n", encoding="utf-8")
    return 0


def site(arguments: list[str]) -> int:
    """Write the site that is published."""
    prepare("dev")
    return run("python", str(ROOT / "release.py"), "site", *arguments)


def release(arguments: list[str]) -> int:
    """Make the files of a release."""
    prepare("dev")
    return run("python", str(ROOT / "release.py"), "release", *arguments)


def pins_of(text: str) -> list[str]:
    """Take a file of requirements apart: each pin with its marker and its hashes is one."""
    return re.findall(r"^[\w.-]+==[^\n]*(?:\n    --hash=[^\n]+)*", text, re.MULTILINE)


def without_references(text: str) -> str:
    """Give the pins of some files of requirements without what the files say of each other."""
    return "".join(f"{pin}\n" for pin in pins_of(text))


def derive(arguments: list[str]) -> int:
    """Rebuild coasts, territories and border arcs; with --check, only say whether the bytes are the committed ones."""
    folder = ROOT / "geodata" / "derive"
    venv, cache = ROOT / ".venv" / "derive", ROOT / ".venv" / "derive-cache"
    prepare("use")
    if not executable(venv, "python").exists():
        print("Preparing what the derivation needs …", file=sys.stderr)
        make_venv(venv, ".venv/derive")
        hint = "Check the connection to the package index, then run this again."
        quiet(
            [*find_pip(executable(venv, "python")), "install", "--requirement", folder / "requirements.txt"],
            "pip install",
            hint,
        )
    cache.mkdir(exist_ok=True)
    if not list(cache.rglob("dcw-gmt.nc")):
        hint = "It needs Debian's apt-get; geodata/derive/README.md says how to do without."
        quiet(["apt-get", "download", "gmt-dcw"], "apt-get download gmt-dcw", hint, folder=cache)
        package = next(cache.glob("gmt-dcw_*.deb"))
        quiet(["dpkg", "-x", package, cache], "dpkg -x", hint)
    command = [executable(venv, "python"), folder / "build.py", "--cache", cache, *arguments]
    return subprocess.run(command, cwd=ROOT, check=False).returncode  # noqa: S603


def clean(arguments: list[str]) -> int:
    """Remove what this script and its tools have made."""
    nothing_else("clean", arguments)
    made = [ROOT / name for name in (".venv", "build", "dist", ".pytest_cache", ".ruff_cache", ".mypy_cache")]
    made += [ROOT / ".hypothesis"]
    made += [path for path in ROOT.glob("output/*") if path.name != "README.md"]
    made += [path for folder in ("src", "tests", "geodata") for path in (ROOT / folder).rglob("__pycache__")]
    made += [ROOT / "__pycache__"]
    made += [path for name in ("fonts-*.zz", "OFL-*.txt") for path in ROOT.glob(f"src/baltic_map/made/{name}")]
    for path in made:
        if path.is_symlink() or path.is_file():
            path.unlink()
        elif path.is_dir():
            shutil.rmtree(path)
    return 0


def nothing_else(name: str, arguments: list[str]) -> None:
    """Refuse arguments that a step would not heed."""
    if arguments:
        raise DevError(f"dev.py {name}: {arguments[0]!r} is not understood. It takes no arguments.")


STEPS = {
    "build": build,
    "test": test,
    "lowest": lowest,
    "newest": newest,
    "lint": lint,
    "format": tidy,
    "bench": bench,
    "docs": docs,
    "site": site,
    "release": release,
    "lock": lock,
    "derive": derive,
    "clean": clean,
}


def step(name: str) -> Callable[[list[str]], int]:
    """Find a step by its name, on a Python that can run it."""
    if sys.version_info < OLDEST:
        found = ".".join(map(str, sys.version_info[:3]))
        raise DevError(f"Python {found} is too old. Run this with Python 3.11 or newer (python3.11 dev.py …).")
    if name not in STEPS:
        raise DevError(f"dev.py: no step {name!r}. Choose from {', '.join(STEPS)}.")
    return STEPS[name]


def main(arguments: list[str]) -> int:
    """Run one step and return its exit code."""
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print((__doc__ or "").strip())
        return 0 if arguments else 2
    try:
        return step(arguments[0])(arguments[1:])
    except DevError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
