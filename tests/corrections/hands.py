"""What staff do to a briefing in Word: each edit a function on the document, chosen and steered by numbers.

``edited(document, steps)`` carries out steps such as ``("retype_number", 7)``; the same steps do the same. What cannot
be done to a document (no row to delete) is passed over. The strategy :func:`steps` gives lists of them to hypothesis.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from corrections import hands_blocks, hands_changes, hands_notes, hands_words
from corrections.desk import Draft, NotPossible
from corrections.opened import opened
from corrections.settled import settled
from hypothesis import strategies as st

Step = tuple[str, int]

EDITS: Mapping[str, Callable[[Draft], Sequence[str]]] = {
    edit.__name__: edit
    for edit in (
        hands_words.retype_number,
        hands_words.rephrase_before_number,
        hands_words.rephrase_after_number,
        hands_words.insert_sentence,
        hands_words.delete_sentence,
        hands_words.type_old_number,
        hands_words.embolden,
        hands_words.redden,
        hands_blocks.add_paragraph,
        hands_blocks.delete_paragraph,
        hands_blocks.delete_paragraph_leaving_bookmark,
        hands_blocks.split_paragraph,
        hands_blocks.join_paragraphs,
        hands_blocks.move_paragraph,
        hands_blocks.copy_paragraph,
        hands_blocks.restyle_paragraph,
        hands_blocks.resize_chart,
        hands_blocks.move_chart,
        hands_blocks.replace_picture,
        hands_blocks.edit_cell,
        hands_blocks.delete_row,
        hands_blocks.add_row,
        hands_notes.comment,
        hands_notes.footnote,
        hands_notes.hyperlink,
        hands_notes.header_text,
        hands_notes.text_box,
        hands_changes.track_insertion,
        hands_changes.track_deletion,
        hands_changes.track_number,
        hands_changes.track_deletion_of_number,
        hands_changes.track_formatting,
        hands_changes.track_new_paragraph,
        hands_changes.track_deleted_paragraph,
        hands_changes.track_deleted_row,
    )
}


@dataclass(frozen=True)
class Edited:
    """A document after hands: what was done to it, and what a person typed that is still there."""

    document: bytes
    done: tuple[str, ...]
    typed: tuple[str, ...]


def edited(document: bytes, steps: Sequence[Step], numbers: Sequence[str] = ()) -> Edited:
    """``numbers``: what may be typed over a number now and then, such as the very figure that a correction brings."""
    file = opened(document)
    done: list[str] = []
    typed: list[str] = []
    for name, seed in steps:
        try:
            typed.extend(EDITS[name](Draft(file, Random(seed), tuple(numbers))))
        except NotPossible:
            continue
        done.append(name)
    saved = file.saved()
    found = settled(saved)
    return Edited(saved, tuple(done), tuple(words for words in typed if found.typed(words)))


def steps(most: int = 4) -> st.SearchStrategy[list[Step]]:
    """One to ``most`` edits, in the order in which they are made."""
    return st.lists(st.tuples(st.sampled_from(sorted(EDITS)), st.integers(0, 2**16)), min_size=1, max_size=most)
