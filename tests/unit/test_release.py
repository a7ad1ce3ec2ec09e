"""Workflows, forms and the making of a release: what can be held without running them."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest
from hatchling.builders.sdist import SdistBuilder

import dev
import release

ROOT = Path(__file__).parents[2]
GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))


def check(schema: str, *files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", f"vendor.{schema}", *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_workflows_and_forms_are_as_their_host_reads_them(tmp_path: Path) -> None:
    assert [path.stem for path in WORKFLOWS] == ["pages", "release", "tests"]
    forms = [GITHUB / "ISSUE_TEMPLATE" / f"{name}.yml" for name in ("fact", "problem")]
    for schema, files in (
        ("github-workflows", WORKFLOWS),
        ("dependabot", [GITHUB / "dependabot.yml"]),
        ("github-issue-forms", forms),
        ("github-issue-config", [GITHUB / "ISSUE_TEMPLATE" / "config.yml"]),
    ):
        done = check(schema, *files)
        assert done.returncode == 0, done.stdout + done.stderr
    wrong = tmp_path / "tests.yml"
    wrong.write_text(WORKFLOWS[-1].read_text(encoding="utf-8").replace("runs-on:", "run-on:"), encoding="utf-8")
    assert check("github-workflows", wrong).returncode != 0


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_little_and_runs_what_it_names(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert "\npermissions:\n  contents: read\n" in text
    assert "\nconcurrency:\n" in text
    assert text.count("runs-on:") == text.count("timeout-minutes:")
    for used in re.findall(r"uses: (.+)", text):
        assert re.fullmatch(r"[\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", used), used
    for step in re.findall(r"python dev\.py (\w+)", text):
        assert step in dev.STEPS
    # What comes from outside reaches a shell as a variable, never as part of its text.
    assert not re.search(r"run:.*\$\{\{ (?!matrix)", text)


def test_a_release_is_made_without_a_question() -> None:
    text = (GITHUB / "workflows" / "release.yml").read_text(encoding="utf-8")
    (made,) = re.findall(r"run: gh release create (.*)", text)
    assert "--notes" in made


def test_git_reads_the_repository_in_a_container_of_another_user() -> None:
    texts = [path.read_text(encoding="utf-8") for path in WORKFLOWS]
    for text in texts:
        assert text.count(" container:") == text.count("- run: git config --global --add safe.directory")
    assert sum(text.count(" container:") for text in texts) == 1


def test_the_versions_of_python_are_those_of_the_package() -> None:
    text = (GITHUB / "workflows" / "tests.yml").read_text(encoding="utf-8")
    assert 'python: ["3.11", "3.12", "3.13", "3.14"]' in text
    assert "os: [ubuntu-latest, macos-latest, windows-latest]" in text


def test_the_form_takes_what_a_card_hands_it() -> None:
    form = (GITHUB / "ISSUE_TEMPLATE" / "fact.yml").read_text(encoding="utf-8")
    pages = (GITHUB / "workflows" / "pages.yml").read_text(encoding="utf-8")
    query = re.search(r"issues/new\?template=fact\.yml&(\S+)", pages)
    assert query
    for field in re.findall(r"(\w+)=\{", query[1]):
        assert field == "title" or f"\n    id: {field}\n" in form


def test_one_version_stands_everywhere() -> None:
    assert release.version_of(ROOT) == "0.2.0"
    assert release.version_of(ROOT, "v0.2.0") == "0.2.0"
    with pytest.raises(release.ReleaseError, match=r"the tag: it says version 0\.3\.0, pyproject\.toml 0\.2\.0\."):
        release.version_of(ROOT, "v0.3.0")


def test_no_release_is_made_of_what_is_not_committed(tmp_path: Path) -> None:
    git = ["git", "-c", "user.name=a", "-c", "user.email=a@b.example"]
    for command in (["init", "-q"], ["commit", "-q", "--allow-empty", "-m", "One"]):
        subprocess.run([*git, *command], cwd=tmp_path, check=True)
    release.refuse_changes(tmp_path)
    (tmp_path / "new.txt").touch()
    with pytest.raises(release.ReleaseError, match=r"^new\.txt: it is not committed\. A release is made of HEAD"):
        release.refuse_changes(tmp_path)


def test_the_first_page_of_a_site_leads_to_what_stands_beside_it(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text('<nav><a href="days.html">Days</a></nav>\n<nav></nav>\n', encoding="utf-8")
    release.link_beside(page, {"examples/a/index.html": "A & B", "docs/index.html": "Documentation"})
    assert page.read_text(encoding="utf-8") == (
        '<nav><a href="days.html">Days</a> · <a href="examples/a/index.html" lang="en">A &amp; B</a>'
        ' · <a href="docs/index.html" lang="en">Documentation</a></nav>\n<nav></nav>\n'
    )


def test_an_archive_is_its_files_alone(tmp_path: Path) -> None:
    made = []
    for name, order in (("one", ("b.txt", "a/c.txt")), ("two", ("a/c.txt", "b.txt"))):
        folder = tmp_path / name / "site"
        for each in order:
            (folder / each).parent.mkdir(parents=True, exist_ok=True)
            (folder / each).write_text(each, encoding="utf-8")
        if name == "two":
            (folder / "b.txt").chmod(0o600)
        out = tmp_path / name / "out"
        out.mkdir()
        release.write_zip(folder, out / "x.zip", 1_700_000_000)
        release.write_sums(out)
        made.append(out)
    with zipfile.ZipFile(made[0] / "x.zip") as archive:
        assert archive.namelist() == ["x/a/c.txt", "x/b.txt"]
        assert archive.getinfo("x/b.txt").date_time == (2023, 11, 14, 22, 13, 20)
    assert release.differences(*made) == []
    digest = hashlib.sha256((made[0] / "x.zip").read_bytes()).hexdigest()
    assert (made[0] / "SHA256SUMS").read_text(encoding="utf-8") == f"{digest}  x.zip\n"
    (made[1] / "x.zip").write_bytes(b"")
    (made[1] / "more").touch()
    assert release.differences(*made) == ["more", "x.zip"]


def test_the_source_distribution_holds_all_but_what_is_of_one_machine(tmp_path: Path) -> None:
    (built,) = SdistBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"])
    with tarfile.open(built) as file:
        held = {name.partition("/")[2] for name in file.getnames()} - {"PKG-INFO"}
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False)
    if tracked.returncode:
        pytest.skip("no repository here")
    wanted = {name for name in tracked.stdout.split("\0") if name and not name.startswith(".ci/")}
    assert wanted - held == set()
    assert {"tests/unit/test_release.py", "notebooks/01-first-map.ipynb", "examples/gallic-war/atlas.toml"} <= held
    assert {"requirements/use.txt", ".github/workflows/tests.yml", "SECURITY.md", "dev.py", "release.py"} <= held
    made = [each for each in held if each.startswith((".venv/", "dist/", "output/")) and each != "output/README.md"]
    assert made == []


@pytest.mark.long
def test_a_release_is_the_same_twice(tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    subprocess.run(["git", "clone", "-q", str(ROOT), str(clone)], check=True)
    done = subprocess.run(
        [sys.executable, "release.py", "release"], cwd=clone, capture_output=True, text=True, check=False, timeout=1800
    )
    assert done.returncode == 0, done.stderr
    version = tomllib.loads((clone / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    made = {each.name for each in (clone / "dist").iterdir()}
    wanted = {f"baltic-map-{version}-{name}.zip" for name in ("site", "deposit")}
    wanted |= {f"baltic_map-{version}-py3-none-any.whl", f"baltic_map-{version}.tar.gz", "index.html", "SHA256SUMS"}
    assert wanted <= made
