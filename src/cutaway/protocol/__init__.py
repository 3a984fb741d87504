"""What crosses to the browser: messages, their encoding, and the one dispatcher."""
