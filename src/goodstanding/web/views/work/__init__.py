"""Work that runs by itself, for IT administration."""
