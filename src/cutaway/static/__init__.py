"""A folder that any web server can serve: the playground and the lesson, with their own Python."""
