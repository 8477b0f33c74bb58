"""Languages of the site, the interface strings of each, and the fallback language of what is not translated."""
