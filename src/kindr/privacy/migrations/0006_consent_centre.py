from __future__ import annotations

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("privacy", "0005_grants_and_alarms")]

    operations = []
