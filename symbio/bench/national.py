"""A country of zones: time and memory of candidates to allocation, and how they grow.

The smaller size is the part of the same country nearest to one of its firms: spread thinly over
the whole of it, its firms would have fewer others in reach, and growth would measure that.
Each size runs in a process of its own, so that the peak memory is that size's.
"""

from __future__ import annotations

import json
import pickle
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import numpy as np

from symbio.bench.lines import Line
from symbio.knowledge import load
from symbio.matching import Scenario, match
from symbio.zone.demo import generate
from symbio.zone.rows import MONTHS, Zone

NAME = "national"
SIZES = (6_000, 60_000)
STREAMS_PER_FIRM = 10.4
SECONDS, GIGABYTES, GROWTH = 60.0, 4.0, 15.0


def measure() -> list[Line]:
    """Match 6,000 and 60,000 firms, everything yearly.

    Returns
    -------
    list of Line
        Time [s], peak memory of the process [GB], and the growth of time [times].
    """
    lines, seconds = [], []
    with tempfile.TemporaryDirectory(prefix="symbio-") as folder:
        _run("make", folder)
        for firms in SIZES:
            found = json.loads(_run("match", str(_file(folder, firms))))
            case = f"{found['firms']:,} firms, {found['streams']:,} streams"
            seconds.append(found["seconds"])
            lines += [
                Line(NAME, f"{case}: candidates", found["candidates"], ""),
                Line(NAME, f"{case}: exchanges", found["exchanges"], ""),
                Line(NAME, f"{case}: time", found["seconds"], "s", SECONDS, 1),
                Line(NAME, f"{case}: peak memory", found["gigabytes"], "GB", GIGABYTES, 2),
            ]
    return [
        *lines,
        Line(NAME, "ten times the firms: time", seconds[1] / seconds[0], "×", GROWTH, 1),
    ]


def _run(*words: str) -> str:
    """What this module prints in a process of its own."""
    command = [sys.executable, "-m", "symbio.bench.national", *words]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout


def _file(folder: str, firms: int) -> Path:
    return Path(folder) / f"{firms}.pickle"


def _make(folder: str) -> None:
    whole = generate(max(SIZES), streams_per_firm=STREAMS_PER_FIRM)
    whole = whole.with_table("stream", whole.stream.assign(**dict.fromkeys(MONTHS)))
    for firms in SIZES:
        _file(folder, firms).write_bytes(pickle.dumps(_region(whole, firms)))


def _region(whole: Zone, firms: int) -> Zone:
    """The `firms` nearest to the first one, with their streams."""
    degrees = whole.firm[["latitude", "longitude"]].to_numpy(dtype="float64")
    east = np.cos(np.radians(degrees[0, 0]))
    away = np.hypot(degrees[:, 0] - degrees[0, 0], (degrees[:, 1] - degrees[0, 1]) * east)
    kept = whole.firm.iloc[np.sort(np.argsort(away, kind="stable")[:firms])]
    streams = whole.stream[whole.stream["firm_id"].isin(kept["firm_id"])]
    part = whole.with_table("firm", kept.reset_index(drop=True))
    return part.with_table("stream", streams.reset_index(drop=True))


def _match(file: Path) -> dict[str, Any]:
    import resource  # not on Windows

    zone = pickle.loads(file.read_bytes())  # written by `_make` a moment ago
    knowledge = load()
    start = time.perf_counter()
    result = match(zone, knowledge, Scenario.of(zone))
    seconds = time.perf_counter() - start
    return {
        "firms": len(zone.firm),
        "streams": len(zone.stream),
        "candidates": len(result.candidates),
        "exchanges": len(result.exchanges),
        "seconds": seconds,
        "gigabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2,
    }


if __name__ == "__main__":
    task, *words = sys.argv[1:]
    if task == "make":
        _make(words[0])
    else:
        print(json.dumps(_match(Path(words[0]))))
