// Home postcode and names of each child, for leaving out a child's own home and for labels.
// columns: child text, forename text, surname text, dob date, sex text, postcode text
MATCH (c:Child)
RETURN c.id AS child, c.forename AS forename, c.surname AS surname, c.dob AS dob, c.sex AS sex, c.postcode AS postcode
ORDER BY child
