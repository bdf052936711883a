"""A painter ends with its block: one that lives on in a frame somebody keeps leaves its widget undrawn."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


def test_every_painter_is_begun_in_a_with() -> None:
    wrong = []
    for path in (ROOT / "ui").rglob("*.py"):
        if (told := path.relative_to(ROOT)) == Path("ui/kit/paint.py"):
            continue
        tree = ast.parse(path.read_text("utf-8"))
        held = {
            item.context_expr for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items
        }
        wrong += [f"{told}:{node.lineno}" for node in ast.walk(tree) if _begins(node) and node not in held]
    assert not wrong, f"painters that end only when nobody holds them any more: {wrong}"


def _begins(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not node.args:
        return False
    return ast.unparse(node.func).split(".")[-1] in ("painter_of", "QPainter", "QStylePainter")
