"""Between the network and the pages: who may ask, what the answers allow a browser, and which browser asks."""
