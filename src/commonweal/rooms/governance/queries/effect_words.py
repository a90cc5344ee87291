"""What an effect will do, in plain words: one or more sentences each."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from uuid import UUID

from commonweal.commons.charter import queries as charter
from commonweal.commons.charter import services as charter_services
from commonweal.commons.charter import words as charter_words
from commonweal.commons.people import queries as people
from commonweal.commons.people.models import Mandate
from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import N_
from commonweal.rooms.governance.models import Body, Emergency
from commonweal.rooms.governance.queries import bodies
from commonweal.rooms.governance.queries.effect_reading import Effect
from commonweal.rooms.governance.words import defaults
from commonweal.rooms.governance.words.effects import TWICE_DAYS

RULE = N_("From %(day)s on the rule “%(key)s” says %(value)s; today it says %(now)s.")
UNTIL = N_("It ends by itself after %(until)s.")
TWICE = N_(
    "This rule protects everybody, so it is decided twice. The first time changes "
    "nothing; the second can be %(days)s days later."
)
LINE = N_("From %(day)s on %(amount)s are set apart for “%(name)s” in the budget.")
LINE_CHANGES = N_(
    "From %(day)s on %(amount)s are set apart for “%(name)s” in the budget; "
    "today it is %(now)s."
)
SPEND = N_(
    "Up to %(amount)s may be spent on %(what)s until %(until)s, without announcing it "
    "again."
)
MANDATE = N_("%(name)s holds the mandate “%(title)s” from %(begins)s until %(ends)s.")
MANDATE_ELECTED = N_(
    "Whoever is found holds the mandate “%(title)s” from %(begins)s until %(ends)s."
)
MANDATE_RIGHTS = N_("With it they may: %(scope)s.")
MANDATE_AMOUNT = N_("They may spend up to %(amount)s.")
MANDATE_REPORTS = N_("They report every %(days)s days.")
MANDATE_ENDS = N_("The mandate “%(title)s” of %(name)s ends at once.")
DELEGATE = N_("%(name)s goes to “%(meeting)s” for us, about: %(topic)s.")
DELEGATE_ELECTED = N_(
    "Whoever is found goes to “%(meeting)s” for us, about: %(topic)s."
)
DELEGATE_STANCE: Mapping[str, str] = {
    "bound": N_("They say what we decided, and nothing else: %(what)s."),
    "ranked": N_("They may agree to one of these, the first liked best: %(what)s."),
    "range": N_("They may agree to anything within: %(what)s."),
    "explore": N_("They agree to nothing; they listen and bring home: %(what)s."),
}
DELEGATE_REST = N_("Whatever is outside this comes home as a question.")
ENTERS = N_("The text enters the register.")
AMENDS = N_("The text stands instead of that of decision %(number)s.")
ENDS = N_("Decision %(number)s is no longer in force.")
FORMS = N_("The working circle “%(name)s” is founded. It decides about: %(domain)s")
FORM_ENDS = N_(
    "The working circle “%(name)s” ends. What it decided stays in the register."
)
METHOD = N_("From %(day)s on “%(matter)s” is decided by %(process)s; today by %(now)s.")
ADMITS = N_("%(name)s becomes an associate.")
EMERGENCY = N_("An emergency holds for %(hours)s hours: %(hazard)s.")
PROLONGED = N_("The emergency “%(hazard)s” goes on for %(hours)s hours more.")
EMERGENCY_RULE = N_("Until it ends the rule “%(key)s” says %(value)s.")
EMERGENCY_CAP = N_("Up to %(cap)s may be spent.")
EMERGENCY_ENDS = N_("Then everything is as before, by itself, and it is reviewed.")
TELLS = N_("Everybody is told: %(words)s")
ONLY_IF = N_("Only if “%(option)s” is chosen:")
SOMEBODY = N_("Somebody who left")


def sentences(union: UUID, effect: Effect, *, on: date) -> Iterator[Sentence]:
    """Say what an effect will do."""
    if effect.option:
        yield Sentence(ONLY_IF, {"option": effect.option})
    yield from _SAY[effect.kind.kind](union, effect, on)


def name_of(person: UUID | None) -> str:
    """Return a person's name; words in its place when they have left."""
    found = None if person is None else people.find_person(person=person)
    return found.name if found is not None and found.name else SOMEBODY


def process_now(union: UUID, body: UUID, matter: str, on: date) -> str:
    """Return the name of the process by which a body decides a matter on a day."""
    rule = bodies.rule_for(union=union, body=body, matter=matter, on=on)
    return defaults.PROCESS_NAMES[rule.process]


def _rule(union: UUID, effect: Effect, on: date) -> Iterator[Sentence]:
    key = effect.text("key")
    parameter = charter_words.PARAMETERS[key]
    facts = {
        "day": _iso(effect.day("from_day")),
        "key": key,
        "value": charter_services.shown(
            union=union, key=key, value=effect.text("value"), on=on
        ),
        "now": charter.said(charter.rule(union=union, key=key, on=on)),
    }
    if parameter.is_entrenched:
        yield Sentence(TWICE, {"days": TWICE_DAYS})
    yield Sentence(parameter.says or RULE, facts)
    if not parameter.says:
        yield Sentence(parameter.words)
    yield from _until(effect)


