"""A local web server: one of two doors to the same room."""
