#!/usr/bin/env bash
# Fetches the jars that a pom.xml names from Maven Central, compares them with sums.sha256 beside it, and prints their folder.
#
#   jars.sh FOLDER   with pom.xml and sums.sha256
#
# They are kept, under a name that changes with these two files. After a change of pom.xml, SUMS=write notes the new sums.
set -euo pipefail
recipe=$(cd "$1" && pwd)
sums=$recipe/sums.sha256
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress/jars

if [[ ${SUMS-} == write ]]; then : >"$sums"; fi
jars=$cache/$(cat "$recipe/pom.xml" "$sums" | sha256sum | cut -c 1-16)
if [[ ! -d $jars ]]; then
  mkdir -p "$cache"
  work=$(mktemp -d -p "$cache")
  trap 'rm -rf "$work"' EXIT
  mvn --quiet --batch-mode --file "$recipe/pom.xml" \
    org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy-dependencies -DincludeScope=runtime -DoutputDirectory="$work/libs" >&2
  if [[ ${SUMS-} == write ]]; then
    (cd "$work/libs" && sha256sum -- *) >"$sums"
    jars=$cache/$(cat "$recipe/pom.xml" "$sums" | sha256sum | cut -c 1-16)
  fi
  (cd "$work/libs" && sha256sum --check --quiet "$sums") >&2
  [[ $(find "$work/libs" -type f | wc -l) == $(wc -l <"$sums") ]] || {
    echo "there are other jars than $sums lists" >&2
    exit 1
  }
  chmod -R a+rX "$work"
  rm -rf "$jars"
  mv "$work" "$jars"
  trap - EXIT
fi
echo "$jars/libs"
