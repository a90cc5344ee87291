"""What decisions do to the charter: rules, budget lines, spends, methods, emergencies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from fractions import Fraction
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.notices import services as notices
from commonweal.core.vf import ids
from commonweal.core.vf.problems import N_, Problem, Refused
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Passing
from commonweal.rooms.governance.queries import effect_checks, effect_words
from commonweal.rooms.governance.queries.effect_reading import Effect
from commonweal.rooms.governance.services import bodies, emergencies
from commonweal.rooms.governance.services._carrier import Carrier, Did
from commonweal.rooms.governance.words import defaults, rules
from commonweal.rooms.governance.words.effects import TWICE_DAYS, TWICE_WITHIN

FIRST_OF_TWO = N_(
    "Decided once that the rule “%(key)s” says %(value)s. It is decided again from "
    "%(day)s on; until then nothing changes."
)
_THREE_QUARTERS = Fraction(3, 4)


def set_parameter(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Put a rule of the charter in force, after its notice."""
    key, value = effect.text("key"), effect.text("value")
    shown = charter_services.shown(
        union=carrier.union, key=key, value=value, on=carrier.on
    )
    parameter = charter_words.PARAMETERS[key]
    if parameter.is_entrenched and not _is_second(carrier, key, shown):
        second = carrier.on + timedelta(days=TWICE_DAYS)
        facts = {"key": key, "value": shown, "day": second.isoformat()}
        yield Did(words=FIRST_OF_TWO, facts=facts)
        return
    now = charter.said(charter.rule(union=carrier.union, key=key, on=carrier.on))
    begins = carrier.after_notice(effect.day("from_day") or carrier.on)
    until = effect.day("until")
    _write(carrier, key=key, subject="", value=value, days=(begins, until))
    facts = {"day": begins.isoformat(), "key": key, "value": shown, "now": now}
    yield Did(
        words=parameter.says or effect_words.RULE,
        facts=facts,
        from_day=begins,
        until=until,
    )


def _is_second(carrier: Carrier, key: str, value: str) -> bool:
    """Say whether the same was decided a month ago; else note that it is decided once."""
    rule = rules.rule_from_json(carrier.motion.rule or {})
    if rule.process != "consensus" and rule.passes.part < _THREE_QUARTERS:
        raise Refused(Problem("", says.CHARTER_NEEDS_THREE_QUARTERS))
    first = (
        Passing.objects.filter(
            union_id=carrier.union,
            key=key,
            value=value,
            second_at__isnull=True,
            passed_on__lte=carrier.on - timedelta(days=TWICE_DAYS),
            passed_on__gte=carrier.on - timedelta(days=TWICE_WITHIN),
        )
        .exclude(motion=carrier.motion)
        .order_by("passed_on")
        .first()
    )
    if first is not None:
        first.second_at = carrier.at
        first.save(update_fields=["second_at"])
        return True
    Passing.objects.create(
        id=ids.id_from_key(carrier.motion.id, f"passing:{key}"),
        union_id=carrier.union,
        key=key,
        value=value[:80],
        motion=carrier.motion,
        decision=carrier.decision,
        passed_on=carrier.on,
    )
    return False


