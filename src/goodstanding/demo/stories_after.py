"""Stories of plans that were not met, and what followed: proposal, reply, decision, appeal."""

from __future__ import annotations

from goodstanding.actions import people, plans
from goodstanding.demo.aftermath import appeal_decided, appealed, decided, judged, proposed, replied
from goodstanding.demo.catalogue import StorySpec
from goodstanding.demo.course import draft_terms, running, save_draft
from goodstanding.demo.diary import Steps
from goodstanding.demo.stories_running import fair_start
from goodstanding.demo.story import WEEK, Story
from goodstanding.domain.entries import decision
from goodstanding.domain.entries.person import Place
from goodstanding.domain.lifecycle import State

CONTEST = (
    "The second and third week count as full weeks, but I stood in for a colleague on four of those days. I "
    "ask for these days to be left out, as was promised when I agreed to it."
)


def not_met(story: Story, contest: str = "") -> Steps:
    yield from fair_start(story)
    yield from running(story, better=False)
    yield from judged(story, better=False, contest=contest)


def victor(story: Story) -> Steps:
    yield from not_met(story, CONTEST)
    yield from proposed(story, action="transfer", words=TRANSFER, start=1.7)


def nils(story: Story) -> Steps:
    yield from not_met(story)
    yield from proposed(story, action="transfer", words=TRANSFER, start=1.7)


TRANSFER = (
    "A transfer to other work in the same pay grade is proposed. The goal on errors was not met in eight "
    "weeks with two kinds of support; the samples show care where there is time for it, and other work "
    "gives more of it."
)
DISMISSAL = (
    "Dismissal with notice is proposed. The required goals were not met, coaching and the promised support "
    "were given in time, and no other post in the department is open. {name} is asked to say what speaks "
    "against it."
)
DEMOTION = (
    "A move to level 1 with smaller accounts is proposed, with pay kept for six months. The results with "
    "small accounts were always good; the large ones are where the goal was missed."
)


def carmen(story: Story) -> Steps:
    yield from not_met(story, CONTEST)
    yield from proposed(story, action="dismissal", words=DISMISSAL, start=1.7)
    yield from replied(
        story,
        "I have worked here for years and my last two appraisals met expectations. Two of my largest "
        "accounts were rebuilding and bought nothing. I ask for a plan over a season in which they are "
        "open, or for a post in the sales office, where I stood in twice.",
        companion="Written with the help of a union official.",
    )
    yield from decided(
        story, by="declan", result="no action", words="Not yet.", to_reply="Not yet.", days_later=40
    )


def stefan(story: Story) -> Steps:
    yield from not_met(story)
    yield from proposed(story, action="transfer", words=TRANSFER, start=1.7)
    yield from replied(
        story, "I would rather stay, but I see the figures. If I move, I ask for the training before."
    )
    yield from decided(
        story,
        by="priya",
        result="transfer",
        words="Transfer to the day team in the same grade. The goals were fair and known, and help was "
        "given.",
        to_reply="The training is granted: three days before the first shift, paid as work.",
        effective_in=30,
        appeal_days=45,
    )


def hugh(story: Story) -> Steps:
    yield from not_met(story)
    yield from proposed(story, action="demotion", words=DEMOTION, start=1.7)
    yield from replied(
        story, "The large accounts were new to me and came with a third of the contacts missing."
    )
    yield from decided(
        story,
        by="tobias",
        result="demotion",
        words="Level 1 with small accounts; pay kept for six months. After a year the level is looked at "
        "again.",
        to_reply="The missing contacts were replaced in week three; the weeks after it were counted on "
        "their own and came out the same.",
        effective_in=28,
        appeal_days=49,
    )
    yield story.world.days.at(story.world.days.onward(story.world.now.date() + WEEK * 4))
    story.do(decision.TakenEffect(words="New level and accounts from today."), story.hr)
    place = Place(team="sal-south", job_family="Account manager", level="1", manager=story.manager_id)
    people.move(
        person=story.person.id,
        place=place,
        from_day=story.world.now.date(),
        by=story.hr_id,
        now=story.world.now,
        reason="As decided after the plan",
    )


