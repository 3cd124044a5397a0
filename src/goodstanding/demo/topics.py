"""The words about three kinds of work: facts, coaching, goals, check-ins. The story puts the figures in."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Talk:
    """One coaching session."""

    facts: str
    expectation: str
    actions: str
    better: str
    same: str


@dataclass(frozen=True, slots=True)
class Topic:
    """The words of one kind of work. `{name}` is the person’s first name, `{manager}` the manager’s."""

    measure: str
    second: str
    fact: str
    purpose: str
    goal: str
    second_goal: str
    habit: str
    habit_seen: str
    habit_evidence: str
    talks: tuple[Talk, ...]
    support: tuple[tuple[str, str], ...]
    manager_better: tuple[str, ...]
    manager_same: tuple[str, ...]
    person_better: tuple[str, ...]
    person_same: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]


SUPPORT = Topic(
    measure="tickets_closed",
    second="first_contact",
    fact="In the week of {week}, {value} tickets were closed in {work} hours: {rate} an hour.",
    purpose=(
        "Customers of Order, Returns and Technical support wait for an answer that closes their matter. "
        "Since the dates below fewer tickets were closed than the standard asks. This plan says what is to "
        "be reached, by when, and what {company} does to help."
    ),
    goal="Close at least {target} tickets for each hour at work over the plan’s weeks",
    second_goal="Solve at least {target} of 100 contacts without passing them on",
    habit="Leave every ticket with a note that the next shift can act on",
    habit_seen="Of 20 tickets drawn at random in the last two weeks, at least 18 have a complete note.",
    habit_evidence="The sample of 20 with the date it was drawn, kept by the measurer.",
    talks=(
        Talk(
            "We looked at ten of last week’s open tickets together. Six were waiting for a reply that had "
            "already come in and lay unread in the shared mailbox.",
            "Replies that come in are seen within two hours.",
            "Switch on the reply alert; look through the list of waiting tickets at 10 and at 3. {manager} "
            "sits in for half an hour on Thursday.",
            "The alert is on and the list is looked through twice a day. Of the ten tickets nine are closed.",
            "The alert is on, but the afternoon look fell out on three days because of the phone rota.",
        ),
        Talk(
            "Four long calls this week took more than 40 minutes each, and in all four the answer was in "
            "the knowledge base under another name.",
            "Search the knowledge base before calling a colleague.",
            "{name} writes down every search that found nothing; {manager} has the words added to the "
            "articles.",
            "Eleven searches were written down and seven articles now have the missing words. Calls are "
            "shorter.",
            "Only two searches were written down; the calls stayed long. We agreed to do it together for a "
            "day.",
        ),
    ),
    support=(
        ("Two half-days of training on the new returns screen", "Training team"),
        ("A colleague to sit beside on Tuesday mornings for four weeks", "Team lead"),
        ("No evening phone rota while the plan runs", "Team lead"),
    ),
    manager_better=(
        "The last full week came to {rate} an hour. The twice-daily look through waiting tickets shows; "
        "three old ones were closed that had been open since the spring.",
        "{rate} an hour so far. Notes are clear, and the evening shift said so without being asked.",
        "Steady at {rate}. We spoke about the long technical calls; passing those on after 20 minutes is "
        "right.",
    ),
    manager_same=(
        "{rate} an hour so far, which is below the standard. The mornings are good; after lunch the list of "
        "waiting tickets grows. We agreed to try fixed blocks of an hour.",
        "{rate} an hour. The fixed blocks held on two days of five. {name} found the phone rota too dense "
        "to keep to them; I am moving two slots.",
        "{rate} an hour. I listened to five calls: friendly and correct, and each went over the same ground "
        "twice.",
    ),
    person_better=(
        "The alert helps. I no longer find replies a day late. The returns screen is clearer since the "
        "training.",
        "I feel I have my list under control again. Tuesday mornings beside a colleague taught me the most.",
        "It goes well. The hardest are still the calls about two orders at once.",
    ),
    person_same=(
        "I try to keep to the blocks, but the phone rota cuts into them. I would like fewer slots after "
        "lunch.",
        "I close what is simple and the hard ones stay with me. They count as one like the simple ones.",
        "I was on the phones for two afternoons for a colleague who was away. That is not in the figures.",
    ),
    questions=(
        (
            "Do tickets count that I open for another team and they close?",
            "They count for the team that closes them. Time spent on them will be taken out of your hours; "
            "write the ticket numbers into the note.",
        ),
        (
            "Who decides which calls I may pass on after 20 minutes?",
            "You do. Passing on is not counted against you; a second call by the same customer would be.",
        ),
    ),
)

SALES = Topic(
    measure="order_value",
    second="quotes_won",
    fact="In the week of {week}, orders came to £{value} from {work} accounts served: £{rate} an account.",
    purpose=(
        "Each account manager keeps their accounts buying. On the dates below orders stayed below the "
        "standard that applies to everybody in the team. This plan says what is to be reached, by when, and "
        "what {company} does to help."
    ),
    goal="Orders of at least £{target} for each account served over the plan’s weeks",
    second_goal="Win at least {target} of 100 quotes answered",
    habit="Agree a written next step with every account visited",
    habit_seen="Of the 15 accounts visited last, at least 13 have a next step with a date in the account "
    "record.",
    habit_evidence="The list of the 15 visits with the entries in the account record.",
    talks=(
        Talk(
            "We went through eight quotes that were not won. Five had gone out more than three days after "
            "the customer asked, and two competitors had answered by then.",
            "Quotes go out within one working day.",
            "{name} uses the short form for anything under £2,000; {manager} signs discounts the same day.",
            "Twelve quotes since then, eleven of them out within a day, five won.",
            "Quotes still go out late on Fridays, because discounts wait for a signature.",
        ),
        Talk(
            "Of 41 accounts, 14 had no visit or call for six weeks. Together they bought for £9,000 a month "
            "last year.",
            "No account is left for more than four weeks without a call.",
            "A call list for Monday mornings; {manager} comes along to the three largest.",
            "All 14 were called; six ordered again.",
            "Nine of 14 were called. The visits to the large ones were put off twice by the customers.",
        ),
    ),
    support=(
        ("A day with the pricing team on margins and discounts", "Pricing team"),
        ("The team lead comes along to three visits", "Team lead"),
        ("An updated list of contacts for all accounts", "Sales office"),
    ),
    manager_better=(
        "£{rate} an account so far. Quotes go out the next day, and two accounts that had gone quiet "
        "ordered.",
        "£{rate} an account. The visit to the hospital kitchens was well prepared; they asked for a second "
        "one.",
        "Steady at £{rate}. We agreed which three accounts to grow and which to leave as they are.",
    ),
    manager_same=(
        "£{rate} an account so far, below the standard. Visits were made; the quotes after them came late.",
        "£{rate} an account. Two large orders were expected and moved to next quarter by the customers.",
        "£{rate} an account. We went through the call list; a third of it is still open.",
    ),
    person_better=(
        "The short form saves me an hour a day. I enjoy the visits again.",
        "The day with the pricing team helped: I no longer wait for a signature on small discounts.",
        "Going well. The two new restaurants will order from next month.",
    ),
    person_same=(
        "I made the visits. My largest account is rebuilding and buys nothing this season.",
        "I still wait for the list of contacts; a third of the numbers I have are wrong.",
        "The pricing day was moved twice. Until then every discount goes through {manager}.",
    ),
    questions=(
        (
            "Does an order count when it is confirmed or when it is delivered?",
            "When it is confirmed. Orders cancelled within the plan’s weeks are taken out again.",
        ),
        (
            "Two of my accounts are closed for rebuilding. Do they count as served?",
            "No. They are taken out of the accounts served from the day they closed.",
        ),
    ),
)

WAREHOUSE = Topic(
    measure="picking_errors",
    second="lines_handled",
    fact="In the week of {week}, {value} errors were found in {work} thousand lines: {rate} a thousand.",
    purpose=(
        "A wrong item sends a kitchen fitter home with nothing done. On the dates below more errors were "
        "found than the standard allows. This plan says what is to be reached, by when, and what {company} "
        "does to help."
    ),
    goal="At most {target} errors for each thousand lines handled over the plan’s weeks",
    second_goal="Handle at least {target} lines for each hour at work",
    habit="Scan every item at the shelf and again at the box",
    habit_seen="In five unannounced checks of ten boxes each, every box has both scans.",
    habit_evidence="The five check sheets with date and box numbers.",
    talks=(
        Talk(
            "Of nine errors last week, seven were look-alike items from neighbouring shelves in aisle 6, "
            "picked without a second scan.",
            "Every item is scanned at the shelf and at the box.",
            "We walk aisle 6 together; {manager} has the look-alikes moved apart by Friday.",
            "The look-alikes are apart, and this week two errors were found instead of nine.",
            "The shelves were changed; four errors this week, three of them without the second scan.",
        ),
        Talk(
            "Three boxes with broken glass came back. In each the filler was missing on one side.",
            "Filler on all six sides for anything marked fragile.",
            "{name} packs the fragile line for a week beside a colleague who trains new starters.",
            "Forty fragile boxes checked, none came back.",
            "One more box came back. We found that the new filler is too light for cast iron and reported "
            "it.",
        ),
    ),
    support=(
        ("A hand scanner with a working battery for every shift", "Warehouse office"),
        ("One shift a week beside a trainer, for four weeks", "Team lead"),
        ("Larger labels in aisle 6", "Warehouse office"),
    ),
    manager_better=(
        "{rate} errors a thousand so far. Both scans in every box I checked.",
        "{rate} a thousand. The change of aisle 6 helps everybody, and it was {name}’s idea to turn the "
        "labels.",
        "Steady at {rate}. We checked ten boxes together and found nothing.",
    ),
    manager_same=(
        "{rate} errors a thousand so far, above the standard. Two of ten boxes I checked had one scan only.",
        "{rate} a thousand. Most of it on Mondays, when the lists are longest. We try a slower start.",
        "{rate} a thousand. The scanner failed twice this week; I have reported it.",
    ),
    person_better=(
        "With the new scanner I am faster even with two scans. The shift beside the trainer was good.",
        "I check the colour code now before I take anything. It has become a habit.",
        "Good weeks. Monday lists are still hard, but there were no errors on the last one.",
    ),
    person_same=(
        "The scanner’s battery is gone by two o’clock. After that I go back to the desk for each second "
        "scan.",
        "I am slower when I scan twice, and then the lists run late. I do not know which of the two counts "
        "more.",
        "The labels in aisle 6 are still the small ones.",
    ),
    questions=(
        (
            "Are errors counted that come from wrong labels of the supplier?",
            "No. They are marked as supplier errors at the check and left out. Tell the check desk when you "
            "see one.",
        ),
        (
            "Which counts more, the errors or the speed?",
            "The errors. Speed is a supporting goal: missing it alone does not decide the plan.",
        ),
    ),
)

TOPICS = MappingProxyType(
    {"Support adviser": SUPPORT, "Account manager": SALES, "Warehouse associate": WAREHOUSE}
)
