"""How answers look in a terminal, and as JSON."""
