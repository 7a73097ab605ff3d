from __future__ import annotations

import django.contrib.postgres.indexes
import django.db.models.functions.comparison
from django.db import migrations, models

THIS_TRANSACTION = django.db.models.functions.comparison.Cast(
    django.db.models.functions.comparison.Cast(models.Func(function="pg_current_xact_id"), models.TextField()),
    models.BigIntegerField(),
)


class Migration(migrations.Migration):
    dependencies = [("privacy", "0008_fulfilment")]

    operations = [
        migrations.CreateModel(
            name="LogCheckpoint",
            fields=[
                ("number", models.BigIntegerField(primary_key=True, serialize=False)),
                ("size", models.BigIntegerField(db_index=True)),
                ("at", models.DateTimeField()),
                ("until", models.BigIntegerField()),
                ("note", models.TextField()),
            ],
        ),
        migrations.CreateModel(
            name="LogLeaf",
            fields=[
                ("index", models.BigIntegerField(primary_key=True, serialize=False)),
                ("book", models.SmallIntegerField()),
                ("row", models.UUIDField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LogSubtree",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "level", "index", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("level", models.SmallIntegerField()),
                ("index", models.BigIntegerField()),
                ("hash", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="LogCheck",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("at", models.DateTimeField()),
                ("since", models.BigIntegerField()),
                ("size", models.BigIntegerField()),
                ("forgotten", models.BigIntegerField()),
                ("findings", models.JSONField(default=dict)),
            ],
        ),
        migrations.AddField(
            model_name="accessentry",
            name="written_in",
            field=models.BigIntegerField(db_default=THIS_TRANSACTION, editable=False),
        ),
        migrations.AddField(
            model_name="consentevent",
            name="written_in",
            field=models.BigIntegerField(db_default=THIS_TRANSACTION, editable=False),
        ),
        migrations.AddIndex(
            model_name="accessentry",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["written_in"], name="access_by_transaction"
            ),
        ),
        migrations.AddIndex(
            model_name="consentevent",
            index=django.contrib.postgres.indexes.BrinIndex(
                autosummarize=True, fields=["written_in"], name="consent_by_transaction"
            ),
        ),
        migrations.AddConstraint(
            model_name="logleaf",
            constraint=models.UniqueConstraint(fields=("row", "book"), name="a_row_has_one_leaf"),
        ),
    ]
