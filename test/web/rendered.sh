#!/usr/bin/env bash
# Shows the configuration files in dist/ to the programs that read them: "nginx -t", "php-fpm --test", "php -l" and "filebeat
# test config", for every environment, as the user and on the paths of a web pod.
#
# Needs what test/web/real-daemons.sh needs, and go and debootstrap for Filebeat.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-pod.sh
source test/web/like-a-pod.sh

show() { # folder of an environment
  local file
  mount --bind "$1/web-config" /etc/web
  mount --bind "$1/site-scripts" /etc/wordpress
  "${AS_WEB[@]}" nginx -t -q -e stderr -c /etc/web/nginx.conf || die "nginx -t"
  "${AS_WEB[@]}" env PHP_INI_SCAN_DIR=:/etc/wordpress "$fpm" --test --force-stderr --fpm-config /etc/wordpress/php-fpm.conf \
    2>"$work/fpm-test.log" || die 'php-fpm --test'
  for file in /etc/wordpress/*.php; do php -l "$file" >/dev/null || die "php -l $file"; done
  php -n -r 'exit(parse_ini_file("/etc/wordpress/wordpress.ini") ? 0 : 1);' || die 'wordpress.ini'
  setpriv --reuid 1000 --regid 1000 --clear-groups -- "$work/filebeat" test config -c /etc/web/filebeat.yml \
    --strict.perms=false -E path.data=/tmp/filebeat -E path.home=/tmp/filebeat 2>"$work/filebeat-test.log" |
    grep -qx 'Config OK' || die 'filebeat test config'
  rm -r /tmp/filebeat
  umount /etc/web /etc/wordpress
}

inside() {
  work=$2
  fpm=$3
  local environment
  like_a_pod
  tar -xOf "$ARCHIVE" layer.tar | tar -xO ./usr/share/filebeat/filebeat >"$work/filebeat"
  chmod 755 "$work/filebeat"
  # As the container runtime does with a container's standard error.
  : >"$work/fpm-test.log"
  chown 33 "$work/fpm-test.log"
  node -r ts-node/register/transpile-only test/web/write-rendered.ts "$work/rendered"
  for environment in "$work"/rendered/*; do
    say "$(basename "$environment")"
    show "$environment"
  done
  say 'all are taken'
}

if [[ ${1-} == inside ]]; then
  inside "$@"
else
  for program in go debootstrap; do command -v "$program" >/dev/null || skip "$program is not installed"; done
  ARCHIVE=$(test/cluster/images/build.sh filebeat)
  export ARCHIVE
  in_namespaces test/web/rendered.sh
fi
