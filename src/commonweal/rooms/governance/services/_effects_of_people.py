"""What decisions do to who may do what: mandates, delegates, circles, associates."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.notices import services as notices
from commonweal.commons.people import queries as people
from commonweal.commons.people import services as people_services
from commonweal.commons.people import words as people_words
from commonweal.core.vf.measure import Measure
from commonweal.core.vf.problems import Problem, Refused
from commonweal.rooms.governance.errors import effects as says
from commonweal.rooms.governance.models import Body
from commonweal.rooms.governance.queries import effect_words
from commonweal.rooms.governance.queries.effect_checks import mandate_draft
from commonweal.rooms.governance.queries.effect_reading import Effect
from commonweal.rooms.governance.services import bodies, delegates
from commonweal.rooms.governance.services._carrier import Carrier, Did


def give_mandate(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Give a mandate to the person named, or to each who was found."""
    if effect.has("scope") and not carrier.is_assembly:
        raise Refused(Problem("scope", says.RIGHTS_FROM_ASSEMBLY))
    for person in carrier.persons(effect):
        draft = mandate_draft(effect, person)
        if draft.report_days is None:
            days = charter.whole(
                union=carrier.union, key="mandates.report_days", on=carrier.on
            )
            draft = _reporting(draft, days)
        given = people_services.give_by_decision(
            union=carrier.union,
            draft=draft,
            body=carrier.motion.body_id,
            decision=carrier.decision,
            key=carrier.key(effect, person),
            at=carrier.at,
        )
        if given.amount is not None:
            _allow(carrier, given, given.amount)
        _tell(carrier, "mandate.given", given)
        facts = {
            "person": str(person),
            "title": given.title or given.scope,
            "begins": given.begins.isoformat(),
            "ends": given.ends.isoformat(),
        }
        yield Did(
            words=effect_words.MANDATE,
            facts=facts,
            thing=given.id,
            from_day=given.begins,
            until=given.ends,
        )


def end_mandate(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Recall somebody: the mandate ends now, and its rights with it."""
    mandate = effect.id("mandate")
    assert mandate is not None  # noqa: S101 - it is needed
    held = people.get_mandate(union=carrier.union, mandate=mandate, at=carrier.at)
    if not carrier.is_assembly and held.body != carrier.motion.body_id:
        raise Refused(Problem("mandate", says.NOT_ITS_GIVER))
    ended = people_services.recall_by_decision(
        union=carrier.union,
        mandate=mandate,
        body=carrier.motion.body_id,
        decision=carrier.decision,
        at=carrier.at,
    )
    if held.amount is not None and held.ends >= carrier.on:
        _allow(carrier, held, Measure(0, held.amount.unit))
    _tell(carrier, "mandate.recalled", ended)
    facts = {"person": str(ended.person), "title": ended.title or ended.scope}
    yield Did(
        words=effect_words.MANDATE_ENDS,
        facts=facts,
        thing=mandate,
        from_day=carrier.on,
    )


def send_delegate(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Send somebody to a meeting of unions with what they may say."""
    for person in carrier.persons(effect):
        delegation = delegates.send_by_decision(
            effect=effect,
            person=person,
            motion=carrier.motion,
            decision=carrier.decision,
            at=carrier.at,
        )
        facts = {
            "person": str(person),
            "meeting": effect.text("meeting"),
            "topic": effect.text("topic"),
        }
        yield Did(
            words=effect_words.DELEGATE,
            facts=facts,
            thing=delegation,
            from_day=effect.day("begins"),
            until=effect.day("ends"),
        )


def form_body(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Found a working circle; whoever brought the motion is in it."""
    body = bodies.form_body(
        union=carrier.union,
        name=effect.text("name"),
        domain=effect.text("domain"),
        decision=carrier.decision,
        first=carrier.motion.brought_by,
        key=carrier.key(effect),
        at=carrier.at,
    )
    facts = {"name": effect.text("name"), "domain": effect.text("domain")}
    yield Did(words=effect_words.FORMS, facts=facts, thing=body)


def end_body(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """End a working circle."""
    body = effect.id("body")
    row = Body.objects.filter(union_id=carrier.union, id__in=effect.ids("body")).first()
    if body is None or row is None:
        raise Refused(Problem("body", says.NO_BODY))
    if not carrier.is_assembly and body != carrier.motion.body_id:
        raise Refused(Problem("body", says.OWN_ONLY))
    bodies.end_body(
        union=carrier.union, body=body, decision=carrier.decision, at=carrier.at
    )
    yield Did(words=effect_words.FORM_ENDS, facts={"name": row.name}, thing=body)


def admit(carrier: Carrier, effect: Effect) -> Iterator[Did]:
    """Take somebody in as an associate."""
    person = effect.id("person")
    assert person is not None  # noqa: S101 - it is needed
    people_services.admit_by_decision(union=carrier.union, person=person, at=carrier.at)
    yield Did(
        words=effect_words.ADMITS,
        facts={"person": str(person)},
        from_day=carrier.on,
    )


def _allow(carrier: Carrier, held: people.MandateView, amount: Measure) -> None:
    """Let the charter allow what a role may spend, or nothing any more (recalled)."""
    subject = held.title or held.scope
    charter_services.set_rule(
        union=carrier.union,
        key="spend.allowed",
        subject=subject[: charter_words.SUBJECT_LETTERS],
        value=amount,
        from_day=max(held.begins, carrier.on),
        until=held.ends,
        decision=carrier.decision,
        at=carrier.at,
    )


def _reporting(
    draft: people_words.MandateDraft, days: int
) -> people_words.MandateDraft:
    return people_words.MandateDraft(
        person=draft.person,
        title=draft.title,
        begins=draft.begins,
        ends=draft.ends,
        scope=draft.scope,
        limit=draft.limit,
        duties=draft.duties,
        amount=draft.amount,
        report_days=days,
    )


def _tell(carrier: Carrier, kind: str, mandate: people.MandateView) -> None:
    notices.tell(
        union=carrier.union,
        to=None,
        kind=kind,
        facts={
            "name": mandate.person_name,
            "title": mandate.title or mandate.scope,
            "ends": mandate.ends.isoformat(),
            "decision": carrier.decision,
        },
        key=f"{kind}:{mandate.id}",
        at=carrier.at,
    )


DO: Mapping[str, Callable[[Carrier, Effect], Iterator[Did]]] = {
    "mandate.give": give_mandate,
    "mandate.end": end_mandate,
    "delegate.send": send_delegate,
    "body.form": form_body,
    "body.end": end_body,
    "member.admit": admit,
}
