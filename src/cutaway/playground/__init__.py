"""Small layers by hand, from plain numbers: the standard library only."""
