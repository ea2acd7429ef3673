"""Real sessions against a running server: the browser's side of the websocket, without a browser.

The only module outside `symbio.ui` that imports Streamlit: it needs the messages
of its wire protocol and draws nothing.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Iterator
from contextlib import AsyncExitStack, contextmanager
from dataclasses import dataclass, field

import websockets
from streamlit.proto.AutoRerun_pb2 import AutoRerun
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

_RAMP_S = 0.05
_PATIENCE_S = 60
_FINISHED = ForwardMsg.ScriptFinishedStatus.FINISHED_SUCCESSFULLY
# A run that is asked for again before it is over begins anew.
_GOOD = (
    _FINISHED,
    ForwardMsg.ScriptFinishedStatus.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.ScriptFinishedStatus.FINISHED_EARLY_FOR_RERUN,
)


@dataclass(frozen=True)
class Load:
    """How hard to press.

    Attributes
    ----------
    page : str
        Address of the page, with its query: "what_if?lang=tr".
    sessions : int
        Browsers at once.
    reruns : int
        Interactions of each, once all have had their first visit.
    think_s : float
        Mean of the exponentially distributed pause before each interaction [s].
    """

    page: str
    sessions: int
    reruns: int
    think_s: float


@dataclass
class Answers:
    """What came back: seconds of first visits and of reruns, and what failed."""

    first_s: list[float] = field(default_factory=list)
    rerun_s: list[float] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def press(port: int, loads: list[Load]) -> list[Answers]:
    """Run all `loads` at once against the server on `port` of this machine.

    Parameters
    ----------
    port : int
        Port of 127.0.0.1; no other machine is ever addressed.
    loads : list of Load
        Bounded: sessions × reruns interactions each.

    Returns
    -------
    list of Answers
        One per load, in the same order.
    """
    return asyncio.run(_press(port, loads))


async def _press(port: int, loads: list[Load]) -> list[Answers]:
    answers = [Answers() for _ in loads]
    visitors = [
        _Visitor(load, answer, number)
        for load, answer in zip(loads, answers, strict=True)
        for number in range(load.sessions)
    ]
    async with AsyncExitStack() as doors:
        await asyncio.gather(*(visitor.come(port, doors) for visitor in visitors))
        # Only now: a rerun among a hundred first visits would measure the visits.
        await asyncio.gather(*(visitor.stay() for visitor in visitors))
    return answers


def _connected(port: int) -> websockets.connect:
    """The connection of a browser's tab to the server."""
    return websockets.connect(
        f"ws://127.0.0.1:{port}/_stcore/stream",
        subprotocols=[websockets.Subprotocol("streamlit")],
        max_size=None,
        open_timeout=_PATIENCE_S,
    )


class _Visitor:
    """One browser's tab: it opens the page, then moves a slider of it again and again."""

    def __init__(self, load: Load, answers: Answers, number: int) -> None:
        self._load, self._answers, self._number = load, answers, number
        self._name, _, self._query = load.page.partition("?")
        self._chance = random.Random(number)
        self._sliders = _Sliders(self._chance)
        self._socket: websockets.ClientConnection | None = None

    async def come(self, port: int, doors: AsyncExitStack) -> None:
        await asyncio.sleep(self._number * _RAMP_S)
        with self._noting():
            self._socket = await doors.enter_async_context(_connected(port))
            self._answers.first_s.append(await self._run(self._socket))

    async def stay(self) -> None:
        with self._noting():
            if self._socket is None:
                return
            for _ in range(self._load.reruns):
                if self._load.think_s:
                    await asyncio.sleep(self._chance.expovariate(1 / self._load.think_s))
                self._answers.rerun_s.append(await self._run(self._socket))

    @contextmanager
    def _noting(self) -> Iterator[None]:
        try:
            yield
        except (OSError, TimeoutError, websockets.WebSocketException) as failure:
            words = f"{self._load.page}: {type(failure).__name__}: {failure}"
            self._answers.failures.append(words)

    async def _run(self, socket: websockets.ClientConnection) -> float:
        """One run of the page, from the request to its last message [s]."""
        request = BackMsg()
        request.rerun_script.page_name = self._name
        request.rerun_script.query_string = self._query
        request.rerun_script.widget_states.widgets.extend(self._sliders.moved())
        start = time.perf_counter()
        await socket.send(request.SerializeToString())
        while True:
            message = ForwardMsg()
            message.ParseFromString(await asyncio.wait_for(socket.recv(), _PATIENCE_S))
            kind = message.WhichOneof("type")
            if kind == "delta":
                self._sliders.see(message)
            elif kind == "page_not_found":
                self._answers.failures.append(f"{self._name}: no such page")
            elif kind == "script_finished":
                if message.script_finished != _FINISHED:
                    words = f"{self._name}: ended with status {message.script_finished}"
                    self._answers.failures.append(words)
                return time.perf_counter() - start


