"""`cutaway networks`: the networks that have names."""

import typer

from cutaway.commands.words import AsJson


def register(app: typer.Typer) -> None:
    """Adds the command."""
    app.command()(networks)


def networks(as_json: AsJson = False) -> None:
    """The networks that have names: year, parameters, input, weights and paper."""
    from cutaway.networks.listing import listing
    from cutaway.terminal.networks import networks_json, print_networks
    from cutaway.terminal.plain import json_text

    found = listing()
    if as_json:
        print(json_text(networks_json(found)))
    else:
        print_networks(found)
