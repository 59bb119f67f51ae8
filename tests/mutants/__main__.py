"""`python -m tests.mutants`: tries a sample of mutants and prints what became of each."""

from tests.mutants.trial import main

if __name__ == "__main__":
    main()
