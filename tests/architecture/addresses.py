"""Every address of the service, as the resolver knows it."""

from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver


def addresses() -> dict[str, Callable[..., Any]]:
    """The view behind each name, such as ``alerts:incident_log``. The admin site's own are under ``admin:``."""
    return dict(_named(get_resolver(), ""))


def _named(resolver: URLResolver, space: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _named(entry, f"{space}{entry.namespace}:" if entry.namespace else space)
        elif isinstance(entry, URLPattern):
            yield f"{space}{entry.name}", entry.callback
