"""Public lotteries: a fixed list, tellers' secrets, dice, and a draw anybody can repeat.

The list (and, where groups keep places, the panels) is fixed before anybody hands in a
word; the words are handed in as hashes before any is said; dice are thrown at the end,
for all to see. So nobody can know or choose alone what is drawn.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.people import queries as people
from commonweal.core.tally import lots as public_lots
from commonweal.core.tally import published_rules
from commonweal.core.tally.words import Sentence
from commonweal.core.vf import ids
from commonweal.core.vf.problems import NotFound, NotYours, Problem, Refused, require
from commonweal.rooms.governance import permissions
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Lottery, Teller
from commonweal.rooms.governance.queries import lotteries
from commonweal.rooms.governance.services import _pools
from commonweal.rooms.governance.words import counts

WHAT_FOR_LETTERS = 120
LABELS_MOST = 5_000
LABEL_LETTERS = 200
WORD_LETTERS = 200

_COMMITMENT = re.compile(r"[0-9a-f]{64}")
_DICE = re.compile(r"[1-6]+")


def begin_lots(
    *, draft: counts.LotsDraft, union: UUID, by: UUID, key: str, at: datetime
) -> UUID:
    """Fix the list that is drawn from, and who tells.

    For a motion the list is who said to be willing. Panels are reckoned before the deed
    begins, for that can take a while.
    """
    permissions.require_associate(by=by, union=union, at=at)
    lottery = ids.id_from_key(union, f"begin_lots:{key}")
    if Lottery.objects.filter(id=lottery).exists():
        return lottery
    if draft.motion is not None:
        draft = _pools.draft_of_motion(draft, draft.motion, union, at)
    require(_problems_with(draft, union))
    panels, chances = _pools.panels_of(draft)
    row = Lottery(
        id=lottery,
        union_id=union,
        motion_id=draft.motion,
        round=_pools.round_of(draft.motion),
        what_for=draft.what_for.strip(),
        labels=sorted(draft.labels),
        quotas=_pools.quotas_as_json(draft),
        panels=panels,
        chances=chances,
        places=draft.places,
        list_hash=public_lots.list_hash_of(draft.labels),
        begun_by=by,
        begun_at=at,
    )
    _write(row, draft.tellers)
    return lottery


@deeds.deed
def commit(*, lots: UUID, commitment: str, union: UUID, by: UUID, at: datetime) -> None:
    """Hand in the SHA-256 of a secret word, as a teller."""
    row, teller = _mine(lots, union, by, at)
    commitment = commitment.strip().lower()
    if teller.commitment == commitment != "":
        return
    if teller.commitment:
        raise Refused(Problem("commitment", says.COMMITTED_ALREADY))
    if _COMMITMENT.fullmatch(commitment) is None:
        raise Refused(Problem("commitment", says.NOT_A_COMMITMENT))
    if row.tellers.filter(commitment=commitment).exists():
        raise Refused(Problem("commitment", says.SAME_COMMITMENT))
    teller.commitment = commitment
    teller.save(update_fields=["commitment"])
    _go_on(row, at)


@deeds.deed
def reveal(*, lots: UUID, word: str, union: UUID, by: UUID, at: datetime) -> None:
    """Say the word, once all tellers have handed in theirs."""
    row, teller = _mine(lots, union, by, at)
    if row.committed_at is None:
        names = {"names": _names(union, row.tellers.filter(commitment=""))}
        raise Refused(Problem("", says.NOT_ALL_COMMITTED, names))
    if teller.reveal:
        if teller.reveal == word:
            return
        raise Refused(Problem("word", says.REVEALED_ALREADY))
    fits = len(word) <= WORD_LETTERS
    if not fits or public_lots.commitment_of(word) != teller.commitment:
        raise Refused(Problem("word", says.WORD_DIFFERS))
    teller.reveal = word
    teller.save(update_fields=["reveal"])


@deeds.deed
def replace_teller(
    *, lots: UUID, teller: UUID, union: UUID, by: UUID, at: datetime
) -> None:
    """Go on without a teller who has been silent for a day; more dice stand in."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _row(lots, union)
    one = row.tellers.filter(person_id=teller).first()
    if one is None:
        raise NotFound(Problem("teller", says.TELLER_UNKNOWN))
    if one.is_replaced:
        return
    if one.reveal or (one.commitment and row.committed_at is None):
        raise Refused(Problem("teller", says.TELLER_DONE))
    since = row.committed_at or row.begun_at
    until = since + timedelta(hours=lotteries.HOURS_TO_ANSWER)
    if at < until:
        facts = {"when": until.isoformat(timespec="minutes")}
        raise Refused(Problem("teller", says.WAIT_A_DAY, facts))
    one.is_replaced = True
    one.save(update_fields=["is_replaced"])
    _go_on(row, at)


@deeds.deed
def throw_dice(
    *, lots: UUID, dice: str, union: UUID, by: UUID, at: datetime
) -> counts.LotsView:
    """Type the dice thrown in the meeting; when another types the same, it is drawn."""
    permissions.require_associate(by=by, union=union, at=at)
    row = _row(lots, union)
    dice = "".join(dice.split())
    require(_problems_with_dice(row, dice))
    if not row.dice:
        row.dice, row.dice_by = dice, by
        row.save(update_fields=["dice", "dice_by"])
    elif row.dice_by == by:
        raise Refused(Problem("dice", says.ANOTHER_TYPES_DICE))
    elif row.dice != dice:
        row.dice, row.dice_by = "", None
        row.save(update_fields=["dice", "dice_by"])
        view = lotteries.get_lots(lots=lots, union=union)
        return replace(view, sentences=(Sentence(says.DICE_DIFFER),))
    else:
        _draw(row, at)
    return lotteries.get_lots(lots=lots, union=union)


