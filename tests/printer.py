"""A print server of its own with one printer, as an office has it; what is printed stays in its spool."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

INSTALL = "apt-get install cups-daemon cups-client"
NAME = "Reception"
_PATH = "/usr/sbin:/usr/bin:/sbin:/bin"
_CONF = """
Listen 127.0.0.1:{port}
Browsing No
WebInterface No
DefaultAuthType None
PreserveJobFiles Yes
<Location />
Order allow,deny
Allow all
</Location>
<Policy default>
<Limit All>
Order deny,allow
Allow all
</Limit>
</Policy>
"""
_FILES = """
ServerRoot {folder}/root
RequestRoot {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
AccessLog {folder}/access
ErrorLog {folder}/error
PageLog {folder}/page
FileDevice Yes
"""


@dataclass(frozen=True, slots=True)
class PrintServer:
    """environment -- what a program needs to print here instead of on this computer's own printers."""

    folder: Path
    environment: dict[str, str]

    def printed(self) -> list[Path]:
        """The documents printed so far, the oldest first, as they reached the printer."""
        return sorted((self.folder / "spool").glob("d*-*"))


def missing() -> bool:
    """Whether this machine has no print server to start."""
    return _server() is None or shutil.which("lpadmin", path=_PATH) is None


def _server() -> str | None:
    return shutil.which("cupsd", path=_PATH)


@contextmanager
def print_server() -> Iterator[PrintServer]:
    """CUPS on a free port with the printer `NAME`, whose paper nobody sees; it ends with its folder."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        folder.chmod(0o755)  # the server gives up its rights and still has to get there
        for part in ("root", "spool", "cache", "state"):
            (folder / part).mkdir()
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        conf, files = folder / "cupsd.conf", folder / "cups-files.conf"
        conf.write_text(_CONF.format(port=port))
        files.write_text(_FILES.format(folder=folder))
        running = subprocess.Popen(
            [str(_server()), "-f", "-c", str(conf), "-s", str(files)],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            environment = {"CUPS_SERVER": f"127.0.0.1:{port}"}
            _listening(running, port)
            subprocess.run(
                ["lpadmin", "-h", environment["CUPS_SERVER"], "-p", NAME, "-D", "前台打印机", "-v", "file:/dev/null",
                 "-o", "printer-is-shared=false", "-E"],
                check=True, capture_output=True, timeout=30, env={"PATH": _PATH},
            )  # fmt: skip
            yield PrintServer(folder, environment)
        finally:
            running.terminate()
            running.wait(20)


def _listening(running: subprocess.Popen[bytes], port: int) -> None:
    end = time.monotonic() + 20
    while True:
        assert running.poll() is None, f"the print server ended with {running.returncode}"
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)) == 0:
                return
        assert time.monotonic() < end, "the print server does not answer"
        time.sleep(0.02)  # another process is waited for, there is nothing to listen to
