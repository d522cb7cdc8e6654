"""The docket as pages see it: acts go into the journal, projections are folded from it, the current run is read."""
