# What the scripts of the tests have. $root is the repository, $vhost the test's own virtual host, $api_url
# where the management API is; `curlrc` has the administrator's name and password.

rmq=$plugin

# $1: method, $2: path below api/, $3: JSON, where any is to be sent.
api() {
  curl -sS --fail-with-body -K curlrc -X "$1" -H 'Content-Type: application/json' ${3:+--data-binary "$3"} \
    "$api_url/api/$2"
}

escaped() { jq -rn --arg text "$1" '$text | @uri'; }

# $1: a virtual host. What others see of its definitions, in one order.
definitions() {
  api GET "definitions/$(escaped "$1")" | jq -S 'del(.rabbit_version) | map_values(sort)'
  api GET "vhosts/$(escaped "$1")" | jq -S .metadata
  api GET "vhosts/$(escaped "$1")/permissions" | jq -S 'map(del(.vhost)) | sort'
  api GET "topic-permissions" | jq -S --arg v "$1" 'map(select(.vhost == $v) | del(.vhost)) | sort'
}

# $1: a virtual host, $2: a queue. Its messages in their order, as the API reads them.
messages() {
  api POST "queues/$(escaped "$1")/$(escaped "$2")/get" \
    '{"count": 1000, "ackmode": "ack_requeue_true", "encoding": "base64"}' |
    jq -cS 'def told: if type == "object" then del(.headers["x-delivery-count"]) else {} end
      | if .headers == {} then del(.headers) else . end;
      .[] | [.routing_key, .payload, (.properties | told)]'
}

# $1: a queue, $2: a payload, $3: properties.
send() {
  api POST "exchanges/$(escaped "$vhost")/amq.default/publish" "$(jq -cn --arg key "$1" --arg body "$2" \
    --argjson properties "${3:-"{}"}" \
    '{routing_key: $key, payload: $body, payload_encoding: "string", properties: $properties}')" >/dev/null
}

make_vhost() { api PUT "vhosts/$(escaped "${1:-$vhost}")" "${2:-"{}"}"; }

drop_vhost() { api DELETE "vhosts/$(escaped "${1:-$vhost}")" || true; }

# $1: a queue, $2: its definition.
queue() { api PUT "queues/$(escaped "$vhost")/$(escaped "$1")" "${2:-"{\"durable\": true}"}"; }

# One of everything that naive copies lose.
make_shop() {
  local v; v=$(escaped "$vhost")
  make_vhost "$vhost" '{"description": "the shop, ünïcode", "tags": "a,b"}'
  api PUT "users/$vhost-clerk" '{"password": "clerk", "tags": "monitoring"}'
  api PUT "permissions/$v/$vhost-clerk" '{"configure": "", "write": "^shop", "read": ".*"}'
  queue 'orders / new "%2F" ü' '{"durable": true, "arguments": {"x-max-length": 100,
    "x-message-ttl": 86400000, "x-dead-letter-exchange": "shop.x", "x-dead-letter-routing-key": "dead"}}'
  queue quorum '{"durable": true, "arguments": {"x-queue-type": "quorum", "x-max-in-memory-length": 5}}'
  queue stream '{"durable": true, "arguments": {"x-queue-type": "stream", "x-max-length-bytes": 20000000}}'
  queue fleeting '{"durable": false}'
  queue going '{"durable": true, "auto_delete": true}'
  queue first '{"durable": true, "arguments": {"x-max-priority": 5, "x-queue-mode": "lazy"}}'
  api PUT "exchanges/$v/shop.x" '{"type": "topic", "durable": true,
    "arguments": {"alternate-exchange": "shop.h"}}'
  api PUT "exchanges/$v/shop.h" '{"type": "headers", "durable": true, "internal": true, "auto_delete": true}'
  api POST "bindings/$v/e/shop.x/q/quorum" '{"routing_key": "a.#"}' >/dev/null
  api POST "bindings/$v/e/shop.x/e/shop.h" '{"routing_key": "#"}' >/dev/null
  local match
  for match in all any; do
    api POST "bindings/$v/e/shop.h/q/first" \
      "{\"routing_key\": \"\", \"arguments\": {\"x-match\": \"$match\", \"n\": 1,
        \"deep\": [1, {\"a\": true}]}}" >/dev/null
  done
  api PUT "policies/$v/limits" '{"pattern": "^fl", "definition": {"max-length": 7}, "priority": 3,
    "apply-to": "queues"}'
  api PUT "operator-policies/$v/operators" '{"pattern": ".*", "definition": {"max-length": 900}}'
  api PUT "vhost-limits/$v/max-connections" '{"value": 50}'
  api PUT "topic-permissions/$v/$vhost-clerk" '{"exchange": "shop.x", "write": "^a", "read": ".*"}'
}

# $1: what must hold within ten seconds.
await() {
  local try
  for try in $(seq 500); do
    if eval "$1"; then return; fi
    sleep 0.02
  done
  echo "never came true: $1" >&2
  return 99
}

drop_all() {
  local name
  for name in $(api GET vhosts | jq -r --arg v "$vhost" '.[].name | select(startswith($v)) | @uri'); do
    api DELETE "vhosts/$name"
  done
  for name in $(api GET users | jq -r --arg v "$vhost" '.[].name | select(startswith($v)) | @uri'); do
    api DELETE "users/$name"
  done
}
