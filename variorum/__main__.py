"""Lets `python -m variorum` do what `variorum` does."""

from variorum.cli import main

main()
