"""Measuring the library beside its limits and its peers: what `articlebot bench` runs. Nothing outside imports it.

One thing measured a file: adding, searching, asking, growing; `peers` has other frameworks doing the same. Each gives
`Measurement`s, and every figure is the median of runs that took turns with what stands beside it.
"""
