"""The protected characteristics of the Equality Act 2010, and the groups of each.

The groups are those of the 2021 census of England and Wales, where it asked.
"""

from django.db import models


class Protected(models.TextChoices):
    """P11b The protected characteristics (Equality Act 2010, section 4)."""

    AGE = "AGE", "Age"
    DISABILITY = "DISABILITY", "Disability"
    REASSIGNMENT = "REASSIGNMENT", "Gender reassignment"
    PARTNERSHIP = "PARTNERSHIP", "Marriage and civil partnership"
    MATERNITY = "MATERNITY", "Pregnancy and maternity"
    RACE = "RACE", "Race"
    RELIGION = "RELIGION", "Religion or belief"
    SEX = "SEX", "Sex"
    ORIENTATION = "ORIENTATION", "Sexual orientation"


class Group(models.TextChoices):
    """P11b The groups of all characteristics, the two answers that fit each of them, and what a table calls the rest."""

    UNDER_25 = "UNDER_25", "Under 25"
    FROM_25 = "FROM_25", "25 to 34"
    FROM_35 = "FROM_35", "35 to 49"
    FROM_50 = "FROM_50", "50 to 64"
    FROM_65 = "FROM_65", "65 or older"

    LIMITED_A_LOT = "LIMITED_A_LOT", "Disabled: limited a lot day to day"
    LIMITED_A_LITTLE = "LIMITED_A_LITTLE", "Disabled: limited a little day to day"
    NOT_DISABLED = "NOT_DISABLED", "Not disabled"

    SAME_AS_AT_BIRTH = "SAME_AS_AT_BIRTH", "Gender the same as sex registered at birth"
    TRANS_WOMAN = "TRANS_WOMAN", "Trans woman"
    TRANS_MAN = "TRANS_MAN", "Trans man"
    NON_BINARY = "NON_BINARY", "Non-binary"

    SINGLE = "SINGLE", "Never married and never in a civil partnership"
    MARRIED = "MARRIED", "Married"
    CIVIL_PARTNER = "CIVIL_PARTNER", "In a civil partnership"
    SEPARATED = "SEPARATED", "Separated, but still married or in a civil partnership"
    DIVORCED = "DIVORCED", "Divorced, or civil partnership dissolved"
    WIDOWED = "WIDOWED", "Widowed, or surviving civil partner"

    PREGNANT = "PREGNANT", "Pregnant, or gave birth in the last 26 weeks"
    NOT_PREGNANT = "NOT_PREGNANT", "Neither"

    BRITISH = "BRITISH", "White: English, Welsh, Scottish, Northern Irish or British"
    IRISH = "IRISH", "White: Irish"
    GYPSY = "GYPSY", "White: Gypsy or Irish Traveller"
    ROMA = "ROMA", "White: Roma"
    OTHER_WHITE = "OTHER_WHITE", "White: any other"
    MIXED_CARIBBEAN = "MIXED_CARIBBEAN", "Mixed: White and Black Caribbean"
    MIXED_AFRICAN = "MIXED_AFRICAN", "Mixed: White and Black African"
    MIXED_ASIAN = "MIXED_ASIAN", "Mixed: White and Asian"
    OTHER_MIXED = "OTHER_MIXED", "Mixed: any other"
    INDIAN = "INDIAN", "Asian: Indian"
    PAKISTANI = "PAKISTANI", "Asian: Pakistani"
    BANGLADESHI = "BANGLADESHI", "Asian: Bangladeshi"
    CHINESE = "CHINESE", "Asian: Chinese"
    OTHER_ASIAN = "OTHER_ASIAN", "Asian: any other"
    AFRICAN = "AFRICAN", "Black: African"
    CARIBBEAN = "CARIBBEAN", "Black: Caribbean"
    OTHER_BLACK = "OTHER_BLACK", "Black: any other"
    ARAB = "ARAB", "Arab"

    NO_RELIGION = "NO_RELIGION", "No religion"
    CHRISTIAN = "CHRISTIAN", "Christian"
    BUDDHIST = "BUDDHIST", "Buddhist"
    HINDU = "HINDU", "Hindu"
    JEWISH = "JEWISH", "Jewish"
    MUSLIM = "MUSLIM", "Muslim"
    SIKH = "SIKH", "Sikh"

    FEMALE = "FEMALE", "Female"
    MALE = "MALE", "Male"

    HETEROSEXUAL = "HETEROSEXUAL", "Straight or heterosexual"
    GAY = "GAY", "Gay or lesbian"
    BISEXUAL = "BISEXUAL", "Bisexual"

    DESCRIBED = "DESCRIBED", "In their own words"
    NOT_SAID = "NOT_SAID", "Prefer not to say"
    NOT_KNOWN = "NOT_KNOWN", "Not known"


