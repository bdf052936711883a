"""A partial index leaves out the same rows on both databases, and starting on SQLite loads no other dialect."""

import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import Dialect
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex

from app.calls.model import Call

APP = Path(__file__).resolve().parent.parent.parent / "app"


@pytest.mark.parametrize("dialect", [sqlite.dialect(), postgresql.dialect()], ids=["sqlite", "postgresql"])
def test_the_bin_is_left_out_on_both(dialect: Dialect) -> None:
    made = {index.name: str(CreateIndex(index).compile(dialect=dialect)) for index in Call.__table__.indexes}
    assert made["ix_call_started_at"].endswith("(started_at) WHERE deleted_at IS NULL")
    assert made["ix_call_bin"].endswith("(started_at) WHERE deleted_at IS NOT NULL")


def test_no_model_names_the_servers_dialect() -> None:
    """`postgresql_where` among the arguments of an index is enough to import it."""
    named = [path.name for path in APP.rglob("model.py") if "postgresql_where" in path.read_text("utf-8")]
    assert named == []


def test_an_office_of_files_loads_no_servers_dialect() -> None:
    code = "import sys, app.overview.opening; print([m for m in sys.modules if 'dialects.postgresql' in m])"
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told == "[]\n"
