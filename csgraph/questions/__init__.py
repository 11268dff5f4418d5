"""The questions that csgraph answers. A module here that holds a `QUESTION` is one; there is no list to keep."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from csgraph.findings import Question
from csgraph.questions.expired import telling_expired
from csgraph.questions.only_contexts import only_contexts


@cache
def all_questions() -> dict[str, Question]:
    """Every question of the package by name, in order of name."""
    modules = [import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__)]
    found = [module.QUESTION for module in modules if hasattr(module, "QUESTION")]
    questions = [telling_expired(only_contexts(question)) for question in found]
    return {question.name: question for question in sorted(questions, key=lambda q: q.name)}
