"""How the demo union decides: an old register, two circles, and motions at every stage.

What was decided before it came here is taken in as a table; everything since goes
through the deeds of deciding, at the pace of their own windows. The texts stand in
``data/tables/demo_register.csv``, ``demo_motions.csv``, ``demo_options.csv``,
``demo_voices.csv``, ``demo_answers.csv`` and ``demo_agenda.csv``; made up like all of
the demo.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from commonweal.commons.people import queries as people
from commonweal.data import figures
from commonweal.rooms.governance import queries, services
from commonweal.rooms.governance.services import importing, meetings
from commonweal.rooms.governance.words import (
    EffectDraft,
    MotionDraft,
    MotionView,
    OptionDraft,
)
from commonweal.rooms.governance.words.meetings import ItemDraft, MeetingDraft

#: The circles, and who is in each besides whoever proposed them.
CIRCLES = {
    "garden": ("Garden circle", "What is sown, harvested and mended.", ("ben", "lena")),
    "kitchen": (
        "Kitchen circle",
        "What is cooked, and how the kitchen is kept.",
        ("ben", "chidi", "kofi"),
    ),
}
#: What is decided about sharing scarce things, from the week the demo is opened in.
ROUNDS_RULE, ROUNDS_METHOD = "rounds.default_method", "fair_turn"
WISHES = "1200"
#: Who types for those who do not sign in: two, and neither of them brought the motion.
HELPERS = ("ana", "ben", "chidi")
ANSWERED = frozenset({"support", "reservations", "aside", "consent", "concern"})
_COLUMNS = (
    "number", "date", "title", "text", "status", "tags", "review", "supersedes", "ask",
)  # fmt: skip
_TALK = timedelta(hours=30)


@dataclass(frozen=True, slots=True)
class Deciding:
    """Whose decisions they are: people by sign-in name; when it came here, and now."""

    union: people.UnionView
    people: Mapping[str, people.PersonView]
    founded: datetime
    monday: date
    now: datetime

    def who(self, username: str) -> UUID:
        """Return somebody's id."""
        return self.people[username].id

    def by(self, username: str, at: datetime) -> dict[str, Any]:
        """Return who does something where, and when."""
        return {"union": self.union.id, "by": self.who(username), "at": at}

    def moment(self, day: int) -> datetime:
        """Return the moment of a day since it came here, or (below zero) before now."""
        return self.founded + timedelta(days=day) if day > 0 else self.ago(-day)

    def ago(self, days: int) -> datetime:
        """Return the moment so many days before now."""
        return self.now - timedelta(days=days)


def decide(house: Deciding) -> None:
    """Take the old register in, decide what was decided since, and leave some open."""
    _take_in(house)
    rows = {row["key"]: row for row in figures.table("tables", "demo_motions")}
    effects = _effects(house)
    circles: dict[str, UUID] = {}
    brought: dict[str, UUID] = {}
    for key, row in rows.items():
        body = circles.get(row["body"])
        motion = brought[key] = _bring(house, row, body, effects.get(key, ()))
        _talk(house, motion, row)
        if _of("demo_answers", key):
            _answer(house, motion, row)
        if key == "circles":
            circles = _join(house)
    _call(house, brought)


# --- the old register -----------------------------------------------------------------


def _take_in(house: Deciding) -> None:
    """Take in what was decided on paper, as the table of an old register."""
    out = io.StringIO()
    table = csv.DictWriter(out, _COLUMNS)
    table.writeheader()
    first = house.founded.date()
    for row in figures.table("tables", "demo_register"):
        known = {name: row.get(name, "") for name in _COLUMNS}
        known["date"] = str(first - timedelta(days=int(row["days_before"])))
        if row["review_in"]:
            in_days = timedelta(days=int(row["review_in"]))
            known["review"] = str(house.now.date() + in_days)
        table.writerow(known)
    importing.import_register(
        content=out.getvalue().encode(),
        filename="old-register.csv",
        **house.by("ana", house.founded),
    )


# --- motions --------------------------------------------------------------------------


def _effects(house: Deciding) -> dict[str, tuple[EffectDraft, ...]]:
    """Return what each motion does when it is adopted."""
    ends = house.founded.date() + timedelta(days=330)
    wishes = _of("demo_options", "wishes")
    return {
        "circles": tuple(
            EffectDraft("body.form", {"name": name, "domain": domain})
            for name, domain, _members in CIRCLES.values()
        ),
        "turns": (
            EffectDraft(
                "parameter.set",
                {
                    "key": ROUNDS_RULE,
                    "value": ROUNDS_METHOD,
                    "from_day": house.monday.isoformat(),
                },
            ),
        ),
        "keeper": (
            EffectDraft(
                "mandate.give",
                {
                    "person": str(house.who("lena")),
                    "title": "Keeper of seeds and tools",
                    "duties": "Keep the list of seeds, and say what is missing.",
                    "begins": house.moment(36).date().isoformat(),
                    "ends": ends.isoformat(),
                    "report_every": "30",
                },
            ),
        ),
        "wishes": tuple(
            EffectDraft(
                "spend.allow",
                {
                    "amount": one["cost"],
                    "for": one["label"],
                    "until": ends.isoformat(),
                    "option": f"o{number}",
                },
            )
            for number, one in enumerate(wishes, start=1)
        ),
    }


