from __future__ import annotations

import kindr.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("privacy", "0010_holds")]

    operations = [
        migrations.CreateModel(
            name='ReceivedLetter',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('mark', models.BinaryField(unique=True)),
                ('received_at', models.DateTimeField(db_index=True)),
                ('became', models.CharField(choices=[('request', 'Request'), ('withdrawal', 'Withdrawal'), ('unclear', 'Unclear'), ('joined', 'Joined'), ('complaint', 'Complaint'), ('bounce', 'Bounce'), ('automatic', 'Automatic'), ('loop', 'Loop')], max_length=12)),
                ('requests', models.JSONField(default=list)),
                ('attached', models.PositiveSmallIntegerField(default=0)),
            ],
        ),
        migrations.RemoveConstraint(
            model_name='request',
            name='request_kind_is_known',
        ),
        migrations.RemoveConstraint(
            model_name='requestevent',
            name='request_happening_is_known',
        ),
        migrations.AddField(
            model_name='request',
            name='is_quiet',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='request',
            name='purposes',
            field=models.JSONField(default=list),
        ),
        migrations.AddConstraint(
            model_name='request',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['access', 'correction', 'erasure', 'objection', 'portability', 'question', 'restriction', 'withdrawal'])), name='request_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='requestevent',
            constraint=models.CheckConstraint(condition=models.Q(('happened__in', ('received', 'asked_again', 'wrote_again', 'read_as', 'proof_asked', 'proven', 'taken_up', 'noted', 'warned', 'late', 'fulfilled', 'denied', 'revoked', 'expired'))), name='request_happening_is_known'),
        ),
        migrations.AddConstraint(
            model_name='receivedletter',
            constraint=models.CheckConstraint(condition=models.Q(('became__in', ['automatic', 'bounce', 'complaint', 'joined', 'loop', 'request', 'unclear', 'withdrawal'])), name='letter_became_something'),
        ),
    ]
