"""The standing parts of the impact assessment: measures, risks and open questions."""

DONE = (
    "An alert says what to do, and not what somebody is. It rests on reports that a colleague made and a Lead looked into.",
    "Nobody gets an alert before less was tried, or it is written down why less would not do.",
    "Health and needs are recorded as far as a decision has to take account of them. Nobody is asked for a characteristic.",
    "Each alert is reviewed within a year and ends. The customer is told and may appeal, unless that would put somebody at risk.",
    "Officers and contractors see the instruction alone, and no report behind it.",
)
RISKS = (
    (
        "Somebody is wrongly marked as a danger",
        (
            "Two people decide, and the person is heard before.",
            "A correction or a dispute stands beside the report, and whoever decided by it hears of it.",
            "An alert imposed in error is ended as that.",
        ),
    ),
    (
        "A letter or a bundle leads an abuser to a victim",
        (
            "Whether the person is informed is decided, with a reason. An alert that is withheld can have no letter.",
            "Never-write and never-message are asked at each letter. The address is confirmed before it goes.",
            "Others who are named are looked for, and put before whoever decides what leaves.",
        ),
    ),
    (
        "Colleagues read what they do not need",
        ("Files are open by role and area, and can be restricted.", "Every reading is recorded."),
    ),
    (
        "Data are kept too long, or lost",
        (
            "Each thing has its period. What is due is listed, and two people dispose of it.",
            "Backups are tested. A trail shows what was changed outside the service.",
        ),
    ),
    (
        "Somebody is treated less well for who they are",
        ("Equality is asked of each decision.", "Nobody who recommends or decides sees characteristics."),
    ),
)
ASK = (
    "Who was consulted: customers, colleagues, unions, the police",
    "What they said, and what was changed for it",
    "Which risks are left, and whether they are accepted",
    "Whether the Information Commissioner’s Office has to be asked first",
    "Signed by, and on which day",
    "When it is looked at again",
)
