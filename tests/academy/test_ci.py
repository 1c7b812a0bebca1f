"""What a git host is told to do is sound in the eyes of its own tools, and least in what it may."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from coachloom.academy.ci import HOSTS, ci_files
from tests.academy.hosts import CHECK, GITLAB, PUBLISH, every, read
from tests.academy.samples import open_edition
from tests.cli.running import files_of, run
from tests.conftest import ROOT

SCHEMAS = {CHECK: "vendor.github-workflows", PUBLISH: "vendor.github-workflows", GITLAB: "vendor.gitlab-ci"}
SHA_AND_VERSION = re.compile(r"actions/(checkout|setup-python)@[0-9a-f]{40} # v\d+\.\d+\.\d+")
TOOLS = Path(sys.executable).parent


def judged(tool: str, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([TOOLS / tool, *arguments], cwd=folder, capture_output=True, text=True, check=False)


def laid_out(folder: Path) -> Path:
    for path, text in every().items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    return folder


def test_zizmor_finds_nothing_in_its_strictest_mood(tmp_path: Path) -> None:
    done = judged(
        "zizmor", "--offline", "--persona", "auditor", "--no-config", ".github/workflows", folder=laid_out(tmp_path)
    )

    assert (done.returncode, "No findings to report" in done.stdout) == (0, True), done.stdout + done.stderr


def test_zizmor_would_say_what_is_unsafe(tmp_path: Path) -> None:
    laid_out(tmp_path)
    file = tmp_path / PUBLISH
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("coachloom publish", "echo ${{ github.head_ref }}; coachloom publish"), "utf-8")

    done = judged("zizmor", "--offline", "--no-config", ".github/workflows", folder=tmp_path)

    assert (done.returncode != 0, "template-injection" in done.stdout) == (True, True), done.stdout + done.stderr


@pytest.mark.parametrize("path", SCHEMAS)
def test_each_file_is_of_the_form_that_its_host_reads(tmp_path: Path, path: str) -> None:
    done = judged("check-jsonschema", "--builtin-schema", SCHEMAS[path], path, folder=laid_out(tmp_path))

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_schemas_would_refuse_a_misspelt_word(tmp_path: Path) -> None:
    laid_out(tmp_path)
    for path, word in ((CHECK, "runs-on"), (GITLAB, "script")):
        file = tmp_path / path
        file.write_text(file.read_text(encoding="utf-8").replace(f"{word}:", f"{word}s:"), encoding="utf-8")

        assert judged("check-jsonschema", "--builtin-schema", SCHEMAS[path], path, folder=tmp_path).returncode == 1


def test_only_the_job_that_publishes_may_write_and_every_job_has_an_end() -> None:
    jobs = {path: read(path)["jobs"] for path in (CHECK, PUBLISH)}

    assert [read(path)["permissions"] for path in jobs] == [{}, {}]
    assert {
        (name, str(job["permissions"]), job["timeout-minutes"])
        for found in jobs.values()
        for name, job in found.items()
    } == {("check", "{'contents': 'read'}", 10), ("publish", "{'contents': 'write'}", 30)}


def test_every_action_is_pinned_by_its_commit_with_the_version_beside_it() -> None:
    for path in (CHECK, PUBLISH):
        used = re.findall(r"uses: (.*)", every()[path])

        assert len(used) == 2
        assert all(SHA_AND_VERSION.fullmatch(one) for one in used), used


@pytest.mark.parametrize("path", SCHEMAS)
def test_no_file_names_a_host_or_leaves_a_placeholder(path: str) -> None:
    text = every()[path]

    assert re.findall(r"%\{|https?://[a-z.]+/|\bpypi\b", text) == []
    assert text.endswith("\n")
    assert max(len(line) for line in text.splitlines()) <= 120


def test_publishing_starts_when_what_is_online_would_change_and_two_wait_for_each_other() -> None:
    told = read(PUBLISH)["on"]
    job = read(PUBLISH)["jobs"]["publish"]
    pages = read(GITLAB)["pages"]
    files = ["academy.yml", "recalls.yml", "cohorts/**", "editions/**", ".coachloom/editions/**"]

    assert told == {"push": {"branches": ["**"], "paths": files}, "workflow_dispatch": None}
    assert job["if"] == "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"
    assert job["concurrency"] == {"group": "publish", "cancel-in-progress": False}
    assert [one.replace("**/*", "**") for one in pages["rules"][0]["changes"]] == files
    assert [rule["if"].split(" && ")[0] for rule in pages["rules"]] == ["$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH"] * 2
    assert [rule.get("when") for rule in pages["rules"]] == [None, "manual"]
    assert (pages["resource_group"], pages["artifacts"]) == ("publish", {"paths": ["public"]})


@pytest.mark.parametrize("host", HOSTS)
def test_new_lays_the_hosts_files_into_the_folder_and_says_what_is_next(tmp_path: Path, host: str) -> None:
    (tmp_path / "base.zip").write_bytes(open_edition().data)
    made = ("--id", "ours", "--name", "Ours", "--from", str(tmp_path / "base.zip"))

    plain = run("new", str(tmp_path / "plain"), *made)
    result = run("new", str(tmp_path / "ours"), *made, "--ci", host)

    assert result.exit_code == 0, result.output
    assert files_of(tmp_path / "ours") == files_of(tmp_path / "plain") | ci_files(HOSTS[host])
    told = result.stdout.replace(str(tmp_path / "ours"), str(tmp_path / "plain")).splitlines()
    assert [line for line in told if line not in plain.stdout.splitlines()] == list(HOSTS[host].next_steps)


def test_another_host_is_refused(tmp_path: Path) -> None:
    result = run("new", str(tmp_path / "ours"), "--id", "ours", "--name", "Ours", "--ci", "forge")

    assert (result.exit_code, list(tmp_path.iterdir())) == (2, [])


def test_the_files_python_is_one_that_coachloom_runs_on() -> None:
    (least,) = re.findall(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    told = {re.search(r'python(?:-version: "|:)3\.(\d+)', text) for text in every().values()}

    assert {int(one[1]) >= int(least) for one in told if one} == {True}
    assert None not in told
