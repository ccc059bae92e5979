#!/usr/bin/env bash
# Tests the Python packages on other Python versions than that of ./build.sh test: with what is newest there, and on the first one also with
# the oldest that notebook/pyproject.toml allows. Takes the wheels of ./build.sh notebook, and interpreters from PATH or pyenv.
#
#     scripts/python_versions.sh [VERSION ...]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

versions=("${@:-3.10 3.12 3.13}")
read -ra versions <<<"${versions[*]}"
made=$(mktemp -d)
trap 'rm -rf "$made"' EXIT

# One that runs: pyenv puts commands on PATH for versions that are not chosen.
interpreter() {
  local python
  for python in "python$1" "$HOME/.pyenv/versions/$1."*/bin/python; do
    "$python" -c "" 2>/dev/null && { echo "$python"; return; }
  done
  return 1
}

# In an environment of this name, with these packages beside the wheels.
tested() {
  local name=$1 python=$2
  shift 2
  echo "== Python $name"
  "$python" -m venv "$made/$name"
  "$made/$name/bin/python" -m pip install --quiet notebook/dist/*.whl pytest ipykernel nbclient nbconvert jupyter-core pillow "$@"
  "$made/$name/bin/python" -m pip list 2>/dev/null | grep -E '^(numpy|pandas|scikit-learn|distributed|matplotlib|anywidget) '
  "$made/$name/bin/python" -m pytest --quiet -p no:cacheprovider notebook
}

for version in "${versions[@]}"; do
  python=$(interpreter "$version") || { echo "There is no Python $version on PATH or in pyenv." >&2; exit 1; }
  tested "$version" "$python" scikit-learn distributed matplotlib safetensors
done
python=$(interpreter "${versions[0]}")
tested "${versions[0]}-oldest" "$python" "numpy==1.24.*" "pandas==2.0.*" "anywidget==0.9.13" "scikit-learn==1.6.*" "distributed==2024.1.*" \
  "matplotlib==3.7.*" "safetensors==0.4.*"
