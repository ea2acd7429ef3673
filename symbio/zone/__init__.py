"""The zone's own rows: what they are, how they come in, where they are kept."""
