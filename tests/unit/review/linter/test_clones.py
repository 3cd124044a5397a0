"""Copied text is told from the approved template and from coincidence."""

from __future__ import annotations

from goodstanding.review.linter import Comparator, clones

TEMPLATE = (
    "This plan says what is to be reached, by when, and what we do to help. You may bring a companion to "
    "every meeting, ask questions, answer in writing and contest each determination that is made."
)
OWN = (
    "In the week of 3 March fourteen of fifty boxes on the fragile line left the dock without filler on "
    "all six sides and came back broken to the store in Leeds on the Friday after, as the returns list shows."
)
OTHER = (
    "Between 2 and 20 June nine quotes for college kitchens went out with the prices of the year before; two "
    "were honoured at a loss of 400 pounds and the buyer of the hotel asked for somebody else in writing."
)


def test_a_copy_is_found_whoever_it_was_written_for() -> None:
    found = clones(OWN, [Comparator("b", OTHER), Comparator("a", OWN)])
    assert found is not None
    assert [(c.comparator, c.similarity) for c in found] == [("a", 1.0)]
    assert [OWN[start:end] for start, end in found[0].shared] == [OWN.rstrip(".")]


def test_a_shared_template_is_not_a_copy() -> None:
    with_own, with_other = f"{TEMPLATE} {OWN}", f"{TEMPLATE} {OTHER}"
    assert clones(with_own, [Comparator("a", with_other)], template=TEMPLATE) == ()
    assert clones(with_own, [Comparator("a", with_other)], at_least=0.2) != ()


def test_a_copy_under_the_template_is_found_with_the_template_taken_out() -> None:
    found = clones(f"{TEMPLATE} {OWN}", [Comparator("a", f"{TEMPLATE} {OWN}")], template=TEMPLATE)
    assert found is not None
    assert found[0].similarity == 1.0


def test_too_little_text_is_not_assessed() -> None:
    assert clones("Close more tickets by Friday.", [Comparator("a", "Close more tickets by Friday.")]) is None
    assert clones(TEMPLATE, [Comparator("a", TEMPLATE)], template=TEMPLATE) is None


def test_another_text_that_is_too_short_is_passed_over() -> None:
    assert clones(OWN, [Comparator("a", "Close more tickets by Friday.")]) == ()


def test_a_few_words_changed_still_make_a_copy_and_the_shared_passages_leave_them_out() -> None:
    changed = OWN.replace("Leeds", "York")
    found = clones(OWN, [Comparator("a", changed)], at_least=0.5)
    assert found is not None
    assert found[0].similarity < 1
    assert len(found[0].shared) == 2
    assert all("Leeds" not in OWN[start:end] for start, end in found[0].shared)


def test_the_share_is_a_threshold_that_counts_from_itself_on() -> None:
    changed = OWN.replace("Leeds", "York")
    (one,) = clones(OWN, [Comparator("a", changed)], at_least=0.5) or ()
    assert clones(OWN, [Comparator("a", changed)], at_least=one.similarity) == (one,)
    assert clones(OWN, [Comparator("a", changed)], at_least=one.similarity + 0.001) == ()


def test_the_most_alike_comes_first() -> None:
    found = clones(
        OWN, [Comparator("near", OWN.replace("Leeds", "York")), Comparator("same", OWN)], at_least=0.5
    )
    assert found is not None
    assert [c.comparator for c in found] == ["same", "near"]
