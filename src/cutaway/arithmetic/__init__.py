"""Windows, boxes, terms and counts: integers and floats, standard library only."""