def _bring(
    house: Deciding,
    row: Mapping[str, str],
    body: UUID | None,
    effects: tuple[EffectDraft, ...],
) -> UUID:
    """Bring a motion and begin the talk about it."""
    asked = house.by(row["by"], house.moment(int(row["day"])))
    draft = MotionDraft(
        title=row["title"],
        sentence=row["sentence"],
        text=row["text"],
        matter=row["matter"],
        body=body,
        options=tuple(
            OptionDraft(one["label"], one["cost"], note=one["note"])
            for one in _of("demo_options", row["key"])
        ),
        effects=effects,
        budget=WISHES if row["matter"] == "budget" else "",
        review_on=house.now.date() + timedelta(days=int(row["review_in"])),
    )
    motion = services.bring_motion(draft=draft, key=f"demo {row['key']}", **asked)
    services.start_discussion(motion=motion, **asked)
    return motion


def _of(table: str, key: str) -> list[Mapping[str, str]]:
    """Return the rows of a table that are about a motion."""
    return [row for row in figures.table("tables", table) if row["motion"] == key]


def _talk(house: Deciding, motion: UUID, row: Mapping[str, str]) -> None:
    """Let people say something of it; whoever brought it answers."""
    at = house.moment(int(row["day"])) + _TALK
    for number, said in enumerate(_of("demo_voices", row["key"]), start=1):
        voice = services.speak(
            motion=motion,
            kind=said["kind"],
            words=said["words"],
            key=f"demo {number}",
            **house.by(said["username"], at),
        )
        if said["answer"]:
            services.settle_voice(
                voice=voice,
                how="answered",
                words=said["answer"],
                **house.by(row["by"], at),
            )


def _answer(house: Deciding, motion: UUID, row: Mapping[str, str]) -> None:
    """Freeze it when its days of talk are over, answer, and let the days do the rest."""
    seen = _look(house, motion, row, house.now)
    assert seen.freeze_from is not None  # noqa: S101 - its talk has begun
    by = house.by(row["by"], seen.freeze_from)
    services.freeze_motion(motion=motion, **by)
    opens = _look(house, motion, row, seen.freeze_from).opens_at
    assert opens is not None  # noqa: S101 - it is frozen
    keys = {
        one["key"]: f"o{n}"
        for n, one in enumerate(_of("demo_options", row["key"]), start=1)
    }
    for said in _of("demo_answers", row["key"]):
        _say(house, motion, row, said, keys=keys, at=opens + timedelta(hours=5))
    for _due in ("counted", "adopted"):
        seen = _look(house, motion, row, opens)
        due = seen.challenge_until or seen.closes_at
        if due is not None and due <= house.now:
            services.advance_motion(motion=motion, union=house.union.id, at=due)


def _say(  # noqa: PLR0913 - whose answer to what, and when
    house: Deciding,
    motion: UUID,
    row: Mapping[str, str],
    said: Mapping[str, str],
    *,
    keys: Mapping[str, str],
    at: datetime,
) -> None:
    username, what = said["username"], said["answer"]
    answer: object = what
    if what not in ANSWERED:
        answer = [keys.get(one, one) for one in what.split()]
    given: dict[str, Any] = {
        "motion": motion,
        "answer": answer,
        "reason": said["words"],
        "key": f"demo {username}",
        "secret": _secret(house, row["key"], username),
    }
    if house.people[username].has_account:
        services.answer(**given, **house.by(username, at))
        return
    first, second = [name for name in HELPERS if name != row["by"]][:2]
    services.answer_for(
        person=house.who(username),
        second=house.who(second),
        **given,
        **house.by(first, at),
    )


def _secret(house: Deciding, key: str, username: str) -> str:
    """Return the secret a person's phone would have made; the demo's is no secret."""
    told = f"{house.union.id} {key} {username}".encode()
    return hashlib.sha256(told).hexdigest()


def _look(
    house: Deciding, motion: UUID, row: Mapping[str, str], at: datetime
) -> MotionView:
    return queries.get_motion(
        union=house.union.id, motion=motion, person=house.who(row["by"]), at=at
    )


def _join(house: Deciding) -> dict[str, UUID]:
    """Let people into the circles that were just founded."""
    known = queries.list_bodies(union=house.union.id, person=house.who("ana"))
    bodies = {one.name: one.id for one in known}
    at = house.moment(20)
    found = {}
    for key, (name, _domain, members) in CIRCLES.items():
        found[key] = bodies[name]
        for username in members:
            services.join_body(body=found[key], **house.by(username, at))
            services.welcome(
                body=found[key], person=house.who(username), **house.by("ana", at)
            )
    return found


# --- the meeting ----------------------------------------------------------------------


def _call(house: Deciding, brought: Mapping[str, UUID]) -> None:
    """Call the next meeting of all, with what is to be talked about."""
    day = house.now.astimezone(ZoneInfo(house.union.time_zone)) + timedelta(days=6)
    called = house.ago(2)
    meeting = meetings.call_meeting(
        draft=MeetingDraft(
            title="All of us, in the common room",
            place="Common room",
            starts_at=day.replace(hour=18, minute=30, second=0, microsecond=0),
        ),
        seed="1830",
        key="demo meeting",
        **house.by("ana", called),
    )
    for number, row in enumerate(figures.table("tables", "demo_agenda"), start=1):
        person = house.people[row["username"]]
        meetings.add_item(
            meeting=meeting,
            draft=ItemDraft(
                title=row["title"],
                kind=row["kind"],
                minutes=int(row["minutes"]),
                owner=person.id,
                motion=brought.get(row["motion"]),
            ),
            key=f"demo {number}",
            **house.by(row["username"] if person.has_account else "ana", called),
        )
