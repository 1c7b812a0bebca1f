"""An academy's colour: text on it can be read, or the nearest colour is named on which it can."""

from __future__ import annotations

import pytest
from coloraide import Color
from hypothesis import given, settings
from hypothesis import strategies as st

from coachloom.academy.colour import DARK, LEAST, WHITE, contrast, lighter_for_dark, nearest_passing

COLOURS = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
LAWS = settings(deadline=None, derandomize=True, max_examples=300)
COLOURFUL = 0.05


def turned(one: str, other: str) -> float:
    """By how many degrees the hue of two colours differs; nothing where one is nearly grey and has no hue to see."""
    first, second = (Color(colour).convert("oklch") for colour in (one, other))
    if min(first["chroma"], second["chroma"]) < COLOURFUL:
        return 0
    return abs((first["hue"] - second["hue"] + 180) % 360 - 180)


def slightly(colour: str, towards: str) -> str:
    """One step towards white or black in each part."""
    step = 1 if towards == WHITE else -1
    return "#" + bytes(min(255, max(0, part + step)) for part in bytes.fromhex(colour[1:])).hex()


@pytest.mark.parametrize(
    ("one", "other", "times"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#000000", 21),
        ("#0b5d4f", "#0B5D4F", 1),
        ("#767676", "#ffffff", 4.54),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.00),
        ("#0000ff", "#ffffff", 8.59),
        ("#1e2129", "#ffffff", 16.09),
    ],
)
def test_contrast_is_what_browsers_tools_measure(one: str, other: str, times: float) -> None:
    assert round(contrast(one, other), 2) == times


@pytest.mark.parametrize(
    ("colour", "under_white", "in_the_dark"),
    [
        ("#0b5d4f", "#0b5d4f", "#4d9484"),
        ("#0B5D4F", "#0b5d4f", "#4d9484"),
        ("#ffcc00", "#917300", "#ffcc00"),
        ("#ff0000", "#ee0000", "#ff392b"),
        ("#0000ff", "#0000ff", "#4a81ff"),
        ("#777777", "#767676", "#888888"),
        ("#ffffff", "#767676", "#ffffff"),
        ("#000000", "#000000", "#888888"),
    ],
)
def test_colours_that_people_know(colour: str, under_white: str, in_the_dark: str) -> None:
    assert (nearest_passing(colour), lighter_for_dark(colour)) == (under_white, in_the_dark)


@LAWS
@given(COLOURS)
def test_the_result_can_be_read_and_stays_as_it_is(colour: str) -> None:
    under_white, in_the_dark = nearest_passing(colour), lighter_for_dark(colour)

    assert contrast(under_white, WHITE) >= LEAST
    assert contrast(in_the_dark, DARK) >= LEAST
    assert (nearest_passing(under_white), lighter_for_dark(in_the_dark)) == (under_white, in_the_dark)


@LAWS
@given(COLOURS)
def test_a_colour_that_can_be_read_is_kept(colour: str) -> None:
    assert (nearest_passing(colour) == colour) == (contrast(colour, WHITE) >= LEAST)
    assert (lighter_for_dark(colour) == colour) == (contrast(colour, DARK) >= LEAST)


@LAWS
@given(COLOURS)
def test_a_changed_colour_keeps_its_hue_and_goes_no_further_than_it_must(colour: str) -> None:
    for result, on, back in ((nearest_passing(colour), WHITE, WHITE), (lighter_for_dark(colour), DARK, "#000000")):
        if result != colour:
            assert turned(colour, result) < 3
            assert contrast(slightly(result, back), on) < LEAST


def test_where_not_even_black_or_white_can_be_read_there_is_no_answer() -> None:
    with pytest.raises(ValueError, match="no colour has a contrast of 7 to #808080"):
        nearest_passing("#0b5d4f", on="#808080", least=7)


def test_on_a_middle_grey_the_way_leads_to_the_end_that_can_be_read() -> None:
    assert nearest_passing("#ffffff", on="#808080") == "#171717"
