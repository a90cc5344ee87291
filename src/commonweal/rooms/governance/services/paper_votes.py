"""Paper and spoken answers typed in by two, and the urn counted by two tellers.

Nobody's single typing counts: a second helper types the same again without seeing the
first, and what differs is listed by its row.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally import published
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Motion, PaperTyping, UrnTyping, Voter
from commonweal.rooms.governance.queries import sheets, stages, urns
from commonweal.rooms.governance.services import answering, verifying
from commonweal.rooms.governance.translate import methods
from commonweal.rooms.governance.words import counts

LINES_MOST = 200
DICE_FEWEST = 3
DICE_MOST = 40
_DICE = re.compile(r"[1-6]+")


@deeds.deed
def type_sheet(  # noqa: PLR0913 - which sheet, who types it, when
    *,
    motion: UUID,
    lines: Sequence[counts.PaperLine],
    union: UUID,
    by: UUID,
    key: str,
    at: datetime,
    channel: str = "paper",
) -> counts.PaperSheet:
    """Type a sheet of paper answers ("room": said in the round), as the first of two."""
    row = _motion(motion, union, by, at)
    sheet = ids.id_from_key(union, f"type_sheet:{key}")
    if PaperTyping.objects.filter(id=sheet).exists():
        return sheets.get_sheet(sheet=sheet, union=union)
    _require_taking(row, at)
    require(_problems_with_lines(row, lines, at))
    PaperTyping.objects.create(
        id=sheet,
        motion=row,
        round=row.round,
        channel="room" if channel == "room" else "paper",
        first=by,
        lines=_as_text(lines),
        n_lines=len(lines),
        typed_on=people.local_day(union=union, at=at),
    )
    return sheets.get_sheet(sheet=sheet, union=union)


@deeds.deed
def type_sheet_again(
    *,
    sheet: UUID,
    lines: Sequence[counts.PaperLine],
    union: UUID,
    by: UUID,
    at: datetime,
) -> counts.PaperSheet:
    """Type the same sheet blind; when all agrees the answers are cast.

    While it differs, either of the two can type theirs again.
    """
    typed = _sheet(sheet, union)
    row = _motion(typed.motion_id, union, by, at)
    if typed.state == "agreed" and by in (typed.first, typed.second):
        return sheets.get_sheet(sheet=sheet, union=union)
    if typed.state in ("agreed", "torn") or typed.round != row.round:
        raise Refused(Problem("", says.SHEET_ENDED))
    if typed.first == by and typed.state == "half":
        raise NotYours(Problem("", says.SOMEBODY_ELSE))
    _require_taking(row, at)
    require(_problems_with_lines(row, lines, at))
    if typed.first == by:
        typed.lines, typed.n_lines = _as_text(lines), len(lines)
    else:
        typed.second, typed.second_lines = by, _as_text(lines)
    receipts: tuple[counts.PaperReceipt, ...] = ()
    if sheets.mismatches(typed):
        typed.state = "differs"
    else:
        receipts = _cast(row, typed, at)
        typed.state, typed.lines, typed.second_lines = "agreed", "", ""
    typed.save()
    return replace(sheets.get_sheet(sheet=sheet, union=union), receipts=receipts)


@deeds.deed
def tear_sheet(*, sheet: UUID, union: UUID, by: UUID, at: datetime) -> None:
    """Give a sheet up that was not cast."""
    typed = _sheet(sheet, union)
    _motion(typed.motion_id, union, by, at)
    if by not in (typed.first, typed.second) and typed.first is not None:
        raise NotYours(Problem("", says.ONLY_TYPISTS))
    if typed.state == "torn":
        return
    if typed.state == "agreed":
        raise Refused(Problem("", says.SHEET_ENDED))
    typed.state, typed.lines, typed.second_lines = "torn", "", ""
    typed.save(update_fields=["state", "lines", "second_lines"])


@deeds.deed
def type_urn(
    *, motion: UUID, count: counts.UrnCount, union: UUID, by: UUID, at: datetime
) -> counts.UrnView:
    """Type what one counted in the urn; typing again replaces one's own.

    Nobody sees the other's figures before both have typed. When both agree, the motion
    can be counted.
    """
    row = _motion(motion, union, by, at)
    _require_urn(row, at)
    place = _place(row, by)
    require(_problems_with_urn(row, count, at))
    piles = [{"answer": one.answer, "n": one.n} for one in count.piles]
    UrnTyping.objects.update_or_create(
        motion=row,
        round=row.round,
        place=place,
        defaults={
            "person_id": by,
            "papers": count.papers,
            "blank": count.blank,
            "piles": piles,
            "dice": "".join(count.dice.split()),
            "typed_at": at,
        },
    )
    return urns.urn(motion=motion, union=union, person=by)


def _motion(motion: UUID, union: UUID, by: UUID, at: datetime) -> Motion:
    """Return a motion, locked; refuse who brought it and whom it is about."""
    permissions.require_associate(by=by, union=union, at=at)
    found = Motion.objects.select_for_update().filter(id=motion, union_id=union)
    row = found.first()
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    if by in (row.brought_by, row.about) or by == _holder(row, union, at):
        raise NotYours(Problem("", says.NOT_THE_PROPOSER))
    return row


def _holder(row: Motion, union: UUID, at: datetime) -> UUID | None:
    """Return who holds the mandate that a recall is about."""
    if row.about is None or row.matter != "recall":
        return None
    try:
        return people.get_mandate(union=union, mandate=row.about, at=at).person
    except NotFound:
        return None


def _sheet(sheet: UUID, union: UUID) -> PaperTyping:
    found = PaperTyping.objects.select_for_update(of=("self",))
    row = found.filter(id=sheet, motion__union_id=union).first()
    if row is None:
        raise NotFound(Problem("sheet", says.NO_SHEET))
    return row


def _require_taking(row: Motion, at: datetime) -> None:
    if (row.rule or {}).get("secrecy") == "urn":
        raise Refused(Problem("", says.NO_PAPER_HERE))
    if not stages.is_taking(row, at):
        raise Refused(Problem("", says.NOT_OPEN))


def _require_urn(row: Motion, at: datetime) -> None:
    if (row.rule or {}).get("secrecy") != "urn":
        raise Refused(Problem("", says.NOT_AN_URN))
    if row.outcome or row.stage not in ("frozen", "open", "closed"):
        raise Refused(Problem("", says.ALREADY_COUNTED))
    if row.stage != "closed" and (row.closes_at is None or at < row.closes_at):
        when = row.closes_at.isoformat(timespec="minutes") if row.closes_at else ""
        raise Refused(Problem("", says.NOT_YET_CLOSED, {"when": when}))


def _place(row: Motion, by: UUID) -> int:
    """Return which of the two tellers somebody is: their own place, or a free one."""
    typed = urns.typings(row)
    stale = UrnTyping.objects.filter(motion=row, round=row.round)
    stale.exclude(id__in=[one.id for one in typed]).delete()
    taken = {one.place: one.person_id for one in typed}
    mine = [place for place, person in taken.items() if person == by]
    free = [place for place in (1, 2) if taken.get(place) is None]
    if not (mine or free):
        raise Refused(Problem("", says.TWO_HAVE_TYPED))
    return (mine or free)[0]


def _problems_with_lines(
    row: Motion, lines: Sequence[counts.PaperLine], at: datetime
) -> list[Problem]:
    if not lines:
        return [Problem("lines", says.NO_LINES)]
    if len(lines) > LINES_MOST:
        facts = {"lines": len(lines), "most": LINES_MOST}
        return [Problem("lines", says.TOO_MANY_LINES, facts)]
    rule = stages.rule_of(row, at.date())
    options = stages.options_of(stages.current_version(row))
    given = Voter.objects.filter(motion=row, round=row.round)
    voters = set(given.values_list("person_id", flat=True)) - {None}
    names = people.names_of(union=row.union_id, persons=(one.person for one in lines))
    found: list[Problem] = []
    rows: dict[UUID, int] = {}
    for number, line in enumerate(lines, start=1):
        if line.person not in voters:
            found.append(Problem("person", says.NOT_A_VOTER, row=number))
        elif line.person in rows:
            first = str(rows[line.person])
            who = {"name": names.get(line.person, ""), "first": first}
            found.append(Problem("person", says.ON_SHEET_TWICE, who, row=number))
        rows.setdefault(line.person, number)
        wrong = methods.problems_with_answer(
            rule,
            options,
            line.answer,
            line.reason,
            people={str(one) for one in voters},
            quotas=stages.quotas_of(row),
            is_paper=True,
        )
        found += [one.at_row(number) for one in wrong]
    return found


def _problems_with_urn(
    row: Motion, count: counts.UrnCount, at: datetime
) -> list[Problem]:
    sizes = [one.n for one in count.piles]
    if count.papers < 0 or count.blank < 0 or min(sizes, default=0) < 0:
        return [Problem("papers", says.PAPERS_BELOW_ZERO)]
    found = []
    if count.papers > row.n_voters:
        facts = {"papers": count.papers, "voters": row.n_voters}
        found.append(Problem("papers", says.TOO_MANY_PAPERS, facts))
    if sum(sizes) + count.blank != count.papers:
        facts = {"sum": sum(sizes) + count.blank, "papers": count.papers}
        found.append(Problem("papers", says.PILES_DIFFER, facts))
    rule = stages.rule_of(row, at.date())
    options = stages.options_of(stages.current_version(row))
    seen: set[str] = set()
    for number, pile in enumerate(count.piles, start=1):
        wrong = methods.problems_with_answer(
            rule, options, pile.answer, "on its paper", is_paper=True
        )
        found += [one.at_row(number) for one in wrong]
        text = published.canonical(pile.answer)
        if text in seen:
            what = {"answer": str(pile.answer)[:60]}
            found.append(Problem("piles", says.PILE_TWICE, what, row=number))
        seen.add(text)
    return found + _problems_with_dice(rule.process, "".join(count.dice.split()))


def _problems_with_dice(process: str, dice: str) -> list[Problem]:
    if dice and (_DICE.fullmatch(dice) is None or len(dice) > DICE_MOST):
        return [Problem("dice", says.NOT_DICE)]
    if process in urns.WITH_DICE and len(dice) < DICE_FEWEST:
        return [Problem("dice", says.THROW_DICE, {"count": DICE_FEWEST})]
    return []


def _cast(
    row: Motion, typed: PaperTyping, at: datetime
) -> tuple[counts.PaperReceipt, ...]:
    """Cast the lines both have typed; each secret answer gets a receipt, shown once."""
    is_secret = (row.rule or {}).get("secrecy") == "receipted"
    helpers = tuple(one for one in (typed.first, typed.second) if one is not None)
    given = []
    for line in json.loads(typed.lines):
        person = UUID(line["person"])
        receipt = ""
        if is_secret:
            receipt = verifying.receipt_for(
                motion=row.id, secret=secrets.token_hex(counts.SECRET_LETTERS)
            )
            given.append(counts.PaperReceipt(person, receipt))
        answering.write_answer(
            row=row,
            person=person,
            answer=line["answer"],
            reason=line["reason"],
            channel=typed.channel,
            helpers=helpers,
            receipt=receipt,
            at=at,
        )
    return tuple(given)


def _as_text(lines: Sequence[counts.PaperLine]) -> str:
    return json.dumps(
        [
            {"person": str(one.person), "answer": one.answer, "reason": one.reason}
            for one in lines
        ]
    )
