"""Processes beside the build: modules and notebooks are evaluated in workers, which schedulers start and read."""
