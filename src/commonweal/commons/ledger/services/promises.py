"""Needs and offers as totals, and promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from commonweal.commons import deeds
from commonweal.commons.ledger import models, translate
from commonweal.core.vf import laws
from commonweal.core.vf.flows import (
    Commitment,
    CommitmentDraft,
    Intent,
    IntentDraft,
    Specification,
)
from commonweal.core.vf.problems import N_, NotFound, Problem, require

Drafts = Sequence[IntentDraft | CommitmentDraft]


@deeds.part_of_a_deed
def set_intent(*, draft: IntentDraft, at: datetime) -> Intent:
    """Say a need or an offer; the same key changes it, an amount of 0 finishes it."""
    return set_intents(drafts=(draft,), at=at)[0]


@deeds.part_of_a_deed
def set_intents(*, drafts: Sequence[IntentDraft], at: datetime) -> tuple[Intent, ...]:
    """Say several of one union, all or none; problems carry the row, from 1."""
    require(_problems_with(drafts))
    rows = [_intent_row(draft, at) for draft in drafts]
    models.Intent.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["id"], update_fields=_CHANGING
    )
    return tuple(map(translate.intent_of, rows))


@deeds.part_of_a_deed
def finish_intent(*, union: UUID, key: str, at: datetime) -> None:
    """Say that no more will come of a need or offer; unknown keys are no trouble."""
    models.Intent.objects.filter(
        id=laws.id_of(union=union, what="intent", key=key)
    ).update(finished=True, at=at)


@deeds.part_of_a_deed
def record_commitments(
    *, drafts: Sequence[CommitmentDraft], at: datetime
) -> tuple[Commitment, ...]:
    """Keep promises of one union, all or none; problems carry the row, from 1."""
    require(_problems_with(drafts))
    rows = [_commitment_row(draft, at) for draft in drafts]
    before = models.Commitment.objects.in_bulk([row.id for row in rows])
    require(
        Problem(
            "key",
            N_("Something else was already promised under this key."),
            row=number,
        )
        for number, row in enumerate(rows, start=1)
        if row.id in before and _content(before[row.id]) != _content(row)
    )
    models.Commitment.objects.bulk_create(row for row in rows if row.id not in before)
    return tuple(translate.commitment_of(before.get(row.id, row), {}) for row in rows)


@deeds.part_of_a_deed
def finish_commitment(*, union: UUID, commitment: UUID, at: datetime) -> Commitment:  # noqa: ARG001 - every deed is told the time
    """Say that no more will be done for a promise."""
    row = models.Commitment.objects.filter(union=union, id=commitment).first()
    if row is None:
        raise NotFound(Problem("commitment", N_("This promise is not known here.")))
    row.finished = True
    row.save(update_fields=["finished"])
    return translate.commitment_of(row, {})


# --- what is wrong with several -----------------------------------------------------


def _problems_with(drafts: Drafts) -> list[Problem]:
    kinds = _kinds_of(drafts)
    agents = _agents_of(drafts)
    problems: list[Problem] = []
    for row, draft in enumerate(drafts, start=1):
        found = list(laws.problems_with_promise(draft, _kind_of(draft, kinds)))
        if draft.union != drafts[0].union:
            found.append(Problem("union", N_("These entries are of different unions.")))
        for field in ("provider", "receiver", "group"):
            agent = getattr(draft, field, None)
            if agent is not None and agent not in agents:
                found.append(
                    Problem(
                        field, N_("This is not known here. Choose one from the list.")
                    )
                )
        problems.extend(problem.at_row(row) for problem in found)
    return problems


def _kind_of(
    draft: IntentDraft | CommitmentDraft, kinds: Mapping[UUID, Specification]
) -> Specification | None:
    kind = draft.resource_conforms_to
    return None if kind is None else kinds.get(kind)


def _kinds_of(drafts: Drafts) -> dict[UUID, Specification]:
    if not drafts:
        return {}
    found = models.Specification.objects.filter(
        union=drafts[0].union,
        id__in={draft.resource_conforms_to for draft in drafts},
    )
    return {row.id: translate.specification_of(row) for row in found}


def _agents_of(drafts: Drafts) -> frozenset[UUID]:
    if not drafts:
        return frozenset()
    wanted = {
        agent
        for draft in drafts
        for field in ("provider", "receiver", "group")
        if (agent := getattr(draft, field, None)) is not None
    }
    return frozenset(
        models.Agent.objects.filter(union=drafts[0].union, id__in=wanted).values_list(
            "id", flat=True
        )
    )


# --- rows ---------------------------------------------------------------------------


def _intent_row(draft: IntentDraft, at: datetime) -> models.Intent:
    quantity = draft.resource_quantity or draft.effort_quantity
    return models.Intent(
        id=laws.id_of(union=draft.union, what="intent", key=draft.key),
        at=at,
        finished=quantity is None or quantity.amount == 0,
        **translate.intent_columns(draft),
    )


_CHANGING = [
    field.name
    for field in models.Intent._meta.concrete_fields  # noqa: SLF001 - Django's public _meta
    if field.name not in {"id", "union", "key"}
]


def _commitment_row(draft: CommitmentDraft, at: datetime) -> models.Commitment:
    return models.Commitment(
        id=laws.id_of(union=draft.union, what="commitment", key=draft.key),
        at=at,
        **translate.commitment_columns(draft),
    )


def _content(row: models.Commitment) -> dict[str, object]:
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields  # noqa: SLF001 - Django's public _meta
        if field.attname not in {"at", "finished"}
    }
