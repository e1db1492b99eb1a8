"""What documents state: `finding.facts_of` asks every finder, `contacts` and `pagekind` say what it comes to."""
