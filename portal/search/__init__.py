"""Dutch search: `analysis` turns text into lexemes, `index` stores them with an entry, `query` finds by them.

Nothing here needs a PostgreSQL extension or dictionary: the words are analysed in Python and compared by the
"simple" configuration, which leaves them alone.
"""
