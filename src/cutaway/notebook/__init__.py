"""The page inside a notebook: an anywidget that talks to the kernel."""
