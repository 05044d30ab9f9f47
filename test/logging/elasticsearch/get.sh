#!/usr/bin/env bash
# Fetches Elasticsearch from Maven Central, compares it with sums.sha256, unpacks it and prints its folder.
#
# It is the newest that is there, and has none of the modules but those of transport and security. What else is needed is compiled
# from modules/.
#
# It is kept, under a name that changes with these files.
set -euo pipefail
readonly VERSION=8.17.0
here=$(cd "$(dirname "$0")" && pwd)
cache=${XDG_CACHE_HOME:-$HOME/.cache}/cdk8s-wordpress
folder=$cache/elasticsearch-$(cat "$here/sums.sha256" "$here"/modules/* | sha256sum | cut -c 1-16)
if [[ ! -d $folder ]]; then
  mkdir -p "$cache"
  work=$(mktemp -d -p "$cache")
  trap 'rm -rf "$work"' EXIT
  mvn --quiet --batch-mode org.apache.maven.plugins:maven-dependency-plugin:3.8.1:copy -DoutputDirectory="$work" \
    -Dartifact="org.elasticsearch.distribution.integ-test-zip:elasticsearch:$VERSION:zip" >&2
  (cd "$work" && sha256sum --check --quiet "$here/sums.sha256") >&2
  unzip -q "$work/elasticsearch-$VERSION.zip" -d "$work"
  home=$work/elasticsearch-$VERSION
  # As the image has them.
  mkdir -p "$home"/{logs,plugins} "$home/modules/stand-in" "$work/classes"
  javac -d "$work/classes" -cp "$home/lib/*" "$here/modules/StandIn.java"
  jar --create --file "$home/modules/stand-in/stand-in.jar" -C "$work/classes" .
  cp "$here/modules/plugin-descriptor.properties" "$home/modules/stand-in"
  chmod -R a+rX "$home"
  rm -rf "$folder"
  mv "$home" "$folder"
fi
echo "$folder"
