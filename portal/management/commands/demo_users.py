import secrets

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.core.management import CommandError
from django.core.management.base import BaseCommand
from django.db import ProgrammingError, transaction
from django.urls import reverse
from django.utils.text import slugify

from portal.accounts import secondstep
from portal.accounts.models import Scope
from portal.roles import OFFICER, ROLES, set_up_roles

# Without letters and digits that look alike.
LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"
GROUPS, GROUP_LENGTH = 4, 4
NAMES = [slugify(role) for role in ROLES]
WIDTH = max(map(len, NAMES))

# For whom the accounts work: slugs by the relation of a Scope.
SCOPES = {
    "redacteur-gemeente": {"municipalities": ["genk"]},
    "redacteur-regio": {"municipalities": ["genk", "hasselt", "diepenbeek", "zonhoven"]},
    "agentschap": {"providers": ["vlaanderen-integratie"]},
}


class Command(BaseCommand):
    help = "Maakt accounts van elke rol om uit te proberen, elk met een nieuw wachtwoord. Herhalen mag."

    def add_arguments(self, parser):
        parser.add_argument(
            "--force", action="store_true", help="ook op een portaal dat niet alleen voor deze machine is"
        )
        parser.add_argument(
            "--codes", action="store_true", help="toon alleen de codes van dit ogenblik; de wachtwoorden blijven"
        )

    def handle(self, *args, force, codes, **options):
        if not (settings.LOCAL or force):
            raise CommandError(
                "Dit portaal is niet alleen voor deze machine: accounts om uit te proberen horen er niet."
                " Wilt u ze toch, gebruik dan --force."
            )
        try:
            passwords = {} if codes else make_accounts()
        except ProgrammingError as error:
            raise CommandError("De databank is nog leeg. Start eerst het portaal: make serve") from error
        self.stdout.write(f"Aanmelden op {settings.SITE_URL}{reverse('admin:index')}")
        for username, password in passwords.items():
            self.stdout.write(f"  {username:{WIDTH}}  {password}")
        self.stdout.write("Tweede stap: typ deze code. Ze geldt een minuut; een nieuwe krijgt u met make demo-code.")
        for account in User.objects.filter(username__in=NAMES, authenticator__type="totp").order_by("username"):
            secret = secondstep.secret_of(account)
            self.stdout.write(f"  {account.username:{WIDTH}}  {secondstep.code_now(secret)}  (voor een app: {secret})")


@transaction.atomic
def make_accounts():
    """Makes an account for each role; a dict of username to new password."""
    set_up_roles()
    accounts = {slugify(role): role for role in ROLES} | {"redacteur-regio": OFFICER}
    return {username: make_account(username, role) for username, role in accounts.items()}


def give_scope(account):
    """Has the account work for what SCOPES says, as far as it exists, and for nothing else."""
    Scope.objects.filter(user=account).delete()
    if account.username in SCOPES:
        scope = Scope.objects.create(user=account)
        for name, slugs in SCOPES[account.username].items():
            relation = getattr(scope, name)
            relation.set(relation.model.objects.filter(slug__in=slugs))


def make_account(username, role):
    """Makes the account, or makes it anew what it was, with that role and scope only; returns its new password."""
    password = "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP_LENGTH)) for _ in range(GROUPS))
    account, _ = User.objects.get_or_create(username=username)
    account.is_staff, account.is_active, account.is_superuser = True, True, False
    account.set_password(password)
    account.save()
    account.groups.set([Group.objects.get(name=role)])
    account.user_permissions.clear()
    give_scope(account)
    secondstep.remove(account)
    if secondstep.is_required_of(account):
        secondstep.give(account)
    return password
