"""The ledger: claims of many entries reconciled, and how many died, at least and at most.

    entries → claims → candidate pairs → links → incidents → bounds of any slice

`schema.sql` says what a ledger file holds, `bounds` what its figures mean and why they hold.
"""
