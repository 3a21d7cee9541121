#!/usr/bin/env bash
# Try the two commands of README to the letter in a bare Debian 12 tree, as an ordinary user and as root. Where no tree can
# be made in time, or it reaches no package index, one line says so and nothing has failed.
set -euo pipefail
cd "$(dirname "$0")/../.."
mapfile -t words < <(grep '^python3 -m pip install -Ut .uv uv && ' README.md)
[ ${#words[@]} = 2 ] || { echo "README has ${#words[@]} commands to try, not 2"; exit 1; }

skip() {
  echo "README's commands were not tried in a bare Debian tree: $1"
  exit 0
}
[ "$(id -u)" = 0 ] || skip "that needs root"
command -v mmdebstrap >/dev/null || command -v apt-get >/dev/null || skip "there is no apt-get"
command -v mmdebstrap >/dev/null || apt-get install -y -qq --no-install-recommends mmdebstrap >/dev/null 2>&1 ||
  skip "mmdebstrap cannot be installed"
unshare --mount --pid --fork true 2>/dev/null || skip "no mounts may be made here"

tree=$(mktemp -d)
trap 'rm -rf --one-file-system "$tree"' EXIT
timeout 90 mmdebstrap --quiet --variant=minbase --include=python3,python3-pip,ca-certificates bookworm "$tree" \
  >/dev/null 2>&1 || skip "Debian's packages did not come in time"
cp --dereference /etc/resolv.conf /etc/hosts "$tree/etc/"
cp /etc/ssl/certs/ca-certificates.crt "$tree/etc/ssl/certs/" # as an office with a proxy that inspects gives its own to all
chroot "$tree" useradd --create-home kim

# The mounts and processes of a command end with it.
inside() { # USER COMMAND
  local home=/home/kim
  [ "$1" = kim ] || home=/root
  # shellcheck disable=SC2016 # for the inner shell
  timeout 300 unshare --mount --pid --fork --kill-child bash -euc '
    mount -t proc proc "$1/proc" && mount --rbind /dev "$1/dev" && shift
    exec "$@"' - "$tree" env -i HOME="$home" PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LANG=C.UTF-8 \
    $(env | grep -E '^(PIP_INDEX_URL|UV_DEFAULT_INDEX|UV_INDEX_URL|[a-z]+_proxy|[A-Z]+_PROXY)=' || true) \
    chroot --userspec="$1" "$tree" bash -euc "cd && cd cleancall && $2"
}

failed() { # STATUS: what was said is shown; a command that was still at work when its time was over has not failed
  [ "$1" != 124 ] || skip "a command was not done in 300 s"
  cat "$tree/said"
  exit 1
}

for user in root kim; do
  home=$(chroot "$tree" sh -c "echo ~$user")
  mkdir "$tree$home/cleancall"
  git ls-files -z | xargs -0 tar --create | tar --extract --directory "$tree$home/cleancall" --no-same-owner
  chroot "$tree" chown -R "$user" "$home"
done
inside kim "python3 -m pip download --quiet --no-deps --dest /tmp uv" >/dev/null 2>&1 || skip "no package index is reached"

echo "In a bare Debian 12 tree, as an ordinary user: ${words[0]} --tour"
inside kim "${words[0]} --tour" >"$tree/said" 2>&1 || failed $?
echo "As root: ${words[1]} (a few of the tests)"
inside root "export PYTEST_ADDOPTS='tests/domain/calls tests/services/calls/test_claiming.py'; ${words[1]}" >"$tree/said" 2>&1 ||
  failed $?
tail -1 "$tree/said"
