import django.db.models.deletion
import kindr.base.ids
import kindr.privacy.vault.fields
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [("privacy", "0007_requests")]

    operations = [
        migrations.CreateModel(
            name='Fulfilment',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('request', models.UUIDField(unique=True)),
                ('person_id', models.UUIDField()),
                ('kind', models.CharField(choices=[('access', 'see your data'), ('portability', 'take your data along'), ('correction', 'correct your data'), ('restriction', 'pause the use of your data'), ('lifting', 'let your data be used again'), ('objection', 'object to a use of your data'), ('erasure', 'delete your data'), ('withdrawal', 'withdraw consent')], max_length=12)),
                ('state', models.CharField(choices=[('under_way', 'under way'), ('blocked', 'blocked: coverage'), ('waiting', 'waiting for an answer from outside'), ('done', 'done'), ('refused', 'refused')], default='under_way', max_length=12)),
                ('refusal', models.CharField(blank=True, choices=[('kept_by_law', 'The law asks for this record as it was made; it is not changed afterwards.'), ('edited_elsewhere', 'This is changed on a page of its own, where it is proven first.'), ('endangers', 'The change would endanger somebody (UU 27/2022 art. 33).'), ('reveals_others', "The change would reveal somebody else's data (UU 27/2022 art. 33)."), ('not_usable', 'The new value cannot be used as it is written.'), ('prevails', 'This use protects you or the law asks for it, so it goes on.'), ('gone', 'There is nothing left that this could be done to.')], max_length=20)),
                ('language', models.CharField(max_length=5)),
                ('asked', models.JSONField(default=dict)),
                ('steps', models.JSONField(default=dict)),
                ('erasure', models.UUIDField(null=True)),
                ('began_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='Objection',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('person_id', models.UUIDField()),
                ('purpose', models.CharField(max_length=40)),
                ('since', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='OutsideAnswer',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('run', models.UUIDField()),
                ('person_id', models.UUIDField()),
                ('party', models.CharField(max_length=40)),
                ('verb', models.CharField(max_length=12)),
                ('clauses', models.JSONField(default=list)),
                ('references', models.JSONField(default=list)),
                ('state', models.CharField(choices=[('asked', 'asked'), ('done', 'done'), ('refused', 'refused'), ('nothing', 'held nothing')], default='asked', max_length=10)),
                ('asked_at', models.DateTimeField()),
                ('sent_at', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name='WantedValue',
            fields=[
                ('id', models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('source', models.CharField(max_length=20)),
                ('collected_at', models.DateTimeField()),
                ('covers', models.CharField(editable=False, max_length=36)),
                ('run', models.UUIDField()),
                ('row', models.UUIDField()),
                ('column', models.CharField(max_length=40)),
                ('text', kindr.privacy.vault.fields.Sealed('correspondence', editable=False, verbose_name='The change you asked for')),
            ],
            options={
                'verbose_name': 'A change that you asked for',
            },
        ),
        migrations.RemoveConstraint(
            model_name='sealedfile',
            name='media_type_is_known',
        ),
        migrations.AlterField(
            model_name='sealedfile',
            name='media_type',
            field=models.CharField(choices=[('image/jpeg', 'Jpeg'), ('image/png', 'Png'), ('image/webp', 'Webp'), ('audio/mpeg', 'Mp3'), ('audio/ogg', 'Ogg'), ('audio/wav', 'Wav'), ('application/zip', 'Zip')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='sealedfile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'application/zip'])), name='media_type_is_known'),
        ),
        migrations.AddIndex(
            model_name='fulfilment',
            index=models.Index(condition=models.Q(('state__in', ('done', 'refused')), _negated=True), fields=['began_at'], name='fulfilments_under_way'),
        ),
        migrations.AddIndex(
            model_name='fulfilment',
            index=models.Index(fields=['person_id', 'began_at'], name='fulfilments_by_person'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['under_way', 'blocked', 'waiting', 'done', 'refused'])), name='fulfilment_state_is_known'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['access', 'portability', 'correction', 'restriction', 'lifting', 'objection', 'erasure', 'withdrawal'])), name='fulfilment_kind_is_known'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ('done', 'refused'))), models.Q(models.Q(('state__in', ('done', 'refused')), _negated=True), ('finished_at__isnull', True)), _connector='OR'), name='what_ended_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='fulfilment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('refusal__in', ['kept_by_law', 'edited_elsewhere', 'endangers', 'reveals_others', 'not_usable', 'prevails', 'gone']), ('state', 'refused')), models.Q(models.Q(('state', 'refused'), _negated=True), ('refusal', '')), _connector='OR'), name='a_refusal_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='objection',
            constraint=models.UniqueConstraint(fields=('person_id', 'purpose'), name='one_objection_per_purpose'),
        ),
        migrations.AddIndex(
            model_name='outsideanswer',
            index=models.Index(condition=models.Q(('state', 'asked')), fields=['asked_at'], name='open_outside_answers'),
        ),
        migrations.AddConstraint(
            model_name='outsideanswer',
            constraint=models.UniqueConstraint(fields=('run', 'person_id', 'party', 'verb'), name='each_party_is_asked_once'),
        ),
        migrations.AddConstraint(
            model_name='outsideanswer',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('answered_at__isnull', True), ('state', 'asked')), models.Q(models.Q(('state', 'asked'), _negated=True), ('answered_at__isnull', False)), _connector='OR'), name='an_answer_has_a_moment'),
        ),
        migrations.AddField(
            model_name='wantedvalue',
            name='person',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='privacy.person'),
        ),
        migrations.AddConstraint(
            model_name='wantedvalue',
            constraint=models.UniqueConstraint(fields=('run', 'row', 'column'), name='one_wanted_value_per_column'),
        ),
    ]
