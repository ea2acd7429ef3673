"""Symbio finds, judges and reports industrial symbiosis in an organised industrial zone."""

__version__ = "0.1.0"
