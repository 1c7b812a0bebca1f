"""What the finishing of a site is told, for tests that make their own pages."""

from __future__ import annotations

from collections.abc import Mapping

from coachloom.academy.identity import Identity
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.site.drawings.figure import Figure
from coachloom.site.finishing.facts import Facts
from coachloom.site.tree import load_words


def some_facts(figures: Mapping[str, Figure] | None = None, *, url: str | None = None, offline: bool = False) -> Facts:
    """Facts of a site called A site."""
    return Facts(
        words=load_words(home(), "en"),
        identity=Identity(id="a-site", name="A site", url=url),
        audience=Audience.EVERYONE,
        title="A site",
        summary="What it holds.",
        json_ld="{}",
        figures=figures or {},
        offline=offline,
    )
