#!/usr/bin/env bash
# Decides what a node does that isn't running yet, or runs without a majority, from the states of all nodes and from
# nothing else.
#
#   galera-decide.sh OWN_ORDINAL SIZE [ORDER] < STATES
#
# STATES has one line a node, the own one included: ORDINAL PHASE UUID SEQNO SAFE, and "leaving" or "going" if it is about
# to stop.
#
#   silent       didn't answer, or its name isn't known
#   recovering   is finding out its own position
#   empty        has no data
#   fresh        has data made by itself that no cluster has ever used
#   incomplete   was being copied to when it stopped; SAFE is 1 if it has another address since then
#   unknown      has data of the history UUID whose position can't be told
#   stopped      has data at UUID:SEQNO; SAFE is 1 if nobody was in the cluster but itself
#   joining      has started its server, which doesn't answer yet
#   nonprimary   runs, cut off from the majority, with data at UUID:SEQNO; SEQNO is -1 if they aren't whole
#   primary      runs, in the majority; SEQNO is the number of nodes that it counts there, and SAFE is 1 if it is up to
#                date and copies to nobody
#
# Prints one line: "initialise", "bootstrap", "join" a running cluster, or "wait" and what for; of a node that has lost its
# majority "reform", which makes it and its group one again, "stop", or "wait" and what for.
#
# ORDER is a person's: "UUID:SEQNO without ORDINAL...", the position of this very node and the nodes that are given up, with
# whatever they may have had. The others are still looked at as always. It is worth nothing while anybody runs.
#
# At most one node ever bootstraps, and only the one that has all that was ever committed. Every node must have been
# heard for it; all of them then see the same states, which don't change while they wait, and come to the same winner.
set -euo pipefail

# Of all nodes: their phases, UUIDs, sequence numbers and SAFE marks, by ordinal.
declare -A phase uuid seqno safe
# Of all phases that some node is in: the ordinals, and the history they share; "several" if they don't.
declare -A nodes_in history_of
# The ordinals of those that run in the majority and copy themselves to somebody, or are behind.
copying=''
# The ordinals of the node with the highest sequence number, the first of equals, of those that are stopped and of those
# that run without a majority.
newest=''
newest_running=''

survey() {
  local ordinal its
  nodes_in=()
  history_of=()
  newest=''
  newest_running=''
  copying=''
  for ((ordinal = 0; ordinal < size; ordinal++)); do
    its=${phase[$ordinal]}
    nodes_in[$its]+=${nodes_in[$its]:+, }$ordinal
    if [[ $its == nonprimary && ${seqno[$ordinal]} == -1 ]]; then
      : # It runs, but what it has is no part of a history yet.
    elif [[ ${history_of[$its]:-${uuid[$ordinal]}} == "${uuid[$ordinal]}" ]]; then
      history_of[$its]=${uuid[$ordinal]}
    else
      history_of[$its]=several
    fi
    [[ $its != primary || ${safe[$ordinal]} == 1 ]] || copying+=${copying:+, }$ordinal
    if [[ $its == stopped ]] && { [[ -z $newest ]] || ((seqno[$ordinal] > seqno[$newest])); }; then
      newest=$ordinal
    elif [[ $its == nonprimary ]] && { [[ -z $newest_running ]] || ((seqno[$ordinal] > seqno[$newest_running])); }; then
      newest_running=$ordinal
    fi
  done
}

# This node doesn't run, so a cluster that counts all nodes still takes it for the one it was before. It may find that it
# has lost its majority with it, and who joined it by then would wait for that in vain.
unaware() {
  local ordinal
  for ((ordinal = 0; ordinal < size; ordinal++)); do
    [[ ${phase[$ordinal]} != primary || ${seqno[$ordinal]} == "$size" ]] || return 1
  done
}

# A cluster runs: its data replaces the own data, unless that has another history.
join_running() {
  local running=$1
  local history=${history_of[$running]:-${uuid[$own]}}
  if [[ $history == several ]]; then
    echo "wait until one cluster is left: nodes ${nodes_in[$running]} run with different histories"
  elif [[ ${phase[$own]} =~ ^(stopped|unknown)$ && ${uuid[$own]} != "$history" ]]; then
    echo "wait for a person: the data here has the history ${uuid[$own]} but the cluster has $history, delete its volume claim to have it replaced"
  elif [[ $running == nonprimary ]]; then
    echo "wait for a majority: nodes ${nodes_in[nonprimary]} are cut off from it"
  elif unaware; then
    echo "wait for node ${nodes_in[primary]}: it has not noticed yet that this one has stopped"
  elif [[ -n $copying && ${phase[$own]}${safe[$own]} == incomplete0 ]]; then
    # Whoever began that copy would find this node where it was, and get in the way of the next one.
    echo "wait for node $copying: it may still copy to this one as it was before"
  else
    echo join
  fi
}

