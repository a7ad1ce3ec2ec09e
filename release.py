"""
Make the files of a release, or of the site that is published, with the environment that dev.py has prepared.

    python3 dev.py release [--tag v0.2.0]                       dist/, from a clean clone, twice, byte for byte
    python3 dev.py site --out DIR [--base-url URL] [--report URL]   the atlas, its days, the examples, the documentation

Only the standard library is used.
"""

from __future__ import annotations

import argparse
import hashlib
import html
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
import zipfile
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

ROOT = Path(__file__).resolve().parent
SUMS = "SHA256SUMS"


class ReleaseError(Exception):
    """What is wrong and what to do, in one line."""


def run(command: Sequence[str | Path], folder: Path, **environment: str) -> str:
    """Run a command and give what it said; if it fails, show that and stop."""
    done = subprocess.run(  # noqa: S603 - our own commands
        [str(part) for part in command],
        cwd=folder,
        env={**os.environ, **environment},
        text=True,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        sys.stderr.write(done.stdout + done.stderr)
        told = " ".join(str(part) for part in command[:4])
        raise ReleaseError(
            f"{told} failed (exit code {done.returncode}, its words are above). Mend it, then run again."
        )
    return done.stdout


# ---------------------------------------------------------------- what is checked first


def version_of(root: Path, tag: str | None = None) -> str:
    """Give the version, which pyproject.toml says; all else that names one has to say the same."""
    version = str(tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])
    atlas = tomllib.loads((root / "geodata" / "atlas.toml").read_text(encoding="utf-8"))
    cited = re.search(r"^version: (.+)$", (root / "CITATION.cff").read_text(encoding="utf-8"), re.MULTILINE)
    told = {
        "CITATION.cff": cited[1].strip("'\"") if cited else "none",
        "geodata/atlas.toml": str(atlas.get("publication", {}).get("version", "none")),
        "the tag": (tag or f"v{version}").removeprefix("v"),
    }
    for where, other in told.items():
        if other != version:
            raise ReleaseError(f"{where}: it says version {other}, pyproject.toml {version}. Write the same in both.")
    if not re.search(rf"^## {re.escape(version)} ", (root / "CHANGELOG.md").read_text(encoding="utf-8"), re.MULTILINE):
        raise ReleaseError(f"CHANGELOG.md: it tells nothing of {version}. Write what is new under ## {version} (day).")
    return version


def refuse_changes(root: Path) -> None:
    """Refuse a tree that is not what is committed."""
    changed = run(["git", "status", "--porcelain"], root).splitlines()
    if changed:
        raise ReleaseError(f"{changed[0][3:]}: it is not committed. A release is made of HEAD: commit or remove it.")


# ---------------------------------------------------------------- archives


def write_zip(folder: Path, path: Path, seconds: int) -> None:
    """Put a folder into an archive: names in order, one time, one mode, so that the same files are the same bytes."""
    # No earlier year can be written.
    day = max(time.gmtime(seconds)[:6], (1980, 1, 1, 0, 0, 0))
    with zipfile.ZipFile(path, "w") as archive:
        for each in sorted(each for each in folder.rglob("*") if each.is_file()):
            entry = zipfile.ZipInfo(f"{path.stem}/{each.relative_to(folder).as_posix()}", day)
            entry.compress_type, entry.create_system, entry.external_attr = zipfile.ZIP_DEFLATED, 3, 0o100644 << 16
            archive.writestr(entry, each.read_bytes(), compresslevel=9)


