"""The settings of a playground, as the JavaScript API has them."""

from __future__ import annotations

import json
from typing import Any

from vae_playground.errors import PlaygroundError

# The reference network for digits of 8 x 8 pixels; beta weighs the KL term.
DEFAULTS: dict[str, Any] = {
    "device": "auto",
    "seed": 42,
    "model": {"encoder": [64, 128], "decoder": [128, 64], "latent": 2},
    "training": {"batchSize": 64, "learningRate": 1e-3, "beta": 1},
}
DEVICES = ("auto", "cpu", "webgpu")


def complete(change: dict, base: dict) -> dict:
    """`change` with the parts it leaves out taken from `base`; in a part that it gives, from the defaults."""
    if not isinstance(change, dict) or (unknown := change.keys() - DEFAULTS.keys()):
        known = ", ".join(DEFAULTS)
        said = f"has no {', '.join(map(repr, unknown))}" if isinstance(change, dict) else "is a dictionary"
        raise PlaygroundError(f"config {said}; its keys are {known}.")
    whole = {**base, **change}
    for part in ("model", "training"):
        if not isinstance(whole[part], dict):
            raise PlaygroundError(f"config[{part!r}] must be a dictionary, not {whole[part]!r}.")
        whole[part] = {**DEFAULTS[part], **whole[part]}
    if whole["device"] not in DEVICES:
        raise PlaygroundError(f"The device must be one of {', '.join(DEVICES)}, not {whole['device']!r}.")
    if not _is_whole(whole["seed"], 0, 2**32 - 1):
        raise PlaygroundError(f"The seed must be a whole number from 0 to 4,294,967,295, not {whole['seed']!r}.")
    if not _is_whole(latent := whole["model"]["latent"], 1, 128):
        raise PlaygroundError(f"Latent dimensions must be a whole number from 1 to 128, not {latent!r}.")
    try:
        # What can't cross to the browser is said here rather than there.
        return json.loads(json.dumps(whole, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise PlaygroundError(f"config holds what is neither number, text, list nor dictionary: {error}.") from None


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
