#!/usr/bin/env bash
# Starts one node of a Galera cluster: finds out where it stands, hears where the others stand, and then makes the
# first cluster, restarts a stopped one, joins a running one, or waits. What to do is decided in galera-decide.sh.
#
# POD_NAME, POD_IP      this node
# PEER_DOMAIN           headless Service behind the nodes' names
# CLUSTER_SIZE          number of nodes
# DATABASE, APPLICATION_USER   schema and its account
set -euo pipefail
scripts=$(dirname "$0")
# shellcheck source-path=SCRIPTDIR
source "$scripts/galera-paths.sh"
# shellcheck source-path=SCRIPTDIR
source "$scripts/galera-accounts.sh"

log() { echo "galera-start: $*" >&2; }

publish() {
  echo "$*" >"$STATE_FILE.new"
  mv "$STATE_FILE.new" "$STATE_FILE"
}

provider() {
  local file
  for file in /usr/lib/galera/libgalera_smm.so /usr/lib/libgalera_smm.so; do
    if [[ -f $file ]]; then
      echo "$file"
      return
    fi
  done
  log "this image has no Galera library"
  return 1
}

prepare() {
  rm -rf "$VOLUME/tmp" "$VOLUME/data.new" "$RUN/answered" "$DEPARTURE"
  mkdir -p "$VOLUME/tmp"
  # A copy that was cut off leaves its own marks, which would disturb the next one.
  rm -f "$DATA/sst_in_progress" "$DATA/wsrep_sst.pid"
}

grastate() { sed -n "s/^$1: *//p" "$DATA/grastate.dat" 2>/dev/null || true; }

# The position of data that was not stopped cleanly, from InnoDB itself: UUID:SEQNO.
recover() {
  local output
  if ! output=$(mariadbd --wsrep-recover --wsrep-cluster-address=gcomm:// --wsrep-provider="$PROVIDER" 2>&1); then
    printf '%s\n' "$output" >&2
  fi
  sed -n 's/.*WSREP: Recovered position: *//p' <<<"$output" | tail -n 1
}

# This node's state, as galera-decide.sh knows it: PHASE UUID SEQNO SAFE.
own_state() {
  if [[ -e $JOINING ]]; then
    echo "incomplete $NO_UUID -1 $NEW_ADDRESS"
  elif [[ ! -d $DATA/mysql ]]; then
    echo "empty $NO_UUID -1 0"
  elif [[ -e $DATA/never-served && ! -e $DATA/grastate.dat ]]; then
    echo "fresh $NO_UUID -1 0"
  else
    stopped_state
  fi
}

stopped_state() {
  local history uuid seqno safe position
  history=$(grastate uuid)
  uuid=$history
  seqno=$(grastate seqno)
  safe=$(grastate safe_to_bootstrap)
  # Galera notes the position when it stops, and only then.
  if [[ $uuid == "$NO_UUID" || ! $seqno =~ ^[0-9]+$ ]]; then
    position=$(recover)
    uuid=${position%:*}
    seqno=${position##*:}
  fi
  if [[ $uuid =~ ^[0-9a-f-]{36}$ && $uuid != "$NO_UUID" && $seqno =~ ^[0-9]+$ ]]; then
    echo "stopped $uuid $seqno ${safe:-0}"
  else
    echo "unknown ${history:-$NO_UUID} -1 0"
  fi
}

all_states() {
  echo "$ORDINAL $OWN_STATE"
  peer_states
}

# Makes the data beside its place and moves it there at once: a start that is cut off leaves nothing half made.
initialise() {
  local new=$VOLUME/data.new output
  rm -rf "$new"
  mkdir -m 0700 "$new"
  if ! output=$(mariadb-install-db --no-defaults --datadir="$new" --tmpdir="$VOLUME/tmp" --force --skip-name-resolve \
    --skip-test-db --auth-root-authentication-method=normal 2>&1); then
    printf '%s\n' "$output" >&2
    return 1
  fi
  (umask 077 && accounts_sql >"$RUN/accounts.sql")
  mariadbd --datadir="$new" --wsrep-on=OFF --bootstrap <"$RUN/accounts.sql"
  rm "$RUN/accounts.sql"
  touch "$new/never-served"
  sync
  mv --no-target-directory "$new" "$DATA"
  sync
}

# Galera refuses to bootstrap what wasn't the last to stop; that this is the newest has been decided already.
allow_bootstrap() {
  [[ -e $DATA/grastate.dat ]] || return 0
  rm -f "$DATA/never-served"
  sed -i 's/^safe_to_bootstrap:.*/safe_to_bootstrap: 1/' "$DATA/grastate.dat"
}

cluster_address() {
  local ordinal address=''
  for ((ordinal = 0; ordinal < CLUSTER_SIZE; ordinal++)); do
    address+=",$(node_name "$ordinal").$PEER_DOMAIN"
  done
  echo "gcomm://${address#,}"
}

# Becomes the server. Bootstrapping is only ever an argument of this one process: nothing on disk can repeat it.
serve() {
  local -a arguments=("$@")
  local phase uuid seqno
  read -r phase uuid seqno _ <<<"$OWN_STATE"
  [[ $phase != stopped ]] || arguments+=("--wsrep-start-position=$uuid:$seqno")
  publish started
  bash "$scripts/galera-passwords.sh" &
  bash "$scripts/galera-watch.sh" $$ &
  bash "$scripts/galera-reform.sh" $$ &
  # There is the program of wsrep_sst_method.
  PATH=$scripts:$PATH exec mariadbd --wsrep-provider="$PROVIDER" --wsrep-cluster-address="$(cluster_address)" \
    --wsrep-node-name="$POD_NAME" --wsrep-node-address="$POD_IP" "${arguments[@]}"
}

# Becomes a part of a running cluster. What it has is replaced, if need be.
join() {
  # What half copied data says of its position is worth nothing.
  [[ $OWN_STATE != incomplete* ]] || rm -f "$DATA/grastate.dat"
  mkdir -p "$DATA"
  serve
}

# Waits until it is clear what to do, saying what for when that changes. A person may have put an order beside the state,
# which holds for one start.
find_step() {
  local said='' order
  while true; do
    order=$(cat "$RUN/order" 2>/dev/null) || true
    STEP=$(all_states | bash "$scripts/galera-decide.sh" "$ORDINAL" "$CLUSTER_SIZE" "$order")
    if [[ $STEP != wait* ]]; then
      rm -f "$RUN/order"
      return 0
    fi
    [[ $STEP == "$said" ]] || log "$STEP"
    said=$STEP
    sleep 2
  done
}

main() {
  # The first process of a container ignores signals that it has no handler for.
  trap 'exit 143' TERM INT
  umask 027
  PROVIDER=$(provider)
  # What a container leaves there goes with its pod, and the pod's address, too.
  NEW_ADDRESS=1
  [[ ! -e $STATE_FILE ]] || NEW_ADDRESS=0
  publish "recovering $NO_UUID -1 0"
  socat -U "TCP-LISTEN:$POSITIONS_PORT,reuseaddr,fork,max-children=20" "EXEC:bash $scripts/galera-state.sh" &
  prepare
  OWN_STATE=$(own_state)
  publish "$OWN_STATE"
  log "state here: $OWN_STATE"
  find_step
  log "$STEP"
  case $STEP in
  initialise)
    initialise
    serve --wsrep-new-cluster
    ;;
  bootstrap)
    allow_bootstrap
    serve --wsrep-new-cluster
    ;;
  join) join ;;
  esac
}

main
