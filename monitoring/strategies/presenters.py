"""Build the rows of a contact strategy, and the sentence that says whether it works."""

from datetime import date

from housing_alerts.kernel.written_dates import show_date
from housing_alerts.web.rows import Rows, given
from monitoring.levels.counting import Effect
from monitoring.models import Strategy


def strategy_rows(strategy: Strategy) -> Rows:
    """P12 Return the rows of the strategy's page: its terms, and what each review changed."""
    days = strategy.response_days
    ended = (
        f"{show_date(strategy.ended_on)} by {strategy.ended_by}: {strategy.ended_reason}" if strategy.ended_on else ""
    )
    return [
        ("What it is to reach", strategy.goal),
        ("Who answers", f"{strategy.officer}{_left(strategy.officer.is_active)}"),
        ("While they are away", f"{strategy.deputy}{_left(strategy.deputy.is_active)}"),
        ("By which ways", strategy.ways),
        ("Days and times", strategy.times or "At any time"),
        ("We answer within", "1 working day" if days == 1 else f"{days} working days"),
        ("Started", f"{show_date(strategy.began_on)} by {strategy.created_by}"),
        ("Review by", show_date(strategy.review_on)),
        *((f"Reviewed {show_date(date.fromisoformat(on))}", changed) for on, changed, *_ in strategy.reviews),
        *given(("Ended", ended)),
    ]


def _left(active: bool) -> str:
    return "" if active else " (has left)"


def effect_words(effect: Effect) -> str:
    """P12 Return a sentence with the contacts a week before the strategy and since, and whether they are fewer."""
    if effect.since is None:
        return f"Before it, {effect.before:.1f} contacts a week. It is too early to say whether it helps."
    told = f"Before it, {effect.before:.1f} contacts a week; since, {effect.since:.1f} a week."
    if effect.since < effect.before:
        return f"{told} That is {1 - effect.since / effect.before:.0%} less."
    return f"{told} That is no less."
