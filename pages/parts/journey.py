import streamlit as st


def show(session):
    st.write("Journey")
