"""The typical structure N × [M conv + b pool] + K FC: one of it, all of them, the best of them."""
