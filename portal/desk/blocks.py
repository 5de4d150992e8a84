"""What a part of the desk shows: a heading, how much waits, and the first of it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that waits: its text, where to handle it, and a few words beside it."""

    text: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Things of one kind that wait for a user.

    `count` is how many there are in all, of which `items` are the first; `more_url` leads to the whole list. With
    `empty` a block without items is shown with that sentence; without it, it is left out. `position` orders the
    blocks: 10 what others wait for, 20 what is due, 30 what came in, 40 what could be better, 50 what happened.
    """

    heading: str
    position: int
    items: list[Item] = field(default_factory=list)
    count: int = 0
    more_url: str = ""
    empty: str = ""
