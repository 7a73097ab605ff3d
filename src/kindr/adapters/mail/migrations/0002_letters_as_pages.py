import kindr.privacy.vault.fields
from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('mail', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='mailboxletter',
            name='html',
            field=kindr.privacy.vault.fields.Sealed('correspondence', blank=True, editable=False, null=True),
        ),
    ]
