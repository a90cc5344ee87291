"""The register keeps every entry: nothing is changed or deleted (I-20).

Entries, wordings, standings and what superseded what are append-only; of an entry only
who to ask may change. An entry stands in one way at a time and has one current version:
steps and versions are counted without gaps, days never run back, and nothing follows
an end. The search index is kept in step by the database itself: FTS5 on SQLite, a
tsvector on PostgreSQL.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator

import django.db.models.deletion
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

KEPT = ("governance_wording", "governance_standing", "governance_supersession")
#: Everything of an entry but who to ask.
FIXED = (
    "id", "union_id", "number", "old_number", "title", "kind", "body_id", "motion_id",
    "decided_on", "is_imported", "recorded_at",
)  # fmt: skip
CHANGED = " OR ".join(f"NEW.{name} IS DISTINCT FROM OLD.{name}" for name in FIXED)
CHANGED_ON_SQLITE = CHANGED.replace("IS DISTINCT FROM", "IS NOT")
FINAL = "('superseded', 'expired', 'carried_out')"
#: The next step or version: its number follows the last, its day is not before it.
LAST_STEP = "(SELECT {} FROM governance_standing s WHERE s.entry_id = NEW.entry_id)"
LAST_WORDING = "(SELECT {} FROM governance_wording w WHERE w.entry_id = NEW.entry_id)"
STEP_IS_WRONG = f"""
    NEW.number <> {LAST_STEP.format("COALESCE(MAX(s.number), 0) + 1")}
    OR EXISTS (
        SELECT 1 FROM governance_standing s WHERE s.entry_id = NEW.entry_id
        AND (s.status IN {FINAL} OR s."on" > NEW."on")
    )
"""
WORDING_IS_WRONG = f"""
    NEW.version <> {LAST_WORDING.format("COALESCE(MAX(w.version), 0) + 1")}
    OR EXISTS (
        SELECT 1 FROM governance_wording w
        WHERE w.entry_id = NEW.entry_id AND w.from_day > NEW.from_day
    )
