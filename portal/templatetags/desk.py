"""The desk on the first page of the admin."""

from django import template

from portal.desk.gathering import blocks_for

register = template.Library()


@register.simple_tag(takes_context=True)
def blocks(context):
    """What waits for who signed in; a list of Block."""
    return blocks_for(context["request"].user)
