# shellcheck shell=bash
apt-get install --yes ca-certificates git
