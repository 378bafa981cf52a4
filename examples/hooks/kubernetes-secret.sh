#!/bin/sh
# Switches the connection string in a Kubernetes secret, and waits until every pod runs with it.
#
#   hooks:
#     - { on: switch, run: [./hooks/kubernetes-secret.sh], timeout: 120s }
#
# NAMESPACE     of the application
# SECRET, KEY   the secret and the key in it; KEY is uri when left out
# DEPLOYMENTS   what reads it, such as "shop-api shop-worker"
# NEW_URI_FILE  a file that holds the new connection string
#
# May run twice. The string is passed in a file: neither the process list nor godwit's output shows it.
set -eu
: "${NAMESPACE:?}" "${SECRET:?}" "${DEPLOYMENTS:?}" "${NEW_URI_FILE:?}"
KEY=${KEY:-uri}

patch=$(mktemp)
trap 'rm -f "$patch"' EXIT
chmod 600 "$patch"
printf '{"data":{"%s":"%s"}}' "$KEY" "$(base64 < "$NEW_URI_FILE" | tr -d '\n')" > "$patch"
kubectl --namespace "$NAMESPACE" patch secret "$SECRET" --type merge --patch-file "$patch" > /dev/null

for deployment in $DEPLOYMENTS; do
  kubectl --namespace "$NAMESPACE" rollout restart "deployment/$deployment"
done
for deployment in $DEPLOYMENTS; do
  kubectl --namespace "$NAMESPACE" rollout status "deployment/$deployment" --timeout 100s
done
