"""The length of each period of the procedure. An organisation may only be kinder than the procedure."""

from datetime import time, timedelta

REVIEW_MONTHS = 12
"""P8a The longest time between reviews, in months."""
REVIEW_MONTHS_CONTACT = 6
"""The default months to a review for restrictions of contact (the product's setting, within P8a)."""
REVIEW_MONTHS_WITHHELD = 6
"""The most months to a review if the customer was not informed: our own standard, a landlord's setting, within P8a."""
EARLY_REVIEW_DAYS = 28
"""P8a The days within which an early review is completed if no day was set (the product's setting, within P8a)."""
OVERDUE_LEAD_DAYS = 1
"""P8b The days after its due date from which a review is overdue: it stands on the Lead's worklist as such."""
OVERDUE_HEAD_DAYS = 14
"""P8b The days after its due date from which it stands on the Head of Service's worklist (the product's setting)."""
OVERDUE_LEADERSHIP_DAYS = 30
"""P8b The days from which the Leadership Team is told, and the instruction reads as unreviewed (the product's setting)."""
APPEAL_DAYS = 28
"""P9a The days to appeal, counted from the day after the notification is received."""
ANSWER_DAYS = 28
"""P9b The days to answer, counted from the day after the appeal is received."""
ACKNOWLEDGE_BUSINESS_DAYS = 5
"""P9b The business days to acknowledge an appeal, counted from the day after receipt: our own standard, a setting."""
WARNING_MONTHS = 6
"""D3a The months for which an informal warning is live (the product's setting)."""
DECIDE_BUSINESS_DAYS = 5
"""P7a The business days in which a recommendation is decided, counted from the day after it: our own standard.

It is half the time for which an interim marker lasts, so that the decision comes before the marker lapses.
"""
MARKER_BUSINESS_DAYS = 10
"""D4 The most business days that an interim marker lasts, counted from the day after it was placed (the product's setting)."""
MARKER_SOON_BUSINESS_DAYS = 3
"""D4 The business days before its last day from which an interim marker is about to lapse (the product's setting)."""
WELFARE_BUSINESS_DAYS = 2
"""P2 The business days within which a colleague who was in danger is asked how they are (the product's setting)."""
BREACHES_TO_LEGAL_ACTION = 2
"""D5 The number of breaches of alerts in force from which legal action is considered (the product's setting)."""
BREACH_MONTHS = 12
"""D5 The months for which a breach counts towards that number (the product's setting)."""
CONFIRMATION_MONTHS = 12
"""P11c The months after which each live case is confirmed again to be recorded in the housing system."""
SUBJECT_ACCESS_MONTHS = 1
"""P13b The calendar months to answer a subject access request (UK GDPR, article 12)."""
SUBJECT_ACCESS_EXTENSION_MONTHS = 2
"""P13b The further months where a request is complex, or one of several."""
DATA_COMPLAINT_ACKNOWLEDGE_DAYS = 30
"""P13b The days to acknowledge a complaint about data, its day of receipt among them (Data Protection Act 2018, section 164A)."""
RETENTION_MONTHS = 24
"""P13a The months for which a file is kept once its last sanction has ended (the product's setting)."""
RETENTION_MONTHS_VIOLENCE = 72
"""P13a The same where violence was reported (the product's setting)."""
RETENTION_MONTHS_LEAVER = 12
"""P13a The months for which it is kept how a colleague who left was reached (the product's setting)."""
RETENTION_MONTHS_NO_SANCTION = 12
"""P13a The months for which a case that led to no sanction is kept (the product's setting)."""
RETENTION_MONTHS_DRAFT = 3
"""P13a The months for which a report that was begun and never logged is kept (the product's setting)."""
RETENTION_MONTHS_BESIDE = 12
"""P13a The months for which letters that never went out, files taken off, and mail are kept (the product's setting)."""
RETENTION_MONTHS_CONTACT = 24
"""P13a The months for which a contact is kept while no sanction is in force (the product's setting)."""
RETENTION_MONTHS_COMPARED = 24
"""P13a The months for which a row of a comparison with Cx is kept (the product's setting)."""
RETENTION_MONTHS_DUTY = 24
"""P13a The months for which a duty that was done is kept (the product's setting)."""
RETENTION_MONTHS_READING = 72
"""P13a The months for which the read log is kept (the product's setting)."""
RETENTION_MONTHS_MOST = 120
"""P13a The longest period that an organisation can choose (our own limit)."""
HOLD_MONTHS = 12
"""P13a The months within which a legal hold is reviewed (our own standard)."""
ADDRESS_MONTHS = 12
"""P9a The months after which an address is confirmed again before a letter goes there (the product's setting)."""
BREAK_GLASS_MINUTES = 60
"""P11a The minutes for which a restricted file stays open to a colleague who broke glass (the product's setting)."""
CONTACT_WEEKS = 4
"""P12 The whole weeks before a day whose contacts are counted: our own standard, a landlord's setting."""
CONTACT_FLOOR = 10
"""P12 The number of contacts in these weeks that is never high, whatever others make: our own standard, a setting."""
CONTACT_MOST = 5
"""P12 The most customers of each 1,000 with any contact whose level is high: our own standard, a setting."""
CONTACT_WEEKS_MOST, CONTACT_FLOOR_MOST, CONTACT_MOST_MOST = 26, 500, 100
"""P12 The largest of each that a landlord can choose (our own limits)."""
STRATEGY_MONTHS = 12
"""P12 The months within which a contact strategy is reviewed (our own standard)."""
STRATEGY_RESPONSE_DAYS_MOST = 20
"""P12 The most working days in which a contact strategy can promise an answer (our own limit)."""
OFFICE_OPENS, OFFICE_CLOSES = time(8), time(18)
"""P2 The opening hours. A time before or after them, or on no business day, is out of hours (the product's setting)."""
ADULT_AGE = 18
"""P2 The age from which somebody is no child. Whoever triages a report about a child reads that it is one."""
SAME_INCIDENT_WITHIN = timedelta(hours=1)
"""P2 The time within which two reports on one customer may be of one incident (the product's setting)."""
