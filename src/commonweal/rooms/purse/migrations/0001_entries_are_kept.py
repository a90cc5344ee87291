"""Entries are kept: what the books hold, and the walls that keep them (I-9)."""

from __future__ import annotations

from collections.abc import Iterator

import django.db.models.deletion
import django.db.models.expressions
import django.db.models.functions.text
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

FACTS = (
    "id", "union_id", "number", "kind", "day", "currency", "amount", "change",
    "account_id", "purse_id", "to_account_id", "to_purse_id", "to_currency",
    "to_amount", "category_id", "corrects_id", "event", "second_event", "spend",
    "commitment", "at",
)  # fmt: skip


def _sqlite() -> Iterator[str]:
    changed = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in FACTS)
    yield f"""
        CREATE TRIGGER entries_are_only_added_to_update
        BEFORE UPDATE ON purse_entry
        WHEN {changed}
        OR (NEW.note <> '' AND NEW.note <> OLD.note)
        OR (NEW.person_id IS NOT NULL AND NEW.person_id IS NOT OLD.person_id)
        OR (NEW.typed_by IS NOT NULL AND NEW.typed_by IS NOT OLD.typed_by)
        BEGIN SELECT RAISE(ABORT, 'entries_are_only_added_to'); END
    """
    yield """
        CREATE TRIGGER entries_are_only_added_to_delete
        BEFORE DELETE ON purse_entry
        BEGIN SELECT RAISE(ABORT, 'entries_are_only_added_to'); END
    """


