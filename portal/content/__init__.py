"""Content from files: `files` reads them, `kinds` says what a record of each kind holds, `check` judges them
without a database, `load` brings them into it.

Each app registers its kinds in a module `content.py`. The form of the files is in fixtures/README.md.
"""
