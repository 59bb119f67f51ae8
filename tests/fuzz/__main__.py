"""`python -m tests.fuzz`: its functions are in a module with a name of its own, so that other processes find them."""

from tests.fuzz.mangled import main

if __name__ == "__main__":
    main()
