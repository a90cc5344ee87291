"""What the tests of deciding begin with: motions brought, talked about and open."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from commonweal.rooms.governance import services
from commonweal.rooms.governance.models import MembershipCase
from commonweal.rooms.governance.services import bodies
from commonweal.rooms.governance.words import MotionDraft, OptionDraft

DAY = date(2026, 11, 23)  # a Monday
AT = datetime(2026, 11, 23, 8, tzinfo=UTC)


def later(days: float = 0, hours: float = 0) -> datetime:
    """Return a moment so long after the tests begin."""
    return AT + timedelta(days=days, hours=hours)


def bring(person, *, matter: str = "circle_policy", at: datetime = AT, **more) -> UUID:
    """Bring a motion as a person does: shoes off in the kitchen, unless said otherwise."""
    key = more.pop("key", matter)
    if matter == "membership":
        heard(person.union, more["about"])
    draft = MotionDraft(
        title=more.pop("title", "Shoes off in the kitchen"),
        sentence=more.pop("sentence", "We leave our shoes at the kitchen door."),
        text=more.pop("text", "1. Shoes stay at the door.\n2. Guests may keep theirs."),
        matter=matter,
        **more,
    )
    return services.bring_motion(
        draft=draft, union=person.union, by=person.id, key=key, at=at
    )


def heard(union: UUID, about: UUID) -> None:
    """Let a question of membership have had its notice and its hearing."""
    MembershipCase.objects.create(
        union_id=union,
        person_id=about,
        kind="ending",
        body_id=union,
        status="heard",
        asked_on=DAY,
        notice_on=DAY,
        hearing_on=DAY,
        heard_on=DAY,
    )


def talked(person, *, at: datetime = AT, **more) -> UUID:
    """Bring a motion and begin the talk about it."""
    motion = bring(person, at=at, **more)
    services.start_discussion(motion=motion, union=person.union, by=person.id, at=at)
    return motion


def frozen(person, *, at: datetime = AT, days: float = 14, **more) -> UUID:
    """Bring a motion, talk about it for some days, and freeze it."""
    motion = talked(person, at=at, **more)
    services.freeze_motion(
        motion=motion, union=person.union, by=person.id, at=at + timedelta(days=days)
    )
    return motion


def answers(motion: UUID, at: datetime, given: dict[str, tuple]) -> None:
    """Let people answer: ``{"ben": (person, answer)}`` or ``(person, answer, reason)``."""
    for name, (person, said, *reason) in given.items():
        services.answer(
            motion=motion,
            answer=said,
            reason=reason[0] if reason else "",
            union=person.union,
            by=person.id,
            key=f"{name}:{motion}:{at}",
            at=at,
        )


def all_say(motion: UUID, people, said: object, at: datetime) -> None:
    """Let everybody answer the same."""
    answers(motion, at, {person.name: (person, said) for person in people})


def circle_of(union: UUID, *people, name: str = "Kitchen") -> UUID:
    """Form a working circle by decision 1, with these people in it."""
    body = bodies.form_body(
        union=union, name=name, domain="What we cook.", decision=1,
        first=people[0].id, key=name, at=AT,
    )  # fmt: skip
    for person in people[1:]:
        services.join_body(body=body, union=union, by=person.id, at=AT)
        services.welcome(
            body=body, person=person.id, union=union, by=people[0].id, at=AT
        )
    return body


THREE_OPTIONS = (
    OptionDraft("Benches"),
    OptionDraft("Chairs"),
    OptionDraft("Cushions"),
)
