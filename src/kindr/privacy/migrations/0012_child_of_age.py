"""A child of age: nobody speaks for them any more."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0011_intake'),
    ]

    operations = [
        migrations.AddField(
            model_name='person',
            name='is_of_age',
            field=models.BooleanField(db_default=False, default=False),
        ),
    ]
