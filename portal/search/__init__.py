"""The search: one index of all entries for visitors, in Dutch.

Into the index: `analysis` reads words, with `dictionary`, `derivations`, `compounds` and `places`; `vector` makes of
them what PostgreSQL keeps; `index` writes it, told by `changes`; `hiding` takes out what may not be seen.

Out of it: `question` takes apart what was typed; `terms` (with `synonyms` and the `gazetteer`) finds the forms of each
word, `rarity` how much it tells, `spelling` what was meant; `statement` asks, by the numbers of `weights`; `engine`
joins these, and `marking` shows why a result matches. Nothing needs an extension or dictionary of PostgreSQL.
"""
