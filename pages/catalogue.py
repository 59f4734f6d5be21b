"""Catalogue: everything that can be recommended, to browse, search and see on the affect map."""

from pages.parts.catalogue import bringing, browse
from pages.parts.shared import sittings

sittings.rest()
browse.show()
bringing.show()
