"""What buyers say of a size lies sealed alone; a row that goes uncounted-out has its product counted anew."""

from django.db import migrations, models


STALE = """
CREATE FUNCTION measuring_count_anew() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE measuring_fittotals SET is_stale = true WHERE product = OLD.product;
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER goes_while_counted AFTER DELETE ON measuring_fitverdict
FOR EACH ROW WHEN (OLD.is_counted) EXECUTE FUNCTION measuring_count_anew()
"""
REWRITE = "ALTER TABLE measuring_fitverdict ALTER COLUMN source TYPE varchar(20) USING source || ''"
"""A column that was dropped still lies in the rows that had it; writing the table anew leaves its words behind."""


class Migration(migrations.Migration):

    dependencies = [
        ('measuring', '0002_what_buyers_say'),
    ]

    operations = [
        migrations.RunSQL("DROP TRIGGER counted ON measuring_fitverdict"),
        migrations.RunSQL("DROP FUNCTION measuring_count_verdict()"),
        migrations.AddField(
            model_name='fittotals',
            name='is_stale',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='fitverdict',
            name='is_counted',
            field=models.BooleanField(default=True),
        ),
        migrations.RemoveConstraint(
            model_name='fitverdict',
            name='verdict_is_known',
        ),
        migrations.RemoveField(
            model_name='fitverdict',
            name='adds_to',
        ),
        migrations.RunSQL(REWRITE),
        migrations.RunSQL(STALE, "DROP FUNCTION measuring_count_anew()"),
        migrations.RunSQL(TRIGGER, "DROP TRIGGER goes_while_counted ON measuring_fitverdict"),
    ]