def set_line(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Set apart so much for something in the budget."""
    name, amount = effect.text("name"), effect.money("amount")
    begins = max(effect.day("from_day") or carrier.on, carrier.on)
    until = effect.day("until")
    known = charter.list_lines(union=carrier.union, key="budget.line", on=begins)
    before = next(
        (one for one in known if one.subject.casefold() == name.casefold()), None
    )
    subject = name if before is None else before.subject
    _write(
        carrier,
        key="budget.line",
        subject=subject,
        value=amount,
        days=(begins, until),
    )
    facts = {"day": begins.isoformat(), "amount": charter.said(amount), "name": subject}
    words = effect_words.LINE
    if before is not None:
        words = effect_words.LINE_CHANGES
        facts["now"] = charter.said(before.value)
    yield Did(words=words, facts=facts, from_day=begins, until=until)


def allow_spend(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Allow a spend up to an amount until a day; the purse asks the charter for it."""
    what, amount, until = (
        effect.text("for"),
        effect.money("amount"),
        effect.day("until"),
    )
    category = effect.text("category")
    subject = f"{category}: {what}" if category else what
    _write(
        carrier,
        key="spend.allowed",
        subject=subject[: charter_words.SUBJECT_LETTERS],
        value=amount,
        days=(carrier.on, until),
    )
    facts = {
        "amount": charter.said(amount),
        "what": what,
        "until": until.isoformat() if until else "",
    }
    yield Did(words=effect_words.SPEND, facts=facts, from_day=carrier.on, until=until)


def set_method(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Let a body decide a matter by another method."""
    matter = effect.text("matter")
    body = effect.id("body") or carrier.motion.body_id
    asked = max(effect.day("from_day") or carrier.on, carrier.on)
    begins = carrier.after_notice(asked) if carrier.is_assembly else asked
    now = effect_words.process_now(carrier.union, body, matter, carrier.on)
    bodies.set_method(
        union=carrier.union,
        body=body,
        matter=matter,
        changes=effect_checks.method_changes(effect),
        from_day=begins,
        decision=carrier.decision,
        at=carrier.at,
    )
    facts = {
        "day": begins.isoformat(),
        "matter": defaults.MATTER_WORDS[matter],
        "process": defaults.PROCESS_NAMES[effect.text("process")],
        "now": now,
    }
    yield Did(words=effect_words.METHOD, facts=facts, thing=body, from_day=begins)


def declare_emergency(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Declare an emergency, or let one go on."""
    hours = effect.whole("hours") or 0
    hazard = effect.text("hazard")
    if effect.has("of"):
        emergency = UUID(effect.text("of"))
        emergencies.prolong_by_decision(
            emergency=emergency,
            motion=carrier.motion,
            decision=carrier.decision,
            hours=hours,
            at=carrier.at,
        )
        words = effect_words.PROLONGED
    else:
        emergency = emergencies.declare_by_decision(
            motion=carrier.motion,
            decision=carrier.decision,
            hazard=hazard,
            changes=effect.changes("parameters"),
            cap=effect.money("cap"),
            hours=hours,
            at=carrier.at,
        )
        words = effect_words.EMERGENCY
    ends = (carrier.at + timedelta(hours=hours)).date()
    yield Did(
        words=words,
        facts={"hours": hours, "hazard": hazard},
        thing=emergency,
        from_day=carrier.on,
        until=max(ends, carrier.on),
    )


def tell_everybody(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Tell everybody something."""
    said = effect.text("words")
    notices.tell(
        union=carrier.union,
        to=None,
        kind="decision.tells",
        facts={"words": said, "decision": carrier.decision},
        key=f"decision.tells:{carrier.key(effect)}",
        at=carrier.at,
    )
    yield Did(words=effect_words.TELLS, facts={"words": said})


def _write(
    carrier: Carrier,
    *,
    key: str,
    subject: str,
    value: object,
    days: tuple[date, date | None],
) -> None:
    begins, until = days
    if until is not None and until < begins:
        facts = {"until": until.isoformat(), "day": begins.isoformat()}
        raise Refused(Problem("until", says.OVER_BEFORE_IT_BEGINS, facts))
    charter_services.set_rule(
        union=carrier.union,
        key=key,
        subject=subject,
        value=value,
        from_day=begins,
        until=until,
        decision=carrier.decision,
        at=carrier.at,
    )


DO: Mapping[str, Callable[[Carrier, Effect], Iterator[Did]]] = {
    "parameter.set": set_parameter,
    "budget.line": set_line,
    "spend.allow": allow_spend,
    "method.set": set_method,
    "emergency.declare": declare_emergency,
    "notify": tell_everybody,
}
