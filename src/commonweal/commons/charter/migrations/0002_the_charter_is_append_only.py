"""Decisions and rules are never changed or deleted; the database refuses it (I-19)."""

from __future__ import annotations

from collections.abc import Iterator

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

TABLES = ("charter_decision", "charter_rule")


def _sqlite() -> Iterator[str]:
    for table in TABLES:
        for moment in ("UPDATE", "DELETE"):
            yield f"""
                CREATE TRIGGER {table}_is_append_only_{moment.lower()}
                BEFORE {moment} ON {table}
                BEGIN SELECT RAISE(ABORT, 'the_charter_is_append_only'); END
            """


def _postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION the_charter_is_append_only() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'the_charter_is_append_only' USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    for table in TABLES:
        yield f"""
            CREATE TRIGGER {table}_is_append_only
            BEFORE UPDATE OR DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION the_charter_is_append_only()
        """
        yield f"""
            CREATE TRIGGER {table}_is_not_emptied
            BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION the_charter_is_append_only()
        """


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = [("charter", "0001_rules_have_a_day_and_a_decision")]
    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
