"""A chart that was drawn: whoever only places it on a page needs nothing that draws."""

import io
from dataclasses import dataclass

from PIL import Image


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnChart:
    """A chart: `name` for its file, `alt` a sentence with its main numbers for screen readers; its size in pixels."""

    name: str
    title: str
    alt: str
    image: Image.Image
    width: int
    height: int

    @property
    def png(self) -> bytes:
        """The picture as a file."""
        out = io.BytesIO()
        self.image.save(out, format="png")
        return out.getvalue()
