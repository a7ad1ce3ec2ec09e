"""What is written from the data says what the data says."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from baltic_map import open_atlas

ROOT = Path(__file__).parents[2]


def test_generated_files_match_the_data() -> None:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec
    assert spec.loader
    generate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(generate)
    for path, text in generate.files(open_atlas(ROOT / "geodata")).items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name}: run python3 dev.py docs"
