"""The charts. Each is built once; what changes from one drawing to the next is only its table.

A chart takes one long table whose column `part` says which layer a row belongs to. The browser then swaps rows in the
chart it already shows, and nothing jumps.
"""
