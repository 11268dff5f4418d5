"""What was planted in the sample, as files that the questions' answers can be checked against. One module a file or two."""
