"""One buyer with many words is one buyer: an index to find five different people in the counts of a product."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('measuring', '0003_words_in_clear_go'),
        ('privacy', '0017_claimed_elsewhere'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='fitverdict',
            index=models.Index(condition=models.Q(('is_counted', True)), fields=['product', 'person'], name='people_counted'),
        ),
    ]
