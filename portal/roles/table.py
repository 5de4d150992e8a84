"""What each role may do with each kind of thing: a role is a group, and its permissions stand here and nowhere else."""

from functools import cache

from django.apps import apps
from django.contrib.auth import get_permission_codename
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType

# Beside Django's view, add, change and delete. Publishing is also unpublishing and archiving.
PUBLISH = "publish"
# Changing what visitors see, or saw: a published or archived entry.
CORRECT = "correct"

ENTRIES = (
    "practices.practice",
    "practices.resource",
    "practices.question",
    "partners.partner",
    "subsidies.scheme",
    "monitor.indicator",
    "monitor.monitor",
    "monitor.policyitem",
)
# What editors extend while they write.
REFERENCES = ("portal.source", "portal.synonyms", "partners.sector", "subsidies.provider", "subsidies.applicant")
# What the whole portal is ordered by.
VOCABULARIES = (
    "portal.theme",
    "portal.domain",
    "portal.targetgroup",
    "portal.province",
    "portal.municipality",
    "portal.place",
)
# What an agency keeps beside the entries.
RECORDS = ("subsidies.award",)
SEARCHES = ("portal.searchcount",)
# Files with figures: to add one is to take it in, to change one is to undo it.
IMPORTS = ("monitor.figureimport",)
ACCOUNTS = ("auth.user",)
# Removals of personal data: to add one is to do it.
PURGES = ("versions.purge",)
AUDIT = ("audit.event",)

READ = ("view",)
ADD = ("view", "add")
WRITE = ("view", "add", "change")
MANAGE = (*WRITE, "delete")
EDIT = (*MANAGE, CORRECT, PUBLISH)

# What comes in about entries: handled or looked at, never written. Each sees what is about their own work.
QUEUES = {"freshness.report": ("view", "change"), "freshness.linkcheck": READ}

EVERYTHING_READ = dict.fromkeys((*ENTRIES, *REFERENCES, *VOCABULARIES, *RECORDS, *SEARCHES), READ)

OFFICER, EDITOR, AGENCY, ADMINISTRATOR = "redacteur gemeente", "eindredacteur", "agentschap", "beheerder"

ROLES = {
    OFFICER: {
        **EVERYTHING_READ,
        **QUEUES,
        "practices.practice": WRITE,
        "partners.contactpoint": MANAGE,
        "portal.source": ADD,
    },
    EDITOR: {
        **EVERYTHING_READ,
        **QUEUES,
        **dict.fromkeys(ENTRIES, EDIT),
        **dict.fromkeys((*REFERENCES, *IMPORTS), WRITE),
        **dict.fromkeys(RECORDS, MANAGE),
    },
    AGENCY: {
        **EVERYTHING_READ,
        **QUEUES,
        "subsidies.scheme": (*WRITE, CORRECT),
        **dict.fromkeys(RECORDS, MANAGE),
        "portal.source": ADD,
    },
    ADMINISTRATOR: {
        **QUEUES,
        **dict.fromkeys(ENTRIES, EDIT),
        **dict.fromkeys((*REFERENCES, *VOCABULARIES, *RECORDS), MANAGE),
        **dict.fromkeys((*SEARCHES, *AUDIT), READ),
        **dict.fromkeys(IMPORTS, WRITE),
        # Not deleted but made inactive: what somebody did stays on record.
        **dict.fromkeys(ACCOUNTS, WRITE),
        **dict.fromkeys(PURGES, ADD),
    },
}


def set_up_roles(**_):
    """Makes the groups of ROLES, or brings them back to what ROLES says; safe to repeat.

    It can be called by post_migrate too, whose arguments say nothing of use here.
    """
    found = cache(permission)
    for name, allowed in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        group.permissions.set(found(label, action) for label, actions in allowed.items() for action in actions)


def permission(label, action):
    """The Permission for `action` on the model named `label`; made when it is one of our own, or still absent."""
    options = apps.get_model(label)._meta
    found, _ = Permission.objects.get_or_create(
        content_type=ContentType.objects.get_for_model(options.model),
        codename=get_permission_codename(action, options),
        defaults={"name": f"Can {action} {options.verbose_name_raw}"},
    )
    return found
