"""Keeping entries fresh: who checks what again, what visitors report, and links that broke.

`kinds` names the kinds of entry in addresses; `asking` mails owners once a month and takes their answers; `reports`
takes what visitors report; `links` looks whether websites are still there. `due` does what is due by the clock, and
`waiting` tells the desk what waits.
"""
