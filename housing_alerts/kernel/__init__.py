"""What every app stands on: the procedure, refusals, records, the audit trail."""
