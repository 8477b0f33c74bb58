"""What each page may quote: one small pure function of the scenario a value."""
