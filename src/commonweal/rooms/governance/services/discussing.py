"""Deeds of talking: questions, concerns, objections, and how they are settled (I-17)."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Motion, Seeing, Voice
from commonweal.rooms.governance.queries import may, seeing
from commonweal.rooms.governance.services import (
    _drafts,
    _recalling,
    _rows,
    _turning,
)
from commonweal.rooms.governance.services.motions import require_going
from commonweal.rooms.governance.words import motions as words

WORDS_MOST = words.WORDS_LETTERS
_TALKED = frozenset({"discussion", "frozen", "open"})
#: Who settles what, how: the speaker, or who brought the motion.
_BY_SPEAKER = frozenset({"integrated", "withdrawn"})
_ANSWERED = frozenset({"question", "reaction", "concern", "advice", "amendment"})


@deeds.deed
def start_discussion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Show a draft to everybody of the body, for questions and concerns."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    if row.stage == "discussion":
        return
    _rows.require_bringer(row, by)
    require_going(row)
    if row.stage != "draft":
        raise Refused(Problem("", says.NOT_A_DRAFT, {"stage": row.stage}))
    row.discussed_from = now
    _rows.step(row, "discussed", stage="discussion", at=now, by=by)
    _rows.tell(row, "motion.discussed", at=now)
    if row.matter == "recall" and row.about is not None:
        heard = _recalling.holders_of(row.about, union, now)
        _rows.tell(row, "motion.hearing", at=now, to=heard)


@deeds.deed
def speak(  # noqa: PLR0913 - what is said, to what, by whom
    *,
    motion: UUID,
    kind: str,
    words: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    reply_to: UUID | None = None,
) -> UUID:
    """Say something about a motion: one of ``VOICE_KINDS``, or a "reply"."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    voice = ids.id_from_key(row.id, f"speak:{by}:{key}")
    if Voice.objects.filter(id=voice).exists():
        return voice
    _turning.catch_up(row, now)
    require(_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WORDS))
    _require_time_for(row, kind)
    answered = _voice_of(row, reply_to) if reply_to is not None else None
    if kind == "reaction" and _has_reacted(row, by):
        raise Refused(Problem("kind", says.ONE_REACTION))
    write_voice(row, kind, words, by=by, at=now, voice=voice, reply_to=answered)
    return voice


@deeds.deed
def settle_voice(  # noqa: PLR0913 - how, in which words, by whom
    *,
    voice: UUID,
    how: str,
    words: str,
    union: UUID,
    by: UUID,
    at: datetime,
) -> None:
    """Settle a voice: "withdrawn" or "integrated" by its speaker, "answered" by the bringer.

    Nobody else can put an objection, a concern or a dissent away.
    """
    row, said, now = _said(voice, union, by, at)
    if said.status not in {"open", "doubted", "stands"}:
        raise Refused(Problem("", says.ALREADY_SETTLED))
    if how == "answered":
        require(_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WORDS))
    elif len(words.strip()) > WORDS_MOST:
        require(_drafts.problems_with_text("words", words, WORDS_MOST, ""))
    _require_may_settle(row, said, how, by)
    said.status = how
    said.settled_words = words.strip()
    said.settled_by = by
    said.settled_at = now
    said.save()
    Seeing.objects.filter(voice=said).delete()


