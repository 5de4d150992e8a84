"""What an entry was: each of its versions as one document, the bin, and taking a person out of all of it.

- documents: an entry with its rows and relations as one dict (`document_of`)
- writing: the other way round (`write`), and looking at what would be (`as_if`)
- differences: two documents compared, in Dutch
- recording: keeping versions (`record`, `latest`, `before_change`)
"""
