"""Public lotteries as everybody sees them, and the files to draw them again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from commonweal.commons.people import queries as people
from commonweal.core.tally import published
from commonweal.core.tally.words import Sentence
from commonweal.core.vf.problems import NotFound, Problem
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Lottery, Teller
from commonweal.rooms.governance.queries import publishing, stages
from commonweal.rooms.governance.words import counts

#: So many dice are thrown, and as many again for each teller who is replaced.
DICE = 5
#: So long do tellers have to say their word.
HOURS_TO_ANSWER = 24
LIST_LIMIT = 200


def get_lots(*, lots: UUID, union: UUID) -> counts.LotsView:
    """Return a public lottery as it stands."""
    return _view(_row(lots, union))


def list_lots(
    *, union: UUID, motion: UUID | None = None
) -> tuple[counts.LotsView, ...]:
    """Return the public lotteries of a union (or of a motion), newest first."""
    rows = Lottery.objects.filter(union_id=union)
    if motion is not None:
        rows = rows.filter(motion_id=motion)
    return tuple(_view(row) for row in rows.order_by("-begun_at", "id")[:LIST_LIMIT])


def lots_files(*, lots: UUID, union: UUID, say: publishing.Say = str) -> dict[str, str]:
    """Return the files that anybody can draw a lottery with again, by name."""
    row = _row(lots, union)
    if row.rule is None or row.result is None:
        return {}
    names = _label_names(union, row.labels)
    return published.write(
        rule=row.rule,
        ballots=[
            published.Ballot(answer=label, name=names.get(label, ""))
            for label in row.labels
        ],
        result=row.result,
        readme=publishing.readme_of_lots(
            {"title": row.what_for, "hash": published.result_hash(row.result)}, say=say
        ),
    )


def dice_needed(row: Lottery) -> int:
    """Return how many dice are thrown; more for every teller who was replaced."""
    return DICE * (1 + row.tellers.filter(is_replaced=True).count())


def _row(lots: UUID, union: UUID) -> Lottery:
    row = Lottery.objects.filter(id=lots, union_id=union).first()
    if row is None:
        raise NotFound(Problem("lots", says.NO_LOTS))
    return row


def _view(row: Lottery) -> counts.LotsView:
    tellers = list(row.tellers.order_by("place"))
    names = _label_names(row.union_id, row.labels)
    result = row.result or {}
    chosen = tuple(result.get("chosen", ()))
    rest = result.get("alternates") or list(result.get("drawn", ()))[len(chosen) :]
    return counts.LotsView(
        id=row.id,
        what_for=row.what_for,
        motion=row.motion_id,
        state=_state(row, tellers),
        labels=tuple(names.get(label, label) for label in row.labels),
        places=row.places,
        list_hash=row.list_hash,
        tellers=_teller_views(row.union_id, tellers),
        dice_needed=dice_needed(row),
        dice=row.dice if row.drawn_at else "",
        seed=row.seed,
        drawn=tuple(names.get(one, one) for one in chosen),
        alternates=tuple(names.get(one, one) for one in rest),
        chances={names.get(one, one): part for one, part in row.chances.items()},
        sentences=publishing.named(_words(row), names),
        reveal_until=(
            row.committed_at + timedelta(hours=HOURS_TO_ANSWER)
            if row.committed_at
            else None
        ),
        drawn_at=row.drawn_at,
    )


def _words(row: Lottery) -> tuple[Sentence, ...]:
    return stages.sentences(row.words)


def _state(row: Lottery, tellers: list[Teller]) -> str:
    if row.drawn_at is not None:
        return "drawn"
    if row.committed_at is None:
        return "committing"
    said = all(one.reveal or one.is_replaced for one in tellers)
    return "throwing" if said else "revealing"


def _teller_views(union: UUID, tellers: list[Teller]) -> tuple[counts.TellerView, ...]:
    names = people.names_of(union=union, persons=(one.person_id for one in tellers))
    return tuple(
        counts.TellerView(
            person=one.person_id,
            name=names.get(one.person_id, "") if one.person_id else "",
            commitment=one.commitment,
            reveal=one.reveal,
            is_replaced=one.is_replaced,
        )
        for one in tellers
    )


def _label_names(union: UUID, labels: Iterable[str]) -> dict[str, str]:
    """Return the names of labels that are ids of people who are still here."""
    found: dict[UUID, str] = {}
    for label in labels:
        try:
            found[UUID(label)] = label
        except ValueError:
            continue
    if not found:
        return {}
    names = people.names_of(union=union, persons=found)
    return {found[person]: name for person, name in names.items()}
