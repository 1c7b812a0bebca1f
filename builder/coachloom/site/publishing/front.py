"""The pages around the editions: the front door, each cohort's, those of `current/`, and the one for wrong addresses."""

from __future__ import annotations

import json
from collections.abc import Sequence
from posixpath import dirname, relpath
from urllib.parse import urlsplit

from coachloom.cohorts.cohort import Cohort
from coachloom.site.plain_pages import PlainPages
from coachloom.site.publishing.current import Way, ways
from coachloom.site.publishing.home import COHORTS, CURRENT
from coachloom.site.publishing.standing import INDEX, Standing

Follows = Sequence[tuple[Cohort, Standing]]
"""Each cohort with the edition that it follows."""


def front_pages(
    pages: PlainPages, editions: Sequence[Standing], current: Standing, cohorts: Follows
) -> dict[str, bytes]:
    """Every page outside the editions, by its path below the home."""
    found = {
        f"{CURRENT}/{page}{INDEX}": _way(pages, f"{CURRENT}/{page}{INDEX}", way, current)
        for page, way in ways(editions, current).items()
    }
    found |= {f"{COHORTS}/{cohort.id}/{INDEX}": _cohort(pages, cohort, one) for cohort, one in cohorts}
    return {**found, "404.html": _not_found(pages), INDEX: _root(pages, editions, current, cohorts)}


def _root(pages: PlainPages, editions: Sequence[Standing], current: Standing, cohorts: Follows) -> bytes:
    values = {
        "summary": current.shelved.summary,
        "current": _name(pages, current),
        "cohorts": [
            {"name": cohort.name, "href": f"{COHORTS}/{cohort.id}/", "edition": _name(pages, one)}
            for cohort, one in cohorts
        ],
        "editions": [{"name": _name(pages, one), "href": one.at("")} for one in reversed(editions) if one != current],
    }
    return pages.render("root.html.j2", INDEX, values)


def _name(pages: PlainPages, one: Standing) -> str:
    version, text = one.shelved.version, pages.words.text
    return text("front.pilot", edition=version) if one.shelved.pilot else text("front.edition", edition=version)


def _cohort(pages: PlainPages, cohort: Cohort, one: Standing) -> bytes:
    root = f"../../{one.at('')}"
    values = {
        "cohort": cohort.name,
        "follows": pages.words.text("front.follows", edition=one.shelved.version),
        "edition": root,
        "months": [
            {
                "title": f"{pages.words.text('count.month', n=month.number)}: {month.title}",
                "days": [
                    {
                        "title": f"{pages.words.text('count.day', n=day.number)}: {day.title}",
                        "href": f"{root}{day.url}",
                    }
                    for day in month.days
                ],
            }
            for month in one.months
        ],
    }
    return pages.render("cohort.html.j2", f"{COHORTS}/{cohort.id}/{INDEX}", values)


def _way(pages: PlainPages, file: str, way: Way, current: Standing) -> bytes:
    def from_here(target: str) -> str:
        return _relative(target, dirname(file))

    if way.gone is not None:
        number = way.to.partition("/")[0]
        values = {
            "why": way.gone,
            "to": from_here(way.to),
            "last": pages.words.text(
                "front.last", title=way.title or pages.words.text("front.this_page"), edition=number
            ),
            "start": from_here(current.at("")),
        }
        return pages.render("gone.html.j2", file, values)
    anchors = {anchor: from_here(target) for anchor, target in sorted(way.anchors.items())}
    values = {
        "title": way.title or current.shelved.title,
        "to": from_here(way.to),
        "anchors": json.dumps(anchors, ensure_ascii=False) if anchors else "",
    }
    return pages.render("moved.html.j2", file, values)


def _relative(target: str, folder: str) -> str:
    path, hash_, anchor = target.partition("#")
    return relpath(path, folder) + ("/" if path.endswith("/") else "") + hash_ + anchor


def _not_found(pages: PlainPages) -> bytes:
    """For any address, however deep, so its one link begins at the host's root."""
    home = urlsplit(pages.identity.url or "").path or "/"
    return pages.render("not_found.html.j2", "404.html", {"home": home})