async def watch(
    port: int, page: str, awaited: dict[str, float], seen_s: list[float], failures: list[str]
) -> None:
    """Keep a page open that draws itself anew, and note when words appear on it.

    Parameters
    ----------
    awaited : dict of text -> moment
        Words not seen yet, and since when [s of `time.monotonic`]; seen ones are taken out.
    seen_s : list of float
        Gets how long each took [s].
    failures : list of str
        Gets what went wrong.
    """
    name, _, query = page.partition("?")
    clocks: dict[str, asyncio.Task[None]] = {}
    try:
        async with _connected(port) as socket:
            await _ask(socket, name, query)
            while True:
                data = await asyncio.wait_for(socket.recv(), _PATIENCE_S)
                at = time.monotonic()
                for words in [words for words in awaited if words.encode() in data]:
                    seen_s.append(at - awaited.pop(words))
                message = ForwardMsg()
                message.ParseFromString(data)
                kind = message.WhichOneof("type")
                if kind == "auto_rerun" and message.auto_rerun.fragment_id not in clocks:
                    again = _again(socket, name, query, message.auto_rerun)
                    clocks[message.auto_rerun.fragment_id] = asyncio.create_task(again)
                elif kind == "script_finished" and message.script_finished not in _GOOD:
                    failures.append(f"{name}: ended with status {message.script_finished}")
    except (OSError, TimeoutError, websockets.WebSocketException) as failure:
        failures.append(f"{page}: {type(failure).__name__}: {failure}")
    finally:
        for clock in clocks.values():
            clock.cancel()


async def _again(
    socket: websockets.ClientConnection, name: str, query: str, timer: AutoRerun
) -> None:
    """Ask for a part of the page as its clock says, as the browser does."""
    while True:
        await asyncio.sleep(timer.interval)
        await _ask(socket, name, query, timer.fragment_id)


async def _ask(
    socket: websockets.ClientConnection, name: str, query: str, fragment: str = ""
) -> None:
    request = BackMsg()
    request.rerun_script.page_name = name
    request.rerun_script.query_string = query
    request.rerun_script.fragment_id = fragment
    request.rerun_script.is_auto_rerun = bool(fragment)
    await socket.send(request.SerializeToString())


class _Sliders:
    """The sliders of a page: each rerun moves one of them, as a person does."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._bounds: dict[str, tuple[float, float, float]] = {}
        self._values: dict[str, float] = {}

    def see(self, message: ForwardMsg) -> None:
        """Note a slider that the page draws, and an error that it shows."""
        element = message.delta.new_element
        if message.delta.WhichOneof("type") != "new_element":
            return
        if element.WhichOneof("type") == "slider" and len(element.slider.default) == 1:
            slider = element.slider
            self._bounds[slider.id] = (slider.min, slider.max, slider.step)
            self._values.setdefault(slider.id, slider.default[0])

    def moved(self) -> Iterator[WidgetState]:
        """The state of all sliders after one is moved to another place."""
        if self._bounds:
            key = self._chance.choice(sorted(self._bounds))
            low, high, step = self._bounds[key]
            places = max(round((high - low) / step), 1) if step else 1
            self._values[key] = low + step * self._chance.randint(0, places)
        for key, value in self._values.items():
            state = WidgetState(id=key)
            state.double_array_value.data.append(value)
            yield state
