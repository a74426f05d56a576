"""Pages through the steps in a process of their own, each within limits of time and memory."""

from sayso.worker.limits import Limits
from sayso.worker.process import Turn, Worker

__all__ = ["Limits", "Turn", "Worker"]
