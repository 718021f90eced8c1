"""The page on which a review is completed, and what is sent from it."""

SENT = {"outcome": "KEEP", "reason": "He shouted again in May.", "informing": "INFORM", "months": "6"} | {
    "informing_reason": "A letter puts nobody at risk."
}
HARM = {
    "informing": "WITHHOLD",
    "withhold_code": "HARM_TO_CUSTOMER",
    "informing_reason": "Her former partner opens the post.",
}


def url(review):
    return f"/reviews/{review.reference}/complete/"
