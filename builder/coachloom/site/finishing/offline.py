"""A site that opens from a folder: links name files, and the search brings its index along.

A page opened from a file may not fetch, no folder answers with its `index.html`, and no worker starts. So links get
the name of the file, the index becomes a script, and `assets/offline.js` stands in for the worker.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from urllib.parse import urlsplit

from coachloom.site.engines import Engine
from coachloom.site.finishing.page import BuiltPage

SHIM = "assets/offline.js"


def links_name_files(page: BuiltPage) -> None:
    for node in page.html.css("a[href], link[href]"):
        link = str(node.attributes["href"])
        parts = urlsplit(link)
        if not parts.scheme and not parts.netloc and (parts.path.endswith(("/", ".")) or parts.path == "."):
            path = f"{parts.path.rstrip('/')}/index.html".removeprefix("./")
            node.attrs["href"] = path + (f"#{parts.fragment}" if parts.fragment else "")


def worker_has_a_stand_in(page: BuiltPage) -> None:
    """The shim comes before the theme's own script."""
    bundle = page.html.css_first("script[src*='bundle.']")
    if bundle is not None:
        bundle.insert_before(page.node("script", {"src": page.root + SHIM}))


def write_index_script(built: Path, engine: Engine) -> None:
    """The search index as the script that both themes look for, its addresses as files."""
    file = built / engine.index
    index = json.loads(file.read_text(encoding="utf-8"))
    for entry in index[engine.entries]:
        entry["location"] = re.sub(r"^((?:[^#]*/)?)(?=#|$)", r"\1index.html", entry["location"])
    data = json.dumps(index, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")
    file.with_suffix(".js").write_text(f"var __index = {data};\n", encoding="utf-8")
    file.unlink()
