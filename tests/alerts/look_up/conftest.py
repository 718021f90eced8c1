"""What the tests of looking somebody up ask."""

import pytest
from django.urls import reverse


@pytest.fixture
def look_up(sign_in):
    """The text of the page that the colleague gets for the query."""

    def look(username: str, query: str) -> str:
        page = sign_in(username).get(reverse("alerts:look_up"), {"q": query})
        assert page.status_code == 200
        return page.content.decode()

    return look
