from __future__ import annotations

import django.db.models.deletion
from django.db import migrations, models

import kindr.base.ids
import kindr.privacy.vault.fields


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_grants_and_alarms")]

    operations = [
        migrations.CreateModel(
            name="StopProof",
            fields=[
                ("id", models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("source", models.CharField(max_length=20)),
                ("collected_at", models.DateTimeField()),
                ("covers", models.CharField(editable=False, max_length=36)),
                ("event", models.UUIDField()),
                ("process", models.CharField(max_length=10)),
                ("statement", kindr.privacy.vault.fields.Sealed("consent_history", editable=False, verbose_name="Proof that use has stopped")),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.person")),
            ],
            options={
                "verbose_name": "Proof that use has stopped",
                "constraints": [models.UniqueConstraint(fields=("event", "process"), name="one_stop_proof_a_process")],
            },
        ),
    ]
