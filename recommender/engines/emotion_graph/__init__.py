"""The emotion graph: people, films and feelings as one heterogeneous graph network."""
