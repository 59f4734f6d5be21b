"""Studies: a design in a YAML file, its participants and their answers, and what is handed on of them."""
