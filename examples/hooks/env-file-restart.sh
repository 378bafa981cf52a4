#!/bin/sh
# Switches the connection string in an environment file, and restarts what reads it.
#
#   hooks:
#     - { on: switch, run: [./hooks/env-file-restart.sh], timeout: 60s }
#
# ENV_FILE      the file, such as /etc/shop.env
# VARIABLE      the line to change; MONGODB_URI when left out
# NEW_URI_FILE  a file that holds the new connection string, readable by this user only
# RESTART       the command that makes the application read it, such as "systemctl restart shop"
#
# May run twice: the second time finds the line as it should be, and restarts nothing.
set -eu
: "${ENV_FILE:?}" "${NEW_URI_FILE:?}"
VARIABLE=${VARIABLE:-MONGODB_URI}

new=$(cat "$NEW_URI_FILE")
old=$(sed -n "s/^$VARIABLE=//p" "$ENV_FILE" | tail -n 1)
if [ "$old" = "$new" ]; then
  echo "$VARIABLE in $ENV_FILE is the new one already"
  exit 0
fi

# Beside the file, so that the rename is atomic; with its owner and mode.
next=$(mktemp "$ENV_FILE.XXXXXX")
trap 'rm -f "$next"' EXIT
cp -p "$ENV_FILE" "$next"
{
  grep -v "^$VARIABLE=" "$ENV_FILE" || true
  printf '%s=%s\n' "$VARIABLE" "$new"
} > "$next"
# The way back, for whoever needs it in a hurry; the first one is kept.
[ -e "$ENV_FILE.before-godwit" ] || cp -p "$ENV_FILE" "$ENV_FILE.before-godwit"
mv "$next" "$ENV_FILE"
trap - EXIT

if [ -n "${RESTART:-}" ]; then sh -c "$RESTART"; fi
echo "$VARIABLE in $ENV_FILE is switched"