def write_sums(folder: Path) -> None:
    """Write the hashes of all files of a folder, as ``sha256sum --check`` reads them."""
    lines = [
        f"{hashlib.sha256(each.read_bytes()).hexdigest()}  {each.name}\n"
        for each in sorted(folder.iterdir())
        if each.name != SUMS
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def differences(one: Path, other: Path) -> list[str]:
    """Name the files that are not the same in two folders."""
    names = sorted({each.name for folder in (one, other) for each in folder.iterdir()})
    held = [[(folder / name).read_bytes() if (folder / name).is_file() else None for folder in (one, other)]
            for name in names]  # fmt: skip
    return [name for name, (mine, yours) in zip(names, held, strict=True) if mine != yours]


# ---------------------------------------------------------------- what is made


def make_packages(root: Path, out: Path, work: Path, epoch: str) -> Path:
    """Build sdist and wheel, see that the sdist builds the same wheel, and unpack it; give where."""
    build = [sys.executable, "-m", "hatchling", "build", "--directory"]
    run([*build, out, "--target", "sdist", "--target", "wheel"], root, SOURCE_DATE_EPOCH=epoch)
    (sdist,) = out.glob("*.tar.gz")
    (wheel,) = out.glob("*.whl")
    with tarfile.open(sdist) as archive:
        archive.extractall(work / "sdist", filter="data")
    (source,) = (work / "sdist").iterdir()
    run([*build, work / "again", "--target", "wheel"], source, SOURCE_DATE_EPOCH=epoch)
    if (work / "again" / wheel.name).read_bytes() != wheel.read_bytes():
        raise ReleaseError(f"{sdist.name}: it builds another wheel than the repository. Look at what it leaves out.")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(work / "installed")  # noqa: S202 - our own
    return work / "installed"


def make_site(root: Path, out: Path, code: Path, options: Iterable[str] = ()) -> None:
    """Write the site: its days, the atlas as one file, the examples, and the documentation."""
    command = [sys.executable, "-m", "baltic_map", "build"]
    given = list(options)
    run([*command, "--site", "--entries", "--out", out, *given], root, PYTHONPATH=str(code))
    with TemporaryDirectory() as folder:
        run([*command, "--out", folder, *given], root, PYTHONPATH=str(code))
        shutil.copyfile(Path(folder) / "index.html", out / "atlas.html")
    beside = {}
    for example in sorted(each for each in (root / "examples").iterdir() if (each / "atlas.toml").is_file()):
        run([*command, "--atlas", example, "--out", out / "examples" / example.name], root, PYTHONPATH=str(code))
        told = tomllib.loads((example / "atlas.toml").read_text(encoding="utf-8"))
        beside[f"examples/{example.name}/index.html"] = str(told["title"])
    run([sys.executable, root / "docs" / "build.py"], root, PYTHONPATH=str(code))
    shutil.copytree(root / "output" / "docs", out / "docs", dirs_exist_ok=True)
    beside["docs/index.html"] = "Documentation"
    link_beside(out / "index.html", beside)


def link_beside(page: Path, beside: dict[str, str]) -> None:
    """Let the first page of a site lead to what stands beside its atlas, in English."""
    text = page.read_text(encoding="utf-8")
    links = "".join(f' · <a href="{href}" lang="en">{html.escape(name)}</a>' for href, name in beside.items())
    page.write_text(text.replace("</nav>", f"{links}</nav>", 1), encoding="utf-8", newline="\n")


def make(root: Path, out: Path, version: str) -> None:
    """Make all files of a release from a clone."""
    epoch = run(["git", "log", "-1", "--format=%ct"], root).strip()
    out.mkdir(parents=True)
    with TemporaryDirectory() as folder:
        work = Path(folder)
        code = make_packages(root, out, work, epoch)
        make_site(root, work / "site", code)
        shutil.copyfile(work / "site" / "atlas.html", out / "index.html")
        export = [sys.executable, "-m", "baltic_map", "export", "--format", "deposit", "--out", work / "deposit"]
        run(export, root, PYTHONPATH=str(code), SOURCE_DATE_EPOCH=epoch)
        for name, made in (("site", "site"), ("deposit", "deposit"), ("docs", "site/docs")):
            write_zip(work / made, out / f"baltic-map-{version}-{name}.zip", int(epoch))
    write_sums(out)


def release(root: Path, tag: str | None) -> str:
    """Make dist/ from two clones of HEAD, in two folders, and compare them; give what was made in one line."""
    version = version_of(root, tag)
    refuse_changes(root)
    with TemporaryDirectory() as folder:
        made = []
        for name in ("one", "another folder"):
            clone = Path(folder) / name / "clone"
            run(["git", "clone", "--quiet", "--no-hardlinks", root, clone], root)
            # What an earlier build kept must not help the second.
            os.environ["XDG_CACHE_HOME"] = str(Path(folder) / name / "cache")
            made.append(Path(folder) / name / "dist")
            make(clone, made[-1], version)
        if different := differences(*made):
            raise ReleaseError(f"{', '.join(different)}: not the same twice. Find what depends on time or folder.")
        shutil.rmtree(root / "dist", ignore_errors=True)
        shutil.copytree(made[0], root / "dist")
    sizes = [f"{each.name} ({each.stat().st_size:,} bytes)" for each in sorted((root / "dist").iterdir())]
    return f"dist/, twice the same: {', '.join(sizes)}"


def main(arguments: Sequence[str]) -> int:
    """Run one of the two and give its exit code."""
    parser = argparse.ArgumentParser(prog="dev.py", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    steps = parser.add_subparsers(dest="step", required=True)
    steps.add_parser("release").add_argument("--tag")
    site = steps.add_parser("site")
    site.add_argument("--out", type=Path, required=True)
    site.add_argument("--base-url")
    site.add_argument("--report")
    given = parser.parse_args(arguments)
    try:
        if given.step == "release":
            print(release(ROOT, given.tag))
        else:
            options = [f"--{name}={value}" for name, value in (("base-url", given.base_url), ("report", given.report))
                       if value]  # fmt: skip
            make_site(ROOT, given.out.absolute(), ROOT / "src", options)
            print(f"The site is in {given.out}")
    except ReleaseError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
