"""The catalogue: everything that is stored in SQL, the only truth. Only this folder knows the tables."""
