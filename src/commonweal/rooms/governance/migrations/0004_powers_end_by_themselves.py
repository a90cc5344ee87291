"""What decisions do is written once; emergencies and delegates end by themselves."""

from __future__ import annotations

from collections.abc import Iterator

import django.db.models.deletion
import django.db.models.expressions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: No effect without an adopted decision, nor before its challenge window is over.
_ALLOWED = """
    SELECT 1 FROM governance_motion
    WHERE id = NEW.motion_id
      AND stage IN ('adopted', 'blocked', 'carried_out')
      AND outcome = 'adopted'
      AND (challenge_until IS NULL OR challenge_until <= NEW.done_at)
"""
_KEPT = ("id", "motion_id", "place", "kind", "decision", "words", "done_at")


def _sqlite() -> Iterator[str]:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in _KEPT)
    yield f"""
        CREATE TRIGGER an_effect_has_an_adopted_decision
        BEFORE INSERT ON governance_done WHEN NOT EXISTS ({_ALLOWED})
        BEGIN SELECT RAISE(ABORT, 'an_effect_has_an_adopted_decision'); END
    """
    yield """
        CREATE TRIGGER effects_are_kept_delete BEFORE DELETE ON governance_done
        BEGIN SELECT RAISE(ABORT, 'effects_are_kept'); END
    """
    yield f"""
        CREATE TRIGGER effects_are_kept_update BEFORE UPDATE ON governance_done
        WHEN {changed}
        BEGIN SELECT RAISE(ABORT, 'effects_are_kept'); END
    """


