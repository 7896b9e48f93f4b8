"""The workers of a Dask scheduler as an engine: each document in a child that can be killed there.

A task that is cancelled goes on running, and a worker that is lost takes its tasks along: so the
child has its own limits of time and memory, writes each record whole, and may write the same
bytes twice.
"""

from __future__ import annotations

import multiprocessing
import threading
from concurrent.futures import BrokenExecutor, Future
from contextlib import AbstractContextManager
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import pipeline
from pipeline.addresses import address_of
from pipeline.errors import AccordError, ClusterError, NotInstalledError
from pipeline.lexicon import use_lexicon
from pipeline.run import describe_producer
from pipeline.workers import Workers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from distributed import Client
    from distributed import Future as DaskFuture

    from pipeline.workers import Answer, Options, Receipt, Work

_CONNECT = 30.0  # seconds to wait for the scheduler
_DAEMON = "DASK_DISTRIBUTED__WORKER__DAEMON=False"

_here = threading.local()


class Cluster(AbstractContextManager["Cluster"]):
    """The workers of a scheduler; `jobs` documents are there at once, all threads' by default."""

    def __init__(self, options: Options, work: Work, scheduler: str) -> None:
        """Connect to a scheduler, `tcp://host:8786`.

        Raises NotInstalledError without the extra dask, ClusterError when the scheduler cannot be
        reached, has no workers, or these are not fit: of another version, with other lexicons, or
        not allowed to have children.
        """
        self._client = _connect(scheduler)
        try:
            self.threads = _check(self._client, scheduler, options)
        except AccordError:
            self._client.close()
            raise
        self._name = scheduler
        self._task = partial(work_there, work, _place_there(options))
        self._futures: dict[Answer, DaskFuture[Receipt | AccordError]] = {}

    def submit(self, source: Path) -> Answer:
        """Have a worker work on a document; another one when that is lost.

        Raises ClusterError when the scheduler is lost.
        """
        if self._client.status != "running":
            fault = "is lost; start it again, then run the same command again for the others"
            raise ClusterError(f"{self._name!r}: {fault}")
        answer: Answer = Future()
        there = source if address_of(source) else source.absolute()
        future = self._client.submit(self._task, there, pure=False)
        self._futures[answer] = future
        future.add_done_callback(partial(self._settle, answer))
        return answer

    def find_lost(self) -> tuple[Answer, ...]:
        """Return what the scheduler will not answer, as it is lost itself.

        What a lost worker had it gives to another one.
        """
        is_lost = self._client.status != "running"
        lost = [a for a, future in self._futures.items() if is_lost or future.status == "lost"]
        for answer in lost:
            del self._futures[answer]
        return tuple(lost)

    def _settle(self, answer: Answer, future: DaskFuture[Receipt | AccordError]) -> None:
        if self._futures.pop(answer, None) is None:
            return
        if future.status == "finished":
            answer.set_result(future.result())
        elif future.status == "error":
            # Workers were lost too often with this document.
            answer.set_exception(ChildProcessError())
        else:
            answer.set_exception(BrokenExecutor())

    def __exit__(self, kind: object, *_: object) -> None:
        self._client.cancel(list(self._futures.values()))
        self._client.close()


def _place_there(options: Options) -> Options:
    """Return the options as they hold in another process, one document at a time."""
    folder = options.folder
    return replace(options, jobs=1, folder=folder if address_of(folder) else folder.absolute())


def work_there(work: Work, options: Options, source: Path) -> Receipt | AccordError:
    """Work on a document in a child of the process of a Dask worker; runs there."""
    # A thread of the worker has one task at a time, and a child of its own.
    children: dict[Options, Workers] = _here.__dict__.setdefault("children", {})
    if options not in children:
        children[options] = Workers(options, work)
    return children[options].finish(source)


def describe_worker(lexicon: Path | None) -> Mapping[str, object]:
    """Describe the process of a Dask worker as far as it matters; runs there."""
    if lexicon is not None:
        use_lexicon(lexicon)
    return {
        "version": pipeline.__version__,
        "settings": describe_producer().settings,
        "is_daemon": multiprocessing.current_process().daemon,
    }


def _connect(scheduler: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        message = "--engine dask needs the extra dask; pip install 'accord-pipeline[dask]'"
        raise NotInstalledError(message) from error
    try:
        return Client(scheduler, timeout=_CONNECT, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        fault = "cannot be reached; check its address and that dask scheduler runs there"
        raise ClusterError(f"{scheduler!r}: {fault}") from error


def _check(client: Client, scheduler: str, options: Options) -> int:
    """Return how many threads the workers have; raise ClusterError when they are not fit."""
    threads = sum(client.nthreads().values())
    if not threads:
        fault = "has no workers; start some with dask worker"
        raise ClusterError(f"{scheduler!r}: {fault}")
    ours = describe_worker(None)
    for name, theirs in client.run(describe_worker, options.lexicon).items():
        if theirs["is_daemon"]:
            fault = f"may have no children; start it with {_DAEMON}"
            raise ClusterError(f"the worker {name}: {fault}")
        for key in ("version", "settings"):
            if theirs[key] != ours[key]:
                fault = f"has another {key} of accord ({theirs[key]}, here {ours[key]})"
                raise ClusterError(f"the worker {name}: {fault}; install the same everywhere")
    return int(threads)
