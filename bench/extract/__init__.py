"""`make bench-extract`: how well and how fast pages are read, on real pages with labels, beside stock trafilatura."""
