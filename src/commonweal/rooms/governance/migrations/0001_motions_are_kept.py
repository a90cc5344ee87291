"""Motions are kept: what deciding holds, and the walls that keep it (I-17)."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Per table: what is never changed, and names that are only ever taken off or added once.
KEPT = {
    "motion": (
        ("id", "union_id", "body_id", "matter", "brought_at", "breach", "new_facts",
         "burdens", "seats", "budget", "currency", "quotas"),
        ("brought_by", "about"),
    ),
    "version": (
        ("id", "motion_id", "number", "title", "sentence", "text", "options", "effects",
         "review_on", "why", "at"),
        ("by",),
    ),
    "voice": (
        ("id", "motion_id", "kind", "words", "at", "version", "attempt", "round",
         "reply_to_id"),
        ("by", "settled_by", "doubted_by"),
    ),
    "step": (("id", "motion_id", "number", "kind", "stage", "at", "facts"), ("by",)),
    "method": (
        ("id", "union_id", "body_id", "matter", "rule", "from_day", "decision", "set_at"),
        (),
    ),
    "voter": (("id", "motion_id", "round"), ("person_id",)),
}  # fmt: skip
#: Names that are written later than the row.
LATER = frozenset({"settled_by", "doubted_by"})

#: Voters come when it opens. A union that moves to another node brings its lists along:
#: they are filled up to the number listed then, and no further.
_MAY_JOIN = """
    SELECT 1 FROM governance_motion AS m
    WHERE m.id = NEW.motion_id AND (
        NEW.round < m.round
        OR (NEW.round = m.round AND (
            m.stage = 'frozen' OR m.n_listed > (
                SELECT COUNT(*) FROM governance_voter AS v
                WHERE v.motion_id = NEW.motion_id AND v.round = NEW.round
            )
        ))
    )
