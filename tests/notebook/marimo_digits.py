# A marimo notebook, which tests/notebook/marimo.spec.ts opens.
import marimo

app = marimo.App()


@app.cell
def _():
    import marimo as mo
    from sklearn.datasets import load_digits
    from vae_playground import PlaygroundError, VaePlayground

    digits = load_digits()
    widget = mo.ui.anywidget(VaePlayground(digits.images / 16, digits.target, name="Digits"))
    widget
    return PlaygroundError, mo, widget


@app.cell
async def _(PlaygroundError, mo, widget):
    # Runs again whenever training ends.
    widget.value
    try:
        await widget.decode([[0, 0]])
        said = "taken"
    except PlaygroundError:
        said = "refused"
    last = widget.history.epoch.max()
    mo.md(f"training {widget.training}, latents {widget.latents.shape}, last epoch {last}, awaiting {said}")
    return


if __name__ == "__main__":
    app.run()
