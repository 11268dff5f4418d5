"""From a store, a day and a boundary to frames and networks that questions and maps share."""
