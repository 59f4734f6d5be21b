"""A catalogue of one's own: a table is uploaded, its columns are matched, and a visit can begin with it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from pages.parts.shared import resources, sittings, words
from pages.parts.shared.buttons import primary_button
from pages.parts.shared.language import say, t
from pages.parts.shared.tab import TableForm, tab
from recommender.catalogue.imported import Plan, check, head, names_of
from recommender.catalogue.tables import ENDINGS
from recommender.catalogue.vocabulary import KINDS
from recommender.errors import TableError
from session.catalogues.bringing import MOST_ROWS, Bringing, Stage, Table
from session.catalogues.shelf import catalogue_names

LARGEST_MB = 150
LOOKED_AT, PREVIEWED = 200, 5
"""So many of the first rows tell how a table is laid out, and so many are shown as they would be read."""

MISTAKES = 8
EVERY = 1.0

ASKED = ("title", "year", "kind", "genres", "creators", "description", "tags", "moods", "minutes", "id", "media")
"""The fields whose columns a person may choose; the others are read where their names say so."""


def show() -> None:
    """A calm disclosure; nothing changes until a visit begins with what was brought."""
    with st.expander(t("import"), icon=":material/upload_file:", key="import"):
        _inside()


def _inside() -> None:
    _offered()
    bringing = resources.brought()
    if bringing is None:
        _ask()
    else:
        st.fragment(_progress, run_every=EVERY if bringing.running else None)(bringing, bringing.running)


def _offered() -> None:
    """The catalogues that whoever runs the server put on the shelf."""
    named = catalogue_names()
    if not named:
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        name = st.selectbox(t("import-shelf"), named, key="import-shelf", width=320)
        if st.button(t("import-use"), key="import-use-shelf"):
            _begin(name)


@st.fragment
def _ask() -> None:
    """Where the file is chosen, then how it is to be read."""
    if resources.brought() is not None:
        st.rerun()
    st.caption(t("import-hint", most=MOST_ROWS))
    key = f"import-file-{tab().table.emptied}" if tab().table.emptied else "import-file"
    st.file_uploader(
        t("import-upload"),
        type=list(ENDINGS),
        key=key,
        max_upload_size=LARGEST_MB,
        on_change=_upload,
        args=(key,),
    )
    form = tab().table
    if form.problem is not None:
        st.error(words.escaped(say(form.problem)), icon=":material/error:")
    if form.table is not None:
        _match(form)


def _upload(key: str) -> None:
    file = st.session_state[key]
    before = tab().table
    if before.table is not None:
        before.table.close()
    tab().table = form = TableForm(emptied=before.emptied)
    if file is None:
        return
    table = Table(file.name, file.getvalue())
    try:
        form.first = head(table.file, LOOKED_AT)
        form.plan = Plan.of(names_of(form.first))
        form.table = table
    except TableError as error:
        form.problem = error.args[0]
        table.close()


def _match(form: TableForm) -> None:
    """Which column says what, and the first rows as they would be read."""
    names, suggested = names_of(form.first), form.plan
    if suggested.layout:
        st.caption(t(f"import-layout-{suggested.layout}"))
    st.markdown(t("import-columns"))
    columns = {}
    with st.grid("auto", min_column_width=200, gap="small") as grid:
        for field in ASKED:
            with grid.cell():
                own = suggested.columns.get(field)
                columns[field] = st.selectbox(
                    t(f"field-{field}"),
                    ["", *names],
                    index=(names.index(own) + 1) if own else 0,
                    format_func=lambda name: name or t("import-no-column"),
                    key=f"import-column-{field}-{form.emptied}",
                )
        with grid.cell():
            kind = st.selectbox(
                t("import-kind"),
                list(KINDS),
                index=list(KINDS).index(suggested.kind) if suggested.kind else 0,
                format_func=lambda kind: t(f"kind-{kind}-label"),
                key=f"import-kind-{form.emptied}",
            )
    plan = suggested.changed(columns, kind)
    try:
        found = check(form.first, plan)
    except TableError as error:
        for message in error.args:
            st.warning(words.escaped(say(message)), icon=":material/rule:")
        return
    if found.items:
        st.dataframe([_row(item) for item in found.items[:PREVIEWED]], hide_index=True, height="content")
    _mistakes(found.wrong, len(found.wrong))
    skips = st.toggle(t("import-skip"), key=f"import-skip-{form.emptied}", help=t("import-skip-help"))
    ready = bool(found.items) and (skips or not found.wrong)
    look = primary_button if ready else st.button  # a primary one that is off cannot be read in the light
    look(t("import-confirm"), key="import-confirm", disabled=not ready, on_click=partial(_bring, plan, skips))


def _row(item: dict) -> dict[str, str]:
    cells = {name: item.get(name, "") for name in ("title", "year", "kind", "genres", "creators", "description")}
    cells["kind"] = t(f"kind-{cells['kind']}-label")
    told = {name: ", ".join(value) if isinstance(value, list) else str(value) for name, value in cells.items()}
    return {t(f"field-{name}"): value for name, value in told.items()}


def _mistakes(wrong: tuple, count: int) -> None:
    if not wrong:
        return
    lines = [words.escaped(say(message)) for message in wrong[:MISTAKES]]
    if count > MISTAKES:
        lines.append(t("import-more", more=count - MISTAKES))
    st.warning("  \n".join(lines), icon=":material/rule:")


def _bring(plan: Plan, skips: bool) -> None:
    form = tab().table
    if form.table is not None:
        resources.bring(Bringing(form.table, plan, skips, resources.shelf()))
        tab().table = TableForm(emptied=form.emptied + 1)


def _progress(bringing: Bringing, ran: bool) -> None:
    """How far it is; the page is drawn anew once it has ended since."""
    if ran and not bringing.running:
        st.rerun()
    with st.container(key="import-state", gap="small"):
        if bringing.running:
            st.progress(bringing.share, text=t(f"import-{bringing.stage}"))
        elif bringing.stage is Stage.READY:
            ready = t("import-ready", items=bringing.items, skipped=bringing.skipped)
            st.success(ready, icon=":material/check:")
            if primary_button(t("import-use"), key="import-use"):
                _begin(bringing.name)
        elif bringing.stage is Stage.WRONG:
            _mistakes(bringing.wrong, bringing.mistakes)
            st.caption(t("import-unchanged"))
        else:
            st.error(t("import-failed"), icon=":material/error:")
        if st.button(t("import-drop"), key="import-drop", type="tertiary", icon=":material/delete:"):
            resources.drop_brought()
            st.rerun()


def _begin(name: str) -> None:
    """End the visit there is, keep what was brought, and ask whoever looks for their consent to a new one."""
    try:
        sittings.leave(keeps=True)
    except sittings.UnavailableError as error:
        st.error(words.escaped(say(error.args[0])), icon=":material/error:")
        return
    tab().catalogue = name
    st.switch_page("live.py")
