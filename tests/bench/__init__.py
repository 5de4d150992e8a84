"""How fast the portal is, beside the bare limit of Django on the same machine; `make bench` runs it.

`words` and `practices` make up a portal of any size, `fill` writes it into a database and `databases` keeps those.
`serving` starts the portal and the bare limit (`limit`) as in production, `load` asks their `pages`, and `inside` looks
at the same pages from within. `report` sets the figures against their goals. `hostile` is a run of its own.
"""
