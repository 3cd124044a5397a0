"""What is said on ordinary days: feedback, appraisals, recognition."""

from __future__ import annotations

from types import MappingProxyType

POSITIVE = MappingProxyType(
    {
        "Support adviser": (
            ("Stayed with a customer until the third replacement arrived and called back the next morning "
             "to ask.",
             "The customer wrote to us; the account stays."),
            ("Wrote a note on the fault with oven timers that the evening shift could act on without a call.",
             "Four tickets closed overnight that would have waited."),
            ("Took over two phone slots at ten minutes’ notice when a colleague was called away.",
             "Nobody waited longer than usual."),
            ("Told a customer plainly that we had sent the wrong part, and what would happen by when.",
             "It happened by then. No complaint followed."),
            ("Asked a question in the team talk that nobody had dared to ask about the new refund rule.",
             "The rule was changed within the week."),
        ),
        "Account manager": (
            ("Prepared the visit to the college kitchens with last year’s breakdowns in hand.",
             "They ordered two dishwashers and a service contract."),
            ("Advised a customer against a larger oven than they need.",
             "A smaller order, and three recommendations in the month after it."),
            ("Handed an account over with a page of notes on people, dates and promises.",
             "The colleague who took it over had the next order within a fortnight."),
            ("Answered a tender of forty lines in two days, with every discount explained.",
             "We were second, and were told why; useful for the next."),
        ),
        "Warehouse associate": (
            ("Stopped a pallet at the door because the labels did not match the list.",
             "Saved a lorry’s return trip from Leeds."),
            ("Suggested turning the labels in aisle 6, so that they can be read from both sides.",
             "Fewer mix-ups for the whole shift since then."),
            ("Trained two starters in the fragile line, patiently, in the middle of the busy season.",
             "Both work alone since Monday."),
            ("Reported a worn strap on the packing table before anybody was hurt.",
             "Replaced on the same day."),
        ),
    }
)  # fmt: skip

CRITICAL = MappingProxyType(
    {
        "Support adviser": (
            ("Two customers on the same morning were promised a call back that was not made.",
             "Both called again, one of them annoyed. We agreed on a reminder for each promise."),
            ("A refund was sent to the wrong order and noticed only by the customer.",
             "Put right within the day. The order number is to be read back from now on."),
        ),
        "Account manager": (
            ("A quote for the hotel went out with last year’s prices.",
             "We honoured it. The new list is now the only one in the folder."),
            ("Came twenty minutes late to a visit with the customer’s buyer waiting.",
             "The visit was shortened. Travel time is planned with the traffic from now on."),
        ),
        "Warehouse associate": (
            ("The fragile line was left without filler at the end of a shift.",
             "The next shift lost half an hour. Filling up is part of the end of a shift."),
            ("A forklift was parked in front of the emergency door for some minutes.",
             "Spoken about on the spot, and understood."),
        ),
    }
)  # fmt: skip

ANSWERS = (
    "I accept this. The reminder works.",
    "What is said is right. What is missing is that I had reported it the evening before.",
    "Thank you for saying it on the day.",
)

AWARDS = (
    ("Employee forum’s thank-you of the quarter", "Named by six colleagues from three departments."),
    ("Safety award", "Two years of shift leadership without an accident."),
    ("Customer letter of the month", "A customer wrote two pages by hand."),
    ("Idea of the season", "The idea saves each team about an hour a week."),
)

# By rating: what the period was like, in words beside the figures.
APPRAISAL = MappingProxyType(
    {
        2: (
            "{measure}: {rate} over the period, against a standard of {limit}. The work is careful and the "
            "tone with colleagues is good; the pace is what is missing. We agreed what to try, and to look "
            "at it each month.",
            "{measure} came to {rate}; the standard is {limit}. The second half was better than the first. "
            "What is in the way is named in the notes of our talks, and part of it is ours.",
        ),
        3: (
            "{measure} came to {rate} against a standard of {limit}, steady through the season. Reliable in "
            "the rota, and asked for by name by two customers.",
            "A sound half-year: {rate} where {limit} is asked. New colleagues turn to this desk first.",
            "{rate} against {limit}. The busy weeks were kept in hand. For the next period: take on one "
            "thing that is new.",
        ),
        4: (
            "{measure} came to {rate}, well beyond the standard of {limit}, without anything left to "
            "others. Explains things well; we should use that.",
            "{rate} where {limit} is asked, through a hard season. The notes left for others are the best "
            "we have.",
        ),
        5: (
            "{measure}: {rate} against {limit}, the best half-year in this role that is on file. Ready for "
            "more; we spoke about what that could be.",
        ),
    }
)  # fmt: skip

LEAD_APPRAISAL = (
    "The team’s talks take place and are written down. Follow-ups were made in time but for a few in the "
    "busy weeks.",
    "Knows the team’s work from the inside, and says plainly what is missing. To do: write down praise as "
    "well.",
)

APPRAISAL_ANSWERS = (
    "The rating is fair. I would have liked the months without a second scanner to be named.",
    "I see it differently in one point: the figures include the four weeks in which I trained two starters.",
    "Agreed. I would like to learn the pricing side in the next half-year, as we said.",
    "I ask that the change of accounts in the middle of the period be noted here.",
)

LEAD_FELL = (
    "Three follow-ups with the team were held weeks after the day that was agreed, in May, June and again in "
    "the month after. In the half-years before none was late."
)
