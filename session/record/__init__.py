"""What is kept of sittings: tables, the log that writes them, and what is read back."""
