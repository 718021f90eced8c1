"""Who may go: each control against each team, and who could go instead."""

from alerts.choices import Control
from alerts.visits import policies
from alerts.visits.choices import Go, Verdict
from alerts.visits.policies import Team

WOMAN, MAN, BOTH, WOMEN, MEN = Team(1, 0), Team(0, 1), Team(1, 1), Team(2, 0), Team(0, 2)
FAIL = {
    Control.AT_LEAST_TWO: {WOMAN, MAN},
    Control.NO_LONE_WOMAN: {WOMAN},
    Control.NO_LONE_MAN: {MAN},
    Control.NO_WOMAN: {WOMAN, BOTH, WOMEN},
    Control.NO_MAN: {MAN, BOTH, MEN},
}
"""The teams that fail each control that is about who goes."""


def test_a_control_about_who_goes_fails_the_teams_that_it_bars():
    for control in FAIL:
        for team in [WOMAN, MAN, BOTH, WOMEN, MEN]:
            [check] = policies.checks([control], team)
            assert check.fails == (team in FAIL[control])
            assert check.why.startswith(str(team))
            assert bool(policies.instead([control], team)) == check.fails


def test_every_other_control_is_kept_first_or_at_the_door_or_is_of_no_visit():
    for control in [one for one in Control if one not in FAIL]:
        verdicts = [check.verdict for check in policies.checks([control], WOMAN)]
        expected = (
            []
            if control in policies.WHERE_NOBODY_VISITS
            else [Verdict.FIRST if control in policies.FIRST else Verdict.THERE]
        )
        assert verdicts == expected
        assert policies.instead([control], WOMAN) == ""


def test_who_could_go_instead():
    for controls, team, said in [
        (["AT_LEAST_TWO"], WOMAN, "Take a colleague along. Otherwise do not go."),
        (["NO_LONE_WOMAN"], WOMAN, "Take a colleague along, or let a man go instead. Otherwise do not go."),
        (["NO_LONE_MAN"], MAN, "Take a colleague along, or let a woman go instead. Otherwise do not go."),
        (["NO_LONE_MAN", "NO_LONE_WOMAN"], MAN, "Take a colleague along. Otherwise do not go."),
        (["NO_LONE_WOMAN", "AT_LEAST_TWO"], WOMAN, "Take a colleague along. Otherwise do not go."),
        (["NO_WOMAN"], BOTH, "Send men and no woman, or do not go."),
        (["NO_WOMAN", "AT_LEAST_TWO"], BOTH, "Send at least two men and no woman, or do not go."),
        (["NO_WOMAN", "NO_LONE_MAN"], MAN, "Send at least two men and no woman, or do not go."),
        (["NO_MAN"], BOTH, "Send women and no man, or do not go."),
        (["NO_MAN", "NO_LONE_WOMAN"], WOMAN, "Send at least two women and no man, or do not go."),
        (["NO_WOMAN", "NO_MAN"], WOMEN, "Nobody goes for now. Ring first, as it says above."),
    ]:
        assert policies.instead(controls, team) == said


def test_the_team_in_words():
    assert [str(team) for team in (WOMAN, MAN, Team(2, 1), Team(0, 3))] == [
        "1 woman",
        "1 man",
        "2 women and 1 man",
        "3 men",
    ]


def test_the_answer_for_a_place_is_the_hardest_one():
    for controls, told, rings, go in [
        (["AT_LEAST_TWO", "POLICE_ADVICE"], True, True, Go.STOP),
        (["POLICE_ADVICE"], True, False, Go.FIRST),
        ([], True, True, Go.FIRST),
        (["ANIMAL_SECURED"], True, False, Go.TOLD),
        ([], False, False, Go.PLAIN),
    ]:
        assert policies.how_to_go(policies.checks(controls, WOMAN), told=told, rings=rings) == go
