"""A home in a branch: real git, a real remote, and nothing of anybody lost."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest

from coachloom.problems import ProblemsFound
from coachloom.site.publishing import branch
from coachloom.site.publishing.branch import publish_in_branch
from coachloom.site.publishing.publish import Wish, publish
from tests.files import tree_hash
from tests.site.publishing.homes import STORY, Place, cohort, released

SITE = "gh-pages"
ME = ("-c", "user.name=Pat Person", "-c", "user.email=pat@example.org")


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *ME, *arguments], cwd=folder, capture_output=True, check=True, text=True)
    return done.stdout.strip()


@dataclass(frozen=True)
class Repository:
    """An academy in a folder of a clone, and the remote of that."""

    remote: Path
    clone: Path

    @property
    def root(self) -> Path:
        return self.clone / "riverside"

    def another(self) -> Repository:
        """A colleague's clone of the same."""
        git(self.remote, "clone", "--quiet", str(self.remote), str(self.clone.with_name("colleague")))
        return Repository(self.remote, self.clone.with_name("colleague"))


@pytest.fixture
def repository(place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    (tmp_path / "nobody").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))  # no identity of the person who runs the tests
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    remote, clone = tmp_path / "remote.git", tmp_path / "clone"
    git(tmp_path, "init", "--quiet", "--bare", "--initial-branch=main", str(remote))
    git(tmp_path, "clone", "--quiet", str(remote), str(clone))
    git(clone, "checkout", "--quiet", "-b", "main")
    shutil.copytree(place.root, clone / "riverside")
    git(clone, "add", ".")
    git(clone, "commit", "--quiet", "-m", "All of it")
    git(clone, "push", "--quiet", "origin", "main")
    return Repository(remote, clone)


@pytest.fixture
def online(repository: Repository, place: Place, tmp_path: Path) -> Repository:
    """The same where the home is in the branch already, here and on the remote, without being made once more."""
    git(tmp_path, "init", "--quiet", f"--initial-branch={SITE}", str(place.home))
    (place.home / ".nojekyll").touch()
    git(place.home, "add", "--force", ".", ":!.coachloom.lock")
    git(place.home, "commit", "--quiet", "-m", "Published before")
    git(place.home, "push", "--quiet", str(repository.remote), SITE)
    git(repository.clone, "fetch", "--quiet", "origin", f"{SITE}:{SITE}", f"{SITE}:refs/remotes/origin/{SITE}")
    return repository


def put(repository: Repository, *, push: bool = False, name: str = SITE) -> tuple[str, ...]:
    return publish_in_branch(repository.root, name, Wish(), lambda _: None, push=push).added


def checked_out(repository: Repository, to: Path, name: str = SITE) -> Path:
    git(repository.clone, "worktree", "add", "--quiet", "--detach", str(to), name)
    return to


def test_the_branch_holds_what_a_folder_would(repository: Repository, place: Place, tmp_path: Path) -> None:
    added = put(repository)
    found = tree_hash(checked_out(repository, tmp_path / "out"))
    beside = {".git", ".nojekyll"}

    assert added == ("2027.1", "2027.2", "2027.3")
    assert {file: digest for file, digest in found.items() if file not in beside} == {
        file: digest for file, digest in tree_hash(place.home).items() if file != ".coachloom.lock"
    }
    assert beside - found.keys() == set()


def test_the_branch_has_one_commit_in_the_academy_s_name(online: Repository) -> None:
    released(online.root, "One more.")
    put(online)

    assert git(online.clone, "log", "--format=%an <%ae> %cn: %s", SITE) == (
        "Riverside <academy@riverside.example> Riverside: Published: 2027.1, 2027.2, 2027.3, 2027.4"
    )


def test_files_one_works_on_and_the_index_stay_as_they_are(online: Repository) -> None:
    cohort(online.root, "2028", "Of next year")
    (online.root / "content/case.md").write_text("Half a sentence", encoding="utf-8")
    git(online.clone, "add", ".")
    before = git(online.clone, "status", "--porcelain"), git(online.clone, "write-tree")
    put(online)

    assert git(online.clone, "ls-tree", "--name-only", f"{SITE}:cohorts").splitlines()[-1] == "2028"
    assert (git(online.clone, "status", "--porcelain"), git(online.clone, "write-tree")) == before


def test_publishing_again_makes_no_other_commit(online: Repository) -> None:
    cohort(online.root, "2028", "Of next year")
    put(online, push=True)
    before = git(online.clone, "rev-parse", SITE)

    assert put(online, push=True) == ()
    assert (git(online.clone, "rev-parse", SITE), git(online.remote, "rev-parse", SITE)) == (before, before)
    assert git(online.clone, "log", "--format=%s", SITE) == "Published: 2027.1, 2027.2, 2027.3"


