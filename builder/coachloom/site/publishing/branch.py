"""A home in a branch of a git repository, such as hosts of code serve as a site.

The branch always holds one commit without a past: its files are the whole of what stands online, git keeps equal files
once, and what was withdrawn is not kept by an older commit. The branch changes in one step, and only from the state
that was read; ghp-import, which deletes the branch first and pushes by force, could lose what somebody else published.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from coachloom.academy.identity import Identity, read_academy
from coachloom.problems import Place, Problem, ProblemsFound
from coachloom.reading.files import Folder
from coachloom.site.publishing.opened import LOCK
from coachloom.site.publishing.publish import Published, Wish, publish

REMOTE = "origin"
_NOTHING = "0" * 40
_AS_IT_IS = ("-c", "core.autocrlf=false", "-c", "core.safecrlf=false", "-c", "core.fsmonitor=false")
_LINES_SHOWN = 8
_OF_ANOTHER = frozenset(
    f"GIT_{name}"
    for name in [
        "ALTERNATE_OBJECT_DIRECTORIES",
        "COMMON_DIR",
        "DIR",
        "GRAFT_FILE",
        "INDEX_FILE",
        "NAMESPACE",
        "OBJECT_DIRECTORY",
        "PREFIX",
        "QUARANTINE_PATH",
        "REPLACE_REF_BASE",
        "SHALLOW_FILE",
        "WORK_TREE",
    ]
)
"""By these a hook or a script of git tells its children in which repository they are: not in this one, maybe."""

_NO_FILTERS = "* -text -ident -filter -working-tree-encoding\n"


@dataclass(frozen=True, slots=True)
class Git:
    """git in the repository that ``root`` lies in; for its commands on files, ``files`` are the files."""

    root: Path
    files: Path | None = None
    environment: dict[str, str] = field(default_factory=dict)

    def __call__(self, *arguments: str) -> str:
        """What git says. Raises ProblemsFound (GIT) with its last words where it fails."""
        done = self.tried(*arguments)
        if done.returncode:
            raise ProblemsFound([_refused(f"git {arguments[0]} failed.", done)])
        return done.stdout.strip()

    def tried(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """The same, whatever comes of it. Raises ProblemsFound (GIT) where there is no git."""
        tree = [f"--work-tree={self.files}"] if self.files else []
        try:
            return subprocess.run(  # noqa: S603 -- git itself, and arguments of ours
                ["git", *_AS_IT_IS, *tree, *arguments],  # noqa: S607 -- wherever the person has it
                cwd=self.root,
                env={name: value for name, value in os.environ.items() if name not in _OF_ANOTHER}
                | {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8"}
                | self.environment,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                check=False,
                encoding="utf-8",
                errors="replace",
            )
        except FileNotFoundError as missing:
            do = "install git; or publish to a folder: coachloom publish --to FOLDER"
            raise ProblemsFound([_problem("There is no git on this computer.", do)]) from missing

    def commit_of(self, name: str) -> str:
        """The commit that a branch is at; empty where there is none of that name."""
        found = self.tried("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")
        return found.stdout.strip() if found.returncode == 0 else ""


def publish_in_branch(root: Path, branch: str, wish: Wish, say: Callable[[str], None], *, push: bool) -> Published:
    """Publishes what the academy in ``root`` released in ``branch``; with ``push`` that of the remote comes first.

    Raises ProblemsFound: GIT, and as `publish`. Then the branch is as it was, here and there.
    """
    git = Git(root)
    git("rev-parse", "--git-dir")
    _refuse_branch(git, branch)
    here = git.commit_of(f"refs/heads/{branch}")
    there = _fetched(git, branch) if push else git.commit_of(f"refs/remotes/{REMOTE}/{branch}")
    before = (there or here) if push else (here or there)
    with TemporaryDirectory(prefix="coachloom-") as folder:
        home = Path(folder) / "home"
        home.mkdir()
        at_home = _unfiltered(git, home, Path(folder) / "git")
        if before:
            at_home("read-tree", before)
            at_home("checkout-index", "--all")
        published = publish(root, home, wish, say)
        (home / LOCK).unlink()
        (home / ".nojekyll").touch()
        at_home("add", "--all", "--force", ".")
        tree = at_home("write-tree")
        if before and tree == git("rev-parse", f"{before}^{{tree}}"):
            new = before
        else:
            new = _commit(git, tree, read_academy(Folder(root)).identity, published)
    if push and new != there:
        _push(git, branch, new, there)
    if new != here:
        git("update-ref", f"refs/heads/{branch}", new, here or _NOTHING)
    return published


def _unfiltered(git: Git, home: Path, aside: Path) -> Git:
    """Git for the files of ``home``: with the repository's objects, and without its attributes, filters and hooks.

    A site is its bytes; what a repository does to its texts, or runs beside them, is not meant for it.
    """
    form = git("rev-parse", "--show-object-format")
    git("init", "--quiet", "--bare", "--template=", f"--object-format={form}", str(aside))
    (aside / "info").mkdir(exist_ok=True)
    (aside / "info" / "attributes").write_text(_NO_FILTERS, encoding="utf-8")
    objects = git.root / git("rev-parse", "--git-path", "objects")
    return Git(home, home, {"GIT_DIR": str(aside), "GIT_OBJECT_DIRECTORY": str(objects.absolute())})


def _refuse_branch(git: Git, branch: str) -> None:
    if git.tried("check-ref-format", "--branch", branch).returncode or branch.startswith("-"):
        raise ProblemsFound(
            [_problem(f"{branch} is no name of a branch.", "name one such as gh-pages: --git gh-pages")]
        )
    if git.tried("symbolic-ref", "--short", "HEAD").stdout.strip() == branch:
        what = f"{branch} is the branch you are working in; publishing would replace everything in it."
        raise ProblemsFound([_problem(what, "name a branch for the site alone, such as gh-pages")])
    place = ""
    for line in git("worktree", "list", "--porcelain").splitlines():
        place = line.removeprefix("worktree ") if line.startswith("worktree ") else place
        if line == f"branch refs/heads/{branch}":
            what = f"{branch} is checked out in {place}; publishing would change it under whoever works there."
            do = f"name a branch for the site alone; or end that: git worktree remove {place}"
            raise ProblemsFound([_problem(what, do)])


def _fetched(git: Git, branch: str) -> str:
    """The commit of the branch on the remote; empty where it has none. Raises ProblemsFound (GIT)."""
    listed = git("ls-remote", "--heads", REMOTE, f"refs/heads/{branch}")
    if not listed:
        return ""
    # never with --depth: where somebody set the branch to a commit of theirs, the whole clone would lose its past
    git("fetch", "--quiet", "--no-tags", REMOTE, f"+refs/heads/{branch}:refs/remotes/{REMOTE}/{branch}")
    return git.commit_of(f"refs/remotes/{REMOTE}/{branch}")


def _commit(git: Git, tree: str, identity: Identity, published: Published) -> str:
    """In the academy's name: who pressed the key is nobody's business."""
    mail = identity.contact or f"{identity.id}@academy.invalid"
    who = {
        f"GIT_{role}_{what}": value
        for role in ("AUTHOR", "COMMITTER")
        for what, value in (("NAME", identity.name), ("EMAIL", mail))
    }
    numbers = ", ".join(one.version for one in published.home.editions)
    return Git(git.root, environment=who)("commit-tree", tree, "-m", f"Published: {numbers}")


def _push(git: Git, branch: str, new: str, there: str) -> None:
    ref = f"refs/heads/{branch}"
    done = git.tried("push", "--quiet", f"--force-with-lease={ref}:{there}", REMOTE, f"{new}:{ref}")
    if done.returncode and "stale info" in done.stderr:
        what = f"Somebody else has published in {branch} just now."
        raise ProblemsFound([_problem(what, "give the command again: it takes up what they did")])
    if done.returncode:
        raise ProblemsFound([_refused(f"The branch could not be sent to {REMOTE}.", done)])


def _refused(what: str, done: subprocess.CompletedProcess[str]) -> Problem:
    """With git's own last words."""
    said = "\n".join((done.stderr or done.stdout).strip().splitlines()[-_LINES_SHOWN:])
    return _problem(f"{what} git said:\n{said}", "mend what git complains about, and give the command again")


def _problem(what: str, do: str) -> Problem:
    return Problem(code="GIT", what=what, place=Place(".git"), do=do)
