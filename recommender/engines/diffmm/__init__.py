"""Edges between people and items drawn by diffusion, led by each modality, and a graph network told of them."""
