"""The day’s visits: a list of places, and how this team may go to each."""
