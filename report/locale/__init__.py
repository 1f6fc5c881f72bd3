"""The catalogues of what is said to people, by language, and what brings them up to date."""
