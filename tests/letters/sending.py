"""The last steps of a letter, with the answer to what is asked before it goes out."""

from letters import services

KNOWN = "He rang on Tuesday: he opens the post himself."


def issue(cast, letter, **answer):
    """Issued by the Lead, as the letter is now."""
    letter.refresh_from_db()
    return services.issue_letter(letter=letter, version=letter.version, by=cast.lead, now=cast.then(0), **answer)


def post(cast, letter, **answer):
    """Posted by the Lead, first class and today, where nothing else is said."""
    letter.refresh_from_db()
    sent = {"method": "FIRST_CLASS", "on": cast.today, "today": cast.today} | answer
    return services.record_posting(letter=letter, version=letter.version, by=cast.lead, **sent)
