"""A PostgreSQL of the tests' own: initdb as an ordinary user, on a socket in a temporary folder, fsync off."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

INSTALL = "apt-get install postgresql"


def programs() -> Path | None:
    """The folder of initdb and pg_ctl, or None."""
    on_path = shutil.which("initdb")
    if on_path:
        return Path(on_path).parent
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


@contextmanager
def server() -> Iterator[str]:
    """A running server; yields the part of its URL before the database's name and the one after it, as a format."""
    bin_folder = programs()
    if bin_folder is None:
        message = f"PostgreSQL is not installed: {INSTALL}"
        if os.environ.get("FRONTDESK_REQUIRE_SERVERS") == "1":
            pytest.fail(message)
        pytest.skip(message)
    folder = Path(tempfile.mkdtemp(prefix="fd-pg-"))
    # It refuses to run as root, as it should.
    user = {"user": "nobody", "group": "nogroup", "extra_groups": []} if os.getuid() == 0 else {}
    if user:
        shutil.chown(folder, "nobody", "nogroup")

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [str(bin_folder / program), *arguments], check=True, stdout=subprocess.DEVNULL, cwd=folder, **user
        )

    data = folder / "data"
    run(
        "initdb",
        "-D",
        str(data),
        "-U",
        "frontdesk",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "--no-sync",
    )
    options = (
        f"-c listen_addresses='' -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
    )
    run("pg_ctl", "-D", str(data), "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield f"postgresql://frontdesk@/{{database}}?host={folder}"
    finally:
        run("pg_ctl", "-D", str(data), "-w", "-m", "immediate", "stop")
        shutil.rmtree(folder)
