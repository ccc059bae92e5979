"""The widget: a playground in the page that shows the notebook, and what Python knows of it."""

from __future__ import annotations

import asyncio
from base64 import b64encode
from importlib.metadata import version
from importlib.util import find_spec
from itertools import accumulate, pairwise
from pathlib import Path
from threading import RLock, get_ident
from typing import TYPE_CHECKING, Any

import anywidget
import numpy as np
import pandas as pd
import traitlets

from vae_playground.calls import Call, Calls, Classified, Mixture, Posterior, Traversal
from vae_playground.config import DEFAULTS, LIMITS, WRITTEN, check_whole, complete
from vae_playground.errors import PlaygroundError, attempt, words
from vae_playground.files import read_path
from vae_playground.history import HISTORY
from vae_playground.host import in_marimo, is_headless, running_loop
from vae_playground.images import check_images, check_labels, check_size, check_vectors, pixels_like
from vae_playground.picture import SHOWN, draw
from vae_playground.split import held_out

if TYPE_CHECKING:
    from vae_playground.kernel import Kernel

STATIC = Path(__file__).parent / "static"
LANGUAGES = ("en", "zh")
ENGINES = ("auto", "page", "kernel")
# A page that shows the widget says so at once; it is listened for so often, with turns of the kernel's loop between.
LISTENED, LISTEN_S = 8, 0.25


def _floats(buffer, columns: int) -> np.ndarray:
    return np.frombuffer(buffer, "<f4").reshape(-1, columns)


