"""The engines there are. A table of its own, so that the command line can name them without loading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONFIGURATION = "mkdocs.yml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """How an engine is called inside the tree's folder, a Python module and its arguments, and what it leaves."""

    name: str
    arguments: tuple[str, ...]
    index: str
    """The search index, and the name of its list of ``entries``."""
    entries: str
    styles_inline: bool
    """Whether its search needs a style that it writes itself."""
    resident: bool
    """Whether it can stay in memory and make single pages again, for a preview."""
    scripts: frozenset[str]
    """SHA-256, in base64, of each script that it writes into its pages, without the page's depth."""


_PALETTE = "DrEMJJ29sL7vIloQzly+VUGMxKcBTMII+OfW7Y8AkG4="
_TABS = "/8wPdzX9q0NNJXyA5lzsLojXFpkeaXVxhbfkUOQaWy8="

ENGINES: Mapping[str, Engine] = {
    "material": Engine(
        name="material",
        arguments=("mkdocs", "build", "--quiet", "--strict", "--config-file", CONFIGURATION),
        index="search/search_index.json",
        entries="docs",
        styles_inline=False,
        resident=True,
        scripts=frozenset({"frNoT9rNKIH2e5QomDJzop2HdNi8gmIq+bZajsEDKpA=", _PALETTE, _TABS}),
    ),
    "zensical": Engine(
        name="zensical",
        arguments=("zensical", "build", "--strict", "--clean", "--config-file", CONFIGURATION),
        index="search.json",
        entries="items",
        styles_inline=True,
        resident=False,
        scripts=frozenset({"IT1XGoa9VozLZb+Syjz5UoTYwUCZcYmwJypQO3L6OYg=", _PALETTE, _TABS}),
    ),
}
