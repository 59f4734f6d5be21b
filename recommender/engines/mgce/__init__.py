"""MGCE: interest and conformity told apart."""
