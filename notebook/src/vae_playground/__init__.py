"""Train a variational autoencoder on your images inside a notebook."""

from vae_playground.calls import Classified, Mixture, Posterior, Traversal
from vae_playground.errors import EngineError, PlaygroundError
from vae_playground.widget import VaePlayground

__all__ = ["Classified", "EngineError", "Mixture", "PlaygroundError", "Posterior", "Traversal", "VaePlayground"]
