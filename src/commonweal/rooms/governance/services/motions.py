"""Deeds of motions: write another wording, let one stand, withdraw."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, Problem, Refused, require
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Motion, Version
from commonweal.rooms.governance.queries import (
    effects,
    stages,
)
from commonweal.rooms.governance.services import (
    _drafts,
    _rows,
    _turning,
    bringing,
)
from commonweal.rooms.governance.words import MotionDraft, TextDraft
from commonweal.rooms.governance.words import motions as words


@deeds.deed
def write_version(  # noqa: PLR0913 - what is written, why, by whom
    *,
    motion: UUID,
    text: TextDraft,
    why: str,
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
) -> int:
    """Write another wording; gives its number.

    Whoever brought the motion writes what stands from now on. A wording of somebody
    else stands beside it until the bringer takes it.
    """
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    version = ids.id_from_key(row.id, f"write_version:{by}:{key}")
    found = Version.objects.filter(id=version).first()
    if found is not None:
        return found.number
    _turning.catch_up(row, now)
    require_open_text(row)
    reader = bringing.reader_of(row, now)
    problems = reader.problems_with(text)
    problems += effects.problems_with(
        union=union, draft=draft_of(row, text), body=row.body_id, on=reader.today
    )
    if len(why.strip()) > words.WORDS_LETTERS:
        problems += _drafts.problems_with_text("why", why, words.WORDS_LETTERS, "")
    require(problems)
    number = Version.objects.filter(motion=row).count() + 1
    bringing.keep_wording(
        row, text, number=number, why=why, by=by, at=now, reader=reader, id=version
    )
    if row.brought_by == by:
        row.current = number
        row.save(update_fields=["current"])
    return number


@deeds.deed
def take_version(
    *, motion: UUID, number: int, union: UUID, by: UUID, at: datetime
) -> None:
    """Let a wording stand, as whoever brought the motion."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    require_open_text(row)
    if not Version.objects.filter(motion=row, number=number).exists():
        most = Version.objects.filter(motion=row).count()
        facts = {"number": number, "most": most}
        raise NotFound(Problem("number", says.NO_VERSION, facts))
    if row.current == number:
        return
    row.current = number
    _rows.step(
        row, "took_version", stage=row.stage, at=now, by=by, facts={"number": number}
    )


@deeds.deed
def withdraw_motion(*, motion: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Withdraw one's own motion; what others said of it stays readable."""
    row, now = _rows.of_member(motion=motion, union=union, by=by, at=at)
    if row.stage == "withdrawn":
        return
    _turning.catch_up(row, now)
    _rows.require_bringer(row, by)
    if row.stage in {"closed", "adopted", "blocked"}:
        raise Refused(Problem("", says.IS_COUNTED))
    require_going(row)
    was_asked = row.stage in {"frozen", "open", "discussion"}
    _turning.void_answers(row)
    _rows.step(row, "withdrawn", stage="withdrawn", at=now, by=by)
    if was_asked:
        _rows.tell(row, "motion.withdrawn", at=now)


def require_going(row: Motion) -> None:
    """Refuse when nothing happens to a motion any more."""
    if row.stage in words.ENDED:
        raise Refused(Problem("", says.IS_ENDED, {"stage": row.stage}))


def require_open_text(row: Motion) -> None:
    """Refuse unless the text can still be changed."""
    require_going(row)
    if row.stage in {"frozen", "open"}:
        raise Refused(Problem("", says.FROZEN))
    if row.stage not in {"draft", "discussion"}:
        raise Refused(Problem("", says.NOT_IN_TALK, {"stage": row.stage}))


def draft_of(row: Motion, text: TextDraft) -> MotionDraft:
    """Return a motion and a wording of it as one draft."""
    return MotionDraft(
        title=text.title,
        sentence=text.sentence,
        text=text.text,
        matter=row.matter,
        body=row.body_id,
        options=text.options,
        effects=text.effects,
        seats=row.seats,
        about=row.about,
        review_on=text.review_on,
        quotas=tuple((one[0], one[1], one[2], one[3]) for one in row.quotas),
        breach=row.breach,
        new_facts=row.new_facts,
        burdens=row.burdens,
    )


def text_of_version(version: Version) -> TextDraft:
    """Return a kept wording as it would be written again."""
    return TextDraft(
        title=version.title,
        sentence=version.sentence,
        text=version.text,
        options=tuple(
            words.OptionDraft(one.label, str(one.cost), one.person, one.note)
            for one in stages.options_of(version)
        ),
        effects=stages.effects_of(version),
        review_on=version.review_on,
    )
