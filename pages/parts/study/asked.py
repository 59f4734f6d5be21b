"""Questions: each answer is kept as soon as it is given, so that a reload finds it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import streamlit as st

from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import t
from pages.parts.study.link import go_on, keep, said, send, widget
from session.studies import flow
from session.studies.design import ParticipantField
from session.studies.flow import Step
from session.studies.instruments import Item, Scale
from session.studies.participation import Participation

WIDTH = 680

LONGEST_TEXT = 4000


def fields(one: Participation) -> None:
    """What is asked of a person before they take part."""
    given, asked = one.answers(), one.study.fields
    with _page(one, {field.name: given.get(field.name) for field in asked}), st.container(key="study-fields"):
        st.header(t("study-about-you"), anchor=False)
        for field in asked:
            with st.container(key=f"study-answer-{field.name}"):
                _field(field, given.get(field.name), **_kept(one, field.name, given.get(field.name)))


def questionnaire(one: Participation) -> None:
    """A questionnaire's items, in order."""
    asked = one.study.instruments[one.step.instrument]
    # A slider has no place for "not answered": it stands in the middle, and counts once it was moved.
    unanswered = {"choice": None, "slider": (asked.scale.low + asked.scale.high) // 2, "text": ""}[asked.scale.kind]
    given = one.answers()
    drawn = {item.name: given.get(item.name, unanswered) for item in asked.items}
    with _page(one, drawn), st.container(key=f"study-{asked.name}"):
        st.subheader(said(asked.ask), anchor=False)
        for item in asked.items:
            with st.container(key=f"study-answer-{item.name}", gap="xxsmall"):
                _WIDGETS[asked.scale.kind](
                    item, asked.scale, drawn[item.name], **_kept(one, item.name, drawn[item.name])
                )
                if asked.scale.kind == "slider" and item.name not in given:
                    st.caption(t("study-slider-hint"))


def prompt(one: Participation, step: Step) -> None:
    """A few questions amid a task, beside which all else goes on."""
    asked = one.study.instruments[step.instrument]
    unanswered = {"choice": None, "slider": (asked.scale.low + asked.scale.high) // 2, "text": ""}[asked.scale.kind]
    with st.container(horizontal_alignment="center"), st.form("study-prompt", width=WIDTH):
        st.markdown(f"**{said(asked.ask)}**")
        for item in asked.items:
            with st.container(key=f"study-prompt-{item.name}", gap="xxsmall"):
                _WIDGETS[asked.scale.kind](item, asked.scale, unanswered, key=widget(step.name, item.name))
        drawn = dict.fromkeys((item.name for item in asked.items), unanswered)
        st.form_submit_button(t("study-send"), key="study-prompt-send", on_click=send, args=(one, step, drawn))


@contextmanager
def column() -> Iterator[None]:
    """A column in the middle, no wider than lines are read well."""
    with st.container(horizontal_alignment="center"), st.container(width=WIDTH):
        yield


@contextmanager
def _page(one: Participation, drawn: Mapping[str, object]) -> Iterator[None]:
    """How far one is above what is asked, and the button that leads on below it."""
    with column():
        progress(one)
        yield
        primary_button(t("study-next"), key="study-next", on_click=go_on, args=(one, drawn))


def progress(one: Participation) -> None:
    """How far one is, without a number: steps differ in length."""
    every = flow.steps(one.study)
    st.progress(every.index(one.step) / (len(every) - 1))


def _kept(one: Participation, item: str, drawn: object) -> dict[str, Any]:
    """What has a widget keep each answer at once."""
    step = one.step.name
    return {"key": widget(step, item), "on_change": keep, "args": (one, step, item, drawn)}


def _field(field: ParticipantField, given: object, **kept: Any) -> None:
    if field.options:
        options = list(field.options)
        st.radio(
            said(field.words),
            options,
            index=options.index(given) if given in options else None,
            format_func=lambda option: said(field.options[option]),
            **kept,
        )
    else:
        st.number_input(said(field.words), min_value=field.low, max_value=field.high, value=given, step=1, **kept)


def _choice(item: Item, scale: Scale, given: object, **kept: Any) -> None:
    options, labels = list(range(scale.low, scale.high + 1)), _labels(item, scale)
    st.radio(
        said(item.words) or _between(item),
        options,
        index=options.index(given) if given in options else None,
        format_func=lambda value: f"{value} {labels.get(value, '')}".strip(),
        horizontal=True,
        **kept,
    )


def _slider(item: Item, scale: Scale, given: int, **kept: Any) -> None:
    st.slider(
        said(item.words) or _between(item),
        scale.low,
        scale.high,
        given,
        format=" ",  # a number would invite one to aim at it
        label_visibility="visible" if item.words else "collapsed",
        **kept,
    )
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        for end in item.ends or ():
            st.caption(said(end), width="content")


def _text(item: Item, scale: Scale, given: str, **kept: Any) -> None:
    st.text_area(said(item.words), value=given, max_chars=LONGEST_TEXT, **kept)


_WIDGETS = {"choice": _choice, "slider": _slider, "text": _text}


def _labels(item: Item, scale: Scale) -> Mapping[int, str]:
    if item.ends:
        return dict(zip((scale.low, scale.high), map(said, item.ends), strict=True))
    return {value: said(words) for value, words in scale.labels.items()}


def _between(item: Item) -> str:
    return t("study-between", low=said(item.ends[0]), high=said(item.ends[1])) if item.ends else ""
