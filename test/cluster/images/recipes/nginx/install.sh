# shellcheck shell=bash
groupadd --gid 101 nginx
useradd --uid 101 --gid 101 --home-dir /nonexistent --no-create-home --shell /usr/sbin/nologin nginx
apt-get install --yes nginx
rm -rf /etc/nginx/sites-* /var/www/html
ln -sf /dev/stdout /var/log/nginx/access.log
ln -sf /dev/stderr /var/log/nginx/error.log
