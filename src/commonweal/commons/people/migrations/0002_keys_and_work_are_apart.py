"""No person holds keys and work at once: the database refuses it too (I-16)."""

from __future__ import annotations

from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CLASH = """
    SELECT 1 FROM people_mandate AS other
    WHERE other.person_id = NEW.person_id
      AND other.id <> NEW.id
      AND other.confirmed_at IS NOT NULL AND other.ended_at IS NULL
      AND other.begins <= NEW.ends AND other.ends >= NEW.begins
      AND (other.scope = 'keys') <> (NEW.scope = 'keys')
"""

SQLITE = [
    f"""
    CREATE TRIGGER keys_and_work_are_apart_{moment.lower()}
    AFTER {moment} ON people_mandate
    WHEN NEW.confirmed_at IS NOT NULL AND NEW.ended_at IS NULL AND EXISTS ({CLASH})
    BEGIN SELECT RAISE(ABORT, 'keys_and_work_are_apart'); END
    """
    for moment in ("INSERT", "UPDATE")
]

POSTGRESQL = [
    f"""
    CREATE FUNCTION keys_and_work_are_apart() RETURNS trigger AS $$
    BEGIN
        IF NEW.confirmed_at IS NOT NULL AND NEW.ended_at IS NULL AND EXISTS ({CLASH})
        THEN RAISE EXCEPTION 'keys_and_work_are_apart' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql
    """,
    """
    CREATE TRIGGER keys_and_work_are_apart
    AFTER INSERT OR UPDATE ON people_mandate
    FOR EACH ROW EXECUTE FUNCTION keys_and_work_are_apart()
    """,
]


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    del apps
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Put the triggers in place."""

    dependencies = [("people", "0001_no_account_can_do_everything")]
    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
