"""The command line. Nothing heavy is imported until a command needs it."""

from __future__ import annotations

import errno
import gc
import io
import json
import os
import re
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from baltic_map.errors import AtlasError, MissingGlyphWarning, MissingMetadataWarning, one_line
from baltic_map.quoting import counted, shown

if TYPE_CHECKING:
    from baltic_map.atlas import Atlas
    from baltic_map.builder import MapBuilder
    from baltic_map.calendars import CivilDay
    from baltic_map.messages import Messages

__all__ = ["main", "run"]

T = TypeVar("T")
Command = TypeVar("Command", bound=Callable[..., Any])

_DEFAULT_OUT = Path("output")

# Some 1,200 pixels wide, as pages show pictures of links.
_PREVIEW_DPI = 86.0

# A stream that nobody reads, or that cannot take more.
_DEAF = (errno.EPIPE, errno.ENOSPC, errno.EIO, errno.EBADF)


def _atlas_here(_: click.Context, __: click.Parameter, given: Path | None) -> Path | None:
    """Take the current folder for the atlas, if none is named and it is one."""
    # In Python the atlas of the package opens wherever the program runs.
    return Path.cwd() if given is None and os.path.lexists("atlas.toml") else given


atlas_option = click.option(
    "--atlas",
    "folder",
    type=click.Path(path_type=Path),
    callback=_atlas_here,
    help="Folder of the atlas, or its atlas.toml; if left out, the current folder, or else the atlas of the package.",
)
reading_option = click.option("--reading", help="Reading of the land, as in atlas.toml; its first if left out.")
lang_option = click.option("--lang", help="Language of words and names; that of the atlas if left out.")


def _out_option(default: Path, what: str = "Folder to write to.") -> Callable[[Command], Command]:
    return click.option("--out", type=click.Path(path_type=Path), default=default, show_default=True, help=what)


def _run_options(command: Command) -> Command:
    for option in (
        click.option("--every", type=click.IntRange(min=1), help="With --from: every so many days (1)."),
        click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day of a run, included."),
        click.option("--from", "first", metavar="YYYY-MM-DD", help="First day of a run."),
    ):
        command = option(command)
    return command


def _plain_errors(command: Command) -> Command:
    """Show an error of ours as its message and exit with 1; leave others their traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except AtlasError as error:
            # Its lines are plain already.
            click.echo(str(error), err=True)
            sys.exit(1)

    return run  # type: ignore[return-value]


@contextmanager
def _plain_warnings() -> Iterator[None]:
    """Show each warning of ours as its message, one line."""
    with warnings.catch_warnings():
        for kind in (MissingGlyphWarning, MissingMetadataWarning):
            warnings.simplefilter("always", kind)
        warnings.showwarning = lambda message, *_, **__: _say(str(message), err=True)
        yield


def _say(text: str, *, err: bool = False) -> None:
    """Print a line; what data puts into it is shown, never obeyed by the terminal."""
    click.echo(one_line(text, longest=sys.maxsize), err=err)


def _plain_json(text: str) -> str:
    """Write as JSON has it what a terminal would obey, and all that is no ASCII where the output has no UTF-8."""
    is_unicode = (getattr(sys.stdout, "encoding", None) or "utf-8").lower() in {"utf-8", "utf8"}

    def plain(letter: str) -> str:
        shows = letter == "\n" or one_line(letter) == letter
        return letter if shows and (is_unicode or letter.isascii()) else json.dumps(letter)[1:-1]

    return "".join(map(plain, text))


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="baltic-map")
def main() -> None:
    """Draw a historical atlas of dated GeoJSON layers, day by day."""


def _warn(atlas: Atlas) -> Atlas:
    """Say what is likely a slip in an atlas that is drawn."""
    for line in atlas.warnings.lines():
        _say(f"warning: {line}", err=True)
    return atlas


def _progress(items: Iterable[T], total: int, what: str) -> Iterator[T]:
    """Show a bar on a terminal; be quiet in a pipe."""
    if not sys.stderr.isatty() or total < 2:  # noqa: PLR2004
        yield from items
        return
    with click.progressbar(items, length=total, label=what, file=sys.stderr) as progress:
        yield from progress


class _WithDays(click.Command):
    """A command whose argument may be a day before the year 0, which is no option."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # A minus that is no hyphen, for as long as options are looked for.
        rest = super().parse_args(ctx, [re.sub(r"^-(?=\d{4}(-\d\d){0,2}$)", _MINUS, each) for each in args])
        for name, value in ctx.params.items():
            if isinstance(value, str) and value.startswith(_MINUS):
                ctx.params[name] = f"-{value.removeprefix(_MINUS)}"
        return rest


