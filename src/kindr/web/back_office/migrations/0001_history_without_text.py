"""The admin's history takes names of fields and ids, and no text of any object: the database refuses it."""

from django.db import migrations

ADD = r"""
ALTER TABLE django_admin_log
    ADD CONSTRAINT history_without_object_text CHECK (object_repr = ''),
    ADD CONSTRAINT history_of_field_names CHECK (
        change_message ~ '^(\[\{"changed": \{"fields": \[("[a-z_]+"(, "[a-z_]+")*)?\]\}\}\])?$'
    )
"""
DROP = "ALTER TABLE django_admin_log DROP CONSTRAINT history_without_object_text, DROP CONSTRAINT history_of_field_names"


class Migration(migrations.Migration):
    dependencies = [("admin", "0003_logentry_add_action_flag_choices")]

    operations = [migrations.RunSQL(ADD, DROP)]
