"""The lines that a git host runs, taken out of its files and run by bash, check an academy and publish it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from coachloom.academy.ci import HOSTS, ci_files
from tests.academy.hosts import CHECK, GITLAB, PUBLISH, read, scripts
from tests.cli.running import files_of
from tests.site.publishing.homes import academy, cohort, released

HOST_OF = {CHECK: "github", GITLAB: "gitlab"}
PERSON = ("-c", "user.name=Ana", "-c", "user.email=ana@riverside.example")


@dataclass(frozen=True)
class Checkout:
    """A fresh clone on a host's machine: no name, no private folder, nobody to ask."""

    root: Path
    home: Path

    def environment(self, more: Mapping[str, str] | None = None) -> dict[str, str]:
        path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        alone = {"PATH": path, "HOME": str(self.home), "GIT_CONFIG_NOSYSTEM": "1", "XDG_CONFIG_HOME": str(self.home)}
        return kept | alone | dict(more or {})

    def runs(self, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """As GitHub's and GitLab's runners start a shell: it ends at the first failure."""
        return subprocess.run(
            ["bash", "-eo", "pipefail", "-c", script],
            cwd=self.root,
            env=self.environment(environment),
            capture_output=True,
            text=True,
            check=False,
        )


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(["git", *PERSON, *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def committed(root: Path, origin: Path, host: str) -> None:
    """The academy's folder with the host's files, sent to a bare repository, its ``origin``."""
    for path, data in ci_files(HOSTS[host]).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    if not (root / ".git").exists():
        git(root, "init", "--quiet", "--initial-branch=main")
        git(root.parent, "init", "--quiet", "--bare", "--initial-branch=main", str(origin))
        git(root, "remote", "add", "origin", str(origin))
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "Ours")
    git(root, "push", "--quiet", "origin", "main")


def taken(origin: Path, folder: Path) -> Checkout:
    """What a host's checkout leaves: the newest commit alone."""
    home = folder / "home"
    home.mkdir(parents=True)
    git(folder, "clone", "--quiet", "--depth=1", "--branch=main", f"file://{origin}", str(folder / "work"))
    return Checkout(folder / "work", home)


def publishes(checkout: Checkout, host: str, **more: str) -> subprocess.CompletedProcess[str]:
    """The publishing job's lines, with what its host hands to them."""
    if host == "github":
        (script,) = scripts(PUBLISH, "publish")
        return checkout.runs(script, TOKEN="a-token", **more)
    script = "\n".join(scripts(GITLAB, "pages"))
    return checkout.runs(script, CI_DEFAULT_BRANCH="main", **more)


@pytest.mark.parametrize("path", [CHECK, GITLAB])
def test_the_check_passes_then_points_at_the_very_line(tmp_path: Path, path: str) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    committed(root, origin, HOST_OF[path])
    (script,) = scripts(path, "check")

    good = taken(origin, tmp_path / "good").runs(script)
    (root / "changes.yml").write_text("- set: first-questions\n  minutes: 900\n  why: Long.\n  by: ana-reis\n", "utf-8")
    committed(root, origin, HOST_OF[path])
    wrong = taken(origin, tmp_path / "wrong").runs(script)

    where = "::error file=changes.yml,line=2" if path == CHECK else "changes.yml:2: BOUNDS"
    assert (good.returncode, wrong.returncode) == (0, 1), good.stdout + good.stderr + wrong.stderr
    assert [where in one.stdout for one in (good, wrong)] == [False, True], wrong.stdout


@pytest.mark.parametrize("host", HOSTS)
def test_the_starters_gitignore_keeps_private_things_out_and_all_else_in(tmp_path: Path, host: str) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    released(root, "More.")
    (root / "build/page.html").write_text("made", encoding="utf-8")
    committed(root, origin, host)

    there = set(git(root, "ls-files").splitlines())
    here = {file for file in files_of(root) if not file.startswith(".git/")}

    assert {file.split("/")[0] for file in here - there} == {"private", "build"}
    assert there >= {*ci_files(HOSTS[host]), "editions/2027.1.yml", ".coachloom/editions/riverside-2027.1.zip"}


@pytest.mark.parametrize("host", HOSTS)
def test_what_is_released_is_published_and_a_second_run_changes_nothing(tmp_path: Path, host: str) -> None:
    root, origin, branch = academy(tmp_path), tmp_path / "origin.git", HOSTS[host].branch
    released(root, "More.")
    committed(root, origin, host)

    first = publishes(taken(origin, tmp_path / "one"), host)
    assert first.returncode == 0, first.stdout + first.stderr
    before = git(origin, "rev-parse", branch)
    second = taken(origin, tmp_path / "two")
    again = publishes(second, host)
    assert again.returncode == 0, again.stdout + again.stderr

    assert git(origin, "rev-parse", branch) == before
    assert git(origin, "log", "--format=%an <%ae> %cn", branch) == "Riverside <academy@riverside.example> Riverside"
    online = set(git(origin, "ls-tree", "-r", "--name-only", branch).splitlines())
    assert online >= {"2027.1/index.html", "current/index.html", "versions.json", "index.html", "404.html"}
    assert [file for file in online if file.startswith((".git", ".github", "private", "academy.yml"))] == []
    if host == "gitlab":
        assert set(files_of(second.root / "public")) == online


def test_the_next_edition_and_a_cohort_come_beside_what_is_online_even_from_a_run_that_waited(tmp_path: Path) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    released(root, "More.")
    committed(root, origin, "gitlab")
    publishes(taken(origin, tmp_path / "one"), "gitlab")
    old = git(origin, "rev-parse", "site:2027.1/sessions")
    waited = taken(origin, tmp_path / "waited")
    released(root, "Still more.")
    cohort(root, "spring", "Spring", "2027.1")
    committed(root, origin, "gitlab")

    done = publishes(waited, "gitlab")

    assert done.returncode == 0, done.stdout + done.stderr
    assert {"2027.1", "2027.2", "cohorts"} <= set(git(origin, "ls-tree", "--name-only", "site").splitlines())
    assert git(origin, "ls-tree", "--name-only", "site:cohorts").split() == ["spring"]
    assert git(origin, "rev-parse", "site:2027.1/sessions") == old
    assert git(origin, "rev-list", "--count", "site") == "1"


def test_a_correction_that_was_released_goes_online_without_another_word(tmp_path: Path) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    released(root, "Give 50 mg.")
    committed(root, origin, "github")
    publishes(taken(origin, tmp_path / "one"), "github")
    (root / "release.yml").write_text(
        "format: 1\nchanges:\n  - element: first-questions/case\n    kind: safety\n    why: The dose was wrong.\n",
        "utf-8",
    )
    released(root, "Give 5 mg.", "--correct", "--why", "The dose was wrong.")
    committed(root, origin, "github")

    done = publishes(taken(origin, tmp_path / "two"), "github")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "there stand now: 2027.1.1." in done.stdout
    assert "Give 5 mg." in git(origin, "show", "gh-pages:2027.1/sessions/first-questions/index.html")


def test_before_the_first_release_nothing_is_published_and_nothing_is_red(tmp_path: Path) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    committed(root, origin, "github")

    done = publishes(taken(origin, tmp_path / "one"), "github")

    assert (done.returncode, done.stdout) == (0, "No edition was released yet, so there is nothing to publish.\n")
    assert git(origin, "branch", "--format=%(refname:short)") == "main"
    assert [rule["exists"] for rule in read(GITLAB)["pages"]["rules"]] == [["editions/*.yml"]] * 2


def test_git_is_handed_the_token_of_the_step_and_keeps_none(tmp_path: Path) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    committed(root, origin, "github")
    checkout = taken(origin, tmp_path / "one")
    (script,) = scripts(PUBLISH, "publish")
    (helper,) = [line for line in script.splitlines() if line.startswith("git config")]
    asked = "printf 'protocol=https\\nhost=forge.example\\n\\n' | git credential fill"

    done = checkout.runs(f"{helper}\n{asked}", TOKEN="s3cret-of-the-job")

    assert set(done.stdout.splitlines()) >= {"username=x-access-token", "password=s3cret-of-the-job"}
    assert [file for file in files_of(checkout.root) if b"s3cret" in (checkout.root / file).read_bytes()] == []


def test_a_project_token_takes_the_place_of_the_jobs_own(tmp_path: Path) -> None:
    root, origin = academy(tmp_path), tmp_path / "origin.git"
    committed(root, origin, "gitlab")
    checkout = taken(origin, tmp_path / "one")
    script = scripts(GITLAB, "pages")[0]
    where = {"CI_SERVER_FQDN": "forge.example:8443", "CI_PROJECT_PATH": "trust/riverside"}

    without = checkout.runs(f"{script}\ngit remote get-url origin", **where)
    with_token = checkout.runs(f"{script}\ngit remote get-url origin", COACHLOOM_PUSH_TOKEN="t0ken", **where)

    assert without.stdout.strip() == f"file://{origin}"
    assert with_token.stdout.strip() == "https://coachloom:t0ken@forge.example:8443/trust/riverside.git"
