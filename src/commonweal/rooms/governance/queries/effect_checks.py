"""What an effect may do: which matter and body carries it, from when, within which bounds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from fractions import Fraction
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import services as people
from commonweal.commons.people import words as people_words
from commonweal.commons.people.models import Mandate, Person
from commonweal.core.vf.problems import Refused
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Entry
from commonweal.rooms.governance.queries import bodies, powers
from commonweal.rooms.governance.queries.effect_reading import Effect, Reader
from commonweal.rooms.governance.words import MotionDraft, defaults, rules
from commonweal.rooms.governance.words.effects import DELEGATE_DAYS

THREE_QUARTERS = Fraction(3, 4)
#: Matters whose count finds persons.
_FIND_PERSONS = frozenset({"steward", "council", "panel", "choice"})


def check(
    effects: Iterable[Effect],
    reader: Reader,
    *,
    draft: MotionDraft,
    body: UUID,
    on: date,
) -> None:
    """Note every problem with effects that were read."""
    seen: set[tuple[str, str]] = set()
    for effect in effects:
        reader.at(effect.place)
        _carried(effect, reader, draft, body)
        one = _Check(effect, reader, draft, body, on)
        for run in _CHECKS.get(effect.kind.kind, ()):
            run(one)
        for which in _what(effect):
            if which in seen:
                reader.say("kind", says.TWICE)
            seen.add(which)


class _Check:
    """An effect, where to note problems, and what carries it."""

    def __init__(
        self, effect: Effect, reader: Reader, draft: MotionDraft, body: UUID, on: date
    ) -> None:
        self.effect = effect
        self.say = reader.say
        self.union = reader.union
        self.draft = draft
        self.body = body
        self.on = on

    @property
    def is_assembly(self) -> bool:
        """Whether all associates decide."""
        return self.body == bodies.assembly_id(self.union)


def _carried(effect: Effect, reader: Reader, draft: MotionDraft, body: UUID) -> None:
    if draft.matter not in effect.kind.matters:
        of = [matter for matter in defaults.MATTERS if matter in effect.kind.matters]
        facts = {"matter": draft.matter, "matters": ", ".join(of)}
        reader.say("kind", says.OTHER_MATTER, facts)
    if not effect.kind.by_circles and body != bodies.assembly_id(reader.union):
        reader.say("kind", says.ASSEMBLY_ONLY)


def _what(effect: Effect) -> Iterator[tuple[str, str]]:
    """Yield what an effect writes, so that one motion writes it once."""
    kind = effect.kind.kind
    if kind == "parameter.set":
        yield kind, effect.text("key")
    elif kind == "budget.line":
        yield kind, f"{effect.text('name').casefold()}:{effect.option}"
    elif kind == "method.set":
        yield kind, f"{effect.id('body')}:{effect.text('matter')}"
    elif kind == "emergency.declare":
        yield kind, ""


def _after_notice(one: _Check) -> None:
    begins = one.effect.day("from_day")
    earliest = charter.earliest_day(union=one.union, on=one.on)
    if begins is not None and begins < earliest and one.is_assembly:
        facts = {"days": (earliest - one.on).days, "day": earliest.isoformat()}
        one.say("from_day", says.BEGINS_TOO_EARLY, facts)


def _not_past(one: _Check) -> None:
    begins = one.effect.day("from_day")
    if begins is not None and begins < one.on:
        facts = {"day": one.on.isoformat()}
        one.say("from_day", charter_words.NO_PAST_RULES, facts)


def _ends_later(one: _Check) -> None:
    begins = one.effect.day("from_day") or one.on
    until = one.effect.day("until")
    if until is not None and until < begins:
        one.say("until", says.ENDS_BEFORE_IT_BEGINS)


def _elected(one: _Check) -> None:
    finds = one.draft.matter in _FIND_PERSONS
    if one.effect.is_for_winner("person") and not finds:
        one.say("person", says.NOBODY_ELECTED)


def _rights(one: _Check) -> None:
    for name in ("scope", "amount"):
        if one.effect.has(name) and not one.is_assembly:
            one.say(name, says.RIGHTS_FROM_ASSEMBLY)


def _mandate(one: _Check) -> None:
    """Ask what people ask; of whoever will be elected, all but what is theirs."""
    effect = one.effect
    person = effect.id("person")
    if person is None:
        begins, ends = effect.day("begins"), effect.day("ends")
        if begins is not None and ends is not None:
            _term(one, begins, ends)
        return
    at = datetime.combine(one.on, time(12), UTC)
    try:
        found = people.problems_with_giving(
            union=one.union, draft=mandate_draft(effect, person), at=at
        )
    except Refused as refused:
        found = list(refused.problems)
    for problem in found:
        one.say(problem.field, problem.message, problem.params)


def _term(one: _Check, begins: date, ends: date) -> None:
    longest = charter.whole(union=one.union, key="mandates.longest_days", on=one.on)
    if ends < begins:
        one.say("ends", says.ENDS_BEFORE_IT_BEGINS)
    elif (ends - begins).days >= longest:
        one.say("ends", people_words.TOO_LONG, {"days": longest})


def mandate_draft(effect: Effect, person: UUID) -> people_words.MandateDraft:
    """Return the mandate an effect gives to a person."""
    begins, ends = effect.day("begins"), effect.day("ends")
    assert begins is not None and ends is not None  # noqa: S101, PT018 - both are needed
    return people_words.MandateDraft(
        person=person,
        title=effect.text("title") or effect.text("topic"),
        begins=begins,
        ends=ends,
        scope=effect.text("scope"),
        limit=effect.text("limit"),
        duties=effect.text("duties") or effect.text("instructions"),
        amount=effect.money("amount"),
        report_days=effect.whole("report_every"),
    )


def _recalled(one: _Check) -> None:
    row = Mandate.objects.filter(id__in=one.effect.ids("mandate")).first()
    if row is not None and not one.is_assembly and row.body != one.body:
        one.say("mandate", says.NOT_ITS_GIVER)


def _delegate(one: _Check) -> None:
    effect = one.effect
    begins, ends = effect.day("begins"), effect.day("ends")
    if begins is not None and ends is not None:
        if (ends - begins).days > DELEGATE_DAYS:
            one.say("ends", says.TOO_LONG_A_DELEGATE, {"days": DELEGATE_DAYS})
        elif ends < begins:
            one.say("ends", says.ENDS_BEFORE_IT_BEGINS)
    lines = [line for line in effect.text("instructions").splitlines() if line.strip()]
    stance = effect.text("stance")
    if stance in {"bound", "ranked"} and not lines:
        one.say("instructions", says.POSITIONS_NEEDED)
    if stance == "range" and powers.range_of(effect.text("instructions")) is None:
        one.say("instructions", says.RANGE_NEEDED)


def _entry(one: _Check) -> None:
    number = one.effect.whole("number") or 0
    row = Entry.objects.filter(union_id=one.union, number=number).first()
    if row is None:
        one.say("number", says.NO_DECISION, {"number": number})
    elif not one.is_assembly and row.body_id != one.body:
        one.say("number", says.OWN_ONLY)


def _end_body(one: _Check) -> None:
    body = one.effect.id("body")
    if body == bodies.assembly_id(one.union):
        one.say("body", says.NO_ASSEMBLY_ENDS)
    elif not one.is_assembly and body != one.body:
        one.say("body", says.OWN_ONLY)


def _method(one: _Check) -> None:
    effect = one.effect
    body = effect.id("body") or one.body
    if not one.is_assembly and body != one.body:
        one.say("body", says.OWN_ONLY)
        return
    wanted = "charter" if one.is_assembly else "circle_policy"
    if one.draft.matter != wanted:
        facts = {"matter": one.draft.matter, "matters": wanted}
        one.say("kind", says.OTHER_MATTER, facts)
    matter = effect.text("matter")
    changes = method_changes(effect)
    problems = bodies.problems_with_method(
        union=one.union, body=body, matter=matter, changes=changes, on=one.on
    )
    for problem in problems:
        name = "pass" if problem.field == "passes" else problem.field
        one.say(name, problem.message, problem.params)
    if matter == "charter" and not problems:
        passes = rules.part_of_text(changes.get("passes", "0")).part
        if changes["process"] != "consensus" and passes < THREE_QUARTERS:
            one.say("process", says.CHARTER_NEEDS_THREE_QUARTERS)


def method_changes(effect: Effect) -> dict[str, str]:
    """Return what a method changes, as bodies take it."""
    changes = {"process": effect.text("process")}
    if effect.has("quorum"):
        changes["quorum"] = effect.text("quorum")
    if effect.has("pass"):
        changes["passes"] = effect.text("pass")
    if effect.has("open_days"):
        changes["open_days"] = str(effect.whole("open_days"))
    return changes


def _admit(one: _Check) -> None:
    row = Person.objects.filter(id__in=one.effect.ids("person")).first()
    if row is not None and row.status == "associate":
        one.say("person", people_words.ALREADY_ASSOCIATE, {"name": row.name})


def _emergency(one: _Check) -> None:
    effect = one.effect
    for key in effect.changes("parameters"):
        if not charter_words.PARAMETERS[key].in_emergency:
            known = [
                known.key
                for known in charter_words.PARAMETERS.values()
                if known.in_emergency
            ]
            facts = {"key": key, "keys": ", ".join(known)}
            one.say("parameters", says.NOT_IN_EMERGENCY, facts)
    hours = effect.whole("hours") or 0
    if effect.has("of"):
        problem = powers.problem_with_prolonging(
            union=one.union, emergency=effect.text("of"), hours=hours, on=one.on
        )
        if problem is not None:
            one.say(problem.field, problem.message, problem.params)
        return
    most = charter.whole(union=one.union, key="emergency.hours", on=one.on)
    if hours > most:
        one.say("hours", says.HOURS_TOO_MANY, {"most": most})


def _later_end(one: _Check) -> None:
    until = one.effect.day("until")
    latest = one.on + timedelta(days=1096)
    if until is not None and not one.on <= until <= latest:
        one.say("until", says.NOT_A_DAY, {"value": until.isoformat()})


_Run = Callable[[_Check], None]
_CHECKS: Mapping[str, tuple[_Run, ...]] = {
    "parameter.set": (_after_notice, _ends_later),
    "budget.line": (_not_past, _ends_later),
    "spend.allow": (_later_end,),
    "mandate.give": (_elected, _rights, _mandate),
    "mandate.end": (_recalled,),
    "delegate.send": (_elected, _delegate),
    "agreement.amend": (_entry,),
    "agreement.end": (_entry,),
    "body.end": (_end_body,),
    "method.set": (_after_notice, _not_past, _method),
    "member.admit": (_admit,),
    "emergency.declare": (_emergency,),
}
