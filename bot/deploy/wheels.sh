#!/bin/sh
# Make a folder of all that an installation without a network needs, every hash checked:
#   sh cleancall/bot/deploy/wheels.sh [FOLDER]
# Run it where the network is, on a machine with the server's Python version and processor.
set -eu
source=$(cd "$(dirname "$0")/../.." && pwd)
folder=${1:-wheels}
python3 -m pip download --only-binary :all: --require-hashes --requirement "$source/bot/deploy/requirements.lock" \
  --dest "$folder"
python3 -m pip wheel --no-deps --wheel-dir "$folder" "$source"
cp "$source/bot/deploy/requirements.lock" "$folder"
