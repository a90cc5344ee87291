"""Meetings: what is brought and written down stays, who was there does not (I-17, H6)."""

from __future__ import annotations

from collections.abc import Iterator

import django.db.models.deletion
import uuid
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps


#: Never deleted: items, lines, corrections and actions, and meetings themselves (I-17).
KEPT = (
    "governance_meeting", "governance_agendaitem", "governance_minuteline",
    "governance_minutecorrection", "governance_actionpoint",
)  # fmt: skip
#: Never reworded. A person's id may only be taken off.
WORDED = {
    "governance_agendaitem": (
        ("id", "meeting_id", "title", "kind", "minutes", "is_urgent", "motion_id", "added_at"),
        ("added_by", "owner_id"),
    ),
    "governance_minuteline": (
        ("id", "meeting_id", "item_id", "kind", "words", "number", "at"),
        ("by", "typed_by"),
    ),
    "governance_minutecorrection": (("id", "meeting_id", "words", "at"), ("by",)),
}


def _sqlite() -> Iterator[str]:
    for table in KEPT:
        yield f"""
            CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
            BEGIN SELECT RAISE(ABORT, 'nobody_deletes_an_item_or_a_line'); END
        """
    for table, (facts, people) in WORDED.items():
        changed = " OR ".join(f'OLD."{name}" IS NOT NEW."{name}"' for name in facts)
        other = "".join(
            f' OR (NEW."{name}" IS NOT NULL AND NEW."{name}" IS NOT OLD."{name}")'
            for name in people
        )
        yield f"""
            CREATE TRIGGER {table}_is_never_reworded BEFORE UPDATE ON {table}
            WHEN {changed}{other}
            BEGIN SELECT RAISE(ABORT, 'nobody_deletes_an_item_or_a_line'); END
        """


def _postgresql() -> Iterator[str]:
    yield """
        CREATE FUNCTION nobody_deletes_an_item_or_a_line() RETURNS trigger AS $$
        BEGIN
            RAISE EXCEPTION 'nobody_deletes_an_item_or_a_line' USING ERRCODE = '23514';
        END $$ LANGUAGE plpgsql
    """
    for table in KEPT:
        yield f"""
            CREATE TRIGGER {table}_is_never_deleted BEFORE DELETE ON {table}
            FOR EACH ROW EXECUTE FUNCTION nobody_deletes_an_item_or_a_line()
        """
        yield f"""
            CREATE TRIGGER {table}_is_never_emptied BEFORE TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION nobody_deletes_an_item_or_a_line()
        """
    for table, (facts, people) in WORDED.items():
        old = ", ".join(f'OLD."{name}"' for name in facts)
        new = ", ".join(f'NEW."{name}"' for name in facts)
        other = "".join(
            f' OR (NEW."{name}" IS NOT NULL AND NEW."{name}" IS DISTINCT FROM OLD."{name}")'
            for name in people
        )
        yield f"""
            CREATE TRIGGER {table}_is_never_reworded BEFORE UPDATE ON {table}
            FOR EACH ROW WHEN (({old}) IS DISTINCT FROM ({new}){other})
            EXECUTE FUNCTION nobody_deletes_an_item_or_a_line()
        """


