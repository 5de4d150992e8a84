"""What stops reading a file."""


class UnreadableFile(Exception):  # noqa: N818  a name that other rooms read aloud
    """The file as a whole cannot be trusted; nothing of it is used.

    `str()` gives the Dutch message, with the place in it; `row` and `column` count from 1, None when it is about
    the whole file.
    """

    def __init__(self, message, row=None, column=None):
        super().__init__(message)
        self.row = row
        self.column = column
