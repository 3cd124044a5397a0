"""Plausible words for the entries of an invented organisation, a few hundred characters each."""

from __future__ import annotations

from random import Random

FIRST = """
Abena Adam Agnieszka Alasdair Amina Andrei Anneke Anya Arjun Beatrice Benedict Birgit Caitlin Camille Cerys
Chidi Claire Cosmin Daniela Darragh Deepa Dilan Dorota Edmund Eilidh Elif Emeka Esme Ezra Fatou Felix Finlay
Gemma Giulia Hamza Harriet Helga Hiroko Ifeoma Imogen Ioana Isaac Jaspreet Joanna Jorge Kaito Kateryna Kieran
"""
LAST = """
Aalund Ackroyd Aksoyer Amdahl Belozer Benchaouir Borowa Brackenbury Bragadin Burrowes Calderuela Carvalhais
Chikere Corradi Crowborough Demchuk Deshwar Drazenko Eddlestone Eikeland Espinal Farthing Feeney Feldheim
Fengate Frimpong Gallaher Gwyther Haddadi Harrowgate Heskett Iyengaran Karadere Kehlmann Kittappa Lindenbaum
Mahmoudi Maltravers Mankell Marcheselli Mendelow Morisaki Munro-Kerr Narasingh Obanya Omolade Ostrowicz
Oxenholme Petrascu Pickersgill Quintanar Qureshani Rosetto Rowanshaw Santarem Sarponi Sidibeh Steinvik
"""

WHEN = (
    "On Monday morning",
    "In the week of the stocktaking",
    "During the late shift",
    "At the hand-over",
    "After the release",
    "In the talk with the customer",
    "On the second day",
    "Shortly before the deadline",
)
WHAT = (
    "the open cases were gone through one by one and each got an owner and a day",
    "the figures of the report were checked against the source before it went out",
    "two calls were not returned within the day that we agreed on for this queue",
    "the note for the next shift was missing, so that the work was done twice",
    "a new colleague was shown how the returns are booked, with an example for each kind",
    "the delivery was stopped because the label and the list did not agree",
    "the customer was told the truth about the delay and given a new date that was kept",
    "three of the nine quotations went out without the second pair of eyes",
)
EFFECT = (
    "Nobody had to ask twice, and the queue was empty on Thursday.",
    "The team lost about two hours; the customer stayed friendly.",
    "It saved the weekend for two people, who said so in the team meeting.",
    "The customer wrote to say thank you, and the letter hangs in the kitchen.",
    "We had to call back eleven people on the next day.",
    "There was no harm this time, but it could have stopped the line.",
)
NEXT = (
    "We look at it together in two weeks, with the list beside us.",
    "The checklist is kept open on the second screen and ticked as the work goes on.",
    "Every hand-over is written, even if it says that there is nothing to say.",
    "Questions are asked on the same day, of the team lead or of whoever sits nearest.",
)


class Words:
    def __init__(self, random: Random) -> None:
        self._pick = random.choice
        self._first, self._last = FIRST.split(), LAST.split()

    def name(self) -> str:
        return f"{self._pick(self._first)} {self._pick(self._last)}"

    def fact(self) -> str:
        return f"{self._pick(WHEN)}, {self._pick(WHAT)}."

    def effect(self) -> str:
        return self._pick(EFFECT)

    def step(self) -> str:
        return self._pick(NEXT)

    def paragraph(self) -> str:
        return f"{self.fact()} {self.effect()} {self.step()}"
