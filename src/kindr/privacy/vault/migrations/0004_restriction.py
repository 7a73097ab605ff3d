import kindr.base.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("vault", "0003_key_written_at"),
    ]

    operations = [
        migrations.CreateModel(
            name="Restriction",
            fields=[
                ("id", models.UUIDField(default=kindr.base.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ("person_id", models.UUIDField()),
                ("clause", models.CharField(max_length=40)),
                ("since", models.DateTimeField()),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("person_id", "clause"), name="one_restriction_per_clause"),
                ],
            },
        ),
    ]
