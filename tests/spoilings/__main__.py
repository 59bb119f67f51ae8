"""`python -m tests.spoilings`: see `table`, which processes that it starts can import."""

from tests.spoilings.table import main

if __name__ == "__main__":
    main()
