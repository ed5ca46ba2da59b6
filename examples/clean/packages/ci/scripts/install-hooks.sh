#!/bin/sh
git config core.hooksPath .githooks
chmod +x .githooks/pre-commit
ln -sf ../../scripts/pre-commit.sh .git/hooks/pre-commit
