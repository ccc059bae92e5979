#!/usr/bin/env bash
# Everything a person or CI runs. Steps that are already done are skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

usage() {
  cat <<'EOF'
usage: ./build.sh COMMAND
  serve          set up what is missing, build, and serve the page: the first time as soon as it trains on the CPU
  build          set up, and leave the site in dist/, its packages in dist/npm and dist/element
  test           set up, and run every test
  faults         set up, and do everything to the built page that must not lose a model (docs/reliability.md)
  notebook       the Python packages of the notebook widget and of the engine, as wheels in notebook/dist
  check          formatters and linters
  all            check, then test, building once
  bench digits   the reference network on the digits, natively and in the browser
  bench steady [--steps N] [--device cpu|webgpu]  trains for long, and fails when memory grows
  bench first-visit  what a visitor downloads until Train can be pressed
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
bindgen="$cache/bindgen-target/debug/bindgen"
split="$cache/bindgen-target/debug/split"
export PATH="$tools/bin:$PATH"

say() { printf '\n== %s\n' "$*"; }

source scripts/setup.sh

# A wasm module by its name in www/pkg/: its file, and what makes cargo build it.
declare -A modules=(
  [cpu]="vae_playground --no-default-features --features cpu"
  [cpu-relaxed]="vae_playground --no-default-features --features relaxed-simd"
  [cpu-threads]="vae_playground --no-default-features --features threads"
  [webgpu]="vae_playground --no-default-features --features webgpu"
  [images]="vae_playground_images --package vae-playground-images"
  [instrument]="vae_playground_instrument --package vae-playground-instrument"
)

compile_module() {
  say "wasm module: $1"
  local arguments links=()
  read -ra arguments <<<"${modules[$1]}"
  if [ "$1" = cpu-threads ]; then links_of_threads; fi
  cargo rustc --release --lib --target $target "${arguments[@]:1}" -- "${links[@]}"
}

# What makes a CPU module of several threads, over a memory that they share. Threads but the first run parts of kernels alone, which touch
# numbers in memory and what JavaScript's Atomics read and write (crates/kernels/src/pool). So all but the linking is that of the module of
# one thread, and the linker is told not to ask for what was compiled for several: a second standard library and a second burn, a quarter of
# an hour.
links_of_threads() {
  local values="$CARGO_TARGET_DIR/thread_local.o" argument
  mkdir -p "$CARGO_TARGET_DIR"
  RUSTC_BOOTSTRAP=1 rustc --edition 2024 --target $target -C target-feature=+atomics -C panic=abort -A warnings \
    --crate-type lib --emit obj -o "$values" scripts/thread_local.rs
  for argument in "$values" --no-check-features --shared-memory --import-memory --max-memory=4294967296 \
    --export=__wasm_init_tls --export=__tls_{base,size,align}; do
    links+=(-C "link-arg=$argument")
  done
}

bind_module() {
  local raw="$CARGO_TARGET_DIR/$target/release/${modules[$1]%% *}.wasm"
  # The linker wraps every export when a module's constructors are not called by hand: see
  # src/bindings/mod.rs. It names such wrappers, which only the raw module still shows.
  if grep -q 'command_export' "$raw"; then
    echo "the $1 module has command_export wrappers: each call would run all constructors" >&2
    exit 1
  fi
  "$bindgen" "$raw" "www/pkg/$1"
  if [[ $1 = cpu* ]]; then split_module "www/pkg/$1/vae_playground"; fi
}

# Leaves what a first training calls in the module's file, and the rest in one beside it, which the page loads later. Those who take all
# in one file have the whole.
split_module() {
  local scratch
  scratch=$(mktemp -d)
  mv "$1_bg.wasm" "$1_whole.wasm"
  "$split" probe "$1_whole.wasm" "$scratch/probe.wasm"
  node scripts/first_training.mjs "$1.js" "$scratch/probe.wasm" >"$scratch/called"
  "$split" part "$1_whole.wasm" "$scratch/called" "$1_bg.wasm" "$1_rest.wasm"
  rm -r "$scratch"
}

build_modules() {
  local module
  for module in "$@"; do
    compile_module "$module"
    bind_module "$module"
  done
}

make_sets() {
  say "data sets"
  node scripts/make_mnist.mjs
  node scripts/make_faces.mjs
  node scripts/make_things.mjs
  setup_python
  node scripts/make_animals.mjs
}

# Once, where it is asked for more than once.
build() {
  if [ -n "${built:-}" ]; then return; fi
  setup_wasm
  setup_npm
  build_modules cpu cpu-relaxed cpu-threads webgpu images instrument
  make_sets
  say "site, packages"
  npm run --silent build
  npm_packages scripts/reference
  say "reference of the npm package"
  npm run --silent docs
  built=1
}

has_modules() {
  local module
  for module in "${!modules[@]}"; do
    if ! compgen -G "www/pkg/$module/*.wasm" >/dev/null; then return 1; fi
  done
}

build_site() {
  say "site"
  npm run --silent build:site
}

# The site into the folder that is served, over the one before: what has a hash in its name is there before the page that
# asks for it, and stays for a page that is open.
publish() {
  find dist -mindepth 1 -maxdepth 1 ! -name index.html ! -name sw.js -exec cp -r {} "$1" \;
  local last
  for last in sw.js index.html; do
    cp "dist/$last" "$1/.$last"
    mv "$1/.$last" "$1/$last"
  done
}

# What a page lacks that trains on the CPU; when it is there, such a page offers the new version.
build_rest() {
  build_modules images instrument
  make_sets
  build_site
  publish "$1"
  build_modules cpu-relaxed cpu-threads webgpu
  build_site
  publish "$1"
  say "all modules are built: the page that is open offers to load them"
}

end_jobs() {
  local job
  for job in $(jobs -p); do kill -- "-$job" 2>/dev/null || true; done
}

preview() { # with these options
  say "serving"
  npx vite preview --host 127.0.0.1 --port "${PORT:-4173}" "$@"
}

serve() {
  if has_modules; then
    setup_wasm
    setup_npm
    build_modules cpu cpu-relaxed cpu-threads webgpu images instrument
    make_sets
    build_site
    preview
    return
  fi
  # Of an earlier build, which may be another version's.
  rm -rf www/pkg
  served=$(mktemp -d)
  # What goes on beside this has a group of its own, with which it ends.
  set -m
  trap 'end_jobs; rm -rf "$served"' EXIT
  setup_rust
  # Side by side: each alone waits for the network, or for its last crate.
  setup_npm &
  local npm=$!
  setup_bindgen &
  local tool=$!
  compile_module cpu
  wait $tool
  wait $npm
  bind_module cpu
  build_site
  publish "$served"
  # The page has the machine first.
  (
    renice -n 10 -p $BASHPID >/dev/null
    build_rest "$served"
  ) &
  preview --outDir "$served"
}

# The widget's wheel, of modules that are built already, and the engine's, of this kind of machine.
build_wheels() {
  setup_notebook
  say "wheel: widget"
  npm run --silent build:notebook
  rm -rf notebook/dist
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m build --wheel --no-isolation notebook >/dev/null
  say "wheel: engine"
  node scripts/make_engine_notices.mjs
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m maturin build --locked --interpreter "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" \
    --manifest-path crates/python/Cargo.toml --out notebook/dist
  ls -l notebook/dist
}

# As a person has it: without Node.js, from the wheels alone. The engine is compared with the native trainer, which the native tests built.
python_tests() {
  "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m pip install --quiet --force-reinstall --no-deps notebook/dist/*.whl
  say "notebook widget and engine: Python"
  VAE_PLAYGROUND_TRAINER="$CARGO_TARGET_DIR/debug/examples/train" "$VAE_PLAYGROUND_NOTEBOOK_PYTHON" -m pytest --quiet notebook
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
  setup_wasm_pack
  setup_chromium
  setup_python
  setup_notebook
  # Most of the time of page tests is one core's. What fails first ends all. A page test that fails and then passes is listed as flaky.
  log=$(mktemp)
  set -m
  trap 'end_jobs; rm -f "$log"' EXIT
  say "page tests, beside what follows"
  npm run --silent test:e2e -- --retries=1 >"$log" 2>&1 &
  local pages=$!
  (
    # The page has the machine first.
    renice -n 15 -p $BASHPID >/dev/null
    tests_without_the_site
  )
  wait $pages || {
    cat "$log"
    exit 1
  }
  say "page tests"
  cat "$log"
  say "faults that take no long time"
  npm run --silent test:faults -- --retries=1 --grep-invert @long
  say "notebook widget: JupyterLab, Notebook 7, marimo"
  npm run --silent test:notebook -- --retries=1
}

tests_without_the_site() {
  build_wheels
  say "sizes in bytes"
  node scripts/sizes.mjs
  say "native tests"
  # The Python extension has its tests in notebook/tests; its dependencies would have all others compiled anew, with features of theirs.
  cargo test --workspace --exclude vae-playground-python
  wasm_test cpu
  wasm_test relaxed-simd
  wasm_test webgpu
  say "page: unit tests"
  npm run --silent test:unit
  say "bytes of a first visit"
  node benches/browser/first-visit.mjs
  python_tests
}

check() {
  # The page's types include those generated with the modules.
  build
  say "formatters"
  rust_format_check
  npm run --silent format:check
  say "linters"
  cargo clippy --workspace --exclude vae-playground-python --all-targets -- -D warnings
  cargo clippy --profile native --package vae-playground-python -- -D warnings
  cargo clippy --release --target $target --no-default-features --features threads --lib --test wasm -- -D warnings
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
  cargo build --profile native --example scenes --example scene_vae
  local kept="$cache/scenes"
  mkdir -p "$kept"
  "$CARGO_TARGET_DIR/native/examples/scenes" bench \
    --models "$kept/models" --results "$kept/results.jsonl" "$@"
}

case "${1:-}" in
  serve) serve ;;
  build) build ;;
  test) run_tests ;;
  all)
    check
    run_tests
    ;;
  faults)
    build
    setup_chromium
    INTERLEAVINGS=10000 npx vitest run www/run/interleavings
    npm run --silent test:faults
    ;;
  notebook)
    build
    build_wheels
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
      first-visit)
        build
        setup_chromium
        node benches/browser/first-visit.mjs
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
