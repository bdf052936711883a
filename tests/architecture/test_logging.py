"""What is logged under a constant template can be told without what was put into it (diagnostics without names)."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
LEVELS = {"debug", "info", "warning", "error", "critical", "exception", "log"}


def test_log_messages_are_constants_of_the_source() -> None:
    wrong = []
    for path in (path for top in ("app", "ui") for path in (ROOT / top).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args):
                continue
            target = node.func.value
            if node.func.attr not in LEVELS or not (
                isinstance(target, ast.Name) and target.id.endswith("log")
            ):
                continue
            template = node.args[1 if node.func.attr == "log" else 0]
            if not (isinstance(template, ast.Constant) and isinstance(template.value, str)):
                wrong.append(f"{path.relative_to(ROOT)}:{node.lineno}")
    assert not wrong, f"messages put together before they are logged: {wrong}"
