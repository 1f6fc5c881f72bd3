"""Write: a narrative and its pictures in, a web bulletin out: one file, or its article for a page of others."""
