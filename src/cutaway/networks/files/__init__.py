"""Files of weights and names: what a file really is, what it holds, and whether it fits."""
