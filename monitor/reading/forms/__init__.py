"""The forms that files with figures come in: one module each.

A form is a module with NAME (as kept with imports), LABEL (in Dutch), `recognises(document)` which only looks at the
first rows, and `read(document, name)` which gives a `Reading` or raises UnreadableFile. `name` is what the file was
called where it came from. The first that recognises a document reads it.
"""

from monitor.reading.forms import incomes, long, origin, population, stadsmonitor, wide_csv, wide_xlsx

FORMS = (population, incomes, origin, stadsmonitor, long, wide_csv, wide_xlsx)
