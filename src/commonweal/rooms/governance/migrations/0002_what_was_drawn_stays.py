"""What was counted and drawn stays: urns, paper, published rules, public lots."""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

#: Per table: what never changes, and what does not once it holds something.
KEPT = {
    "lottery": (
        ("id", "union_id", "motion_id", "round", "what_for", "labels", "quotas", "panels",
         "chances", "places", "list_hash", "begun_at"),
        ("seed", "rule", "result", "drawn_at"),
    ),
    "teller": (("id", "lottery_id", "place"), ("commitment", "reveal")),
    "published": (("id", "motion_id", "round", "rule", "seed_parts", "n_answers"), ()),
}  # fmt: skip
#: Columns that are empty before they hold something (the others are NULL).
_EMPTY = frozenset({"seed", "commitment", "reveal"})


def _walls(differs: str) -> Iterator[tuple[str, str, str]]:
    """Yield table, operation and when it is refused. ``differs`` is the word for it."""
    for table, (facts, once) in KEPT.items():
        refused = [f"OLD.{name} {differs} NEW.{name}" for name in facts]
        for name in once:
            held = f"OLD.{name} <> ''" if name in _EMPTY else f"OLD.{name} IS NOT NULL"
            refused.append(f"({held} AND OLD.{name} {differs} NEW.{name})")
        yield table, "UPDATE", " OR ".join(refused)
        yield table, "DELETE", ""


def _sqlite() -> Iterator[str]:
    for number, (table, operation, refused) in enumerate(_walls("IS NOT")):
        when = f"WHEN {refused}" if refused else ""
        yield f"""
            CREATE TRIGGER {table}_stays_{number}
            BEFORE {operation} ON governance_{table} {when}
            BEGIN SELECT RAISE(ABORT, '{table}_stays'); END
        """


def _postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION governance_counts_stay() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION '%_stays', TG_ARGV[0] USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    for number, (table, operation, refused) in enumerate(_walls("IS DISTINCT FROM")):
        when = f"WHEN ({refused})" if refused else ""
        yield f"""
            CREATE TRIGGER {table}_stays_{number}
            BEFORE {operation} ON governance_{table}
            FOR EACH ROW {when}
            EXECUTE FUNCTION governance_counts_stay('{table}')
        """
    for table in KEPT:
        yield f"""
            CREATE TRIGGER {table}_is_not_emptied
            BEFORE TRUNCATE ON governance_{table}
            FOR EACH STATEMENT EXECUTE FUNCTION governance_counts_stay('{table}')
        """


def refuse_changes(_apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Make the triggers of this database."""
    on_sqlite = editor.connection.vendor == "sqlite"
    for statement in _sqlite() if on_sqlite else _postgresql():
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """See the module."""

    dependencies = [("governance", "0001_motions_are_kept")]

    operations = [
        migrations.CreateModel(
            name="Lottery",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("union_id", models.UUIDField()),
                ("motion_id", models.UUIDField(null=True)),
                ("round", models.PositiveIntegerField(null=True)),
                ("what_for", models.CharField(max_length=120)),
                ("labels", models.JSONField()),
                ("quotas", models.JSONField(default=list)),
                ("panels", models.JSONField(null=True)),
                ("places", models.PositiveIntegerField()),
                ("list_hash", models.CharField(max_length=64)),
                ("begun_by", models.UUIDField(null=True)),
                ("begun_at", models.DateTimeField()),
                ("committed_at", models.DateTimeField(null=True)),
                ("dice", models.CharField(blank=True, max_length=200)),
                ("dice_by", models.UUIDField(null=True)),
                ("seed", models.CharField(blank=True, max_length=64)),
                ("rule", models.JSONField(null=True)),
                ("result", models.JSONField(null=True)),
                ("words", models.JSONField(default=list)),
                ("chances", models.JSONField(default=dict)),
                ("drawn_at", models.DateTimeField(null=True)),
            ],
            options={
                "indexes": [
                    models.Index(
                        fields=["union_id", "begun_at"], name="lots_of_a_union"
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("drawn_at__isnull", True),
                            models.Q(
                                models.Q(("seed", ""), _negated=True),
                                models.Q(("dice", ""), _negated=True),
                                ("rule__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="what_is_drawn_has_its_seed_and_dice",
                    ),
                    models.UniqueConstraint(
                        fields=("motion_id", "round"), name="a_round_is_drawn_for_once"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("places__gte", 1)),
                        name="lots_are_drawn_for_one_place_at_least",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="PaperTyping",
            fields=[
                (
                    "id",
                    models.UUIDField(editable=False, primary_key=True, serialize=False),
                ),
                ("round", models.PositiveIntegerField()),
                ("channel", models.CharField(max_length=6)),
                ("state", models.CharField(default="half", max_length=7)),
                ("first", models.UUIDField(null=True)),
                ("second", models.UUIDField(null=True)),
                ("lines", models.TextField(blank=True)),
                ("second_lines", models.TextField(blank=True)),
                ("n_lines", models.PositiveIntegerField()),
                ("typed_on", models.DateField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sheets",
                        to="governance.motion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["half", "differs", "agreed", "torn"])
                        ),
                        name="a_sheet_is_half_differs_agreed_or_torn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first__isnull", True),
                            ("second__isnull", True),
                            models.Q(("first", models.F("second")), _negated=True),
                            _connector="OR",
                        ),
                        name="a_sheet_is_typed_by_two_people",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state__in", ["half", "differs"]),
                            models.Q(("lines", ""), ("second_lines", "")),
                            _connector="OR",
                        ),
                        name="no_lines_stay_on_a_sheet_that_is_cast_or_torn",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("channel__in", ["paper", "room"])),
                        name="a_sheet_is_of_paper_or_of_the_room",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Published",
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
                ("rule", models.JSONField()),
                ("seed_parts", models.JSONField(default=dict)),
                ("n_answers", models.PositiveIntegerField()),
                ("counted_on", models.DateField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="published",
                        to="governance.motion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "round"), name="a_round_is_published_once"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Teller",
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
                ("place", models.PositiveSmallIntegerField()),
                ("person_id", models.UUIDField(null=True)),
                ("commitment", models.CharField(blank=True, max_length=64)),
                ("reveal", models.CharField(blank=True, max_length=200)),
                ("is_replaced", models.BooleanField(default=False)),
                (
                    "lottery",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="tellers",
                        to="governance.lottery",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("lottery", "person_id"), name="a_teller_is_named_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("commitment", ""), _negated=True),
                        fields=("lottery", "commitment"),
                        name="tellers_hand_in_different_words",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reveal", ""),
                            models.Q(("commitment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="a_word_is_handed_in_before_it_is_said",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="UrnTyping",
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
                ("place", models.PositiveSmallIntegerField()),
                ("person_id", models.UUIDField(null=True)),
                ("papers", models.PositiveIntegerField()),
                ("blank", models.PositiveIntegerField(default=0)),
                ("piles", models.JSONField(default=list)),
                ("dice", models.CharField(blank=True, max_length=40)),
                ("typed_at", models.DateTimeField()),
                (
                    "motion",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="urns",
                        to="governance.motion",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        fields=("motion", "round", "place"),
                        name="two_tellers_count_an_urn",
                    ),
                    models.UniqueConstraint(
                        fields=("motion", "round", "person_id"),
                        name="a_teller_counts_an_urn_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("place__in", [1, 2])),
                        name="an_urn_has_a_first_and_second_count",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("blank__lte", models.F("papers"))),
                        name="blank_papers_are_among_all_papers",
                    ),
                ],
            },
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
