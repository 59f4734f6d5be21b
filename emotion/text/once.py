"""Reading a comment once, though two ask for it: who senses its feeling, and who understands what it says."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from hashlib import sha256

from emotion.encoder import Network
from emotion.types import Prediction


class ReadOnce:
    """A text network that, asked twice in a row for one comment by a thread, reads it the first time only.

    No word of it is kept, and nothing after the second time. Safe to share by threads if the network is.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._last = threading.local()

    def predict(self, batch: Sequence[str]) -> Prediction:
        """What the network says of comments (N)."""
        asked = sha256("\0".join(batch).encode(errors="surrogatepass")).digest()
        kept = self._last.__dict__.pop("read", None)
        if kept is not None and kept[0] == asked:
            return kept[1]
        found = self.network.predict(batch)
        self._last.read = asked, found
        return found
