# Sets up what a build needs and a machine lacks. Sourced by build.sh; every step looks first and
# skips what is there.

# Runs a command as root, where one may.
as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

apt_install() {
  if ! command -v apt-get >/dev/null; then
    echo "please install: $*" >&2
    exit 1
  fi
  say "installing $*"
  as_root apt-get update -qq
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

wasm_std() { # the folder of a toolchain's wasm standard library
  echo "$("$1" --print sysroot)/lib/rustlib/$target/lib"
}

has_wasm_std() {
  compgen -G "$(wasm_std "$1")/libstd-*.rlib" >/dev/null
}

# rustup where it reaches its servers; else Debian's compiler with a standard library built here.
setup_rust() {
  if command -v rustc >/dev/null && [ "$(command -v rustc)" != /usr/bin/rustc ]; then
    if has_wasm_std rustc; then return; fi
    if ! debian_std_is_fresh; then
      say "adding the target $target"
      if timeout 300 rustup target add $target; then return; fi
    fi
  fi
  setup_debian_rust
  export PATH="/usr/bin:$PATH"
}

# Debian's compiler may have been upgraded since its standard library was built.
debian_std_is_fresh() {
  [ -x /usr/bin/rustc ] && [ "$(/usr/bin/rustc -vV)" = "$(cat "$(wasm_std /usr/bin/rustc)/built-with" 2>/dev/null)" ]
}

setup_debian_rust() {
  if debian_std_is_fresh; then return; fi
  apt_install rustc-web cargo-web rust-web-src rust-web-llvm rust-web-clippy
  # `rust-lld` is a link to a linker that comes in a package of the same name.
  if [ ! -e "$(readlink -f /usr/bin/rust-lld)" ]; then apt_install "$(basename "$(readlink /usr/bin/rust-lld)")"; fi
  say "building the standard library for $target"
  local seed
  seed=$(mktemp -d)
  mkdir "$seed/src"
  echo '#![no_std]' >"$seed/src/lib.rs"
  printf '[package]\nname = "seed"\nversion = "0.0.0"\nedition = "2021"\n' >"$seed/Cargo.toml"
  (
    cd "$seed"
    PATH="/usr/bin:$PATH" RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR="$seed/target" \
      cargo build --quiet -Zbuild-std=std,panic_abort,test --target $target --release
  )
  local std
  std=$(wasm_std /usr/bin/rustc)
  as_root rm -rf "$std"
  as_root mkdir -p "$std"
  find "$seed/target/$target/release/deps" -name '*.rlib' ! -name 'libseed*' -exec cp {} "$seed" \;
  as_root cp "$seed"/*.rlib "$std"
  /usr/bin/rustc -vV | as_root tee "$std/built-with" >/dev/null
  rm -rf "$seed"
}

locked_version() { # the version of a crate in Cargo.lock
  grep -A1 "^name = \"$1\"\$" Cargo.lock | sed -n 's/^version = "\(.*\)"/\1/p'
}

cargo_tool() { # name version: a debug build, which takes half the time
  if [ "$("$tools/bin/$1" --version 2>/dev/null | awk '{print $2}')" = "$2" ]; then return; fi
  say "installing $1 $2"
  local package=$1
  if [ "$package" = wasm-bindgen ]; then package=wasm-bindgen-cli; fi
  local install=(cargo install --quiet --debug --force --root "$tools" "$package" --version "$2")
  if CARGO_TARGET_DIR="$cache/tools-target" "${install[@]}" --locked; then return; fi
  say "NOT LOCKED: this registry lacks what the lock of $1 names; with the newest that it has"
  CARGO_TARGET_DIR="$cache/tools-target" "${install[@]}"
}

# What makes a module of what cargo has compiled. A debug build, which takes half the time.
setup_bindgen() {
  if [ ! -e "$bindgen" ]; then say "bindgen"; fi
  CARGO_TARGET_DIR="$cache/bindgen-target" \
    cargo build --quiet --locked --manifest-path scripts/bindgen/Cargo.toml
}

setup_wasm() {
  setup_rust
  setup_bindgen
}

# What runs tests in a browser: wasm-pack, and wasm-bindgen's own tools.
setup_wasm_pack() {
  cargo_tool wasm-bindgen "$(locked_version wasm-bindgen)"
  cargo_tool wasm-pack 0.15.1
}

npm_packages() { # of the package.json in a folder
  if cmp -s "$1/package-lock.json" "$1/node_modules/.installed-lock.json"; then return; fi
  say "npm packages: $1"
  npm ci --prefix "$1" --no-fund --no-audit
  cp "$1/package-lock.json" "$1/node_modules/.installed-lock.json"
}

setup_npm() {
  if ! command -v npm >/dev/null; then apt_install nodejs npm; fi
  npm_packages .
}

setup_chromium() {
  local missing=()
  command -v chromium >/dev/null || missing+=(chromium)
  command -v chromedriver >/dev/null || missing+=(chromium-driver)
  if ((${#missing[@]})); then apt_install "${missing[@]}"; fi
}

# Python with what a test of the checkpoint format imports.
setup_python() {
  export VAE_PLAYGROUND_PYTHON="${VAE_PLAYGROUND_PYTHON:-$cache/python/bin/python}"
  if "$VAE_PLAYGROUND_PYTHON" -c 'import numpy, safetensors' 2>/dev/null; then return; fi
  python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  say "Python packages"
  python3 -m venv "$cache/python"
  "$cache/python/bin/pip" install --quiet --require-hashes -r scripts/requirements/checkpoint.txt
}

# Python with the notebook hosts, in the versions that notebook/pyproject.toml names for tests, and with what they need,
# as scripts/requirements/update.sh has pinned it.
setup_notebook() {
  local python="$cache/notebook-venv/bin/python"
  export VAE_PLAYGROUND_NOTEBOOK_PYTHON="$python"
  local pinned=scripts/requirements/notebook.txt
  if cmp -s $pinned "$cache/notebook-venv/installed.txt"; then return; fi
  python3 -c 'import ensurepip, venv' 2>/dev/null || apt_install python3-venv
  say "Python packages: notebook hosts"
  python3 -m venv "$cache/notebook-venv"
  # Of the package itself, only what it needs: the wheel is installed once it is built.
  "$python" -m pip install --quiet --require-hashes -r $pinned
  cp $pinned "$cache/notebook-venv/installed.txt"
}

# Debian's compiler packages have no rustfmt; rustup's formats the same.
rust_format_check() {
  if command -v rustup >/dev/null; then rustup run stable cargo fmt --all --check; else cargo fmt --all --check; fi
}
