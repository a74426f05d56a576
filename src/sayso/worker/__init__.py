"""Pages through the steps in a process of their own, each within limits of time and memory."""
