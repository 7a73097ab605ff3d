from __future__ import annotations

import django.db.models.deletion
import kindr.base.ids
import kindr.privacy.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0006_consent_centre'),
    ]

    operations = [
        migrations.RunSQL('CREATE SEQUENCE privacy_request_numbers', 'DROP SEQUENCE privacy_request_numbers'),
        migrations.CreateModel(
            name='Request',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('number', models.CharField(max_length=20, unique=True)),
                ('person_id', models.UUIDField(db_index=True)),
                ('subject_id', models.UUIDField()),
                ('reach', models.JSONField(default=list)),
                ('kind', models.CharField(max_length=20)),
                ('channel', models.CharField(max_length=8)),
                ('language', models.CharField(max_length=5)),
                ('received_at', models.DateTimeField()),
                ('deadline_at', models.DateTimeField()),
                ('state', models.CharField(default='open', max_length=12)),
                ('reason', models.CharField(blank=True, default='', max_length=24)),
                ('proof', models.PositiveSmallIntegerField(default=0)),
                ('warned', models.PositiveSmallIntegerField(default=0)),
                ('erasure', models.UUIDField(null=True)),
                ('evidence', models.JSONField(default=dict)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'indexes': [models.Index(fields=['closed_at', 'deadline_at'], name='requests_by_deadline')],
                'constraints': [models.CheckConstraint(condition=models.Q(('state__in', ['denied', 'expired', 'fulfilled', 'in_progress', 'open', 'revoked'])), name='request_state_is_known'), models.CheckConstraint(condition=models.Q(('kind__in', ['access', 'correction', 'erasure', 'objection', 'portability', 'restriction', 'withdrawal'])), name='request_kind_is_known'), models.CheckConstraint(condition=models.Q(('channel__in', ['email', 'letter', 'page', 'phone'])), name='request_channel_is_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', False), ('state__in', ['denied', 'expired', 'fulfilled', 'revoked'])), models.Q(models.Q(('state__in', ['denied', 'expired', 'fulfilled', 'revoked']), _negated=True), ('closed_at__isnull', True)), _connector='OR'), name='only_a_closed_request_has_an_end'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'fulfilled'), _negated=True), models.Q(('evidence', {}), _negated=True), _connector='OR'), name='a_fulfilled_request_has_evidence'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'denied'), _negated=True), ('reason__in', ['claim_not_covered', 'insuf_verification', 'no_match', 'other', 'outside_jurisdiction', 'suspected_fraud', 'too_many_requests']), _connector='OR'), name='a_denial_has_a_reason')],
            },
        ),
        migrations.CreateModel(
            name='RequestProof',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('asked_at', models.DateTimeField()),
                ('expires_at', models.DateTimeField()),
                ('tries', models.PositiveSmallIntegerField(default=0)),
                ('used_at', models.DateTimeField(null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proofs', to='privacy.request')),
            ],
        ),
        migrations.CreateModel(
            name='RequestContact',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('collected_at', models.DateTimeField()),
                ('covers', models.CharField(editable=False, max_length=36)),
                ('email', kindr.privacy.vault.fields.Sealed('email', editable=False, verbose_name='E-mail address')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.person')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.request')),
            ],
            options={
                'verbose_name': 'The address of a request',
                'constraints': [models.UniqueConstraint(fields=('request',), name='one_contact_per_request')],
            },
        ),
        migrations.CreateModel(
            name='RequestEvent',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('at', models.DateTimeField()),
                ('happened', models.CharField(max_length=12)),
                ('state', models.CharField(max_length=12)),
                ('reason', models.CharField(blank=True, max_length=24)),
                ('role', models.CharField(max_length=20)),
                ('by', models.UUIDField(null=True)),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='privacy.request')),
            ],
            options={
                'indexes': [models.Index(fields=['request', 'at'], name='request_book')],
                'constraints': [models.CheckConstraint(condition=models.Q(('happened__in', ('received', 'asked_again', 'proof_asked', 'proven', 'taken_up', 'noted', 'warned', 'late', 'fulfilled', 'denied', 'revoked', 'expired'))), name='request_happening_is_known')],
            },
        ),
        migrations.CreateModel(
            name='RequestText',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('collected_at', models.DateTimeField()),
                ('covers', models.CharField(editable=False, max_length=36)),
                ('kind', models.CharField(choices=[('words', 'Words'), ('note', 'Note'), ('answer', 'Answer')], max_length=8)),
                ('text', kindr.privacy.vault.fields.Sealed('correspondence', editable=False, verbose_name='What was written')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.person')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.request')),
            ],
            options={
                'verbose_name': 'A text of a request',
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['words', 'note', 'answer'])), name='request_text_kind_is_known')],
            },
        ),
    ]
