from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('orders', '0002_whose_clothes'),
    ]

    operations = [
        migrations.AddField(
            model_name='worn',
            name='is_told',
            field=models.BooleanField(default=False),
        ),
        migrations.RunSQL('UPDATE orders_worn SET is_told = true WHERE outgrown_at IS NOT NULL', migrations.RunSQL.noop),
        migrations.RemoveField(
            model_name='worn',
            name='outgrown_at',
        ),
    ]
