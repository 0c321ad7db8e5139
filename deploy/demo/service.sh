# The service of the demo: a private home, a free port, one process.

SERVICE_PID=''
START_SECONDS_MAX=60
STOP_SECONDS_MAX=30

start_service() {
  title "Start the service"
  SERVICE_LOG=$PLACE/service.log
  SHIELD_LISTEN=http://127.0.0.1:$(free_port)
  SHIELD_API=$SHIELD_LISTEN
  SHIELD_AGENT=127.0.0.1:5444
  export SHIELD_LISTEN SHIELD_API SHIELD_AGENT

  # Nothing that is set for another service of this machine may reach this one.
  unset SHIELD_DATABASE SHIELD_DATABASE_FILE SHIELD_MODE SHIELD_API_TOKEN SHIELD_API_TOKEN_FILE
  unset SHIELD_SILO SHIELD_SILO_CERT SHIELD_SILO_KEY SHIELD_SILO_CA
  unset SHIELD_PLUGIN_PATH SHIELD_TLS_CERT SHIELD_TLS_KEY

  shell "SHIELD_HOME=$SHIELD_HOME SHIELD_LISTEN=$SHIELD_LISTEN dist/shieldd"
  dist/shieldd >"$SERVICE_LOG" 2>&1 &
  SERVICE_PID=$!
  await_ping
  good "It answers on $SHIELD_LISTEN."
}

await_ping() {
  local end=$((SECONDS + START_SECONDS_MAX))
  until curl -fsS -m 2 "$SHIELD_API/v1/ping" >/dev/null 2>&1; do
    if ! kill -0 "$SERVICE_PID" 2>/dev/null; then fail "the service ended while it started"; fi
    if ((SECONDS >= end)); then fail "the service did not answer within $START_SECONDS_MAX s"; fi
    sleep 0.2
  done
}

# Asked to stop, given time, then made to.
stop_service() {
  [[ -n $SERVICE_PID ]] || return 0
  kill -TERM "$SERVICE_PID" 2>/dev/null || return 0
  local end=$((SECONDS + STOP_SECONDS_MAX))
  while kill -0 "$SERVICE_PID" 2>/dev/null; do
    if ((SECONDS >= end)); then
      echo "The service did not stop within $STOP_SECONDS_MAX s and is killed." >&2
      kill -KILL "$SERVICE_PID" 2>/dev/null || true
      break
    fi
    sleep 0.1
  done
  wait "$SERVICE_PID" 2>/dev/null || true
}

# A port on which nobody answers; whoever takes it meanwhile makes the start fail with a clear line.
free_port() {
  local port
  for ((port = 18888; port < 18988; port++)); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  fail "every port from 18888 to 18987 is taken"
}
