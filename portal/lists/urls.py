"""Addresses that every list has beside its page."""

from django.urls import path

from portal.lists.files import export, feed


def list_urls(view, name="list", prefix="", feeds=False):
    """The page of list view `view`, its exports, and its feed if it has one; a list of URL patterns."""
    patterns = [
        path(prefix, view.as_view(), name=name),
        path(f"{prefix}export.<str:extension>", export, {"of": view}, name=f"{name}-export"),
    ]
    if feeds:
        patterns.append(path(f"{prefix}atom.xml", feed, {"of": view}, name=f"{name}-feed"))
    return patterns
