// Every child with what the questions ask of one: date of birth, special educational needs and disability.
// columns: child text, dob date, send text, disability texts
MATCH (c:Child)
RETURN c.id AS child, c.dob AS dob, c.send AS send, c.disability AS disability
ORDER BY child
