"""Every test runs on one thread a model, as whatever starts the product does."""

from emotion.threads import one_thread

one_thread()
