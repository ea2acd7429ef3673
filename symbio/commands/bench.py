"""Measure the budgets and print them."""

from __future__ import annotations

import json
from argparse import Namespace
from dataclasses import asdict
from functools import partial
from pkgutil import resolve_name

from symbio.bench.lines import Line
from symbio.commands.arguments_bench import BENCHMARKS, DETAILS, TIMED
from symbio.commands.terminal import WRONG_INPUT, Progress, table
from symbio.locale import numbers, text


def print_bench(arguments: Namespace) -> int:
    """Run the named benchmarks, or all, and print each line beside its budget."""
    chosen = arguments.names or list(BENCHMARKS)
    progress = Progress(arguments.lang)
    lines: list[Line] = []
    for done, name in enumerate(chosen):
        progress(done / len(chosen), name)
        options = {"minutes": arguments.minutes} if name in TIMED else {}
        lines += resolve_name(f"{BENCHMARKS[name]}:measure")(**options)
    progress.close()
    print(_report(lines, arguments.lang))
    for name in chosen:
        if name in DETAILS:
            print("\n".join(resolve_name(DETAILS[name])()))
    if arguments.json is not None:
        content = [asdict(line) | {"kept": line.kept} for line in lines]
        arguments.json.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
    return 0 if all(line.kept for line in lines) else WRONG_INPUT


def _report(lines: list[Line], language: str) -> str:
    say = partial(text, language)
    headings = ("bench_name", "bench_what", "bench_value", "bench_budget", "bench_kept")
    return table(
        [say(f"command.{heading}") for heading in headings],
        [
            (
                line.benchmark,
                line.what,
                f"{numbers.number(line.value, language, line.digits)} {line.unit}".strip(),
                _budget(line, language),
                _kept(line, language),
            )
            for line in lines
        ],
        {2, 3},
    )


def _budget(line: Line, language: str) -> str:
    bound, sign = (line.budget, "≤") if line.least is None else (line.least, "≥")
    if bound is None:
        return ""
    digits = 0 if bound == int(bound) else 2 if bound < 1 else 1
    return f"{sign} {numbers.number(bound, language, digits)} {line.unit}".strip()


def _kept(line: Line, language: str) -> str:
    if line.budget is None and line.least is None:
        return ""
    return text(language, "command.bench_yes" if line.kept else "command.bench_no")