_ORDER = list(Group)


def _between(first: Group, last: Group) -> tuple[Group, ...]:
    return tuple(_ORDER[_ORDER.index(first) : _ORDER.index(last) + 1])


GROUPS: dict[Protected, tuple[Group, ...]] = {
    Protected.AGE: _between(Group.UNDER_25, Group.FROM_65),
    Protected.DISABILITY: _between(Group.LIMITED_A_LOT, Group.NOT_DISABLED),
    Protected.REASSIGNMENT: _between(Group.SAME_AS_AT_BIRTH, Group.NON_BINARY),
    Protected.PARTNERSHIP: _between(Group.SINGLE, Group.WIDOWED),
    Protected.MATERNITY: _between(Group.PREGNANT, Group.NOT_PREGNANT),
    Protected.RACE: _between(Group.BRITISH, Group.ARAB),
    Protected.RELIGION: _between(Group.NO_RELIGION, Group.SIKH),
    Protected.SEX: _between(Group.FEMALE, Group.MALE),
    Protected.ORIENTATION: _between(Group.HETEROSEXUAL, Group.BISEXUAL),
}
"""P11b The groups of each characteristic."""
RECORDED: tuple[Protected, ...] = tuple(each for each in Protected if each != Protected.AGE)
"""P11b The characteristics that are recorded. Age follows from the date of birth on the file, so it is never outdated."""
ANSWERS: dict[Protected, tuple[Group, ...]] = {
    each: (*GROUPS[each], Group.DESCRIBED, Group.NOT_SAID) for each in RECORDED
}
"""P11b The answers that a customer can give."""


class Measure(models.TextChoices):
    """P11b The measures of a quarter. Each counts customers, and not how often it happened to them."""

    CUSTOMERS = "CUSTOMERS", "Customers"
    REPORTED = "REPORTED", "Reported"
    REFERRED = "REFERRED", "Referred (of those reported)"
    IMPOSED = "IMPOSED", "Alert imposed"
    WITHHELD = "WITHHELD", "Not told (of those with an alert)"
    DECLINED = "DECLINED", "Alert declined"
    APPEALED = "APPEALED", "Appeal decided"
    UPHELD = "UPHELD", "Upheld at least in part (of those with an appeal)"


PART_OF = {
    Measure.REPORTED: Measure.CUSTOMERS,
    Measure.REFERRED: Measure.REPORTED,
    Measure.IMPOSED: Measure.CUSTOMERS,
    Measure.WITHHELD: Measure.IMPOSED,
    Measure.DECLINED: Measure.CUSTOMERS,
    Measure.APPEALED: Measure.CUSTOMERS,
    Measure.UPHELD: Measure.APPEALED,
}
"""P11b The measure of which each other one counts a part, in the order of the table."""


class Finding(models.TextChoices):
    """P11b The answer of a comparison with everybody else."""

    MORE = "MORE", "More often than others"
    LESS = "LESS", "Less often than others"
    NONE = "NONE", "No difference that chance would not explain"
