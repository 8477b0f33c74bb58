"""The figures: each module draws one, from the scenario, in the language of the page."""
