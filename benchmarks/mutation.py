"""
Change the heart of the package in one place at a time, and tell which changes its unit tests do not see.

    python benchmarks/mutation.py [MODULE …] [--sample N] [--seed 1]

Each mutant runs in a process of its own, forked from one that has the libraries loaded, on a copy of the tree.
"""

from __future__ import annotations

import argparse
import ast
import gc
import importlib
import os
import random
import resource
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
TESTS = {
    **{name: [name] for name in ("days", "symbology", "messages")},
    "borders": ["borders", "atlas"],
    "border_files": ["borders"],
    "tables": ["tables"],
    "scene": ["scene", "day_view", "page_data"],
}
OPERATORS = {"Lt": "LtE GtE", "LtE": "Lt Gt", "Gt": "GtE LtE", "GtE": "Gt Lt", "Eq": "NotEq", "NotEq": "Eq"}
OPERATORS |= {"In": "NotIn", "NotIn": "In", "Is": "IsNot", "IsNot": "Is", "And": "Or", "Or": "And"}
OPERATORS |= {"Add": "Sub", "Sub": "Add", "Mult": "Div", "Div": "Mult"}
LEFT_ALONE = ("'", '"', "import ", "from ", "__all__", "if TYPE_CHECKING")  # the first two are docstrings


def other_values(value: Any) -> list[Any]:
    """Give what a constant is changed to."""
    if isinstance(value, bool | str):
        return [f"{value}XX" if isinstance(value, str) else not value]
    return [value + 1, value - 1] if isinstance(value, int | float) else []


def other_nodes(node: Any) -> Iterator[tuple[str, ast.AST]]:
    """Yield what stands in place of a node, and what that is called."""
    name = type(node).__name__
    if name in OPERATORS:
        yield from ((f"{name} to {other}", getattr(ast, other)()) for other in OPERATORS[name].split())
    elif isinstance(node, ast.Constant):
        yield from ((f"{node.value!r} to {value!r}", ast.Constant(value)) for value in other_values(node.value))
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        yield "not removed", node.operand
    elif isinstance(node, ast.Return) and ast.unparse(node) not in {"return", "return None"}:
        yield "returns None", ast.Return(ast.Constant(None))
    elif name in {"If", "IfExp"}:
        yield "condition negated", type(node)(ast.UnaryOp(ast.Not(), node.test), node.body, node.orelse)
    elif isinstance(node, ast.comprehension) and node.ifs:
        ifs = [ast.UnaryOp(ast.Not(), node.ifs[0]), *node.ifs[1:]]
        yield "condition negated", ast.comprehension(node.target, node.iter, ifs, 0)
    elif isinstance(node, ast.Expr | ast.Assign | ast.AugAssign | ast.Raise | ast.Continue):
        yield "deleted", ast.Pass()


def mutants(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Yield line and kind of each change of a module, and its text."""

    def visit(node: ast.AST, put: Callable[[ast.AST], None], line: int, said: str) -> Iterator[tuple[str, str]]:
        said = ast.unparse(node)[:90].partition("\n")[0] or said
        if isinstance(node, ast.stmt) and said.startswith(LEFT_ALONE):
            return
        line = getattr(node, "lineno", line)
        for what, other in other_nodes(node):
            put(other)
            yield f"{line}: {what}: {said}", ast.unparse(ast.fix_missing_locations(tree))
        put(node)
        for name, value in ast.iter_fields(node):
            listed = isinstance(value, list)
            for at, each in enumerate(value if listed else [value]):
                if isinstance(each, ast.AST) and name not in {"annotation", "returns", "decorator_list"}:
                    put_each = partial(value.__setitem__, at) if listed else partial(setattr, node, name)
                    yield from visit(each, put_each, line, said)

    yield from visit(tree, lambda _: None, 0, "")


def run_tests(tree: Path, module: str, *, compiled: bool = True) -> int:
    """Fork a process that runs the tests of a module in a tree; give its number."""
    if child := os.fork():
        return child
    os.nice(5)
    sys.dont_write_bytecode = compiled
    resource.setrlimit(resource.RLIMIT_CPU, (20, 20))  # of work, not of the clock: a busy machine kills no mutant
    [os.dup2(os.open(os.devnull, os.O_WRONLY), each) for each in (1, 2)]
    os.chdir(tree)
    sys.path.insert(0, str(tree / "src"))
    files = (f"tests/unit/test_{name}.py" for name in TESTS[module])
    os._exit(int(pytest.main(["-x", "-q", "-n0", "-p", "no:cacheprovider", *files])))


def copy_tree(folder: Path, module: str) -> Path:
    """Copy what the tests need; run them once, unchanged, so that all but the module is compiled."""
    folder.mkdir()
    for each in ROOT.iterdir():
        copied = each.name in {"src", "tests"}
        shutil.copytree(each, folder / each.name) if copied else (folder / each.name).symlink_to(each)
    assert os.waitpid(run_tests(folder, module, compiled=False), 0)[1] == 0, f"the tests of {module} fail unchanged"
    for compiled in folder.glob(f"src/baltic_map/__pycache__/{module}.*"):
        compiled.unlink()
    return folder


def try_mutants(module: str, sample: int, seed: int) -> None:
    """Print the mutants of a module that its tests do not see, and how many there were."""
    every = list(mutants(ast.parse((ROOT / f"src/baltic_map/{module}.py").read_text(encoding="utf-8"))))
    waiting = random.Random(seed).sample(every, min(sample, len(every)))  # noqa: S311
    total, killed = len(waiting), 0
    with tempfile.TemporaryDirectory() as folder:
        free = [copy_tree(Path(folder) / str(job), module) for job in range(2)]
        running: dict[int, tuple[Path, str]] = {}
        while waiting or running:
            if waiting and free:
                tree, (what, changed) = free.pop(), waiting.pop()
                (tree / f"src/baltic_map/{module}.py").write_text(changed, encoding="utf-8")
                running[run_tests(tree, module)] = tree, what
                continue
            child, status = os.wait()
            tree, what = running.pop(child)
            free.append(tree)
            killed += status != 0
            print("" if status else f"  {module}.py:{what}\n", end="", flush=True)
    print(f"{module}: {killed} of {total} killed; {len(every)} mutants in all", flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=list(TESTS), metavar="MODULE")
    parser.add_argument("--sample", type=int, default=10**6)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    # The libraries stay loaded for all mutants, the package does not.
    for library in ("builder", "snapshot", "check"):
        importlib.import_module(f"baltic_map.{library}")
    for loaded in [name for name in sys.modules if name.startswith("baltic_map")]:
        del sys.modules[loaded]
    gc.freeze()
    for each in chosen.modules:
        try_mutants(each, chosen.sample, chosen.seed)
