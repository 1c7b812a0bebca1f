"""The wheel alone, in an empty environment and without a network, builds the course that it carries."""

from __future__ import annotations

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
WHEELS = ROOT / "build" / "wheels"

NO_NETWORK = """
import socket

def refuse(*_, **__):
    raise OSError("this test allows no network")

socket.socket.connect = socket.getaddrinfo = refuse
"""


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that holds the wheel and what it declares to need, installed from files only."""
    folder = tmp_path_factory.mktemp("wheel")
    assert (WHEELS / "done").is_file(), "run `make wheels` first; `make test` does"
    pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--no-deps", "--no-build-isolation", "--no-index", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    (wheel,) = folder.glob("coachloom-*.whl")
    venv.create(folder / "env", with_pip=False)
    python = folder / "env" / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    subprocess.run(
        [*pip, "--python", str(python), "install", "--no-index", "--find-links", str(WHEELS), str(wheel)], check=True
    )
    asked = [str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"]
    site_packages = subprocess.run(asked, capture_output=True, text=True, check=True).stdout.strip()
    (Path(site_packages) / "sitecustomize.py").write_text(NO_NETWORK, encoding="utf-8")
    return python


def coachloom(python: Path, folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    return subprocess.run(
        [python, "-m", "coachloom", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_course_in_the_wheel_builds_without_a_network(python: Path, tmp_path: Path) -> None:
    where = subprocess.run(
        [python, "-c", "from coachloom.installed import home; print(home())"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.strip()
    assert not Path(where).is_relative_to(ROOT)

    done = coachloom(python, tmp_path, "-C", where, "build", "--out", str(tmp_path / "site"))

    assert (done.returncode, done.stderr) == (0, "")
    assert len(list((tmp_path / "site" / "sessions").iterdir())) == 108


def test_the_wheel_carries_the_schemas(python: Path, tmp_path: Path) -> None:
    listed = subprocess.run(
        [
            python,
            "-c",
            "from coachloom.course.schema_files import SCHEMAS; print(*sorted(p.name for p in SCHEMAS.iterdir()))",
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()

    assert listed == sorted(path.name for path in (ROOT / "builder/coachloom/schemas").iterdir())
