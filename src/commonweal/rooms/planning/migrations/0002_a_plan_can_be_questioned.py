"""What-ifs: what a plan was made from is kept with it, and questions about it."""

from __future__ import annotations

import uuid

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the basis of a plan, and suppositions that are erased after a day."""

    dependencies = [
        ('planning', '0001_a_plan_waits_for_consent'),
    ]

    operations = [
        migrations.CreateModel(
            name='Basis',
            fields=[
                ('run', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='basis', serialize=False, to='planning.planrun')),
                ('problem', models.JSONField()),
                ('plan', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Supposition',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ('union_id', models.UUIDField()),
                ('supposed', models.JSONField()),
                ('status', models.CharField(choices=[('waiting', 'Waiting'), ('solving', 'Solving'), ('stopping', 'Stopping'), ('stopped', 'Stopped'), ('ready', 'Ready'), ('accepted', 'Accepted'), ('failed', 'Failed'), ('withdrawn', 'Withdrawn')], default='waiting', max_length=10)),
                ('percent', models.PositiveSmallIntegerField(default=0)),
                ('progress', models.JSONField(default=list)),
                ('asked_to_stop', models.BooleanField(default=False)),
                ('asked_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('job_id', models.UUIDField(null=True)),
                ('answer', models.JSONField(null=True)),
                ('trouble', models.JSONField(default=list)),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='suppositions', to='planning.planrun')),
            ],
            options={
                'indexes': [models.Index(fields=['union_id', 'asked_at'], name='suppositions_by_union')],
                'constraints': [models.CheckConstraint(condition=models.Q(('percent__lte', 100)), name='supposing_is_a_percentage'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'ready'), _negated=True), ('answer__isnull', False), _connector='OR'), name='a_ready_supposition_has_an_answer')],
            },
        ),
    ]
