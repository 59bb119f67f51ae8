"""Cells run in this very process by an IPython shell, with the outputs that a kernel would have sent.

A notebook that runs so needs no second program, no socket and no start-up. What a cell leaves behind stays in the process, so every
notebook gets a process of its own (see `analysis.run.engine`).
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib
from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from jupyter_client.jsonutil import json_clean
from nbformat import NotebookNode, v4
from traitlets import Type
from traitlets.config import Config

Output = NotebookNode

# Nothing that a cell contains is written to a history file.
_WITHOUT_HISTORY = Config({"HistoryManager": {"enabled": False}})


class _Outputs:
    """The outputs of a notebook as they come, by cell. A display that is updated is updated wherever it stands."""

    def __init__(self) -> None:
        self.of_cells: list[list[Output]] = []
        self._displays: dict[str, list[tuple[int, Output]]] = {}
        self.touched: set[int] = set()

    @property
    def of_cell(self) -> list[Output]:
        return self.of_cells[-1]

    def next_cell(self) -> None:
        self.of_cells.append([])
        self.touched = set()

    def stream(self, name: str, text: str) -> None:
        last = self.of_cell[-1] if self.of_cell else None
        if last is not None and last.output_type == "stream" and last.name == name:
            last.text += text
        else:
            self.of_cell.append(v4.new_output("stream", name=name, text=text))

    def display(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str | None) -> None:
        output = v4.new_output("display_data", data=json_clean(data), metadata=json_clean(metadata))
        self.of_cell.append(output)
        if display_id:
            self._displays.setdefault(display_id, []).append((len(self.of_cells) - 1, output))

    def update(self, data: dict[str, Any], metadata: dict[str, Any], display_id: str) -> None:
        for cell, output in self._displays.get(display_id, []):
            output.data, output.metadata = json_clean(data), json_clean(metadata)
            self.touched.add(cell)


class _Publisher(DisplayPublisher):
    """Takes what a cell displays."""

    def publish(self, data: Any, metadata: Any = None, *, transient: Any = None, update: bool = False, **_: Any) -> None:
        display_id = (transient or {}).get("display_id")
        if update:
            self.shell.outputs.update(data, metadata or {}, display_id)
        else:
            self.shell.outputs.display(data, metadata or {}, display_id)


class _ResultHook(DisplayHook):
    """Takes the value of a cell's last line."""

    def write_output_prompt(self) -> None:
        pass

    def write_format_data(self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None) -> None:
        count = self.prompt_count
        result = v4.new_output("execute_result", data=json_clean(format_dict), metadata=json_clean(md_dict or {}), execution_count=count)
        self.shell.outputs.of_cell.append(result)

    def finish_displayhook(self) -> None:
        pass


class NotebookShell(InteractiveShell):
    """An IPython shell that keeps the outputs of each cell instead of printing them."""

    displayhook_class = Type(_ResultHook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **settings: Any) -> None:
        self.outputs = _Outputs()
        super().__init__(config=_WITHOUT_HISTORY, **settings)

    def run(self, source: str) -> tuple[list[Output], int, bool]:
        """Run a cell. Returns its outputs, its number, and whether it went well."""
        self.outputs.next_cell()
        with self._streams():
            result = self.run_cell(source, store_history=True)
        return self.outputs.of_cell, self.execution_count - 1, result.success

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.outputs.of_cell.append(v4.new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=stb))

    @contextmanager
    def _streams(self) -> Iterator[None]:
        before = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = (_Stream(self.outputs, name) for name in ("stdout", "stderr"))
        try:
            yield
        finally:
            sys.stdout, sys.stderr = before


class _Stream(io.TextIOBase):
    """What a cell prints."""

    def __init__(self, outputs: _Outputs, name: str) -> None:
        self._outputs, self._name = outputs, name

    @property
    def encoding(self) -> str:
        return "utf-8"

    def writable(self) -> bool:
        return True

    def write(self, text: str) -> int:
        if text:
            self._outputs.stream(self._name, text)
        return len(text)


def new_shell() -> NotebookShell:
    """The shell of this process, of which there is one, as `IPython.display` expects. Figures of pyplot show in the notebook."""
    matplotlib.rcParams["backend"] = "module://matplotlib_inline.backend_inline"
    InteractiveShell.clear_instance()
    return NotebookShell.instance()