def _postgresql() -> Iterator[str]:
    old = ", ".join(f"OLD.{name}" for name in FACTS)
    new = ", ".join(f"NEW.{name}" for name in FACTS)
    yield """
        CREATE FUNCTION entries_are_only_added_to() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'entries_are_only_added_to' USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    yield f"""
        CREATE TRIGGER entries_are_only_added_to_update
        BEFORE UPDATE ON purse_entry
        FOR EACH ROW WHEN (
            ({old}) IS DISTINCT FROM ({new})
            OR (NEW.note <> '' AND NEW.note <> OLD.note)
            OR (NEW.person_id IS NOT NULL
                AND NEW.person_id IS DISTINCT FROM OLD.person_id)
            OR (NEW.typed_by IS NOT NULL
                AND NEW.typed_by IS DISTINCT FROM OLD.typed_by)
        )
        EXECUTE FUNCTION entries_are_only_added_to()
    """
    yield """
        CREATE TRIGGER entries_are_only_added_to_delete
        BEFORE DELETE ON purse_entry
        FOR EACH ROW EXECUTE FUNCTION entries_are_only_added_to()
    """
    yield """
        CREATE TRIGGER entries_are_not_emptied
        BEFORE TRUNCATE ON purse_entry
        FOR EACH STATEMENT EXECUTE FUNCTION entries_are_only_added_to()
    """


def refuse_changes(
    apps: StateApps, schema_editor: BaseDatabaseSchemaEditor
) -> None:
    """Let the database itself refuse to change or lose what was written down (I-9)."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Make the tables of the books and the walls around entries."""

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name="Books",
            fields=[
                ("union_id", models.UUIDField(primary_key=True, serialize=False)),
                ("n_entries", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.CreateModel(
            name="Account",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=8)),
                ("currency", models.CharField(max_length=3)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("bic", models.CharField(blank=True, max_length=11)),
                ("holder", models.CharField(blank=True, max_length=80)),
                ("is_closed", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("union_id"), django.db.models.functions.text.Lower("name"), name="accounts_have_different_names"), models.CheckConstraint(condition=models.Q(("kind__in", ["bank", "drawer", "card"])), name="an_account_is_at_a_bank_a_drawer_or_a_card")],
            },
        ),
        migrations.CreateModel(
            name="Category",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=80)),
                ("direction", models.CharField(max_length=3)),
                ("picture", models.CharField(max_length=12)),
                ("code", models.CharField(blank=True, max_length=16)),
                ("is_personal", models.BooleanField(default=False)),
                ("is_built_in", models.BooleanField(default=False)),
                ("is_retired", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("union_id"), models.F("direction"), django.db.models.functions.text.Lower("name"), condition=models.Q(("is_retired", False)), name="categories_have_different_names"), models.CheckConstraint(condition=models.Q(("direction__in", ["in", "out"])), name="a_category_is_for_in_or_out"), models.CheckConstraint(condition=models.Q(("is_built_in", True), ("is_retired", True), _negated=True), name="built_in_categories_stay")],
            },
        ),
        migrations.CreateModel(
            name="Entry",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField()),
                ("number", models.PositiveBigIntegerField()),
                ("kind", models.CharField(max_length=12)),
                ("day", models.DateField()),
                ("currency", models.CharField(max_length=3)),
                ("amount", models.BigIntegerField()),
                ("change", models.BigIntegerField()),
                ("to_currency", models.CharField(blank=True, max_length=3)),
                ("to_amount", models.BigIntegerField(null=True)),
                ("event", models.UUIDField(unique=True)),
                ("second_event", models.UUIDField(null=True)),
                ("spend", models.UUIDField(null=True)),
                ("commitment", models.UUIDField(null=True)),
                ("at", models.DateTimeField()),
                ("note", models.CharField(blank=True, max_length=200)),
                ("person_id", models.UUIDField(null=True)),
                ("typed_by", models.UUIDField(null=True)),
                ("keep_until", models.DateField(null=True)),
                ("account", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.account")),
                ("category", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.category")),
                ("corrects", models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.entry")),
                ("to_account", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.account")),
            ],
        ),
        migrations.CreateModel(
            name="Pocket",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField(db_index=True)),
                ("person_id", models.UUIDField(db_index=True, null=True)),
                ("iban", models.CharField(blank=True, max_length=34)),
                ("name_on_account", models.CharField(blank=True, max_length=70)),
                ("keep_until", models.DateField()),
                ("entry", models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.entry")),
                ("squared", models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.entry")),
            ],
        ),
        migrations.CreateModel(
            name="Purse",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField(db_index=True)),
                ("name", models.CharField(max_length=80)),
                ("kind", models.CharField(max_length=12)),
                ("is_closed", models.BooleanField(default=False)),
                ("added_at", models.DateTimeField()),
            ],
            options={
                "constraints": [models.UniqueConstraint(models.F("union_id"), django.db.models.functions.text.Lower("name"), name="purses_have_different_names"), models.UniqueConstraint(condition=models.Q(("kind", "everyday")), fields=("union_id",), name="one_everyday_purse"), models.CheckConstraint(condition=models.Q(("kind__in", ["everyday", "capital", "emergency", "reinvestment", "solidarity", "earmarked"])), name="a_purse_is_of_a_known_kind"), models.CheckConstraint(condition=models.Q(("is_closed", True), ("kind", "everyday"), _negated=True), name="the_everyday_purse_stays_open")],
            },
        ),
        migrations.AddField(
            model_name="entry",
            name="purse",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.purse"),
        ),
        migrations.AddField(
            model_name="entry",
            name="to_purse",
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.purse"),
        ),
        migrations.CreateModel(
            name="Counting",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("union_id", models.UUIDField(db_index=True)),
                ("day", models.DateField()),
                ("counted", models.BigIntegerField()),
                ("written", models.BigIntegerField()),
                ("counted_by", models.UUIDField(null=True)),
                ("counted_at", models.DateTimeField()),
                ("confirmed_by", models.UUIDField(null=True)),
                ("confirmed_at", models.DateTimeField(null=True)),
                ("set_aside_at", models.DateTimeField(null=True)),
                ("keep_until", models.DateField()),
                ("account", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.account")),
                ("entry", models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.entry")),
                ("purse", models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="purse.purse")),
            ],
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["union_id", "day", "number"], name="entries_by_day"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["union_id", "account", "purse", "day", "change"], name="entries_by_account"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("to_account__isnull", False)), fields=["union_id", "to_account", "to_purse", "day", "to_amount"], name="entries_by_to_account"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(fields=["union_id", "category", "currency", "day", "amount"], name="entries_by_category"),
        ),
        migrations.AddIndex(
            model_name="entry",
            index=models.Index(condition=models.Q(("person_id__isnull", False)), fields=["union_id", "person_id"], name="entries_with_a_name"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(fields=("union_id", "number"), name="entries_are_counted_without_doubles"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.UniqueConstraint(condition=models.Q(("kind", "correction")), fields=("corrects",), name="an_entry_is_taken_back_once"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("amount__lt", 0), ("corrects__isnull", False), ("kind", "correction")), models.Q(models.Q(("kind", "correction"), _negated=True), ("amount__gt", 0)), _connector="OR"), name="an_entry_has_an_amount_above_zero_unless_it_takes_back"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("account__isnull", True), ("change", 0)), models.Q(("account__isnull", False), ("change", models.F("amount"))), models.Q(("account__isnull", False), ("change", django.db.models.expressions.CombinedExpression(models.F("amount"), "*", models.Value(-1)))), _connector="OR"), name="an_entry_changes_its_account_by_its_amount"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(("account__isnull", True), ("purse__isnull", False), _connector="OR"), name="money_at_an_account_is_in_a_purse"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(models.Q(("to_account__isnull", True), ("to_amount__isnull", True), ("to_purse__isnull", True)), models.Q(("category__isnull", True), ("to_account__isnull", False), ("to_amount__isnull", False), ("to_purse__isnull", False)), _connector="OR"), name="moved_money_arrives_at_an_account_and_in_a_purse"),
        ),
        migrations.AddConstraint(
            model_name="entry",
            constraint=models.CheckConstraint(condition=models.Q(("kind__in", ["taken", "paid", "came_in", "moved", "exchanged", "from_pocket", "squared", "difference", "opening", "settlement", "correction"])), name="an_entry_is_of_a_known_kind"),
        ),
        migrations.AddConstraint(
            model_name="counting",
            constraint=models.CheckConstraint(condition=models.Q(("confirmed_by__isnull", True), ("counted_by__isnull", True), models.Q(("confirmed_by", models.F("counted_by")), _negated=True), _connector="OR"), name="a_drawer_is_counted_by_two"),
        ),
        migrations.AddConstraint(
            model_name="counting",
            constraint=models.CheckConstraint(condition=models.Q(("counted__gte", 0)), name="a_drawer_holds_nothing_or_more"),
        ),
        migrations.AddConstraint(
            model_name="counting",
            constraint=models.CheckConstraint(condition=models.Q(("confirmed_at__isnull", True), ("set_aside_at__isnull", True), _connector="OR"), name="a_counting_is_confirmed_or_set_aside_not_both"),
        ),
        migrations.RunPython(refuse_changes, migrations.RunPython.noop),
    ]
