"""Where networks run, as ATTUNE_INFERENCE says."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from emotion.errors import EmotionError

VARIABLE = "ATTUNE_INFERENCE"
SCHEME = "ray"


class AddressError(EmotionError):
    """ATTUNE_INFERENCE names no address."""


@dataclass(frozen=True)
class Address:
    """Host and port at which Ray Serve takes requests over HTTP. No package of Ray's is needed to ask there."""

    host: str
    port: int

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> Address | None:
        """What ATTUNE_INFERENCE says, `ray://HOST:PORT`; None without it: networks run in this process.

        Raises AddressError where it says anything else.
        """
        said = environment.get(VARIABLE, "").strip()
        if not said:
            return None
        try:
            parts = urlsplit(said)
            host, port = parts.hostname, parts.port
        except ValueError:
            host = port = None
        if not host or not port or said != f"{SCHEME}://{parts.netloc}" or "@" in said:
            raise AddressError(f"{VARIABLE} is ray://HOST:PORT, such as ray://localhost:8010; got {said!r:.80}")
        return cls(host, port)

    @property
    def elsewhere(self) -> bool:
        """Whether it is surely not this machine's own: any other name than localhost and the loopback's addresses."""
        try:
            return not ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return self.host != "localhost"


def read_elsewhere() -> bool:
    """Whether what is sensed of people leaves this machine to be read. Raises AddressError."""
    address = Address.from_environment()
    return address is not None and address.elsewhere
