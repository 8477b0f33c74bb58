"""Without MindSpore a page module still imports, and lacks only the values that MindSpore has to run for."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from snippets.pages import conventions, numerics
from tests.values.oracle import declared

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
sys.modules["mindspore"] = None  # as if it were not installed
from importlib import import_module
from snippets.scenario import SCENARIO
for name, value in vars(import_module(sys.argv[1])).items():
    if hasattr(value, "declaration"):
        try:
            value(SCENARIO)
        except ModuleNotFoundError:
            print(name)
"""
RUN_BY_MINDSPORE = {
    conventions: {"zoo_runs", "builtin_runs", "short_runs", "zoo_outside_run", "refusal"},
    numerics: {
        *("loss_by_type", "errors", "digits", "weakest", "errors_of_zeros", "errors_by_way", "exp_verdict"),
        *("log_softmax_offsets", "log_softmax_verdict", "versions", "naive_by_shift", "losses_by_scale"),
        *("losses_at_infinity", "gradients_at_infinity_run"),
    },
}


@pytest.mark.parametrize("page", RUN_BY_MINDSPORE, ids=lambda page: page.__name__)
def test_only_what_mindspore_runs_is_missing(page: ModuleType) -> None:
    command = [sys.executable, "-c", SCRIPT, page.__name__]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert set(result.stdout.split()) == RUN_BY_MINDSPORE[page]
    assert declared(page).keys() > RUN_BY_MINDSPORE[page]
