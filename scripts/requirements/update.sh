#!/usr/bin/env bash
# Pins what CI installs from Python's registry, with all that it needs, by version and hash: the notebook hosts as
# notebook/pyproject.toml names them for tests. Run after a change there or in a .in file; needs uv (pip install uv).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
pin() {
  uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links \
    --custom-compile-command scripts/requirements/update.sh "$@"
}
pin scripts/requirements/checkpoint.in --output-file scripts/requirements/checkpoint.txt
pin notebook/pyproject.toml --extra test --output-file scripts/requirements/notebook.txt
