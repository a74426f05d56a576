"""What a terminal page looks like in a pipe."""

import os
from contextlib import redirect_stdout
from io import StringIO
from unittest.mock import patch

from rich.console import RenderableType

from sayso.show.terminal import show


def printed(page: RenderableType, width: int = 120) -> str:
    """Return a page as it is printed, without colours."""
    with patch.dict(os.environ, COLUMNS=str(width)), redirect_stdout(StringIO()) as out:
        show(page)
    return out.getvalue()
