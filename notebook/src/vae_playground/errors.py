"""What goes wrong, in words for the person at the notebook."""


class PlaygroundError(ValueError):
    """Input that can't be used, or something that the browser could not do; the text says what to do."""

    def _render_traceback_(self):
        # IPython shows this in place of a stack, which would say nothing more.
        return [f"{type(self).__name__}: {self}"]
