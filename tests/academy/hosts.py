"""The files of each git host as an academy gets them, and what their jobs run."""

from __future__ import annotations

from importlib.metadata import version
from typing import Any

import yaml

from coachloom.academy.ci import HOSTS, ci_files

CHECK, PUBLISH, GITLAB = ".github/workflows/coachloom.yml", ".github/workflows/coachloom-publish.yml", ".gitlab-ci.yml"


def every() -> dict[str, str]:
    return {path: data.decode() for host in HOSTS.values() for path, data in ci_files(host).items()}


def read(path: str) -> dict[str, Any]:
    """A file as its host reads it; YAML 1.1 takes the key `on` for a truth."""
    return {"on" if key is True else key: value for key, value in yaml.safe_load(every()[path]).items()}


def scripts(path: str, job: str) -> list[str]:
    """What a job's shell runs, but for the installation of coachloom itself."""
    told = read(path)
    if path == GITLAB:
        steps = list(told[job]["script"])
    else:
        steps = [step["run"] for step in told["jobs"][job]["steps"] if "run" in step]
    assert steps[0] == f"pip install coachloom=={version('coachloom')}"
    return steps[1:]
