"""What was planted in the sample, to check the questions' answers against; `tables(world)` in each module."""
