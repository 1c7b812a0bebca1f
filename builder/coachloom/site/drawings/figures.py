"""All pictures that a course brings as data, drawn."""

from __future__ import annotations

from collections.abc import Mapping

from coachloom.course.drawings import Drawing, DriverDiagram, ProcessMap, RunChart
from coachloom.course.kinds import Asset
from coachloom.course.model import Course
from coachloom.site.drawings.driver_diagram import driver_diagram
from coachloom.site.drawings.figure import Figure
from coachloom.site.drawings.process_map import process_map
from coachloom.site.drawings.run_chart import run_chart
from coachloom.words import Words


def figures(course: Course, words: Words) -> Mapping[str, Figure]:
    """The figure of every asset that is data, by its id."""
    return {
        asset.id: drawn(asset.id, course.drawings[asset.id], words)
        for asset in course.all(Asset)
        if asset.id in course.drawings
    }


def drawn(id: str, drawing: Drawing, words: Words) -> Figure:
    match drawing:
        case RunChart():
            return run_chart(id, drawing, words)
        case ProcessMap():
            return process_map(id, drawing, words)
        case DriverDiagram():
            return driver_diagram(id, drawing, words)
