"""The frame of every page, Today, and the figures."""
