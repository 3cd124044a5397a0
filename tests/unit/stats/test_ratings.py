"""Ratings taken apart into person, rater and the rest: against plain algebra, and against a published fit."""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from goodstanding.stats.ratings import beside_usual, fit, normal_scores

INSTEVAL = (
    Path(os.environ.get("GOODSTANDING_SHARED_DATA") or Path(__file__).parents[4] / "shared" / "data")
    / "lme4_InstEval.csv"
)
Array = np.ndarray


def made(
    people: int, raters: int, each: int, seed: int, parts: tuple[float, float, float, float]
) -> tuple[Array, Array, Array]:
    """Scores of `people` by `each` raters, twice by the first of them; standard deviations in `parts`."""
    random = np.random.default_rng(seed)
    person = np.repeat(np.arange(people), each + 1)
    rater = np.array([r for _ in range(people) for r in _chosen(random, raters, each)])
    of_person, of_rater, of_pair, rest = parts
    pairs = random.normal(0, of_pair, (people, raters))
    score = (
        3
        + random.normal(0, of_person, people)[person]
        + random.normal(0, of_rater, raters)[rater]
        + pairs[person, rater]
        + random.normal(0, rest, len(person))
    )
    return person, rater, score


def _chosen(random: np.random.Generator, raters: int, each: int) -> list[int]:
    some = list(random.choice(raters, size=each, replace=False))
    return [*some, some[0]]


def plain_deviance(
    person: Array,
    rater: Array,
    score: Array,
    variances: tuple[float, float, float, float],
    *,
    restricted: bool,
) -> float:
    """-2 log likelihood from the whole covariance matrix, as the textbook has it."""
    same_person, same_rater = person[:, None] == person, rater[:, None] == rater
    a, b, c, rest = variances
    matrix = a * same_person + b * same_rater + c * (same_person & same_rater) + rest * np.eye(len(score))
    one = np.ones((len(score), 1))
    inverse = np.linalg.inv(matrix)
    known = one.T @ inverse @ one
    beta = np.linalg.solve(known, one.T @ inverse @ score)
    left = score - one @ beta
    size = np.linalg.slogdet(matrix)[1] + (np.linalg.slogdet(known)[1] if restricted else 0)
    freedom = len(score) - (1 if restricted else 0)
    return float(size + left @ inverse @ left + freedom * np.log(2 * np.pi))


@pytest.mark.parametrize("restricted", [True, False])
@pytest.mark.parametrize(("people", "raters"), [(25, 8), (8, 25)])
def test_the_deviance_is_that_of_the_whole_covariance_matrix(
    people: int, raters: int, restricted: bool
) -> None:
    person, rater, score = made(people, raters, 4, 1, (0.5, 0.4, 0.4, 0.5))
    fitted = fit(person, rater, score, restricted=restricted)
    v = fitted.variances
    plain = plain_deviance(person, rater, score, (v.person, v.rater, v.pair, v.rest), restricted=restricted)
    assert fitted.deviance == pytest.approx(plain, abs=1e-6)
    for other in ((1.2, 1, 1, 1), (1, 1.2, 1, 1), (1, 1, 1.2, 1), (1, 1, 1, 1.1)):
        moved = tuple(x * y for x, y in zip((v.person, v.rater, v.pair, v.rest), other, strict=True))
        assert plain_deviance(person, rater, score, moved, restricted=restricted) >= plain - 1e-5


def test_predictions_and_their_errors_are_those_of_plain_algebra() -> None:
    person, rater, score = made(20, 6, 4, 2, (0.6, 0.5, 0.3, 0.5))
    fitted = fit(person, rater, score)
    v = fitted.variances
    z = np.hstack([np.eye(20)[person], np.eye(6)[rater]])
    prior = np.diag([v.person] * 20 + [v.rater] * 6)
    pair = (person[:, None] == person) & (rater[:, None] == rater)
    matrix = z @ prior @ z.T + v.pair * pair + v.rest * np.eye(len(score))
    gain = prior @ z.T @ np.linalg.inv(matrix)
    plain = gain @ (score - fitted.fixed[0])
    error = np.sqrt(np.diag(prior - gain @ z @ prior))
    assert np.concatenate([fitted.person, fitted.rater]) == pytest.approx(plain, abs=1e-8)
    assert np.concatenate([fitted.person_error, fitted.rater_error]) == pytest.approx(error, abs=1e-8)


