"""Foreign keys stay inside their app or point down; strings slip past the linter."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignKey, OneToOneField

STOREY = {"core": 0, "commons": 1, "rooms": 2, "interfaces": 3}


def test_foreign_keys_stay_inside_their_app_or_point_down():
    wrong = []
    for model in apps.get_models():
        if not model.__module__.startswith("commonweal."):
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignKey | OneToOneField):
                continue
            target = field.related_model
            same_app = target._meta.app_label == model._meta.app_label
            if not same_app and not _points_down(model, target):
                wrong.append(f"{model.__name__}.{field.name} -> {target.__name__}")

    assert wrong == []


def _points_down(model, target) -> bool:
    if not target.__module__.startswith("commonweal."):
        return False
    here, there = (m.__module__.split(".")[1] for m in (model, target))
    return STOREY[there] < STOREY[here]


def test_every_row_of_ours_belongs_to_a_union_or_hangs_on_one_that_does():
    """Many unions live on one node; each row is scoped to one."""
    loose = []
    for model in apps.get_models():
        if not model.__module__.startswith("commonweal."):
            continue
        names = {f.name for f in model._meta.get_fields()}
        if not names & {"union", "union_id"} and not _hangs_on_a_scoped_row(model):
            loose.append(model.__name__)

    # An account is a login, the union itself is the scope, and a job may serve the node.
    assert set(loose) <= {"Account", "Union", "Job"}


def _hangs_on_a_scoped_row(model) -> bool:
    return any(
        isinstance(f, ForeignKey | OneToOneField)
        and f.related_model is not model
        and (
            {"union", "union_id"} & {g.name for g in f.related_model._meta.get_fields()}
            or _hangs_on_a_scoped_row(f.related_model)
        )
        for f in model._meta.get_fields()
    )
