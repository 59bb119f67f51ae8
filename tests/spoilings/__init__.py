"""What programs and people do to an extract on its way, each as a function; `python -m tests.spoilings` shows what comes of them."""
