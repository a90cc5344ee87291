"""Deeds of a conflict on its way: two people, mediators, a circle, a panel (L7).

Voluntary at every step. There is no place for what happened or for a verdict: what is
kept is who sits together, and at the end what they agree, until it is erased.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally import lots
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import cases as says
from commonweal.rooms.governance.models import (
    Body,
    Mediator,
    Membership,
    Talk,
    TalkPart,
    TalkRefusal,
)
from commonweal.rooms.governance.queries import talks as questions
from commonweal.rooms.governance.services import _case_pen as pen
from commonweal.rooms.governance.words import cases as words


@deeds.deed
def be_mediator(*, is_ready: bool, union: UUID, by: UUID, at: datetime) -> None:
    """Say that one is ready to mediate, or not any more."""
    pen.require_associate(by=by, union=union, at=at)
    if is_ready:
        Mediator.objects.get_or_create(union_id=union, person_id=by)
    else:
        Mediator.objects.filter(union_id=union, person_id=by).delete()


@deeds.deed
def begin_talk(
    *, others: tuple[UUID, ...], union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Ask somebody for a talk, only the two (or few) of you. Nobody else is told."""
    today = pen.require_associate(by=by, union=union, at=at)
    made = ids.id_from_key(union, f"begin_talk:{by}:{key}")
    if Talk.objects.filter(id=made).exists():
        return made
    problems: list[Problem] = []
    found = pen.people_of(
        others,
        union=union,
        by=by,
        field="others",
        most=words.PARTIES_MOST - 1,
        none=says.WITH_WHOM,
        problems=problems,
    )
    require(problems)
    row = Talk.objects.create(id=made, union_id=union, moved_on=today)
    TalkPart.objects.create(talk=row, person_id=by, part="party", is_in=True)
    for one in found:
        _ask(row, one, "party", at)
    return made


