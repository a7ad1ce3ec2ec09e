"""The versions of installed packages: what is made by one is made anew when it has changed."""

from __future__ import annotations

__all__ = ["version_of"]


def version_of(package: str) -> str:
    """Give the version of an installed package."""
    # Imported late: it takes a twentieth of all imports, and where all was shipped nothing asks for a version.
    from importlib.metadata import version  # noqa: PLC0415

    return version(package)
