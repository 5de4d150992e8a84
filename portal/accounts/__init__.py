"""Accounts of the people who work in the admin, and for whom they work."""
