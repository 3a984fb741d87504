"""What to open: the embedded networks, their pictures, and networks of one's own."""
