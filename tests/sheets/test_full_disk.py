"""A disk that fills up while a file is written: an OSError, and nothing half-written stays (faults.md T5)."""

import errno
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LIMITED = """
import resource, signal, sys
from pathlib import Path
target = Path(sys.argv[1])
{prepare}
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
try:
    {write}
except OSError as error:
    sys.exit(error.errno)
"""
SHEET = "from tests.sheets.samples import PRINTED, register"
ROWS = "rows = [(f'{n * 7919 % 100_003}甲乙丙',) for n in range(20_000)]\nfrom app.sheets import bulk"


@pytest.mark.parametrize(
    ("name", "prepare", "write"),
    [
        (
            "a.bin",
            "from app.files import atomic_write",
            "with atomic_write(target) as p: p.write_bytes(b'x' * 50_000)",
        ),
        (
            "a.pdf",
            f"from app.sheets.pdf import write_pdf\n{SHEET}",
            "write_pdf([register(300)], target, printed=PRINTED)",
        ),
        (
            "a.xlsx",
            f"from app.sheets.xlsx import write_xlsx\n{SHEET}",
            "write_xlsx([register(900)], target, printed=PRINTED)",
        ),
        ("a.csv", ROWS, "bulk.write_rows(target, ['a'], rows, kinds=['text'])"),
        ("a.xlsx", f"{ROWS}\nbulk.MANY = 10**9", "bulk.write_rows(target, ['a'], rows, kinds=['text'])"),
        ("a.xlsx", f"{ROWS}\nbulk.MANY = 1", "bulk.write_rows(target, ['a'], rows, kinds=['text'])"),
    ],
    ids=["plain", "pdf", "workbook", "csv", "styled export", "fast export"],
)
def test_nothing_is_left(name: str, prepare: str, write: str, tmp_path: Path) -> None:
    """RLIMIT_FSIZE stands for the disk; in a process of its own, since the limit would stay."""
    target = tmp_path / name
    target.write_bytes(b"old")
    code = LIMITED.format(prepare=prepare, write=write)
    done = subprocess.run([sys.executable, "-c", code, str(target)], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == errno.EFBIG, done.stderr
    assert target.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == [name]
