#!/usr/bin/env bash
# Measures how many pages a second three ways of serving the same WordPress, on the same database, come to: Apache with
# mod_php as it is installed, nginx with php-fpm as it is installed, and a web pod with the very files that ship, each
# site as its own installation leaves it. They take short turns, so that whatever else the machine does hits all of them;
# of each, the median counts, and of two, the ratio in each round. Writes the table of docs/reference/web-speed.md, and fails
# when a goal is missed.
#
# All of it runs in a system of its own: Debian 13 with the newest WordPress that Debian has, made once by
# test/cluster/images/build.sh, which says what it needs.
set -euo pipefail
cd "$(dirname "$0")/../.."
# shellcheck source=test/web/like-a-site.sh
source test/web/like-a-site.sh

readonly ROUNDS=${ROUNDS:-20} SECONDS_EACH=${SECONDS_EACH:-2} CLIENTS=8
readonly STOCK=/srv/stock
# Of somebody who is logged in no more: nothing is kept for them, and the page is the same.
readonly OWN='Cookie: wordpress_logged_in_0=visitor' GZIP='Accept-Encoding: gzip'

# The same WordPress with settings as everybody has them, installed by itself, with the same content.
stock_site() {
  mkdir -p "$work/stock" "$STOCK"
  mount --bind "$work/stock" "$STOCK"
  cp -R "$image/." "$STOCK"
  cat >"$STOCK/wp-config.php" <<'PHP'
<?php
if (($_SERVER['HTTP_X_FORWARDED_PROTO'] ?? '') === 'https') $_SERVER['HTTPS'] = 'on';
define('DB_NAME', 'stock');
define('DB_USER', 'writer');
define('DB_PASSWORD', 'writer');
define('DB_HOST', '127.0.0.1:3399');
define('DB_CHARSET', 'utf8mb4');
define('DISABLE_WP_CRON', true);
define('WP_HTTP_BLOCK_EXTERNAL', true);
$table_prefix = 'wp_';
defined('ABSPATH') || define('ABSPATH', __DIR__ . '/');
require_once ABSPATH . 'wp-settings.php';
PHP
  cat >"$STOCK/.htaccess" <<'HTACCESS'
RewriteEngine On
RewriteRule ^index\.php$ - [L]
RewriteCond %{REQUEST_FILENAME} !-f
RewriteCond %{REQUEST_FILENAME} !-d
RewriteRule . /index.php [L]
HTACCESS
  chown -R 33:33 "$STOCK"
  mariadb --no-defaults --socket="$work/database/socket" -e "CREATE DATABASE stock; GRANT ALL ON stock.* TO writer@'%'"
  cat >"$work/scratch/install-stock.php" <<'PHP'
<?php
define('WP_INSTALLING', true);
[$_SERVER['HTTP_HOST'], $_SERVER['HTTPS'], $_SERVER['SERVER_PROTOCOL']] = [$argv[2], 'on', 'HTTP/1.1'];
require "$argv[1]/wp-load.php";
require ABSPATH . 'wp-admin/includes/upgrade.php';
add_filter('pre_http_request', fn () => new WP_Error('http_request_failed'));
wp_install($argv[2], 'administrator', "administrator@$argv[2]", true, '', 'password');
update_option('permalink_structure', '/%postname%/');
update_option('siteurl', "https://$argv[2]");
update_option('home', "https://$argv[2]");
PHP
  "${AS_WEB[@]}" php "$work/scratch/install-stock.php" "$STOCK" "$HOST" >"$work/install-stock.log" 2>&1 ||
    die 'the stock site cannot be installed'
}

# As "apt-get install apache2 libapache2-mod-php" leaves it, at port 8001.
start_apache() {
  local module
  module=$(basename "$(compgen -G '/etc/apache2/mods-available/php*.load' | head -n 1)" .load)
  {
    a2dismod mpm_event || true
    a2enmod mpm_prefork "$module" rewrite
  } >"$work/a2enmod.log" 2>&1
  echo 'Listen 8001' >/etc/apache2/ports.conf
  sed -e 's/\*:80>/*:8001>/' -e "s,DocumentRoot .*,DocumentRoot $STOCK\n<Directory $STOCK>\nAllowOverride All\nRequire all granted\n</Directory>," \
    /etc/apache2/sites-available/000-default.conf >"$work/site.conf"
  cp "$work/site.conf" /etc/apache2/sites-available/000-default.conf
  mkdir -p /run/apache2 /run/lock/apache2 /var/log/apache2
  apache2ctl start >"$work/apache.log" 2>&1
}

