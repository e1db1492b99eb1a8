"""Measured comparisons, one module each: run `python -m bench.NAME` from the root of a checkout."""
