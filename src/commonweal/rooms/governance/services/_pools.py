"""The list a lottery draws from: of a motion those who are willing, with their groups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any
from uuid import UUID

from commonweal.core.tally import lots, panels
from commonweal.core.tally.words import BadBallots
from commonweal.core.vf.problems import NotFound, Problem, Refused
from commonweal.rooms.governance.errors import counts as says
from commonweal.rooms.governance.models import Answer, Lottery, Motion
from commonweal.rooms.governance.queries import stages
from commonweal.rooms.governance.words import counts

Panels = list[list[int]] | None


def draft_of_motion(
    draft: counts.LotsDraft, motion: UUID, union: UUID, at: datetime
) -> counts.LotsDraft:
    """Return the draft with the list, places and quotas of its motion.

    Raises
    ------
    Refused
        Nothing is drawn there, or its time is not over.
    """
    row = Motion.objects.filter(id=motion, union_id=union).first()
    if row is None:
        raise NotFound(Problem("motion", says.NO_MOTION))
    if (row.rule or {}).get("process") != "sortition":
        raise Refused(Problem("motion", says.NOTHING_DRAWN))
    if row.closes_at is None or at < row.closes_at or row.outcome:
        raise Refused(Problem("motion", says.NOT_CLOSED))
    if Lottery.objects.filter(motion_id=row.id, round=row.round).exists():
        raise Refused(Problem("motion", says.BEGUN_ALREADY))
    willing = {
        str(one.person_id): one.answer
        for one in Answer.objects.filter(motion=row, round=row.round)
        if one.answer != "not" and one.person_id is not None
    }
    return replace(
        draft,
        what_for=draft.what_for or stages.current_version(row).title,
        labels=tuple(sorted(willing)),
        places=row.seats,
        quotas=_quotas_of(row),
        traits={person: _told(answer) for person, answer in willing.items()},
    )


def round_of(motion: UUID | None) -> int | None:
    """Return the round of the motion that is drawn for, if it is for one."""
    if motion is None:
        return None
    return Motion.objects.values_list("round", flat=True).get(id=motion)


def quotas_as_json(draft: counts.LotsDraft) -> list[list[Any]]:
    """Return quotas as plain rows: feature, trait, fewest, most."""
    return [
        [feature, trait, fewest, most]
        for feature, traits in draft.quotas.items()
        for trait, (fewest, most) in traits.items()
    ]


def problems_with_traits(draft: counts.LotsDraft) -> list[Problem]:
    """Return which labels do not tell a trait that a quota is about."""
    return [
        Problem("labels", says.TRAIT_MISSING, {"label": label, "feature": feature})
        for label in draft.labels
        for feature, traits in draft.quotas.items()
        if draft.traits.get(label, {}).get(feature) not in traits
    ]


def panels_of(draft: counts.LotsDraft) -> tuple[Panels, dict[str, str]]:
    """Return equally likely panels that hold the quotas, and everybody's chance.

    Without quotas there are no panels: every place is drawn from everybody.

    Raises
    ------
    Refused
        No panel can hold the quotas; says which smallest change would help.
    """
    if not draft.quotas:
        chance = str(Fraction(draft.places, len(draft.labels)))
        return None, dict.fromkeys(sorted(draft.labels), chance)
    quotas = [
        panels.Quota(feature, trait, fewest, most)
        for feature, traits in draft.quotas.items()
        for trait, (fewest, most) in traits.items()
    ]
    people = {label: dict(draft.traits[label]) for label in draft.labels}
    try:
        made = panels.fair_panels(
            people, quotas, draft.places, seed=lots.list_hash_of(draft.labels)
        )
    except BadBallots as bad:
        raise Refused(
            Problem("quotas", fault.sentence.template, fault.sentence.params)
            for fault in bad.faults
        ) from bad
    n = len(made.panels)
    chances = {label: str(Fraction(k, n)) for label, k in made.chances.items()}
    return [[*panel] for panel in made.panels], chances


def _quotas_of(row: Motion) -> dict[str, dict[str, tuple[int, int]]]:
    found: dict[str, dict[str, tuple[int, int]]] = {}
    for feature, trait, fewest, most in stages.quotas_of(row):
        found.setdefault(feature, {})[trait] = (fewest, most)
    return found


def _told(answer: object) -> Mapping[str, str]:
    told = answer.get("willing") if isinstance(answer, Mapping) else None
    return dict(told) if isinstance(told, Mapping) else {}
