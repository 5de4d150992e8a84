from collections import Counter

from django.conf import settings
from django.db import migrations


def fold_addresses(apps, schema_editor):
    """People sign in with their address: it is one whatever its capitals are, and of one person."""
    users = apps.get_model("auth", "User").objects.exclude(email="")
    counts = Counter(email.lower() for email in users.values_list("email", flat=True))
    if shared := sorted(email for email, count in counts.items() if count > 1):
        raise RuntimeError(
            "Meer dan één account heeft hetzelfde e-mailadres: " + ", ".join(shared) + ". Geef elk account een eigen"
            " adres (of geen), en voer migrate opnieuw uit."
        )
    for user in users:
        if user.email != user.email.lower():
            users.filter(pk=user.pk).update(email=user.email.lower())


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_sign_ins_and_invitations"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(fold_addresses, migrations.RunPython.noop),
        migrations.RunSQL(
            "CREATE UNIQUE INDEX accounts_one_person_an_address ON auth_user (lower(email)) WHERE email <> ''",
            "DROP INDEX accounts_one_person_an_address",
        ),
    ]