# As "apt-get install nginx php-fpm" leaves them, at port 8002.
start_stock_nginx() {
  cat >/etc/nginx/sites-enabled/default <<NGINX
server {
  listen 8002 default_server;
  root $STOCK;
  index index.php;
  location / { try_files \$uri \$uri/ /index.php\$is_args\$args; }
  location ~ \.php\$ {
    include snippets/fastcgi-php.conf;
    fastcgi_pass unix:$(sed -n 's/^listen = //p' /etc/php/*/fpm/pool.d/www.conf);
  }
}
NGINX
  mkdir -p /run/php /var/log/nginx
  # The package's own user must write there, unlike a pod's.
  chown www-data: /var/log/nginx
  "$fpm" --daemonize >"$work/stock-fpm.log" 2>&1
  nginx >"$work/stock-nginx.log" 2>&1
}

# rate URL [header...]: requests a second.
rate() {
  local url=$1 headers=() header
  shift
  for header in "${BROWSER[@]:1:1}" "${BROWSER[@]:3:1}" "$@"; do headers+=(-H "$header"); done
  wrk -t1 -c"$CLIENTS" -d"${SECONDS_EACH}s" --timeout 30s "${headers[@]}" "$url" >"$work/wrk.log" 2>&1
  ! grep -qE 'Non-2xx|Socket errors' "$work/wrk.log" || die "wrk on $url: $(grep -E 'Non-2xx|Socket' "$work/wrk.log")"
  sed -n 's,^Requests/sec: *,,p' "$work/wrk.log"
}

# What the database is asked for a page.
questions() {
  local asked
  curl -s -o /dev/null "${BROWSER[@]}" -H "$OWN" "localhost:$1/"
  asked=$(asked)
  curl -s -o /dev/null "${BROWSER[@]}" -H "$OWN" "localhost:$1/"
  # The first look counts itself.
  echo $(($(asked) - asked - 1))
}

asked() { sql "SHOW GLOBAL STATUS LIKE 'Questions'" | cut -f 2; }

# Which of them serves what: "name URL header...", one a line. Every browser takes gzip, and each of the servers sends it.
measurements() {
  cat <<'LIST'
apache-page http://localhost:8001/ OWN GZIP
nginx-page http://localhost:8002/ OWN GZIP
pod-page http://localhost:8080/ OWN GZIP
pod-kept http://localhost:8080/ GZIP
pod-kept-plain http://localhost:8080/
pod-file-plain http://localhost:8080/wp-content/page.html
LIST
}

inside() {
  work=$2
  fpm=$3
  like_a_pod
  installed_site
  stock_site
  start
  start_apache
  start_stock_nginx
  local port round name url kinds kind value headers
  for port in 8001 8002 8080; do
    [[ $(curl -s -o "$work/page.$port" -w '%{http_code}' "${BROWSER[@]}" "localhost:$port/") == 200 ]] || die "nobody answers at $port"
    curl -s -o /dev/null -D - "${BROWSER[@]}" -H "$GZIP" "localhost:$port/" | grep -qi '^content-encoding: gzip' || die "$port does not compress"
    grep -q '<title>blog.example.org' "$work/page.$port" || die "the page at $port is another one"
  done
  cp "$work/page.8080" "$files/page.html"
  chmod 644 "$files/page.html"
  # The first time, a theme's styles are made.
  echo "{\"bytes\": $(stat -c %s "$work/page.8080"), \"stockQuestions\": $(questions 8002), \"podQuestions\": $(questions 8080)," \
    "\"versions\": \"$(versions)\"}" >"$work/figures.json"
  # The first round warms up.
  for round in $(seq 0 "$ROUNDS"); do
    say "round $round of $ROUNDS, load $(cut -d' ' -f1 /proc/loadavg)"
    while read -r name url kinds; do
      headers=()
      for kind in $kinds; do headers+=("${!kind}"); done
      value=$(rate "$url" "${headers[@]}")
      ((round == 0)) || echo "{\"name\": \"$name\", \"rate\": $value, \"load\": $(cut -d' ' -f1 /proc/loadavg)}" >>"$work/figures.json"
    done < <(measurements)
  done
}

versions() {
  local wordpress
  wordpress=$(sed -n "s/^\$wp_version = '\(.*\)';/\1/p" "$STOCK/wp-includes/version.php")
  echo "WordPress $wordpress, PHP $(php -r 'echo PHP_VERSION;'), $(nginx -v 2>&1 | sed 's,.*nginx/\([0-9.]*\).*,nginx \1,')"
}

# The folders of the machine that the system of its own needs to see, and the name of its host.
enter() {
  local root=$2/root
  mount --rbind /dev "$root/dev"
  mount --bind /sys "$root/sys"
  mount -t proc proc "$root/proc"
  mount -t tmpfs tmpfs "$root/tmp"
  mkdir -p "$root$PWD"
  mount --bind "$PWD" "$root$PWD"
  echo "127.0.0.1 localhost $(hostname)" >"$root/etc/hosts"
  exec env -i PATH="$PATH" ROUNDS="$ROUNDS" SECONDS_EACH="$SECONDS_EACH" \
    chroot "$root" bash "$PWD/test/web/benchmark.sh" inside "$2" /usr/sbin/php-fpm8.4
}

in_a_system_of_its_own() {
  need_namespaces
  local archive layer
  archive=$(test/cluster/images/build.sh benchmark)
  make_work
  mkdir "$work/root"
  for layer in base layer; do tar -xOf "$archive" "$layer.tar" | tar -x -C "$work/root" --numeric-owner --preserve-permissions; done
  again_in_namespaces test/web/benchmark.sh enter "$work"
  node -r ts-node/register/transpile-only test/web/benchmark-page.ts "$work/figures.json" "$ROUNDS" "$SECONDS_EACH" "$CLIENTS"
}

case ${1-} in
inside) inside "$@" ;;
enter) enter "$@" ;;
*) in_a_system_of_its_own ;;
esac