def test_a_colleague_takes_up_what_the_remote_holds(online: Repository, tmp_path: Path) -> None:
    colleague = online.another()
    released(colleague.root, "Hers.")

    assert put(colleague, push=True) == ("2027.4",)
    hers = git(colleague.clone, "rev-parse", SITE)
    home = checked_out(colleague, tmp_path / "out")
    assert sorted(path.name for path in home.glob("20*")) == ["2027.1", "2027.2", "2027.3", "2027.4"]
    assert put(online, push=True) == ()
    online_now = git(online.remote, "ls-tree", "--name-only", SITE).splitlines()
    assert [name for name in online_now if name.startswith("20")] == ["2027.1", "2027.2", "2027.3", "2027.4"]
    assert git(online.remote, "rev-parse", f"{SITE}:2027.4") == git(colleague.clone, "rev-parse", f"{hers}:2027.4")
    assert git(online.clone, "rev-parse", SITE) == git(online.remote, "rev-parse", SITE)


def test_who_is_overtaken_is_told_and_loses_nothing(online: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    colleague = online.another()
    cohort(colleague.root, "hers", "Hers")
    cohort(online.root, "mine", "Mine")
    really = publish

    def slowly(*arguments: object) -> object:
        published = really(*arguments)  # type: ignore[arg-type]
        monkeypatch.setattr(branch, "publish", really)
        put(colleague, push=True)
        return published

    monkeypatch.setattr(branch, "publish", slowly)
    before = git(online.clone, "rev-parse", SITE)
    with pytest.raises(ProblemsFound) as refused:
        put(online, push=True)

    assert [one.what for one in refused.value.problems] == [f"Somebody else has published in {SITE} just now."]
    assert git(online.clone, "rev-parse", SITE) == before
    assert "hers" in git(online.remote, "ls-tree", "--name-only", f"{SITE}:cohorts").splitlines()
    assert git(online.remote, "rev-parse", SITE) == git(colleague.clone, "rev-parse", SITE)


def test_what_was_withdrawn_is_in_no_commit_of_the_branch(online: Repository) -> None:
    from coachloom.academy.recalling import recall
    from tests.site.publishing.test_recalling import CASE, DAY

    recall(online.root, CASE, "It could be traced.", DAY)
    put(online, push=True)
    for place in (online.clone, online.remote):
        found = subprocess.run(
            ["git", "grep", "-l", STORY, SITE], cwd=place, capture_output=True, check=False, text=True
        )
        assert (found.returncode, found.stdout) == (1, "")
        assert git(place, "rev-list", "--count", SITE) == "1"


def test_line_ends_stay_whatever_git_is_told_to_do_with_them(online: Repository) -> None:
    put(online)
    before = git(online.clone, "rev-parse", f"{SITE}^{{tree}}")
    git(online.clone, "config", "core.autocrlf", "true")
    put(online)

    assert git(online.clone, "rev-parse", f"{SITE}^{{tree}}") == before


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("main", "main is the branch you are working in; publishing would replace everything in it."),
        ("no branch", "no branch is no name of a branch."),
        ("--force", "--force is no name of a branch."),
    ],
)
def test_a_branch_that_cannot_be_a_site_is_told(repository: Repository, name: str, said: str) -> None:
    with pytest.raises(ProblemsFound) as refused:
        put(repository, name=name)
    assert [one.what for one in refused.value.problems] == [said]


def test_a_branch_with_something_else_in_it_is_left_alone(repository: Repository) -> None:
    git(repository.clone, "branch", "thesis", "main")
    before = git(repository.clone, "rev-parse", "thesis")
    with pytest.raises(ProblemsFound) as refused:
        put(repository, name="thesis")

    assert [one.code for one in refused.value.problems] == ["HOME"]
    assert git(repository.clone, "rev-parse", "thesis") == before


def test_a_folder_that_is_in_no_repository_is_told_in_git_s_own_words(place: Place) -> None:
    with pytest.raises(ProblemsFound) as refused:
        publish_in_branch(place.root, SITE, Wish(), lambda _: None, push=False)
    assert "not a git repository" in refused.value.problems[0].what


def test_a_computer_without_git_is_told_what_to_do_instead(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ProblemsFound) as refused:
        publish_in_branch(place.root, SITE, Wish(), lambda _: None, push=False)
    assert [(one.what, one.do) for one in refused.value.problems] == [
        ("There is no git on this computer.", "install git; or publish to a folder: coachloom publish --to FOLDER")
    ]


