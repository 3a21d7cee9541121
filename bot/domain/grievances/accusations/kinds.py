"""What the police are accused of, and what it takes for words to be an accusation (rule book §5)."""

from enum import StrEnum


class Accusation(StrEnum):
    """What the police are accused of."""

    BRIBERY = "bribery"
    COLLUSION = "collusion"
    WITHDRAWAL = "withdrawal"
    INTIMIDATION = "intimidation"
    VIOLENCE = "violence"
    PRIVACY = "privacy"
    DISCRIMINATION = "discrimination"
    HARASSMENT = "harassment"
    RIGHTS = "rights"
    RETALIATION = "retaliation"
    MISCONDUCT = "misconduct"  # nothing plainer: not what the police ordinarily say or do


class Proof(StrEnum):
    """What it takes for an act to be one of the police."""

    WHOEVER = "whoever"  # the words themselves say who
    ITSELF = "itself"  # nobody else is said to do it
    HANDLING = "handling"  # nobody else is, and the words are not about the petitioner's own case
    SAID = "said"  # as handling, and whoever is named in what was said is not who does it
    POLICE = "police"  # the police are named, or the place
    SUFFERED = "suffered"  # the petitioner is the subject, "I was hit": the police are named, or the place
