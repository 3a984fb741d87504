"""The lesson: chapters as Markdown with live blocks, read into typed trees; no torch."""
