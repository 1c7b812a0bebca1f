"""The guide for faculty: pages written by hand in `site/guide/`, the same on every site."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from coachloom.reading.files import Folder
from coachloom.reading.frontmatter import read_frontmatter
from coachloom.reading.markdown import Markdown
from coachloom.reading.text import read_text

ORDER = (
    "start",
    "change-a-story",
    "see-it",
    "hand-it-on",
    "before-you-publish",
    "publish",
    "homes",
    "withdraw",
    "plan-a-year",
    "someone-falls-ill",
    "a-bank-holiday",
    "a-day-goes-online",
    "a-new-edition",
    "give-something-back",
    "make-an-edition",
    "a-fork",
    "publish-by-git",
    "a-network",
    "three-rules",
)
PICTURES = "pictures"


@dataclass(frozen=True, slots=True)
class GuidePage:
    """One page: its name in the address, and what its front matter says."""

    name: str
    title: str
    summary: str
    text: Markdown

    @property
    def path(self) -> str:
        return f"guide/{self.name}.md"


def guide_pages(home: Path, language: str) -> tuple[GuidePage, ...]:
    """The pages of the guide in one language, in the order in which a newcomer reads them."""
    return tuple(_page(home, language, name) for name in ORDER)


def _page(home: Path, language: str, name: str) -> GuidePage:
    file = f"site/guide/{language}/{name}.md"
    document = read_frontmatter(read_text(Folder(home), file), file)
    return GuidePage(
        name, str(document.data["title"]), str(document.data["summary"]), document.text or Markdown(text="")
    )
