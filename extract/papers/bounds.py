"""How much of a document is read: beyond these limits lies what was made to hurt."""

MAX_PAGES = 2_000
"""The longest handbook of an agency has about 1,200."""

MAX_NODES = 1_000_000
"""Elements of a packed document; a report of 500 pages has about 400,000."""
