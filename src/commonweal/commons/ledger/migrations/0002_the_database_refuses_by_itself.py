"""Make the triggers that keep the ledger's promises inside the database.

A later migration that changes one of these tables on SQLite makes Django rebuild it,
which drops its triggers: repeat this operation after it (``commonweal check`` names a
trigger that is missing).
"""

from __future__ import annotations

from pathlib import Path

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def make_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    script = Path(__file__).with_name(f"guards_{schema_editor.connection.vendor}.sql")
    for statement in script.read_text().split("\n-- ;\n"):
        schema_editor.execute(statement, params=None)


def drop_guards(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    on_sqlite = schema_editor.connection.vendor == "sqlite"
    script = Path(__file__).with_name(f"guards_{schema_editor.connection.vendor}.sql")
    for line in script.read_text().splitlines():
        words = line.split()
        if words[:2] == ["CREATE", "TRIGGER"]:
            table = "" if on_sqlite else f" ON {words[words.index('ON') + 1]}"
            schema_editor.execute(f"DROP TRIGGER {words[2]}{table}", params=None)
    for line in script.read_text().splitlines():
        words = line.split()
        if words[:2] == ["CREATE", "FUNCTION"]:
            schema_editor.execute(f"DROP FUNCTION {words[2]}", params=None)


class Migration(migrations.Migration):

    dependencies = [("ledger", "0001_events_are_kept")]

    operations = [migrations.RunPython(make_guards, drop_guards)]
