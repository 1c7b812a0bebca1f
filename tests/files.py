"""Small helpers on files, shared by tests."""

from __future__ import annotations

import hashlib
from pathlib import Path


def rewrite(root: Path, file: str, old: str, new: str) -> int:
    """Replaces ``old``, which must stand exactly once, and returns the number of its line."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {file}"
    path.write_text(text.replace(old, new), encoding="utf-8")
    return text[: text.index(old)].count("\n") + 1


def tree_hash(folder: Path) -> dict[str, str]:
    """Every file below ``folder`` with the hash of its bytes."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
