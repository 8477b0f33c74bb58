"""What the pages quote, computed again in another way; the cards of the numbers tell how far apart the two are."""
