"""Files of records: one kept, a record's files listed, and all of them carried to a backup that has them already."""

import hashlib
import os
import random
import shutil
import statistics
from contextlib import closing
from functools import partial
from typing import Any

from sqlcipher3 import dbapi2

from app.directory import attachments
from app.directory.model import Attachment
from app.overview import care
from app.overview.opening import open_desk
from app.store import contents
from tests.bench.measure import Figure, p95, took
from tests.bench.office import NOW, Bench

PHOTO = 5_000_000
"""Bytes of a telephone's photograph."""
FILES = 2_000
"""Two files a day for four years."""
TIMES = 9


def file_kept(bench: Bench) -> Figure:
    """A photograph kept with its record, with audit and undo; against hashing and copying it to the disk and a row."""
    dice = random.Random(1)
    plain: Any = dbapi2.connect(str(bench.scratch / "filed.db"), isolation_level=None)
    plain.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE filed (name, digest, size)"
    )
    ours, bare = [], []
    with closing(plain), open_desk(bench.scratch / "filed", clock=lambda: NOW) as desk:
        for turn in range(TIMES):
            photo, copy = bench.scratch / f"{turn}.jpg", bench.scratch / f"{turn}.copy"
            photo.write_bytes(dice.randbytes(PHOTO))
            photo.read_bytes()

            def plainly(photo: Any = photo, copy: Any = copy) -> None:
                with photo.open("rb") as source:
                    digest = hashlib.file_digest(source, "sha256").hexdigest()
                shutil.copyfile(photo, copy)
                with copy.open("rb+") as written:
                    os.fsync(written.fileno())
                plain.execute("INSERT INTO filed VALUES (?, ?, ?)", (photo.name, digest, PHOTO))

            for work, times in ((plainly, bare), (partial(attachments.add, desk, "call", 1, photo), ours))[
                :: -1 if turn % 2 else 1
            ]:
                times.append(took(work))
    return Figure(statistics.median(ours), statistics.median(bare), note=f"{PHOTO / 1e6:.0f} MB")


def files_listed(bench: Bench) -> Figure:
    """The files of one record among FILES, and whether each lies where it should."""
    with open_desk(bench.scratch / "listed", clock=lambda: NOW) as desk:
        with desk.store.write("bench.fill") as session:
            session.add_all(
                Attachment(kind="call", record_id=n // 4, name=f"{n}.jpg", sha256=f"{n:064x}", size=PHOTO)
                for n in range(FILES)
            )
        times = [took(partial(attachments.find, desk, "call", n)) for n in range(100)]
    return Figure(p95(times), note=f"among {FILES:,}")


def files_backed_up(bench: Bench) -> Figure:
    """What FILES that the backups have already add to the next backup; against one without any."""
    ours, bare = [], []
    with open_desk(bench.scratch / "many", clock=lambda: NOW) as many:
        with open_desk(bench.scratch / "none", clock=lambda: NOW) as none:
            source = bench.scratch / "scan"
            rows = []
            for n in range(FILES):
                source.write_bytes(n.to_bytes(2000))
                digest = contents.keep(many.folder / contents.FOLDER, source)
                rows.append(Attachment(kind="call", record_id=n, name=f"{n}.pdf", sha256=digest, size=2000))
            with many.store.write("bench.fill") as session:
                session.add_all(rows)
            care.back_up(many), care.back_up(none)
            for _turn in range(TIMES):
                ours.append(took(partial(care.back_up, many)))
                bare.append(took(partial(care.back_up, none)))
    more = statistics.median(ours) - statistics.median(bare)
    return Figure(
        more,
        note=f"{FILES:,} files; {statistics.median(ours):.0f} ms with, {statistics.median(bare):.0f} without",
    )
