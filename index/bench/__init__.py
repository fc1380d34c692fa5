"""Measures the library against its limits and its peers, for `articlebot bench`. Nothing outside imports it.

One file for each subject: adding, searching, asking, growing; `peers` has other frameworks doing the same work. Each
returns `Measurement`s, and every figure is the median of runs that took turns with what they are compared with.
"""
