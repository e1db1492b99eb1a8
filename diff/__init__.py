"""Two versions in, changes and a report out.

`diff.compare.compare` compares two extractions, `diff.pending.compare_owed` what is owed; `diff.report` tells it.
Nothing is imported here: the comparison brings SciPy along, which a report or a list does without.
"""
