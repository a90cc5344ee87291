"""Workers are really killed with -9 at random moments: nothing lost or doubled.

Keeps the promise of the queue: a job is neither lost nor stranded, and its effects in
the database happen exactly once.
"""

from __future__ import annotations

import random
import signal
import subprocess
import time
from collections import Counter

import pytest

WORKER = "tests/interfaces/killable_worker.py"

ASK = """
import sys, django
django.setup()
from django.utils import timezone
from commonweal.commons.jobs import services, words
for n in range(int(sys.argv[2])):
    services.enqueue(
        kind=sys.argv[1], payload={}, union=words.WHOLE_NODE, key=str(n),
        at=timezone.now(),
    )
"""


@pytest.fixture
def crew(node, tmp_path):
    """Start workers; whatever happens, none outlives the test."""
    node.sql("CREATE TABLE trace (kind text, key text)")
    crew = Crew(node, tmp_path / "log")
    yield crew
    for worker in crew.workers:
        worker.kill()
        worker.wait(timeout=60)
        worker.stdout.close()


class Crew:
    def __init__(self, node, log):
        self.node, self.log, self.workers = node, log, []

    def start(self):
        with self.log.open("a") as log:
            worker = self.node.python(
                WORKER, stdout=subprocess.PIPE, stderr=log, text=True
            )
        self.workers.append(worker)
        assert worker.stdout.readline() == "READY\n", self.log.read_text()
        return worker

    def ask(self, kind, n):
        assert self.node.python("-c", ASK, kind, str(n)).wait(60) == 0

    def jobs(self):
        return self.node.sql(
            "SELECT kind, status, attempt, trouble FROM jobs_job ORDER BY kind, key"
        )

    def traces(self):
        return self.node.sql("SELECT kind, key FROM trace ORDER BY kind, key")

    def n_running(self):
        return [row[1] for row in self.jobs()].count("running")

    def wait_until_running(self):
        while not self.n_running():
            time.sleep(0.02)


def wait_until_quiet(crew, *, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if not {"waiting", "running"} & {row[1] for row in crew.jobs()}:
            return
        time.sleep(0.1)
    raise AssertionError(f"stranded: {crew.jobs()}")


def kill_at_random(crew, *, n_jobs, n_kills, n_workers, seed):
    """Kill one of the workers n_kills times while they do n_jobs (and as many more)."""
    chance = random.Random(seed)
    crew.ask("first", n_jobs)
    workers = [crew.start() for _ in range(n_workers)]
    for _ in range(n_kills):
        time.sleep(chance.uniform(0.0, 0.4))
        i = chance.randrange(n_workers)
        workers[i].send_signal(signal.SIGKILL)
        workers[i].wait(timeout=60)
        workers[i] = crew.start()
    wait_until_quiet(crew, seconds=60 + n_jobs * 0.4)


def assert_all_once(crew, n_jobs):
    traces = Counter(tuple(trace) for trace in crew.traces())
    assert len(traces) == 2 * n_jobs
    assert set(traces.values()) == {1}
    assert Counter(row[1] for row in crew.jobs()) == {"done": 2 * n_jobs}


def test_workers_killed_at_random_moments_lose_strand_and_double_nothing(crew):
    kill_at_random(crew, n_jobs=60, n_kills=6, n_workers=2, seed=23)

    assert_all_once(crew, 60)
    interrupted = [row for row in crew.jobs() if row[2] > 1]
    assert interrupted, "no kill met a running job: this run proved nothing"


@pytest.mark.campaign
@pytest.mark.parametrize("seed", range(8))
def test_a_long_row_of_kills_loses_strands_and_doubles_nothing(crew, seed):
    kill_at_random(crew, n_jobs=500, n_kills=60, n_workers=3, seed=seed)

    assert_all_once(crew, 500)


def test_a_job_that_kills_every_worker_is_given_up_after_five(crew):
    crew.node.env["TEST_LEASE"] = "0.5"
    crew.ask("deadly", 1)

    for _ in range(5):
        assert crew.start().wait(timeout=30) == -signal.SIGKILL
    crew.start()
    wait_until_quiet(crew, seconds=30)

    assert crew.jobs() == [["deadly", "dead", 5, "worker fell silent"]]
    assert crew.traces() == [["deadly", "0"]]  # told once, with the giving up


def test_sigterm_in_the_middle_of_a_job_hands_it_back_without_a_try(crew):
    crew.node.env["TEST_JOB_SECONDS"] = "20"
    crew.ask("first", 1)
    worker = crew.start()
    crew.wait_until_running()

    worker.send_signal(signal.SIGTERM)

    assert worker.wait(timeout=60) == 0
    assert crew.jobs() == [["first", "waiting", 0, ""]]
    assert crew.traces() == []


def test_a_frozen_worker_that_wakes_up_cannot_keep_its_effects(crew):
    crew.node.env["TEST_JOB_SECONDS"] = "0.8"
    crew.ask("first", 1)
    frozen = crew.start()
    crew.wait_until_running()
    frozen.send_signal(signal.SIGSTOP)
    time.sleep(1.6)  # its lease of 1.5 s runs out

    crew.start()
    wait_until_quiet(crew, seconds=30)
    frozen.send_signal(signal.SIGCONT)
    while "another worker has it" not in crew.log.read_text():
        time.sleep(0.05)

    assert_all_once(crew, 1)


@pytest.mark.parametrize(
    ("kind", "trouble"), [("stumble", "ValueError"), ("forgetful", "RuntimeError")]
)
def test_a_failing_handler_is_tried_later_and_its_words_are_not_kept(
    crew, kind, trouble
):
    crew.ask(kind, 1)
    crew.start()
    while not crew.jobs()[0][3]:
        time.sleep(0.02)

    assert crew.jobs() == [[kind, "waiting", 1, trouble]]
    assert "failed" in crew.log.read_text()
    assert "Ana" not in crew.log.read_text()
