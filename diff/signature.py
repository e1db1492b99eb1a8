"""What makes two edits the same on different pages of a site, as a digest."""

from diff.values import Edit
from extract.values import digest_of


def signature_of(edit: Edit, site_id: int) -> bytes:
    """Stand for an edit wherever it is: the changed words, or what came and went under which heading."""
    changed: list[object] = [[hunk.op, hunk.text.strip()] for hunk in edit.hunks if hunk.op]
    heading: list[object] = [] if edit.fact_kind else [edit.old_path[-1:], edit.path[-1:]]
    said: list[object] = changed or [edit.old, edit.new, heading]
    return digest_of([site_id, edit.operation, edit.fact_kind, edit.label, said])[:16]