@deeds.deed
def doubt_objection(*, voice: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Doubt that it is an objection: it stands when others see its reason."""
    _, said, now = _said(voice, union, by, at)
    if said.by == by:
        raise Refused(Problem("", says.DOUBT_OWN))
    if said.kind != "objection" or said.status != "open":
        raise Refused(Problem("", says.DOUBT_ONLY_OBJECTIONS))
    said.status = "doubted"
    said.doubted_by = by
    said.doubted_at = now
    if len(seeing.who_may_see(said)) < seeing.n_needed(said):
        raise Refused(Problem("", says.DOUBT_NOBODY))
    said.save()


@deeds.deed
def see_reason(*, voice: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Say "I see the reason" of a doubted objection."""
    _, said, now = _said(voice, union, by, at)
    if said.status != "doubted":
        raise Refused(Problem("", says.NOT_DOUBTED))
    if by not in seeing.who_may_see(said):
        raise NotYours(Problem("", says.SEE_NOT_YOU, {"most": seeing.SMALL}))
    Seeing.objects.get_or_create(voice=said, person_id=by)
    if said.seen.count() >= seeing.n_needed(said):
        said.status = "stands"
        said.settled_at = now
        said.save()
        said.seen.all().delete()


@deeds.deed
def note_hearing(  # noqa: PLR0913 - whether they were heard, in which words, by whom
    *,
    motion: UUID,
    was_heard: bool,
    words: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> None:
    """Write down that the person a recall is about was heard, or did not wish to be."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    voice = ids.id_from_key(row.id, f"note_hearing:{by}:{key}")
    if Voice.objects.filter(id=voice).exists():
        return
    _turning.catch_up(row, now)
    if row.matter != "recall":
        raise Refused(Problem("", says.HEARING_WHAT_FOR))
    if row.stage != "discussion":
        raise Refused(Problem("", says.NOT_IN_TALK, {"stage": row.stage}))
    if row.brought_by == by:
        raise NotYours(Problem("", says.HEARING_NOT_YOURS))
    require(_drafts.problems_with_text("words", words, WORDS_MOST, says.SAY_WORDS))
    write_voice(row, "hearing", words, by=by, at=now, voice=voice)
    _rows.step(
        row, "heard" if was_heard else "not_heard", stage=row.stage, at=now, by=by
    )


def write_voice(  # noqa: PLR0913 - a voice is all of this
    row: Motion,
    kind: str,
    words: str,
    *,
    by: UUID,
    at: datetime,
    voice: UUID,
    reply_to: Voice | None = None,
) -> Voice:
    """Write down what somebody said, for good."""
    return Voice.objects.create(
        id=voice,
        motion=row,
        kind=kind,
        words=words.strip(),
        by=by,
        at=at,
        version=row.current,
        attempt=row.attempt,
        round=row.round,
        reply_to=reply_to,
    )


def _require_time_for(row: Motion, kind: str) -> None:
    """Refuse what cannot be said now. A dissent can be written down to the end."""
    if kind not in {*words.VOICE_KINDS, "reply"}:
        facts = {"kinds": ", ".join((*words.VOICE_KINDS, "reply"))}
        raise Refused(Problem("kind", says.UNKNOWN_KIND, facts))
    if kind == "dissent" and row.stage != "draft":
        return
    if row.stage == "draft" and kind not in {"question", "amendment", "reply"}:
        raise Refused(Problem("kind", says.TALK_NOT_YET))
    if row.stage not in {*_TALKED, "draft"}:
        raise Refused(Problem("", says.TALK_OVER))


def _has_reacted(row: Motion, by: UUID) -> bool:
    rows = Voice.objects.filter(motion=row, kind="reaction", version=row.current)
    return rows.filter(by=by).exists()


def _require_may_settle(row: Motion, said: Voice, how: str, by: UUID) -> None:
    if how in _BY_SPEAKER and said.kind != "hearing":
        if said.by != by:
            raise NotYours(Problem("", says.ONLY_SPEAKER))
        return
    if how == "answered" and said.kind in _ANSWERED:
        if not may.brings(row, by):
            raise NotYours(Problem("", says.ONLY_BRINGER))
        return
    raise Refused(Problem("how", says.CANNOT_SETTLE))


def _voice_of(row: Motion, voice: UUID) -> Voice:
    found = Voice.objects.filter(motion=row, id=voice).first()
    if found is None:
        raise NotFound(Problem("reply_to", says.NO_VOICE))
    return found


def _said(
    voice: UUID, union: UUID, by: UUID, at: datetime
) -> tuple[Motion, Voice, datetime]:
    """Lock the motion of a voice, and give both with the moment."""
    found = Voice.objects.filter(id=voice, motion__union_id=union).first()
    if found is None:
        raise NotFound(Problem("voice", says.NO_VOICE))
    row, now = _rows.of_member(motion=found.motion_id, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    require_going(row)
    return row, Voice.objects.get(id=voice), now
