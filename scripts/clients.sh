#!/usr/bin/env bash
# The Redfish clients of Debian against an emulator that this starts. `scripts/clients.sh --help` says how.
set -euo pipefail
here=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
need_node
install_npm
root=$PWD
cd "$here"
exec node --import "$root/node_modules/tsx/dist/esm/index.mjs" "$root/test/conformance/clients.ts" "$@"