def refuse(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers in place."""
    del apps
    sqlite = schema_editor.connection.vendor == "sqlite"
    for statement in _sqlite() if sqlite else _postgresql():
        schema_editor.execute(statement, params=None)


class Migration(migrations.Migration):
    """Make the tables, and put the triggers in place."""

    dependencies = [
        ('governance', '0004_powers_end_by_themselves'),
    ]

    operations = [
        migrations.CreateModel(
            name='Meeting',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('body_id', models.UUIDField()),
                ('title', models.CharField(max_length=120)),
                ('place', models.CharField(max_length=120)),
                ('starts_at', models.DateTimeField()),
                ('called_at', models.DateTimeField()),
                ('called_by', models.UUIDField(null=True)),
                ('status', models.CharField(default='called', max_length=8)),
                ('seed', models.CharField(max_length=64)),
                ('n_draws', models.PositiveSmallIntegerField(default=0)),
                ('opened_at', models.DateTimeField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
                ('correct_until', models.DateTimeField(null=True)),
                ('read_out', models.BooleanField(default=False)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('accepted_in', models.UUIDField(null=True)),
                ('n_members', models.PositiveIntegerField(null=True)),
                ('n_needed', models.PositiveIntegerField(null=True)),
                ('n_present', models.PositiveIntegerField(null=True)),
                ('current_item', models.UUIDField(null=True)),
                ('item_until', models.DateTimeField(null=True)),
                ('speaker_seconds', models.PositiveIntegerField(null=True)),
                ('stack_rule', models.CharField(default='least', max_length=10)),
            ],
            options={
                'indexes': [models.Index(fields=['union_id', 'body_id', 'starts_at'], name='meetings_of_a_body')],
                'constraints': [models.CheckConstraint(condition=models.Q(('status__in', ['called', 'open', 'closed', 'accepted', 'off'])), name='meeting_is_called_open_closed_accepted_or_off'), models.CheckConstraint(condition=models.Q(('stack_rule__in', ['came', 'first_time', 'least'])), name='stack_of_a_meeting_has_a_known_rule'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['closed', 'accepted']), _negated=True), models.Q(('closed_at__isnull', False), ('correct_until__isnull', False)), _connector='OR'), name='closed_meeting_has_a_correction_window')],
            },
        ),
        migrations.CreateModel(
            name='AgendaItem',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('title', models.CharField(max_length=160)),
                ('kind', models.CharField(max_length=7)),
                ('minutes', models.PositiveSmallIntegerField()),
                ('is_urgent', models.BooleanField(default=False)),
                ('motion_id', models.UUIDField(null=True)),
                ('owner_id', models.UUIDField(null=True)),
                ('added_by', models.UUIDField(null=True)),
                ('added_at', models.DateTimeField()),
                ('in_order', models.PositiveSmallIntegerField(null=True)),
                ('status', models.CharField(default='waits', max_length=9)),
                ('started_at', models.DateTimeField(null=True)),
                ('n_asked', models.PositiveIntegerField(default=0)),
                ('is_forced', models.BooleanField(default=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='items', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='ActionPoint',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=200)),
                ('person_id', models.UUIDField(null=True)),
                ('due', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('is_done', models.BooleanField(default=False)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='governance.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='MinuteCorrection',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('words', models.CharField(max_length=500)),
                ('by', models.UUIDField(null=True)),
                ('at', models.DateTimeField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='MinuteLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=10)),
                ('words', models.CharField(max_length=1000)),
                ('by', models.UUIDField(null=True)),
                ('typed_by', models.UUIDField(null=True)),
                ('number', models.PositiveIntegerField()),
                ('at', models.DateTimeField()),
                ('struck_at', models.DateTimeField(null=True)),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='governance.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lines', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('is_here', models.BooleanField(default=True)),
                ('is_named', models.BooleanField(default=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='presences', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='RoleCard',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('card', models.CharField(max_length=11)),
                ('person_id', models.UUIDField()),
                ('is_drawn', models.BooleanField(default=False)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cards', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='SpeakingRound',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=8)),
                ('status', models.CharField(default='open', max_length=5)),
                ('number', models.PositiveIntegerField()),
                ('item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, to='governance.agendaitem')),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rounds', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='RoundPlace',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('place', models.PositiveIntegerField()),
                ('has_passed', models.BooleanField(default=False)),
                ('is_over', models.BooleanField(default=False)),
                ('said', models.CharField(blank=True, max_length=9)),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='places', to='governance.speakinground')),
            ],
        ),
        migrations.CreateModel(
            name='SpeakingTurn',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('kind', models.CharField(max_length=7)),
                ('about', models.CharField(blank=True, max_length=8)),
                ('number', models.PositiveIntegerField()),
                ('status', models.CharField(default='waits', max_length=8)),
                ('until', models.DateTimeField(null=True)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='turns', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='TemperatureCheck',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('is_open', models.BooleanField(default=True)),
                ('warm', models.PositiveIntegerField(default=0)),
                ('mild', models.PositiveIntegerField(default=0)),
                ('cool', models.PositiveIntegerField(default=0)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='temperatures', to='governance.meeting')),
            ],
        ),
        migrations.CreateModel(
            name='TemperatureGiven',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('check_of', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='given', to='governance.temperaturecheck')),
            ],
        ),
        migrations.CreateModel(
            name='ItemSupport',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='governance.agendaitem')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('item', 'person_id'), name='one_asks_once_for_an_item')],
            },
        ),
        migrations.CreateModel(
            name='HandSignal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('signal', models.CharField(max_length=8)),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='signals', to='governance.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'person_id'), name='one_signal_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='CardDeclined',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('card', models.CharField(max_length=11)),
                ('person_id', models.UUIDField()),
                ('meeting', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='declined', to='governance.meeting')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('meeting', 'card', 'person_id'), name='one_declines_a_card_once')],
            },
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['inform', 'discuss', 'decide'])), name='agenda_item_informs_discusses_or_decides'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['waits', 'open', 'done', 'parked', 'withdrawn'])), name='agenda_item_waits_is_open_done_parked_or_withdrawn'),
        ),
        migrations.AddConstraint(
            model_name='agendaitem',
            constraint=models.CheckConstraint(condition=models.Q(('minutes__gte', 1), ('minutes__lte', 240)), name='agenda_item_has_a_timebox'),
        ),
        migrations.AddConstraint(
            model_name='actionpoint',
            constraint=models.CheckConstraint(condition=models.Q(('is_done', False), ('ended_on__isnull', False), _connector='OR'), name='done_action_has_its_day'),
        ),
        migrations.AddConstraint(
            model_name='minuteline',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['note', 'decision', 'objection', 'dissent', 'counts'])), name='minute_line_has_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='minuteline',
            constraint=models.UniqueConstraint(fields=('meeting', 'number'), name='minute_lines_are_numbered_once'),
        ),
        migrations.AddConstraint(
            model_name='presence',
            constraint=models.UniqueConstraint(fields=('meeting', 'person_id'), name='one_is_here_once'),
        ),
        migrations.AddConstraint(
            model_name='rolecard',
            constraint=models.UniqueConstraint(fields=('meeting', 'card'), name='a_card_is_held_by_one'),
        ),
        migrations.AddConstraint(
            model_name='rolecard',
            constraint=models.CheckConstraint(condition=models.Q(('card__in', ['facilitator', 'stack', 'time', 'scribe', 'mood', 'door'])), name='a_card_is_one_of_six'),
        ),
        migrations.AddConstraint(
            model_name='speakinground',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['question', 'reaction', 'consent', 'close'])), name='round_has_a_known_kind'),
        ),
        migrations.AddConstraint(
            model_name='speakinground',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['open', 'over'])), name='round_is_open_or_over'),
        ),
        migrations.AddConstraint(
            model_name='speakinground',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'open')), fields=('meeting',), name='one_round_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='roundplace',
            constraint=models.CheckConstraint(condition=models.Q(('said__in', ['', 'consent', 'concern', 'objection'])), name='said_in_a_round_is_consent_concern_or_objection'),
        ),
        migrations.AddConstraint(
            model_name='roundplace',
            constraint=models.UniqueConstraint(fields=('round', 'person_id'), name='one_place_in_a_round'),
        ),
        migrations.AddConstraint(
            model_name='speakingturn',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['turn', 'reply', 'process'])), name='speaking_is_a_turn_a_reply_or_about_the_process'),
        ),
        migrations.AddConstraint(
            model_name='speakingturn',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['waits', 'speaks', 'spoken', 'back'])), name='speaking_waits_is_going_on_or_over'),
        ),
        migrations.AddConstraint(
            model_name='speakingturn',
            constraint=models.UniqueConstraint(condition=models.Q(('status__in', ['waits', 'speaks'])), fields=('meeting', 'person_id', 'kind'), name='one_waits_to_speak_once'),
        ),
        migrations.AddConstraint(
            model_name='speakingturn',
            constraint=models.UniqueConstraint(condition=models.Q(('status', 'speaks')), fields=('meeting',), name='one_speaks_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='temperaturecheck',
            constraint=models.UniqueConstraint(fields=('meeting',), name='one_temperature_check_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='temperaturegiven',
            constraint=models.UniqueConstraint(fields=('check_of', 'person_id'), name='one_answers_a_check_once'),
        ),
        migrations.RunPython(refuse, migrations.RunPython.noop),
    ]
