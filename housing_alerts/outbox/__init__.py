"""Messages to colleagues, written in the transaction of a step and sent by a worker. The worker also runs the daily commands."""
