"""The commands of `python -m symbio`, one module each; nothing here draws a screen."""
