"""What happens to a Doc inside spaCy; components are found by name through entry points."""
