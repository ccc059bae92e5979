"""The settings of a playground, as the JavaScript API has them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from vae_playground.errors import PlaygroundError

# Made from the engine's types, as the page's own: see src/wire in the project.
WRITTEN: dict[str, Any] = json.loads((Path(__file__).parent / "limits.json").read_text(encoding="utf-8"))
LIMITS: dict[str, Any] = WRITTEN["limits"]
# The reference network for digits of 8 x 8 pixels.
DEFAULTS: dict[str, Any] = {"device": "auto", **{part: WRITTEN["defaults"][part] for part in ("seed", "model", "training")}}
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
    whole["seed"] = check_whole("The seed", whole["seed"], LIMITS["seed"])
    model = whole["model"]
    model["latent"] = check_whole("Latent dimensions", model["latent"], LIMITS["model.latent"])
    try:
        # What can't cross to the browser is said here rather than there.
        return json.loads(json.dumps(whole, allow_nan=False))
    except (TypeError, ValueError) as error:
        raise PlaygroundError(f"config holds what is neither number, text, list nor dictionary: {error}.") from None


def check_whole(name: str, value: object, limit: dict) -> int:
    """A whole number within a limit, NumPy's own too."""
    least, most = limit["least"], limit["most"]
    if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or not least <= value <= most:
        raise PlaygroundError(f"{name} must be a whole number from {least} to {most:,}, not {value!r}.")
    return int(value)
