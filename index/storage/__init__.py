"""The catalogue: what is kept in SQL, the only truth. Nothing above it knows a table."""
