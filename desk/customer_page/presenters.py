"""Build the rows of the customer's page."""

from housing_alerts.customers.models import Customer, Membership
from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows


def customer_rows(customer: Customer, *, membership: Membership | None, household: str) -> Rows:
    """Return the rows under the heading "The customer".

    :param household: the name of the household, empty where the colleague may not read it.
    """
    return [
        *_home(membership),
        ("Household", household),
        ("Telephone", customer.telephone),
        ("E-mail", customer.email),
        ("Known as", customer.known_as),
        ("Born", show_date(customer.born)),
        ("Preferred format", customer.get_format_display()),
        ("Service area", customer.service_area),
    ]


def _home(membership: Membership | None) -> Rows:
    unconfirmed = membership is not None and not membership.confirmed_on
    return [
        ("Home", membership.tenancy.asset.full_address if membership else "No current address"),
        (
            "Address known from the housing system since" if unconfirmed else "Address last confirmed",
            show_date(membership.known_on) if membership else "",
        ),
    ]
