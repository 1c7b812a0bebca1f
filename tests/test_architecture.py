"""The house stands as drawn: imports flow one way, and each library has one door."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

PACKAGE = Path(__file__).parent.parent / "builder" / "coachloom"

ABOVE_ALL = ("problems", "words", "installed")
ORDER = ("reading", "course", "academy", "paper", "cohorts", "forms", "site", "cli", "__main__")
"""A folder imports only from those before it; `cohorts` and `forms` never from each other."""

DOORS = {
    "yaml": ("reading/yaml_text.py",),
    "frontmatter": ("reading/frontmatter.py",),
    "markdown_it": ("reading/markdown.py",),
    "pydantic": ("course/kinds.py", "course/schema.py", "course/values.py"),
    "pydantic_core": ("course/schema.py",),
    "jinja2": ("site/plain_pages.py", "site/render.py", "site/serving/resident_process.py"),
    "mkdocs": ("site/serving/resident_process.py",),
    "selectolax": ("site/finishing/page.py",),
    "filelock": ("academy/journal.py", "site/publishing/opened.py", "site/target.py"),
    "subprocess": ("site/engine.py", "site/publishing/branch.py", "site/serving/resident.py"),
    "click": (
        "cli/adapting.py",
        "cli/commands.py",
        "cli/desk.py",
        "cli/differing.py",
        "cli/giving.py",
        "cli/network.py",
        "cli/planning.py",
        "cli/publishing.py",
        "cli/releasing.py",
        "cli/timetable.py",
        "cli/upgrading.py",
    ),
    "zipfile": ("academy/archive.py",),
    "coloraide": ("academy/colour.py",),
    "holidays": ("cohorts/bank_holidays.py",),
    "icalendar": ("cohorts/ics.py",),
    "openpyxl": ("cohorts/workbook.py",),
    "typst": ("paper/typeset.py",),
}
"""Libraries and the files that may name them. Engines are only ever started, by `site/engine.py`; but for a preview
one stays in memory, which only MkDocs' own functions can do: a process of its own, the one file that names it."""

NOWHERE = ("zensical", "material", "markdown")


def imports(package: Path) -> Iterator[tuple[str, str]]:
    """Every import as (file, module), both relative to the package where they are its own."""
    for path in sorted(package.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            file = path.relative_to(package).as_posix()
            if isinstance(node, ast.Import):
                yield from ((file, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield file, "." * node.level + (node.module or "")


def upward_imports(package: Path) -> Iterator[str]:
    """Imports of our own that go against the order, or are written relatively."""
    for file, module in imports(package):
        layer = file.split("/")[0].removesuffix(".py")
        if module.startswith("."):
            yield f"{file} imports {module} relatively"
        if not module.startswith("coachloom.") or layer == "__init__":
            continue
        wanted = module.split(".")[1]
        if wanted in ABOVE_ALL:
            continue
        if layer in ABOVE_ALL or ORDER.index(wanted) > ORDER.index(layer) or {wanted, layer} == {"cohorts", "forms"}:
            yield f"{file} imports {module}"


def side_doors(package: Path) -> Iterator[str]:
    """Libraries named outside their door."""
    for file, module in imports(package):
        library = module.split(".")[0]
        if library in NOWHERE or file not in DOORS.get(library, (file,)):
            yield f"{file} imports {module}"


def test_each_layer_imports_only_layers_before_it() -> None:
    assert list(upward_imports(PACKAGE)) == []


def test_each_library_has_one_door() -> None:
    assert list(side_doors(PACKAGE)) == []


def test_every_folder_of_the_package_has_its_place_in_the_order() -> None:
    found = {path.name.removesuffix(".py") for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}

    assert found - {"__init__", "__pycache__", "schemas"} <= {*ABOVE_ALL, *ORDER}


def test_planted_breaches_are_found(tmp_path: Path) -> None:
    (tmp_path / "reading").mkdir()
    (tmp_path / "reading" / "spy.py").write_text(
        "import mkdocs\nfrom coachloom.course import load\nfrom . import paths\n", encoding="utf-8"
    )
    (tmp_path / "words.py").write_text("import yaml\nfrom coachloom.reading import text\n", encoding="utf-8")

    assert list(upward_imports(tmp_path)) == [
        "reading/spy.py imports coachloom.course",
        "reading/spy.py imports . relatively",
        "words.py imports coachloom.reading",
    ]
    assert list(side_doors(tmp_path)) == ["reading/spy.py imports mkdocs", "words.py imports yaml"]
