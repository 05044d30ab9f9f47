# shellcheck shell=bash
# The official image's number for the user, before the package takes another.
groupadd --gid 999 mysql
useradd --uid 999 --gid 999 --home-dir /var/lib/mysql --no-create-home --shell /usr/sbin/nologin mysql
apt-get install --yes mariadb-server mariadb-backup galera-4 socat xz-utils zstd ca-certificates
# What the package makes beside its programs; the image's volume is empty, and its programs have only their new names.
rm -rf /var/lib/mysql
install -d -o mysql -g mysql /var/lib/mysql /run/mysqld
chmod 1777 /run/mysqld
for link in /usr/bin/mysql* /usr/sbin/mysqld; do [[ ! -L $link ]] || rm "$link"; done
