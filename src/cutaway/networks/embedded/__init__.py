"""The networks that bring their own numbers: trained, or fixed."""
