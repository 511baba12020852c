"""The wheel holds the content, and works on its own, away from the checkout."""

import json
import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from awsstudy import __version__

ROOT = Path(__file__).parents[1]

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("wheel")]

HEADLESS_START = """
import asyncio
from pathlib import Path
from awsstudy.tui.app import StudyApp
from awsstudy.workspace.workspace import Workspace

async def start():
    app = StudyApp(Workspace(Path("home"), language="ko"))
    async with app.run_test(size=(80, 24)) as pilot:
        for _ in range(100):
            await app.workers.wait_for_complete()
            await pilot.pause(0.05)
            if app.screen.opened:
                break
        print(app.screen.query_one("#menu").get_option_at_index(0).prompt)

asyncio.run(start())
"""


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder)]
    done = subprocess.run([*command, str(ROOT)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def python(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A clean environment with the wheel in it; dependencies are those of this environment."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder / "venv", with_pip=False)
    python = folder / "venv" / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-deps", "--quiet"]
    subprocess.run([*pip, str(wheel)], check=True)
    packages = next((folder / "venv").glob("lib/python*/site-packages"))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return python


def run(python: Path, folder: Path, *arguments: str) -> str:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("AWSSTUDY")}
    environment |= {"AWSSTUDY_HOME": str(folder / "home"), "HOME": str(folder), "LANG": "C.UTF-8"}
    environment |= {"XDG_CACHE_HOME": str(folder / "cache")}
    done = subprocess.run(
        [str(python), *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=folder,
        env=environment,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.parametrize("tree", ["content", "data"])
def test_the_wheel_holds_every_file_as_it_is(wheel: Path, tree: str) -> None:
    here = {
        path.relative_to(ROOT / tree).as_posix(): path.read_bytes()
        for path in (ROOT / tree).rglob("*")
        if path.is_file()
    }
    prefix = f"awsstudy/_{tree}/"
    with ZipFile(wheel) as archive:
        names = [name for name in archive.namelist() if name.startswith(prefix)]
        packed = {name.removeprefix(prefix): archive.read(name) for name in names}
    assert packed == here


def test_the_installed_command_tells_its_version(python: Path, tmp_path: Path) -> None:
    command = python.parent / "awsstudy"
    assert run(command, tmp_path, "--version").strip() == f"awsstudy {__version__}"


def test_the_installed_content_is_clean(python: Path, tmp_path: Path) -> None:
    run(python.parent / "awsstudy", tmp_path, "content", "check")


def test_the_installed_plan_can_be_read(python: Path, tmp_path: Path) -> None:
    plan = json.loads(run(python.parent / "awsstudy", tmp_path, "study", "--json"))
    assert [entry["kind"] for entry in plan["entries"]] == ["cards", "quiz", "simulator"]


def test_the_installed_app_starts(python: Path, tmp_path: Path) -> None:
    assert "오늘의 학습" in run(python, tmp_path, "-c", HEADLESS_START)


def test_the_code_comes_from_the_wheel(python: Path, tmp_path: Path) -> None:
    place = run(python, tmp_path, "-c", "import awsstudy; print(awsstudy.__file__)")
    assert str(ROOT) not in place
