"""Reading, checking and building the reference course."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.measure import Command, Result, ratio
from coachloom.academy.weave import woven
from coachloom.course.values import Audience
from coachloom.installed import home
from coachloom.site.engines import CONFIGURATION
from coachloom.site.tree import write_tree

ROOT = home()
CHECK = Command(["-m", "coachloom", "check"], ROOT)


@contextmanager
def _out() -> Iterator[Path]:
    """A folder for sites that is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder:
        yield Path(folder)


def _build(out: Path) -> Command:
    return Command(["-m", "coachloom", "build", "--out", str(out / "site")], ROOT)


def _bare(folder: Path) -> Command:
    """`mkdocs build` of the same pages and navigation with stock Material and search, and nothing else."""
    write_tree(woven(ROOT), home(), folder, Audience.EVERYONE)
    config = folder / CONFIGURATION
    nav = re.search(r"^nav: .*$", config.read_text(encoding="utf-8"), re.MULTILINE)
    stock = [
        'site_name: "Stock"',
        'theme: {name: "material"}',
        'plugins: ["search"]',
        'markdown_extensions: ["attr_list", "admonition"]',
        'docs_dir: "pages"',
        'site_dir: "bare"',
        nav[0] if nav else "",
    ]
    config.write_text("\n".join(stock), encoding="utf-8")
    return Command(["-m", "mkdocs", "build", "--quiet", "--config-file", CONFIGURATION], folder)


def build_against_the_bare_engine() -> Result:
    with _out() as out, _out() as bare:
        return ratio("whole build ÷ bare mkdocs build", _build(out), _bare(bare), goal=1.25, rounds=5)


def check_against_build() -> Result:
    with _out() as out:
        return ratio("check ÷ whole build", CHECK, _build(out), goal=0.15, rounds=5)


def help_against_python() -> Result:
    ours = Command(["-m", "coachloom", "--help"], ROOT)
    return ratio("coachloom --help ÷ python -c pass", ours, Command(["-c", "pass"], ROOT), goal=8, rounds=15)


def memory_of_a_build() -> Result:
    with _out() as out:
        return Result(name="peak memory of a build", value=_build(out).peak_megabytes(), goal=300, unit=" MB")
