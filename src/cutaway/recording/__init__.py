"""Run a network once and keep every value: the recorder, and the facts it leaves."""
