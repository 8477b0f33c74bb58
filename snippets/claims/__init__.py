"""What pages say of their numbers, where it does not fit into the modules of their values."""
