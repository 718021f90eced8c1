"""The base of every app: the procedure, refusals, records, the audit trail."""
