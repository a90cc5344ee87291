"""Bring a motion: everything that is asked of it before anybody else sees it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.charter import queries as charter
from commonweal.commons.people import queries as people
from commonweal.core.vf import ids
from commonweal.core.vf.problems import Problem, Refused, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import motions as says
from commonweal.rooms.governance.models import Body, Motion, Version
from commonweal.rooms.governance.queries import bodies, effects, memberships, stages
from commonweal.rooms.governance.services import _drafts, _recalling, _rows
from commonweal.rooms.governance.services.bodies import body_row
from commonweal.rooms.governance.words import EffectDraft, MotionDraft, TextDraft
from commonweal.rooms.governance.words import motions as words
from commonweal.rooms.governance.words.defaults import MATTERS


@deeds.deed
def bring_motion(
    *, draft: MotionDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Bring a motion as a draft; anybody of the body may."""
    permissions.require_associate(by=by, union=union, at=at)
    motion = ids.id_from_key(union, f"bring_motion:{by}:{key}")
    if Motion.objects.filter(id=motion).exists():
        return motion
    body = body_row(union=union, body=draft.body, at=at)
    permissions.require_member(by=by, body=body, at=at)
    # Two at the same moment: one after the other, so that places are counted right.
    body = Body.objects.select_for_update().get(id=body.id)
    if draft.matter not in bodies.matters_of(union, body.id):
        known = draft.matter in MATTERS
        raise Refused(
            Problem("matter", says.NOT_FOR_CIRCLES)
            if known
            else bodies.unknown_matter(draft.matter)
        )
    if draft.matter == "recall" and not draft.effects:
        draft = replace(draft, effects=_recalling.effects_of(draft, union, at))
    row = _row(motion, draft, body, by=by, at=at)
    reader = reader_of(row, at)
    text = _text_of(draft)
    require(
        [
            *reader.problems_with(text),
            *_problems_with_motion(draft, row, reader),
            *_recalling.problems_with(draft, union, at),
            *memberships.problems_with(draft, union),
            *effects.problems_with(
                union=union, draft=draft, body=body.id, on=reader.today
            ),
            *_problems_with_place(row, by, reader),
        ]
    )
    row.save(force_insert=True)
    keep_wording(row, text, number=1, why="", by=by, at=at, reader=reader)
    _rows.step(row, "brought", stage="draft", at=at, by=by)
    return motion


def reader_of(row: Motion, at: datetime) -> _drafts.Reader:
    """Return what reads a wording of this motion, with the rule it would get now."""
    today = people.local_day(union=row.union_id, at=at)
    return _drafts.Reader(
        union=row.union_id,
        rule=stages.rule_to_pin(row, today),
        currency=row.currency,
        today=today,
        budget=row.budget,
    )


def keep_wording(  # noqa: PLR0913 - a version is all of this
    row: Motion,
    text: TextDraft,
    *,
    number: int,
    why: str,
    by: UUID,
    at: datetime,
    reader: _drafts.Reader,
    id: UUID | None = None,  # noqa: A002 - the row's own name for it
) -> None:
    """Write a wording down, for good."""
    Version.objects.create(
        id=id or ids.id_from_key(row.id, f"version:{number}"),
        motion=row,
        number=number,
        title=text.title.strip(),
        sentence=text.sentence.strip(),
        text=text.text.strip(),
        options=reader.options(text),
        effects=[_plain(one) for one in text.effects],
        review_on=reader.review_on(text),
        why=why.strip(),
        by=by,
        at=at,
    )


def _text_of(draft: MotionDraft) -> TextDraft:
    return TextDraft(
        title=draft.title,
        sentence=draft.sentence,
        text=draft.text,
        options=draft.options,
        effects=draft.effects,
        review_on=draft.review_on,
    )


def _row(
    motion: UUID, draft: MotionDraft, body: Body, *, by: UUID, at: datetime
) -> Motion:
    currency = people.get_union(union=body.union_id).currency
    return Motion(
        id=motion,
        union_id=body.union_id,
        body=body,
        matter=draft.matter,
        brought_by=by,
        brought_at=at,
        about=draft.about,
        breach=draft.breach.strip(),
        new_facts=draft.new_facts.strip(),
        burdens=draft.burdens.strip(),
        seats=draft.seats,
        budget=_drafts.money(draft.budget, currency),
        currency=currency,
        quotas=[list(one) for one in draft.quotas],
    )


def _problems_with_motion(
    draft: MotionDraft, row: Motion, reader: _drafts.Reader
) -> list[Problem]:
    problems = []
    if not 1 <= draft.seats <= words.SEATS_MOST:
        problems.append(Problem("seats", says.SEATS, {"most": words.SEATS_MOST}))
        row.seats = 1
    if reader.rule.process == "shares" and row.budget <= 0:
        problems.append(Problem("budget", says.NEEDS_BUDGET))
    if any(not _is_quota(one) for one in draft.quotas):
        problems.append(Problem("quotas", says.QUOTAS))
    for field in ("breach", "new_facts", "burdens"):
        text = getattr(draft, field)
        if text.strip():
            problems += _drafts.problems_with_text(field, text, words.WORDS_LETTERS, "")
    if draft.matter == "membership" and draft.about is not None:
        found = people.find_person(person=draft.about)
        if found is None or found.union != row.union_id:
            problems.append(Problem("about", says.UNKNOWN_PERSON))
    return problems


def _is_quota(quota: tuple[str, str, int, int]) -> bool:
    feature, value, least, most = quota
    return bool(feature.strip() and value.strip()) and 0 <= least <= most


def _problems_with_place(
    row: Motion, by: UUID, reader: _drafts.Reader
) -> list[Problem]:
    """Say when somebody has as many motions of this kind going as there is place for."""
    most = charter.whole(
        union=row.union_id, key="decide.open_per_matter", on=reader.today
    )
    going = Motion.objects.filter(
        union_id=row.union_id,
        body=row.body_id,
        matter=row.matter,
        brought_by=by,
        stage__in=words.GOING_ON,
    ).order_by("-brought_at")
    found = list(going[:most])
    if len(found) < most:
        return []
    facts = {"title": stages.current_version(found[0]).title, "most": most}
    return [Problem("", says.ONE_AT_A_TIME, facts)]


def _plain(effect: EffectDraft) -> dict[str, object]:
    return {"kind": effect.kind, "params": dict(effect.params)}
