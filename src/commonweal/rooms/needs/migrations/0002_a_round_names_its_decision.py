"""A round names the decision that allowed its method; older ones name none."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    """Add the decision and the method it named."""

    dependencies = [("needs", "0001_needs_are_private_and_expire")]

    operations = [
        migrations.AddField(
            model_name="round",
            name="decision",
            field=models.PositiveIntegerField(null=True),
        ),
        migrations.AddField(
            model_name="round",
            name="usual",
            field=models.CharField(blank=True, default="", max_length=12),
        ),
    ]
