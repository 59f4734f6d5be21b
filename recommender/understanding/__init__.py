"""What a comment says: whose feeling, which feeling, and what is asked for."""
