"""How garments are cut: their kind, how close they sit, and charts of other makers."""

import django.db.models.deletion
from django.db import migrations, models

# As `rules.kind_of` says it of drawings on the day of this migration.
KINDS = """
UPDATE catalog_product SET kind = CASE
    WHEN design->>'silhouette' IN ('shorts', 'skirt') THEN 'shorts'
    WHEN design->>'silhouette' IN ('trousers', 'leggings') THEN 'bottoms'
    WHEN design->>'silhouette' IN ('dress', 'dungarees', 'pyjamas', 'bodysuit', 'sleepsuit', 'romper') THEN 'whole'
    ELSE 'tops' END
"""
TRIGGER = """
CREATE TRIGGER new_edition AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON catalog_chart
FOR EACH STATEMENT EXECUTE FUNCTION catalog_new_edition()
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalog', '0003_errands_and_price_book'),
    ]

    operations = [
        migrations.CreateModel(
            name='Chart',
            fields=[
                ('key', models.SlugField(primary_key=True, serialize=False)),
                ('name_id', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=60)),
                ('rows', models.JSONField(default=dict)),
            ],
            options={
                'verbose_name': 'size chart',
                'verbose_name_plural': 'size charts',
            },
        ),
        migrations.AddField(
            model_name='product',
            name='cut',
            field=models.CharField(choices=[('slim', 'slim'), ('regular', 'regular'), ('roomy', 'roomy')], default='regular', max_length=10),
        ),
        migrations.AddField(
            model_name='product',
            name='kind',
            field=models.CharField(choices=[('tops', 'tops'), ('bottoms', 'bottoms'), ('shorts', 'shorts'), ('whole', 'whole'), ('shoes', 'shoes'), ('unsized', 'unsized')], default='tops', max_length=10),
        ),
        migrations.AddField(
            model_name='product',
            name='chart',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='products', to='catalog.chart'),
        ),
        migrations.RunSQL(KINDS, migrations.RunSQL.noop),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER new_edition ON catalog_chart"),
        migrations.RemoveConstraint(model_name='variant', name='variant_size'),
        migrations.AddConstraint(
            model_name='variant',
            constraint=models.CheckConstraint(condition=models.Q(('size__gte', 16), ('size__lte', 164)), name='variant_size'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['tops', 'bottoms', 'shorts', 'whole', 'shoes', 'unsized'])), name='product_kind'),
        ),
        migrations.AddConstraint(
            model_name='product',
            constraint=models.CheckConstraint(condition=models.Q(('cut__in', ['slim', 'regular', 'roomy'])), name='product_cut'),
        ),
    ]