_MINUS = "\N{MINUS SIGN}"


def _run_days(atlas: Atlas, first: str | None, last: str | None, every: int | None) -> list[CivilDay]:
    """List the days of a run; empty if none was asked for."""
    if first is None and last is None:
        if every is not None:
            raise AtlasError(
                "--every", "it stands without --from and --to", "Name the first or the last day of the run"
            )
        return []
    axis = atlas.axis
    start = 0 if first is None else axis.index(first)
    stop = len(axis) - 1 if last is None else axis.index(last)
    if stop < start:
        raise AtlasError("--to", f"{last} lies before {first}", "Write the earlier day after --from")
    return [axis.day(index) for index in range(start, stop + 1, every or 1)]


def _one_day(atlas: Atlas, text: str) -> CivilDay:
    return atlas.axis.day(atlas.axis.index(text))


@main.command()
@click.option("--date", "day", metavar="YYYY-MM-DD", help="One day (and the pages of the change before and after it).")
@_run_options
@atlas_option
@_out_option(_DEFAULT_OUT)
@lang_option
@click.option("--langs", metavar="LANG,LANG", help="Languages that index.html offers (all of the atlas with words).")
@click.option("--base-url", metavar="URL", help="Address of the folder where the pages will stand, for copied links.")
@click.option(
    "--report", metavar="URL", help="Where cards lead who finds something wrong: mailto:… or https://…{title}…"
)
@click.option("--site", is_flag=True, help="A light page for each day, all with one script; on a server or a stick.")
@click.option("--previews", is_flag=True, help="With --site: pictures of the key days, for links to them.")
@click.option("--entries", is_flag=True, help="With --site: a page for each feature, territory and border, by id.")
@click.option("--open", "opens", is_flag=True, help="Open the page in the browser.")
@_plain_errors
def build(
    day: str | None,
    first: str | None,
    last: str | None,
    every: int | None,
    folder: Path | None,
    out: Path,
    lang: str | None,
    langs: str | None,
    base_url: str | None,
    report: str | None,
    site: bool,  # noqa: FBT001
    previews: bool,  # noqa: FBT001
    entries: bool,  # noqa: FBT001
    opens: bool,  # noqa: FBT001
) -> None:
    """
    Write interactive maps: the whole atlas, one day, or a run of days.

    With nothing asked for, index.html is the whole atlas, all days with their time bar, and each key day and the day
    of the change before and after it has a page of its own. Each page is one file that needs no network. Pages of days
    written together link to each other.

    A site (--site) has a light page for every day, an index by month and, if --base-url or atlas.toml names its
    address, a sitemap. Its pages load what they share from files beside them, and need no network either.
    """
    from baltic_map.builder import MapBuilder  # noqa: PLC0415

    builder = MapBuilder(folder, lang=lang, base_url=base_url, report=report)
    atlas = _warn(builder.atlas)
    offered = None if langs is None else [each.strip() for each in langs.split(",") if each.strip()]
    index: CivilDay | None = None
    is_run = (first, last, every) != (None, None, None)
    if day is not None and is_run:
        raise AtlasError("--date", "it stands with --from, --to or --every", "Ask for one day or for a run")
    if site:
        if day is not None or is_run:
            raise AtlasError("--site", "it stands with days to write", "Leave them out: a site has every day")
        _build_site(builder, out, offered, previews=previews, entries=entries)
        _open(out / "index.html", opens=opens)
        return
    for name, given in (("--previews", previews), ("--entries", entries)):
        if given:
            raise AtlasError(name, "it stands without --site", "Add --site")
    if day is not None:
        days = builder.companions([_one_day(atlas, day)])
        shown = out / f"{_one_day(atlas, day).isoformat()}.html"
    elif days := _run_days(atlas, first, last, every):
        shown = out / f"{days[0].isoformat()}.html"
    else:
        config = atlas.config
        keys = list(config.key_days) or [config.opening_day or atlas.axis.start]
        index = config.opening_day or keys[0]
        days = builder.companions(sorted({*keys, index}))
        shown = out / "index.html"
    count = len(days) + (index is not None)
    written = list(_progress(builder.build(days, out, index=index, langs=offered), count, "Maps"))
    _say(f"{counted(len(written), 'page')} in {_named(out)}. Open {shown}")
    _open(shown, opens=opens)


