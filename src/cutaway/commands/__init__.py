"""Commands of the command line, one a file: each `register`s itself, and imports late."""
