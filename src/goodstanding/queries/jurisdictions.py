"""Countries, and their parts where holidays differ inside, whose public holidays are known."""

from __future__ import annotations

from functools import lru_cache

WITH_PARTS = ("AT", "AU", "BR", "CA", "CH", "DE", "ES", "FR", "GB", "IN", "IT", "MY", "NZ", "PT", "US")
SPELLINGS = {"GB": "United Kingdom", "US": "United States of America"}
PARTS = {
    "FR-971": "Guadeloupe", "FR-972": "Martinique", "FR-973": "French Guiana", "FR-974": "Réunion",
    "FR-976": "Mayotte", "IN-TS": "Telangana",
}  # fmt: skip
"""Parts that the list of holidays knows by a code alone."""

Choices = tuple[tuple[str, tuple[tuple[str, str], ...]], ...]


@lru_cache(maxsize=1)
def jurisdictions() -> Choices:
    """Grouped choices: a group for each country with parts, and one for all other countries."""
    from holidays.registry import COUNTRIES

    names = {codes[1]: SPELLINGS.get(codes[1], _title(module)) for module, codes in COUNTRIES.items()}
    ordered = sorted(names.items(), key=lambda item: item[1])
    grouped = [(name, _parts(code, name)) for code, name in ordered if code in WITH_PARTS]
    others = tuple((code, name) for code, name in ordered if code not in WITH_PARTS)
    return (*grouped, ("Other countries", others))


def _title(module: str) -> str:
    small = {"and", "of", "the"}
    return " ".join(word if word in small else word.capitalize() for word in module.split("_"))


def _parts(code: str, name: str) -> tuple[tuple[str, str], ...]:
    import holidays

    aliases = holidays.country_holidays(code).get_subdivision_aliases()
    parts = sorted((_spelled(f"{code}-{part}", words), part) for part, words in aliases.items())
    return ((code, f"{name}, national holidays only"), *((f"{code}-{p}", f"{label}") for label, p in parts))


def _spelled(code: str, words: list[str]) -> str:
    return PARTS.get(code) or (words[0] if words else code.partition("-")[2])


def jurisdiction_name(code: str) -> str:
    for country, choices in jurisdictions():
        for value, label in choices:
            if value == code:
                plain = label.removesuffix(", national holidays only")
                return f"{label}, {country}" if "-" in value else plain
    return code
