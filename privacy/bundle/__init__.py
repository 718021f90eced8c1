"""All data about one person: collected, reviewed for the data of others, and made one document."""
