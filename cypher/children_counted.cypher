// Every child with what it is counted by in the table of who is mapped; the only query that reads ethnicity.
// columns: child text, dob date, sex text, ethnicity text
MATCH (c:Child)
RETURN c.id AS child, c.dob AS dob, c.sex AS sex, c.ethnicity AS ethnicity
ORDER BY child
