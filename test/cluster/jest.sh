# Runs Jest so that a signal ends it and all that it has started. Sourced.
# shellcheck shell=bash

# In a group of its own, so that the programs which it started end with it.
jest_group=''

# run_jest ARGUMENTS...: in the background, because bash would put off a signal's trap until a program in the foreground
# has ended.
run_jest() {
  local result=0
  setsid node node_modules/jest/bin/jest.js --ci --runInBand "$@" &
  jest_group=$!
  wait "$jest_group" || result=$?
  jest_group=''
  return "$result"
}

stop_jest() {
  [[ -n $jest_group ]] || return 0
  kill -- "-$jest_group" 2>/dev/null || true
  wait "$jest_group" || true
}