def _until(effect: Effect) -> Iterator[Sentence]:
    until = effect.day("until")
    if until is not None:
        yield Sentence(UNTIL, {"until": until.isoformat()})


def _line(union: UUID, effect: Effect, on: date) -> Iterator[Sentence]:
    name = effect.text("name")
    facts = {
        "day": _iso(effect.day("from_day")),
        "amount": charter.said(effect.money("amount")),
        "name": name,
    }
    now = next(
        (
            line
            for line in charter.list_lines(union=union, key="budget.line", on=on)
            if line.subject.casefold() == name.casefold()
        ),
        None,
    )
    if now is None:
        yield Sentence(LINE, facts)
    else:
        yield Sentence(LINE_CHANGES, facts | {"now": charter.said(now.value)})
    yield from _until(effect)


def _spend(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    facts = {
        "amount": charter.said(effect.money("amount")),
        "what": effect.text("for"),
        "until": _iso(effect.day("until")),
    }
    yield Sentence(SPEND, facts)


def _mandate(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    facts = {
        "title": effect.text("title"),
        "begins": _iso(effect.day("begins")),
        "ends": _iso(effect.day("ends")),
    }
    if effect.is_for_winner("person"):
        yield Sentence(MANDATE_ELECTED, facts)
    else:
        yield Sentence(MANDATE, facts | {"name": name_of(effect.id("person"))})
    if effect.has("scope"):
        yield Sentence(MANDATE_RIGHTS, {"scope": effect.text("scope")})
    if effect.has("amount"):
        yield Sentence(MANDATE_AMOUNT, {"amount": charter.said(effect.money("amount"))})
    if effect.has("report_every"):
        yield Sentence(MANDATE_REPORTS, {"days": effect.whole("report_every")})


def _mandate_end(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    row = Mandate.objects.filter(id__in=effect.ids("mandate")).first()
    if row is not None:
        facts = {"title": row.title or row.scope, "name": name_of(row.person_id)}
        yield Sentence(MANDATE_ENDS, facts)


def _delegate(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    facts = {"meeting": effect.text("meeting"), "topic": effect.text("topic")}
    if effect.is_for_winner("person"):
        yield Sentence(DELEGATE_ELECTED, facts)
    else:
        yield Sentence(DELEGATE, facts | {"name": name_of(effect.id("person"))})
    said = " · ".join(effect.text("instructions").splitlines())
    yield Sentence(DELEGATE_STANCE[effect.text("stance")], {"what": said})
    yield Sentence(DELEGATE_REST)


def _adopt(_union: UUID, _effect: Effect, _on: date) -> Iterator[Sentence]:
    yield Sentence(ENTERS)


def _amend(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    yield Sentence(AMENDS, {"number": effect.whole("number")})


def _end(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    yield Sentence(ENDS, {"number": effect.whole("number")})


def _form(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    facts = {"name": effect.text("name"), "domain": effect.text("domain")}
    yield Sentence(FORMS, facts)


def _form_end(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    row = Body.objects.filter(id__in=effect.ids("body")).first()
    yield Sentence(FORM_ENDS, {"name": row.name if row else ""})


def _method(union: UUID, effect: Effect, on: date) -> Iterator[Sentence]:
    matter = effect.text("matter")
    body = effect.id("body") or bodies.assembly_id(union)
    facts = {
        "day": _iso(effect.day("from_day")),
        "matter": defaults.MATTER_WORDS[matter],
        "process": defaults.PROCESS_NAMES[effect.text("process")],
        "now": process_now(union, body, matter, on),
    }
    yield Sentence(METHOD, facts)


def _admit(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    yield Sentence(ADMITS, {"name": name_of(effect.id("person"))})


def _emergency(union: UUID, effect: Effect, on: date) -> Iterator[Sentence]:
    facts: dict[str, object] = {
        "hours": effect.whole("hours"),
        "hazard": effect.text("hazard"),
    }
    if effect.has("of"):
        row = Emergency.objects.filter(union_id=union, id=effect.text("of")).first()
        hazard = row.hazard if row else effect.text("hazard")
        yield Sentence(PROLONGED, facts | {"hazard": hazard})
    else:
        yield Sentence(EMERGENCY, facts)
    for key, value in effect.changes("parameters").items():
        shown = charter_services.shown(union=union, key=key, value=value, on=on)
        yield Sentence(EMERGENCY_RULE, {"key": key, "value": shown})
    if effect.has("cap"):
        yield Sentence(EMERGENCY_CAP, {"cap": charter.said(effect.money("cap"))})
    yield Sentence(EMERGENCY_ENDS)


def _notify(_union: UUID, effect: Effect, _on: date) -> Iterator[Sentence]:
    yield Sentence(TELLS, {"words": effect.text("words")})


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()


_SAY: Mapping[str, Callable[[UUID, Effect, date], Iterator[Sentence]]] = {
    "parameter.set": _rule,
    "budget.line": _line,
    "spend.allow": _spend,
    "mandate.give": _mandate,
    "mandate.end": _mandate_end,
    "delegate.send": _delegate,
    "agreement.adopt": _adopt,
    "agreement.amend": _amend,
    "agreement.end": _end,
    "body.form": _form,
    "body.end": _form_end,
    "method.set": _method,
    "member.admit": _admit,
    "emergency.declare": _emergency,
    "notify": _notify,
}
