"""A mark that changes with the catalogue. It is random, because a counter that is rolled back would come again."""

from django.db import migrations, models
from django.db.models import Q

CHANGES = {
    "catalog_category": "INSERT OR UPDATE OR DELETE OR TRUNCATE",
    "catalog_colour": "INSERT OR UPDATE OR DELETE OR TRUNCATE",
    "catalog_product": "INSERT OR UPDATE OR DELETE OR TRUNCATE",
    # Every sale changes a stock; pages ask for it each time.
    "catalog_variant": "INSERT OR UPDATE OF product_id, colour_id, size, sku, price OR DELETE OR TRUNCATE",
}
FUNCTION = """
CREATE FUNCTION catalog_new_edition() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE catalog_edition SET mark = gen_random_uuid();
    RETURN NULL;
END $$
"""
TRIGGER = """
CREATE TRIGGER new_edition AFTER {changes} ON {table} FOR EACH STATEMENT EXECUTE FUNCTION catalog_new_edition()
"""


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.PositiveSmallIntegerField(default=1, primary_key=True, serialize=False)),
                ("mark", models.UUIDField()),
            ],
            options={"constraints": [models.CheckConstraint(condition=Q(("id", 1)), name="edition_once")]},
        ),
        migrations.RunSQL(
            "INSERT INTO catalog_edition (id, mark) VALUES (1, gen_random_uuid())", migrations.RunSQL.noop
        ),
        migrations.RunSQL(FUNCTION, "DROP FUNCTION catalog_new_edition()"),
        *(
            migrations.RunSQL(
                TRIGGER.format(table=table, changes=changes), f"DROP TRIGGER new_edition ON {table}"
            )
            for table, changes in CHANGES.items()
        ),
    ]
