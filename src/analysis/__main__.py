"""`python -m analysis` is the command `overview`."""

from analysis.cli import main

main(prog_name="overview")