# This node runs without a majority. Once every node was heard, and none of them may have more, nobody has one elsewhere.
# Who has the most goes on; if that one has stopped, it can do so when nobody runs.
reform_majority() {
  local ordinal its
  for ((ordinal = 0; ordinal < size; ordinal++)); do
    its=${phase[$ordinal]}
    if [[ $its =~ ^(primary|leaving)$ ]]; then
      echo "wait for the network: node $ordinal has a majority"
      return
    elif [[ ! $its =~ ^(nonprimary|stopped|incomplete)$ || $its${seqno[$ordinal]} == nonprimary-1 ]]; then
      echo "wait for node $ordinal: it is $its, and may have what the others lack"
      return
    elif [[ $its != incomplete && ${uuid[$ordinal]} != "${uuid[$own]}" ]]; then
      echo "wait for a person: node $ordinal has another history than node $own"
      return
    fi
  done
  if [[ -n $newest ]] && ((seqno[$newest] > seqno[$newest_running])); then
    echo "stop: node $newest has more, and starts the cluster when nobody runs"
  elif [[ $newest_running != "$own" ]]; then
    echo "wait for node $newest_running: it has the most and makes the majority"
  else
    echo reform
  fi
}

# Nobody runs and everybody was heard.
start_stopped() {
  local without=${nodes_in[empty]:-${nodes_in[fresh]:-}}
  if [[ -n ${nodes_in[unknown]:-} ]]; then
    echo "wait for a person: the position of node ${nodes_in[unknown]} can't be told, it may be the newest"
  elif [[ -z $newest && -n ${nodes_in[incomplete]:-} ]]; then
    echo "wait for a person: no node has complete data, node ${nodes_in[incomplete]} was being copied to"
  elif [[ -z $newest ]]; then
    start_first
  elif [[ ${history_of[stopped]} == several ]]; then
    echo "wait for a person: nodes ${nodes_in[stopped]} have different histories"
  elif [[ -n $without && ${safe[$newest]} != 1 ]]; then
    echo "wait for a person: node $without has no data, it may have had the newest"
  elif [[ $newest != "$own" ]]; then
    echo "wait for node $newest: it is the newest and starts the cluster"
  else
    echo bootstrap
  fi
}

# Nobody has ever had data.
start_first() {
  if ((own != 0)); then
    echo 'wait for node 0: it starts the first cluster'
  elif [[ ${phase[0]} == fresh ]]; then
    echo bootstrap
  else
    echo initialise
  fi
}

# Takes the nodes that a person gives up out of the states; says what is wrong with the order otherwise.
follow_order() {
  local ordinal
  if [[ ! $1 =~ ^([0-9a-f-]{36}:[0-9]+)\ without((\ [0-9]+)+)$ ]]; then
    echo 'wait for a person: the order is not like "UUID:SEQNO without 0 2"'
  elif [[ ${phase[$own]} != stopped || ${BASH_REMATCH[1]} != "${uuid[$own]}:${seqno[$own]}" ]]; then
    echo "wait for a person: the order is for ${BASH_REMATCH[1]}, and this node is ${phase[$own]} at ${uuid[$own]}:${seqno[$own]}"
  else
    for ordinal in ${BASH_REMATCH[2]}; do
      if ((ordinal == own || ordinal >= size)); then
        echo "wait for a person: the order can't give up node $ordinal"
        return
      fi
      phase[$ordinal]=given-up
    done
    survey
    decide
  fi
}

decide() {
  if [[ ${phase[$own]} == nonprimary ]]; then
    reform_majority
  elif [[ -n ${nodes_in[primary]:-} ]]; then
    join_running primary
  elif [[ -n ${nodes_in[leaving]:-} ]]; then
    echo "wait for node ${nodes_in[leaving]}: it is about to stop"
  elif [[ -n ${nodes_in[nonprimary]:-} ]]; then
    join_running nonprimary
  elif [[ -n ${nodes_in[silent]:-} ]]; then
    echo "wait for an answer of node ${nodes_in[silent]}"
  elif [[ -n ${nodes_in[recovering]:-}${nodes_in[joining]:-} ]]; then
    echo "wait for node ${nodes_in[recovering]:-${nodes_in[joining]}}: it is starting"
  else
    start_stopped
  fi
}

main() {
  local ordinal its_phase its_uuid its_seqno its_safe departure running
  own=$1
  size=$2
  order=${3:-}
  for ((ordinal = 0; ordinal < size; ordinal++)); do
    phase[$ordinal]=silent
    uuid[$ordinal]=none
  done
  while read -r ordinal its_phase its_uuid its_seqno its_safe departure; do
    # Whoever joined it would be left without a cluster a moment later.
    [[ $its_phase != primary || -z $departure ]] || its_phase=leaving
    phase[$ordinal]=$its_phase
    uuid[$ordinal]=$its_uuid
    seqno[$ordinal]=$its_seqno
    safe[$ordinal]=$its_safe
  done
  survey
  running=${nodes_in[primary]:-}${nodes_in[leaving]:-}${nodes_in[nonprimary]:-}
  if [[ -z $order || -n $running${nodes_in[joining]:-}${nodes_in[recovering]:-} ]]; then
    decide
  else
    follow_order "$order"
  fi
}

# Tests source this file.
[[ ${BASH_SOURCE[0]} != "$0" ]] || main "$@"
