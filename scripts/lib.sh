# Shared by start.sh and test.sh; sourced from the top of the repository.
# Everything here is silent when there is nothing to do.

say() { printf '%s\n' "$*" >&2; }
die() { say "$*"; exit 1; }

need_node() {
  command -v node >/dev/null || die 'Node.js is not installed: redfish-emu needs 20.19 or newer (https://nodejs.org, or your distribution).'
  node -e 'const [a, b] = process.versions.node.split(".").map(Number); process.exit(a > 20 || (a === 20 && b >= 19) ? 0 : 1)' ||
    die "Node.js $(node --version) is too old: redfish-emu needs 20.19 or newer."
  command -v npm >/dev/null || die 'npm is not installed: it usually comes with Node.js.'
}

# npm writes node_modules/.package-lock.json as the last step of an installation.
install_npm() {
  if [ -e node_modules/.package-lock.json ] && [ ! package-lock.json -nt node_modules/.package-lock.json ]; then return; fi
  say 'Installing npm packages...'
  npm ci --no-audit --no-fund --loglevel=error >&2
  touch node_modules/.package-lock.json
}

# dist/.built is as old as the last bundle that was made.
bundle() {
  if [ -e dist/.built ] && [ -z "$(find src lab package.json package-lock.json scripts/bundle.mjs -newer dist/.built -print -quit)" ]; then return; fi
  say 'Building...'
  npm run --silent bundle >&2
  touch dist/.built
}

# install_packages FILE: the Debian packages that FILE names, one per line, `# why` after them.
install_packages() {
  command -v dpkg-query >/dev/null || { say "Not a Debian system: tests that need the programs of $1 will fail where they are missing."; return; }
  local package missing=()
  while read -r package; do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$package" 2>/dev/null || true)" = installed ] || missing+=("$package")
  done < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1")
  [ ${#missing[@]} -gt 0 ] || return 0
  if [ "$(id -u)" -ne 0 ]; then
    say "Not root, so these Debian packages stay missing, and tests that need them will fail: ${missing[*]}"
    return
  fi
  say "Installing Debian packages: ${missing[*]}"
  without_starting_services apt_install "${missing[@]}"
}

# download_packages FILE DIR: the Debian packages that FILE names, each with what it needs beyond this machine, in a
# directory of its own below DIR. Nothing is installed. They go with what is installed now, and are fetched anew after that.
download_packages() {
  command -v apt-get >/dev/null && [ "$(id -u)" -eq 0 ] || return 0
  local package dir
  while read -r package; do
    dir=$2/$package
    [ ! "$dir/complete" -nt /var/lib/dpkg/status ] || continue
    say "Downloading Debian package: $package"
    rm -rf "$dir"
    mkdir -p "$dir/partial"
    apt_install --download-only --reinstall -o "Dir::Cache::archives=$PWD/$dir" "$package"
    touch "$dir/complete"
  done < <(sed -e 's/#.*//' -e 's/[[:space:]]*$//' -e '/^$/d' "$1")
}

# The package lists are fetched only where the installation fails without: absent or out of date.
apt_install() {
  local log; log=$(mktemp)
  local run=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
  if ! { "${run[@]}" install --no-install-recommends "$@" || { "${run[@]}" update && "${run[@]}" install --no-install-recommends "$@"; }; } >"$log" 2>&1; then
    cat "$log" >&2; rm -f "$log"
    die "apt-get could not install: $*"
  fi
  rm -f "$log"
}

# Installing a daemon's package starts the daemon, which nobody asked for. A policy-rc.d
# that says 101 is Debian's way to say so; one that is there already is left in charge.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d made=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' >"$policy" && chmod +x "$policy"
    made=yes
    trap 'rm -f /usr/sbin/policy-rc.d' EXIT
  fi
  "$@"
  if [ -n "$made" ]; then rm -f "$policy"; trap - EXIT; fi
}
