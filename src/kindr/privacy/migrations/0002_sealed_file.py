import django.db.models.deletion
import kindr.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("privacy", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="SealedFile",
            fields=[
                ("id", models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("clause", models.CharField(max_length=40)),
                ("covers", models.CharField(editable=False, max_length=36)),
                ("source", models.CharField(max_length=20)),
                ("media_type", models.CharField(choices=[("image/jpeg", "Jpeg"), ("image/png", "Png"), ("image/webp", "Webp"), ("audio/mpeg", "Mp3"), ("audio/ogg", "Ogg"), ("audio/wav", "Wav")], max_length=20)),
                ("size", models.PositiveBigIntegerField()),
                ("stored_at", models.DateTimeField()),
                ("person", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="privacy.person")),
            ],
            options={
                "indexes": [models.Index(fields=["person", "clause", "covers"], name="files_by_slot")],
                "constraints": [models.CheckConstraint(condition=models.Q(("media_type__in", ["image/jpeg", "image/png", "image/webp", "audio/mpeg", "audio/ogg", "audio/wav"])), name="media_type_is_known")],
            },
        ),
    ]
