#!/usr/bin/env bash
# Tests what docs/deploy.md deploys, as far as possible without Docker and without a running systemd.
# Usage: .ci/deploy.sh INSTALLED, a copy of the clone after npm ci --omit=dev.
# The image is assembled in a folder as the Dockerfile describes, and run there by chroot: read-only except for
# /data and /tmp, as an unprivileged user without capabilities.
set -euo pipefail
installed=$(cd "$1" && pwd)
cd "$(dirname "${BASH_SOURCE[0]}")/.."
box=$(mktemp -d)
trap 'rm -rf "$box"' EXIT

fail() {
  echo "$1"
  exit 1
}

check_unit() {
  command -v systemd-analyze >/dev/null || { echo 'The unit is not tried: there is no systemd-analyze.'; return; }
  local root="$box/unit" said
  mkdir -p "$root/etc/systemd/system" "$root/opt/claimcheck/node_modules/.bin"
  cp deploy/claimcheck.service "$root/etc/systemd/system/"
  install -m 755 /dev/null "$root/opt/claimcheck/node_modules/.bin/node"
  # The system's own units are not in that folder; only messages about ours count.
  said=$(systemd-analyze verify --root="$root" claimcheck.service 2>&1 | grep -F 'claimcheck.service' | grep -vE 'Failed to (add|create)|not found' || true)
  [[ -z $said ]] || fail "$said"
  systemd-analyze security --offline=true --threshold=20 --no-pager deploy/claimcheck.service | tail -1
}

# .dockerignore decides which files are in the image; a changed Dockerfile step has to be repeated here.
build_image() {
  local kept
  grep -qx 'RUN npm ci --omit=dev --omit=optional' Dockerfile || fail 'The Dockerfile installs packages in another way.'
  grep -qx 'COPY --from=build /app /app' Dockerfile || fail 'The Dockerfile puts the product elsewhere.'
  mkdir "$box/app" "$box/data" "$box/root"
  for kept in $(sed -n 's/^!//p' .dockerignore); do cp -a "$installed/$kept" "$box/app/"; done
  cp -al "$installed/node_modules" "$box/app/node_modules"
  rm -rf "$box"/app/node_modules/node-{linux,darwin,win}-* "$box"/app/node_modules/.bin/node
  chown 1000:1000 "$box/data"
  chmod 700 "$box/data"
  chmod 755 "$box" "$box/app" "$box/root"
}

# Runs a command in the image. Node is the one from the npm packages.
in_image() {
  BOX="$box" NODE=$(realpath "$installed/node_modules/.bin/node") unshare --mount --pid --fork bash -ec '
    root=$BOX/root
    mount --make-rprivate /
    mount -t tmpfs none "$root"
    mkdir "$root"/{usr,etc,app,data,tmp,proc,dev}
    for name in bin lib lib64 sbin; do [[ ! -e /$name ]] || ln -s "usr/$name" "$root/$name"; done
    for name in usr etc; do mount --rbind "/$name" "$root/$name"; mount -o remount,bind,ro "$root/$name"; done
    mount --bind "$BOX/app" "$root/app"; mount -o remount,bind,ro "$root/app"
    mount --bind "$BOX/data" "$root/data"
    mount -t tmpfs -o size=64m none "$root/tmp"
    mount -t proc none "$root/proc"
    touch "$root/node" "$root"/dev/{null,urandom}
    for name in null urandom; do mount --bind "/dev/$name" "$root/dev/$name"; done
    mount --bind "$NODE" "$root/node"
    mount -o remount,ro "$root"
    exec chroot "$root" env -i PATH=/:/usr/bin:/bin NODE_ENV=production STATUS_PORT=18087 CLAIMCHECK_DATABASE= "${@:1}"' \
    in_image setpriv --reuid=1000 --regid=1000 --clear-groups --no-new-privs --bounding-set=-all --inh-caps=-all "$@"
}

# Prints a JSON list of the Dockerfile, found by the text before it, as NUL-separated arguments.
words_of() {
  sed -n "s/^$1 //p" Dockerfile |
    "$installed/node_modules/.bin/node" -e 'for (const word of JSON.parse(require("node:fs").readFileSync(0, "utf8"))) process.stdout.write(`${word}\0`)'
}

run_image() {
  if ((EUID != 0)) || ! unshare --mount --pid --fork true 2>/dev/null; then
    echo 'The image is not tried: this needs root, and the right to unshare.'
    return
  fi
  build_image
  local entry health
  mapfile -d '' -t entry < <(words_of ENTRYPOINT)
  mapfile -d '' -t health < <(words_of '  CMD')
  in_image "${entry[@]}" check 'The Great Wall of China can be seen from the Moon' | grep -aF 'False' || fail 'No card from the image.'
  ! in_image bash -c 'echo x >/app/x || echo x >/x || echo x >/etc/x' 2>/dev/null || fail 'The image can be written to.'
  # The platform is unreachable: the bot stays up and keeps retrying.
  # shellcheck disable=SC2016 # for the shell inside
  in_image env TELEGRAM_BOT_TOKEN=1234567890:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA TELEGRAM_API_ROOT=http://127.0.0.1:9 bash -c '
    words=$1 && shift
    "${@:1:words}" start 2>/tmp/log & bot=$!
    for _ in {1..60}; do "${@:words+1}" && break; sleep 0.5; done
    "${@:words+1}" || { cat /tmp/log; exit 1; }
    "${@:1:words}" backup /data/backup.sqlite
    ! "${@:1:words}" restore /data/backup.sqlite || exit 1
    kill "$bot" && wait "$bot" && "${@:1:words}" restore /data/backup.sqlite
  ' bash "${#entry[@]}" "${entry[@]}" "${health[@]}" || fail 'The bot did not start, tell its health, back itself up, stop and take the backup back.'
  echo 'The image runs read-only and without rights; its health check, backup and restore work.'
}

check_unit
run_image
