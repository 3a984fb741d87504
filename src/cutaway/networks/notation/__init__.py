"""The notation: text ↔ layers, and the names, shapes, costs and code that follow. No torch."""
