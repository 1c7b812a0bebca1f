"""An academy's colour: whether text can be read on it, and the nearest of the same hue on which it can.

Contrast is WCAG's own formula, by which browsers' tools judge; coloraide's differs in the third digit, which
decides at the border. What coloraide knows is the hue that people see (OKLCH).
"""

from __future__ import annotations

WHITE = "#ffffff"
DARK = "#1e2129"
"""The background of pages in the dark theme."""

LEAST = 4.5
"""WCAG 2.2, 1.4.3, for text of ordinary size."""

_FIT = {"method": "oklch-chroma", "jnd": 0}
"""What no screen shows loses colourfulness, and keeps its hue exactly."""

_HALVINGS = 12
"""Steps of lightness finer than those of ``#rrggbb``."""


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black and white), for two colours written ``#rrggbb``."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = (_linear(byte / 255) for byte in bytes.fromhex(colour.removeprefix("#")))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def nearest_passing(colour: str, on: str = WHITE, least: float = LEAST) -> str:
    """``colour`` in lower case where it reaches ``least`` against ``on``, else the nearest of its hue that does.

    Darker on a light ``on``, lighter on a dark one. Raises ValueError where not even black or white reaches it.
    """
    if contrast(colour, on) >= least:
        return colour.lower()
    best = max(("#000000", WHITE), key=lambda end: contrast(end, on))
    if contrast(best, on) < least:
        raise ValueError(f"no colour has a contrast of {least} to {on}")
    from coloraide import Color

    seen = Color(colour).convert("oklch")
    fails, passes = seen["lightness"], Color(best).convert("oklch")["lightness"]
    for _ in range(_HALVINGS):
        middle = (fails + passes) / 2
        tried = seen.clone().set("lightness", middle).convert("srgb").to_string(hex=True, fit=_FIT)
        if contrast(tried, on) >= least:
            best, passes = tried, middle
        else:
            fails = middle
    return best


def lighter_for_dark(colour: str) -> str:
    """The nearest colour of the same hue in which links can be read in the dark theme."""
    return nearest_passing(colour, on=DARK)
