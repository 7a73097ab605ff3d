"""Sealed files may be PDF: the certificates of consultants."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0013_alarms_at_the_door'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='sealedfile',
            name='media_type_is_known',
        ),
        migrations.AlterField(
            model_name='sealedfile',
            name='media_type',
            field=models.CharField(choices=[('image/jpeg', 'Jpeg'), ('image/png', 'Png'), ('image/webp', 'Webp'), ('audio/mpeg', 'Mp3'), ('audio/ogg', 'Ogg'), ('audio/wav', 'Wav'), ('application/pdf', 'Pdf'), ('application/zip', 'Zip')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='sealedfile',
            constraint=models.CheckConstraint(condition=models.Q(('media_type__in', ['image/jpeg', 'image/png', 'image/webp', 'audio/mpeg', 'audio/ogg', 'audio/wav', 'application/pdf', 'application/zip'])), name='media_type_is_known'),
        ),
    ]
