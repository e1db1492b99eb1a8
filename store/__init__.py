"""What is kept: pages, bodies, captures, versions, sections, facts and changes, and how the archive is asked."""

from store.archive import Archive, open_archive
from store.errors import StoreError

__all__ = ["Archive", "StoreError", "open_archive"]
