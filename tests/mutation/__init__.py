"""Mutation: the rules changed one place at a time, and the tests asked whether they notice.

``python -m tests.mutation`` reads which test covers which line from the coverage of the last run of the tests, with
contexts. A process that stands ready is forked, so that a mutant costs little more than the tests that catch it. Why it is
our own: decision 35.
"""
