"""What the house style promises, measured: sizes, documentation, imports, words, lock files."""

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from statistics import median, quantiles

import pytest

from awsstudy.core.i18n import LANGUAGES, words
from awsstudy.core.template import fields

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "awsstudy"
MODULES = sorted(PACKAGE.rglob("*.py"))
TREES = {path: ast.parse(path.read_text("utf-8")) for path in MODULES}
HEAVY = ("sqlmodel", "sqlalchemy", "pydantic", "yaml", "numpy", "markdown_it", "typer", "fsrs")


def functions() -> Iterator[tuple[Path, ast.FunctionDef | ast.AsyncFunctionDef]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                yield path, node


def length(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
    return (node.end_lineno or first) - first + 1


def test_modules_are_small() -> None:
    sizes = [len(path.read_text("utf-8").splitlines()) for path in MODULES]
    assert max(sizes) <= 400
    assert median(size for size in sizes if size > 1) <= 110


def test_functions_are_small() -> None:
    sizes = [length(node) for _, node in functions()]
    too_long = [f"{path.name}:{node.name}" for path, node in functions() if length(node) > 45]
    assert too_long == []
    assert quantiles(sizes, n=20)[18] <= 25


def test_classes_have_few_methods() -> None:
    crowded = [
        f"{path.name}:{node.name}"
        for path, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef)
        and sum(isinstance(item, ast.FunctionDef | ast.AsyncFunctionDef) for item in node.body) > 32
    ]
    assert crowded == []


def test_everything_public_is_documented() -> None:
    bare = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path, tree in TREES.items()
        for node in tree.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert bare == []


def test_only_the_clock_reads_time() -> None:
    readers = [
        path.relative_to(PACKAGE).as_posix()
        for path in MODULES
        if re.search(r"\b(datetime\.now|date\.today|time\.time|monotonic\(\) ->)", path.read_text())
    ]
    assert readers == ["core/clock.py"]


def loaded_after(code: str) -> set[str]:
    script = f"import sys\n{code}\nprint(' '.join(sys.modules))"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT
    )
    return {name.partition(".")[0] for name in done.stdout.split()}


@pytest.mark.parametrize("argument", ["--version", "--help"])
def test_version_and_help_import_neither_app_nor_store(argument: str) -> None:
    code = f"from awsstudy.cli.main import run\nrun([{argument!r}])"
    assert loaded_after(code) & {"textual", "sqlmodel", "sqlalchemy", "rich"} == set()


def test_the_first_frame_imports_nothing_heavy() -> None:
    code = "import awsstudy.tui.app, awsstudy.workspace.workspace"
    assert loaded_after(code) & set(HEAVY) == set()


def test_a_glance_imports_nothing_heavy() -> None:
    code = (
        "import awsstudy.catalog.outline, awsstudy.store.glance, awsstudy.workspace.views\n"
        "import awsstudy.workspace.wording"
    )
    assert loaded_after(code) & set(HEAVY) == set()


def test_models_are_found_without_importing_them() -> None:
    loaded = loaded_after("from awsstudy.sims.registry import model_ids\nmodel_ids()")
    assert "awsstudy" in loaded
    script = "import sys\nfrom awsstudy.sims.registry import model_ids\nmodel_ids()\n"
    script += "print([m for m in sys.modules if m.startswith('awsstudy.sims.models.')])"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_both_languages_have_the_same_words() -> None:
    english, korean = (words(language) for language in LANGUAGES)
    assert english.keys() == korean.keys()
    for name in english:
        assert fields(english[name]) == fields(korean[name]), name
        assert english[name].strip(), name
        assert korean[name].strip(), name


def bindings() -> Iterator[tuple[Path, ast.Call]]:
    for path, tree in TREES.items():
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Binding":
                yield path, node


def texts(node: ast.expr) -> list[str]:
    """The values a literal or an f-string over digits can take."""
    if isinstance(node, ast.Constant):
        return [str(node.value)]
    return []


def test_every_binding_has_an_id_a_tooltip_and_words() -> None:
    seen = 0
    for path, call in bindings():
        given = {keyword.arg: keyword.value for keyword in call.keywords}
        where = f"{path.name}:{call.lineno}"
        assert "id" in given, where
        assert "tooltip" in given, where
        for message in (*texts(call.args[2]), *texts(given["tooltip"])):
            assert message in words("en"), f"{where}: {message}"
            seen += 1
    assert seen > 80


def test_every_letter_key_has_a_key_that_needs_no_latin_keyboard() -> None:
    """Digits, F-keys and the like do everything; letters are short cuts."""
    for path, call in bindings():
        keys = texts(call.args[0])
        names = keys[0].split(",") if keys else []
        letters = [key for key in names if len(key) == 1 and key.isalpha()]
        others = [key for key in names if key not in letters]
        assert not letters or others, f"{path.name}:{call.lineno} {names}"


def used_messages() -> set[str]:
    pattern = re.compile(r"""["']([a-z]+\.[A-Za-z0-9_.{}\[\]-]+)["']""")
    found: set[str] = set()
    for path in MODULES:
        if path.parts[-2] != "check":
            found |= set(pattern.findall(path.read_text("utf-8")))
    return found


def test_no_word_is_unused() -> None:
    used = used_messages()
    patterns = [
        re.compile(re.escape(re.sub(r"\{[^}]*\}", "\0", one)).replace("\0", ".+") + r"(\.help)?$")
        for one in used
    ]
    prefixes = ("textual.",)
    unused = [
        name
        for name in words("en")
        if not name.startswith(prefixes) and not any(p.match(name) for p in patterns)
    ]
    assert unused == []


def test_lock_files_name_no_host() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text("utf-8")
        assert not re.search(r"https?:|file:/|--index|--extra-index|find-links", text), name
        assert all("==" in line for line in text.splitlines() if re.match(r"[a-z]", line))


def test_both_locks_agree() -> None:
    pins = []
    for name in ("requirements.lock", "requirements-dev.lock"):
        lines = (ROOT / name).read_text("utf-8").splitlines()
        pins.append({line.split(" ")[0] for line in lines if re.match(r"[a-z]", line)})
    assert pins[0] <= pins[1]


def test_declared_dependencies_are_locked() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = [*project["dependencies"], *project["optional-dependencies"]["dev"]]
    declared = [re.match(r"[A-Za-z0-9-]+", one)[0] for one in wanted]  # type: ignore[index]
    locked = (ROOT / "requirements-dev.lock").read_text("utf-8").lower()
    for name in declared:
        assert f"\n{name.lower()}==" in f"\n{locked}", name


def test_layers_are_written_down_once() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    layers = re.search(r"layers = \[(.*?)\]", text, re.DOTALL)
    assert layers
    named = re.findall(r"[a-z]+", layers[1])
    packages = sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())
    assert sorted(named) == packages


def test_readme_names_every_command() -> None:
    from awsstudy.cli.commands import command

    readme = (ROOT / "README.md").read_text("utf-8")
    for name in command().commands:
        assert f"awsstudy {name}" in readme, name


def test_versions_rise_in_the_changelog() -> None:
    text = (ROOT / "CHANGELOG.md").read_text("utf-8")
    versions = re.findall(r"^## \[(\d+)\.(\d+)\.(\d+)\]", text, re.MULTILINE)
    assert all(a > b for a, b in pairwise(versions))
    assert "## [Unreleased]" in text
