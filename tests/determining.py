"""The page on which an appeal is determined, and what is sent from it."""

OWN = {"own_decision_reason": "Nobody else is here this month."}
SENT = {
    "outcome": "NOT_UPHELD",
    "vulnerability": "He was asked, and told us of nothing.",
    "findings": "The account of the officer is clear.",
} | OWN


def url(appeal):
    return f"/appeals/{appeal.reference}/determine/"
