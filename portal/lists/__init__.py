"""Lists that visitors filter, count, sort, page and export: one way for all kinds of entry."""
