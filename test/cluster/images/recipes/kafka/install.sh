# shellcheck shell=bash
# Where its package puts links to manual pages.
mkdir -p /usr/share/man/man1
apt-get install --yes openjdk-21-jre-headless
groupadd --gid 1000 appuser
useradd --uid 1000 --gid 1000 --home-dir /home/appuser --no-create-home --shell /usr/sbin/nologin appuser
install -d /opt/kafka/libs
install -m 0644 libs/*.jar /opt/kafka/libs
