"""The figure that a plate is when it is asked for one."""

from __future__ import annotations

import base64
import io
from typing import Any

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from baltic_map.print.settings import plate_settings

__all__ = ["PlateFigure"]


class PlateFigure(Figure):
    """A figure that a notebook shows without pyplot."""

    def __init__(self, **given: Any) -> None:
        super().__init__(**given)
        FigureCanvasAgg(self)

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        # Not _repr_png_: once pyplot is there, IPython asks that of Matplotlib, which shows no figure without axes.
        buffer = io.BytesIO()
        with plate_settings():
            self.savefig(buffer, format="png", dpi=self.get_dpi(), facecolor=self.get_facecolor())
        return {"image/png": base64.b64encode(buffer.getvalue()).decode("ascii")}
