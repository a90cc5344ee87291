"""A spend points to the decision that allowed it, for good; older ones point to none."""

from __future__ import annotations

from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

SQLITE = """
    CREATE TRIGGER entries_keep_their_decision
    BEFORE UPDATE ON purse_entry WHEN OLD.decision IS NOT NEW.decision
    BEGIN SELECT RAISE(ABORT, 'entries_keep_their_decision'); END
"""
POSTGRESQL = """
    CREATE TRIGGER entries_keep_their_decision
    BEFORE UPDATE ON purse_entry
    FOR EACH ROW WHEN (OLD.decision IS DISTINCT FROM NEW.decision)
    EXECUTE FUNCTION entries_are_only_added_to()
"""


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the trigger in place."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    schema_editor.execute(SQLITE if sqlite else POSTGRESQL, params=None)


class Migration(migrations.Migration):
    """Add the decision to entries and announcements."""

    dependencies = [("purse", "0003_pledges_are_read_by_nobody_else")]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="decision",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="spend",
            name="decision",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
