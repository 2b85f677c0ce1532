#!/usr/bin/env bash
# Installs what the tests need and runs every test: unit, contract, integration.
# Arguments go to `vitest run`, e.g. `--project unit src/cli`.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
. scripts/lib.sh
need_node
install_npm
install_packages scripts/packages.txt
download_packages scripts/host-packages.txt .cache/host-packages
report=$(mktemp --suffix=.json)
status=0
npx --no-install vitest run --reporter=default --reporter=json --outputFile.json="$report" "$@" || status=$?
node scripts/closing-line.mjs "$report" || status=1
rm -f "$report"
exit "$status"
