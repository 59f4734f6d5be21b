"""Training of the embedded models; nothing that serves imports this."""
