"""What a network reads: pictures and how they are prepared, arrays, random numbers."""
