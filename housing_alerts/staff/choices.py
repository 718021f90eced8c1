"""The roles of a colleague."""

from django.db import models


class Role(models.TextChoices):
    """The role of a colleague under the procedure. Head of Service implies Leadership Team (§7)."""

    OFFICER = "OFFICER", "Officer"
    CONTRACTOR = "CONTRACTOR", "Contractor"
    LINE_MANAGER = "LINE_MANAGER", "Line manager"
    DUTY_MANAGER = "DUTY_MANAGER", "Duty manager"
    OPERATIONAL_LEAD = "OPERATIONAL_LEAD", "Operational Lead"
    HEAD_OF_SERVICE = "HEAD_OF_SERVICE", "Head of Service"
    LEADERSHIP = "LEADERSHIP", "Leadership Team"
    DATA_PROTECTION_OFFICER = "DATA_PROTECTION_OFFICER", "Data Protection Officer"
    EQUALITY_OFFICER = "EQUALITY_OFFICER", "Equality Officer"
    ADMINISTRATOR = "ADMINISTRATOR", "System administrator"


TRIAGE = (Role.LINE_MANAGER, Role.OPERATIONAL_LEAD)
"""P2 D3a The roles to which a report can be given for triage."""
DECIDE = (Role.LINE_MANAGER, Role.DUTY_MANAGER, Role.OPERATIONAL_LEAD, Role.HEAD_OF_SERVICE, Role.LEADERSHIP)
"""P11b The roles that have a say in what becomes of a customer: none of them is held by an Equality Officer."""
MANAGED = (Role.OFFICER, Role.CONTRACTOR)
"""P2 The roles whose reports a line manager is told of, unless the colleague manages or decides too."""
TO_CONFIRM = (
    Role.HEAD_OF_SERVICE,
    Role.LEADERSHIP,
    Role.DATA_PROTECTION_OFFICER,
    Role.EQUALITY_OFFICER,
    Role.ADMINISTRATOR,
)
"""P6 The roles that decide, read every area or administer: each waits until a second person confirms it."""
CONFIRM = (Role.ADMINISTRATOR, Role.DATA_PROTECTION_OFFICER)
"""P6 The roles that confirm them."""
TOLD = (*CONFIRM, Role.HEAD_OF_SERVICE)
"""P6 The roles that are told of them."""


class Answer(models.TextChoices):
    """P6 The answers of a second person to what was asked for of a landlord."""

    CONFIRM = "CONFIRM", "Confirm it"
    REFUSE = "REFUSE", "Refuse it: it stays as it is"
    WAITS = "WAITS", "Neither now: it waits"
