# shellcheck shell=bash
apt-get install --yes ca-certificates prometheus-mysqld-exporter
mv /usr/bin/prometheus-mysqld-exporter /usr/bin/mysqld_exporter
