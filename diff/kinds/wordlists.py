"""Lists of words and phrases as one writes them down."""


def words(text: str) -> frozenset[str]:
    """The words of a list that blanks part."""
    return frozenset(text.split())


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a list that bars part."""
    return tuple(text.split("|"))
