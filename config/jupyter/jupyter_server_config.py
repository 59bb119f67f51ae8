"""JupyterLab for a folder in which rows about children are looked at: nothing asks the network, kernels talk in private.

`overview lab` starts JupyterLab with this file. It goes before your own settings; ``labconfig`` beside it holds the settings of the pages.
"""

import os
import uuid

import zmq
from jupyter_client import KernelManager
from jupyter_core.paths import jupyter_runtime_dir

c = get_config()  # noqa: F821  (JupyterLab gives it to this file)

# Nobody is asked for news, new versions or extensions.
c.LabApp.news_url = None
c.LabApp.check_for_updates_class = "jupyterlab.NeverCheckForUpdate"
c.LabApp.extension_manager = "readonly"

# Only this machine can reach it, and only with the token in the address that it prints.
c.ServerApp.ip = "localhost"
c.ServerApp.allow_remote_access = False

# What a notebook shows that opens rows about children is not saved with it, but for figures of reports.
c.FileContentsManager.pre_save_hook = "analysis.base.opened_rows.before_saving"

# What passes between a notebook and its kernel may be rows about children. Each kernel has socket files of its own beside its connection
# file, in a folder that only you can open. Where there are no such files (on Windows, or when their names would be longer than the
# system allows) the messages are encrypted.
LONGEST_NAME, NAME_OF_A_SOCKET = 103, len(f"/kernel-{uuid.uuid4()}-ipc-5")

if os.name == "posix" and len(jupyter_runtime_dir()) + NAME_OF_A_SOCKET <= LONGEST_NAME:
    c.KernelManager.transport = "ipc"
elif zmq.has("curve") and hasattr(KernelManager, "transport_encryption"):
    c.MappingKernelManager.transport_encryption = "required"
else:
    print("Notebooks and their kernels will talk unencrypted inside this machine: use made-up data only.")
    print("To have them encrypted, install the newest jupyter_client, and a pyzmq that has CurveZMQ.")
