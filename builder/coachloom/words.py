"""The words of our pages, by dotted name; they stand in `site/words/`, never in a template or in code."""

from __future__ import annotations

from collections.abc import Iterator, Mapping


class Words(Mapping[str, object]):
    """A tree of words. ``words["day"]["minutes"]`` and, in templates, ``w.day.minutes``; unknown names raise."""

    def __init__(self, tree: Mapping[str, object]) -> None:
        self._tree = {name: Words(value) if isinstance(value, Mapping) else value for name, value in tree.items()}

    def __getitem__(self, name: str) -> object:
        return self._tree[name]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tree)

    def __len__(self) -> int:
        return len(self._tree)

    def text(self, dotted: str, **values: object) -> str:
        """The words of that name with ``{placeholders}`` filled in."""
        here: object = self
        for name in dotted.split("."):
            if not isinstance(here, Words):
                raise KeyError(dotted)
            here = here[name]
        if not isinstance(here, str):
            raise KeyError(dotted)
        return here.format(**values)
