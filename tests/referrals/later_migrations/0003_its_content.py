from django.db import migrations

A_BATCH = 500


def fill(apps, schema_editor):
    """A batch a transaction: a row that is being filled keeps nobody waiting for long."""
    referrals = apps.get_model("referrals", "Referral").objects.filter(ward=None)
    while batch := list(referrals.values_list("pk", flat=True)[:A_BATCH]):
        referrals.filter(pk__in=batch).update(ward="unknown")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("referrals", "0002_a_column")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
