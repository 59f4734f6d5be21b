"""What can be recommended: items, their facts and moods, search and a person's own history."""
