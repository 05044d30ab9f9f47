#!/usr/bin/env bash
# For tests that run the very files that ship, on paths like those of a web pod, as one user without privileges, in
# namespaces of their own; nothing of it stays on the machine.

readonly LOG_BYTES=102400 ROTATE_AT=32768 SHED_AT=90112

skip() {
  echo "skipped: $*"
  exit 0
}

say() { echo "-- $*"; }

die() {
  echo "FAILED: $*" >&2
  tail -n 12 "$work"/*.log >&2
  exit 1
}

# Debian's www-data, as in WordPress' image; or ASSIGNED_USER, a number that the image does not know and that is the group
# of volumes, too, beside group 0, as OpenShift runs pods.
readonly WEB_USER=${ASSIGNED_USER:-33}
if [[ -n ${ASSIGNED_USER:-} ]]; then
  readonly AS_WEB=(setpriv --reuid "$WEB_USER" --regid 0 --groups "$WEB_USER" --)
else
  readonly AS_WEB=(setpriv --reuid "$WEB_USER" --regid "$WEB_USER" --clear-groups --)
fi

# A file system of our own over each place that the pod mounts or that a daemon could write to.
like_a_pod() {
  mount -t tmpfs tmpfs "$work/scratch"
  # The repository may be below a folder that the daemons get a new one of.
  mkdir "$work/checkout"
  mount --bind "$PWD" "$work/checkout"
  cd "$work/checkout" || exit
  local place
  for place in etc var run; do
    mkdir -p "$work/scratch/$place.upper" "$work/scratch/$place.work"
    mount -t overlay overlay "/$place" \
      -o "lowerdir=/$place,upperdir=$work/scratch/$place.upper,workdir=$work/scratch/$place.work"
  done
  mkdir -p /etc/web /etc/wordpress /run/web /run/secrets/database /run/secrets/wordpress /var/log/web /var/cache/pages \
    /var/www/html
  mount -t tmpfs -o "size=1m,mode=2777,gid=$WEB_USER" tmpfs /run/web
  mount -t tmpfs -o "size=$LOG_BYTES,mode=2777,gid=$WEB_USER" tmpfs /var/log/web
  mount -t tmpfs -o "size=48m,mode=2777,gid=$WEB_USER" tmpfs /var/cache/pages
  mount -t tmpfs -o "size=64m,mode=2777,gid=$WEB_USER" tmpfs /tmp
  mount --bind "$work/config/wordpress" /etc/wordpress
  serve wordpress
  mount -o remount,bind,ro /etc/wordpress
  # As the image has them: nothing that the user may write.
  chown root: /var/log/nginx
  ip link set lo up
}

serve() {
  mountpoint -q /etc/web && umount /etc/web
  mount --bind "$work/config/web-$1" /etc/web
}

# Everything that runs in a web pod, but for the log shipper.
# shellcheck disable=SC2034
start() {
  # As the container runtime does with a container's standard error.
  : >"$work/fpm.log"
  chown "$WEB_USER" "$work/fpm.log"
  "${AS_WEB[@]}" env PHP_INI_SCAN_DIR=:/etc/wordpress USE_ZEND_ALLOC_HUGE_PAGES=1 "$fpm" --nodaemonize --force-stderr --fpm-config /etc/wordpress/php-fpm.conf \
    >"$work/fpm.log" 2>&1 &
  fpm_pid=$!
  "${AS_WEB[@]}" nginx -e stderr -c /etc/web/nginx.conf -g 'daemon off;' >"$work/nginx.log" 2>&1 &
  nginx_pid=$!
  "${AS_WEB[@]}" sh /etc/web/rotate-access-log.sh /var/log/web/access.log "$ROTATE_AT" "$SHED_AT" /run/web 100 \
    >"$work/rotation.log" 2>&1 &
  rotation_pid=$!
  local try
  for try in {1..50}; do
    [[ -S /run/web/php-fpm.sock ]] && curl -sf -o /dev/null localhost:8080/-/nginx && return
    sleep 0.1
  done
  die "nothing answers after $try looks"
}

# answer STATUS PATH [curl arguments]
answer() {
  local expected=$1 path=$2 got
  shift 2
  got=$(curl -s -o "$work/body" -w '%{http_code}' --path-as-is "$@" "localhost:8080$path")
  [[ $got == "$expected" ]] || die "$path answers $got instead of $expected: $(sed "s,<[^>]*>,,g" "$work/body" | grep . | head -c 600)"
}

# field NAME JSON: its numbers of that name.
field() { sed -n "s/.*\"$1\":\([0-9]*\).*/\1/p" <<<"$2"; }

body() { grep -q -- "$1" "$work/body" || die "the body lacks $1: $(head -c 200 "$work/body")"; }

need_namespaces() {
  ((EUID == 0)) || skip 'namespaces need root'
  unshare --mount --net --pid --fork true 2>/dev/null || skip 'namespaces are not allowed here'
}

# The folder of the test, with the files that ship; it goes with the script.
make_work() {
  # Not below /tmp, which the daemons get a new one of.
  work=$(mktemp -d -p /dev/shm)
  chmod 755 "$work"
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  mkdir "$work/scratch"
  node -r ts-node/register/transpile-only test/web/write-config.ts "$work/config"
}

# again_in_namespaces SCRIPT ARGUMENT...: runs the script once more, where nobody else is.
again_in_namespaces() { unshare --mount --net --pid --fork --mount-proc --kill-child bash "$@"; }

# in_namespaces SCRIPT PROGRAM...: runs the script again, with the folder of the test and the name of php-fpm.
in_namespaces() {
  local script=$1 program fpm
  shift
  need_namespaces
  for program in nginx php curl node unshare setpriv ip "$@"; do
    command -v "$program" >/dev/null || skip "$program is not installed"
  done
  fpm=$(compgen -c php-fpm | sort | head -n 1)
  [[ $fpm ]] || skip 'php-fpm is not installed'
  php -r 'exit(extension_loaded("mysqli") ? 0 : 1);' || skip 'php has no mysqli'
  make_work
  again_in_namespaces "$script" inside "$work" "$(command -v "$fpm")"
}
