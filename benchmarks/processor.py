"""Processor time of this process's children: what work costs, however busy the machine is."""

import os
from pathlib import Path


def children_seconds() -> float:
    """Seconds of processor time that all descendants that still run have used. Linux only."""
    parents, used = {}, {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()
        except OSError:  # it ended while we looked
            continue
        process = int(stat.parent.name)
        parents[process], used[process] = int(fields[1]), int(fields[11]) + int(fields[12])
    ours = os.getpid()
    ticks = sum(time for process, time in used.items() if _descends(process, ours, parents))
    return ticks / os.sysconf("SC_CLK_TCK")


def _descends(process: int, ancestor: int, parents: dict[int, int]) -> bool:
    while process := parents.get(process, 0):
        if process == ancestor:
            return True
    return False
