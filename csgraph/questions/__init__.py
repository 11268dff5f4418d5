"""The questions that csgraph answers. A module here that holds a `QUESTION` is one; there is no list to keep."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from types import ModuleType

from csgraph.findings import Question
from csgraph.questions.expired import telling_expired
from csgraph.questions.only_contexts import only_contexts


@cache
def question_modules() -> tuple[ModuleType, ...]:
    """The modules that hold a question, by its name: `QUESTION`, its own columns `MORE`, what they tell `ABOUT`."""
    modules = (import_module(f"{__name__}.{module.name}") for module in iter_modules(__path__))
    return tuple(sorted((one for one in modules if hasattr(one, "QUESTION")), key=lambda one: one.QUESTION.name))


@cache
def all_questions() -> dict[str, Question]:
    """Every question of the package by name, in order of name."""
    found = (module.QUESTION for module in question_modules())
    return {question.name: telling_expired(only_contexts(question)) for question in found}
