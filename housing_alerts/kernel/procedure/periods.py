"""How long each thing takes or lasts. An organisation may only be kinder than the procedure."""

from datetime import time, timedelta

REVIEW_MONTHS = 12
"""P8a The longest time between reviews."""
REVIEW_MONTHS_CONTACT = 6
"""The default for restrictions of contact (the product's setting, within P8a)."""
REVIEW_MONTHS_WITHHELD = 6
"""The longest time to a review where the customer was not informed: our own standard, a landlord's setting, within P8a."""
EARLY_REVIEW_DAYS = 28
"""P8a How soon an early review is completed where no day was set for it (the product's setting, within P8a)."""
OVERDUE_LEAD_DAYS = 1
"""P8b From how many days after its due date a review is overdue: it stands on the Lead's worklist as such."""
OVERDUE_HEAD_DAYS = 14
"""P8b From how many days on it stands on the Head of Service's worklist (the product's setting)."""
OVERDUE_LEADERSHIP_DAYS = 30
"""P8b From how many days on the Leadership Team is told, and the instruction reads as unreviewed (the product's setting)."""
APPEAL_DAYS = 28
"""P9a Days to appeal, counted from the day after the notification is received."""
ANSWER_DAYS = 28
"""P9b Days to answer, counted from the day after the appeal is received."""
ACKNOWLEDGE_BUSINESS_DAYS = 5
"""P9b Business days to acknowledge an appeal, counted from the day after it is received: our own standard, a setting."""
WARNING_MONTHS = 6
"""D3a How long an informal warning is live (the product's setting)."""
MARKER_BUSINESS_DAYS = 10
"""D4 How many business days an interim marker lasts at most, counted from the day after it was placed (the product's setting)."""
MARKER_SOON_BUSINESS_DAYS = 3
"""D4 From how many business days before its last day an interim marker is about to lapse (the product's setting)."""
WELFARE_BUSINESS_DAYS = 2
"""P2 Business days within which a colleague who was in danger is asked how they are (the product's setting)."""
BREACHES_TO_LEGAL_ACTION = 2
"""D5 From how many breaches of alerts in force on legal action is considered (the product's setting)."""
BREACH_MONTHS = 12
"""D5 For how many months a breach counts in that (the product's setting)."""
CONFIRMATION_MONTHS = 12
"""P11c How often each live case is confirmed to be recorded in the housing system."""
ADDRESS_MONTHS = 12
"""P9a After how many months an address is confirmed again before a letter goes there (the product's setting)."""
BREAK_GLASS_MINUTES = 60
"""P11a How long a restricted file stays open to who broke glass (the product's setting)."""
OFFICE_OPENS, OFFICE_CLOSES = time(8), time(18)
"""P2 What is before or after these, or on no business day, is out of hours (the product's setting)."""
ADULT_AGE = 18
"""P2 Who is younger is a child: a report about one is asked about, not silently taken."""
OLD_REPORT_MONTHS = 12
"""P2 A report of what lies further back is asked about (the product's setting)."""
SAME_INCIDENT_WITHIN = timedelta(hours=1)
"""P2 Two reports on one customer that lie no further apart may be of one incident (the product's setting)."""
