"""What a git host does for an academy: it checks every change, and publishes what was released."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.metadata import version
from string import Template

from coachloom.installed import home
from coachloom.reading.files import Folder
from coachloom.reading.text import read_text

PYTHON = "3.12"
"""The Python on the host: one that gets security fixes for as long as an academy may leave these files alone."""


class _Marked(Template):
    """Placeholders are written %{name}, since the files themselves are full of dollar signs."""

    delimiter = "%"


@dataclass(frozen=True, slots=True)
class Host:
    """A git host: its files and their templates in `site/starter/ci/`, and the branch that it shows as a site."""

    name: str
    branch: str
    files: tuple[tuple[str, str], ...]
    next_steps: tuple[str, str]
    """What remains to be done by a person, for the end of `new`."""


HOSTS = {
    "github": Host(
        name="GitHub",
        branch="gh-pages",
        files=(
            (".github/workflows/coachloom.yml", "github-check.yml"),
            (".github/workflows/coachloom-publish.yml", "github-publish.yml"),
        ),
        next_steps=(
            "Make this folder a repository on GitHub: it checks what you send, and publishes what you release.",
            'After your first release: Settings > Pages > Source "Deploy from a branch" > gh-pages > Save.',
        ),
    ),
    "gitlab": Host(
        name="GitLab",
        branch="site",
        files=((".gitlab-ci.yml", "gitlab.yml"),),
        next_steps=(
            "Make this folder a project on GitLab: it checks what you send, and publishes what you release.",
            'Before your first release: Settings > CI/CD > Job token permissions > "Allow Git push requests to the repository".',
        ),
    ),
}


def ci_files(host: Host) -> dict[str, bytes]:
    """The host's files by their path in an academy's folder, with this coachloom's own version pinned."""
    values = {"python": PYTHON, "version": version("coachloom"), "branch": host.branch}
    templates = Folder(home())
    return {
        path: _Marked(read_text(templates, f"site/starter/ci/{template}")).substitute(values).encode()
        for path, template in host.files
    }
