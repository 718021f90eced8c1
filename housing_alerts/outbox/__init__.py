"""Messages to colleagues, written in the transaction of a step and sent by a worker; and what that worker does each day."""
