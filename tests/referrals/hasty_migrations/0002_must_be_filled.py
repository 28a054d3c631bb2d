from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("referrals", "0001_initial")]
    operations = [migrations.AddField("referral", "ward", models.CharField(max_length=40, default=""))]
