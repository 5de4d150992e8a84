"""Editors' Markdown on the page."""

import nh3
from django import template
from django.utils.safestring import mark_safe
from markdown_it import MarkdownIt

register = template.Library()

# Paragraphs, lists, emphasis and links; no headings, images or HTML, so that a text cannot break its page.
MARKDOWN = MarkdownIt("commonmark", {"html": False}).disable(["image", "heading", "lheading", "code", "fence"])
ALLOWED_TAGS = {"p", "ul", "ol", "li", "em", "strong", "a", "blockquote", "br"}


@register.filter
def markdown(text):
    """Markdown `text` as safe HTML; links go out without telling where from."""
    html = MARKDOWN.render(text or "")
    clean = nh3.clean(html, tags=ALLOWED_TAGS, attributes={"a": {"href"}}, link_rel="noopener noreferrer")
    return mark_safe(clean)  # noqa: S308 nh3 let only the tags above through
