#!/bin/sh
# Puts the new connection string into AWS Secrets Manager; applications that ask for the current version get it.
#
#   hooks:
#     - { on: switch, run: [./hooks/aws-secrets-manager.sh], timeout: 60s }
#
# SECRET_ID     name or ARN
# NEW_URI_FILE  a file that holds the new connection string
# RESTART       what makes applications ask again, such as "aws ecs update-service --force-new-deployment ..."
#
# May run twice: the version's token is made of the content, and the service ignores the same token with the same content.
# The version before keeps the label AWSPREVIOUS, which is the way back.
set -eu
: "${SECRET_ID:?}" "${NEW_URI_FILE:?}"

digest=$(sha256sum "$NEW_URI_FILE" | cut -c 1-64)
aws secretsmanager put-secret-value --secret-id "$SECRET_ID" --client-request-token "$digest" \
  --secret-string "file://$NEW_URI_FILE" > /dev/null
if [ -n "${RESTART:-}" ]; then sh -c "$RESTART"; fi
echo "$SECRET_ID is switched"
