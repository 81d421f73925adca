"""Tools of the development; the program does not need them."""
