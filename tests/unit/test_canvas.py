"""Artists in points of the sheet."""

from __future__ import annotations

from baltic_map.print.canvas import Canvas, Group, circle, line, translated
from baltic_map.print.sheet import Box
from baltic_map.print.typefaces import Face

CANVAS = Canvas(144, Box(10, 20, 30, 40), background="#ffffff", halo="#ffffff")


def test_a_path_is_scaled_and_then_moved() -> None:
    assert translated(line((1, 2), (3, 4)), 10, 20, 2).vertices.tolist() == [[12, 24], [16, 28]]
    assert circle(5, 5, 2).get_extents().bounds == (3, 3, 4, 4)


def test_a_point_is_a_72nd_of_an_inch() -> None:
    patch = CANVAS.shape(line((0, 0), (36, 72)), edge="#000000", width=2, dash=(4, 1)).patch
    assert patch.get_transform().transform((36, 72)).tolist() == [72, 144]
    # Lengths of a dash are told in points; Matplotlib counts in widths of the line.
    assert patch.get_linestyle() == (0, (2, 0.5))
    assert CANVAS.shape(line((0, 0), (1, 1)), width=2).patch.get_linewidth() == 0


def test_what_is_inside_ends_at_the_frame() -> None:
    inside, outside = (
        CANVAS.shape(line((0, 0), (99, 99)), edge="#000000", inside=each).patch for each in (True, False)
    )
    assert inside.get_clip_box().bounds == (20, 40, 40, 40)
    assert outside.get_clip_box() is None


def test_letters_that_no_font_has_are_remembered() -> None:
    CANVAS.text(0, 0, "a\U0010fffdb", Face(), 9, "#000000")
    assert CANVAS.missing == {"a\U0010fffdb": "\U0010fffd"}


def test_a_line_that_stays_is_made_once_and_not_kept_for_ever() -> None:
    first = CANVAS.text(0, 0, "first", Face(), 9, "#000000")
    assert CANVAS.text(0, 0, "first", Face(), 9, "#000000") is first
    assert CANVAS.text(0, 1, "first", Face(), 9, "#000000") is not first
    for number in range(2000):
        CANVAS.text(0, 0, str(number), Face(), 9, "#000000")
    assert CANVAS.text(0, 0, "first", Face(), 9, "#000000") is not first


def test_a_group_is_one_thing_with_an_id() -> None:
    child = CANVAS.shape(line((0, 0), (1, 1)))
    group = Group([child], gid="fight", zorder=3)
    assert (group.get_gid(), group.get_zorder(), group.get_children()) == ("fight", 3, [child.patch])
