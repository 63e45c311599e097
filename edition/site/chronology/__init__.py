"""Time: the timeline and the calendar."""
