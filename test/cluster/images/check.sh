#!/usr/bin/env bash
# Runs the programs of the stand-in images without a cluster, much as the pods do: as the pod's user, without privileges,
# without a network, and with nothing to write to but /tmp. Builds what is missing; ends with "N passed, N failed".
# shellcheck disable=SC2016 # what stands in quotes is for the shell in the image
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
work=$(mktemp -d "${TMPDIR:-/tmp}/cdk8s-wordpress-images.XXXXXX")
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# unpack IMAGE ARCHIVE: the image's layers over each other. (No layer deletes what a program here would miss.)
unpack() {
  local layer
  mkdir -p "$work/archive" "$work/$1"
  tar --extract --file="$2" --directory="$work/archive"
  for layer in base.tar layer.tar; do
    [[ -e $work/archive/$layer ]] || continue
    tar --extract --file="$work/archive/$layer" --directory="$work/$1" --numeric-owner --preserve-permissions --exclude='.wh.*'
  done
  rm -r "$work/archive"
}

# inside IMAGE USER COMMAND...
inside() {
  local name=$1 user=$2 path
  shift 2
  path=$(sed -n 's/.*"PATH=\([^"]*\)".*/\1/p' "$here/recipes/$name/config.json")
  unshare --mount --net --pid --ipc --uts --fork --kill-child bash -euc '
    root=$1 user=$2 path=$3
    shift 3
    mount --bind "$root" "$root"
    mount -t tmpfs tmpfs "$root/dev"
    for device in null zero urandom; do : >"$root/dev/$device" && mount --bind "/dev/$device" "$root/dev/$device"; done
    mount -t proc proc "$root/proc"
    mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
    mount -o remount,bind,ro "$root"
    exec env -i PATH="$path:/usr/sbin:/usr/bin" setpriv --no-new-privs \
      chroot --userspec="$user:$user" --groups="$user" "$root" env -i PATH="$path" HOME=/tmp "$@"
  ' bash "$work/$name" "$user" "$path" "$@" 2>&1
}

passed=0
failed=0
# expect IMAGE USER PATTERN COMMAND...: the command succeeds, and what it says matches.
expect() {
  local name=$1 user=$2 pattern=$3 output result=0
  shift 3
  output=$(inside "$name" "$user" "$@") || result=$?
  if ((result == 0)) && grep -qE -- "$pattern" <<<"$output"; then
    passed=$((passed + 1))
    printf 'ok      %-15s %s\n' "$name" "$(grep -m 1 -E -- "$pattern" <<<"$output")"
  else
    failed=$((failed + 1))
    printf 'FAILED  %-15s %s: status %d\n%s\n' "$name" "$*" "$result" "$output"
  fi
}

archives=$("$here/build.sh")
for archive in $archives; do unpack "$(basename "${archive%-*}")" "$archive"; done

expect mariadb 999 '^mysql$' id --user --name
expect mariadb 999 ' 11\.8\.' mariadbd --no-defaults --version
expect mariadb 999 '^libgalera_smm.so$' ls /usr/lib/galera
expect mariadb 999 '^complete$' bash -c 'type mariadb{,-admin,-backup,-dump,-install-db} socat gawk ip lsof wsrep_sst_mariabackup && echo complete'
expect mariadb 999 '^/tmp/data/mysql$' bash -c 'mariadb-install-db --no-defaults --datadir=/tmp/data --force --skip-test-db && ls -d /tmp/data/mysql'
expect nginx 33 '^nginx version' nginx -v
expect nginx 33 'syntax is ok' sh -c 'echo "pid /tmp/pid; events {} http { client_body_temp_path /tmp/b; proxy_temp_path /tmp/p;
  fastcgi_temp_path /tmp/f; scgi_temp_path /tmp/s; uwsgi_temp_path /tmp/u; access_log off; include /etc/nginx/mime.types;
  server { listen 8080; include /etc/nginx/fastcgi_params; } }" >/tmp/c && nginx -e stderr -t -c /tmp/c'
expect haproxy 99 '^HAProxy version' haproxy -v
expect wordpress 33 '^www-data$' id --user --name
expect wordpress 33 '^PHP 8\.4\.' php-fpm -v
expect wordpress 33 '^complete$' php -r '
  foreach (["bcmath", "curl", "dom", "exif", "gd", "imagick", "intl", "mbstring", "mysqli", "Zend OPcache", "zip"] as $name)
    extension_loaded($name) or exit("$name is missing");
  echo "complete";'
expect wordpress 33 '^123M$' sh -c 'echo memory_limit=123M >/tmp/a.ini && PHP_INI_SCAN_DIR=:/tmp php -r "echo ini_get(\"memory_limit\");"'
expect wordpress 33 '^[0-9.]+$' php -r 'require "/usr/src/wordpress/wp-includes/version.php"; echo $wp_version;'
expect wordpress 33 '^whole$' sh -c '[ -z "$(find /usr/src/wordpress -type l)" ] && [ ! -e /usr/src/wordpress/wp-config.php ] &&
  [ -e /usr/src/wordpress/wp-content/themes/*five/style.css ] && echo whole'
expect filebeat 1000 '^filebeat version' filebeat version
expect filebeat 1000 'Config OK' sh -c 'printf "filebeat.inputs: [{type: filestream, id: a, paths: [/tmp/a]}]\noutput.console: {}\npath.data: /tmp/d\npath.logs: /tmp/l\n" >/tmp/c &&
  filebeat test config -c /tmp/c --strict.perms=false'
expect mysqldExporter 999 '^mysqld_exporter, version' /bin/mysqld_exporter --version
expect git 33 'git-remote-https' sh -c 'git --version && ls $(git --exec-path)/git-remote-https'
expect busybox 10001 '^BusyBox' busybox
printf '%d passed, %d failed\n' "$passed" "$failed"
((failed == 0))