def _open(page: Path, *, opens: bool) -> None:
    """Open a page in the browser, if that is asked for; say where it is, if there is none."""
    if not opens:
        return
    import webbrowser  # noqa: PLC0415

    address = page.resolve().as_uri()
    try:
        is_open = webbrowser.open(address)
    except (webbrowser.Error, OSError):
        is_open = False
    if not is_open:
        _say(f"No browser could be opened here. Open {address}", err=True)


def _build_site(builder: MapBuilder, out: Path, langs: Sequence[str] | None, *, previews: bool, entries: bool) -> None:
    config = builder.atlas.config
    opening = config.opening_day or next(iter(config.key_days), None)
    pictured = sorted({*config.key_days, *([opening] if opening else [])}) if previews else []
    if previews and not builder.base_url:
        raise AtlasError("--previews", "a picture is named by its address", "Add --base-url")
    files = builder.build_site(out, opening, langs, pictured=pictured, entries=entries)
    written = {path.name for path in _progress(files, len(builder.atlas.axis), "Pages")}
    if pictured:
        from baltic_map.snapshot import Snapshot  # noqa: PLC0415

        plates = Snapshot(builder.atlas, builder.lang, dpi=_PREVIEW_DPI)
        _draw(plates.each(pictured, out, gallery=False), len(pictured), out)
    pages = sum(name.endswith(".html") for name in written)
    _say(f"{counted(pages, 'page')} in {_named(out)}. Open {out / 'index.html'}")
    if "sitemap.xml" not in written:
        _say("No sitemap.xml: it takes the address of the site. Name it with --base-url or in atlas.toml", err=True)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.argument("more", nargs=-1, type=click.Path(path_type=Path), metavar="[FILE]...")