@deeds.deed
def _write(row: Lottery, tellers: Sequence[UUID]) -> None:
    if Lottery.objects.filter(id=row.id).exists():
        return
    row.save(force_insert=True)
    Teller.objects.bulk_create(
        Teller(lottery=row, place=place, person_id=person)
        for place, person in enumerate(tellers, start=1)
    )


def _draw(row: Lottery, at: datetime) -> None:
    said = row.tellers.filter(is_replaced=False).exclude(reveal="")
    rule = published_rules.lots_rule(
        places=row.places,
        n_voters=len(row.labels),
        reveals=list(said.values_list("reveal", flat=True)),
        dice=row.dice,
        panels=row.panels,
    )
    counted = published_rules.count(rule, row.labels)
    row.rule, row.result = rule, counted.result
    row.seed = str(counted.result["seed"])
    row.words = [
        {"template": one.template, "params": dict(one.params)} for one in counted.words
    ]
    row.drawn_at = at
    row.save(update_fields=["rule", "result", "seed", "words", "drawn_at"])


def _go_on(row: Lottery, at: datetime) -> None:
    """Note when all who have not been replaced have handed in their word."""
    waiting = row.tellers.filter(commitment="", is_replaced=False)
    if row.committed_at is None and not waiting.exists():
        row.committed_at = at
        row.save(update_fields=["committed_at"])


def _row(lots: UUID, union: UUID) -> Lottery:
    found = Lottery.objects.select_for_update().filter(id=lots, union_id=union)
    row = found.first()
    if row is None:
        raise NotFound(Problem("lots", says.NO_LOTS))
    if row.drawn_at is not None:
        raise Refused(Problem("", says.DRAWN_ALREADY))
    return row


def _mine(lots: UUID, union: UUID, by: UUID, at: datetime) -> tuple[Lottery, Teller]:
    permissions.require_associate(by=by, union=union, at=at)
    row = _row(lots, union)
    teller = row.tellers.filter(person_id=by, is_replaced=False).first()
    if teller is None:
        raise NotYours(Problem("", says.NOT_A_TELLER))
    return row, teller


def _problems_with(draft: counts.LotsDraft, union: UUID) -> list[Problem]:
    found = []
    letters = len(draft.what_for.strip())
    if not letters:
        found.append(Problem("what_for", says.SAY_WHAT_FOR))
    elif letters > WHAT_FOR_LETTERS:
        facts = {"most": WHAT_FOR_LETTERS, "letters": letters}
        found.append(Problem("what_for", says.WHAT_FOR_LONG, facts))
    found += _problems_with_labels(draft.labels)
    if not 1 <= draft.places <= max(1, len(draft.labels)):
        facts = {"places": draft.places, "labels": len(draft.labels)}
        found.append(Problem("places", says.PLACES_WRONG, facts))
    fewest = min(counts.FEWEST_TELLERS, people.count_associates(union=union))
    if len(set(draft.tellers)) < max(fewest, len(draft.tellers)):
        found.append(Problem("tellers", says.TELLERS_FEW, {"fewest": fewest}))
    elif len(people.names_of(union=union, persons=draft.tellers)) < len(draft.tellers):
        found.append(Problem("tellers", says.TELLER_UNKNOWN))
    return found + _pools.problems_with_traits(draft)


def _problems_with_labels(labels: Sequence[str]) -> list[Problem]:
    if len(labels) < 2:  # noqa: PLR2004 - one is no choice
        return [Problem("labels", says.TOO_FEW_LABELS)]
    if len(labels) > LABELS_MOST:
        facts = {"labels": len(labels), "most": LABELS_MOST}
        return [Problem("labels", says.TOO_MANY_LABELS, facts)]
    found = []
    seen: set[str] = set()
    for row, label in enumerate(labels, start=1):
        if not label.strip():
            found.append(Problem("labels", says.LABEL_EMPTY, row=row))
        elif len(label) > LABEL_LETTERS or "\n" in label:
            facts = {"most": LABEL_LETTERS}
            found.append(Problem("labels", says.LABEL_LONG, facts, row=row))
        elif label in seen:
            found.append(Problem("labels", says.LABEL_TWICE, {"label": label}, row=row))
        seen.add(label)
    return found


def _problems_with_dice(row: Lottery, dice: str) -> list[Problem]:
    left = row.tellers.filter(is_replaced=False, reveal="")
    if row.committed_at is None or left.exists():
        names = {"names": _names(row.union_id, left)}
        return [Problem("", says.NOT_ALL_REVEALED, names)]
    if _DICE.fullmatch(dice) is None:
        return [Problem("dice", says.NOT_DICE)]
    needed = lotteries.dice_needed(row)
    if not needed <= len(dice) <= LABEL_LETTERS:
        facts = {"needed": needed, "count": len(dice)}
        return [Problem("dice", says.TOO_FEW_DICE, facts)]
    return []


def _names(union: UUID, tellers: Iterable[Teller]) -> str:
    persons = [one.person_id for one in tellers]
    return ", ".join(sorted(people.names_of(union=union, persons=persons).values()))
