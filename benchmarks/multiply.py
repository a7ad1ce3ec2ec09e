"""Write a folder of an atlas N times as large: each feature again in other places, on other days, by other names.

The seed is fixed: the same folder and the same number give the same files. Territories, holdings, the story and the
statements about texts stay as they are.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

LAYERS = ("bases", "blockade_zones", "invasion_points", "routes", "forces", "events")
FIRST, LAST = date(1939, 8, 23), date(1941, 7, 1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
VAGUE = re.compile(r"(?<![\d-])\d{4}(-\d{2})?(?![\d-])")
SEED = 12
# Degrees.
FARTHEST = (2.0, 1.2)


def moved(coordinates: Any, dx: float, dy: float) -> Any:
    """Move coordinates, however deep they are nested, by some degrees."""
    if isinstance(coordinates[0], int | float):
        return [round(coordinates[0] + dx, 4), round(coordinates[1] + dy, 4)]
    return [moved(each, dx, dy) for each in coordinates]


def later(text: str | None, days: int) -> str | None:
    """Move an EDTF date or span by some days."""
    if not text:
        return text
    return DAY.sub(lambda found: (date.fromisoformat(found[0]) + timedelta(days)).isoformat(), text)


def room(properties: dict[str, Any]) -> tuple[int, int]:
    """Tell how many days a feature can be moved back and on, and still lie on the days of the atlas."""
    texts = (properties.get("start_date"), properties.get("end_date"))
    days = [date.fromisoformat(day) for text in texts for day in DAY.findall(text or "")]
    if not days or any(VAGUE.search(text or "") for text in texts):
        return 0, 0
    return (FIRST - min(days)).days, (LAST - max(days)).days


def positions(coordinates: Any) -> list[Any]:
    """List the positions of coordinates, however deep they are nested."""
    if isinstance(coordinates[0], int | float):
        return [coordinates]
    return [each for part in coordinates for each in positions(part)]


def shift(low: float, high: float, bounds: tuple[float, float], far: float, dice: random.Random) -> float:
    """Choose a way of at most so many degrees, after which all still lies inside the extent."""
    return dice.uniform(max(-far, bounds[0] - low), min(far, bounds[1] - high))


def elsewhere(geometry: dict[str, Any], extent: dict[str, float], dice: random.Random) -> dict[str, Any]:
    """Move a geometry inside the extent."""
    lons, lats = zip(*(each[:2] for each in positions(geometry["coordinates"])), strict=True)
    dx = shift(min(lons), max(lons), (extent["west"], extent["east"]), FARTHEST[0], dice)
    dy = shift(min(lats), max(lats), (extent["south"], extent["north"]), FARTHEST[1], dice)
    return {**geometry, "coordinates": moved(geometry["coordinates"], dx, dy)}


def copy_of(
    feature: dict[str, Any], number: int, extent: dict[str, float], dice: random.Random, *, same_days: bool
) -> dict[str, Any]:
    """Copy a feature to another place and other days, by another name."""
    properties = {key: value for key, value in feature["properties"].items() if not key.startswith("name:")}
    properties["id"] += f"-x{number}"
    properties["name"] += f" {number}"
    least, most = room(properties)
    if least <= most and not same_days:
        days = dice.randint(least, most)
        for key in ("start_date", "end_date"):
            properties[key] = later(properties.get(key), days)
    geometry = feature["geometry"] and elsewhere(feature["geometry"], extent, dice)
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def multiply(source: Path, target: Path, times: int, *, same_days: bool = False) -> int:
    """Copy a folder, with each feature of its layers so many times. Returns how many there are."""
    dice = random.Random(SEED)  # noqa: S311
    shutil.copytree(source, target)
    extent = tomllib.loads((source / "atlas.toml").read_text(encoding="utf-8"))["extent"]
    total = 0
    for layer in LAYERS:
        path = target / f"{layer}.geojson"
        collection = json.loads(path.read_text(encoding="utf-8"))
        own = collection["features"]
        # What is bound to one place by its kind is not moved.
        copies = [
            copy_of(each, number, extent, dice, same_days=same_days)
            for each in own
            for number in range(1, times)
            if "karelo" not in each["properties"]["id"]
        ]
        collection["features"] = [*own, *copies]
        total += len(collection["features"])
        path.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    return total


def main() -> None:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int, help="how many times as large")
    parser.add_argument("target", type=Path, help="folder to be written")
    parser.add_argument("--source", type=Path, default=Path(__file__).parents[1] / "geodata")
    parser.add_argument("--same-days", action="store_true", help="each copy on the days of its own: the fullest days")
    options = parser.parse_args()
    print(multiply(options.source, options.target, options.times, same_days=options.same_days), "features")


if __name__ == "__main__":
    main()
