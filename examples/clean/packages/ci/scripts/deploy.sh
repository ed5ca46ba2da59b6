#!/usr/bin/env bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
: "${DEPLOY_TOKEN:?missing}"
git fetch --tags origin
git clean -fdX node_modules || true
tar -czf "$tmp/site.tgz" dist
curl -fsS -X POST -H "Authorization: Bearer $DEPLOY_TOKEN" --data-binary @"$tmp/site.tgz" "https://deploy.example.com/v1/sites"
sha256sum "$tmp/site.tgz" | awk '{print $1}'
source .env
export NODE_ENV=production
grep -rn TODO src | wc -l
ssh deploy@app.example.com 'sudo systemctl restart app'
printf '%s\n' "done" >&2
