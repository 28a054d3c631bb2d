"""What processes cost this machine, as the kernel counts it."""

import os
import re
from collections.abc import Iterable
from pathlib import Path


def seconds(processes: Iterable[int]) -> float:
    """Of processor time, together."""
    stats = (Path(f"/proc/{process}/stat").read_text(encoding="utf-8") for process in processes)
    ticks = sum(int(tick) for stat in stats for tick in stat.rpartition(")")[2].split()[11:13])
    return ticks / os.sysconf("SC_CLK_TCK")


def megabytes(process: int) -> float:
    """Of memory that is the process's own, and its share of what it has in common with others."""
    rollup = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    proportional = re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)
    return int(proportional[1]) / 1024 if proportional else 0
