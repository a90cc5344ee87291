"""A rule may be one of many, and may end by itself; old rows are as they were."""

from __future__ import annotations

from importlib import import_module

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_append_only = import_module(
    "commonweal.commons.charter.migrations.0002_the_charter_is_append_only"
)


def refuse_again(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers of the rules back: SQLite changes a table by making it anew."""
    del apps
    if schema_editor.connection.vendor != "sqlite":
        return
    for moment in ("update", "delete"):
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS charter_rule_is_append_only_{moment}", params=None
        )
        schema_editor.execute(
            f"DROP TRIGGER IF EXISTS charter_decision_is_append_only_{moment}",
            params=None,
        )
    _append_only.refuse(None, schema_editor)


class Migration(migrations.Migration):
    """Add what a rule is about and its last day."""

    dependencies = [("charter", "0002_the_charter_is_append_only")]

    operations = [
        migrations.RemoveConstraint(
            model_name="rule", name="a_decision_sets_a_rule_once"
        ),
        migrations.AddField(
            model_name="rule",
            name="subject",
            field=models.CharField(blank=True, default="", max_length=120),
        ),
        migrations.AddField(
            model_name="rule", name="until", field=models.DateField(null=True)
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.UniqueConstraint(
                fields=("union", "key", "subject", "decision"),
                name="a_decision_sets_a_rule_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(until__isnull=True)
                | models.Q(until__gte=models.F("from_day")),
                name="a_rule_does_not_end_before_it_begins",
            ),
        ),
        migrations.RunPython(refuse_again, migrations.RunPython.noop),
    ]
