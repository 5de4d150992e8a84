"""The first page of the admin and its side bar, ordered by task instead of by app."""

from django import template

register = template.Library()

# Heading: names of models, in the order in which they are shown.
TASKS = {
    "Fiches": (
        "Practice",
        "Resource",
        "Question",
        "Partner",
        "Scheme",
        "Indicator",
        "Monitor",
        "PolicyItem",
        "Deleted",
    ),
    "Contacten, oproepen en cijfers": ("ContactPoint", "Call", "Award", "Figure", "FigureImport"),
    "Woordenlijsten": ("Source", "Theme", "Domain", "TargetGroup", "Sector", "Provider", "Applicant", "Synonyms"),
    "Plaatsen": ("Municipality", "Place", "Province"),
    "Fris houden": ("Report", "LinkCheck"),
    "Wat bezoekers zoeken": ("SearchCount",),
    "Accounts": ("User", "Purge", "Event"),
}
REST = "Overige"


@register.filter
def by_task(app_list):
    """Heading and models (dicts of AdminSite.get_app_list) of each task that has any; a list of tuples."""
    models = {model["object_name"]: model for app in app_list for model in app["models"]}
    tasks = [(heading, [models.pop(name) for name in names if name in models]) for heading, names in TASKS.items()]
    return [(heading, found) for heading, found in [*tasks, (REST, [*models.values()])] if found]
