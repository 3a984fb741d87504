"""See inside any convolutional network."""
