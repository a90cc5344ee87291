"""Talks between people, help asked for, and questions of membership (H3, H4, H11)."""

from __future__ import annotations

import django.db.models.deletion
import uuid
from django.db import migrations, models

class Migration(migrations.Migration):
    """Make the tables."""

    dependencies = [
        ('governance', '0005_nobody_deletes_an_item'),
    ]

    operations = [
        migrations.CreateModel(
            name='HelpLine',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('name', models.CharField(max_length=80)),
                ('reach', models.CharField(max_length=120)),
                ('words', models.CharField(blank=True, max_length=200)),
                ('checked_on', models.DateField()),
                ('doubted_by', models.UUIDField(null=True)),
                ('ended_on', models.DateField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='AskForHelp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('by', models.UUIDField()),
                ('wish', models.CharField(max_length=8)),
                ('asked_on', models.DateField()),
                ('erase_on', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('wish__in', ['talk', 'stay', 'move', 'call'])), name='help_asked_for_is_one_of_four')],
            },
        ),
        migrations.CreateModel(
            name='Mediator',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('person_id', models.UUIDField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('union_id', 'person_id'), name='one_mediates_once')],
            },
        ),
        migrations.CreateModel(
            name='MembershipCase',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('person_id', models.UUIDField()),
                ('kind', models.CharField(max_length=9)),
                ('body_id', models.UUIDField()),
                ('status', models.CharField(default='asked', max_length=8)),
                ('asked_on', models.DateField()),
                ('notice_on', models.DateField(null=True)),
                ('hearing_on', models.DateField(null=True)),
                ('was_moved', models.BooleanField(default=False)),
                ('heard_on', models.DateField(null=True)),
                ('was_there', models.BooleanField(default=False)),
                ('support_id', models.UUIDField(null=True)),
                ('support_is_in', models.BooleanField(default=False)),
                ('motion_id', models.UUIDField(null=True)),
                ('decided_on', models.DateField(null=True)),
                ('is_adopted', models.BooleanField(null=True)),
                ('appeal_until', models.DateField(null=True)),
                ('appealed_on', models.DateField(null=True)),
                ('appeal_said', models.CharField(blank=True, max_length=6)),
                ('basics_until', models.DateField(null=True)),
                ('erase_on', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['admission', 'ending'])), name='membership_case_is_about_coming_or_going'), models.CheckConstraint(condition=models.Q(('status__in', ['asked', 'notice', 'heard', 'motion', 'decided', 'appeal', 'over'])), name='membership_case_goes_step_by_step'), models.CheckConstraint(condition=models.Q(('status', 'asked'), models.Q(('hearing_on__isnull', False), ('notice_on__isnull', False)), ('status', 'over'), _connector='OR'), name='membership_case_has_notice_and_hearing'), models.CheckConstraint(condition=models.Q(models.Q(('status__in', ['motion', 'decided', 'appeal']), _negated=True), ('heard_on__isnull', False), _connector='OR'), name='membership_is_decided_after_a_hearing'), models.CheckConstraint(condition=models.Q(('appeal_said__in', ['', 'stands', 'again', 'undone'])), name='appeal_says_one_of_three'), models.UniqueConstraint(condition=models.Q(('status', 'over'), _negated=True), fields=('union_id', 'person_id'), name='one_open_membership_case_a_person')],
            },
        ),
        migrations.CreateModel(
            name='Talk',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('step', models.CharField(default='two', max_length=9)),
                ('wanted', models.CharField(blank=True, max_length=9)),
                ('wanted_by', models.UUIDField(null=True)),
                ('meet_on', models.DateField(null=True)),
                ('body_id', models.UUIDField(null=True)),
                ('status', models.CharField(default='open', max_length=6)),
                ('moved_on', models.DateField()),
                ('ended_on', models.DateField(null=True)),
                ('erase_on', models.DateField(null=True)),
                ('outcome', models.CharField(blank=True, max_length=10)),
                ('words', models.TextField(blank=True)),
                ('until', models.DateField(null=True)),
                ('panel_seed', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['two', 'mediators', 'circle', 'panel'])), name='talk_is_on_one_of_four_steps'), models.CheckConstraint(condition=models.Q(('status__in', ['open', 'agreed', 'apart', 'closed'])), name='talk_is_open_or_has_ended_one_way'), models.CheckConstraint(condition=models.Q(('status', 'open'), models.Q(('ended_on__isnull', False), ('erase_on__isnull', False)), _connector='OR'), name='ended_talk_has_a_day_to_be_erased'), models.CheckConstraint(condition=models.Q(('outcome__in', ['', 'agreement', 'separation'])), name='talk_ends_without_a_verdict')],
            },
        ),
        migrations.CreateModel(
            name='AskedToHelp',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('answer', models.CharField(blank=True, max_length=8)),
                ('ask', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='asked', to='governance.askforhelp')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('answer__in', ['', 'coming', 'cannot'])), name='answer_to_help_is_coming_or_cannot'), models.UniqueConstraint(fields=('ask', 'person_id'), name='one_is_asked_once_for_help')],
            },
        ),
        migrations.CreateModel(
            name='MembershipAsker',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('is_in', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='askers', to='governance.membershipcase')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('case', 'person_id'), name='one_asks_once_about_membership')],
            },
        ),
        migrations.CreateModel(
            name='AppealSeat',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(null=True)),
                ('name', models.CharField(blank=True, max_length=80)),
                ('said', models.CharField(blank=True, max_length=6)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='governance.membershipcase')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('person_id__isnull', False), models.Q(('name', ''), _negated=True), _connector='OR'), name='appeal_seat_is_somebodys')],
            },
        ),
        migrations.CreateModel(
            name='TalkPart',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('part', models.CharField(max_length=8)),
                ('supports', models.UUIDField(null=True)),
                ('is_in', models.BooleanField(default=False)),
                ('agreed_on', models.DateField(null=True)),
                ('may_erase', models.BooleanField(default=False)),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='parts', to='governance.talk')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('part__in', ['party', 'support', 'mediator', 'panel'])), name='part_in_a_talk_is_one_of_four'), models.UniqueConstraint(fields=('talk', 'person_id'), name='one_part_in_a_talk')],
            },
        ),
        migrations.CreateModel(
            name='TalkRefusal',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('talk', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='refusals', to='governance.talk')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('talk', 'person_id'), name='one_is_refused_once')],
            },
        ),
    ]
