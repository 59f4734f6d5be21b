"""What learning together comes to, beside learning alone and in one place."""