class VaePlayground(anywidget.AnyWidget):
    """A variational autoencoder that learns these images in the page that shows this widget, or in the kernel.

    images: an array of `(N, H, W)` or `(N, H, W, C)`, whose values run from 0 to 1, 16, 255 or 65,535; or the path of a
        .npy, .npz or IDX file.
    labels: a class for each image, of any type; only for colours and names.
    latent: dimensions of the latent space.
    test_fraction: the share of the images that is held out of training, the same of each class; unless told, a file's
        own test images, or else 0.2.
    device: "auto" times the model's steps on the CPU and on the browser's GPU; or "cpu", or "webgpu".
    model, training: more settings, as in `config`.
    engine: where the model is trained: in the "page", whether or not the engine for Python is installed; in the "kernel", on this
        machine's CPU, where a page shows it; or "auto", which is the page where one shows the widget by the time that it is first
        trained, and else the kernel, as under `jupyter execute`.
    lang: what the widget speaks, "en" or "zh"; the browser's language unless told. Python's own messages are English.

    All of it crosses in messages, and nothing of it is saved in the notebook.
    """

    # A small script that asks this kernel for the rest, once a page: see www/hosts/notebook/bootstrap.ts.
    _esm = STATIC / "widget.js"
    _version = traitlets.Unicode(version("vae-playground")).tag(sync=True)
    _lang = traitlets.Unicode("").tag(sync=True)
    #: Counts what the page has told at rest; only it writes this. marimo runs cells again when it changes.
    revision = traitlets.Int(0).tag(sync=True)

    #: Settings: device, seed, model, training. A part that is given replaces that part as a whole.
    config = traitlets.Dict(DEFAULTS)
    #: Whether it is being trained; set it to begin or to pause.
    training = traitlets.Bool(False)
    #: The place in latent space that is marked in the map and in the decoded grid; empty where none is.
    z = traitlets.List(traitlets.Float())
    #: Losses in nats per image, by epoch: see `HISTORY`.
    history = traitlets.Instance(pd.DataFrame, read_only=True)
    #: Posterior means of all images, `(N, latent)`, after the latest training.
    latents = traitlets.Instance(np.ndarray, read_only=True)
    #: Rows of the images that are lassoed in the map.
    selection = traitlets.Any()
    #: The model after the latest training, as a safetensors file; set it to go on from one. Empty before.
    weights = traitlets.Bytes()
    #: What the widget says went wrong, until something goes right again.
    problem = traitlets.Unicode("", read_only=True)

    #: The model, where it lives in the kernel.
    _kernel: Kernel | None = None
    #: None where there was nothing to show.
    _calls: Calls | None = None

    def __init__(self, images, labels=None, latent=None, *, test_fraction=None, seed=42, device="auto", model=None,
                 training=None, engine="auto", name="Images", keep=None, lang=None):
        own_tests = 0
        if isinstance(images, (str, Path)):
            name = Path(images).name
            found = read_path(images)
            images, own_tests = found.images, found.tests
            labels = found.labels if labels is None else labels
        self._images = check_images(images)
        count = self._images.shape[0]
        self._labels, self._classes = (None, []) if labels is None else check_labels(labels, count)
        if lang is not None:
            self._check_choice("lang", lang, LANGUAGES)
        self._check_choice("engine", engine, ENGINES)
        if engine == "kernel" and device == "webgpu":
            raise PlaygroundError("The kernel trains on its CPU. Leave out device, or choose engine='page'.")
        settings = {"device": device, "seed": seed, "model": dict(model or {}), "training": training or {}}
        if latent is not None:
            settings["model"]["latent"] = latent
        config = complete(settings, DEFAULTS)
        self._test_rows = held_out(count, test_fraction, own_tests, config["seed"], self._labels)
        self._name = name
        #: Under which name the browser keeps what is trained; nothing is kept where it is None.
        self._keep = keep
        #: The page that the model lives in; others that show the widget are told so.
        self._front: str | None = None
        #: The thread that takes a message of the page, whose content is not sent back to it.
        self._hearing: int | None = None
        #: Messages of which not all parts are there, and the run that the history's latest rows are of.
        self._parts: dict[int, dict] = {}
        self._run = 0
        self._lock = RLock()
        self._calls = Calls(self.send)
        self._engine = engine
        #: What the kernel's model is just setting here, which is not told to it.
        self._saying: str | None = None
        self._listening: asyncio.Task | None = None
        super().__init__(_lang=lang or "")
        self.set_trait("history", pd.DataFrame(columns=HISTORY, dtype=float))
        self.set_trait("latents", np.zeros((0, config["model"]["latent"]), np.float32))
        self.selection = np.zeros(0, np.int64)
        self.config = config
        self.on_msg(self._receive)
        if engine == "kernel":
            self._move_here()

    # What a person calls.

    def train(self, epochs=20) -> Call:
        """Trains for so many epochs more. The answer is the history."""
        epochs = check_whole("Epochs", epochs, LIMITS["epochs"])
        return self._call("train", {"epochs": epochs}, [], lambda *_: self.history)

    def encode(self, images) -> Call:
        """Posteriors of images of the same size as those trained on: `mean` and `log_variance`, `(n, latent)`."""
        return self._call("encode", {}, [self._pixels_of(images)], self._read_posterior)

    def decode(self, z) -> Call:
        """The images of latent vectors `(n, latent)`: what the decoder expects of each pixel, from 0 to 1."""
        vectors = self._vectors(z)
        self._check_answer(len(vectors))
        return self._call("decode", {}, [vectors.tobytes()], self._read_images)

    def traverse(self, z, dimensions=None, *, steps=11, spacing="even") -> Call:
        """What each latent dimension does around one latent vector, such as a row of `latents`: see `Traversal`.

        dimensions: which ones, counted from 0; all of them unless told.
        spacing: "even" from -3 to 3, or "shares", each an equal share of what the prior draws.
        """
        vectors = self._vectors(z)
        latent = self.config["model"]["latent"]
        if len(vectors) != 1:
            raise PlaygroundError(f"A traversal goes around one latent vector, not {len(vectors):,}.")
        along = list(range(latent)) if dimensions is None else np.atleast_1d(dimensions).tolist()
        index = {"least": 0, "most": latent - 1}
        along = [check_whole("A dimension", dimension, index) for dimension in along]
        steps = self._count("steps", steps)
        self._check_choice("spacing", spacing, ("even", "shares"))
        self._check_answer(len(along) * steps)
        args = {"dimensions": along, "steps": steps, "spacing": spacing}
        return self._call("traverse", args, [vectors.tobytes()], self._read_traversal)

    def mixture(self, components=10, *, covariance="full", restarts=None, seed=42) -> Call:
        """A Gaussian mixture of the training images' codes, of the model as it is when it is asked: see `Mixture`.

        covariance: "full" or "diagonal".
        restarts: starts of which the best is followed.
        """
        self._check_choice("covariance", covariance, ("full", "diagonal"))
        args = {
            "components": self._count("components", components),
            "covariance": covariance,
            "seed": check_whole("The seed", seed, LIMITS["seed"]),
        }
        if restarts is not None:
            args["restarts"] = self._count("restarts", restarts)
        return self._call("mixture", args, [], self._read_mixture)

    def classify(self, images=None, *, method="neighbours", k=5, c=1.0) -> Call:
        """The classes of images, or of the test images, learned from the training images' codes: see `Classified`.

        method: "neighbours", of which `k` vote; or "logistic", where `c` weighs the data against the penalty.
        """
        if self._labels is None:
            raise PlaygroundError("There are no labels to learn from. Give them when the widget is made.")
        if images is None and len(self._test_rows) == 0:
            raise PlaygroundError("There are no test images. Give images to classify.")
        self._check_choice("method", method, ("neighbours", "logistic"))
        if method == "neighbours":
            chosen = {"kind": method, "k": self._count("neighbours", k)}
        elif isinstance(c, (int, float, np.number)) and 0 < c < np.inf:
            chosen = {"kind": method, "c": float(c)}
        else:
            raise PlaygroundError(f"c must be a number above 0, not {c!r}.")
        rows = self._test_rows if images is None else None
        buffers = [] if images is None else [self._pixels_of(images)]

        def read(_message, answer):
            codes, confidence = np.frombuffer(answer[0], "<i4"), np.frombuffer(answer[1], "<f4")
            return Classified(np.array(self._classes)[codes], confidence, rows)

        return self._call("classify", {"method": chosen}, buffers, read)

    def _call(self, method: str, args: dict, buffers: list, read) -> Call:
        self._choose()
        return self._calls.make(method, args, buffers, read)

    def _pixels_of(self, images) -> bytes:
        return pixels_like(images, self._images).tobytes()

    def _vectors(self, z) -> np.ndarray:
        return check_vectors(z, self.config["model"]["latent"])

    def sample(self, count=16) -> Call:
        """Images decoded from draws of the prior, new ones at each call."""
        count = self._count("samples", count)
        self._check_answer(count)
        return self._call("sample", {"count": count}, [], self._read_images)

    def _check_answer(self, count: int) -> None:
        check_size(count * int(np.prod(self._images.shape[1:])), f"{count:,} images")

    @staticmethod
    def _count(of: str, value) -> int:
        """What is too much, the page says, which has the limits."""
        if not isinstance(value, (int, np.integer)) or isinstance(value, bool) or value < 1:
            raise PlaygroundError(f"The number of {of} must be a whole number from 1, not {value!r}.")
        return int(value)

    @staticmethod
    def _check_choice(name: str, value: object, choices: tuple) -> None:
        if value not in choices:
            raise PlaygroundError(f"{name} must be one of {', '.join(choices)}, not {value!r}.")

    def _read_images(self, _message, buffers) -> np.ndarray:
        return self._images.like(np.frombuffer(buffers[0], "<f4"))

    def _read_posterior(self, message, buffers) -> Posterior:
        return Posterior(*(_floats(buffer, message["latent"]) for buffer in buffers))

    def _read_traversal(self, message, buffers) -> Traversal:
        images = self._images.like(np.frombuffer(buffers[0], "<f4"))
        places = np.array(message["places"])
        return Traversal(places, images.reshape(-1, len(places), *images.shape[1:]))

    def _read_mixture(self, message, buffers) -> Mixture:
        weights, means, covariances, aggregate = (np.frombuffer(buffer, "<f8") for buffer in buffers)
        latent = message["dimensions"]
        shape = (latent, latent) if message["covariance"] == "full" else (latent,)
        return Mixture(
            weights,
            means.reshape(-1, latent),
            covariances.reshape(-1, *shape),
            aggregate.reshape(-1, *shape),
            log_likelihood=message["logLikelihood"],
            test_log_likelihood=message["testLogLikelihood"],
            bic=message["bic"],
            converged=message["converged"],
        )

    # What a person sets.

    @traitlets.validate("config")
    def _check_config(self, proposal):
        return complete(proposal["value"], self.config)

    @traitlets.validate("z")
    def _check_z(self, proposal):
        z = proposal["value"]
        if len(z) not in (0, self.config["model"]["latent"]) or not np.isfinite(z).all():
            raise PlaygroundError(f"z must be {self.config['model']['latent']} finite numbers, or none; it is {z}.")
        return z

    @traitlets.validate("selection")
    def _check_selection(self, proposal):
        given = np.asarray(proposal["value"])
        count = self._images.shape[0]
        rows = given.astype(np.int64) if given.size == 0 or np.issubdtype(given.dtype, np.integer) else None
        if rows is None or rows.ndim != 1 or (rows.size and not (0 <= rows.min() and rows.max() < count)):
            raise PlaygroundError(f"The selection must be rows of the images: whole numbers from 0 to {count - 1:,}.")
        return rows

    @traitlets.validate("weights")
    def _check_weights(self, proposal):
        data = proposal["value"]
        header = int.from_bytes(data[:8], "little")
        if self._hearing != get_ident() and not (8 < 8 + header <= len(data) and data[8:9] == b"{"):
            raise PlaygroundError("These are not the bytes of a safetensors file. Read one in binary, with read_bytes().")
        return data

    @traitlets.observe("config", "training", "z", "selection", "weights")
    def _tell(self, change):
        name, value = change["name"], change["new"]
        said_here = self._saying == name and self._kernel.here
        if self._kernel is not None and not said_here:
            self._tell_kernel(name, value)
        elif name == "training" and value and self._hearing != get_ident():
            self._choose()
        # A page that comes later is sent everything; one that follows the kernel's training has its weights from that.
        if self._hearing == get_ident() or not self._calls.ready or (said_here and name == "weights"):
            return
        if name == "training" and self._kernel is not None:
            self.send({"kind": name, "value": value, "target": self._kernel.target})
        elif name == "weights":
            self.send({"kind": name}, [value])
        elif name == "selection":
            self.send({"kind": name}, [value.astype("<u4").tobytes()])
        else:
            self.send({"kind": name, "value": value})

    # Where the model lives.

    def _choose(self) -> None:
        """Decides, when something is first asked of the model, where it may be either here or in a page."""
        decided = self._engine != "auto" or self._kernel is not None or self._calls.undecided or self._calls.closed
        if decided or self._front is not None or self._calls.signs > 0 or in_marimo():
            return
        if find_spec("vae_playground_engine") is None:
            return
        loop = running_loop()
        if loop is None or is_headless():
            self._move_here()
        else:
            self._calls.undecided = True
            self._listening = loop.create_task(self._listen())

    async def _listen(self) -> None:
        """Counts turns of the loop: while a cell keeps it busy, nobody is heard."""
        try:
            for _ in range(LISTENED):
                await asyncio.sleep(LISTEN_S)
                if self._front is not None or self._calls.signs > 0 or self._calls.closed:
                    break
            else:
                self._move_here()
        except Exception as error:
            self._calls.fail_unsent(words(error))
            self.set_trait("problem", words(error))
            self.training = False
        finally:
            self._calls.undecided = False

    def _move_here(self) -> None:
        """The model lives in the kernel from now on, with all that was set so far."""
        from vae_playground.kernel import Kernel

        options = {part: self.config[part] for part in ("model", "training", "seed")}
        kernel = Kernel(_Owner(self), self._images, self._test_rows, options)
        if self.config["device"] == "auto":
            self.config = {**self.config, "device": "cpu"}
        # Before it tells anything.
        self._kernel = kernel
        if self.weights:
            kernel.load(self.weights)
        if self.training:
            kernel.train_to(self._target())
        self._calls.adopt(kernel)

    def _target(self) -> float:
        """Where training stops that was begun without saying where."""
        epoch = 0 if self.history.empty else self.history["epoch"].iloc[-1]
        return float(epoch // 1 + WRITTEN["defaults"]["epochs"])

    def _tell_kernel(self, name: str, value: Any) -> None:
        if name == "training" and value:
            self._kernel.train_to(self._target())
        elif name == "training":
            self._kernel.pause()
        elif name == "weights":
            self._kernel.load(value)
        elif name == "config":
            self._kernel.configure({part: value[part] for part in ("model", "training", "seed")})

    def close(self) -> None:
        """Ends training in the kernel and frees its model; what Python knows of it stays."""
        if self._kernel is not None:
            self._kernel.close()
        if self._calls is not None:
            self._calls.close()
        super().close()
        if self._kernel is not None:
            self.training = False

    def _repr_mimebundle_(self, **kwargs) -> tuple[dict, dict] | None:
        bundle = super()._repr_mimebundle_(**kwargs)
        picture = self._picture()
        if picture is None:
            return bundle
        data, metadata = bundle
        if is_headless():
            # Nobody will look at the widget: a converter would show its empty frame in place of the picture.
            data = {"text/plain": data["text/plain"]}
        return {**data, "image/png": b64encode(picture).decode()}, metadata

    def _picture(self) -> bytes | None:
        """Of the model as it is, where the kernel has trained one: a page shows its own."""
        if self._kernel is None or self._kernel.closed or self._kernel.here or find_spec("matplotlib") is None:
            return None
        rows = (self._test_rows if len(self._test_rows) else np.arange(self._images.shape[0]))[:SHOWN]
        look = self._kernel.ask(lambda session: (session.step, session.embed().mean, session.reconstruct(rows)))
        step, latents, reconstructions = look.result()
        if step == 0:
            return None
        images = self._images.fractions()[rows]
        return draw(self.history, latents, images, reconstructions.reshape(images.shape), self._labels, self._classes)

    # What the page says. JupyterLab's messages may come in more threads than one, and then not in their order.

    def _receive(self, _widget, message, buffers) -> None:
        with self._lock:
            kind = message.get("kind")
            if kind == "here":
                # Where the model lives, its own page has to answer.
                self._calls.signs += not self._calls.ready
            elif kind == "asset":
                self._send_asset(message["name"])
            elif kind == "hello":
                self._greet(message["front"])
            elif kind == "part" and message["front"] == self._front:
                self._calls.signs += 1
                self._join(message, buffers)

    def _greet(self, front: str) -> None:
        """A page that is opened, or opened anew, takes the place of the one before."""
        self._calls.ready = False
        if self._front is not None and self._kernel is None:
            self.training = False
        self._front = front
        self._parts.clear()
        self._run = 0
        images = self._images
        about = {
            "name": self._name,
            "shape": images.shape,
            "bytes": images.pixels.dtype == np.uint8,
            "classNames": self._classes,
            "config": self.config,
            "keep": self._keep,
            "z": self.z,
            "kernel": None,
        }
        parts = [images.pixels, self._test_rows, self._labels, self.selection.astype("<u4")]
        buffers = [b"" if part is None else part.tobytes() for part in parts]
        if self._kernel is None:
            self.send({"kind": "data", "front": front, "about": about}, [*buffers, self.weights])
        else:
            self._kernel.greet(
                lambda kernel, weights: self.send(
                    {"kind": "data", "front": front, "about": {**about, "kernel": kernel}}, [*buffers, weights]
                )
            )

    def _join(self, part, buffers) -> None:
        """Messages come in parts of the size that a notebook server takes."""
        parts = self._parts.setdefault(part["id"], {})
        parts[part["part"]] = (part, buffers[0] if buffers else b"")
        if len(parts) < part["parts"]:
            return
        del self._parts[part["id"]]
        whole = b"".join(bytes(parts[number][1]) for number in range(len(parts)))
        starts = [0, *accumulate(part["lengths"])]
        message = parts[0][0]["message"]
        self._hearing = get_ident()
        try:
            hear = getattr(self, f"_hear_{message['kind']}")
            hear(message, [whole[start:end] for start, end in pairwise(starts)])
        finally:
            self._hearing = None

    def _send_asset(self, name: str) -> None:
        if name not in {path.name for path in STATIC.iterdir()}:
            return
        self.send({"kind": "asset", "name": name}, [(STATIC / name).read_bytes()])

    def _hear_ready(self, _message, _buffers) -> None:
        self._calls.begin()
        if self.training:
            target = {} if self._kernel is None else {"target": self._kernel.target}
            self.send({"kind": "training", "value": True, **target})

    def _hear_value(self, message, _buffers) -> None:
        setattr(self, message["kind"], message["value"])

    _hear_config = _hear_z = _hear_value

    def _hear_training(self, message, buffers) -> None:
        if self._kernel is None:
            self._hear_value(message, buffers)

    # Of a page that follows the model here: it trains nothing itself, and what it says of training it has from here.

    def _hear_train(self, message, _buffers) -> None:
        self._kernel.train_to(message["target"])

    def _hear_pause(self, _message, _buffers) -> None:
        self._kernel.pause()

    def _hear_next(self, message, _buffers) -> None:
        front = self._front
        self._kernel.follow(
            message["step"], lambda about, buffers: self.send({"kind": "model", "front": front, **about}, buffers)
        )

    def _hear_progress(self, message, _buffers) -> None:
        if self._kernel is not None:
            return
        rows = pd.DataFrame(message["rows"], columns=HISTORY, dtype=float)
        kept = self.history
        if message["run"] < self._run:
            return
        if message["run"] > self._run:
            # A new start, or a model that goes on from somewhere: what comes takes the place of what was there later.
            self._run = message["run"]
            first = rows["epoch"].iloc[0]
            kept = kept[kept["epoch"] <= first] if first > 0 else kept[:0]
            rows = rows[~rows["epoch"].isin(kept["epoch"])]
        history = rows if kept.empty else pd.concat([kept, rows])
        self.set_trait("history", history.sort_values("epoch", ignore_index=True))

    def _hear_rest(self, message, buffers) -> None:
        if self._kernel is None:
            self.set_trait("latents", _floats(buffers[0], message["latent"]))
        self.weights = buffers[1]

    def _hear_selection(self, _message, buffers) -> None:
        self.selection = np.frombuffer(buffers[0], "<u4")

    def _hear_problem(self, message, _buffers) -> None:
        self.set_trait("problem", message["message"])

    def _hear_alive(self, _message, _buffers) -> None:
        """Any message is a sign of life."""

    def _hear_result(self, message, buffers) -> None:
        self._calls.answer(message, buffers)

    _hear_failure = _hear_result


class _Owner:
    """What the kernel's model tells its widget."""

    def __init__(self, widget: VaePlayground):
        self._widget = widget

    def _say(self, name: str, value: Any) -> None:
        """On the kernel's thread, which alone sets what is said."""
        widget = self._widget
        before, widget._saying = widget._saying, name
        attempt(widget.set_trait, name, value)
        widget._saying = before

    def began(self) -> None:
        self._say("problem", "")
        self._say("training", True)

    def trained(self, rows: list[list[float]]) -> None:
        more = pd.DataFrame(rows, columns=HISTORY, dtype=float)
        history = self._widget.history
        self._say("history", more if history.empty else pd.concat([history, more], ignore_index=True))

    def ended(self) -> None:
        self._say("training", False)

    def configured(self, options: dict[str, Any]) -> None:
        self._say("config", {"device": self._widget.config["device"], **options})

    def changed(self, latents: np.ndarray, weights: bytes, rows: list[list[float]]) -> None:
        self._say("history", pd.DataFrame(rows, columns=HISTORY, dtype=float))
        self._say("latents", latents)
        self._say("weights", weights)

    def failed(self, message: str) -> None:
        self._say("problem", message)
