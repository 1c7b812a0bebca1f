"""A driver diagram as a tree that grows downwards and steps in: aim, primary drivers, secondary drivers, ideas."""

from __future__ import annotations

from coachloom.course.drawings import DriverDiagram, PrimaryDriver, SecondaryDriver
from coachloom.site.drawings.figure import WIDTH, Figure, framed
from coachloom.site.drawings.lettering import BODY, LEADING, SMALL, Block, label, set_text
from coachloom.site.drawings.svg import Markup, box, dot, joined, path
from coachloom.words import Words

_STEP = 22
_PAD = 10
_GAP = 10
_EDGE = 1
"""Half of the widest outline, so that none is cut at the edge of the paper."""


def driver_diagram(id: str, diagram: DriverDiagram, words: Words) -> Figure:
    aim = set_text(diagram.aim, WIDTH - 2 * _PAD, BODY, "d-on d-bold")
    caption = Block((words.text("drawings.drivers.aim"),), SMALL, "d-on")
    height = caption.height + aim.height + 2 * _PAD
    drawn = [box(0, 0, WIDTH, height, "d-fill"), caption.at(_PAD, _PAD), aim.at(_PAD, _PAD + caption.height)]
    y = height + _GAP + 4
    joints = []
    for driver in diagram.drivers:
        piece, joint, y = _primary(driver, y)
        drawn.append(piece)
        joints.append(joint)
        y += 6
    tree = _branches(0, height, joints)
    key, y = _key(words, y + 6)
    svg = framed(id, diagram.title, diagram.description, y, tree, *drawn, key)
    return Figure(id, diagram.title, diagram.description, svg, *_table(diagram, words))


def _branches(x: float, top: float, joints: list[float]) -> Markup:
    """From a box at ``x`` that ends at ``top`` to the boxes one step in, at the heights ``joints``."""
    stem = x + _STEP / 2
    drawn = [path("d-branch", (stem, top), (stem, joint), (x + _STEP, joint)) for joint in joints]
    return joined(*drawn)


def _boxed(text: str, level: int, top: float, class_: str, ink: str) -> tuple[Markup, float]:
    x = level * _STEP
    block = set_text(text, WIDTH - x - 2 * _PAD - _EDGE, BODY, ink)
    height = block.height + 2 * (_PAD - 2)
    return joined(box(x, top, WIDTH - x - _EDGE, height, class_), block.at(x + _PAD, top + _PAD - 2)), height


def _primary(driver: PrimaryDriver, top: float) -> tuple[Markup, float, float]:
    """The driver with all that hangs on it, the height at which it is joined, and where it ends."""
    piece, height = _boxed(driver.text, 1, top, "d-tinted", "d-text d-bold")
    drawn, joints, y = [piece], [], top + height + _GAP
    for inner in driver.drivers:
        piece, joint, y = _secondary(inner, y)
        drawn.append(piece)
        joints.append(joint)
    tree = _branches(_STEP, top + height, joints)
    return joined(tree, *drawn), top + height / 2, y


def _secondary(driver: SecondaryDriver, top: float) -> tuple[Markup, float, float]:
    piece, height = _boxed(driver.text, 2, top, "d-outline", "d-text")
    drawn, y = [piece], top + height + 6
    x = 3 * _STEP
    for idea in driver.ideas:
        block = set_text(idea, WIDTH - x - 12, SMALL)
        drawn += [dot(x, y + 9, 2.5, "d-fill"), block.at(x + 12, y)]
        y += block.height + 3
    return joined(*drawn), top + height / 2, y + 6


def _key(words: Words, top: float) -> tuple[Markup, float]:
    primary, secondary, idea = (
        words.text("drawings.drivers.primary"),
        words.text("drawings.drivers.secondary"),
        words.text("drawings.drivers.idea"),
    )
    drawn = [box(1, top + 3, 22, 12, "d-tinted"), box(1, top + LEADING + 7, 22, 12, "d-outline")]
    drawn.append(dot(12, top + 2 * LEADING + 17, 2.5, "d-fill"))
    for number, text in enumerate((primary, secondary, idea)):
        drawn.append(label(32, top + 13 + number * (LEADING + 4), text))
    return joined(*drawn), top + 3 * (LEADING + 4)


def _table(diagram: DriverDiagram, words: Words) -> tuple[tuple[str, ...], tuple[tuple[str, ...], ...]]:
    """A row for each idea; a driver without any has a row of its own."""
    rows = [
        (primary.text, secondary.text, idea)
        for primary in diagram.drivers
        for secondary in primary.drivers or (SecondaryDriver(text=" "),)
        for idea in secondary.ideas or ("",)
    ]
    header = (
        words.text("drawings.drivers.primary"),
        words.text("drawings.drivers.secondary"),
        words.text("drawings.drivers.idea"),
    )
    return header, tuple((first, second.strip(), idea) for first, second, idea in rows)
