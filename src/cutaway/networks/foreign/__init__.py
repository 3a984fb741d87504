"""Other people's networks: their code, run when it is trusted, and two libraries."""
