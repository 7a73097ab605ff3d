import django.contrib.postgres.indexes
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ("privacy", "0003_erasure"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="accessentry",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["at"], name="access_by_moment"
            ),
        ),
    ]
