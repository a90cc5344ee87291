"""What people say about an announcement or a shift, and what the talk came to."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotYours, Problem, Refused, require
from commonweal.rooms.purse.models import Shift, Spend, Voice
from commonweal.rooms.purse.queries import voices
from commonweal.rooms.purse.services._written import Reader
from commonweal.rooms.purse.words import together
from commonweal.rooms.purse.words import together_refusals as says

#: So long does it wait after a talk that somebody else than the concern's raiser wrote
#: down, so that the raiser can say if they see it differently.
DAYS_AFTER_A_TALK = 1

Thing = Spend | Shift


def speak(  # noqa: PLR0913 - which words about what, whose, and who typed them
    thing: Thing,
    *,
    kind: str,
    words: str,
    union: UUID,
    by: UUID,
    on: date,
    typed_by: UUID | None = None,
) -> Voice | None:
    """Let somebody support a thing or raise a concern; again changes nothing."""
    reader = Reader(union)
    empty = says.SAY_THE_CONCERN if kind == "concern" else None
    line = reader.line(words, field="words", most=together.TALK_LETTERS, empty=empty)
    reader.problems += _problems_with_speaking(thing, by=by, on=on)
    require(reader.problems)
    open_voice = _open_voice(thing, by)
    if open_voice is not None and open_voice.kind == kind:
        if kind == "concern" and open_voice.words != line:
            open_voice.words = line
            open_voice.save(update_fields=["words"])
        return None
    if open_voice is not None:
        _put_away(open_voice, on)
    number = thing.voices.count()
    return Voice.objects.create(
        id=ids.id_from_key(thing.id, f"voice:{by}:{number}:{kind}"),
        union_id=union,
        kind=kind,
        person_id=by,
        typed_by=typed_by,
        words=line,
        said_on=on,
        **{_name(thing): thing},
    )


def take_back(thing: Thing, *, by: UUID, on: date) -> None:
    """Take one's own support or open concern back."""
    open_voice = _open_voice(thing, by)
    if open_voice is None:
        raise Refused(Problem("", says.NOTHING_SAID))
    _put_away(open_voice, on)


def settle(  # noqa: PLR0913 - what it came to, whether it goes, who writes it
    thing: Thing, *, came_to: str, goes: bool, union: UUID, by: UUID, on: date
) -> list[Voice]:
    """Write down what the talk came to; returns the concerns it answers."""
    reader = Reader(union)
    line = reader.line(
        came_to,
        field="came_to",
        most=together.TALK_LETTERS,
        empty=says.SAY_WHAT_IT_CAME_TO,
    )
    concerns = [
        voice
        for voice in thing.voices.all()
        if voice.kind == "concern" and voice.settled_on is None
    ]
    if thing.status != "open":
        reader.add("", says.IS_ENDED)
    elif not concerns:
        reader.add("", says.NO_TALK_OPEN)
    require(reader.problems)
    if by == _maker(thing):
        raise NotYours(Problem("", says.NOT_BY_THE_ANNOUNCER))
    for voice in concerns:
        voice.settled_on = on
        voice.came_to = line
        voice.save(update_fields=["settled_on", "came_to"])
    if not goes:
        end(thing, "withdrawn", on)
        return concerns
    own = all(voice.person_id == by for voice in concerns)
    first = on if own else on + timedelta(days=DAYS_AFTER_A_TALK)
    if thing.stands_from < first:
        thing.stands_from = first
        thing.save(update_fields=["stands_from"])
    return concerns


def end(thing: Thing, status: str, on: date) -> None:
    """End a thing on a day."""
    thing.status = status
    thing.ended_on = on
    thing.save(update_fields=["status", "ended_on"])


def _problems_with_speaking(thing: Thing, *, by: UUID, on: date) -> list[Problem]:
    if thing.status != "open" or getattr(thing, "happened_anyway", False):
        return [Problem("", says.IS_ENDED)]
    if by == _maker(thing):
        return [Problem("", says.NOT_YOUR_OWN_VOICE)]
    if on >= thing.stands_from and not voices.is_in_talk(thing.voices.all()):
        facts = {"day": thing.stands_from.isoformat()}
        return [Problem("", says.TIME_IS_OVER, facts)]
    return []


def _open_voice(thing: Thing, by: UUID) -> Voice | None:
    return thing.voices.filter(person_id=by, settled_on__isnull=True).first()


def _put_away(voice: Voice, on: date) -> None:
    """Take back: support leaves no trace, a concern stays readable as taken back."""
    if voice.kind == "support":
        voice.delete()
        return
    voice.settled_on = on
    voice.save(update_fields=["settled_on"])


def _maker(thing: Thing) -> UUID | None:
    return thing.announced_by if isinstance(thing, Spend) else thing.proposed_by


def _name(thing: Thing) -> str:
    return "spend" if isinstance(thing, Spend) else "shift"
