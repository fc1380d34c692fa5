"""Custom ids: each belongs to one button or form, stays within Discord's limit, and can be anything from anybody."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands import BUTTONS, FORMS
from bot.commands.components import _values

KEYS = ("AbC-_9xyzAbC", "x" * 12)


def _templates() -> list[re.Pattern[str]]:
    return [item.__discord_ui_compiled_template__ for item in BUTTONS] + [form.template for form in FORMS]


@pytest.mark.parametrize("custom_id", [f"{verb}:{key}" for verb in ("context", "up", "down", "why") for key in KEYS])
def test_each_custom_id_belongs_to_one_part(custom_id: str) -> None:
    """Neither to none nor to two."""
    assert len([template for template in _templates() if template.fullmatch(custom_id)]) == 1


@given(st.text(max_size=100))
def test_no_text_belongs_to_two_parts(custom_id: str) -> None:
    """Whatever somebody sends."""
    assert len([template for template in _templates() if template.fullmatch(custom_id)]) <= 1


def test_the_fields_of_a_form_are_read_from_rows_and_from_labels() -> None:
    """Discord sends what the modal was made of."""
    text: dict[str, Any] = {"type": 4, "custom_id": "reason", "value": "too short"}
    row = [{"type": 1, "components": [text]}]
    label = [{"type": 18, "component": text | {"custom_id": "other", "value": None}}]
    assert dict(_values(row)) == {"reason": "too short"}
    assert dict(_values(row + label)) == {"reason": "too short", "other": ""}
