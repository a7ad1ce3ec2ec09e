"""``python -m baltic_map`` is the command line."""

from baltic_map.cli import run

run()
