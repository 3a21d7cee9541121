"""Reading a petitioner's words for an accusation against the police."""
