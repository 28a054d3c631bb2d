from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_is_gone")]
    operations = [migrations.RenameField("referral", "due_at", "answer_by")]
