"""What a casualty is bound to: victims, place, perpetrator, source, time, and its whole."""
