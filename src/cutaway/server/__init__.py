"""A local web server: the page, and its questions answered on 127.0.0.1 alone."""
