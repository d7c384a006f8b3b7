#!/bin/sh
# with-secrets.sh <program> …: becomes the program, with what /run/secrets/environment holds (NAME='value' a line) in
# its environment. Compose shows the environment that it sets itself to everybody who may inspect containers.
set -a
. "${SECRETS_FILE:-/run/secrets/environment}"
set +a
exec "$@"
