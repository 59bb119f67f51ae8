"""Imported first by what processes come from: no library that is imported after it starts a thread.

A fork copies one thread. What another held stays locked in the child for ever, or ends it. The work itself may start what threads it likes.
"""

import os

# OpenBLAS (numpy, scipy) takes a thread for each further core as it is loaded, and jemalloc (Arrow) one that tidies up.
os.environ["OPENBLAS_NUM_THREADS"] = "1"
os.environ["JE_ARROW_MALLOC_CONF"] = "background_thread:false"