def _postgresql() -> Iterator[str]:
    changed = " OR ".join(f"OLD.{name} IS DISTINCT FROM NEW.{name}" for name in _KEPT)
    yield f"""
        CREATE FUNCTION an_effect_has_an_adopted_decision() RETURNS trigger AS $$
        BEGIN
            IF NOT EXISTS ({_ALLOWED}) THEN
                RAISE EXCEPTION 'an_effect_has_an_adopted_decision'
                USING ERRCODE = '23514';
            END IF;
            RETURN NEW;
        END $$ LANGUAGE plpgsql
    """
    yield """
        CREATE TRIGGER an_effect_has_an_adopted_decision
        BEFORE INSERT ON governance_done
        FOR EACH ROW EXECUTE FUNCTION an_effect_has_an_adopted_decision()
    """
    yield """
        CREATE FUNCTION effects_are_kept() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'effects_are_kept' USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    yield """
        CREATE TRIGGER effects_are_kept_delete BEFORE DELETE ON governance_done
        FOR EACH ROW EXECUTE FUNCTION effects_are_kept()
    """
    yield f"""
        CREATE TRIGGER effects_are_kept_update BEFORE UPDATE ON governance_done
        FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION effects_are_kept()
    """
    yield """
        CREATE TRIGGER effects_are_not_emptied BEFORE TRUNCATE ON governance_done
        FOR EACH STATEMENT EXECUTE FUNCTION effects_are_kept()
    """


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """What decisions do."""

    dependencies = [
        ("governance", "0003_the_register_is_kept"),
    ]

    operations = [
        migrations.CreateModel(
            name="Done",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="done",
                        to="governance.motion",
                    ),
                ),
                ("place", models.PositiveSmallIntegerField()),
                ("kind", models.CharField(max_length=24)),
                ("decision", models.PositiveIntegerField()),
                ("words", models.CharField(max_length=400)),
                ("facts", models.JSONField(default=dict)),
                ("thing", models.UUIDField(null=True)),
                ("from_day", models.DateField(null=True)),
                ("until", models.DateField(null=True)),
                ("done_at", models.DateTimeField()),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["union_id", "decision"], name="effects_of_a_decision"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "place"), name="an_effect_is_carried_out_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__gte", 1)),
                        name="an_effect_has_its_decision",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Passing",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                ("key", models.CharField(max_length=64)),
                ("value", models.CharField(max_length=80)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.motion",
                    ),
                ),
                ("decision", models.PositiveIntegerField()),
                ("passed_on", models.DateField()),
                ("second_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="RosterSeat",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                ("person_id", models.UUIDField()),
                ("from_day", models.DateField()),
                ("until", models.DateField()),
                ("lots", models.UUIDField(null=True)),
                ("seed", models.CharField(max_length=80)),
            ],
            options={
                "indexes": [
                    models.Index(fields=["union_id", "until"], name="roster_of_a_union")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("until__gte", models.F("from_day"))),
                        name="a_seat_on_the_roster_ends",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Emergency",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                ("hazard", models.CharField(max_length=200)),
                ("changes", models.JSONField(default=dict)),
                ("cap", models.BigIntegerField(default=0)),
                ("currency", models.CharField(max_length=3)),
                ("hours", models.PositiveSmallIntegerField()),
                ("asked_by", models.UUIDField(null=True)),
                ("asked_at", models.DateTimeField()),
                ("declared_at", models.DateTimeField(null=True)),
                ("ends_at", models.DateTimeField(null=True)),
                ("decision", models.PositiveIntegerField(null=True)),
                (
                    "motion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.motion",
                    ),
                ),
                ("review_due", models.DateField(null=True)),
                ("review", models.CharField(blank=True, max_length=4000)),
                ("reviewed_on", models.DateField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("decision__isnull", True),
                                ("declared_at__isnull", True),
                                ("ends_at__isnull", True),
                            ),
                            models.Q(
                                ("decision__isnull", False),
                                ("declared_at__isnull", False),
                                ("ends_at__isnull", False),
                                ("review_due__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_declared_emergency_ends_and_is_reviewed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_at__isnull", True),
                            ("ends_at__gt", models.F("declared_at")),
                            _connector="OR",
                        ),
                        name="an_emergency_ends_after_it_begins",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("cap__gte", 0)),
                        name="an_emergency_has_a_cap",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Signer",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "emergency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="signers",
                        to="governance.emergency",
                    ),
                ),
                ("person_id", models.UUIDField(null=True)),
                ("on_roster", models.BooleanField(default=False)),
                ("signed_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("emergency", "person_id"),
                        name="a_person_declares_an_emergency_once",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Prolonging",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "emergency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="prolonged",
                        to="governance.emergency",
                    ),
                ),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.motion",
                    ),
                ),
                ("decision", models.PositiveIntegerField()),
                ("until", models.DateTimeField()),
            ],
            options={
                "indexes": [],
                "constraints": [],
            },
        ),
        migrations.CreateModel(
            name="EmergencyUse",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "emergency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="uses",
                        to="governance.emergency",
                    ),
                ),
                ("words", models.CharField(max_length=400)),
                ("amount", models.BigIntegerField(default=0)),
                ("by", models.UUIDField(null=True)),
                ("day", models.DateField()),
                ("noted_at", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("amount__gte", 0)),
                        name="a_use_is_not_below_zero",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Delegation",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.motion",
                    ),
                ),
                ("decision", models.PositiveIntegerField()),
                ("mandate", models.UUIDField()),
                ("alternate", models.UUIDField(null=True)),
                ("meeting", models.CharField(max_length=200)),
                ("topic", models.CharField(max_length=200)),
                ("stance", models.CharField(max_length=8)),
                ("positions", models.JSONField(default=list)),
                (
                    "least",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True),
                ),
                (
                    "most",
                    models.DecimalField(decimal_places=4, max_digits=18, null=True),
                ),
                ("instructions", models.CharField(max_length=2000)),
                ("red_lines", models.CharField(blank=True, max_length=2000)),
                ("report_due", models.DateField()),
                ("answer", models.CharField(default="", max_length=8)),
                ("answered_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("stance__in", ["bound", "ranked", "range", "explore"])
                        ),
                        name="a_delegate_is_bound_ranked_in_a_range_or_explores",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("answer__in", ["", "accepted", "declined"])
                        ),
                        name="a_delegate_accepts_or_declines",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("stance", "range"), _negated=True),
                            models.Q(
                                ("least__isnull", False),
                                ("most__gte", models.F("least")),
                                ("most__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="a_range_has_two_ends",
                    ),
                ],
                "indexes": [],
            },
        ),
        migrations.CreateModel(
            name="Brought",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                (
                    "delegation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="brought",
                        to="governance.delegation",
                    ),
                ),
                ("words", models.CharField(max_length=2000)),
                ("chosen", models.CharField(blank=True, max_length=200)),
                ("within", models.BooleanField()),
                ("why_not", models.CharField(blank=True, max_length=400)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("doubted_by", models.UUIDField(null=True)),
                ("doubt", models.CharField(blank=True, max_length=400)),
                (
                    "motion",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="governance.motion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("within", True), ("motion__isnull", False), _connector="OR"
                        ),
                        name="what_is_outside_a_mandate_is_a_question_home",
                    )
                ],
                "indexes": [],
            },
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
