from __future__ import annotations

import django.db.models.deletion
import kindr.base.ids
import kindr.privacy.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("privacy", "0009_evidence")]

    operations = [
        migrations.CreateModel(
            name='SweepRun',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('began_at', models.DateTimeField(db_index=True)),
                ('ended_at', models.DateTimeField()),
                ('gone', models.JSONField(default=dict)),
                ('beside', models.JSONField(default=dict)),
                ('held', models.JSONField(default=dict)),
                ('left', models.JSONField(default=dict)),
                ('left_since', models.DateTimeField(null=True)),
                ('failed', models.JSONField(default=list)),
            ],
        ),
        migrations.CreateModel(
            name='LegalHold',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField(db_index=True)),
                ('clause', models.CharField(max_length=40)),
                ('covers', models.CharField(max_length=36)),
                ('ground', models.CharField(choices=[('complaint', 'an open complaint'), ('litigation', 'a lawsuit'), ('order', 'an order of an authority')], max_length=12)),
                ('article', models.CharField(max_length=40)),
                ('until', models.DateField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('is_silent', models.BooleanField(default=False)),
                ('placed_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(models.F('person_id'), models.F('clause'), condition=models.Q(('ended_at__isnull', True)), name='holds_in_force')],
                'constraints': [models.CheckConstraint(condition=models.Q(('ground__in', ['complaint', 'litigation', 'order'])), name='hold_ground_is_known'), models.CheckConstraint(condition=models.Q(('until__isnull', False), ('review_on__isnull', False), _connector='OR'), name='a_hold_ends_or_is_reviewed'), models.CheckConstraint(condition=models.Q(('is_silent', False), ('ground', 'order'), _connector='OR'), name='only_orders_may_be_silent'), models.UniqueConstraint(condition=models.Q(('ended_at__isnull', True)), fields=('person_id', 'clause', 'covers', 'ground', 'article'), name='one_hold_for_one_reason')],
            },
        ),
        migrations.CreateModel(
            name='HoldReason',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('collected_at', models.DateTimeField()),
                ('covers', models.CharField(editable=False, max_length=36)),
                ('words', kindr.privacy.vault.fields.Sealed('correspondence', editable=False)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.person')),
                ('hold', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reason', to='privacy.legalhold')),
            ],
        ),
        migrations.CreateModel(
            name='HoldEvent',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('step', models.CharField(choices=[('placed', 'placed'), ('moved', 'end or review moved'), ('lifted', 'lifted'), ('ended', 'ended by itself')], max_length=8)),
                ('at', models.DateTimeField()),
                ('by', models.UUIDField(null=True)),
                ('until', models.DateField(null=True)),
                ('review_on', models.DateField(null=True)),
                ('hold', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='privacy.legalhold')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('step__in', ['placed', 'moved', 'lifted', 'ended'])), name='hold_step_is_known')],
            },
        ),
    ]
