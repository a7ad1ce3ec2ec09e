"""What stands in the data of a layer is text, never a template."""

from __future__ import annotations

import base64
import re
from contextlib import suppress

import folium
from branca.element import Element

from baltic_map.web.literal import literal

HOSTILE = "{{ 7 * 7 }} {% set x = 1 %} {# gone #} { }"


def test_a_text_is_a_template_only_outside() -> None:
    assert Element(HOSTILE).render() == "49   { }"
    with literal(folium.Figure()):
        made = Element(HOSTILE)
    assert made.render() == HOSTILE
    assert Element(HOSTILE).render() == "49   { }"


def test_an_element_without_a_text_stays_without() -> None:
    with literal(folium.Figure()):
        assert Element().render() == ""


def test_the_page_in_a_popup_is_text() -> None:
    def page(frame: folium.IFrame) -> str:
        data = re.search(r"base64,([^\"]*)", frame.render())
        assert data
        return base64.b64decode(data[1]).decode().strip()

    frame = folium.IFrame(html=HOSTILE)
    assert page(frame) == "49   { }"
    with literal(folium.Popup(frame)):
        assert page(frame) == HOSTILE


def test_after_an_error_elements_are_templates_again() -> None:
    with suppress(ZeroDivisionError), literal(folium.Figure()):
        _ = 1 / 0
    assert Element("{{ 1 + 1 }}").render() == "2"
