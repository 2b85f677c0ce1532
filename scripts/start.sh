#!/usr/bin/env bash
# Installs and builds what is missing, then serves. Arguments go to `redfish-emu serve`.
set -euo pipefail
here=$PWD
cd "$(dirname "${BASH_SOURCE[0]}")/.."
root=$PWD
. scripts/lib.sh
need_node
install_npm
bundle
cd "$here" # relative paths in the arguments are the caller's
exec "$root/dist/src/cli/redfish-emu.js" serve "$@"
