"""The shell a person touches: configuration, command line, demo."""

__version__ = "0.1.0"
