"""Table 1 of Simonyan and Zisserman 2014, arXiv:1409.1556, in its words."""

from cutaway.networks.notation.table import read_table

TABLE = """
A | A-LRN | B | C | D | E
11 weight layers | 11 weight layers | 13 weight layers | 16 weight layers | 16 weight layers | \
19 weight layers
input (224 × 224 RGB image)
conv3-64 | conv3-64 LRN | conv3-64 conv3-64 | conv3-64 conv3-64 | conv3-64 conv3-64 | \
conv3-64 conv3-64
maxpool
conv3-128 | conv3-128 | conv3-128 conv3-128 | conv3-128 conv3-128 | conv3-128 conv3-128 | \
conv3-128 conv3-128
maxpool
conv3-256 conv3-256 | conv3-256 conv3-256 | conv3-256 conv3-256 | \
conv3-256 conv3-256 conv1-256 | conv3-256 conv3-256 conv3-256 | \
conv3-256 conv3-256 conv3-256 conv3-256
maxpool
conv3-512 conv3-512 | conv3-512 conv3-512 | conv3-512 conv3-512 | \
conv3-512 conv3-512 conv1-512 | conv3-512 conv3-512 conv3-512 | \
conv3-512 conv3-512 conv3-512 conv3-512
maxpool
conv3-512 conv3-512 | conv3-512 conv3-512 | conv3-512 conv3-512 | \
conv3-512 conv3-512 conv1-512 | conv3-512 conv3-512 conv3-512 | \
conv3-512 conv3-512 conv3-512 conv3-512
maxpool
FC-4096
FC-4096
FC-1000
soft-max
"""
COLUMNS = {column.name: column for column in read_table(TABLE)}
"""Column A-LRN differs from A by one normalisation; D is what people call VGG-16, E VGG-19."""
