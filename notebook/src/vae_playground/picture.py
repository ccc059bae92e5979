"""A picture of a model, for notebooks that are read where nothing runs: its map, its drawings, its losses."""

from __future__ import annotations

import io

import numpy as np
import pandas as pd

#: Images that are shown with their reconstructions.
SHOWN = 8
# So many points say what there is to see.
MOST_POINTS = 5000


def draw(
    history: pd.DataFrame,
    latents: np.ndarray,
    images: np.ndarray,
    reconstructions: np.ndarray,
    labels: np.ndarray | None,
    classes: list[str],
) -> bytes:
    """A PNG; `images` of `(n, height, width, channels)` from 0 to 1, with their reconstructions."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9.5, 4.2), dpi=100, layout="constrained")
    parts = figure.subplot_mosaic([["map", "images"], ["map", "losses"]], width_ratios=[1, 1.25])

    drawn = slice(None, None, max(1, -(-len(latents) // MOST_POINTS)))
    points = latents[drawn]
    across, up = _telling(latents)
    heights = points[:, up] if up != across else np.zeros(len(points))
    colors = {} if labels is None else {"c": labels[drawn], "cmap": "tab10" if len(classes) <= 10 else "turbo"}
    dots = parts["map"].scatter(points[:, across], heights, s=4, **colors)
    parts["map"].set(title="Latent space", xlabel=f"z{across + 1}", ylabel=f"z{up + 1}")
    if labels is not None and 1 < len(classes) <= 20:
        # Of the classes that have a point.
        handles, _ = dots.legend_elements(num=None)
        names = [classes[code] for code in np.unique(labels[drawn])]
        parts["map"].legend(handles, names, fontsize="x-small", markerscale=0.7, loc="best", ncols=2)

    gap = np.ones((images.shape[1], 1, images.shape[3]), np.float32)
    rows = [np.hstack([part for image in row for part in (image, gap)][:-1]) for row in (images, reconstructions)]
    between = np.ones((1, *rows[0].shape[1:]), np.float32)
    strip = np.vstack([rows[0], between, rows[1]])
    parts["images"].imshow(strip.squeeze(-1) if strip.shape[2] == 1 else strip, cmap="gray", vmin=0, vmax=1)
    parts["images"].set_title("Test images, and what the model draws of them")
    parts["images"].set_axis_off()

    for split, style in (("train", "-"), ("test", "--")):
        for name in ("reconstruction", "kl"):
            values = history[f"{split}_{name}"]
            if values.notna().any():
                marker = "o" if len(values) == 1 else None
                parts["losses"].plot(history.epoch, values, style, marker=marker, label=f"{name}, {split}")
    parts["losses"].set(title="Losses", xlabel="epoch", ylabel="nats per image")
    if parts["losses"].lines:
        parts["losses"].legend(fontsize="x-small")
    file = io.BytesIO()
    figure.savefig(file, format="png")
    return file.getvalue()


def _telling(latents: np.ndarray) -> tuple[int, int]:
    """The two dimensions whose means vary most, in their order."""
    if latents.shape[1] < 3:
        return 0, latents.shape[1] - 1
    across, up = sorted(np.argsort(latents.var(axis=0))[-2:].tolist())
    return across, up
