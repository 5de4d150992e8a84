"""Nothing that somebody types in the admin is lost: forms are kept until they are saved, and nobody's save hides
another's.

Why it works as it does: docs/decisions/2026-11-22-kept-forms.md.
"""
