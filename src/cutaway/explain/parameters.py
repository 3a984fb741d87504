"""Which step brings which parameters into play."""

from cutaway.recording.recording import Recording


def parameters(recording: Recording) -> dict[str, tuple[int, int]]:
    """Numbers and bytes of parameters, by the step that reads them first; each is counted once."""
    waiting = {name: p for p in recording.parameters for name in p.names}
    found: dict[str, tuple[int, int]] = {}
    for step in recording.steps:
        numbers = size = 0
        for ref in step.operation.inputs:
            parameter = waiting.get(ref.name) if ref.kind == "parameter" else None
            if parameter is not None:
                numbers, size = numbers + parameter.size, size + parameter.bytes
                for name in parameter.names:
                    del waiting[name]
        if size:
            found[step.name] = numbers, size
    return found