@click.option("--from", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE", help="File to read.")
@click.option("--title", help="Title of the atlas; made of the folder's name if left out.")
@click.option("--name", metavar="COLUMN", help="Column with the names. This and the next are guessed if left out.")
@click.option("--start", metavar="COLUMN", help="Column with the first days, or with the only one.")
@click.option("--end", metavar="COLUMN", help="Column with the ends.")
@click.option("--end-inclusive", is_flag=True, help="An end is the last day; else the day on which it was over.")
@click.option("--date", metavar="DATE", help="When all of a file was that has no dates; else the year in its name.")
@click.option("--lat", metavar="COLUMN", help="Column with the latitudes (or northings).")
@click.option("--lon", metavar="COLUMN", help="Column with the longitudes (or eastings).")
@click.option("--crs", metavar="CRS", help="System of the coordinates, such as EPSG:25884, where files name none.")
@click.option("--holder", metavar="COLUMN", help="Make states of dated polygons: the column that says whose they are.")
@click.option("--tolerance", type=click.FloatRange(0, 100), default=2.0, show_default=True, metavar="KM",
              help="With --holder: how wide a gap or an overlap is a fault of drawing.")  # fmt: skip
@click.option("--replace", is_flag=True, help="Write files of the atlas anew that are there already.")
@_plain_errors
def new(
    folder: Path,
    more: tuple[Path, ...],
    files: tuple[Path, ...],
    title: str | None,
    name: str | None,
    start: str | None,
    end: str | None,
    end_inclusive: bool,  # noqa: FBT001
    date: str | None,
    lat: str | None,
    lon: str | None,
    crs: str | None,
    holder: str | None,
    tolerance: float,
    replace: bool,  # noqa: FBT001
) -> None:
    """
    Make an atlas in DIR from files of any kind, or add files to the one that is there.

    Reads GeoJSON, CSV, XLSX, KML, GeoPackage, Shapefile and FlatGeobuf; tells column by column what was read as what,
    and what could not be read. Then: baltic-map build --atlas DIR --open.
    """
    from baltic_map.importers.new_atlas import Request, bring  # noqa: PLC0415
    from baltic_map.importers.records import Choices  # noqa: PLC0415

    choices = Choices(name, start, end, end_inclusive, date, holder, lat, lon, crs)
    request = Request((*files, *more), title, choices, tolerance, replace)
    brought = bring(folder, request)
    for line in brought.told:
        _say(line)
    for line in brought.problems.lines():
        _say(line, err=True)
    if brought.problems:
        _say(f"{counted(brought.problems.total, 'problem')}. The rows that are named are left out.", err=True)
    following = f"build --atlas {folder} --open" if request.files else f"new {folder} --from FILE"
    _say(f"{counted(len(brought.written), 'file')} in {_named(folder)}. Next: baltic-map {following}")


@main.command()
@click.argument("lang")
@atlas_option
@_plain_errors
def translate(lang: str, folder: Path | None) -> None:
    """
    Write what translators work on: the texts of the atlas in a language, as PO files.

    They stand in texts/LANG/ of the atlas, one for each file of the data. What is there stays; new texts are added, and
    a translation of English that has changed since is marked fuzzy, with the old English beside the new.
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.translations import write_catalogs  # noqa: PLC0415

    atlas = open_atlas(folder)
    counts = write_catalogs(atlas, lang)
    _say(f"{', '.join(f'{count} {name}' for name, count in counts.items())}. Open {atlas.folder / 'texts' / lang}")


@main.command(cls=_WithDays)
@click.argument("day", required=False, metavar="[YYYY-MM-DD]")
@click.option(
    "--format", "formats", multiple=True, metavar="FORMAT", help="png (the default), svg, pdf or webp; several."
)
@_run_options
@click.option("--changes", is_flag=True, help="Only days on which the map is another than on the day before.")
@click.option("--size", metavar="SIZE", help="a4, a3, square, or pixels as 1600x1200; 14 by 10 inches if left out.")
@click.option("--dpi", type=float, help="Pixels to the inch (160).")
@click.option("--layers", metavar="LAYER,LAYER", help="Layers that are drawn and told (all).")
@click.option("--extent", metavar="W,S,E,N", help="What is shown at least, degrees (the view of the atlas).")
@click.option("--style", metavar="STYLE", help="light (the default), dark, or grey.")
@click.option("--plain", is_flag=True, help="The map alone.")
@click.option(
    "--handout", is_flag=True, help="Two pages A4 in grey for a class: the map, and one with numbers for names."
)
@click.option("--key", "answers", is_flag=True, help="With --handout: a third page, with the names.")
@atlas_option
@_out_option(_DEFAULT_OUT / "snapshots")
@lang_option
@reading_option
@click.option("--force", is_flag=True, help="Draw those too whose file is there and would be no other.")
@_plain_errors
def snapshot(day: str | None, out: Path, **options: Any) -> None:
    """
    Draw plates for print: one day, or a run of days; the key days if none is named.

    Beside them are written small pictures, an index.html that shows them by month, and manifest.json, which tells what
    is on each. One day alone can be written under a name: --out plate.pdf.
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.snapshot import Snapshot  # noqa: PLC0415

    atlas, handout = _warn(open_atlas(options["folder"])), options["handout"]
    first, last, every, changes = (options[name] for name in ("first", "last", "every", "changes"))
    if day is not None and ((first, last, every) != (None, None, None) or changes):
        raise AtlasError(day, "it stands with --from, --to, --every or --changes", "Ask for one day or for a run")
    if every and changes:
        raise AtlasError("--every", "it stands with --changes", "Ask for one of them")
    if options["answers"] and not handout:
        raise AtlasError("--key", "it stands without --handout", "Add --handout")
    formats: Any = _listed(",".join(options["formats"]).lower()) or []
    if handout and (options["plain"] or set(formats) - {"pdf"}):
        raise AtlasError("--handout", "it is a PDF of two pages", "Leave out --plain and other formats")
    plates = Snapshot(
        atlas,
        options["lang"],
        reading=options["reading"],
        size=options["size"] or ("a4" if handout else None),
        dpi=options["dpi"],
        style=options["style"] or ("grey" if handout else "light"),
        layers=_listed(options["layers"]),
        extent=_degrees(options["extent"]),
        plain=options["plain"],
    )
    days = _run_days(atlas, first, last, 1 if changes else every) if day is None else [_one_day(atlas, day)]
    if changes:
        days = plates.change_days(days)
    days = days or list(atlas.config.key_days) or [atlas.config.opening_day or atlas.axis.start]
    is_picture = _is_picture(out, len(days), ["pdf"] if handout else formats)
    if handout:
        files = plates.handouts(days, out, key=options["answers"])
    elif is_picture:
        files = (plates.save(each, out) for each in days)
    else:
        files = plates.each(days, out, formats or "png", force=options["force"])
    written = _draw(files, len(days) * max(len(formats), 1), out)
    where = _named(out.parent if is_picture else out)
    _say(f"{counted(len(written), 'handout' if handout else 'plate')} in {where}: {_few(written)}")
    if any(each.suffix.lower() == ".pdf" for each in written) and not handout:
        from baltic_map.print.typeset import UNTAGGED, can_typeset  # noqa: PLC0415

        for line in () if can_typeset() else (UNTAGGED,):
            _say(line, err=True)


@main.command()
@click.option("--style", metavar="STYLE", default="light", help="light (the default), dark, or grey.")
@atlas_option
@_out_option(_DEFAULT_OUT / "atlas.pdf", "File to write to.")
@lang_option
@reading_option
@_plain_errors
def book(style: Any, folder: Path | None, out: Path, lang: str | None, reading: str | None) -> None:
    """
    Print a book: a key, a spread for each key day, a chronology, a bibliography, an index; PDF/UA-1, on A4.

    It takes the extra: pip install "baltic-map[book]".
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.snapshot import Snapshot  # noqa: PLC0415

    plates = Snapshot(_warn(open_atlas(folder)), lang, reading=reading, size="a4", style=style)
    with _plain_warnings():
        written = plates.book(out)
    _say(f"Book: {written}, {written.stat().st_size / 1e6:.1f} MB")


def _listed(text: str | None) -> list[str] | None:
    return None if text is None else list(dict.fromkeys(each.strip() for each in text.split(",") if each.strip()))


def _degrees(text: str | None) -> tuple[float, float, float, float] | None:
    if text is None:
        return None
    try:
        west, south, east, north = map(float, text.split(","))
    except ValueError:
        hint = "Write west,south,east,north in degrees, such as 20,53.9,29.5,60.3"
        raise AtlasError("--extent", f"{shown(text)} is no box", hint) from None
    return west, south, east, north


def _is_picture(out: Path, days: int, formats: Sequence[str]) -> bool:
    """Tell whether a name is that of one picture, by its ending, or of a folder."""
    from baltic_map.snapshot import FORMATS  # noqa: PLC0415

    ending = out.suffix.lower().removeprefix(".")
    if ending not in FORMATS or out.is_dir():
        return False
    if days > 1 or set(formats) - {ending}:
        asked = f"{counted(days, 'day')} as {', '.join(formats) or ending}"
        hint = f"Name a folder, or ask for one day as {ending}"
        raise AtlasError(str(out), f"it is the name of one picture, and asked for are {asked}", hint)
    return True


def _named(folder: Path) -> Path:
    """Give a folder by its name: a dot tells none."""
    return folder if folder.name not in ("", "..") else folder.resolve()


def _few(paths: Sequence[Path]) -> str:
    return paths[0].name + (f" … {paths[-1].name}" if len(paths) > 1 else "")


def _draw(files: Iterable[Path], count: int, out: Path) -> list[Path]:
    """Draw plates under a bar; an interrupt leaves what is whole, and says so."""
    written: list[Path] = []
    with _plain_warnings():
        try:
            for path in _progress(files, count, "Plates"):
                written.append(path)  # noqa: PERF402 - what is done counts when it is interrupted
        except KeyboardInterrupt:
            said = f"interrupted after {len(written)} of {counted(count, 'plate')}"
            raise AtlasError(str(out), said, "Run this again to draw the others") from None
    return written


@main.command()
@click.option("--from", "first", metavar="YYYY-MM-DD", help="First day (that of the atlas).")
@click.option("--to", "last", metavar="YYYY-MM-DD", help="Last day, included (that of the atlas).")
@click.option("--size", metavar="SIZE", help="Pixels (1920x1080), or a4, a3, square.")
@click.option("--fps", type=int, default=30, show_default=True, help="Frames to the second.")
@click.option("--style", default="light", show_default=True, help="light, dark, or grey.")
@atlas_option
@_out_option(_DEFAULT_OUT / "film.webm", "File to write: .webm (needs baltic-map[film]), .gif or .webp.")
@lang_option
@reading_option
@_plain_errors
def film(out: Path, first: str | None, last: str | None, fps: int, **options: Any) -> None:
    """
    Make a film of a run of days, with a title, credits, and captions in each language of the atlas beside it.

    Great days are held; [film] of atlas.toml says for how long.
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.snapshot import FILM_SIZE, Snapshot  # noqa: PLC0415

    atlas, style = _warn(open_atlas(options["folder"])), options["style"]
    size = options["size"] or FILM_SIZE
    plates = Snapshot(atlas, options["lang"], reading=options["reading"], size=size, style=style)
    with _plain_warnings(), _film_bar() as progress:
        try:
            written = plates.film(out, first, last, fps=fps, progress=progress)
        except KeyboardInterrupt:
            raise AtlasError(str(out), "interrupted; nothing is written", "Run this again to make the film") from None
    _say(f"{out}, with captions: {_few(written[1:])}")


@contextmanager
def _film_bar() -> Iterator[Callable[[int, int], None] | None]:
    """Show a bar on a terminal; be quiet in a pipe."""
    if not sys.stderr.isatty():
        yield None
        return
    with click.progressbar(length=1, label="Film", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total
            bar.update(done - bar.pos)

        yield show


@main.command()
@click.argument("folder", required=False, type=click.Path(path_type=Path), metavar="[DIR]", callback=_atlas_here)
@click.option("--counts", "with_counts", is_flag=True, help="Count what a sound atlas rests on.")
def check(folder: Path | None, with_counts: bool) -> None:  # noqa: FBT001
    """
    Report every problem of every file of an atlas, one line each; exit with 1 if there are any.

    What is likely a slip and may be meant is a warning, which no exit code tells.
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.check import find_problems  # noqa: PLC0415
    from baltic_map.evidence import told_counts  # noqa: PLC0415

    problems, warnings = find_problems(folder)
    for line in [*problems.lines(), *(f"warning: {each}" for each in warnings.lines())]:
        _say(line)
    if problems:
        _say(f"{counted(problems.total, 'problem')}.", err=True)
        sys.exit(1)
    _say("No problems.", err=True)
    for name, number in told_counts(open_atlas(folder)) if with_counts else ():
        _say(f"{name:<28}{number}")


# Why nobody is told to hold a place.
_NOBODY = {
    "no-states": "there are no states in this atlas",
    "outside": "outside the extent of this atlas",
    "sea": "open sea",
    "no-territory": "no territory of this atlas",
    "territory": "nobody is recorded to hold it",
}


# Coordinates west of Greenwich and south of the equator begin with a minus sign and are no options.
@main.command(context_settings={"ignore_unknown_options": True})
@click.argument("lon", type=float)
@click.argument("lat", type=float)
@click.option("--date", "day", required=True, metavar="YYYY-MM-DD", help="The day.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object (null where nobody held the place).")
@atlas_option
@reading_option
@_plain_errors
def at(lon: float, lat: float, day: str, as_json: bool, folder: Path | None, reading: str | None) -> None:  # noqa: FBT001
    """Tell who held a place (longitude, latitude in degrees) on a day."""
    from baltic_map.atlas import open_atlas  # noqa: PLC0415

    atlas = open_atlas(folder)
    place = atlas.at(lon, lat, day, reading=reading)
    if as_json:
        from msgspec import to_builtins  # noqa: PLC0415

        click.echo(_plain_json(json.dumps(to_builtins(place), ensure_ascii=False)))
    if place is None:
        _say(f"{lon:g} {lat:g} on {day}: {_NOBODY[atlas.whereabouts(lon, lat)]}.", err=as_json)
    if place is None or as_json:
        return
    config, borders = atlas.config, atlas.borders
    rows = [
        ("territory", borders.territories[place.territory].names["en"]),
        ("state", f"{place.state} ({config.states[place.state].name})"),
        ("controller", f"{place.controller} ({config.states[place.controller].name})"),
        ("recognised", f"{place.recognised} ({config.states[place.recognised].name})"),
        ("status", config.status_name(place.status, place.controller)),
        *(("source", atlas.bibliography.text(source)) for source in place.sources),
        *((("note", place.note),) if place.note else ()),
    ]
    _say(f"{lon:g} {lat:g} on {day}")
    for name, value in rows:
        _say(f"  {name:<11}{value}")


@main.command(cls=_WithDays)
@click.argument("before", metavar="YYYY-MM-DD")
@click.argument("after", metavar="YYYY-MM-DD")
@atlas_option
@_plain_errors
def diff(before: str, after: str, folder: Path | None) -> None:
    """Tell what differs between two days."""
    from baltic_map.atlas import open_atlas  # noqa: PLC0415

    found = open_atlas(folder).diff(before, after)
    for was, now in found.holdings:
        _say(f"~ {was.territory}: {was.state}, {was.status} -> {now.state}, {now.status}")
    for sign, features in (("+", found.began), ("-", found.ended)):
        for feature in features:
            _say(f"{sign} {feature.layer}/{feature.id}: {feature.names['en']}")


@main.command()
@click.argument("source", required=False, metavar="[ID]")
@click.option("--feature", "key", metavar="ID", help="All that a feature cites, with the passages that speak of it.")
@click.option(
    "--format", "form", type=click.Choice(["text", "bibtex", "ris", "csl"]), default="text", show_default=True
)
@lang_option
@atlas_option
@_plain_errors
def cite(source: str | None, key: str | None, form: str, lang: str | None, folder: Path | None) -> None:
    """Print one work of the bibliography, by its id, or the works of a feature."""
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.messages import Messages  # noqa: PLC0415

    if (source is None) == (key is None):
        raise AtlasError("cite", "it takes the id of a work or --feature", "Write one of them")
    atlas = open_atlas(folder)
    lang, bibliography = lang or atlas.config.language, atlas.bibliography
    messages = Messages(lang, words=atlas.words.get(lang))
    citations = [str(each) for each in atlas.feature(key).citations] if key else [source or ""]
    works = list(dict.fromkeys(each.partition(",")[0].strip() for each in citations))
    if form == "csl":
        told = [bibliography.csl(each) for each in works]
        click.echo(_plain_json("[\n" + ",\n".join(told) + "\n]" if key else told[0]))
        return
    for text in citations if form == "text" else ():
        _say(bibliography.text(text, lang))
    writers = {"bibtex": bibliography.bibtex, "ris": bibliography.ris}
    for line in "\n\n".join(map(writers[form], works)).split("\n") if form in writers else ():
        _say(line)
    for line in _passages(atlas, key, messages) if key and form == "text" else ():
        _say(line)


def _passages(atlas: Atlas, key: str, messages: Messages) -> Iterator[str]:
    """Write the passages that speak of a feature, a line for each thing that is told of them."""
    for each in (passage for passage in atlas.passages if key in passage.features):
        yield ""
        yield each.words.join(each.marks)
        place = f"{atlas.bibliography.short(each.work, messages.lang)}{', ' if each.locator else ''}{each.locator}"
        stance = messages(f"card.stance_{each.stance}")
        yield f"  {'; '.join(part for part in (each.speaker, place, stance) if part)}. {each.address}"
        if each.translation:
            yield f"  {messages('card.translation')}: “{each.translation}”"


@main.command()
@click.option("--json", "as_json", is_flag=True, help="Print the whole scene, as docs/scene.schema.json describes it.")
@atlas_option
@_plain_errors
def scene(as_json: bool, folder: Path | None) -> None:  # noqa: FBT001
    """Tell what pages and plates are drawn from: each thing of an atlas once, with the days on which it is so."""
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.export.scene import scene_in_all_languages, scene_text  # noqa: PLC0415

    built = scene_in_all_languages(open_atlas(folder))
    if as_json:
        click.echo(_plain_json(scene_text(built)))
        return
    _say(f"{built.id}: {counted(built.total, 'day')} from {built.first_day}, scene version {built.version}")
    for name, things in (
        ("features", built.features),
        ("areas", built.readings[0].areas),
        ("borders", built.readings[0].borders),
        ("changes", built.readings[0].changes),
        ("works", built.works),
    ):
        _say(f"  {name:<11}{len(things)}")
    _say(f"  {'readings':<11}{', '.join(each.id for each in built.readings)}")
    _say(f"  {'languages':<11}{', '.join(each.lang for each in built.locales)}")


@main.command()
@click.option(
    "--format",
    "formats",
    multiple=True,
    required=True,
    metavar="FORMAT",
    help="gpkg, parquet, geojson, kml, lpf, csv, scene or deposit; several.",
)
@click.option("--date", "day", metavar="YYYY-MM-DD", help="Only what is in force on this day, possibly or certainly.")
@click.option("--layer", "layers", multiple=True, metavar="LAYER", help="Only features of this layer; several.")
@atlas_option
@_out_option(_DEFAULT_OUT / "export")
@click.option("--reading", help="Only this reading of the land, as in atlas.toml; all if left out.")
@_plain_errors
def export(
    formats: tuple[str, ...],
    day: str | None,
    layers: tuple[str, ...],
    folder: Path | None,
    out: Path,
    reading: str | None,
) -> None:
    """
    Write the atlas in formats of others: all of it, or what is in force on one day.

    What each format holds, and what it cannot, stands in docs/exports.md. GeoParquet takes the extra: pip install
    "baltic-map[parquet]".
    """
    from baltic_map.atlas import open_atlas  # noqa: PLC0415
    from baltic_map.export.request import ask, write_formats  # noqa: PLC0415

    asked = ask(_warn(open_atlas(folder)), out, day=day, reading=reading, layers=layers)
    with _plain_warnings():
        written = list(write_formats(asked, formats))
    _say(f"{counted(len(written), 'file')} in {_named(out)}: {_few(written)}")


def _set_streams() -> None:
    """
    Make what is printed fit its stream, whatever code page that has.

    A file or a pipe gets UTF-8, unless the environment asks for another encoding; letters that an encoding lacks are
    written as escapes.
    """
    for stream in (sys.stdout, sys.stderr):
        if not isinstance(stream, io.TextIOWrapper):
            continue
        chosen = os.environ.get("PYTHONIOENCODING") or stream.isatty()
        stream.reconfigure(encoding=None if chosen else "utf-8", errors="backslashreplace")


def run() -> None:
    """Run the command line, and end quietly where nobody hears it: on a closed or a full stream."""
    _set_streams()
    # A process so short keeps nearly all that it makes: to look for rubbish as often as Python does takes a twelfth.
    gc.set_threshold(100_000)
    code: int | str | None = 0
    lost: OSError | None = None
    try:
        main()
    except SystemExit as stop:
        code = stop.code
    except OSError as error:
        if error.errno not in _DEAF:
            raise
        lost = error
    try:
        if sys.stdout:
            sys.stdout.flush()
    except OSError as error:
        lost = error
    if lost:
        code = code or 1
        # What could not be written is not tried again when Python ends.
        with suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if lost.errno == errno.ENOSPC:
            _say("standard output: its disk is full. Make room, then run this again.", err=True)
    sys.exit(code)


if __name__ == "__main__":
    run()
