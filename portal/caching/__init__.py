"""Answering visitors without making the same page twice.

`triggers` make every change of content count in the database, `version` reads that count, `release` tells one version
of the software from another, `pages` keeps finished pages, and `middleware` puts them together.
"""
