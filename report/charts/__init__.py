"""Facts in, charts out: a description that any drawing can be made from, a picture, and the sentence that says it."""
