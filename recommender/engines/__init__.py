"""Engines that learn from histories to say what a person may want next, behind one contract: `base.Engine`."""
