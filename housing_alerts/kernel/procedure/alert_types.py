"""The nine types of alert that need a decision letter (§7)."""

LETTER_TYPE_CODES = (
    "VISIT_IN_PAIRS",
    "DANGEROUS_DOGS",
    "CONTACT_MANAGEMENT",
    "NO_LONE_FEMALES",
    "NO_LONE_MALES",
    "NO_FEMALE_VISITORS",
    "NO_MALE_VISITORS",
    "WEAPONS",
    "SINGLE_POINT_OF_CONTACT",
)
