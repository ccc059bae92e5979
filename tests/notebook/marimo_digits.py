# A marimo notebook, which tests/notebook/marimo.spec.ts opens.
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from sklearn.datasets import load_digits
    from vae_playground import VaePlayground

    digits = load_digits()
    widget = mo.ui.anywidget(VaePlayground(digits.images / 16, digits.target, name="Digits"))
    widget
    return mo, widget


@app.cell
def _(mo, widget):
    # Runs again whenever training ends.
    widget.value
    mo.md(f"training {widget.training}, latents {widget.latents.shape}, last epoch {widget.history.epoch.max()}")
    return


if __name__ == "__main__":
    app.run()
