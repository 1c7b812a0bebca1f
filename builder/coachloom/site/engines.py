"""The engines there are. A table of its own, so that the command line can name them without loading them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

CONFIGURATION = "mkdocs.yml"


@dataclass(frozen=True, slots=True)
class Engine:
    """How an engine is called inside the tree's folder: a Python module and its arguments."""

    name: str
    arguments: tuple[str, ...]


ENGINES: Mapping[str, Engine] = {
    "material": Engine(
        "material",
        ("mkdocs", "build", "--quiet", "--strict", "--config-file", CONFIGURATION),
    ),
    "zensical": Engine("zensical", ("zensical", "build", "--strict", "--clean", "--config-file", CONFIGURATION)),
}
