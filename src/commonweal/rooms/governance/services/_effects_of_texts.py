"""What decisions do to the register: a text enters, stands instead, or ends another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Entry
from commonweal.rooms.governance.queries import effect_words
from commonweal.rooms.governance.queries.effect_reading import Effect
from commonweal.rooms.governance.services import register
from commonweal.rooms.governance.services._carrier import Carrier, Did


def adopt(_carrier: Carrier, _effect: Effect) -> Iterator[Did]:
    """Say that the text is in the register: it entered when the motion was adopted."""
    yield Did(words=effect_words.ENTERS)


def amend(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Let the motion's text stand instead of an earlier one."""
    number = _entry(carrier, effect)
    register.amend(
        union=carrier.union,
        number=number,
        text=carrier.version.text,
        decision=carrier.decision,
        from_day=carrier.on,
        review_on=max(carrier.version.review_on, carrier.on),
        at=carrier.at,
    )
    yield Did(words=effect_words.AMENDS, facts={"number": number}, from_day=carrier.on)


def end(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """End an earlier decision."""
    number = _entry(carrier, effect)
    register.set_status(
        union=carrier.union,
        number=number,
        status="superseded",
        on=carrier.on,
        decision=carrier.decision,
        at=carrier.at,
    )
    yield Did(words=effect_words.ENDS, facts={"number": number}, from_day=carrier.on)


def _entry(carrier: Carrier, effect: Effect) -> int:
    number = effect.whole("number") or 0
    row = Entry.objects.filter(union_id=carrier.union, number=number).first()
    if row is None:
        raise Refused(Problem("number", says.NO_DECISION, {"number": number}))
    if not carrier.is_assembly and row.body_id != carrier.motion.body_id:
        raise Refused(Problem("number", says.OWN_ONLY))
    return row.number


DO: Mapping[str, Callable[[Carrier, Effect], Iterator[Did]]] = {
    "agreement.adopt": adopt,
    "agreement.amend": amend,
    "agreement.end": end,
}