def test_the_shares_come_back_the_person_by_rater_part_too() -> None:
    person, rater, score = made(1500, 120, 5, 4, (0.3**0.5, 0.15**0.5, 0.35**0.5, 0.2**0.5))
    found = fit(person, rater, score).variances
    assert (found.person, found.rater, found.pair, found.rest) == pytest.approx(
        (0.3, 0.15, 0.35, 0.2), abs=0.06
    )


def test_a_strict_rater_explains_a_low_rating() -> None:
    person, rater, score = made(200, 20, 6, 6, (0.5, 0.8, 0.2, 0.4))
    fitted = fit(person, rater, score)
    strict, kind = int(np.argmin(fitted.rater)), int(np.argmax(fitted.rater))
    low = float(fitted.fixed[0] + fitted.person[7] + fitted.rater[strict])
    assert not beside_usual(fitted, 7, strict, low).is_unusual
    assert beside_usual(fitted, 7, kind, low).is_unusual
    unknown = beside_usual(fitted, 7, None, low)
    assert unknown.error > beside_usual(fitted, 7, kind, low).error, "an unknown rater is less certain"


def test_new_ratings_are_unusual_about_as_often_as_it_says() -> None:
    """Everybody's next rating, drawn from the same distribution: 2.5 in a hundred should look unusual."""
    person, rater, score = made(1200, 60, 6, 8, (0.5, 0.4, 0.4, 0.4))
    before = np.arange(len(score)) % 7 < 5
    fitted = fit(person[before], rater[before], score[before])
    last = np.arange(len(score)) % 7 == 5
    unusual = [
        beside_usual(fitted, int(p), int(r), float(s)).is_unusual
        for p, r, s in zip(person[last], rater[last], score[last], strict=True)
    ]
    assert 0.012 < np.mean(unusual) < 0.042


def test_ordinal_levels_are_placed_by_their_share() -> None:
    found = normal_scores([1, 2, 2, 3])
    assert found == pytest.approx([-1.1503494, 0, 0, 1.1503494])


def insteval(rows: int | None) -> tuple[Array, Array, Array, Array]:
    if not INSTEVAL.exists():
        pytest.skip(
            "InstEval (GPL, so not shipped here) is absent; set GOODSTANDING_SHARED_DATA to its folder"
        )
    data = np.loadtxt(INSTEVAL, delimiter=",", skiprows=1, dtype=int, max_rows=rows)
    student, lecturer, department = (np.unique(data[:, c], return_inverse=True)[1] for c in (0, 1, 5))
    service = data[:, 4]
    of = np.eye(department.max() + 1)[department][:, 1:]
    fixed = np.column_stack([np.ones(len(data)), of, service, service[:, None] * of])
    return student, lecturer, data[:, 6].astype(float), fixed


def test_the_deviance_of_a_part_of_insteval_is_that_of_the_whole_matrix() -> None:
    student, lecturer, score, fixed = insteval(600)
    fitted = fit(student, lecturer, score, np.ones_like(fixed[:, :1]), restricted=False, pair=False)
    v = fitted.variances
    plain = plain_deviance(student, lecturer, score, (v.person, v.rater, 0.0, v.rest), restricted=False)
    assert fitted.deviance == pytest.approx(plain, abs=1e-5)


@pytest.mark.skipif(
    not os.environ.get("GOODSTANDING_SLOW"), reason="half a minute; set GOODSTANDING_SLOW=1 to run it"
)
def test_insteval_as_published() -> None:
    """service × department with students and lecturers crossed, by maximum likelihood (73,421 ratings)."""
    student, lecturer, score, fixed = insteval(None)
    fitted = fit(student, lecturer, score, fixed, restricted=False, pair=False)
    assert fitted.deviance == pytest.approx(237585.5534, abs=5e-4)
    v = fitted.variances
    assert (v.person, v.rater, v.rest) == pytest.approx((0.105418, 0.258414, 1.384728), abs=5e-6)
