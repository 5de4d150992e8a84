"""Files that somebody sends, as tables: text in any encoding, and workbooks that are safe to open.

What the tables mean is for who reads them: figures in monitor.reading, entries in portal.spreadsheets.
"""

from portal.reading.faults import UnreadableFile

__all__ = ["UnreadableFile"]
