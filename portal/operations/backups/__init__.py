"""The whole database in one file, and back.

`making` writes such a file, `restoring` brings it back; `archive` is the file itself, `contents` what is in a database,
`programs` the programs of PostgreSQL that do the work. Why it is so: docs/decisions/2026-11-22-backups.md.
"""
