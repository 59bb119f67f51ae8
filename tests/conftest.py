"""What holds for every test."""

import os

from hypothesis import settings

# Before anything imports matplotlib: no test opens a window.
os.environ["MPLBACKEND"] = "Agg"

# Deadlines fail on a busy machine and prove nothing. CI tries the same examples every time, so that it fails only for a change.
settings.register_profile("project", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("project")
