"""Components that learn: the finder, the merger with the rules, the linker, the events."""
