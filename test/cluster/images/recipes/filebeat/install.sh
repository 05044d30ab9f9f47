# shellcheck shell=bash
apt-get install --yes ca-certificates
useradd --uid 1000 --gid 0 --home-dir /usr/share/filebeat --no-create-home --shell /usr/sbin/nologin filebeat
install -d -m 0755 /usr/share/filebeat
install -d -o filebeat -g root -m 0775 /usr/share/filebeat/{data,logs}
mv /usr/local/bin/filebeat /usr/share/filebeat/filebeat
