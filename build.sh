#!/usr/bin/env bash
# Everything a person or CI runs. Steps that are already done are skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'EOF'
usage: ./build.sh COMMAND
  serve          set up what is missing, build, and serve the page
  build          set up, and leave the site in dist/, its packages in dist/npm and dist/element
  test           set up, and run every test
  faults         set up, and do everything to the built page that must not lose a model (docs/reliability.md)
  notebook       the Python package of the notebook widget, as a wheel in notebook/dist
  check          formatters and linters
  bench digits   the reference network on the digits, natively and in the browser
  bench steady [--steps N] [--device cpu|webgpu]  trains for long, and fails when memory grows
  bench start    how long a visitor waits, from navigation to the first loss
  bench responsive  frames, long tasks and answers to commands while the page trains
  bench inside      traces and images a second with workspaces open and closed, and how a large model scrolls
  bench search   how long a scene of 128 x 128 is searched for objects in the page
  bench scenes [OPTIONS]  how well objects are found in composed scenes, beside methods without a model (docs/benchmarks.md)
  bench points   frames while a map of 70,000 points moves, and a mixture fitted to as many
  bench [OPTIONS]  this project beside jax-js and TensorFlow.js, in one browser (docs/benchmarks.md)
  setup          compilers, tools and packages alone
EOF
}

target=wasm32-unknown-unknown
cache="${VAE_PLAYGROUND_CACHE:-$HOME/.cache/vae-playground}"
export CARGO_TARGET_DIR="${CARGO_TARGET_DIR:-$cache/target}"
tools="$cache/tools"
export PATH="$tools/bin:$PATH"

say() { printf '\n== %s\n' "$*"; }

source scripts/setup.sh

# A wasm module into www/pkg/: its name, its file, and what makes cargo build it.
build_module() {
  say "wasm module: $1"
  cargo build --release --lib --target $target "${@:3}"
  local raw="$CARGO_TARGET_DIR/$target/release/$2.wasm"
  # The linker wraps every export when a module's constructors are not called by hand: see
  # src/bindings/mod.rs. It names such wrappers, which only the raw module still shows.
  if grep -q 'command_export' "$raw"; then
    echo "the $1 module has command_export wrappers: each call would run all constructors" >&2
    exit 1
  fi
  wasm-bindgen --target web --remove-name-section --remove-producers-section \
    --out-dir "www/pkg/$1" "$raw"
}

build() {
  setup_wasm
  setup_npm
  build_module cpu vae_playground --no-default-features --features cpu
  build_module cpu-relaxed vae_playground --no-default-features --features relaxed-simd
  build_module webgpu vae_playground --no-default-features --features webgpu
  build_module images vae_playground_images --package vae-playground-images
  build_module instrument vae_playground_instrument --package vae-playground-instrument
  say "data sets"
  node scripts/make_mnist.mjs
  node scripts/make_faces.mjs
  node scripts/make_things.mjs
  setup_python
  node scripts/make_animals.mjs
  say "site, packages"
  npm run --silent build
  npm_packages scripts/reference
  say "reference of the npm package"
  npm run --silent docs
}

serve() {
  build
  say "serving"
  npx vite preview --host 127.0.0.1 --port "${PORT:-4173}"
}

# The wheel, of modules that are built already.
build_wheel() {
  setup_notebook
  say "wheel"
  npm run --silent build:notebook
  rm -rf notebook/dist
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m build --wheel --no-isolation notebook >/dev/null
  ls -l notebook/dist
}

# As a person has it: without Node.js, from the wheel alone.
notebook_tests() {
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m pip install --quiet --force-reinstall --no-deps notebook/dist/*.whl
  say "notebook widget: Python"
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m pytest --quiet notebook
  say "notebook widget: JupyterLab, Notebook 7, marimo"
  npm run --silent test:notebook
}

# One module, by the crate's feature, in headless Chromium.
wasm_test() {
  say "wasm-pack test: $1"
  WASM_BINDGEN_TEST_WEBDRIVER_JSON="$PWD/tests/webdriver.json" WASM_BINDGEN_TEST_TIMEOUT=600 \
    wasm-pack test --headless --chrome --chromedriver "$(command -v chromedriver)" --release \
    --mode no-install -- --no-default-features --features "$1" --test wasm
}

run_tests() {
  build
  build_wheel
  say "sizes in bytes"
  node scripts/sizes.mjs
  setup_wasm_pack
  setup_chromium
  setup_python
  say "native tests"
  cargo test --workspace
  wasm_test cpu
  wasm_test relaxed-simd
  wasm_test webgpu
  say "page: unit tests"
  npm run --silent test:unit
  say "page tests"
  npm run --silent test:e2e
  say "faults that take no long time"
  npm run --silent test:faults -- --grep-invert @long
  notebook_tests
}

check() {
  # The page's types include those generated with the modules.
  build
  say "formatters"
  rust_format_check
  npm run --silent format:check
  say "linters"
  cargo clippy --workspace --all-targets -- -D warnings
  cargo clippy --release --target $target --no-default-features --features relaxed-simd --lib --test wasm -- -D warnings
  cargo clippy --release --target $target --no-default-features --features webgpu --lib --test wasm -- -D warnings
  cargo clippy --release --target $target --package vae-playground-images --lib -- -D warnings
  cargo clippy --release --target $target --package vae-playground-instrument --lib -- -D warnings
  npm run --silent lint
  npm run --silent typecheck
  say "dependencies: licences, advisories"
  node scripts/check_dependencies.mjs
}

# Natively; models and results stay in the cache, so that a run that was ended goes on.
bench_scenes() {
  setup_npm
  say "data sets"
  node scripts/make_mnist.mjs
  node scripts/make_things.mjs
  say "scenes"
  cargo build --release --example scenes --example scene_vae
  local kept="$cache/scenes"
  mkdir -p "$kept"
  "$CARGO_TARGET_DIR/release/examples/scenes" bench \
    --models "$kept/models" --results "$kept/results.jsonl" "$@"
}

case "${1:-}" in
  serve) serve ;;
  build) build ;;
  test) run_tests ;;
  faults)
    build
    setup_chromium
    INTERLEAVINGS=10000 npx vitest run www/run/interleavings
    npm run --silent test:faults
    ;;
  notebook)
    build
    build_wheel
    ;;
  check) check ;;
  setup)
    setup_wasm
    setup_wasm_pack
    setup_npm
    setup_chromium
    setup_python
    setup_notebook
    ;;
  bench)
    case "${2:-}" in
      digits)
        build
        setup_chromium
        cargo run --quiet --example digits
        node benches/browser/digits.mjs
        ;;
      steady)
        build
        setup_chromium
        node benches/browser/soak.mjs "${@:3}"
        ;;
      start)
        build
        setup_chromium
        node benches/browser/start.mjs
        ;;
      responsive)
        build
        setup_chromium
        node benches/browser/responsive.mjs "${@:3}"
        ;;
      inside)
        build
        setup_chromium
        node benches/browser/inside.mjs "${@:3}"
        ;;
      search)
        build
        setup_chromium
        node benches/browser/search.mjs "${@:3}"
        ;;
      scenes)
        bench_scenes "${@:3}"
        ;;
      points)
        build
        setup_chromium
        node benches/browser/points.mjs "${@:3}"
        ;;
      *)
        build
        setup_chromium
        npm_packages benches/browser
        node benches/browser/run.mjs "${@:2}"
        ;;
    esac
    ;;
  *) usage && exit 2 ;;
esac
