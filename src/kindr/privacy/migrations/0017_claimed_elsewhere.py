"""The alarm that an address leads to guests of another account."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('privacy', '0016_withdrawals_undone'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='alarm',
            name='alarm_kind_is_known',
        ),
        migrations.AlterField(
            model_name='alarm',
            name='kind',
            field=models.CharField(choices=[('honeytoken', 'A decoy customer was opened'), ('bulk_opening', 'Many people were opened'), ('refusals', 'Many refusals'), ('out_of_hours', 'Opened outside working hours'), ('break_glass', 'Opened in an emergency'), ('coverage', 'A place was left out of a request'), ('log_broken', 'The record of openings was changed'), ('promise_failed', 'A promise does not hold'), ('clock', 'A deadline is close or over'), ('incident', 'An incident was reported'), ('turned_away', 'A consultant without a certificate was turned away'), ('recovered', 'A colleague got back in without their passkey or telephone'), ('claimed_elsewhere', 'An address leads to orders of another account'), ('self_test', 'A test of the alarm itself')], max_length=20),
        ),
        migrations.AddConstraint(
            model_name='alarm',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['honeytoken', 'bulk_opening', 'refusals', 'out_of_hours', 'break_glass', 'coverage', 'log_broken', 'promise_failed', 'clock', 'incident', 'turned_away', 'recovered', 'claimed_elsewhere', 'self_test'])), name='alarm_kind_is_known'),
        ),
    ]
