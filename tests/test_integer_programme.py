"""Integer programmes print nothing, and what was printed before and after stays."""

import ctypes
import os
import sys

import numpy as np
import pytest
from scipy.optimize import LinearConstraint

from csgraph.network import integer_programme
from csgraph.network.integer_programme import solved

NEED = LinearConstraint(np.array([[1.0, 1.0]]), lb=1.0)


def test_the_answer_is_that_of_the_library() -> None:
    found = solved(np.array([2.0, 1.0]), constraints=NEED, integrality=np.ones(2))
    assert found.x.tolist() == [0.0, 1.0]


def test_what_a_library_prints_below_python_is_read_by_nobody(
    capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def loud(*_: object, **__: object) -> str:
        ctypes.CDLL("ucrtbase" if os.name == "nt" else None).puts(b"tmpSolver.run();")
        return "answer"

    monkeypatch.setattr("scipy.optimize.milp", loud)
    sys.stdout.write("before ")
    assert integer_programme.solved(0) == "answer"
    sys.stdout.write("after")
    assert capfd.readouterr().out == "before after"
