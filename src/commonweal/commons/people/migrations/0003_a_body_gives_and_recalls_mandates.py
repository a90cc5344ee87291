"""Bodies give mandates by decision; a role without rights goes with any mandate."""

from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

CLASH = """
    SELECT 1 FROM people_mandate AS other
    WHERE other.person_id = NEW.person_id
      AND other.id <> NEW.id
      AND other.confirmed_at IS NOT NULL AND other.ended_at IS NULL
      AND other.begins <= NEW.ends AND other.ends >= NEW.begins
      AND other.scope <> '' AND NEW.scope <> ''
      AND (other.scope = 'keys') <> (NEW.scope = 'keys')
"""

SQLITE = [
    statement
    for moment in ("INSERT", "UPDATE")
    for statement in (
        f"DROP TRIGGER IF EXISTS keys_and_work_are_apart_{moment.lower()}",
        f"""
        CREATE TRIGGER keys_and_work_are_apart_{moment.lower()}
        AFTER {moment} ON people_mandate
        WHEN NEW.confirmed_at IS NOT NULL AND NEW.ended_at IS NULL AND EXISTS ({CLASH})
        BEGIN SELECT RAISE(ABORT, 'keys_and_work_are_apart'); END
        """,
    )
]

POSTGRESQL = [
    f"""
    CREATE OR REPLACE FUNCTION keys_and_work_are_apart() RETURNS trigger AS $$
    BEGIN
        IF NEW.confirmed_at IS NOT NULL AND NEW.ended_at IS NULL AND EXISTS ({CLASH})
        THEN RAISE EXCEPTION 'keys_and_work_are_apart' USING ERRCODE = '23514';
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql
    """,
]


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place again: SQLite changes a table by making it anew."""
    del apps
    vendor = schema_editor.connection.vendor
    for statement in SQLITE if vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Add what a mandate of a body says, and its reports."""

    dependencies = [
        ('people', '0002_keys_and_work_are_apart'),
    ]

    operations = [
        migrations.CreateModel(
            name='MandateReport',
            fields=[
                ('id', models.UUIDField(primary_key=True, serialize=False)),
                ('day', models.DateField()),
                ('words', models.CharField(max_length=4000)),
                ('written_at', models.DateTimeField()),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='mandate',
            name='a_mandate_has_a_known_scope',
        ),
        migrations.AddField(
            model_name='mandate',
            name='amount',
            field=models.BigIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='body',
            field=models.UUIDField(null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='currency',
            field=models.CharField(blank=True, default='', max_length=3),
        ),
        migrations.AddField(
            model_name='mandate',
            name='decision',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='duties',
            field=models.CharField(blank=True, default='', max_length=2000),
        ),
        migrations.AddField(
            model_name='mandate',
            name='ended_decision',
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='report_days',
            field=models.PositiveSmallIntegerField(null=True),
        ),
        migrations.AddField(
            model_name='mandate',
            name='title',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='mandate',
            name='where_things_are',
            field=models.CharField(blank=True, default='', max_length=2000),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('body__isnull', True), ('decision__isnull', True)), models.Q(('body__isnull', False), ('decision__isnull', False)), _connector='OR'), name='a_mandate_of_a_body_says_its_decision'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('scope', ''), _negated=True), models.Q(('title', ''), _negated=True), _connector='OR'), name='a_mandate_has_a_scope_or_a_title'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__isnull', True), ('currency', '')), models.Q(('amount__gte', 0), models.Q(('currency', ''), _negated=True)), _connector='OR'), name='what_a_mandate_may_spend_has_a_currency'),
        ),
        migrations.AddConstraint(
            model_name='mandate',
            constraint=models.CheckConstraint(condition=models.Q(('scope__in', ['', 'keys', 'stores', 'planning', 'rounds', 'paper', 'purse', 'kitchen'])), name='a_mandate_has_a_known_scope'),
        ),
        migrations.AddField(
            model_name='mandatereport',
            name='mandate',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='reports', to='people.mandate'),
        ),
        migrations.AddConstraint(
            model_name='mandatereport',
            constraint=models.CheckConstraint(condition=models.Q(('words', ''), _negated=True), name='a_report_says_something'),
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
