"""The machine and the versions behind the figures, which mean nothing without them."""

from __future__ import annotations

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from index.models.cores import available_cores

INSTRUCTION_SETS = {
    "AVX2": "avx2",
    "AVX512": "avx512f",
    "VNNI": "avx512_vnni",
    "AVX-VNNI": "avx_vnni",
    "BF16": "avx512_bf16",
    "AMX": "amx_tile",
    "DOTPROD": "asimddp",
    "I8MM": "i8mm",
}
"""Instruction sets that matter for int8 and half-precision models, with their names in Linux."""

PACKAGES = ("articlebot", "bm25s", "faiss-cpu", "haystack-ai", "numpy", "onnxruntime", "rank-bm25", "tokenizers",
            "txtai")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Machine:
    """What the figures depend on. `cores` are those that this process may use."""

    processor: str
    cores: int
    instruction_sets: tuple[str, ...]
    memory_gb: float | None
    system: str
    python: str
    versions: Mapping[str, str]


def this_machine() -> Machine:
    """Describe this machine, as far as its system allows."""
    cpu = _first_lines(Path("/proc/cpuinfo"))
    flags = set((cpu.get("flags") or cpu.get("Features") or "").split())
    kilobytes = _first_lines(Path("/proc/meminfo")).get("MemTotal", "").split()[:1]
    return Machine(
        processor=cpu.get("model name") or platform.processor() or platform.machine(),
        cores=available_cores(),
        instruction_sets=tuple(name for name, flag in INSTRUCTION_SETS.items() if flag in flags),
        memory_gb=round(int(kilobytes[0]) / 2**20, 1) if kilobytes else None,
        system=f"{platform.system()} {platform.release()}",
        python=platform.python_version(),
        versions=_versions(PACKAGES),
    )


def _versions(packages: Sequence[str]) -> dict[str, str]:
    found = {}
    for name in packages:
        try:
            found[name] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue
    return found


def _first_lines(path: Path) -> dict[str, str]:
    """Return "name: value" lines of one of Linux's files, the first of each name; nothing on another system."""
    found: dict[str, str] = {}
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError:
        return found
    for line in lines:
        name, _, value = line.partition(":")
        found.setdefault(name.strip(), value.strip())
    return found
