"""`make bench-diff`: how well changes are told, on planted edits and on real ones that people have labelled."""
