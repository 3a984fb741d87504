"""From the notation to a torch module of random weights, and the published networks so written."""
