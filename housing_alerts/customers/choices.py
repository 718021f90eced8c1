"""The choices that a customer's file offers, each with the words that people read."""

from django.db import models


class ToldBy(models.TextChoices):
    """P10a The sources from which a vulnerability became known."""

    CUSTOMER = "CUSTOMER", "The customer"
    STAFF = "STAFF", "A member of staff"
    AGENCY = "AGENCY", "An agency"


class Format(models.TextChoices):
    """The format in which a customer prefers to hear from us (P10b)."""

    STANDARD = "", "Standard print"
    LARGE_PRINT = "LARGE_PRINT", "Large print"
    EASY_READ = "EASY_READ", "Easy read"
    EMAIL = "EMAIL", "E-mail"
    BRAILLE = "BRAILLE", "Braille"
    AUDIO = "AUDIO", "Audio"
    OTHER_LANGUAGE = "OTHER_LANGUAGE", "Another language"

    @property
    def needed(self) -> str:
        """P10a The format that says how the person reads, in words. It is empty for plain print, and for e-mail."""
        return "" if self in (Format.STANDARD, Format.EMAIL) else str(self.label)


class RestrictedBecause(models.TextChoices):
    """P11a The reasons for which a file is restricted."""

    DOMESTIC_ABUSE = "DOMESTIC_ABUSE", "Domestic abuse"
    SAFEGUARDING = "SAFEGUARDING", "Safeguarding"
    COLLEAGUE = "COLLEAGUE", "A colleague is the subject"
    HIGH_PROFILE = "HIGH_PROFILE", "High profile"


class MembershipKind(models.TextChoices):
    TENANT = "TENANT", "Tenant"
    LEASEHOLDER = "LEASEHOLDER", "Leaseholder"
    HOUSEHOLD = "HOUSEHOLD", "Household member"


class PairAnswer(models.TextChoices):
    """P11a The answers to whether two files are of one person, where no merge makes one file of them."""

    TWO_PEOPLE = "TWO_PEOPLE", "They are two people"
    RECORDED_HERE = "RECORDED_HERE", "It is one person, and what is needed here is recorded here"