def zainab(story: Story) -> Steps:
    yield from not_met(story, CONTEST)
    yield from proposed(story, action="dismissal", words=DISMISSAL, start=1.7)
    yield from replied(
        story, "I ask for another chance with a working scanner. The check sheets show when it failed."
    )
    yield from decided(
        story,
        by="honor",
        result="dismissal",
        words="Dismissal with notice. The errors stayed at twice what is allowed after coaching and support.",
        to_reply="The weeks in which the scanner failed were taken out; the result stays the same without "
        "them.",
        effective_in=42,
        appeal_days=42,
    )
    yield from appealed(
        story,
        "The scanner failed on more days than were taken out: I wrote eleven reports, and five are in the "
        "calculation. I ask somebody who was not involved to count them.",
    )


def lucinda(story: Story) -> Steps:
    """Decided: another chance. The linked draft is being written."""
    yield from not_met(story)
    yield from proposed(story, action="dismissal", words=DISMISSAL, start=1.7)
    yield from replied(
        story,
        "My headset distorted from week two on, and I asked callers to say things twice. I did not want to "
        "complain in the middle of a plan. With the one from the spare cupboard my calls are as short as "
        "before.",
    )
    yield from decided(
        story,
        by="declan",
        result="another chance",
        words="Another chance: a new plan of eight weeks with the headset that is now there.",
        to_reply="What was said is believed and explains the weeks. It should not have been a plan’s matter "
        "at all.",
        effective_in=None,
    )
    yield story.world.days.at(story.world.now.date() + WEEK)
    story.case = plans.give_another_chance(
        person=story.person.id,
        plan_id=story.case,
        reason="As decided; the earlier plan is closed.",
        by=story.hr_id,
        now=story.world.now,
    )
    yield story.world.days.at(story.world.now.date() + WEEK)
    story.starts = story.world.days.monday(14)
    save_draft(story, draft_terms(story))


def martin(story: Story) -> Steps:
    yield from not_met(story)
    yield from proposed(story, action="demotion", words=TRANSFER, start=1.7)
    yield from replied(story, "I think the standard is too strict for heavy goods.")
    yield from decided(
        story,
        by="tobias",
        result="demotion",
        words="Level 1 and lighter goods, pay kept for six months.",
        to_reply="Heavy goods were looked at apart: others handle them within the standard.",
    )
    yield from appealed(
        story, "I ask for the comparison with heavy goods to be made again, by somebody else."
    )
    yield from appeal_decided(
        story,
        "dismissed",
        "The comparison was made again with two more months. Nine of eleven people with mostly heavy goods "
        "are within the standard. The decision stands, and it was reached as the procedure says.",
    )


AFTER = (
    StorySpec(
        key="victor",
        state=State.NOT_MET,
        starts=-75,
        tell=victor,
        title="Not met, contested",
        look="The contested determination beside HR’s answer; the proposer named, the meeting ahead",
    ),
    StorySpec(
        key="nils",
        state=State.PROPOSED,
        starts=-90,
        tell=nils,
        title="Time to reply",
        look="A proposal with reasons, the minutes of the meeting, the days left to reply",
    ),
    StorySpec(
        key="carmen",
        state=State.REPLIED,
        starts=-106,
        tell=carmen,
        title="Reply given",
        look="A reply with help of a union; somebody from outside the case is to decide",
    ),
    StorySpec(
        key="stefan",
        state=State.DECIDED,
        starts=-118,
        tell=stefan,
        title="Decided, not yet in effect",
        look="A decision that answers the reply; the day it takes effect; the time to appeal",
    ),
    StorySpec(
        key="hugh",
        state=State.EFFECTIVE,
        starts=-134,
        tell=hugh,
        title="In effect, may be appealed",
        look="A change of level that is in effect while the time to appeal runs",
    ),
    StorySpec(
        key="zainab",
        state=State.APPEALED,
        starts=-130,
        tell=zainab,
        title="Appeal with an outsider",
        look="An appeal; the outside reviewer sees the whole shared file and decides",
    ),
    StorySpec(
        key="lucinda",
        state=State.DRAFT,
        starts=-128,
        tell=lucinda,
        title="Another chance",
        look="A decision for another chance; the closed plan and the draft linked to it",
    ),
    StorySpec(
        key="martin",
        state=State.CLOSED,
        starts=-330,
        tell=martin,
        title="Appeal dismissed",
        look="The whole way to an appeal that was heard properly and dismissed",
    ),
)
