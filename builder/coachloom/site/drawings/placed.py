"""Every drawing of a site and the file that it has there: those of the course's data, and those of the course itself.

Pages show a drawing by its file, as any picture; the finishing puts the drawing itself in its place.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from coachloom.course.kinds import Asset, Element, V
from coachloom.course.model import Course
from coachloom.site.addresses import address
from coachloom.site.drawings.figure import AT_ROOT, Figure
from coachloom.site.drawings.figures import figures
from coachloom.site.drawings.five_vs import five_vs
from coachloom.site.drawings.month_strip import month_strip
from coachloom.site.drawings.road_map import road_map
from coachloom.site.drawings.year_strip import year_strip
from coachloom.words import Words


def file_of(name: str) -> str:
    """Where a drawing of the course itself stands, such as ``road-map`` or ``month-m01``."""
    return f"assets/drawn/{name}.svg"


def drawn_files(course: Course, words: Words) -> Mapping[str, Figure]:
    """All drawings by their file, relative to the site's root; links in them begin with `AT_ROOT`."""
    data = figures(course, words)
    of_data = {address(course, asset).page: data[asset.id] for asset in course.all(Asset) if asset.id in data}
    return of_data | {file_of(figure.id): figure for figure in _of_the_course(course, words)}


def _of_the_course(course: Course, words: Words) -> Iterator[Figure]:
    def href(element: Element) -> str:
        return AT_ROOT + address(course, element).url

    yield road_map(course, words)
    if course.all(V):
        yield five_vs(course, words)
    yield year_strip(course, words, href)
    for month in course.months:
        yield month_strip(course, month, words, href)