"""

_OVER = "('carried_out', 'not_adopted', 'withdrawn', 'lapsed')"
_COUNTED = f"('adopted', 'blocked', {_OVER[1:-1]})"
_COUNT = ("outcome", "winners", "result", "rule", "text_hash", "list_hash", "current")
_SETTLED = "('integrated', 'withdrawn', 'answered', 'not_seen')"
_SEALED = ("id", "motion_id", "round", "answer", "reason", "receipt", "is_sealed")


def _walls(differs: str) -> Iterator[tuple[str, str, str]]:
    """Yield table, operation and when it is refused. ``differs`` is the word for it."""

    def any_of(names: tuple[str, ...]) -> str:
        return " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in names)

    for table, (facts, names) in KEPT.items():
        refused = [any_of(facts)]
        for name in names:
            before = f"OLD.{name} IS NOT NULL AND " if name in LATER else ""
            refused.append(
                f"({before}NEW.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name})"
            )
        yield table, "UPDATE", " OR ".join(refused)
        yield table, "DELETE", ""
    yield (
        "motion",
        "UPDATE",
        (
            f"(OLD.stage IN {_OVER} AND OLD.stage {differs} NEW.stage)"
            f" OR (OLD.stage IN {_COUNTED} AND ({any_of(_COUNT)}))"
            f" OR (OLD.decision IS NOT NULL AND OLD.decision {differs} NEW.decision)"
        ),
    )
    yield (
        "voice",
        "UPDATE",
        f"OLD.status IN {_SETTLED} AND ({any_of(('status', 'settled_words'))})",
    )
    gained = " OR ".join(
        f"(NEW.{name} IS NOT NULL AND NEW.{name} {differs} OLD.{name})"
        for name in ("person_id", "helper", "second_helper")
    )
    sealed = "OLD.is_sealed" if differs == "IS DISTINCT FROM" else "OLD.is_sealed = 1"
    yield "answer", "UPDATE", f"{sealed} AND ({any_of(_SEALED)} OR {gained})"
    yield "answer", "DELETE", sealed


def _sqlite() -> Iterator[str]:
    for number, (table, operation, refused) in enumerate(_walls("IS NOT")):
        when = f"WHEN {refused}" if refused else ""
        yield f"""
            CREATE TRIGGER {table}s_are_kept_{number}
            BEFORE {operation} ON governance_{table} {when}
            BEGIN SELECT RAISE(ABORT, '{table}s_are_kept'); END
        """
    yield f"""
        CREATE TRIGGER nobody_joins_the_voters_later
        BEFORE INSERT ON governance_voter
        WHEN NOT EXISTS ({_MAY_JOIN})
        BEGIN SELECT RAISE(ABORT, 'nobody_joins_the_voters_later'); END
    """


def _postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION governance_rows_are_kept() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '%_are_kept', TG_ARGV[0] USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    for number, (table, operation, refused) in enumerate(_walls("IS DISTINCT FROM")):
        when = f"WHEN ({refused})" if refused else ""
        yield f"""
            CREATE TRIGGER {table}s_are_kept_{number}
            BEFORE {operation} ON governance_{table}
            FOR EACH ROW {when}
            EXECUTE FUNCTION governance_rows_are_kept('{table}s')
        """
    for table in (*KEPT, "answer"):
        yield f"""
            CREATE TRIGGER {table}s_are_not_emptied
            BEFORE TRUNCATE ON governance_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION governance_rows_are_kept('{table}s')
        """
    yield f"""
        CREATE FUNCTION nobody_joins_the_voters_later() RETURNS trigger AS $$
        BEGIN
            IF NOT EXISTS ({_MAY_JOIN}) THEN
                RAISE EXCEPTION 'nobody_joins_the_voters_later'
                USING ERRCODE = '23514';
            END IF;
            RETURN NEW;
        END $$ LANGUAGE plpgsql
    """
    yield """
        CREATE TRIGGER nobody_joins_the_voters_later
        BEFORE INSERT ON governance_voter
        FOR EACH ROW EXECUTE FUNCTION nobody_joins_the_voters_later()
    """


def refuse_changes(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Let the database refuse by itself."""
    del apps
    vendor = schema_editor.connection.vendor
    for statement in _sqlite() if vendor == "sqlite" else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Bodies, methods, motions and votes."""

    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Away",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("union_id", models.UUIDField()),
                ("person_id", models.UUIDField(unique=True)),
                ("until", models.DateField()),
            ],
        ),
        migrations.CreateModel(
            name="Body",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("union_id", models.UUIDField()),
                ("kind", models.CharField(max_length=8)),
                ("name", models.CharField(blank=True, max_length=80)),
                ("domain", models.CharField(blank=True, max_length=1000)),
                ("decision", models.PositiveIntegerField(null=True)),
                ("formed_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("ended_at__isnull", True),
                                ("kind", "assembly"),
                                ("name", ""),
                            ),
                            models.Q(
                                ("kind", "circle"),
                                models.Q(("name", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="a_body_is_the_assembly_or_a_circle_with_a_name",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("kind", "assembly")),
                        fields=("union_id",),
                        name="one_assembly_in_a_union",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(
                            ("ended_at__isnull", True), ("kind", "circle")
                        ),
                        fields=("union_id", "name"),
                        name="deciding_circles_have_different_names",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Motion",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("union_id", models.UUIDField()),
                ("matter", models.CharField(max_length=16)),
                ("brought_by", models.UUIDField(null=True)),
                ("brought_at", models.DateTimeField()),
                ("about", models.UUIDField(null=True)),
                ("breach", models.TextField(blank=True)),
                ("new_facts", models.TextField(blank=True)),
                ("burdens", models.TextField(blank=True)),
                ("seats", models.PositiveSmallIntegerField(default=1)),
                ("budget", models.BigIntegerField(default=0)),
                ("currency", models.CharField(blank=True, max_length=3)),
                ("quotas", models.JSONField(default=list)),
                ("stage", models.CharField(default="draft", max_length=11)),
                ("current", models.PositiveIntegerField(default=1)),
                ("round", models.PositiveIntegerField(default=0)),
                ("attempt", models.PositiveIntegerField(default=1)),
                ("returned_at", models.DateTimeField(null=True)),
                ("discussed_from", models.DateTimeField(null=True)),
                ("rule", models.JSONField(null=True)),
                ("text_hash", models.CharField(blank=True, max_length=64)),
                ("dry_run", models.JSONField(default=list)),
                ("opens_at", models.DateTimeField(null=True)),
                ("closes_at", models.DateTimeField(null=True)),
                ("challenge_until", models.DateTimeField(null=True)),
                ("list_hash", models.CharField(blank=True, max_length=64)),
                ("n_voters", models.PositiveIntegerField(default=0)),
                ("n_listed", models.PositiveIntegerField(default=0)),
                ("n_answered", models.PositiveIntegerField(default=0)),
                ("is_extended", models.BooleanField(default=False)),
                ("is_lengthened", models.BooleanField(default=False)),
                ("was_challenged", models.BooleanField(default=False)),
                ("is_called_in", models.BooleanField(default=False)),
                ("outcome", models.CharField(blank=True, max_length=11)),
                ("winners", models.JSONField(default=list)),
                ("result", models.JSONField(default=dict)),
                ("words", models.JSONField(default=list)),
                ("decision", models.PositiveIntegerField(null=True)),
                ("blocked_why", models.JSONField(default=list)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="motions",
                        to="governance.body",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Asked",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("why", models.CharField(max_length=8)),
                ("asked_at", models.DateTimeField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="asked",
                        to="governance.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("person_id", models.UUIDField(null=True)),
                ("answer", models.JSONField()),
                ("reason", models.TextField(blank=True)),
                ("channel", models.CharField(default="online", max_length=6)),
                ("receipt", models.CharField(blank=True, max_length=40)),
                ("helper", models.UUIDField(null=True)),
                ("second_helper", models.UUIDField(null=True)),
                ("given_on", models.DateField()),
                ("is_sealed", models.BooleanField(default=False)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="governance.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Step",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("kind", models.CharField(max_length=16)),
                ("stage", models.CharField(max_length=11)),
                ("at", models.DateTimeField()),
                ("by", models.UUIDField(null=True)),
                ("facts", models.JSONField(default=dict)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="steps",
                        to="governance.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Version",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("number", models.PositiveIntegerField()),
                ("title", models.CharField(max_length=120)),
                ("sentence", models.CharField(max_length=280)),
                ("text", models.TextField()),
                ("options", models.JSONField(default=list)),
                ("effects", models.JSONField(default=list)),
                ("review_on", models.DateField()),
                ("why", models.TextField(blank=True)),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="versions",
                        to="governance.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Voice",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("kind", models.CharField(max_length=9)),
                ("words", models.TextField()),
                ("by", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("version", models.PositiveIntegerField()),
                ("attempt", models.PositiveIntegerField()),
                ("round", models.PositiveIntegerField()),
                ("status", models.CharField(default="open", max_length=10)),
                ("settled_words", models.TextField(blank=True)),
                ("settled_by", models.UUIDField(null=True)),
                ("settled_at", models.DateTimeField(null=True)),
                ("doubted_by", models.UUIDField(null=True)),
                ("doubted_at", models.DateTimeField(null=True)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voices",
                        to="governance.motion",
                    ),
                ),
                (
                    "reply_to",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="governance.voice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Seeing",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.UUIDField()),
                (
                    "voice",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seen",
                        to="governance.voice",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Voter",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("round", models.PositiveIntegerField()),
                ("person_id", models.UUIDField(null=True)),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="voters",
                        to="governance.motion",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Membership",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("person_id", models.UUIDField()),
                ("asked_at", models.DateTimeField()),
                ("welcomed_at", models.DateTimeField(null=True)),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="members",
                        to="governance.body",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "person_id"),
                        name="a_person_is_once_in_a_circle",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Method",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("union_id", models.UUIDField()),
                ("matter", models.CharField(max_length=16)),
                ("rule", models.JSONField()),
                ("from_day", models.DateField()),
                ("decision", models.PositiveIntegerField()),
                ("set_at", models.DateTimeField()),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="methods",
                        to="governance.body",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        models.F("body"),
                        models.F("matter"),
                        models.F("from_day"),
                        name="method_in_force",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("body", "matter", "decision"),
                        name="a_decision_sets_a_method_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("decision__gte", 1)),
                        name="a_method_names_its_decision",
                    ),
                ],
            },
        ),
        migrations.AddIndex(
            model_name="motion",
            index=models.Index(fields=["union_id", "stage"], name="motions_of_a_union"),
        ),
        migrations.AddIndex(
            model_name="motion",
            index=models.Index(
                condition=models.Q(("decision__isnull", False)),
                fields=["union_id", "decision"],
                name="motions_by_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "stage__in",
                        (
                            "draft",
                            "discussion",
                            "frozen",
                            "open",
                            "closed",
                            "adopted",
                            "carried_out",
                            "blocked",
                            "not_adopted",
                            "withdrawn",
                            "lapsed",
                        ),
                    )
                ),
                name="a_motion_is_in_a_known_stage",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("stage__in", ["frozen", "open", "closed"]), _negated=True
                    ),
                    models.Q(
                        ("rule__isnull", False),
                        models.Q(("text_hash", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="a_frozen_motion_has_its_rule_and_its_hash",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at__isnull", True), ("opens_at__isnull", True)),
                    ("closes_at__gt", models.F("opens_at")),
                    _connector="OR",
                ),
                name="a_motion_closes_after_it_opens",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("outcome__in", ["", "adopted", "not_adopted", "returned"])
                ),
                name="a_count_comes_to_something_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("n_answered__lte", models.F("n_voters")),
                    ("list_hash", ""),
                    _connector="OR",
                ),
                name="nobody_answers_twice",
            ),
        ),
        migrations.AddConstraint(
            model_name="motion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stage__in", ["carried_out", "blocked"]), _negated=True),
                    ("decision__isnull", False),
                    _connector="OR",
                ),
                name="what_is_carried_out_has_its_decision",
            ),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.UniqueConstraint(
                fields=("motion", "person_id"), name="advice_is_asked_once_of_each"
            ),
        ),
        migrations.AddConstraint(
            model_name="asked",
            constraint=models.CheckConstraint(
                condition=models.Q(("why__in", ["affected", "knows"])),
                name="advice_is_asked_of_who_is_affected_or_knows",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                fields=("motion", "round", "person_id"), name="one_person_one_answer"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(
                condition=models.Q(("receipt", ""), _negated=True),
                fields=("motion", "round", "receipt"),
                name="receipts_are_different",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("channel__in", ["online", "helped", "room", "paper"])
                ),
                name="an_answer_came_on_a_known_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("helper__isnull", True),
                    ("second_helper__isnull", True),
                    models.Q(("helper", models.F("second_helper")), _negated=True),
                    _connector="OR",
                ),
                name="two_people_help_with_an_answer",
            ),
        ),
        migrations.AddConstraint(
            model_name="step",
            constraint=models.UniqueConstraint(
                fields=("motion", "number"), name="steps_are_numbered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="version",
            constraint=models.UniqueConstraint(
                fields=("motion", "number"), name="versions_are_numbered_once"
            ),
        ),
        migrations.AddIndex(
            model_name="voice",
            index=models.Index(fields=["motion", "at"], name="voices_of_a_motion"),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        (
                            "question",
                            "reaction",
                            "concern",
                            "advice",
                            "amendment",
                            "objection",
                            "dissent",
                            "reply",
                            "challenge",
                            "breach",
                            "call_in",
                            "hearing",
                        ),
                    )
                ),
                name="a_voice_is_of_a_known_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        [
                            "open",
                            "doubted",
                            "stands",
                            "integrated",
                            "withdrawn",
                            "answered",
                            "not_seen",
                        ],
                    )
                ),
                name="a_voice_is_open_or_settled",
            ),
        ),
        migrations.AddConstraint(
            model_name="voice",
            constraint=models.CheckConstraint(
                condition=models.Q(("words", ""), _negated=True),
                name="a_voice_says_something",
            ),
        ),
        migrations.AddConstraint(
            model_name="seeing",
            constraint=models.UniqueConstraint(
                fields=("voice", "person_id"), name="a_reason_is_seen_once_by_each"
            ),
        ),
        migrations.AddIndex(
            model_name="voter",
            index=models.Index(fields=["person_id"], name="motions_a_person_answers"),
        ),
        migrations.AddConstraint(
            model_name="voter",
            constraint=models.UniqueConstraint(
                fields=("motion", "round", "person_id"),
                name="a_person_is_once_among_the_voters",
            ),
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
