"""Kills a process that writes, again and again, and looks whether everything it answered is there (T1)."""

import json
import random
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

FRONTDESK = (sys.executable, "-m", "app.cli")


@dataclass(slots=True)
class Tally:
    """What was answered before the kills, and how many kills there were."""

    kills: int = 0
    answered: list[dict[str, object]] = field(default_factory=list)


def kill_while_writing(command: Sequence[str], *, stdin: Path, kills: int, dice: random.Random) -> Tally:
    """Run `command` on `stdin`, SIGKILL it 50 to 200 ms after its first answer, `kills` times.

    An answer is one line of JSON on standard output, printed after its commit. A line that the kill has cut short
    was not answered.
    """
    tally = Tally()
    for _ in range(kills):
        with (
            stdin.open("rb") as lines,
            subprocess.Popen(command, stdin=lines, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as writer,
        ):
            assert writer.stdout is not None and writer.stderr is not None
            first = writer.stdout.readline()
            assert first, f"it ended before it wrote: {writer.stderr.read().decode()}"
            time.sleep(dice.uniform(0.05, 0.2))
            assert writer.poll() is None, f"it ended before the kill: {writer.stderr.read().decode()}"
            writer.kill()
            told = first + writer.stdout.read()
        whole = told[: told.rfind(b"\n") + 1].splitlines()
        tally.answered += [json.loads(line) for line in whole]
        tally.kills += 1
    return tally
