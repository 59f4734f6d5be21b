"""Console: a study set up, tried out, watched, and its data taken away; not there unless a password is set."""

import streamlit as st

from pages.parts.console import chosen, data, door, file, people, rehearsal, watch
from pages.parts.shared.language import explained, t
from pages.parts.shared.sittings import UnavailableError
from session.studies import library

if not door.is_open():
    door.ask()
else:
    with st.container(horizontal_alignment="center"), st.container(width=860):
        with st.container(horizontal=True, vertical_alignment="center", horizontal_alignment="distribute"):
            st.title(t("page-console"), anchor=False, width="content")
            st.button(t("console-leave"), key="console-leave", icon=":material/logout:", on_click=door.leave)
        name, study = chosen.choose()
        try:
            if study is not None:
                watch.links(study)
                watch.show(study)
                people.show(study)
                rehearsal.show(study, library.file_of(name))
                data.show(study, library.file_of(name))
            file.show(name, study)
        except UnavailableError as error:
            st.error(explained(error), icon=":material/error:")
