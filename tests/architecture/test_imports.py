"""The import rules of design.md section 2, read off the syntax trees: a rule without a test is a wish."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
ORDER = [
    ("shipped",),
    ("late",),
    ("words",),
    ("files",),
    ("china", "sheets"),
    ("store",),
    ("office",),
    ("hook",),
    ("directory",),
    ("transfer",),
    ("people",),
    ("products",),
    ("dealers",),
    ("complaints",),
    ("calls",),
    ("roster",),
    ("overview",),
    ("demo",),
    ("ui",),
    ("commands",),
    ("cli",),
]
"""From the ground up: a package may import only what stands in an earlier line, or itself."""
LEVEL = {name: level for level, names in enumerate(ORDER) for name in names}


def modules() -> Iterator[tuple[Path, str]]:
    for top in ("app", "ui"):
        for path in sorted((ROOT / top).rglob("*.py")):
            yield path, ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def package_of(name: str) -> str:
    parts = name.split(".")
    if parts[0] == "ui":
        return "ui"
    return parts[1] if parts[0] == "app" and len(parts) > 1 else ""


def imports(tree: ast.AST) -> Iterator[tuple[str, ast.stmt]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node
        elif isinstance(node, ast.ImportFrom) and node.module:
            assert node.level == 0, "imports are absolute"
            for alias in node.names:
                yield f"{node.module}.{alias.name}", node
        elif isinstance(node, ast.Assign) and (late := module_of(node.value)):
            yield late, node


def module_of(value: ast.expr) -> str:
    """What `late.Module` is told to read on its first use."""
    if isinstance(value, ast.Call) and isinstance(value.func, ast.Name) and value.func.id == "Module":
        told = value.args[0]
        assert isinstance(told, ast.Constant), "a module that is read late is named"
        return str(told.value)
    return ""


EVERY = [pytest.param(path, name, id=name) for path, name in modules()]


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_a_package_imports_only_what_stands_to_its_left(path: Path, name: str) -> None:
    own = package_of(name)
    if not own:
        return
    assert own in LEVEL, f"{own} stands in no line of ORDER"
    for imported, _node in imports(ast.parse(path.read_text("utf-8"))):
        other = package_of(imported)
        if other in LEVEL and other != own:
            assert LEVEL[other] < LEVEL[own], f"{name} imports {imported}"


@pytest.mark.parametrize(("path", "name"), EVERY)
def test_layers_keep_their_libraries_to_themselves(path: Path, name: str) -> None:
    found = [imported for imported, _node in imports(ast.parse(path.read_text("utf-8")))]
    top = {imported.split(".")[0] for imported in found}
    if name.startswith("ui"):
        assert not top & {"sqlalchemy", "openpyxl", "reportlab", "sqlcipher3", "alembic"}, name
        for imported in found:
            if imported.startswith("app.store"):
                assert imported.startswith(("app.store.errors", "app.store.changes")), f"{name}: {imported}"
    else:
        assert "PySide6" not in top, f"{name} knows Qt"
    if name.endswith(".rules"):
        assert "sqlalchemy" not in top, f"{name} decides, it does not ask the database"


@pytest.mark.parametrize(("path", "name"), [p for p in EVERY if str(p.id).startswith("ui.")])
def test_pages_do_not_know_each_other(path: Path, name: str) -> None:
    parts = name.split(".")
    if parts[1] in ("window", "kit") or not (ROOT / "ui" / parts[1]).is_dir():  # what puts them together
        return
    for imported, _node in imports(ast.parse(path.read_text("utf-8"))):
        other = imported.split(".")
        if other[0] == "ui" and len(other) > 1:
            assert other[1] in (parts[1], "kit"), f"{name} imports {imported}"


def test_only_functions_of_the_command_line_import_the_window() -> None:
    for path in (ROOT / "app" / "cli.py", *(ROOT / "app" / "commands").glob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        top_level = {id(node) for node in tree.body}
        for imported, node in imports(tree):
            if imported.split(".")[0] == "ui":
                assert id(node) not in top_level, "ui is imported inside the function that shows a window"


def test_no_circle_between_modules() -> None:
    edges: dict[str, set[str]] = {}
    known = {name for _path, name in modules()}
    for path, name in modules():
        tree = ast.parse(path.read_text("utf-8"))
        found = set()
        for node in tree.body:  # an import inside a function is late and makes no circle
            for imported, _node in imports(node) if isinstance(node, ast.Import | ast.ImportFrom) else ():
                found |= {c for c in (imported, imported.rpartition(".")[0]) if c in known and c != name}
        edges[name] = found
    done: set[str] = set()

    def visit(name: str, path: tuple[str, ...]) -> None:
        assert name not in path, " -> ".join([*path, name])
        if name not in done:
            for other in sorted(edges[name]):
                visit(other, (*path, name))
            done.add(name)

    for name in edges:
        visit(name, ())