@deeds.deed
def answer_part(
    *, talk: UUID, is_in: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say yes or no to a part one was asked for. A party's no ends it, without a word."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    if is_in:
        part.is_in = True
        part.save(update_fields=["is_in"])
        _move(row, union, at)
        return
    if part.part == "party":
        _end(row, "closed", union, at)
        return
    TalkRefusal.objects.get_or_create(talk=row, person_id=by)
    part.delete()
    if part.part == "panel":
        _fill_panel(row, union, at)


@deeds.deed
def bring_support(
    *, talk: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask somebody to be at one's side; another one than before replaces them."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_party(part)
    _require_free(row, person, union, by)
    row.parts.filter(part="support", supports=by).delete()
    _ask(row, person, "support", at, supports=by)


@deeds.deed
def want_step(  # noqa: PLR0913 - which step, in which circle, with which seed
    *,
    talk: UUID,
    step: str,
    body: UUID | None = None,
    seed: str = "",
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Ask for the next step.

    Mediators and the panel come when one party asks: nobody has to accept anybody. The
    circle needs a yes of another party, because more people hear.
    """
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_party(part)
    _require_all_in(row)
    if step not in questions.next_steps(row):
        raise Refused(Problem("step", says.UNKNOWN_STEP))
    if step == "circle":
        bodies = Body.objects.filter(union_id=union, ended_at__isnull=True)
        if body is None or not bodies.filter(id=body).exists():
            raise Refused(Problem("body", says.CHOOSE_THE_CIRCLE))
        row.wanted, row.wanted_by, row.body_id = step, by, body
        row.save(update_fields=["wanted", "wanted_by", "body_id"])
        for one in row.parts.filter(part="party").exclude(person_id=by):
            pen.tell(union, one.person_id, f"talk:{row.id}:circle", at)
    else:
        row.step = step
        row.save(update_fields=["step"])
        if step == "panel":
            row.panel_seed = seed[:64]
            row.save(update_fields=["panel_seed"])
            row.parts.filter(part="mediator").delete()
            _fill_panel(row, union, at)
    _move(row, union, at)


@deeds.deed
def agree_step(
    *, talk: UUID, agrees: bool, union: UUID, by: UUID, at: datetime
) -> None:
    """Say yes or no to the step another party asked for."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_party(part)
    if not row.wanted:
        raise Refused(Problem("", says.NOTHING_WANTED))
    if agrees and row.wanted_by == by:
        raise Refused(Problem("", says.OWN_WISH))
    if agrees:
        row.step = row.wanted
    else:
        row.body_id = None
    row.wanted, row.wanted_by = "", None
    row.save(update_fields=["step", "wanted", "wanted_by", "body_id"])
    _move(row, union, at)


@deeds.deed
def ask_mediator(
    *, talk: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Ask somebody from the list to mediate; each side may refuse them."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_party(part)
    if row.step != "mediators":
        raise Refused(Problem("", says.UNKNOWN_STEP))
    if not Mediator.objects.filter(union_id=union, person_id=person).exists():
        raise Refused(Problem("person", says.NOT_ON_THE_LIST))
    if row.parts.filter(part="mediator").count() >= words.MEDIATORS_MOST:
        raise Refused(Problem("person", says.MEDIATORS_FULL))
    _require_free(row, person, union, by)
    _ask(row, person, "mediator", at)
    _move(row, union, at)


@deeds.deed
def refuse_mediator(
    *, talk: UUID, person: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Refuse a mediator or somebody of the panel, without a word why. Who, is not kept."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_party(part)
    refused = row.parts.filter(person_id=person, part__in=["mediator", "panel"]).first()
    if refused is None:
        raise Refused(Problem("person", says.NOT_A_MEDIATOR))
    TalkRefusal.objects.get_or_create(talk=row, person_id=person)
    refused.delete()
    if refused.part == "panel":
        _fill_panel(row, union, at)


@deeds.deed
def set_day(
    *, talk: UUID, day: date | None, union: UUID, by: UUID, at: datetime
) -> None:
    """Write down the day on which you sit together. Where, you tell each other."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_in(part)
    today = people.local_day(union=union, at=at)
    if day is not None:
        _require_day(day, today)
    row.meet_on = day
    row.save(update_fields=["meet_on"])
    _move(row, union, at)


@deeds.deed
def write_outcome(  # noqa: PLR0913 - what is agreed, until when
    *,
    talk: UUID,
    outcome: str,
    text: str,
    until: date,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Write down what you agree and when you look at it again; each party says yes."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_open(row)
    _require_in(part)
    if part.part == "support":
        raise NotYours(Problem("", says.ONLY_A_PARTY))
    _require_all_in(row)
    problems: list[Problem] = []
    if outcome not in words.OUTCOMES:
        problems.append(Problem("outcome", says.UNKNOWN_OUTCOME))
    plain = pen.text_of(
        text,
        field="text",
        most=words.WORDS_LETTERS,
        empty=says.WRITE_IT_DOWN,
        problems=problems,
    )
    today = people.local_day(union=union, at=at)
    last = today + timedelta(days=words.AGREED_DAYS_MOST)
    if not today <= until <= last:
        problems.append(Problem("until", says.DAY_OUT_OF_RANGE, {"last": last}))
    require(problems)
    row.outcome, row.words, row.until = outcome, plain, until
    row.save(update_fields=["outcome", "words", "until"])
    row.parts.update(agreed_on=None)
    _move(row, union, at)


@deeds.deed
def agree(*, talk: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say yes to what is written, as a party. With the last yes the talk has ended."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    if row.status in {"agreed", "apart"}:
        return
    _require_open(row)
    _require_party(part)
    _require_all_in(row)
    if not row.outcome:
        raise Refused(Problem("", says.NOTHING_WRITTEN))
    part.agreed_on = people.local_day(union=union, at=at)
    part.save(update_fields=["agreed_on"])
    if not row.parts.filter(part="party", agreed_on__isnull=True).exists():
        _end(row, "agreed" if row.outcome == "agreement" else "apart", union, at)


@deeds.deed
def close_talk(*, talk: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """End a talk, as any of the parties, without a word why."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    if row.status != "open":
        return
    _require_party(part)
    _end(row, "closed", union, at)


@deeds.deed
def erase_talk(*, talk: UUID, union: UUID, by: UUID, at: datetime) -> bool:
    """Erase a talk, as a party. What all agreed on goes when each of them wishes it."""
    row, part = pen.talk_of(talk=talk, union=union, by=by, at=at)
    _require_party(part)
    part.may_erase = True
    part.save(update_fields=["may_erase"])
    is_shared = row.status in {"agreed", "apart"}
    if is_shared and row.parts.filter(part="party", may_erase=False).exists():
        return False
    row.delete()
    return True


def _ask(
    row: Talk, person: UUID, part: str, at: datetime, *, supports: UUID | None = None
) -> None:
    TalkPart.objects.create(talk=row, person_id=person, part=part, supports=supports)
    pen.tell(row.union_id, person, f"talk:{row.id}:{part}", at)


def _fill_panel(row: Talk, union: UUID, at: datetime) -> None:
    """Draw whoever is missing on the panel from those who have no part in it."""
    taken = set(row.parts.values_list("person_id", flat=True))
    taken |= set(row.refusals.values_list("person_id", flat=True))
    if row.body_id is not None:
        circle = Membership.objects.filter(body=row.body_id, welcomed_at__isnull=False)
        taken |= set(circle.values_list("person_id", flat=True))
    pool = {one.id for one in people.list_associates(union=union)} - taken
    n_seated = row.parts.filter(part="panel").count()
    if n_seated + len(pool) < words.PANEL_LEAST:
        facts = {"least": words.PANEL_LEAST}
        raise Refused(Problem("", says.TOO_FEW_FOR_A_PANEL, facts))
    drawn = lots.in_order_of_lot(row.panel_seed, [str(one) for one in pool])
    for one in drawn[: words.PANEL - n_seated]:
        _ask(row, UUID(one), "panel", at)


def _move(row: Talk, union: UUID, at: datetime) -> None:
    row.moved_on = people.local_day(union=union, at=at)
    row.save(update_fields=["moved_on"])


def _end(row: Talk, status: str, union: UUID, at: datetime) -> None:
    """End a talk. What was not agreed by all is erased at once."""
    today = people.local_day(union=union, at=at)
    keep = pen.days_of(union, "talks.keep_days", today)
    row.status = status
    row.ended_on = today
    if status == "closed":
        row.outcome, row.words, row.until = "", "", None
    row.erase_on = max(today, row.until or today) + keep
    row.wanted, row.wanted_by = "", None
    row.save()
    row.refusals.all().delete()
    row.parts.filter(is_in=False).delete()


def _require_open(row: Talk) -> None:
    if row.status != "open":
        raise Refused(Problem("", says.NOT_OPEN))


def _require_in(part: TalkPart) -> None:
    if not part.is_in:
        raise Refused(Problem("", says.ONLY_WHO_IS_IN))


def _require_party(part: TalkPart) -> None:
    if part.part != "party":
        raise NotYours(Problem("", says.ONLY_A_PARTY))
    _require_in(part)


def _require_all_in(row: Talk) -> None:
    if row.parts.filter(part="party", is_in=False).exists():
        raise Refused(Problem("", says.NOT_ALL_IN))


def _require_day(day: date, today: date) -> None:
    last = today + timedelta(days=words.AGREED_DAYS_MOST)
    if not today <= day <= last:
        raise Refused(Problem("day", says.DAY_OUT_OF_RANGE, {"last": last}))


def _require_free(row: Talk, person: UUID, union: UUID, by: UUID) -> None:
    found = people.find_person(person=person)
    if found is None or found.union != union or person == by:
        raise NotFound(Problem("person", says.NO_PERSON))
    if row.parts.filter(person_id=person).exists():
        raise Refused(Problem("person", says.IN_IT_ALREADY))
    if row.refusals.filter(person_id=person).exists():
        raise Refused(Problem("person", says.REFUSED_BEFORE))
