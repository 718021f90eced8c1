"""Hand a colleague's incidents, investigations and alerts over to another colleague."""
