from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0003_child_profiles'),
    ]

    operations = [
        migrations.RenameField(
            model_name='childprofile',
            old_name='changed_at',
            new_name='height_told_at',
        ),
    ]
