from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0002_must_be_filled")]
    operations = [migrations.RemoveField("referral", "outcome")]
