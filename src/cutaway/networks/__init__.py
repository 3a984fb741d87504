"""What to open: named networks, notations, and networks of one's own, with their pictures."""
