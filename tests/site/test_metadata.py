"""The course as linked data."""

from __future__ import annotations

import json
from pathlib import Path

from selectolax.lexbor import LexborHTMLParser

from coachloom.academy.weave import woven
from coachloom.site.build import Choice, build
from coachloom.site.finishing.head import written_json
from coachloom.site.metadata import course_json_ld
from tests.conftest import ROOT

KNOWN = {
    "Course": {
        *("name", "description", "courseCode", "version", "inLanguage", "license", "isAccessibleForFree"),
        *("timeRequired", "provider", "teaches", "hasPart", "url", "position"),
    },
    "LearningResource": {"name", "identifier", "url", "position", "timeRequired"},
    "DefinedTerm": {"name", "termCode", "url"},
    "Organization": {"name", "url"},
}
"""Properties that schema.org has for each type that we use (read there; version 30)."""


def things(data: object) -> list[dict[str, object]]:
    """Every described thing in ``data``, at whatever depth."""
    if isinstance(data, list):
        return [thing for one in data for thing in things(one)]
    if isinstance(data, dict):
        return [data, *(thing for value in data.values() for thing in things(value))]
    return []


def test_the_home_page_describes_the_whole_year_in_terms_of_schema_org(small: Path, tmp_path: Path) -> None:
    build(small, tmp_path / "site", Choice(), say=lambda _: None)
    home = LexborHTMLParser((tmp_path / "site/index.html").read_bytes())
    (block,) = home.css('script[type="application/ld+json"]')
    data = json.loads(block.text())

    assert data == course_json_ld(woven(small).course, woven(small))
    assert [month["name"] for month in data["hasPart"]] == ["The first month"]
    assert data["hasPart"][0]["hasPart"][0] == {
        "@type": "LearningResource",
        "name": "Questions",
        "identifier": "d01",
        "url": "days/d01/",
        "position": 1,
        "timeRequired": "PT2H15M",
    }


def test_every_property_is_one_that_its_type_has() -> None:
    site = woven(ROOT)
    data = course_json_ld(site.course, site)
    unknown = [
        (thing["@type"], name)
        for thing in things(data)
        for name in thing
        if not name.startswith("@") and name not in KNOWN[str(thing["@type"])]
    ]

    assert unknown == []
    assert data["timeRequired"] == "PT108H"


def test_nothing_in_the_data_ends_its_script() -> None:
    assert written_json({"name": "</script><script>alert(1)"}) == '{"name": "\\u003c/script>\\u003cscript>alert(1)"}'
