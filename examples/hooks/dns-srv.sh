#!/bin/sh
# Points a DNS SRV record of one's own at the new cluster (Route 53), for applications that connect with
# mongodb+srv://shop.example.com. Keep its time to live at 60 s or less from the day before: a driver asks again after
# that, and at least every minute only for sharded clusters. For replica sets the applications have to connect anew.
#
#   hooks:
#     - { on: switch, run: [./hooks/dns-srv.sh], timeout: 120s }
#
# HOSTED_ZONE_ID  of the zone
# RECORD          such as _mongodb._tcp.shop.example.com
# NEW_HOSTS       "host:port host:port host:port"
# TTL             seconds; 60 when left out
#
# May run twice.
set -eu
: "${HOSTED_ZONE_ID:?}" "${RECORD:?}" "${NEW_HOSTS:?}"

records=
for host in $NEW_HOSTS; do
  records="$records${records:+,}{\"Value\":\"0 0 ${host##*:} ${host%:*}\"}"
done
batch=$(mktemp)
trap 'rm -f "$batch"' EXIT
cat > "$batch" <<END
{"Comment":"godwit ${GODWIT_MIGRATION:-}","Changes":[{"Action":"UPSERT","ResourceRecordSet":{
"Name":"$RECORD","Type":"SRV","TTL":${TTL:-60},"ResourceRecords":[$records]}}]}
END
change=$(aws route53 change-resource-record-sets --hosted-zone-id "$HOSTED_ZONE_ID" \
  --change-batch "file://$batch" --query ChangeInfo.Id --output text)
aws route53 wait resource-record-sets-changed --id "$change"
echo "$RECORD points to $NEW_HOSTS"
