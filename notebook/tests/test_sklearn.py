import multiprocessing
import pickle

import numpy as np
import pytest
from sklearn.base import clone
from sklearn.exceptions import NotFittedError
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.utils.estimator_checks import parametrize_with_checks

from vae_playground import PlaygroundError
from vae_playground.engine import Session
from vae_playground.sklearn import VAE

X, LABELS = load_digits(return_X_y=True)


@pytest.fixture(scope="module")
def digits():
    return VAE(latent=8, hidden=(128,), epochs=30, batch_size=64, random_state=0).fit(X[:1400])


@parametrize_with_checks([VAE(hidden=(16,), epochs=2)])
def test_keeps_scikit_learns_conventions(estimator, check):
    check(estimator)


def test_learns_what_classes_lie_apart_in(digits):
    codes = digits.transform(X)
    assert codes.shape == (len(X), 8)
    learned = LogisticRegression(max_iter=1000).fit(codes[:1400], LABELS[:1400])
    assert learned.score(codes[1400:], LABELS[1400:]) > 0.75


def test_gives_features_back_in_their_own_range(digits):
    assert digits.value_range_ == (0, 16)
    again = digits.inverse_transform(digits.transform(X[1400:]))
    baseline = np.mean((X[1400:] - X[:1400].mean(axis=0)) ** 2)
    assert np.mean((X[1400:] - again) ** 2) < 0.5 * baseline
    samples = digits.sample(20, random_state=1)
    assert samples.shape == (20, 64)
    assert (samples == digits.sample(20, random_state=1)).all()
    assert samples.min() >= 0 and 12 < samples.max() <= 16


def test_scores_what_it_has_learned_higher(digits):
    held_out = digits.score(X[1400:])
    assert held_out == digits.score(X[1400:])
    assert held_out > VAE(latent=8, hidden=(128,), epochs=1, batch_size=64, random_state=0).fit(X[:1400]).score(X[1400:])
    assert held_out > digits.score(np.random.default_rng(0).permuted(X[1400:], axis=1))
    assert -digits.history_[["train_reconstruction", "train_kl"]].iloc[-1].sum() == pytest.approx(held_out, abs=3)


def test_the_same_seed_gives_the_same_numbers(digits):
    again = clone(digits).fit(X[:1400])
    assert (again.transform(X) == digits.transform(X)).all()
    other = clone(digits).set_params(random_state=1).fit(X[:1400])
    assert (other.transform(X) != digits.transform(X)).any()


def test_outlives_its_process(digits):
    again = pickle.loads(pickle.dumps(digits))
    assert (again.transform(X) == digits.transform(X)).all()
    assert again.score(X) == digits.score(X)


@pytest.mark.filterwarnings("ignore:.*fork.*:DeprecationWarning")
@pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="there are no forks here")
def test_a_fork_opens_a_model_of_its_own(digits):
    codes = digits.transform(X[:5])

    def ask():
        assert (digits.transform(X[:5]) == codes).all()

    child = multiprocessing.get_context("fork").Process(target=ask)
    child.start()
    child.join(60)
    assert child.exitcode == 0


@pytest.mark.parametrize("error", [PlaygroundError, KeyboardInterrupt])
def test_a_fit_that_fails_leaves_everything_as_it_was(monkeypatch, error):
    def fails(*_):
        raise error

    fitted = VAE(epochs=1, hidden=(16,), random_state=0).fit(X[:50])
    codes, score, fresh = fitted.transform(X[:5]), fitted.score(X[:5]), VAE()
    monkeypatch.setattr(Session, "train", fails)
    with pytest.raises(error):
        fitted.fit(100 * X[:50, :32])
    assert (fitted.transform(X[:5]) == codes).all()
    assert fitted.score(X[:5]) == score
    with pytest.raises(error):
        fresh.fit(X[:50])
    with pytest.raises(NotFittedError):
        fresh.transform(X[:5])


def test_a_model_that_could_not_be_saved_is_not_trained():
    large = {"hidden": (2048, 2048), "batch_size": 2048, "training": {"objective": {"kind": "iwae", "samples": 27}}}
    with pytest.raises(PlaygroundError, match="could not be saved: .*Use fewer or narrower layers"):
        VAE(image_shape=(28, 28), **large).fit(np.zeros((2, 784)))


def test_is_searched_and_piped():
    pipeline = make_pipeline(VAE(epochs=2, hidden=(16,), random_state=0), LogisticRegression())
    search = GridSearchCV(pipeline, {"vae__latent": [1, 4]}, cv=2, n_jobs=2).fit(X[:400], LABELS[:400])
    assert search.best_params_ == {"vae__latent": 4}
    frame = VAE(epochs=1, latent=3, random_state=0).set_output(transform="pandas").fit_transform(X[:50])
    assert frame.columns.tolist() == ["vae0", "vae1", "vae2"]


def test_convolutions_of_images():
    vae = VAE(hidden=(32,), channels=(4,), image_shape=(8, 8), epochs=1, random_state=0, likelihood="gaussian").fit(X[:200])
    assert vae.inverse_transform(vae.transform(X[:3])).shape == (3, 64)
    colour = VAE(hidden=(16,), image_shape=(2, 8, 3), epochs=1, model={"norm": "batch"}).fit(X[:200, :48])
    assert colour.sample(2).shape == (2, 48)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"latent": 0}, "latent dimensions is 0"),
        ({"epochs": 0}, "Epochs must be"),
        ({"image_shape": (4, 4)}, "of 64 features"),
        ({"channels": (4,)}, "image_shape"),
        ({"value_range": (1, 0)}, "value_range"),
        ({"likelihood": "poisson"}, "unknown variant `poisson`"),
        ({"batch_size": 0}, "batch size is 0"),
        ({"training": {"objectiv": {}}}, "unknown field `objectiv`"),
    ],
)
def test_refuses(settings, said):
    with pytest.raises(PlaygroundError, match=said):
        VAE(**settings).fit(X[:20])


def test_what_lies_outside_the_range_is_black_or_white(digits):
    assert (digits.transform(X[:5] * 100) == digits.transform((X[:5] > 0) * 16.0)).all()
