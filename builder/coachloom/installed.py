"""Where the course and the site's sources lie: beside the package in a checkout, inside it in a wheel."""

from __future__ import annotations

from pathlib import Path

_IN_WHEEL = Path(__file__).parent / "home"
_IN_CHECKOUT = Path(__file__).parent.parent.parent


def home() -> Path:
    """The folder that holds `curriculum/`, `modules/`, `assessments/`, `site/` and `mkdocs.yml`."""
    return _IN_WHEEL if _IN_WHEEL.is_dir() else _IN_CHECKOUT
