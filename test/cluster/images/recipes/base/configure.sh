# Debian's smallest system, as images have it: for image.sh, with the folder of the system.
# shellcheck shell=bash
set -euo pipefail
root=$1

# No documentation and no translations, of packages to come either, and no daemons that start.
printf 'path-exclude=/usr/share/%s/*\n' doc man info locale lintian bash-completion >"$root/etc/dpkg/dpkg.cfg.d/slim"
rm -rf "$root"/usr/share/{doc,man,info,locale,lintian}/*
printf 'APT::Install-Recommends "false";\nDPkg::Options { "--force-unsafe-io"; };\n' >"$root/etc/apt/apt.conf.d/slim"
printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
chmod +x "$root/usr/sbin/policy-rc.d"

read -r _ mirror _ <"$root/etc/apt/sources.list"
cat >"$root/etc/apt/sources.list" <<SOURCES
deb $mirror trixie main
deb $mirror trixie-updates main
deb $mirror-security trixie-security main
SOURCES
find "$root/var/cache" "$root/var/log" -type f -delete
rm -rf "$root"/var/lib/apt/lists/* "$root"/var/lib/dpkg/*-old "${root:?}"/dev/*
# The machine's own lie over them while something is installed.
for file in resolv.conf hosts hostname; do : >"$root/etc/$file"; done
