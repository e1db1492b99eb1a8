"""Of what kinds the edits of a change are, by transparent rules, each with its evidence."""
