# shellcheck shell=bash
apt-get install --yes haproxy
rm -rf /etc/haproxy
usermod --uid 99 haproxy
groupmod --gid 99 haproxy
