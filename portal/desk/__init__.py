"""The first page of the admin: what waits for whoever signed in.

An app tells what it has waiting in a module `waiting` with `def waiting(user) -> list[Block]`.
"""
