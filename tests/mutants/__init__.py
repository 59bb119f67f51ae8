"""Whether the tests notice: small changes to the code, each tried on the tests nearest to it."""