"""
FOLLOWS = (
    ("governance_standing", STEP_IS_WRONG, "an_entry_stands_in_one_way"),
    ("governance_wording", WORDING_IS_WRONG, "an_entry_has_one_current_version"),
)


def _sqlite() -> Iterator[str]:
    said = "the_register_is_append_only"
    for table in (*KEPT, "governance_entry"):
        yield f"""
            CREATE TRIGGER {table}_is_not_deleted BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, '{said}'); END
        """
    for table in KEPT:
        yield f"""
            CREATE TRIGGER {table}_is_not_changed BEFORE UPDATE ON {table}
            BEGIN SELECT RAISE(ABORT, '{said}'); END
        """
    yield f"""
        CREATE TRIGGER governance_entry_is_not_changed BEFORE UPDATE ON governance_entry
        WHEN {CHANGED_ON_SQLITE}
        BEGIN SELECT RAISE(ABORT, '{said}'); END
    """
    for table, is_wrong, promise in FOLLOWS:
        yield f"""
            CREATE TRIGGER {table}_follows BEFORE INSERT ON {table} WHEN {is_wrong}
            BEGIN SELECT RAISE(ABORT, '{promise}'); END
        """
    yield from _sqlite_index()


def _sqlite_index() -> Iterator[str]:
    yield """
        CREATE VIRTUAL TABLE governance_found USING fts5(
            title, words, tokenize = 'unicode61 remove_diacritics 0'
        )
    """
    forget = "DELETE FROM governance_found WHERE rowid = {}.id;"
    learn = """
        INSERT INTO governance_found (rowid, title, words)
        VALUES (NEW.id, NEW.title, NEW.words);
    """
    for moment, deeds in (
        ("INSERT", forget.format("NEW") + learn),
        ("UPDATE OF title, words", forget.format("OLD") + learn),
        ("DELETE", forget.format("OLD")),
    ):
        yield f"""
            CREATE TRIGGER governance_found_after_{moment.split()[0].lower()}
            AFTER {moment} ON governance_entryindex BEGIN {deeds} END
        """


def _postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION the_register_is_append_only() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'the_register_is_append_only' USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    run = "EXECUTE FUNCTION the_register_is_append_only()"
    for table in (*KEPT, "governance_entry"):
        changed = "UPDATE OR DELETE" if table in KEPT else "DELETE"
        yield f"""
            CREATE TRIGGER {table}_is_append_only BEFORE {changed} ON {table}
            FOR EACH ROW {run}
        """
        yield f"""
            CREATE TRIGGER {table}_is_not_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT {run}
        """
    yield f"""
        CREATE TRIGGER governance_entry_is_not_changed BEFORE UPDATE ON governance_entry
        FOR EACH ROW WHEN ({CHANGED}) {run}
    """
    for table, is_wrong, promise in FOLLOWS:
        yield f"""
            CREATE FUNCTION {table}_follows() RETURNS trigger AS $$
            BEGIN
                IF {is_wrong} THEN
                    RAISE EXCEPTION '{promise}' USING ERRCODE = '23514';
                END IF;
                RETURN NEW;
            END $$ LANGUAGE plpgsql
        """
        yield f"""
            CREATE TRIGGER {table}_follows BEFORE INSERT ON {table}
            FOR EACH ROW EXECUTE FUNCTION {table}_follows()
        """
    yield from _postgresql_index()


def _postgresql_index() -> Iterator[str]:
    """Index words as they stand: they are reduced before they come here.

    Words are compared letter by letter ("C"), so that near ones are found by their
    beginning on any server.
    """
    yield """
        ALTER TABLE governance_knownword
        ALTER COLUMN word TYPE varchar(60) COLLATE "C"
    """
    yield """
        ALTER TABLE governance_entryindex ADD COLUMN vector tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple'::regconfig, title), 'A')
            || setweight(to_tsvector('simple'::regconfig, words), 'D')
        ) STORED
    """
    # Searched far more often than written: nothing waits in a list to be indexed.
    yield """
        CREATE INDEX governance_found ON governance_entryindex
        USING gin (vector) WITH (fastupdate = off)
    """


def keep(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers and the index of the search in place."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Make the tables of the register, and let the database keep them."""


    dependencies = [("governance", "0002_what_was_drawn_stays")]

    operations = [
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('number', models.PositiveIntegerField()),
                ('old_number', models.CharField(blank=True, max_length=40)),
                ('title', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=10)),
                ('body_id', models.UUIDField(null=True)),
                ('motion_id', models.UUIDField(null=True)),
                ('decided_on', models.DateField()),
                ('is_imported', models.BooleanField(default=False)),
                ('recorded_at', models.DateTimeField()),
                ('ask', models.CharField(blank=True, max_length=120)),
                ('ask_person_id', models.UUIDField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('union_id', 'number'), name='an_entry_has_its_own_number'), models.UniqueConstraint(condition=models.Q(('old_number', ''), _negated=True), fields=('union_id', 'old_number'), name='an_old_number_is_taken_over_once'), models.UniqueConstraint(condition=models.Q(('motion_id__isnull', False)), fields=('union_id', 'motion_id'), name='a_motion_enters_the_register_once'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='entries_count_from_one'), models.CheckConstraint(condition=models.Q(('kind__in', ['agreement', 'charter', 'mandate', 'money', 'membership', 'body', 'act', 'emergency', 'founding'])), name='entry_is_of_a_known_kind'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='an_entry_has_a_title')],
            },
        ),
        migrations.CreateModel(
            name='Wording',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='wordings', to='governance.entry')),
                ('version', models.PositiveIntegerField()),
                ('text', models.TextField()),
                ('hash', models.CharField(max_length=64)),
                ('decision', models.PositiveIntegerField()),
                ('from_day', models.DateField()),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'version'), name='a_version_has_its_own_number')],
            },
        ),
        migrations.CreateModel(
            name='Standing',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='standings', to='governance.entry')),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(max_length=11)),
                ('on', models.DateField()),
                ('decision', models.PositiveIntegerField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('expires_on', models.DateField(null=True)),
                ('recorded_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('entry', 'number'), name='an_entry_stands_in_one_way'), models.CheckConstraint(condition=models.Q(('status__in', ['proposed', 'in_force', 'suspended', 'superseded', 'expired', 'carried_out'])), name='entry_stands_in_a_known_way')],
            },
        ),
        migrations.CreateModel(
            name='Supersession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('union_id', models.UUIDField()),
                ('newer', models.PositiveIntegerField()),
                ('older', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['union_id', 'older'], name='what_superseded_an_entry')],
                'constraints': [models.UniqueConstraint(fields=('union_id', 'newer', 'older'), name='an_entry_is_superseded_once'), models.CheckConstraint(condition=models.Q(('newer__gt', models.F('older'))), name='only_the_newer_supersedes')],
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('entry', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='governance.entry')),
                ('tag', models.CharField(max_length=40)),
            ],
            options={
                'indexes': [models.Index(fields=['tag'], name='entries_by_tag')],
                'constraints': [models.UniqueConstraint(fields=('entry', 'tag'), name='a_tag_is_said_once')],
            },
        ),
        migrations.CreateModel(
            name='EntryIndex',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('entry', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='index', to='governance.entry')),
                ('number', models.PositiveIntegerField()),
                ('title', models.TextField()),
                ('words', models.TextField()),
                ('status', models.CharField(max_length=11)),
                ('holds_from', models.DateField(null=True)),
                ('holds_until', models.DateField(null=True)),
                ('decided_on', models.DateField()),
                ('due_on', models.DateField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['union_id', 'status', 'number'], name='entries_by_status'), models.Index(fields=['union_id', 'due_on'], name='entries_by_what_is_due'), models.Index(condition=models.Q(('entry__isnull', True)), fields=['union_id'], name='decisions_of_the_charter_alone')],
                'constraints': [models.UniqueConstraint(fields=('union_id', 'number'), name='an_entry_is_found_once')],
            },
        ),
        migrations.CreateModel(
            name='KnownWord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('union_id', models.UUIDField()),
                ('word', models.CharField(max_length=60)),
                ('stem', models.CharField(max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['union_id', 'stem'], name='words_by_their_stem')],
                'constraints': [models.UniqueConstraint(fields=('union_id', 'word'), name='a_word_is_known_once')],
            },
        ),
        migrations.RunPython(keep, migrations.RunPython.noop),
    ]
