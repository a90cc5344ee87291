"""`commonweal plan UNION`: make a plan here and now, and say it in plain words."""

from __future__ import annotations

import argparse
import threading
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from uuid import UUID

from django.db import connection
from django.utils import timezone
from django.utils.translation import gettext

from commonweal.commons.jobs import queries as job_queries
from commonweal.commons.jobs import services as jobs
from commonweal.commons.jobs.words import JobView
from commonweal.commons.people import queries as people
from commonweal.core.vf.measure import Measure
from commonweal.interfaces.cli import acting, words
from commonweal.interfaces.cli.errors import NotDone
from commonweal.rooms.planning import queries as planning
from commonweal.rooms.planning import services
from commonweal.rooms.planning.queries import views
from commonweal.rooms.planning.words import RunView, Said

_WEEKS = 4
#: Longer than any solve may take: nobody keeps this lease alive by a heartbeat.
_NO_WEEKS: Mapping[str, str] = MappingProxyType({})
_LEASE = timedelta(minutes=20)
_LOOK_EVERY = 0.3
_MOST_SHORTS = 40


def add_parser(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Say how the command is called."""
    parser = commands.add_parser(
        "plan",
        help="make a plan from needs, stock, recipes and offers; say it in words",
        description=__doc__,
        epilog=(
            "Needs a person with the scope “planning”: put their token into "
            "COMMONWEAL_TOKEN, or sign in when asked. The plan is a draft until "
            "people accept it on the page."
        ),
    )
    parser.add_argument("union", help="name (or its beginning) or id of the union")
    parser.add_argument(
        "--from",
        dest="from_day",
        type=_day,
        metavar="DAY",
        help="first day, a Monday such as 2026-11-23 (default: next Monday)",
    )
    parser.add_argument(
        "--weeks", type=int, default=_WEEKS, help=f"how many weeks (default {_WEEKS})"
    )
    parser.set_defaults(run=run)


def run(options: argparse.Namespace) -> int:
    """Ask for a plan, make it, and print it."""
    now = timezone.now()
    union = acting.union_named(options.union)
    actor = acting.who_acts(union, scope="planning", at=now)
    first = options.from_day or _next_monday(people.local_day(union=union.id, at=now))
    with actor.held:
        asked = services.request_plan(
            union=union.id,
            from_day=first,
            weeks=options.weeks,
            name=f"{options.weeks} weeks from {first.isoformat()}",
            key=f"cli:{first}:{options.weeks}:{now.isoformat()}",
            by=actor.person,
            at=now,
        )
        done = _make(union.id, asked, actor.person)
    if done.status != "ready":
        raise NotDone("\n".join([_said(one) for one in (done.progress, *done.trouble)]))
    plan = planning.get_plan(
        union=union.id, run=asked, by=actor.person, at=timezone.now()
    )
    for line in told(plan, union.name):
        words.say(line)
    return 0


def _make(union: UUID, asked: UUID, by: UUID) -> RunView:
    """Solve in this process unless a worker was quicker; show how far it is."""
    job = jobs.claim(
        worker=f"cli:{asked}",
        at=timezone.now(),
        lease=_LEASE,
        only=job_queries.id_of(union=union, kind="solve_plan", key=str(asked)),
    )
    solving = None
    if job is not None:
        solving = threading.Thread(target=_solve, args=(asked, job), name="solve")
        solving.start()
    progress = words.Progress()
    waiting = threading.Event()
    try:
        while (now := planning.get_progress(union=union, run=asked)).is_in_the_making:
            if solving is not None and not solving.is_alive():
                break
            progress(now.percent, _said(now.progress))
            waiting.wait(_LOOK_EVERY)
    except KeyboardInterrupt:
        services.stop_run(run=asked, union=union, by=by, at=timezone.now())
        words.complain("Stopping …")
    if solving is not None:
        solving.join()
    progress.end()
    return planning.get_progress(union=union, run=asked)


def _solve(asked: UUID, job: JobView) -> None:
    try:
        services.solve_run(run=asked, job=job, clock=timezone.now)
    except BaseException:
        services.give_up_run(run=asked, at=timezone.now())
        raise
    finally:
        connection.close()


# --- in words -----------------------------------------------------------------------


def told(plan: views.PlanView, union: str) -> Iterator[str]:
    """Say a plan: its sentences, then every unmet need with its limit and reliefs."""
    last = plan.run.until
    weeks = {span.first.isoformat(): _week(span.first) for span in plan.spans}
    yield f"{union}: a plan from {plan.run.from_day:%a %d %b %Y} to {last:%a %d %b %Y}."
    yield ""
    for sentence in plan.sentences:
        yield f"· {_said(sentence, weeks)}"
    if not plan.shorts:
        yield ""
        yield "Every need is met."
        return
    yield ""
    yield "What cannot be met, why, and what would help:"
    for group in plan.shorts:
        missing = (
            f", {_shown(group.missing)} missing" if group.missing is not None else ""
        )
        kind = "wish" if group.is_wish else group.tier
        yield f"· {group.name} ({kind}){missing}"
        for line in group.lines[:_MOST_SHORTS]:
            yield from _short(line, weeks)


def _short(line: views.ShortView, weeks: Mapping[str, str]) -> Iterator[str]:
    who = f"  - {line.group_name}, {tuple(weeks.values())[line.period]}"
    if line.is_hidden:
        yield f"{who}: not covered"
        return
    missing = f"{_shown(line.missing)} missing"
    yield f"{who}: {_said(line.words, weeks) if line.words else missing}"
    for limit in line.limits:
        yield f"      limit: {_said(limit, weeks)}"
    for relief in line.reliefs:
        parts = "; and ".join(_said(part, weeks) for part in relief)
        yield f"      would help: {parts}"


def _week(first: date) -> str:
    return f"week {first.isocalendar().week}"


def _said(said: Said, weeks: Mapping[str, str] = _NO_WEEKS) -> str:
    params = {
        name: weeks.get(str(value), _shown(value))
        for name, value in said.params.items()
    }
    return gettext(said.template) % params


def _shown(value: object) -> object:
    if isinstance(value, Measure):
        return f"{round(value.decimal, 2).normalize():f} {value.unit.code}"
    return gettext(value) if isinstance(value, str) and value else value


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"“{text}” is not a day; write it like 2026-11-23"
        ) from None


def _next_monday(today: date) -> date:
    return today + timedelta(days=-today.weekday() % 7)