@pytest.mark.parametrize("where", ["info/attributes", "global"])
def test_filters_and_attributes_of_a_repository_or_a_person_leave_the_site_as_it_is(
    online: Repository, tmp_path: Path, where: str
) -> None:
    was = git(online.clone, "rev-parse", SITE)
    cohort(online.root, "2028", "Of next year")
    put(online)
    before = git(online.clone, "rev-parse", f"{SITE}^{{tree}}")
    git(online.clone, "update-ref", f"refs/heads/{SITE}", was)
    rules = "* text eol=crlf ident filter=loud export-ignore\n*.html working-tree-encoding=UTF-16\n"
    if where == "global":
        (tmp_path / "attributes").write_text(rules)
        git(online.clone, "config", "--global", "core.attributesFile", str(tmp_path / "attributes"))
    else:
        (online.clone / ".git/info").mkdir(exist_ok=True)
        (online.clone / ".git/info/attributes").write_text(rules)
    for way in ("clean", "smudge"):
        scope = "--global" if where == "global" else "--local"
        git(online.clone, "config", scope, f"filter.loud.{way}", "tr a-z A-Z")
    put(online)
    first = git(online.clone, "rev-parse", f"{SITE}^{{tree}}")
    put(online)

    assert (first, git(online.clone, "rev-parse", f"{SITE}^{{tree}}")) == (before, before)


def test_what_git_tells_its_hooks_of_another_repository_is_not_heeded(
    online: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    git(tmp_path, "init", "--quiet", str(other))
    before = tree_hash(other)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git/index"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    cohort(online.root, "2028", "Of next year")
    put(online)
    for name in ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE"):
        monkeypatch.delenv(name)

    assert tree_hash(other) == before
    assert git(online.clone, "log", "--format=%s", SITE) == "Published: 2027.1, 2027.2, 2027.3"


def test_hooks_of_the_repository_are_not_run_for_the_site_s_files(online: Repository, tmp_path: Path) -> None:
    for name in ("pre-commit", "post-checkout", "post-index-change", "post-commit", "commit-msg"):
        hook = online.clone / ".git/hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\ntouch '{tmp_path}/ran-{name}'\n")
        hook.chmod(0o755)
    cohort(online.root, "2028", "Of next year")
    put(online, push=True)
    put(online, push=True)

    assert list(tmp_path.glob("ran-*")) == []


def test_a_remote_branch_that_somebody_set_to_other_work_costs_the_clone_nothing_of_its_past(
    repository: Repository,
) -> None:
    git(repository.clone, "commit", "--quiet", "--allow-empty", "-m", "Another")
    git(repository.clone, "push", "--quiet", "origin", "main", f"main:{SITE}")
    before = git(repository.clone, "log", "--format=%H", "main")
    with pytest.raises(ProblemsFound) as refused:
        put(repository, push=True)

    assert [one.code for one in refused.value.problems] == ["HOME"]
    assert git(repository.clone, "log", "--format=%H", "main") == before
    assert git(repository.clone, "rev-parse", "--is-shallow-repository") == "false"
    assert git(repository.remote, "rev-parse", SITE) == git(repository.clone, "rev-parse", "main")


def test_a_branch_in_which_somebody_works_in_another_folder_is_left_alone(online: Repository, tmp_path: Path) -> None:
    git(online.clone, "worktree", "add", "--quiet", str(tmp_path / "looked-at"), SITE)
    cohort(online.root, "2028", "Of next year")
    with pytest.raises(ProblemsFound) as refused:
        put(online)

    assert [one.what for one in refused.value.problems] == [
        f"{SITE} is checked out in {tmp_path / 'looked-at'}; publishing would change it under whoever works there."
    ]
    assert git(tmp_path / "looked-at", "status", "--porcelain") == ""


def test_a_link_in_the_branch_leads_publishing_nowhere(online: Repository, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    out = checked_out(online, tmp_path / "out")
    shutil.rmtree(out / "cohorts")
    (out / "cohorts").symlink_to(tmp_path / "documents", target_is_directory=True)
    git(out, "add", "--all")
    git(out, "commit", "--quiet", "-m", "By an enemy")
    git(out, "update-ref", f"refs/heads/{SITE}", "HEAD")
    with pytest.raises(ProblemsFound) as refused:
        put(online)

    assert [one.code for one in refused.value.problems] == ["HOME"]
    assert list((tmp_path / "documents").iterdir()) == []
