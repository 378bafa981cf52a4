// Made from schemas/migration.schema.json by scripts/generate.mjs: change that file instead.
// @ts-nocheck
import type { SchemaNode, SchemaValidator } from '../schema/schema-validator.ts';

const schema19 = {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"https://godwit.dev/schemas/migration.v1.schema.json","title":"Migration file","description":"One migration of a MongoDB deployment: where the data is, where it shall go, how, and how far. Definitions describe shapes; what a whole file cannot do without is in $defs/complete, so that an overlay under `environments` may hold any part of it.","type":"object","additionalProperties":false,"allOf":[{"$ref":"#/$defs/complete"}],"properties":{"apiVersion":{"description":"Version of this file format.","type":"string","enum":["godwit/v1"],"examples":["godwit/v1"]},"kind":{"description":"What the file declares.","type":"string","enum":["Migration"],"examples":["Migration"]},"name":{"$ref":"#/$defs/migrationName"},"description":{"description":"What this migration is for, for the people who review it.","type":"string","examples":["Orders leave the old data centre before its lease ends in March"]},"phase":{"$ref":"#/$defs/phase"},"source":{"$ref":"#/$defs/source"},"destination":{"$ref":"#/$defs/destination"},"engine":{"$ref":"#/$defs/engine"},"filters":{"$ref":"#/$defs/filters"},"sharding":{"$ref":"#/$defs/sharding"},"indexes":{"$ref":"#/$defs/indexes"},"searchIndexes":{"$ref":"#/$defs/searchIndexes"},"usersAndRoles":{"$ref":"#/$defs/usersAndRoles"},"verification":{"$ref":"#/$defs/verification"},"cutover":{"$ref":"#/$defs/cutover"},"throttle":{"$ref":"#/$defs/throttle"},"checks":{"$ref":"#/$defs/checks"},"ledger":{"$ref":"#/$defs/ledger"},"terraform":{"$ref":"#/$defs/terraform"},"policy":{"$ref":"#/$defs/policy"},"notifications":{"$ref":"#/$defs/notifications"},"environments":{"description":"Overlays, chosen with `-e NAME`: the same file with other values. Mappings are merged deeply, lists and scalars replace. An overlay that names one of several alternatives (`uri` instead of `atlas`, another `engine.type`) puts the other out.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_-]*$"},"additionalProperties":{"$ref":"#/$defs/overlay"},"examples":[{"staging":{"destination":{"uri":{"env":"STAGING_URI"}},"phase":"detached"}}]},"vars":{"$ref":"#/$defs/vars"},"after":{"description":"Migrations of the same directory that must have come to a phase before this one starts.","type":"array","items":{"$ref":"#/$defs/predecessor"},"examples":[[{"migration":"customers-to-atlas","phase":"cutover"}]]},"moved":{"description":"Former names of this migration. Renaming one keeps its ledger and does not copy anything again.","type":"array","items":{"$ref":"#/$defs/formerName"},"examples":[[{"from":"orders-move"}]]}},"$defs":{"complete":{"description":"What a whole migration cannot do without. Overlays are not held to it.","required":["apiVersion","kind","name","phase","source","destination"],"properties":{"source":{"required":["uri"]},"destination":{"oneOf":[{"required":["uri"]},{"required":["atlas"]}],"properties":{"atlas":{"required":["project","cluster"],"properties":{"project":{"oneOf":[{"required":["id"]},{"required":["name"]}],"dependentRequired":{"name":["organizationId"]}},"cluster":{"required":["name"],"properties":{"pinnedFeatureCompatibilityVersion":{"required":["expires"]},"autoScaling":{"properties":{"compute":{"required":["maxTier"]}}},"analyticsAutoScaling":{"properties":{"compute":{"required":["maxTier"]}}},"during":{"properties":{"autoScaling":{"properties":{"compute":{"required":["maxTier"]}}}}}}},"credentials":{"oneOf":[{"required":["clientId"]},{"required":["publicKey"]}],"dependentRequired":{"clientId":["clientSecret"],"clientSecret":["clientId"],"publicKey":["privateKey"],"privateKey":["publicKey"]}},"network":{"properties":{"container":{"required":["provider","cidr"]}}},"encryptionAtRest":{"properties":{"aws":{"required":["keyId","region","roleId"]},"azure":{"required":["subscriptionId","tenantId","resourceGroup","keyVault","keyIdentifier","clientId","clientSecret"]},"gcp":{"required":["keyVersionResourceId"]}}},"maintenanceWindow":{"required":["day","hour"]}}}}},"engine":{"required":["type"],"properties":{"builtin":{"properties":{"spool":{"required":["path"]}}},"atlasLiveMigration":{"properties":{"link":{"required":["organizationId"]},"source":{"required":["projectId","clusterName"]}}}}},"sharding":{"required":["entries"]},"cutover":{"properties":{"window":{"required":["duration"],"oneOf":[{"required":["start"]},{"required":["cron"]}],"dependentRequired":{"cron":["timeZone"]}},"watch":{"required":["for"]}}},"ledger":{"required":["type"],"properties":{"file":{"required":["path"]},"mongodb":{"required":["uri"]}}},"terraform":{"properties":{"outputs":{"oneOf":[{"required":["directory"]},{"required":["file"]}]},"backend":{"properties":{"s3":{"required":["bucket","key","region"]},"gcs":{"required":["bucket"]},"azurerm":{"required":["storage_account_name","container_name","key"]},"http":{"required":["address"]},"remote":{"required":["organization","workspaces"],"properties":{"workspaces":{"oneOf":[{"required":["name"]},{"required":["prefix"]}]}}}},"oneOf":[{"required":["local"]},{"required":["s3"]},{"required":["gcs"]},{"required":["azurerm"]},{"required":["http"]},{"required":["remote"]}]}}}}},"overlay":{"description":"Any part of a migration file, laid over it when its environment is chosen.","type":"object","additionalProperties":false,"examples":[{"phase":"detached","destination":{"uri":{"env":"STAGING_URI"}}}],"properties":{"description":{"description":"Replaces the description of the file.","type":"string","examples":["Rehearsal into the staging cluster"]},"phase":{"$ref":"#/$defs/phase"},"source":{"$ref":"#/$defs/source"},"destination":{"$ref":"#/$defs/destination"},"engine":{"$ref":"#/$defs/engine"},"filters":{"$ref":"#/$defs/filters"},"sharding":{"$ref":"#/$defs/sharding"},"indexes":{"$ref":"#/$defs/indexes"},"searchIndexes":{"$ref":"#/$defs/searchIndexes"},"usersAndRoles":{"$ref":"#/$defs/usersAndRoles"},"verification":{"$ref":"#/$defs/verification"},"cutover":{"$ref":"#/$defs/cutover"},"throttle":{"$ref":"#/$defs/throttle"},"checks":{"$ref":"#/$defs/checks"},"ledger":{"$ref":"#/$defs/ledger"},"terraform":{"$ref":"#/$defs/terraform"},"policy":{"$ref":"#/$defs/policy"},"notifications":{"$ref":"#/$defs/notifications"},"vars":{"$ref":"#/$defs/vars"}}},"migrationName":{"title":"migration name","description":"Name of the migration, unique in its directory: lower-case letters, digits and hyphens. The ledger, locks and reports use it.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["orders-to-atlas"]},"phase":{"description":"How far the migration shall go. `prepared`: the destination exists and every check passed. `synced`: the data is copied and changes follow. `detached`: a rehearsal ends, the destination is committed without touching the source. `cutover`: the destination is in charge. `rolledBack`: the source is in charge again. `complete`: the way back is removed.","type":"string","enum":["prepared","synced","detached","cutover","rolledBack","complete"],"examples":["synced"]},"vars":{"description":"Variables of this file with their defaults. `${var.NAME}` in any text stands for the value; `--var NAME=VALUE` and GODWIT_VAR_NAME replace the default. A variable whose default is null must be given.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_-]*$"},"additionalProperties":{"description":"Default value of the variable, or null when it must be given.","type":["string","number","boolean","null"],"examples":["M40"]},"examples":[{"tier":"M40","region":"EU_WEST_1"}]},"predecessor":{"description":"A migration that comes first.","type":"object","additionalProperties":false,"required":["migration"],"properties":{"migration":{"title":"migration name","description":"Name of the other migration.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["customers-to-atlas"]},"phase":{"description":"The phase that the other migration must have come to.","type":"string","enum":["prepared","synced","detached","cutover","complete"],"default":"cutover","examples":["cutover"]}},"examples":[{"migration":"customers-to-atlas","phase":"cutover"}]},"formerName":{"description":"A name that this migration had before.","type":"object","additionalProperties":false,"required":["from"],"properties":{"from":{"title":"migration name","description":"The former name.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["orders-move"]}},"examples":[{"from":"orders-move"}]},"duration":{"title":"duration","description":"An amount with its unit: ms, s, m, h, d or w. Sums are possible.","type":"string","pattern":"^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w))+$","examples":["30s","15m","1h30m"]},"size":{"title":"size","description":"An amount of bytes with its unit: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024).","type":"string","pattern":"^\\d+(?:\\.\\d+)?\\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$","examples":["200MB","64MiB"]},"calendarDate":{"title":"date","description":"A calendar day, year first. It ends at midnight UTC.","type":"string","pattern":"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$","examples":["2026-12-31"]},"instant":{"title":"point in time","description":"A point in time in RFC 3339 form, with its offset from UTC.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})$","examples":["2026-11-30T00:00:00Z"]},"path":{"title":"path","description":"A path in the file system; a relative one starts at the directory of this file.","type":"string","minLength":1,"examples":["./ca.pem"]},"secret":{"title":"secret reference","description":"Where a secret is read from at the moment it is used. The secret itself never stands in the file.","type":"object","additionalProperties":false,"oneOf":[{"required":["env"]},{"required":["file"]},{"required":["command"]}],"properties":{"env":{"title":"environment variable name","description":"Name of an environment variable.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","examples":["SOURCE_URI"]},"file":{"title":"path","description":"Path of a file; trailing line breaks are left out. A relative path starts at the directory of this file.","type":"string","minLength":1,"examples":["/run/secrets/source-uri"]},"command":{"description":"A program and its arguments; what it writes to standard output is the secret, without trailing line breaks. No shell is involved.","type":"array","minItems":1,"items":{"description":"The program, or one argument.","type":"string","examples":["vault"]},"examples":[["vault","kv","get","-field=uri","secret/source"]]}},"examples":[{"env":"SOURCE_URI"}]},"text":{"title":"text or secret reference","description":"A text, or a reference to where it is read from.","type":["string","object"],"if":{"type":"string"},"then":{"minLength":1},"else":{"$ref":"#/$defs/secret"},"examples":["migrator",{"env":"MIGRATION_USER"}]},"connectionString":{"title":"connection string","description":"A MongoDB connection string without a password, or a reference to where the whole string is read from.","type":["string","object"],"if":{"type":"string"},"then":{"pattern":"^mongodb(?:\\+srv)?://"},"else":{"$ref":"#/$defs/secret"},"examples":[{"env":"SOURCE_URI"},"mongodb://db0.example:27017,db1.example:27017/?replicaSet=rs0"]},"commandLine":{"title":"command line","description":"A program and its arguments, run without a shell. A program path with a slash starts at the directory of this file.","type":"array","minItems":1,"items":{"description":"The program, or one argument.","type":"string","examples":["--read-only"]},"examples":[["./scripts/app-read-only.sh"]]},"httpUrl":{"title":"web address","description":"Address of a service.","type":"string","pattern":"^https?://[^\\s]+$","examples":["https://hooks.example/ok"]},"http":{"description":"An HTTP request.","type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"title":"web address or secret reference","description":"Address to call; a reference when the address itself is a secret, as those of chat webhooks are.","type":["string","object"],"if":{"type":"string"},"then":{"pattern":"^https?://[^\\s]+$"},"else":{"$ref":"#/$defs/secret"},"examples":["https://hooks.example/ok",{"env":"WEBHOOK_URL"}]},"method":{"description":"HTTP method. Gates default to GET, everything else to POST with the event as JSON.","type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE"],"examples":["POST"]},"headers":{"description":"Request headers; credentials as references.","type":"object","additionalProperties":{"$ref":"#/$defs/text"},"examples":[{"Authorization":{"env":"HOOK_AUTHORIZATION"}}]},"expectStatus":{"description":"The status that counts as success. Without it, any from 200 to 299. A redirection is not gone after.","type":"integer","minimum":100,"maximum":599,"examples":[200]},"timeout":{"description":"How long an answer may take.","$ref":"#/$defs/duration","default":"10s"}},"examples":[{"url":"https://hooks.example/ok"}]},"tls":{"description":"TLS settings that are not in the connection string. Files are paths; certificates from elsewhere are references.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Use TLS. Connection strings with mongodb+srv:// and Atlas always do.","type":"boolean","examples":[true]},"caFile":{"title":"path","description":"PEM file with the certificate authorities to trust.","type":"string","minLength":1,"examples":["./ca.pem"]},"ca":{"description":"Certificate authorities to trust, as PEM text from somewhere else than a file.","$ref":"#/$defs/secret"},"certificateKeyFile":{"title":"path","description":"PEM file with the client certificate and its key.","type":"string","minLength":1,"examples":["./client.pem"]},"certificateKey":{"description":"Client certificate and its key, as PEM text from somewhere else than a file.","$ref":"#/$defs/secret"},"certificateKeyPassword":{"description":"Password of the client certificate's key.","$ref":"#/$defs/secret"},"crlFile":{"title":"path","description":"PEM file with revoked certificates.","type":"string","minLength":1,"examples":["./crl.pem"]},"allowInvalidHostnames":{"description":"Accept a certificate that names another host.","type":"boolean","default":false,"examples":[false]},"allowInvalidCertificates":{"description":"Accept any certificate. Only for rehearsals: the other side is not proven to be who it says.","type":"boolean","default":false,"examples":[false]}},"examples":[{"caFile":"./ca.pem"}]},"auth":{"description":"Credentials that are not in the connection string.","type":"object","additionalProperties":false,"properties":{"mechanism":{"description":"Authentication mechanism. Without it the server's default is used.","type":"string","enum":["SCRAM-SHA-256","SCRAM-SHA-1","MONGODB-X509","MONGODB-AWS","MONGODB-OIDC","GSSAPI","PLAIN"],"examples":["SCRAM-SHA-256"]},"username":{"description":"User to log in as.","$ref":"#/$defs/text"},"password":{"description":"Password of the user.","$ref":"#/$defs/secret"},"source":{"description":"Database that holds the user: `admin`, or `$external` for X.509, AWS, OIDC, Kerberos and LDAP.","type":"string","minLength":1,"examples":["admin"]},"awsSessionToken":{"description":"Session token of temporary AWS credentials, for MONGODB-AWS.","$ref":"#/$defs/secret"},"kerberos":{"description":"Settings of GSSAPI.","type":"object","additionalProperties":false,"properties":{"serviceName":{"description":"Name of the Kerberos service.","type":"string","default":"mongodb","examples":["mongodb"]},"serviceRealm":{"description":"Realm of the service, where it is not the user's.","type":"string","examples":["EXAMPLE.COM"]},"canonicalizeHostName":{"description":"How the host name is made canonical.","type":"string","enum":["none","forward","forwardAndReverse"],"default":"none","examples":["none"]}},"examples":[{"serviceName":"mongodb"}]},"oidc":{"description":"Settings of MONGODB-OIDC for workloads.","type":"object","additionalProperties":false,"properties":{"environment":{"description":"Where the token comes from.","type":"string","enum":["azure","gcp","k8s"],"examples":["k8s"]},"tokenResource":{"description":"Audience of the token, for azure and gcp.","type":"string","examples":["api://atlas"]}},"examples":[{"environment":"k8s"}]}},"examples":[{"mechanism":"MONGODB-X509"}]},"readFrom":{"description":"Which members the copy and scans read from. Changes are always followed as the engine needs it.","type":"object","additionalProperties":false,"properties":{"readPreference":{"description":"Read preference of the copy.","type":"string","enum":["primary","primaryPreferred","secondary","secondaryPreferred","nearest"],"default":"primary","examples":["secondary"]},"tags":{"description":"Tags that a member must carry to be read from.","type":"object","additionalProperties":{"description":"Value of the tag.","type":"string","examples":["migration"]},"examples":[{"use":"migration"}]},"maxStaleness":{"description":"How far a secondary may be behind and still be read from; at least 90s.","$ref":"#/$defs/duration"}},"examples":[{"readPreference":"secondary","tags":{"use":"migration"}}]},"source":{"description":"The deployment that the data comes from.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of the source.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of the source.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for the source.","$ref":"#/$defs/auth"},"readFrom":{"$ref":"#/$defs/readFrom"}},"examples":[{"uri":{"env":"SOURCE_URI"}}]},"destination":{"description":"The deployment that the data goes to: `uri` for a cluster that exists, `atlas` for one that godwit provisions.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of a cluster that exists already.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of the destination.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for the destination. With `atlas` and without credentials, godwit makes a user for the time of the migration.","$ref":"#/$defs/auth"},"existingData":{"description":"What to do when the destination holds user data. `refuse` stops. `keep` leaves it there and needs filters. `clear` drops it, as a step of its own in the plan that asks for the name to be typed.","type":"string","enum":["refuse","keep","clear"],"default":"refuse","examples":["refuse"]},"atlas":{"$ref":"#/$defs/atlas"}},"examples":[{"uri":{"env":"DESTINATION_URI"}}]},"atlas":{"description":"A destination in MongoDB Atlas, provisioned through Terraform.","type":"object","additionalProperties":false,"properties":{"credentials":{"$ref":"#/$defs/atlasCredentials"},"baseUrl":{"title":"web address","description":"Address of Atlas; other than the default for Atlas for Government.","type":"string","pattern":"^https?://[^\\s]+$","default":"https://cloud.mongodb.com","examples":["https://cloud.mongodbgov.com"]},"project":{"$ref":"#/$defs/atlasProject"},"cluster":{"$ref":"#/$defs/atlasCluster"},"connectThrough":{"description":"Which of the cluster's addresses the engine uses.","type":"string","enum":["public","peering","privateEndpoint"],"default":"public","examples":["privateEndpoint"]},"ipAccess":{"description":"Entries of the project's IP access list.","type":"array","items":{"$ref":"#/$defs/ipAccessEntry"},"examples":[[{"cidr":"203.0.113.0/24","comment":"sync hosts","until":"complete"}]]},"users":{"description":"Database users of the project.","type":"array","items":{"$ref":"#/$defs/databaseUser"},"examples":[[{"name":"orders-app","password":{"env":"APP_PASSWORD"},"roles":[{"role":"readWrite","database":"shop"}]}]]},"customRoles":{"description":"Custom database roles of the project.","type":"array","items":{"$ref":"#/$defs/customRole"},"examples":[[{"name":"orderReader","actions":[{"action":"FIND","resources":[{"database":"shop","collection":"orders"}]}]}]]},"network":{"$ref":"#/$defs/atlasNetwork"},"encryptionAtRest":{"$ref":"#/$defs/encryptionAtRest"},"maintenanceWindow":{"$ref":"#/$defs/maintenanceWindow"}},"examples":[{"project":{"id":"64f0c0ffee0000000000beef"},"cluster":{"name":"orders","provider":"AWS","region":"EU_WEST_1","tier":"M40"}}]},"atlasCredentials":{"description":"How to log in to the Atlas Admin API: a service account (`clientId`, `clientSecret`) or an API key (`publicKey`, `privateKey`). Without it MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_KEY and MONGODB_ATLAS_PRIVATE_KEY, are read.","type":"object","additionalProperties":false,"properties":{"clientId":{"description":"Client id of the service account.","$ref":"#/$defs/text"},"clientSecret":{"description":"Client secret of the service account.","$ref":"#/$defs/secret"},"publicKey":{"description":"Public key of the API key.","$ref":"#/$defs/text"},"privateKey":{"description":"Private key of the API key.","$ref":"#/$defs/secret"}},"examples":[{"clientId":{"env":"ATLAS_CLIENT_ID"},"clientSecret":{"env":"ATLAS_CLIENT_SECRET"}}]},"objectId":{"title":"Atlas id","description":"An id of Atlas: 24 lower-case hexadecimal digits.","type":"string","pattern":"^[a-f0-9]{24}$","examples":["64f0c0ffee0000000000beef"]},"tags":{"description":"Tags in Atlas.","type":"object","additionalProperties":{"description":"Value of the tag.","type":"string","examples":["payments"]},"examples":[{"team":"payments","environment":"production"}]},"atlasProject":{"description":"The Atlas project: `id` for one that exists, `name` with `organizationId` for one that godwit creates.","type":"object","additionalProperties":false,"properties":{"id":{"description":"Id of a project that exists.","$ref":"#/$defs/objectId"},"name":{"title":"project name","description":"Name of the project to create.","type":"string","pattern":"^[A-Za-z0-9 ()@&+:._',-]{1,64}$","examples":["shop-production"]},"organizationId":{"description":"Id of the organization that the new project belongs to.","$ref":"#/$defs/objectId"},"adopt":{"description":"The project of that name exists already: take it under management instead of creating it.","type":"boolean","default":false,"examples":[true]},"tags":{"$ref":"#/$defs/tags"},"regionUsageRestrictions":{"description":"Regions that a project of Atlas for Government may use.","type":"string","enum":["COMMERCIAL_FEDRAMP_REGIONS_ONLY","GOV_REGIONS_ONLY"],"examples":["GOV_REGIONS_ONLY"]},"withDefaultAlerts":{"description":"Create the project with Atlas' default alerts.","type":"boolean","default":true,"examples":[true]}},"examples":[{"id":"64f0c0ffee0000000000beef"}]},"cloudProvider":{"description":"Cloud provider.","type":"string","enum":["AWS","AZURE","GCP"],"examples":["AWS"]},"region":{"title":"Atlas region","description":"Region in Atlas' spelling: upper case with underscores.","type":"string","pattern":"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$","examples":["EU_WEST_1","WESTERN_EUROPE"]},"tier":{"title":"cluster tier","description":"Instance size in Atlas' spelling.","type":"string","pattern":"^[MR]\\d+(?:_NVME)?$","examples":["M40"]},"diskSizeGB":{"description":"Disk size of each member in GB.","type":"number","minimum":10,"maximum":65536,"examples":[500]},"diskIOPS":{"description":"Provisioned disk operations a second (AWS, and Azure where it allows them).","type":"integer","minimum":100,"examples":[6000]},"diskType":{"description":"Kind of EBS volume: `PROVISIONED` with diskIOPS of your choice, or `STANDARD`.","type":"string","enum":["STANDARD","PROVISIONED"],"examples":["PROVISIONED"]},"oplogSizeGB":{"description":"Fixed size of the oplog in GB. It has to cover the time that the initial copy and a rollback take.","type":"number","minimum":0.99,"examples":[100]},"autoScaling":{"title":"`off` or a block","description":"`off`, or what Atlas may scale by itself. It is best off while data is copied.","type":["string","object"],"if":{"type":"string"},"then":{"enum":["off"]},"else":{"$ref":"#/$defs/autoScalingLimits"},"examples":["off",{"compute":{"minTier":"M40","maxTier":"M80"},"disk":true}]},"autoScalingLimits":{"description":"What Atlas may scale by itself.","type":"object","additionalProperties":false,"properties":{"compute":{"description":"Scale the tier, between these limits.","type":"object","additionalProperties":false,"properties":{"minTier":{"description":"Smallest tier to scale down to.","$ref":"#/$defs/tier"},"maxTier":{"description":"Largest tier to scale up to.","$ref":"#/$defs/tier"},"scaleDown":{"description":"Scale down again, too; needs `minTier`.","type":"boolean","default":false,"examples":[true]}},"examples":[{"minTier":"M40","maxTier":"M80"}]},"disk":{"description":"Let the disk grow.","type":"boolean","default":true,"examples":[true]}},"examples":[{"disk":true}]},"nodes":{"description":"Members of one kind in a region. What is left out is taken from the cluster.","type":"object","additionalProperties":false,"required":["count"],"properties":{"count":{"description":"Number of members.","type":"integer","minimum":0,"maximum":50,"examples":[3]},"tier":{"$ref":"#/$defs/tier"},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"}},"examples":[{"count":3,"tier":"M40"}]},"clusterRegion":{"description":"The members of the cluster in one region.","type":"object","additionalProperties":false,"required":["region"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"$ref":"#/$defs/region"},"priority":{"description":"Election priority of the region: 7 is where the primary shall be. Without it, regions count down from 7 in their order.","type":"integer","minimum":0,"maximum":7,"examples":[7]},"electable":{"description":"Members that vote and may become primary.","$ref":"#/$defs/nodes"},"readOnly":{"description":"Members that only serve reads.","$ref":"#/$defs/nodes"},"analytics":{"description":"Members set apart for analytics.","$ref":"#/$defs/nodes"}},"examples":[{"provider":"AWS","region":"EU_WEST_1","electable":{"count":3}}]},"clusterZone":{"description":"A zone of a global cluster, or shards that differ from the others.","type":"object","additionalProperties":false,"required":["regions"],"properties":{"name":{"description":"Name of the zone.","type":"string","minLength":1,"examples":["Europe"]},"shards":{"description":"Number of shards in this zone.","type":"integer","minimum":1,"maximum":70,"default":1,"examples":[2]},"regions":{"description":"Where the members of each of these shards are.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterRegion"},"examples":[[{"provider":"AWS","region":"EU_WEST_1","electable":{"count":3,"tier":"M40"}}]]}},"examples":[{"name":"Europe","shards":2,"regions":[{"region":"EU_WEST_1","electable":{"count":3}}]}]},"atlasCluster":{"description":"The cluster. Small ones name `provider`, `region` and `tier`; several regions go into `regions`; global clusters and unequal shards into `zones`.","type":"object","additionalProperties":false,"properties":{"name":{"title":"cluster name","description":"Name of the cluster: letters, digits and hyphens.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$","examples":["orders"]},"adopt":{"description":"The cluster exists already: take it under management. What is not written here stays as it is.","type":"boolean","default":false,"examples":[true]},"type":{"description":"Kind of cluster.","type":"string","enum":["REPLICASET","SHARDED","GEOSHARDED"],"default":"REPLICASET","examples":["SHARDED"]},"shards":{"description":"Number of equal shards; for SHARDED only.","type":"integer","minimum":1,"maximum":70,"examples":[3]},"mongoDBVersion":{"title":"MongoDB version","description":"Major version in quotation marks: without them YAML reads a number, and 7.0 becomes 7.","type":"string","pattern":"^\\d+\\.\\d+$","examples":["7.0","8.0"]},"versionReleaseSystem":{"description":"`LTS` stays on the major version; `CONTINUOUS` takes each release and then mongoDBVersion must not be given. No sync engine supports the latter.","type":"string","enum":["LTS","CONTINUOUS"],"default":"LTS","examples":["LTS"]},"pinnedFeatureCompatibilityVersion":{"description":"Hold the feature compatibility version back, so that the binary version can be taken back.","type":"object","additionalProperties":false,"properties":{"expires":{"description":"When the pin ends by itself; at most four weeks ahead.","$ref":"#/$defs/instant"}},"examples":[{"expires":"2026-12-20T00:00:00Z"}]},"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"$ref":"#/$defs/region"},"tier":{"$ref":"#/$defs/tier"},"nodes":{"description":"Number of electable members in `region`.","type":"integer","enum":[3,5,7],"default":3,"examples":[3]},"regions":{"description":"Where the members of each shard are.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterRegion"},"examples":[[{"region":"EU_WEST_1","electable":{"count":2}},{"region":"EU_CENTRAL_1","electable":{"count":1}}]]},"zones":{"description":"Zones of a global cluster, or groups of shards that differ.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterZone"},"examples":[[{"name":"Europe","shards":2,"regions":[{"region":"EU_WEST_1"}]}]]},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"},"autoScaling":{"description":"`off`, or what Atlas may scale by itself: tier of electable and read-only members, and disk.","$ref":"#/$defs/autoScaling"},"analyticsAutoScaling":{"description":"`off`, or what Atlas may scale by itself on analytics members.","$ref":"#/$defs/autoScaling"},"backup":{"title":"boolean or a block","description":"Cloud backup: on, off, or with its options.","type":["boolean","object"],"if":{"type":"object"},"then":{"$ref":"#/$defs/clusterBackup"},"default":true,"examples":[true,{"continuous":true}]},"advanced":{"$ref":"#/$defs/clusterAdvanced"},"biConnector":{"description":"BI Connector for this cluster. Live migration by push wants it off.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Switch the BI Connector on.","type":"boolean","default":true,"examples":[true]},"readPreference":{"description":"Members that it reads from.","type":"string","enum":["primary","secondary","analytics"],"examples":["secondary"]}},"examples":[{"enabled":true,"readPreference":"analytics"}]},"tags":{"$ref":"#/$defs/tags"},"terminationProtection":{"description":"Refuse to delete the cluster until this is off.","type":"boolean","default":false,"examples":[true]},"paused":{"description":"Keep the cluster paused. A paused destination cannot be synced to.","type":"boolean","default":false,"examples":[false]},"configServerManagement":{"description":"Whether Atlas may embed config servers into shards.","type":"string","enum":["ATLAS_MANAGED","FIXED_TO_DEDICATED"],"examples":["FIXED_TO_DEDICATED"]},"scalingStrategy":{"description":"In which order Atlas scales the members of a replica set.","type":"string","enum":["WORKLOAD_TYPE","SEQUENTIAL","NODE_TYPE"],"examples":["WORKLOAD_TYPE"]},"selfManagedSharding":{"description":"Manage the sharding of a global cluster by hand instead of by Atlas' zones.","type":"boolean","examples":[true]},"redactClientLogData":{"description":"Keep field values out of the server's log.","type":"boolean","examples":[true]},"rootCertificate":{"description":"Root of the cluster's certificates.","type":"string","enum":["ISRGROOTX1"],"examples":["ISRGROOTX1"]},"encryptionAtRestProvider":{"description":"Whose keys encrypt the disks; without it, the provider set up in `atlas.encryptionAtRest`.","type":"string","enum":["NONE","AWS","AZURE","GCP"],"examples":["AWS"]},"acceptDataRisksAndForceReplicaSetReconfig":{"description":"Today's time, to force a reconfiguration during a regional outage. Writes may be lost.","$ref":"#/$defs/instant"},"timeouts":{"description":"How long Terraform waits for the cluster.","type":"object","additionalProperties":false,"properties":{"create":{"description":"How long creating may take.","$ref":"#/$defs/duration","default":"3h"},"update":{"description":"How long a change may take.","$ref":"#/$defs/duration","default":"3h"},"delete":{"description":"How long deleting may take.","$ref":"#/$defs/duration","default":"3h"}},"examples":[{"create":"2h"}]},"deleteOnCreateTimeout":{"description":"Delete the half-made cluster when creating it takes too long.","type":"boolean","examples":[false]},"during":{"$ref":"#/$defs/clusterDuring"}},"examples":[{"name":"orders","provider":"AWS","region":"EU_WEST_1","tier":"M40","mongoDBVersion":"7.0"}]},"clusterBackup":{"description":"Options of cloud backup.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Take snapshots.","type":"boolean","default":true,"examples":[true]},"continuous":{"description":"Restore to any point in time.","type":"boolean","default":false,"examples":[true]},"retainOnDelete":{"description":"Keep snapshots when the cluster is deleted.","type":"boolean","examples":[true]}},"examples":[{"continuous":true}]},"clusterAdvanced":{"description":"Settings of the server processes.","type":"object","additionalProperties":false,"properties":{"oplogSizeGB":{"$ref":"#/$defs/oplogSizeGB"},"oplogMinRetention":{"description":"Time that the oplog must reach back.","$ref":"#/$defs/duration"},"minimumTls":{"description":"Oldest TLS version that clients may use.","type":"string","enum":["TLS1_0","TLS1_1","TLS1_2","TLS1_3"],"examples":["TLS1_2"]},"tlsCipherConfig":{"description":"Cipher suites: Atlas' choice or those of `tls12Ciphers`.","type":"string","enum":["DEFAULT","CUSTOM"],"examples":["CUSTOM"]},"tls12Ciphers":{"description":"Cipher suites for TLS 1.2, with tlsCipherConfig CUSTOM.","type":"array","items":{"description":"Name of a cipher suite.","type":"string","examples":["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]},"examples":[["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]]},"defaultWriteConcern":{"description":"Write concern of writes that name none.","type":"string","minLength":1,"examples":["majority"]},"defaultMaxTime":{"description":"Time limit of reads that name none.","$ref":"#/$defs/duration"},"javascriptEnabled":{"description":"Allow server-side JavaScript.","type":"boolean","examples":[false]},"noTableScan":{"description":"Refuse queries without an index. mongosync does not work with it.","type":"boolean","examples":[false]},"preAndPostImagesExpireAfter":{"description":"How long change stream images are kept.","$ref":"#/$defs/duration"},"transactionLifetimeLimit":{"description":"How long a transaction may stay open.","$ref":"#/$defs/duration"},"biConnectorSampleSize":{"description":"Documents that the BI Connector samples for its schema.","type":"integer","minimum":0,"examples":[1000]},"biConnectorSampleRefreshInterval":{"description":"How often the BI Connector samples again.","$ref":"#/$defs/duration"}},"examples":[{"minimumTls":"TLS1_2","oplogMinRetention":"48h"}]},"clusterDuring":{"description":"How the cluster differs while data is synced. Both the change and the way back are steps of the plan.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"tier":{"$ref":"#/$defs/tier"},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"},"autoScaling":{"$ref":"#/$defs/autoScaling"},"oplogSizeGB":{"$ref":"#/$defs/oplogSizeGB"},"backup":{"description":"Take snapshots meanwhile.","type":"boolean","examples":[false]}},"examples":[{"tier":"M60","diskIOPS":6000,"autoScaling":"off","oplogSizeGB":100}]},"ipAccessEntry":{"description":"Addresses that may reach the project's clusters.","type":"object","additionalProperties":false,"oneOf":[{"required":["cidr"]},{"required":["ip"]},{"required":["securityGroup"]}],"properties":{"cidr":{"title":"CIDR block","description":"A block of addresses.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["203.0.113.0/24"]},"ip":{"title":"IP address","description":"One address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["198.51.100.7"]},"securityGroup":{"title":"AWS security group","description":"A security group of AWS; needs VPC peering.","type":"string","pattern":"^sg-[0-9a-f]+$","examples":["sg-0123456789abcdef0"]},"comment":{"description":"Whose addresses these are, in at most 80 characters.","type":"string","maxLength":80,"examples":["sync hosts"]},"until":{"description":"The entry is removed when the migration comes to this phase.","type":"string","enum":["cutover","complete"],"examples":["complete"]},"deleteAfter":{"description":"When Atlas removes the entry by itself; at most a week ahead.","$ref":"#/$defs/instant"}},"examples":[{"cidr":"203.0.113.0/24","comment":"sync hosts","until":"complete"}]},"roleGrant":{"description":"A role on a database, or on one collection of it.","type":"object","additionalProperties":false,"required":["role"],"properties":{"role":{"description":"Built-in or custom role.","type":"string","minLength":1,"examples":["readWrite"]},"database":{"description":"Database that the role is for.","type":"string","default":"admin","examples":["shop"]},"collection":{"description":"Collection that the role is for; without it, all of them.","type":"string","examples":["orders"]}},"examples":[{"role":"readWrite","database":"shop"}]},"databaseUser":{"description":"A database user. Without `authentication` it logs in with its password (SCRAM).","type":"object","additionalProperties":false,"required":["name","roles"],"properties":{"name":{"description":"User name; for other mechanisms the subject, ARN, DN or `identity provider/claim`.","type":"string","minLength":1,"maxLength":1024,"examples":["orders-app"]},"password":{"description":"Password of a user that logs in with one; at least 8 characters.","$ref":"#/$defs/secret"},"authentication":{"description":"How the user logs in when not by password.","type":"object","additionalProperties":false,"oneOf":[{"required":["x509"]},{"required":["awsIam"]},{"required":["ldap"]},{"required":["oidc"]}],"properties":{"x509":{"description":"By certificate: issued by Atlas (`managed`) or by your own authority (`customer`).","type":"string","enum":["managed","customer"],"examples":["customer"]},"awsIam":{"description":"By AWS identity; `name` is the ARN.","type":"string","enum":["user","role"],"examples":["role"]},"ldap":{"description":"By LDAP; `name` is the distinguished name.","type":"string","enum":["user","group"],"examples":["group"]},"oidc":{"description":"By OpenID Connect; `name` is `identity provider id/claim`.","type":"string","enum":["user","group"],"examples":["user"]}},"examples":[{"awsIam":"role"}]},"roles":{"description":"Roles of the user.","type":"array","minItems":1,"items":{"$ref":"#/$defs/roleGrant"},"examples":[[{"role":"readWrite","database":"shop"}]]},"scopes":{"description":"Clusters of the project that the user may log in to; without it, all.","type":"array","items":{"description":"Name of a cluster.","type":"string","minLength":1,"examples":["orders"]},"examples":[["orders"]]},"description":{"description":"What the user is for, in at most 100 characters.","type":"string","maxLength":100,"examples":["order service"]},"labels":{"description":"Labels of the user in Atlas.","type":"object","additionalProperties":{"description":"Value of the label.","type":"string","examples":["payments"]},"examples":[{"team":"payments"}]},"until":{"description":"The user is removed when the migration comes to this phase.","type":"string","enum":["cutover","complete"],"examples":["complete"]},"adopt":{"description":"The user exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"name":"orders-app","password":{"env":"APP_PASSWORD"},"roles":[{"role":"readWrite","database":"shop"}]}]},"customRole":{"description":"A custom database role.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"title":"role name","description":"Name of the role.","type":"string","pattern":"^[A-Za-z0-9_-]+$","examples":["orderReader"]},"actions":{"description":"What the role allows.","type":"array","items":{"description":"One action and where it is allowed.","type":"object","additionalProperties":false,"required":["action","resources"],"properties":{"action":{"title":"action","description":"Action in Atlas' spelling.","type":"string","pattern":"^[A-Z][A-Z0-9_]*$","examples":["FIND"]},"resources":{"description":"Where the action is allowed.","type":"array","minItems":1,"items":{"description":"The whole cluster, or a database and collection.","type":"object","additionalProperties":false,"oneOf":[{"required":["cluster"]},{"required":["database"]}],"properties":{"cluster":{"description":"The whole cluster.","type":"boolean","enum":[true],"examples":[true]},"database":{"description":"A database.","type":"string","examples":["shop"]},"collection":{"description":"A collection; without it, all of the database.","type":"string","examples":["orders"]}},"examples":[{"database":"shop","collection":"orders"}]},"examples":[[{"database":"shop","collection":"orders"}]]}},"examples":[{"action":"FIND","resources":[{"database":"shop"}]}]},"examples":[[{"action":"FIND","resources":[{"database":"shop"}]}]]},"inheritedRoles":{"description":"Roles that this one includes.","type":"array","items":{"description":"A role and its database.","type":"object","additionalProperties":false,"required":["role"],"properties":{"role":{"description":"Built-in or custom role.","type":"string","minLength":1,"examples":["read"]},"database":{"description":"Database that the role is for.","type":"string","default":"admin","examples":["shop"]}},"examples":[{"role":"read","database":"shop"}]},"examples":[[{"role":"read","database":"shop"}]]},"adopt":{"description":"The role exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"name":"orderReader","inheritedRoles":[{"role":"read","database":"shop"}]}]},"atlasNetwork":{"description":"Private ways into the project.","type":"object","additionalProperties":false,"properties":{"container":{"description":"The network of the project in one provider and region, needed for peering.","type":"object","additionalProperties":false,"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"cidr":{"title":"CIDR block","description":"Addresses of the Atlas side; must not overlap with yours.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["10.8.0.0/21"]},"region":{"description":"Region, for AWS and Azure.","$ref":"#/$defs/region"},"regions":{"description":"Regions, for GCP.","type":"array","items":{"$ref":"#/$defs/region"},"examples":[["WESTERN_EUROPE"]]},"adopt":{"description":"The container exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"provider":"AWS","cidr":"10.8.0.0/21","region":"EU_WEST_1"}]},"peering":{"title":"block or list of blocks","description":"Peering with a network of yours, or a list of them.","type":["object","array"],"if":{"type":"array"},"then":{"minItems":1,"items":{"$ref":"#/$defs/networkPeering"}},"else":{"$ref":"#/$defs/networkPeering"},"examples":[{"provider":"AWS","accountId":"123456789012","vpcId":"vpc-0abc","cidr":"172.31.0.0/16","region":"eu-west-1"}]},"privateEndpoint":{"title":"block or list of blocks","description":"A private endpoint, or a list of them.","type":["object","array"],"if":{"type":"array"},"then":{"minItems":1,"items":{"$ref":"#/$defs/privateEndpoint"}},"else":{"$ref":"#/$defs/privateEndpoint"},"examples":[{"provider":"AWS","region":"eu-west-1"}]}},"examples":[{"privateEndpoint":{"provider":"AWS","region":"eu-west-1"}}]},"networkPeering":{"description":"Peering with a network of yours. AWS needs accountId, vpcId, cidr and region; Azure directoryId, subscriptionId, resourceGroup and virtualNetwork; GCP projectId and networkName.","type":"object","additionalProperties":false,"required":["provider"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"accountId":{"title":"AWS account id","description":"AWS account of your network, in quotation marks.","type":"string","pattern":"^\\d{12}$","examples":["123456789012"]},"vpcId":{"title":"VPC id","description":"AWS network.","type":"string","pattern":"^vpc-[0-9a-f]+$","examples":["vpc-0abc"]},"cidr":{"title":"CIDR block","description":"Addresses of your network that are routed to Atlas.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["172.31.0.0/16"]},"region":{"description":"AWS region of your network.","type":"string","minLength":1,"examples":["eu-west-1"]},"directoryId":{"description":"Azure directory (tenant).","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000001"]},"subscriptionId":{"description":"Azure subscription.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000002"]},"resourceGroup":{"description":"Azure resource group.","type":"string","minLength":1,"examples":["shop-network"]},"virtualNetwork":{"description":"Azure virtual network.","type":"string","minLength":1,"examples":["shop-vnet"]},"projectId":{"description":"GCP project.","type":"string","minLength":1,"examples":["shop-production"]},"networkName":{"description":"GCP network.","type":"string","minLength":1,"examples":["default"]}},"examples":[{"provider":"GCP","projectId":"shop-production","networkName":"default"}]},"privateEndpoint":{"description":"A private endpoint: AWS PrivateLink, Azure Private Link or GCP Private Service Connect. The service side is created first; `endpointId` names yours once it exists.","type":"object","additionalProperties":false,"required":["provider","region"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"description":"Region in the provider's or in Atlas' spelling.","type":"string","minLength":1,"examples":["eu-west-1"]},"endpointId":{"description":"Id of your endpoint: vpce-… on AWS, the resource id on Azure, the endpoint group's name on GCP.","type":"string","minLength":1,"examples":["vpce-0123456789abcdef0"]},"endpointIpAddress":{"title":"IP address","description":"Address of your endpoint, on Azure.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["10.0.0.4"]},"projectId":{"description":"GCP project of your endpoints.","type":"string","minLength":1,"examples":["shop-production"]},"endpoints":{"description":"Your endpoints on GCP.","type":"array","items":{"description":"One endpoint.","type":"object","additionalProperties":false,"required":["name","ipAddress"],"properties":{"name":{"description":"Name of the endpoint.","type":"string","minLength":1,"examples":["endpoint-0"]},"ipAddress":{"title":"IP address","description":"Its address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["10.0.0.5"]}},"examples":[{"name":"endpoint-0","ipAddress":"10.0.0.5"}]},"examples":[[{"name":"endpoint-0","ipAddress":"10.0.0.5"}]]}},"examples":[{"provider":"AWS","region":"eu-west-1","endpointId":"vpce-0123456789abcdef0"}]},"encryptionAtRest":{"description":"Encryption of disks with keys of yours, for the project.","type":"object","additionalProperties":false,"properties":{"aws":{"description":"Keys in AWS KMS.","type":"object","additionalProperties":false,"properties":{"keyId":{"description":"The customer master key.","type":"string","minLength":1,"examples":["1d2c3b4a-0000-0000-0000-000000000000"]},"region":{"description":"Region of the key.","$ref":"#/$defs/region"},"roleId":{"description":"Id of the cloud provider access role in Atlas.","$ref":"#/$defs/objectId"},"requirePrivateNetworking":{"description":"Reach the key by private network only.","type":"boolean","default":false,"examples":[true]}},"examples":[{"keyId":"1d2c3b4a","region":"EU_WEST_1","roleId":"64f0c0ffee0000000000beef"}]},"azure":{"description":"Keys in Azure Key Vault.","type":"object","additionalProperties":false,"properties":{"environment":{"description":"Azure cloud.","type":"string","enum":["AZURE","AZURE_CHINA"],"default":"AZURE","examples":["AZURE"]},"subscriptionId":{"description":"Subscription of the vault.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000002"]},"tenantId":{"description":"Tenant of the vault.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000001"]},"resourceGroup":{"description":"Resource group of the vault.","type":"string","minLength":1,"examples":["shop-keys"]},"keyVault":{"description":"Name of the vault.","type":"string","minLength":1,"examples":["shop"]},"keyIdentifier":{"description":"Address of the key.","type":"string","minLength":1,"examples":["https://shop.vault.azure.net/keys/atlas/0123"]},"clientId":{"description":"Application that may use the vault.","$ref":"#/$defs/text"},"clientSecret":{"description":"Secret of that application.","$ref":"#/$defs/secret"},"requirePrivateNetworking":{"description":"Reach the key by private network only.","type":"boolean","default":false,"examples":[true]}},"examples":[{"keyVault":"shop","clientSecret":{"env":"AZURE_CLIENT_SECRET"}}]},"gcp":{"description":"Keys in Google Cloud KMS.","type":"object","additionalProperties":false,"properties":{"keyVersionResourceId":{"description":"Resource id of the key's version.","type":"string","minLength":1,"examples":["projects/shop/locations/europe-west1/keyRings/atlas/cryptoKeys/disk/cryptoKeyVersions/1"]},"roleId":{"description":"Id of the cloud provider access role in Atlas.","$ref":"#/$defs/objectId"},"serviceAccountKey":{"description":"Key of a service account, where no role is used.","$ref":"#/$defs/secret"}},"examples":[{"keyVersionResourceId":"projects/shop/locations/europe-west1/keyRings/atlas/cryptoKeys/disk/cryptoKeyVersions/1"}]},"searchNodes":{"description":"Encrypt search nodes as well.","type":"boolean","default":false,"examples":[true]}},"examples":[{"aws":{"keyId":"1d2c3b4a","region":"EU_WEST_1","roleId":"64f0c0ffee0000000000beef"}}]},"maintenanceWindow":{"description":"When Atlas may maintain the clusters of the project.","type":"object","additionalProperties":false,"properties":{"day":{"description":"Day of the week.","type":"string","enum":["SUNDAY","MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY"],"examples":["SUNDAY"]},"hour":{"description":"Hour of the day, in the project's time zone.","type":"integer","minimum":0,"maximum":23,"examples":[3]},"autoDefer":{"description":"Defer each maintenance by a week.","type":"boolean","default":false,"examples":[true]},"protectedHours":{"description":"Hours of each day in which nothing is maintained.","type":"object","additionalProperties":false,"required":["start","end"],"properties":{"start":{"description":"First hour.","type":"integer","minimum":0,"maximum":23,"examples":[8]},"end":{"description":"Hour it ends at.","type":"integer","minimum":0,"maximum":23,"examples":[18]}},"examples":[{"start":8,"end":18}]}},"examples":[{"day":"SUNDAY","hour":3}]},"engine":{"description":"What copies and follows the data. Each type has a block of its own name.","type":"object","additionalProperties":false,"properties":{"type":{"description":"The engine. `builtin` is godwit's own and needs nothing else.","type":"string","enum":["builtin","mongosync","atlasLiveMigration","mongomirror","dumpRestore","clusterSync"],"default":"builtin","examples":["builtin"]},"adopt":{"description":"Take over a sync of the same source and destination that already runs, instead of refusing it.","type":"boolean","default":false,"examples":[true]},"builtin":{"$ref":"#/$defs/builtinOptions"},"mongosync":{"$ref":"#/$defs/mongosyncOptions"},"atlasLiveMigration":{"$ref":"#/$defs/atlasLiveMigrationOptions"},"mongomirror":{"$ref":"#/$defs/mongomirrorOptions"},"dumpRestore":{"$ref":"#/$defs/dumpRestoreOptions"},"clusterSync":{"$ref":"#/$defs/clusterSyncOptions"}},"examples":[{"type":"builtin"}]},"port":{"description":"TCP port.","type":"integer","minimum":1,"maximum":65535,"examples":[27182]},"loadLevel":{"description":"How hard the engine works, from 1 (gentle) to 4 (everything).","type":"integer","minimum":1,"maximum":4,"default":3,"examples":[3]},"verbosity":{"description":"Least severe level that is logged.","type":"string","enum":["TRACE","DEBUG","INFO","WARN","ERROR","FATAL"],"examples":["INFO"]},"parallelism":{"description":"Collections that are worked on at the same time.","type":"integer","minimum":1,"maximum":1024,"examples":[4]},"copyInNaturalOrder":{"description":"Collections to copy in natural order.","type":"array","items":{"description":"A database, or collections of it.","type":"object","additionalProperties":false,"required":["database"],"properties":{"database":{"description":"Name of a database; a single dot means all of them.","type":"string","minLength":1,"examples":["sales"]},"collections":{"description":"Names of collections; without it, all of the database.","type":"array","items":{"description":"Name of a collection.","type":"string","minLength":1,"examples":["orders"]},"examples":[["accounts","orders"]]}},"examples":[{"database":"sales","collections":["orders"]}]},"examples":[[{"database":"sales","collections":["orders"]}]]},"builtinOptions":{"description":"Options of the built-in engine. With `url` it runs elsewhere (`godwit sync`) and is reached there; otherwise apply starts and supervises it.","type":"object","additionalProperties":false,"properties":{"url":{"description":"Address of a `godwit sync` that runs elsewhere.","$ref":"#/$defs/httpUrl"},"token":{"description":"Where the token is read from that the engine at `url` asks for (its `--tokenFile`). Sent over TLS only.","$ref":"#/$defs/secret"},"tls":{"description":"How the engine at `url` is known to be the right one.","type":"object","additionalProperties":false,"properties":{"caFile":{"description":"Certificates of the authorities that sign its certificate, in PEM; without it those that Node trusts.","$ref":"#/$defs/path"}},"examples":[{"caFile":"./sync-ca.pem"}]},"port":{"description":"Port on which the engine that apply starts is reached; 0 takes a free one, which is written down with the sync.","type":"integer","minimum":0,"maximum":65535,"default":27182,"examples":[27182,0]},"loadLevel":{"$ref":"#/$defs/loadLevel"},"logPath":{"description":"Directory of the engine's log.","$ref":"#/$defs/path"},"verbosity":{"$ref":"#/$defs/verbosity"},"parallelism":{"$ref":"#/$defs/parallelism"},"readers":{"description":"Ranges of documents that are read at the same time, over all collections.","type":"integer","minimum":1,"maximum":1024,"examples":[8]},"workers":{"description":"Threads that carry the documents of the copy beside the main one. Left out, there are none, unless GODWIT_WORKERS says otherwise. Worth a try where one core is the limit and others are free; each takes memory.","type":"integer","minimum":0,"maximum":16,"examples":[2]},"maxMemory":{"description":"Memory that the process of the engine may take, 300MB at least, and 50MB more for each of its `workers`. All that it holds at once is measured by it, and V8's heap is limited. Left out, it is measured as for 300MB (and 50MB more for each worker), without a limit of the heap.","$ref":"#/$defs/size","examples":["1GB"]},"spool":{"description":"Keep changes that are read and not applied yet on a disk of the machine that the engine runs on, so that the oplog has to cover the lag of reading only.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Directory for the changes.","$ref":"#/$defs/path"},"maxSize":{"description":"Room that they may take; nine tenths of what is free when the engine starts, unless it is said.","$ref":"#/$defs/size"}},"examples":[{"path":"/var/lib/godwit/spool","maxSize":"200GB"}]},"detectRandomId":{"description":"Copy collections in natural order that are larger than the source's cache and whose `_id`s are random. Such a copy goes on where it was for as long as the member that it reads from is not restarted; otherwise it is read again from its beginning.","type":"boolean","default":true,"examples":[false]},"copyInNaturalOrder":{"$ref":"#/$defs/copyInNaturalOrder"},"onUnseenDdl":{"description":"What to do when a source that does not report changes of collections (older than 6.0) had one that cannot be taken in. The built-in engine looks for them every 5 s and takes in what it can; at what it cannot, such as a time-series collection, the sync fails, or with `pause` is paused with the reason until it is resumed.","type":"string","enum":["fail","pause"],"default":"fail","examples":["pause"]},"onLostResumePoint":{"description":"What to do when the oplog no longer reaches back to where following stopped. The sync stops either way, and the next plan offers to follow anew, to compare both sides whole and to repair what differs: with `fail` whoever applies it has to type the migration's name, with `repair` the file is agreement enough.","type":"string","enum":["fail","repair"],"default":"fail","examples":["repair"]}},"examples":[{"loadLevel":3,"readers":8}]},"mongosyncOptions":{"description":"Options of mongosync: `urls` for instances that run already (one, or one per source shard), or how to start it. What /start takes and other blocks of this file say (filters, sharding, indexes.build, existingData) is not repeated here.","type":"object","additionalProperties":false,"properties":{"urls":{"description":"Addresses of running instances.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/httpUrl"},"examples":[["http://sync-0:27182","http://sync-1:27182"]]},"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"mongosync","examples":["/opt/mongosync/bin/mongosync"]},"command":{"description":"Command line to start it with, for containers and remote hosts. mongosync's options are added at its end.","$ref":"#/$defs/commandLine"},"version":{"title":"mongosync version","description":"Version that is expected to run, in quotation marks; another one is refused.","type":"string","pattern":"^\\d+\\.\\d+(?:\\.\\d+)?$","examples":["1.22.0"]},"instances":{"description":"How many are started: one for everything, or one per source shard.","type":"string","enum":["one","perShard"],"default":"one","examples":["perShard"]},"port":{"description":"Port of the first instance; each further one takes the next.","$ref":"#/$defs/port","default":27182},"loadLevel":{"$ref":"#/$defs/loadLevel"},"logPath":{"description":"Directory of its log. With `urls`, where `mongosync.log` can be read from here, so that the cause of its end is found.","$ref":"#/$defs/path"},"verbosity":{"$ref":"#/$defs/verbosity"},"verification":{"description":"Run mongosync's embedded verifier. It needs 10 GB of memory and 0.5 GB per million documents.","type":"boolean","default":true,"examples":[false]},"detectRandomId":{"description":"Let mongosync copy large collections with random _id in natural order.","type":"boolean","examples":[true]},"copyInNaturalOrder":{"$ref":"#/$defs/copyInNaturalOrder"},"skipDiskSpaceCheck":{"description":"Start although the destination's disk looks too small.","type":"boolean","default":false,"examples":[false]},"acceptDisclaimer":{"description":"Accept mongosync's disclaimer; without it, the program waits for an answer at its terminal.","type":"boolean","default":false,"examples":[true]},"disableTelemetry":{"description":"Send no usage data to MongoDB.","type":"boolean","default":false,"examples":[true]},"disableMetricsLogging":{"description":"Write no metrics files.","type":"boolean","default":false,"examples":[true]},"metricsLoggingFilepath":{"description":"Directory of its metrics files.","$ref":"#/$defs/path"},"createIndexesBatchSize":{"description":"Indexes that are built at the same time.","type":"integer","minimum":1,"maximum":64,"examples":[2]},"enableCappedCollectionHandling":{"description":"Go on when a capped collection is created on the source.","type":"boolean","default":false,"examples":[true]},"hotDocuments":{"description":"Documents that change so often that they are copied at commit only.","type":"array","items":{"description":"Hot documents of one collection.","type":"object","additionalProperties":false,"required":["namespace","ids"],"properties":{"namespace":{"description":"Collection of the documents.","$ref":"#/$defs/namespace"},"ids":{"description":"Their _id values, in canonical extended JSON.","type":"array","minItems":1,"examples":[[{"$oid":"64f0c0ffee0000000000beef"}]]}},"examples":[{"namespace":"shop.counters","ids":["orderNumber"]}]},"examples":[[{"namespace":"shop.counters","ids":["orderNumber"]}]]}},"examples":[{"urls":["http://sync-0:27182"]}]},"atlasLiveMigrationOptions":{"description":"Options of Atlas Live Migration. The Admin API starts push migrations only; a pull migration is started and cut over in the web interface by a person, and godwit prepares, watches and verifies it.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`push`: an agent on your migration host sends the data. `pull`: Atlas fetches it.","type":"string","enum":["push","pull"],"default":"push","examples":["push"]},"link":{"description":"Link between the Atlas organization and Cloud Manager, for push.","type":"object","additionalProperties":false,"properties":{"organizationId":{"description":"Id of the Atlas organization.","$ref":"#/$defs/objectId"},"accessListIps":{"description":"Addresses that may use the link token.","type":"array","items":{"title":"IP address","description":"One address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["203.0.113.5"]},"examples":[["203.0.113.5"]]}},"examples":[{"organizationId":"64f0c0ffee0000000000beef"}]},"source":{"description":"The source as Cloud Manager or Ops Manager knows it, for push.","type":"object","additionalProperties":false,"properties":{"projectId":{"description":"Id of the project in Cloud Manager or Ops Manager.","$ref":"#/$defs/objectId"},"clusterName":{"description":"Name of the deployment there.","type":"string","minLength":1,"examples":["orders-rs"]},"managedAuthentication":{"description":"Let Automation log in to the source. Otherwise `source.auth` of this file is used.","type":"boolean","default":false,"examples":[true]},"tls":{"description":"The source speaks TLS.","type":"boolean","default":true,"examples":[true]},"caCertificatePath":{"title":"path","description":"Certificate authorities of the source, a path on the migration host.","type":"string","minLength":1,"examples":["/etc/ssl/ca.pem"]}},"examples":[{"projectId":"64f0c0ffee0000000000beef","clusterName":"orders-rs"}]},"migrationHosts":{"description":"The host that runs the migration, for push. Atlas takes exactly one.","type":"array","minItems":1,"maxItems":1,"items":{"description":"Host name of the migration host.","type":"string","minLength":1,"examples":["vm001.example.com"]},"examples":[["vm001.example.com"]]},"connectThrough":{"description":"How the migration host reaches the destination.","type":"string","enum":["public","peering","privateEndpoint"],"default":"public","examples":["public"]},"privateEndpointId":{"description":"The endpoint to use, with connectThrough privateEndpoint.","type":"string","minLength":1,"examples":["vpce-0123456789abcdef0"]}},"examples":[{"mode":"push","migrationHosts":["vm001.example.com"]}]},"mongomirrorOptions":{"description":"Options of mongomirror, which reached its end of life in July 2025. For old replica sets only.","type":"object","additionalProperties":false,"properties":{"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"mongomirror","examples":["/opt/mongomirror/bin/mongomirror"]},"httpStatusPort":{"description":"Port of its status page.","$ref":"#/$defs/port","default":8190},"parallelism":{"$ref":"#/$defs/parallelism"},"bookmarkFile":{"title":"path","description":"Where it notes how far it is.","type":"string","minLength":1,"default":"mongomirror.bookmark","examples":["./orders.bookmark"]},"oplogPath":{"title":"path","description":"Directory in which changes are kept while the copy runs.","type":"string","minLength":1,"examples":["/var/lib/mongomirror"]},"oplogBatchSize":{"description":"Changes that are applied at once.","type":"integer","minimum":1,"default":10000,"examples":[10000]},"collStatsThreshold":{"description":"Up to how many collections it runs collStats; -1 for always.","type":"integer","minimum":-1,"default":-1,"examples":[1000]},"removeAutoIndexId":{"description":"Leave out the removed collection option autoIndexId.","type":"boolean","default":false,"examples":[true]},"compressors":{"description":"Compression of the connection.","type":"array","items":{"description":"Name of a compressor.","type":"string","enum":["snappy","zlib","zstd"],"examples":["snappy"]},"examples":[["snappy"]]}},"examples":[{"httpStatusPort":8080}]},"dumpRestoreOptions":{"description":"Options of mongodump piped into mongorestore: a copy without following, for small deployments that may stop.","type":"object","additionalProperties":false,"properties":{"mongodump":{"title":"path","description":"The program that dumps.","type":"string","minLength":1,"default":"mongodump","examples":["/opt/database-tools/bin/mongodump"]},"mongorestore":{"title":"path","description":"The program that restores.","type":"string","minLength":1,"default":"mongorestore","examples":["/opt/database-tools/bin/mongorestore"]},"parallelism":{"$ref":"#/$defs/parallelism"},"insertionWorkers":{"description":"Connections that insert into one collection (numInsertionWorkersPerCollection).","type":"integer","minimum":1,"maximum":1024,"default":1,"examples":[4]},"gzip":{"description":"Compress what passes between the two.","type":"boolean","default":false,"examples":[true]},"oplog":{"description":"Take changes made during the dump along, for one consistent point in time. Replica sets only, and not with filters.","type":"boolean","default":false,"examples":[true]},"usersAndRoles":{"description":"Take the users and roles of each dumped database along. Not possible with Atlas.","type":"boolean","default":false,"examples":[true]},"bypassDocumentValidation":{"description":"Restore documents that break their collection's validator. Without it mongorestore leaves them out silently.","type":"boolean","default":true,"examples":[true]},"stopOnError":{"description":"Stop at the first document that cannot be inserted.","type":"boolean","default":true,"examples":[true]},"maintainInsertionOrder":{"description":"Insert in the order of the dump, with one connection.","type":"boolean","default":false,"examples":[true]},"archive":{"title":"path","description":"Keep the dump in this archive file on the way instead of piping it.","type":"string","minLength":1,"examples":["/backup/orders.archive"]},"directory":{"title":"path","description":"Keep the dump in this directory on the way, an archive for each collection. A copy that is run again leaves out what was restored already, and dumps only what changed on the source since (from MongoDB 6.0 on).","type":"string","minLength":1,"examples":["/backup/orders"]}},"examples":[{"parallelism":4,"gzip":true}]},"clusterSyncOptions":{"description":"Options of Percona ClusterSync for MongoDB: `url` for one that runs already, or how to start it.","type":"object","additionalProperties":false,"properties":{"url":{"description":"Address of a ClusterSync that runs already.","$ref":"#/$defs/httpUrl"},"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"pcsm","examples":["/usr/bin/pcsm"]},"command":{"description":"Command line to start it with, for containers and remote hosts. Its options are added at the end.","$ref":"#/$defs/commandLine"},"port":{"description":"Port of its HTTP API.","$ref":"#/$defs/port","default":2242},"logLevel":{"description":"Least severe level that is logged.","type":"string","enum":["trace","debug","info","warn","error"],"default":"info","examples":["info"]},"parallelism":{"$ref":"#/$defs/parallelism"},"readWorkers":{"description":"Connections that read while cloning (cloneNumReadWorkers).","type":"integer","minimum":1,"examples":[4]},"insertWorkers":{"description":"Connections that insert while cloning (cloneNumInsertWorkers).","type":"integer","minimum":1,"examples":[4]},"segmentSize":{"description":"Size of the parts that a collection is cloned in (cloneSegmentSize).","$ref":"#/$defs/size"},"readBatchSize":{"description":"Size of the batches that are read while cloning (cloneReadBatchSize).","$ref":"#/$defs/size"},"applyWorkers":{"description":"Connections that apply changes (replNumWorkers).","type":"integer","minimum":1,"examples":[8]}},"examples":[{"url":"http://pcsm:2242"}]},"namespace":{"title":"namespace","description":"A collection as `database.collection`.","type":"string","pattern":"^[^.]+\\..+$","examples":["shop.orders"]},"regex":{"description":"A regular expression as MongoDB's `$regex` takes it.","type":"object","additionalProperties":false,"required":["pattern"],"properties":{"pattern":{"description":"The pattern, in quotation marks.","type":"string","minLength":1,"examples":["^tenant_"]},"options":{"title":"set of $regex options","description":"Option letters of `$regex`: i, m, s, x, u.","type":"string","pattern":"^[imsxu]*$","examples":["i"]}},"examples":[{"pattern":"^tenant_","options":"i"}]},"namespaceFilter":{"description":"A database by name or pattern, and in it all collections, those named, or those that match a pattern.","type":"object","additionalProperties":false,"oneOf":[{"required":["database"]},{"required":["databaseRegex"]}],"properties":{"database":{"description":"Name of a database.","type":"string","minLength":1,"examples":["shop"]},"databaseRegex":{"description":"Pattern for database names.","$ref":"#/$defs/regex"},"collections":{"description":"Names of collections.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"Name of a collection.","type":"string","minLength":1,"examples":["customers"]},"examples":[["customers"]]},"collectionsRegex":{"description":"Pattern for collection names.","$ref":"#/$defs/regex"}},"examples":[{"database":"crm","collections":["customers"]}]},"filters":{"description":"What is migrated: everything that an `include` entry matches (or everything, without one) and no `exclude` entry does. Fixed once the sync has started.","type":"object","additionalProperties":false,"properties":{"include":{"description":"What to migrate.","type":"array","minItems":1,"items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop"}]]},"exclude":{"description":"What to leave behind.","type":"array","minItems":1,"items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop","collectionsRegex":{"pattern":"^tmp_"}}]]},"documents":{"description":"Migrate only some documents of a collection.","type":"array","minItems":1,"items":{"description":"The documents of one collection that are migrated.","type":"object","additionalProperties":false,"required":["namespace","match"],"properties":{"namespace":{"description":"The collection.","$ref":"#/$defs/namespace"},"match":{"description":"A query in extended JSON. The values of its fields must not change while the sync runs.","type":"object","minProperties":1,"examples":[{"tenant":"acme"}]}},"examples":[{"namespace":"shop.orders","match":{"tenant":"acme"}}]},"examples":[[{"namespace":"shop.orders","match":{"tenant":"acme"}}]]},"mapping":{"description":"Other names on the destination, for databases or single collections.","type":"array","minItems":1,"items":{"description":"One renaming: a database to a database, or a collection to a collection.","type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"description":"`database` or `database.collection` on the source.","type":"string","minLength":1,"examples":["shop.orders"]},"to":{"description":"`database` or `database.collection` on the destination.","type":"string","minLength":1,"examples":["store.orders"]}},"examples":[{"from":"shop","to":"store"}]},"examples":[[{"from":"shop","to":"store"}]]}},"examples":[{"include":[{"database":"shop"}]}]},"sharding":{"description":"How collections are sharded on the destination. What is not listed arrives unsharded.","type":"object","additionalProperties":false,"properties":{"createSupportingIndexes":{"description":"Create the index that a shard key needs where the source has none.","type":"boolean","default":false,"examples":[true]},"entries":{"description":"The collections to shard.","type":"array","items":{"$ref":"#/$defs/shardingEntry"},"examples":[[{"namespace":"shop.orders","key":{"customerId":1,"_id":"hashed"}}]]}},"examples":[{"entries":[{"namespace":"shop.orders","key":{"customerId":1}}]}]},"shardingEntry":{"description":"A collection and its shard key.","type":"object","additionalProperties":false,"required":["namespace","key"],"properties":{"namespace":{"description":"The collection on the destination.","$ref":"#/$defs/namespace"},"key":{"description":"Fields of the shard key in their order, each with 1 (ranged) or hashed. At most one is hashed.","type":"object","minProperties":1,"additionalProperties":{"description":"1 for ranged, or hashed.","enum":[1,"hashed"],"examples":[1,"hashed"]},"examples":[{"customerId":1,"_id":"hashed"}]},"unique":{"description":"The shard key is unique. Not possible with a hashed field.","type":"boolean","default":false,"examples":[true]},"presplit":{"description":"Chunks to make per shard before the copy, so that the data need not move afterwards.","type":"object","additionalProperties":false,"required":["chunksPerShard"],"properties":{"chunksPerShard":{"description":"Number of chunks on each shard.","type":"integer","minimum":1,"maximum":8192,"examples":[8]}},"examples":[{"chunksPerShard":8}]}},"examples":[{"namespace":"shop.orders","key":{"customerId":1,"_id":"hashed"}}]},"indexes":{"description":"Indexes on the destination.","type":"object","additionalProperties":false,"properties":{"build":{"description":"When they are built. After the copy is by far the fastest. `never` leaves all but _id out.","type":"string","enum":["afterDataCopy","beforeDataCopy","excludeHashed","excludeHashedAfterCopy","never"],"default":"afterDataCopy","examples":["afterDataCopy"]}},"examples":[{"build":"afterDataCopy"}]},"searchIndexes":{"description":"Atlas Search and Vector Search indexes, which no sync engine migrates.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`check` reports those that the destination lacks, `copy` also creates what the source has, `off` looks at none. Declared entries are created in any mode.","type":"string","enum":["check","copy","off"],"default":"check","examples":["copy"]},"entries":{"description":"Search indexes to create on the destination.","type":"array","items":{"description":"One search index.","type":"object","additionalProperties":false,"required":["namespace","name","definition"],"properties":{"namespace":{"description":"The collection.","$ref":"#/$defs/namespace"},"name":{"description":"Name of the index.","type":"string","minLength":1,"examples":["default"]},"type":{"description":"Kind of index.","type":"string","enum":["search","vectorSearch"],"default":"search","examples":["search"]},"definition":{"description":"Definition as Atlas takes it.","type":"object","minProperties":1,"examples":[{"mappings":{"dynamic":true}}]}},"examples":[{"namespace":"shop.products","name":"default","definition":{"mappings":{"dynamic":true}}}]},"examples":[[{"namespace":"shop.products","name":"default","definition":{"mappings":{"dynamic":true}}}]]}},"examples":[{"mode":"copy"}]},"userSelector":{"title":"user selector","description":"A user or role as `database.name`.","type":"string","pattern":"^[^.]+\\..+$","examples":["admin.orders-app"]},"usersAndRoles":{"description":"Users and roles, which online engines do not migrate.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`check` reports users and roles of the source without a counterpart, `copy` also creates them (with their credentials between self-managed deployments, with `passwords` in Atlas), `off` looks at none.","type":"string","enum":["check","copy","off"],"default":"check","examples":["copy"]},"include":{"description":"Users and roles to look at; without it, all.","type":"array","items":{"$ref":"#/$defs/userSelector"},"examples":[["admin.orders-app"]]},"exclude":{"description":"Users and roles to leave behind.","type":"array","items":{"$ref":"#/$defs/userSelector"},"examples":[["admin.backup"]]},"passwords":{"description":"Passwords for users whose credentials cannot be read from the source.","type":"array","items":{"description":"The password of one user.","type":"object","additionalProperties":false,"required":["user","password"],"properties":{"user":{"description":"The user.","$ref":"#/$defs/userSelector"},"password":{"description":"The password that the user gets.","$ref":"#/$defs/secret"}},"examples":[{"user":"admin.orders-app","password":{"env":"APP_PASSWORD"}}]},"examples":[[{"user":"admin.orders-app","password":{"env":"APP_PASSWORD"}}]]}},"examples":[{"mode":"check"}]},"verification":{"description":"Comparison of source and destination.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`full` compares every document, `sample` some of them, `counts` only numbers, `off` nothing.","type":"string","enum":["full","sample","counts","off"],"default":"full","examples":["full"]},"samplePercent":{"description":"Share of the documents that `sample` compares.","type":"number","exclusiveMinimum":0,"maximum":100,"default":5,"examples":[5]},"onMismatch":{"description":"`stop` reports a difference and blocks the cutover, `repair` also writes the source's document to the destination.","type":"string","enum":["stop","repair"],"default":"stop","examples":["stop"]},"exclude":{"description":"Collections that are not compared.","type":"array","items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop","collections":["sessions"]}]]},"parallelism":{"$ref":"#/$defs/parallelism"}},"examples":[{"mode":"full"}]},"cutover":{"description":"When and how the destination takes over.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`manual`: only phase cutover starts it. `auto`: as soon as the gates are open. `window`: in the window, when the gates are open.","type":"string","enum":["manual","auto","window"],"default":"manual","examples":["manual"]},"window":{"$ref":"#/$defs/cutoverWindow"},"gates":{"$ref":"#/$defs/gates"},"timeout":{"description":"How long writes may be blocked. Then everything is undone: writes are allowed on the source again and following goes on.","$ref":"#/$defs/duration","default":"60s"},"block":{"$ref":"#/$defs/block"},"hooks":{"description":"Programs and requests at certain moments, in their order.","type":"array","items":{"$ref":"#/$defs/hook"},"examples":[[{"on":"beforeBlock","run":["./scripts/app-read-only.sh"],"undo":["./scripts/app-read-write.sh"],"timeout":"30s"}]]},"rollback":{"description":"The way back after the cutover.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`reverse` keeps the source following the destination; `none` gives up the way back; `auto` is reverse where the engine can.","type":"string","enum":["auto","reverse","none"],"default":"auto","examples":["reverse"]},"keepFor":{"description":"How long the way back is meant to be kept. When it is over, godwit warns; nothing ends by itself.","$ref":"#/$defs/duration","default":"48h"}},"examples":[{"mode":"reverse","keepFor":"48h"}]},"warm":{"$ref":"#/$defs/warm"},"watch":{"$ref":"#/$defs/watch"}},"examples":[{"mode":"manual","timeout":"60s"}]},"timeZone":{"title":"time zone","description":"Name of an IANA time zone.","type":"string","minLength":1,"examples":["Europe/Berlin","UTC"]},"cron":{"title":"cron expression","description":"Five fields: minute, hour, day of month, month, day of week.","type":"string","pattern":"^(?!.*(?:^|[ ,])H)[^\\s]+(?: [^\\s]+){4}$","examples":["0 2 * * SUN"]},"cutoverWindow":{"description":"When a cutover may start, whichever mode starts it: once (`start`) or again and again (`cron`), each time for `duration`.","type":"object","additionalProperties":false,"properties":{"start":{"title":"date and time","description":"Start of a single window: local time in `timeZone`, or with an offset from UTC.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?$","examples":["2026-11-22T02:00"]},"cron":{"description":"Start of recurring windows.","$ref":"#/$defs/cron"},"duration":{"description":"How long a window is open.","$ref":"#/$defs/duration"},"timeZone":{"description":"Time zone of `start` and `cron`.","$ref":"#/$defs/timeZone"}},"examples":[{"start":"2026-11-22T02:00","duration":"2h","timeZone":"Europe/Berlin"}]},"gates":{"description":"What must hold before writes are blocked.","type":"object","additionalProperties":false,"properties":{"maxLag":{"description":"How far the destination may be behind. It is never 0: idle servers write no-ops.","$ref":"#/$defs/duration","default":"10s"},"verifiedWithin":{"description":"How long ago everything may have been found equal. Not a gate with verification off.","$ref":"#/$defs/duration","default":"15m"},"approvals":{"description":"People who must agree. An approval is recorded in the ledger with its plan.","type":"array","items":{"description":"A group of people of whom some must agree.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the group, unique in the list.","type":"string","minLength":1,"examples":["dba"]},"by":{"description":"Who may approve; without it, anyone but the one who started the run.","type":"array","minItems":1,"items":{"description":"A person, as the ledger names them.","type":"string","minLength":1,"examples":["alice@example.com"]},"examples":[["alice@example.com","bob@example.com"]]},"count":{"description":"How many of them must approve.","type":"integer","minimum":1,"default":1,"examples":[1]}},"examples":[{"name":"dba","by":["alice@example.com"],"count":1}]},"examples":[[{"name":"dba","by":["alice@example.com"],"count":1}]]},"http":{"description":"Services that must answer with success.","type":"array","items":{"$ref":"#/$defs/http"},"examples":[[{"url":"https://deploys.example/frozen"}]]},"command":{"description":"Programs that must exit with 0.","type":"array","items":{"description":"One program.","type":"object","additionalProperties":false,"required":["run"],"properties":{"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"timeout":{"description":"How long it may run.","$ref":"#/$defs/duration","default":"30s"}},"examples":[{"run":["./scripts/is-quiet.sh"],"timeout":"10s"}]},"examples":[[{"run":["./scripts/is-quiet.sh"]}]]}},"examples":[{"maxLag":"5s","verifiedWithin":"15m"}]},"block":{"description":"How writes are held back during the cutover.","type":"object","additionalProperties":false,"properties":{"source":{"description":"`server`: setUserWriteBlockMode, for the whole cluster. `roles`: the write roles of the declared users are taken away. `external`: a hook stops the applications; late writes stop the cutover. `auto`: the engine's own block, or `server` when there are no filters.","type":"string","enum":["auto","server","roles","external"],"default":"auto","examples":["server"]},"destination":{"description":"`server`: setUserWriteBlockMode until the switch. `roles`: the declared users get their write roles at the switch. `none`: nothing holds writes back.","type":"string","enum":["auto","server","roles","none"],"default":"auto","examples":["server"]},"afterComplete":{"description":"What becomes of the cluster that applications have left, when the migration is complete and that cluster is still closed to writers. `keep`: it stays closed, and the plan says so. `release`: it takes writes again.","type":"string","enum":["keep","release"],"default":"keep","examples":["release"]}},"examples":[{"source":"server","destination":"server"}]},"hook":{"description":"A program or request at a moment of the cutover. It may run twice, and what stops applications needs an `undo`.","type":"object","additionalProperties":false,"required":["on"],"oneOf":[{"required":["run"]},{"required":["http"]}],"properties":{"on":{"description":"The moment. Before `switch` a failure undoes the cutover; from then on it goes forward.","type":"string","enum":["beforeBlock","afterBlock","beforeSwitch","switch","afterCutover","afterUndo","beforeRollback","afterRollback"],"examples":["beforeBlock"]},"name":{"description":"Name in plans and reports.","type":"string","minLength":1,"examples":["application read only"]},"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"http":{"description":"The request.","$ref":"#/$defs/http"},"undo":{"title":"command line, block or `none`","description":"What takes the hook back: a command line, a block with `run` or `http`, or `none` when there is nothing to take back.","type":["string","array","object"],"allOf":[{"if":{"type":"string"},"then":{"enum":["none"]}},{"if":{"type":"array"},"then":{"$ref":"#/$defs/commandLine"}},{"if":{"type":"object"},"then":{"$ref":"#/$defs/action"}}],"examples":[["./scripts/app-read-write.sh"],"none"]},"timeout":{"description":"How long the hook may take; the same for its `undo`.","$ref":"#/$defs/duration","default":"30s"},"onFailure":{"description":"`stop` fails the cutover (and undoes it, before the switch), `continue` only reports it.","type":"string","enum":["stop","continue"],"default":"stop","examples":["continue"]}},"examples":[{"on":"switch","run":["./scripts/switch-connection-string.sh"],"timeout":"30s"}]},"action":{"description":"A program or a request.","type":"object","additionalProperties":false,"oneOf":[{"required":["run"]},{"required":["http"]}],"properties":{"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"http":{"description":"The request.","$ref":"#/$defs/http"}},"examples":[{"http":{"url":"https://deploys.example/thaw"}}]},"warm":{"description":"What is read on the destination before writes are blocked, so that applications do not meet a cold cache. It never stops a cutover.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`hottest` reads the namespaces and indexes that the source uses most, `none` reads nothing.","type":"string","enum":["hottest","none"],"default":"hottest","examples":["none"]},"maxTime":{"description":"How long it may take at most.","$ref":"#/$defs/duration","default":"30s"},"maxBytes":{"description":"How much is read at most; never more than half of the destination's cache.","$ref":"#/$defs/size","default":"2GB"}},"examples":[{"maxTime":"2m","maxBytes":"20GB"}]},"watch":{"description":"What is watched after the switch, and what happens when it fails.","type":"object","additionalProperties":false,"properties":{"for":{"description":"How long to watch.","$ref":"#/$defs/duration"},"every":{"description":"Pause between two looks.","$ref":"#/$defs/duration","default":"30s"},"failures":{"description":"How many failures in a row count.","type":"integer","minimum":1,"default":3,"examples":[3]},"http":{"description":"Services that must answer with success.","type":"array","items":{"$ref":"#/$defs/http"},"examples":[[{"url":"https://shop.example/health"}]]},"command":{"description":"Programs that must exit with 0.","type":"array","items":{"$ref":"#/$defs/commandLine"},"examples":[[["./scripts/error-rate-ok.sh"]]]},"onFailure":{"description":"`alert` tells people, `rollBack` goes back to the source by itself.","type":"string","enum":["alert","rollBack"],"default":"alert","examples":["alert"]}},"examples":[{"for":"30m","http":[{"url":"https://shop.example/health"}]}]},"throttle":{"description":"Limits on the load that the migration makes. The engine says which one holds it back.","type":"object","additionalProperties":false,"properties":{"maxDestinationLag":{"description":"Wait while secondaries of the destination are further behind than this.","$ref":"#/$defs/duration"},"maxSourceLag":{"description":"Wait while secondaries of the source are further behind than this.","$ref":"#/$defs/duration"},"readBytesPerSecond":{"description":"Bytes a second read from the source, at most.","$ref":"#/$defs/size"},"writeBytesPerSecond":{"description":"Bytes a second written to the destination, at most.","$ref":"#/$defs/size"},"http":{"description":"A service that is asked again and again; anything but success holds the copy.","$ref":"#/$defs/http"},"schedule":{"description":"Times with other limits.","type":"array","items":{"description":"One recurring time and its limits.","type":"object","additionalProperties":false,"required":["cron","duration","timeZone"],"properties":{"cron":{"description":"Start of the time.","$ref":"#/$defs/cron"},"duration":{"description":"How long it lasts.","$ref":"#/$defs/duration"},"timeZone":{"description":"Time zone of `cron`.","$ref":"#/$defs/timeZone"},"pauseCopy":{"description":"Hold the copy meanwhile; changes are still followed.","type":"boolean","default":false,"examples":[true]},"readBytesPerSecond":{"description":"Limit on reads meanwhile.","$ref":"#/$defs/size"},"writeBytesPerSecond":{"description":"Limit on writes meanwhile.","$ref":"#/$defs/size"}},"examples":[{"cron":"0 8 * * MON-FRI","duration":"10h","timeZone":"Europe/Berlin","readBytesPerSecond":"50MB"}]},"examples":[[{"cron":"0 8 * * MON-FRI","duration":"10h","timeZone":"Europe/Berlin","pauseCopy":true}]]}},"examples":[{"maxDestinationLag":"10s","readBytesPerSecond":"200MB"}]},"checks":{"description":"Checks before and during the migration.","type":"object","additionalProperties":false,"properties":{"failOn":{"description":"Least severe finding that stops an apply.","type":"string","enum":["error","warning"],"default":"error","examples":["error"]},"waive":{"description":"Findings that are accepted, each with its reason.","type":"array","items":{"description":"One accepted finding.","type":"object","additionalProperties":false,"required":["code","reason"],"properties":{"code":{"title":"code of a check","description":"Code of the check; docs/checks has a page of each.","type":"string","enum":["GW101","GW102","GW103","GW104","GW105","GW106","GW107","GW108","GW109","GW110","GW111","GW112","GW113","GW114","GW115","GW116","GW117","GW118","GW119","GW201","GW202","GW203","GW204","GW205","GW206","GW207","GW208","GW209","GW210","GW211","GW212","GW213","GW301","GW302","GW303","GW304","GW305","GW306","GW307","GW308","GW309","GW310","GW311","GW312","GW313","GW314","GW315","GW316","GW317","GW318","GW319","GW320","GW321","GW322","GW323","GW324","GW325","GW326","GW327","GW328","GW329","GW330","GW331","GW332","GW333","GW334","GW335","GW336","GW337","GW338","GW339","GW340","GW341","GW343","GW344","GW345","GW346","GW347","GW348","GW349","GW401","GW402","GW403","GW404","GW405","GW406","GW407","GW408","GW410","GW411","GW412","GW510","GW511","GW512","GW513","GW514","GW515","GW516","GW517","GW518","GW519","GW520","GW521","GW522","GW523","GW524","GW525","GW526"],"examples":["GW304"]},"reason":{"title":"reason","description":"Why it is accepted, for whoever reads this in a year.","type":"string","pattern":"\\S","examples":["known duplicate, dropped after the move"]},"expires":{"description":"Day after which the waiver no longer holds.","$ref":"#/$defs/calendarDate"}},"examples":[{"code":"GW304","reason":"known duplicate, dropped after the move","expires":"2026-12-31"}]},"examples":[[{"code":"GW304","reason":"known duplicate, dropped after the move"}]]}},"examples":[{"failOn":"error"}]},"ledger":{"description":"Where journal, lock and history are kept.","type":"object","additionalProperties":false,"properties":{"type":{"description":"`auto`: in the destination's metadata as soon as there is a destination, in a file before. `file` and `mongodb` have a block of that name.","type":"string","enum":["auto","file","mongodb"],"default":"auto","examples":["auto"]},"file":{"description":"A ledger in files, for one machine.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Directory of the ledger.","$ref":"#/$defs/path"}},"examples":[{"path":".godwit"}]},"mongodb":{"description":"A ledger in a MongoDB of your choice.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of the deployment that holds the ledger.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of that deployment.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for that deployment.","$ref":"#/$defs/auth"},"database":{"description":"Database to keep it in.","type":"string","minLength":1,"default":"__godwit","examples":["__godwit"]}},"examples":[{"uri":{"env":"LEDGER_URI"}}]}},"examples":[{"type":"auto"}]},"terraform":{"description":"How the Atlas destination is provisioned.","type":"object","additionalProperties":false,"properties":{"binary":{"title":"path","description":"terraform or tofu, or the path of either. Without it, the first of them in PATH.","type":"string","minLength":1,"examples":["tofu"]},"mode":{"description":"`run`: godwit runs it as part of apply. `external`: another pipeline applies what `godwit synth` writes, and godwit only looks whether it is there, and reads `outputs`.","type":"string","enum":["run","external"],"default":"run","examples":["run"]},"directory":{"title":"path","description":"Where the stack is written to.","type":"string","minLength":1,"default":".godwit/terraform","examples":["./terraform"]},"providerVersion":{"title":"version constraint","description":"Version of the mongodbatlas provider, as Terraform writes constraints.","type":"string","minLength":1,"examples":["~> 2.16"]},"backend":{"$ref":"#/$defs/terraformBackend"},"outputs":{"description":"With `mode: external`: where the other pipeline tells the connection string of the cluster. Without it, Atlas is asked.","type":"object","additionalProperties":false,"properties":{"directory":{"title":"path","description":"Where that pipeline has its stack; `terraform output -json` is run there.","type":"string","minLength":1,"examples":["./infrastructure"]},"file":{"title":"path","description":"A file that `terraform output -json` or `terraform show -json` wrote, or a state file.","type":"string","minLength":1,"examples":["./outputs.json"]},"connectionString":{"title":"output","description":"Name of the output that is the connection string. Without it, the name that `godwit synth` gives it for `destination.atlas.connectThrough`.","type":"string","minLength":1,"examples":["orders_connection_string"]}},"examples":[{"directory":"./infrastructure"}]}},"examples":[{"binary":"tofu","backend":{"s3":{"bucket":"tfstate","key":"orders","region":"eu-west-1"}}}]},"terraformBackend":{"description":"Where Terraform keeps its state. The arguments are spelled as Terraform spells them; credentials come from the environment, as Terraform advises.","type":"object","additionalProperties":false,"properties":{"local":{"description":"A file on this machine.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Path of the state file.","type":"string","examples":["./terraform.tfstate"]},"workspace_dir":{"description":"Directory of other workspaces.","type":"string","examples":["./states"]}},"examples":[{"path":"./terraform.tfstate"}]},"s3":{"description":"An S3 bucket.","type":"object","additionalProperties":false,"properties":{"bucket":{"description":"Bucket of the state.","type":"string","examples":["tfstate"]},"key":{"description":"Key of the state.","type":"string","examples":["godwit/orders.tfstate"]},"region":{"description":"Region of the bucket.","type":"string","examples":["eu-west-1"]},"profile":{"description":"AWS profile.","type":"string","examples":["migration"]},"role_arn":{"description":"Role to assume.","type":"string","examples":["arn:aws:iam::123456789012:role/terraform"]},"encrypt":{"description":"Encrypt the state.","type":"boolean","examples":[true]},"kms_key_id":{"description":"Key to encrypt with.","type":"string","examples":["arn:aws:kms:eu-west-1:123456789012:key/1"]},"use_lockfile":{"description":"Lock by a file in the bucket.","type":"boolean","examples":[true]},"dynamodb_table":{"description":"Lock by a table.","type":"string","examples":["tflock"]},"endpoint":{"description":"Address of an S3-compatible service.","type":"string","examples":["https://minio.example"]},"use_path_style":{"description":"Name the bucket in the path, as most S3-compatible services want it.","type":"boolean","examples":[true]},"skip_credentials_validation":{"description":"Ask no AWS service whether the credentials are right: for S3-compatible services.","type":"boolean","examples":[true]},"skip_metadata_api_check":{"description":"Do not look for credentials of an EC2 instance.","type":"boolean","examples":[true]},"skip_region_validation":{"description":"Take a region that AWS does not have.","type":"boolean","examples":[true]},"skip_requesting_account_id":{"description":"Ask no AWS service for the account: for S3-compatible services.","type":"boolean","examples":[true]},"skip_s3_checksum":{"description":"Send no checksums, which some S3-compatible services refuse.","type":"boolean","examples":[true]}},"examples":[{"bucket":"tfstate","key":"godwit/orders.tfstate","region":"eu-west-1","use_lockfile":true}]},"gcs":{"description":"A Google Cloud Storage bucket.","type":"object","additionalProperties":false,"properties":{"bucket":{"description":"Bucket of the state.","type":"string","examples":["tfstate"]},"prefix":{"description":"Prefix of the state.","type":"string","examples":["godwit/orders"]},"impersonate_service_account":{"description":"Service account to act as.","type":"string","examples":["terraform@shop.iam.gserviceaccount.com"]},"kms_encryption_key":{"description":"Key to encrypt with.","type":"string","examples":["projects/shop/locations/europe/keyRings/tf/cryptoKeys/state"]}},"examples":[{"bucket":"tfstate","prefix":"godwit/orders"}]},"azurerm":{"description":"An Azure storage container.","type":"object","additionalProperties":false,"properties":{"resource_group_name":{"description":"Resource group.","type":"string","examples":["tfstate"]},"storage_account_name":{"description":"Storage account.","type":"string","examples":["tfstate"]},"container_name":{"description":"Container.","type":"string","examples":["tfstate"]},"key":{"description":"Name of the blob.","type":"string","examples":["orders.tfstate"]},"subscription_id":{"description":"Subscription.","type":"string","examples":["00000000-0000-0000-0000-000000000002"]},"tenant_id":{"description":"Tenant.","type":"string","examples":["00000000-0000-0000-0000-000000000001"]},"use_azuread_auth":{"description":"Log in through Entra ID.","type":"boolean","examples":[true]},"use_oidc":{"description":"Log in by OpenID Connect.","type":"boolean","examples":[true]},"use_msi":{"description":"Log in by managed identity.","type":"boolean","examples":[true]}},"examples":[{"storage_account_name":"tfstate","container_name":"tfstate","key":"orders.tfstate"}]},"http":{"description":"A service that speaks Terraform's state protocol, such as GitLab's.","type":"object","additionalProperties":false,"properties":{"address":{"description":"Address of the state.","type":"string","examples":["https://git.example/state"]},"update_method":{"description":"Method of updates.","type":"string","examples":["POST"]},"lock_address":{"description":"Address of the lock.","type":"string","examples":["https://git.example/state/lock"]},"lock_method":{"description":"Method of locking.","type":"string","examples":["POST"]},"unlock_address":{"description":"Address to unlock.","type":"string","examples":["https://git.example/state/lock"]},"unlock_method":{"description":"Method of unlocking.","type":"string","examples":["DELETE"]},"retry_max":{"description":"Number of retries.","type":"integer","minimum":0,"examples":[2]},"retry_wait_min":{"description":"Shortest pause before a retry, in seconds.","type":"integer","minimum":0,"examples":[1]},"retry_wait_max":{"description":"Longest pause before a retry, in seconds.","type":"integer","minimum":0,"examples":[30]}},"examples":[{"address":"https://git.example/state"}]},"remote":{"description":"HCP Terraform or Terraform Enterprise.","type":"object","additionalProperties":false,"properties":{"hostname":{"description":"Host of the service.","type":"string","examples":["app.terraform.io"]},"organization":{"description":"Organization.","type":"string","examples":["shop"]},"workspaces":{"description":"The workspace, by name or prefix.","type":"object","additionalProperties":false,"properties":{"name":{"description":"Name of the workspace.","type":"string","examples":["orders"]},"prefix":{"description":"Prefix of workspaces.","type":"string","examples":["godwit-"]}},"examples":[{"name":"orders"}]}},"examples":[{"organization":"shop","workspaces":{"name":"orders"}}]}},"examples":[{"s3":{"bucket":"tfstate","key":"orders","region":"eu-west-1"}}]},"policy":{"description":"Rules that every plan of this migration is held to.","type":"array","items":{"description":"A rule that godwit knows, or a program that reads the plan as JSON from its standard input and exits with 0 when it agrees.","type":"object","additionalProperties":false,"oneOf":[{"required":["rule"]},{"required":["run"]}],"properties":{"rule":{"description":"A rule that godwit knows.","type":"string","enum":["noDestructiveSteps","verificationRequired","rollbackRequired","approvalRequired","cutoverInWindow","noOpenAccess","backupRequired","rehearsalRequired"],"examples":["noDestructiveSteps"]},"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"rehearsal":{"description":"For `rehearsalRequired`: what shows that this migration was rehearsed.","type":"object","additionalProperties":false,"required":["report"],"properties":{"report":{"description":"The events of the rehearsal, as `godwit apply -e staging --json-into FILE` wrote them.","$ref":"#/$defs/path"},"maxAge":{"description":"How old it may be.","$ref":"#/$defs/duration","default":"30d"}},"examples":[{"report":"./rehearsal.jsonl","maxAge":"14d"}]},"name":{"description":"Name in plans and reports.","type":"string","minLength":1,"examples":["company rules"]},"level":{"description":"`deny` stops an apply, `warn` only says so.","type":"string","enum":["warn","deny"],"default":"deny","examples":["deny"]}},"examples":[{"rule":"noOpenAccess","level":"deny"}]},"examples":[[{"rule":"verificationRequired","level":"deny"}]]},"notifications":{"description":"Who is told of what.","type":"array","items":{"description":"Events and where they go, as JSON.","type":"object","additionalProperties":false,"required":["on"],"oneOf":[{"required":["run"]},{"required":["http"]},{"required":["slack"]},{"required":["email"]}],"properties":{"on":{"description":"The events.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"One event.","type":"string","enum":["started","stateChanged","gateWaiting","approvalNeeded","cutoverStarted","cutoverFinished","cutoverUndone","rolledBack","completed","failed","stalled","oplogWindowLow","mismatchFound","drifted","expiryNear"],"examples":["failed"]},"examples":[["failed","stalled","oplogWindowLow"]]},"run":{"description":"A program that gets the event as JSON on its standard input.","$ref":"#/$defs/commandLine"},"http":{"description":"A request that carries the event as JSON.","$ref":"#/$defs/http"},"slack":{"description":"A Slack channel.","type":"object","additionalProperties":false,"required":["webhook"],"properties":{"webhook":{"description":"Address of the incoming webhook, which is a secret.","$ref":"#/$defs/secret"}},"examples":[{"webhook":{"env":"SLACK_WEBHOOK"}}]},"email":{"description":"Mail through an SMTP server.","type":"object","additionalProperties":false,"required":["host","from","to"],"properties":{"host":{"description":"The SMTP server.","type":"string","minLength":1,"examples":["smtp.example.com"]},"port":{"description":"Port of the SMTP server.","$ref":"#/$defs/port","default":587},"security":{"description":"`startTls` begins in the clear and refuses to go on without TLS, `tls` is TLS from the first byte, `none` is for a server on the same machine.","type":"string","enum":["startTls","tls","none"],"default":"startTls","examples":["tls"]},"username":{"description":"User at the SMTP server.","$ref":"#/$defs/text"},"password":{"description":"Password at the SMTP server.","$ref":"#/$defs/secret"},"from":{"description":"Address of the sender.","type":"string","minLength":3,"examples":["godwit@example.com"]},"to":{"description":"Addresses of those who are told.","type":"array","minItems":1,"items":{"description":"One address.","type":"string","minLength":3,"examples":["dba@example.com"]},"examples":[["dba@example.com"]]}},"dependentRequired":{"username":["password"],"password":["username"]},"examples":[{"host":"smtp.example.com","from":"godwit@example.com","to":["dba@example.com"]}]},"message":{"description":"What is said, with {{migration}}, {{event}}, {{environment}}, {{state}}, {{phase}}, {{reason}}, {{by}}, {{job}}, {{runId}} and {{at}} put in. Without it godwit says it in its own words.","type":"string","minLength":1,"examples":["{{migration}}: {{event}} {{reason}} (see {{job}})"]}},"examples":[{"on":["failed"],"slack":{"webhook":{"env":"SLACK_WEBHOOK"}}}]},"examples":[[{"on":["failed","stalled"],"http":{"url":"https://hooks.example/godwit"}}]]}}};
const schema20 = {"description":"What a whole migration cannot do without. Overlays are not held to it.","required":["apiVersion","kind","name","phase","source","destination"],"properties":{"source":{"required":["uri"]},"destination":{"oneOf":[{"required":["uri"]},{"required":["atlas"]}],"properties":{"atlas":{"required":["project","cluster"],"properties":{"project":{"oneOf":[{"required":["id"]},{"required":["name"]}],"dependentRequired":{"name":["organizationId"]}},"cluster":{"required":["name"],"properties":{"pinnedFeatureCompatibilityVersion":{"required":["expires"]},"autoScaling":{"properties":{"compute":{"required":["maxTier"]}}},"analyticsAutoScaling":{"properties":{"compute":{"required":["maxTier"]}}},"during":{"properties":{"autoScaling":{"properties":{"compute":{"required":["maxTier"]}}}}}}},"credentials":{"oneOf":[{"required":["clientId"]},{"required":["publicKey"]}],"dependentRequired":{"clientId":["clientSecret"],"clientSecret":["clientId"],"publicKey":["privateKey"],"privateKey":["publicKey"]}},"network":{"properties":{"container":{"required":["provider","cidr"]}}},"encryptionAtRest":{"properties":{"aws":{"required":["keyId","region","roleId"]},"azure":{"required":["subscriptionId","tenantId","resourceGroup","keyVault","keyIdentifier","clientId","clientSecret"]},"gcp":{"required":["keyVersionResourceId"]}}},"maintenanceWindow":{"required":["day","hour"]}}}}},"engine":{"required":["type"],"properties":{"builtin":{"properties":{"spool":{"required":["path"]}}},"atlasLiveMigration":{"properties":{"link":{"required":["organizationId"]},"source":{"required":["projectId","clusterName"]}}}}},"sharding":{"required":["entries"]},"cutover":{"properties":{"window":{"required":["duration"],"oneOf":[{"required":["start"]},{"required":["cron"]}],"dependentRequired":{"cron":["timeZone"]}},"watch":{"required":["for"]}}},"ledger":{"required":["type"],"properties":{"file":{"required":["path"]},"mongodb":{"required":["uri"]}}},"terraform":{"properties":{"outputs":{"oneOf":[{"required":["directory"]},{"required":["file"]}]},"backend":{"properties":{"s3":{"required":["bucket","key","region"]},"gcs":{"required":["bucket"]},"azurerm":{"required":["storage_account_name","container_name","key"]},"http":{"required":["address"]},"remote":{"required":["organization","workspaces"],"properties":{"workspaces":{"oneOf":[{"required":["name"]},{"required":["prefix"]}]}}}},"oneOf":[{"required":["local"]},{"required":["s3"]},{"required":["gcs"]},{"required":["azurerm"]},{"required":["http"]},{"required":["remote"]}]}}}}};

function validate53(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate53.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.apiVersion === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "apiVersion"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err0); errors++;
}
if(data.kind === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "kind"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err1); errors++;
}
if(data.name === undefined){
const err2 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err2); errors++;
}
if(data.phase === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "phase"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err3); errors++;
}
if(data.source === undefined){
const err4 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "source"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err4); errors++;
}
if(data.destination === undefined){
const err5 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "destination"},schema:schema20.required,parentSchema:schema20,data};
(vErrors ??= []).push(err5); errors++;
}
if(data.source !== undefined){
let data0 = data.source;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.uri === undefined){
const err6 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/required",keyword:"required",params:{missingProperty: "uri"},schema:schema20.properties.source.required,parentSchema:schema20.properties.source,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
}
if(data.destination !== undefined){
let data1 = data.destination;
const _errs2 = errors;
let valid1 = false;
let passing0 = null;
const _errs3 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.uri === undefined){
const err7 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/oneOf/0/required",keyword:"required",params:{missingProperty: "uri"},schema:schema20.properties.destination.oneOf[0].required,parentSchema:schema20.properties.destination.oneOf[0],data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs4 = errors;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.atlas === undefined){
const err8 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/oneOf/1/required",keyword:"required",params:{missingProperty: "atlas"},schema:schema20.properties.destination.oneOf[1].required,parentSchema:schema20.properties.destination.oneOf[1],data:data1};
(vErrors ??= []).push(err8); errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
}
if(!valid1){
const err9 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema20.properties.destination.oneOf,parentSchema:schema20.properties.destination,data:data1};
(vErrors ??= []).push(err9); errors++;
}
else {
errors = _errs2;
if(vErrors !== null){
if(_errs2){
vErrors.length = _errs2;
}
else {
vErrors = null;
}
}
}
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(data1.atlas !== undefined){
let data2 = data1.atlas;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.project === undefined){
const err10 = {instancePath:instancePath+"/destination/atlas",schemaPath:"#/properties/destination/properties/atlas/required",keyword:"required",params:{missingProperty: "project"},schema:schema20.properties.destination.properties.atlas.required,parentSchema:schema20.properties.destination.properties.atlas,data:data2};
(vErrors ??= []).push(err10); errors++;
}
if(data2.cluster === undefined){
const err11 = {instancePath:instancePath+"/destination/atlas",schemaPath:"#/properties/destination/properties/atlas/required",keyword:"required",params:{missingProperty: "cluster"},schema:schema20.properties.destination.properties.atlas.required,parentSchema:schema20.properties.destination.properties.atlas,data:data2};
(vErrors ??= []).push(err11); errors++;
}
if(data2.project !== undefined){
let data3 = data2.project;
const _errs7 = errors;
let valid4 = false;
let passing1 = null;
const _errs8 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.id === undefined){
const err12 = {instancePath:instancePath+"/destination/atlas/project",schemaPath:"#/properties/destination/properties/atlas/properties/project/oneOf/0/required",keyword:"required",params:{missingProperty: "id"},schema:schema20.properties.destination.properties.atlas.properties.project.oneOf[0].required,parentSchema:schema20.properties.destination.properties.atlas.properties.project.oneOf[0],data:data3};
(vErrors ??= []).push(err12); errors++;
}
}
var _valid1 = _errs8 === errors;
if(_valid1){
valid4 = true;
passing1 = 0;
}
const _errs9 = errors;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name === undefined){
const err13 = {instancePath:instancePath+"/destination/atlas/project",schemaPath:"#/properties/destination/properties/atlas/properties/project/oneOf/1/required",keyword:"required",params:{missingProperty: "name"},schema:schema20.properties.destination.properties.atlas.properties.project.oneOf[1].required,parentSchema:schema20.properties.destination.properties.atlas.properties.project.oneOf[1],data:data3};
(vErrors ??= []).push(err13); errors++;
}
}
var _valid1 = _errs9 === errors;
if(_valid1 && valid4){
valid4 = false;
passing1 = [passing1, 1];
}
else {
if(_valid1){
valid4 = true;
passing1 = 1;
}
}
if(!valid4){
const err14 = {instancePath:instancePath+"/destination/atlas/project",schemaPath:"#/properties/destination/properties/atlas/properties/project/oneOf",keyword:"oneOf",params:{passingSchemas: passing1},schema:schema20.properties.destination.properties.atlas.properties.project.oneOf,parentSchema:schema20.properties.destination.properties.atlas.properties.project,data:data3};
(vErrors ??= []).push(err14); errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name !== undefined){
if(data3.organizationId === undefined){
const err15 = {instancePath:instancePath+"/destination/atlas/project",schemaPath:"#/properties/destination/properties/atlas/properties/project/dependentRequired",keyword:"dependentRequired",params:{property: "name",
    missingProperty: "organizationId",
    depsCount: 1,
    deps: "organizationId"},schema:schema20.properties.destination.properties.atlas.properties.project.dependentRequired,parentSchema:schema20.properties.destination.properties.atlas.properties.project,data:data3};
(vErrors ??= []).push(err15); errors++;
}
}
}
}
if(data2.cluster !== undefined){
let data4 = data2.cluster;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.name === undefined){
const err16 = {instancePath:instancePath+"/destination/atlas/cluster",schemaPath:"#/properties/destination/properties/atlas/properties/cluster/required",keyword:"required",params:{missingProperty: "name"},schema:schema20.properties.destination.properties.atlas.properties.cluster.required,parentSchema:schema20.properties.destination.properties.atlas.properties.cluster,data:data4};
(vErrors ??= []).push(err16); errors++;
}
if(data4.pinnedFeatureCompatibilityVersion !== undefined){
let data5 = data4.pinnedFeatureCompatibilityVersion;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.expires === undefined){
const err17 = {instancePath:instancePath+"/destination/atlas/cluster/pinnedFeatureCompatibilityVersion",schemaPath:"#/properties/destination/properties/atlas/properties/cluster/properties/pinnedFeatureCompatibilityVersion/required",keyword:"required",params:{missingProperty: "expires"},schema:schema20.properties.destination.properties.atlas.properties.cluster.properties.pinnedFeatureCompatibilityVersion.required,parentSchema:schema20.properties.destination.properties.atlas.properties.cluster.properties.pinnedFeatureCompatibilityVersion,data:data5};
(vErrors ??= []).push(err17); errors++;
}
}
}
if(data4.autoScaling !== undefined){
let data6 = data4.autoScaling;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.compute !== undefined){
let data7 = data6.compute;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.maxTier === undefined){
const err18 = {instancePath:instancePath+"/destination/atlas/cluster/autoScaling/compute",schemaPath:"#/properties/destination/properties/atlas/properties/cluster/properties/autoScaling/properties/compute/required",keyword:"required",params:{missingProperty: "maxTier"},schema:schema20.properties.destination.properties.atlas.properties.cluster.properties.autoScaling.properties.compute.required,parentSchema:schema20.properties.destination.properties.atlas.properties.cluster.properties.autoScaling.properties.compute,data:data7};
(vErrors ??= []).push(err18); errors++;
}
}
}
}
}
if(data4.analyticsAutoScaling !== undefined){
let data8 = data4.analyticsAutoScaling;
if(data8 && typeof data8 == "object" && !Array.isArray(data8)){
if(data8.compute !== undefined){
let data9 = data8.compute;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.maxTier === undefined){
const err19 = {instancePath:instancePath+"/destination/atlas/cluster/analyticsAutoScaling/compute",schemaPath:"#/properties/destination/properties/atlas/properties/cluster/properties/analyticsAutoScaling/properties/compute/required",keyword:"required",params:{missingProperty: "maxTier"},schema:schema20.properties.destination.properties.atlas.properties.cluster.properties.analyticsAutoScaling.properties.compute.required,parentSchema:schema20.properties.destination.properties.atlas.properties.cluster.properties.analyticsAutoScaling.properties.compute,data:data9};
(vErrors ??= []).push(err19); errors++;
}
}
}
}
}
if(data4.during !== undefined){
let data10 = data4.during;
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.autoScaling !== undefined){
let data11 = data10.autoScaling;
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.compute !== undefined){
let data12 = data11.compute;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
if(data12.maxTier === undefined){
const err20 = {instancePath:instancePath+"/destination/atlas/cluster/during/autoScaling/compute",schemaPath:"#/properties/destination/properties/atlas/properties/cluster/properties/during/properties/autoScaling/properties/compute/required",keyword:"required",params:{missingProperty: "maxTier"},schema:schema20.properties.destination.properties.atlas.properties.cluster.properties.during.properties.autoScaling.properties.compute.required,parentSchema:schema20.properties.destination.properties.atlas.properties.cluster.properties.during.properties.autoScaling.properties.compute,data:data12};
(vErrors ??= []).push(err20); errors++;
}
}
}
}
}
}
}
}
}
if(data2.credentials !== undefined){
let data13 = data2.credentials;
const _errs20 = errors;
let valid10 = false;
let passing2 = null;
const _errs21 = errors;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.clientId === undefined){
const err21 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/oneOf/0/required",keyword:"required",params:{missingProperty: "clientId"},schema:schema20.properties.destination.properties.atlas.properties.credentials.oneOf[0].required,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials.oneOf[0],data:data13};
(vErrors ??= []).push(err21); errors++;
}
}
var _valid2 = _errs21 === errors;
if(_valid2){
valid10 = true;
passing2 = 0;
}
const _errs22 = errors;
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.publicKey === undefined){
const err22 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/oneOf/1/required",keyword:"required",params:{missingProperty: "publicKey"},schema:schema20.properties.destination.properties.atlas.properties.credentials.oneOf[1].required,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials.oneOf[1],data:data13};
(vErrors ??= []).push(err22); errors++;
}
}
var _valid2 = _errs22 === errors;
if(_valid2 && valid10){
valid10 = false;
passing2 = [passing2, 1];
}
else {
if(_valid2){
valid10 = true;
passing2 = 1;
}
}
if(!valid10){
const err23 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/oneOf",keyword:"oneOf",params:{passingSchemas: passing2},schema:schema20.properties.destination.properties.atlas.properties.credentials.oneOf,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials,data:data13};
(vErrors ??= []).push(err23); errors++;
}
else {
errors = _errs20;
if(vErrors !== null){
if(_errs20){
vErrors.length = _errs20;
}
else {
vErrors = null;
}
}
}
if(data13 && typeof data13 == "object" && !Array.isArray(data13)){
if(data13.clientId !== undefined){
if(data13.clientSecret === undefined){
const err24 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/dependentRequired",keyword:"dependentRequired",params:{property: "clientId",
    missingProperty: "clientSecret",
    depsCount: 1,
    deps: "clientSecret"},schema:schema20.properties.destination.properties.atlas.properties.credentials.dependentRequired,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials,data:data13};
(vErrors ??= []).push(err24); errors++;
}
}
if(data13.clientSecret !== undefined){
if(data13.clientId === undefined){
const err25 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/dependentRequired",keyword:"dependentRequired",params:{property: "clientSecret",
    missingProperty: "clientId",
    depsCount: 1,
    deps: "clientId"},schema:schema20.properties.destination.properties.atlas.properties.credentials.dependentRequired,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials,data:data13};
(vErrors ??= []).push(err25); errors++;
}
}
if(data13.publicKey !== undefined){
if(data13.privateKey === undefined){
const err26 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/dependentRequired",keyword:"dependentRequired",params:{property: "publicKey",
    missingProperty: "privateKey",
    depsCount: 1,
    deps: "privateKey"},schema:schema20.properties.destination.properties.atlas.properties.credentials.dependentRequired,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials,data:data13};
(vErrors ??= []).push(err26); errors++;
}
}
if(data13.privateKey !== undefined){
if(data13.publicKey === undefined){
const err27 = {instancePath:instancePath+"/destination/atlas/credentials",schemaPath:"#/properties/destination/properties/atlas/properties/credentials/dependentRequired",keyword:"dependentRequired",params:{property: "privateKey",
    missingProperty: "publicKey",
    depsCount: 1,
    deps: "publicKey"},schema:schema20.properties.destination.properties.atlas.properties.credentials.dependentRequired,parentSchema:schema20.properties.destination.properties.atlas.properties.credentials,data:data13};
(vErrors ??= []).push(err27); errors++;
}
}
}
}
if(data2.network !== undefined){
let data14 = data2.network;
if(data14 && typeof data14 == "object" && !Array.isArray(data14)){
if(data14.container !== undefined){
let data15 = data14.container;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
if(data15.provider === undefined){
const err28 = {instancePath:instancePath+"/destination/atlas/network/container",schemaPath:"#/properties/destination/properties/atlas/properties/network/properties/container/required",keyword:"required",params:{missingProperty: "provider"},schema:schema20.properties.destination.properties.atlas.properties.network.properties.container.required,parentSchema:schema20.properties.destination.properties.atlas.properties.network.properties.container,data:data15};
(vErrors ??= []).push(err28); errors++;
}
if(data15.cidr === undefined){
const err29 = {instancePath:instancePath+"/destination/atlas/network/container",schemaPath:"#/properties/destination/properties/atlas/properties/network/properties/container/required",keyword:"required",params:{missingProperty: "cidr"},schema:schema20.properties.destination.properties.atlas.properties.network.properties.container.required,parentSchema:schema20.properties.destination.properties.atlas.properties.network.properties.container,data:data15};
(vErrors ??= []).push(err29); errors++;
}
}
}
}
}
if(data2.encryptionAtRest !== undefined){
let data16 = data2.encryptionAtRest;
if(data16 && typeof data16 == "object" && !Array.isArray(data16)){
if(data16.aws !== undefined){
let data17 = data16.aws;
if(data17 && typeof data17 == "object" && !Array.isArray(data17)){
if(data17.keyId === undefined){
const err30 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/aws",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/aws/required",keyword:"required",params:{missingProperty: "keyId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws,data:data17};
(vErrors ??= []).push(err30); errors++;
}
if(data17.region === undefined){
const err31 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/aws",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/aws/required",keyword:"required",params:{missingProperty: "region"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws,data:data17};
(vErrors ??= []).push(err31); errors++;
}
if(data17.roleId === undefined){
const err32 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/aws",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/aws/required",keyword:"required",params:{missingProperty: "roleId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.aws,data:data17};
(vErrors ??= []).push(err32); errors++;
}
}
}
if(data16.azure !== undefined){
let data18 = data16.azure;
if(data18 && typeof data18 == "object" && !Array.isArray(data18)){
if(data18.subscriptionId === undefined){
const err33 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "subscriptionId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err33); errors++;
}
if(data18.tenantId === undefined){
const err34 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "tenantId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err34); errors++;
}
if(data18.resourceGroup === undefined){
const err35 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "resourceGroup"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err35); errors++;
}
if(data18.keyVault === undefined){
const err36 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "keyVault"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err36); errors++;
}
if(data18.keyIdentifier === undefined){
const err37 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "keyIdentifier"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err37); errors++;
}
if(data18.clientId === undefined){
const err38 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "clientId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err38); errors++;
}
if(data18.clientSecret === undefined){
const err39 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/azure",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/azure/required",keyword:"required",params:{missingProperty: "clientSecret"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.azure,data:data18};
(vErrors ??= []).push(err39); errors++;
}
}
}
if(data16.gcp !== undefined){
let data19 = data16.gcp;
if(data19 && typeof data19 == "object" && !Array.isArray(data19)){
if(data19.keyVersionResourceId === undefined){
const err40 = {instancePath:instancePath+"/destination/atlas/encryptionAtRest/gcp",schemaPath:"#/properties/destination/properties/atlas/properties/encryptionAtRest/properties/gcp/required",keyword:"required",params:{missingProperty: "keyVersionResourceId"},schema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.gcp.required,parentSchema:schema20.properties.destination.properties.atlas.properties.encryptionAtRest.properties.gcp,data:data19};
(vErrors ??= []).push(err40); errors++;
}
}
}
}
}
if(data2.maintenanceWindow !== undefined){
let data20 = data2.maintenanceWindow;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
if(data20.day === undefined){
const err41 = {instancePath:instancePath+"/destination/atlas/maintenanceWindow",schemaPath:"#/properties/destination/properties/atlas/properties/maintenanceWindow/required",keyword:"required",params:{missingProperty: "day"},schema:schema20.properties.destination.properties.atlas.properties.maintenanceWindow.required,parentSchema:schema20.properties.destination.properties.atlas.properties.maintenanceWindow,data:data20};
(vErrors ??= []).push(err41); errors++;
}
if(data20.hour === undefined){
const err42 = {instancePath:instancePath+"/destination/atlas/maintenanceWindow",schemaPath:"#/properties/destination/properties/atlas/properties/maintenanceWindow/required",keyword:"required",params:{missingProperty: "hour"},schema:schema20.properties.destination.properties.atlas.properties.maintenanceWindow.required,parentSchema:schema20.properties.destination.properties.atlas.properties.maintenanceWindow,data:data20};
(vErrors ??= []).push(err42); errors++;
}
}
}
}
}
}
}
if(data.engine !== undefined){
let data21 = data.engine;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.type === undefined){
const err43 = {instancePath:instancePath+"/engine",schemaPath:"#/properties/engine/required",keyword:"required",params:{missingProperty: "type"},schema:schema20.properties.engine.required,parentSchema:schema20.properties.engine,data:data21};
(vErrors ??= []).push(err43); errors++;
}
if(data21.builtin !== undefined){
let data22 = data21.builtin;
if(data22 && typeof data22 == "object" && !Array.isArray(data22)){
if(data22.spool !== undefined){
let data23 = data22.spool;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
if(data23.path === undefined){
const err44 = {instancePath:instancePath+"/engine/builtin/spool",schemaPath:"#/properties/engine/properties/builtin/properties/spool/required",keyword:"required",params:{missingProperty: "path"},schema:schema20.properties.engine.properties.builtin.properties.spool.required,parentSchema:schema20.properties.engine.properties.builtin.properties.spool,data:data23};
(vErrors ??= []).push(err44); errors++;
}
}
}
}
}
if(data21.atlasLiveMigration !== undefined){
let data24 = data21.atlasLiveMigration;
if(data24 && typeof data24 == "object" && !Array.isArray(data24)){
if(data24.link !== undefined){
let data25 = data24.link;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
if(data25.organizationId === undefined){
const err45 = {instancePath:instancePath+"/engine/atlasLiveMigration/link",schemaPath:"#/properties/engine/properties/atlasLiveMigration/properties/link/required",keyword:"required",params:{missingProperty: "organizationId"},schema:schema20.properties.engine.properties.atlasLiveMigration.properties.link.required,parentSchema:schema20.properties.engine.properties.atlasLiveMigration.properties.link,data:data25};
(vErrors ??= []).push(err45); errors++;
}
}
}
if(data24.source !== undefined){
let data26 = data24.source;
if(data26 && typeof data26 == "object" && !Array.isArray(data26)){
if(data26.projectId === undefined){
const err46 = {instancePath:instancePath+"/engine/atlasLiveMigration/source",schemaPath:"#/properties/engine/properties/atlasLiveMigration/properties/source/required",keyword:"required",params:{missingProperty: "projectId"},schema:schema20.properties.engine.properties.atlasLiveMigration.properties.source.required,parentSchema:schema20.properties.engine.properties.atlasLiveMigration.properties.source,data:data26};
(vErrors ??= []).push(err46); errors++;
}
if(data26.clusterName === undefined){
const err47 = {instancePath:instancePath+"/engine/atlasLiveMigration/source",schemaPath:"#/properties/engine/properties/atlasLiveMigration/properties/source/required",keyword:"required",params:{missingProperty: "clusterName"},schema:schema20.properties.engine.properties.atlasLiveMigration.properties.source.required,parentSchema:schema20.properties.engine.properties.atlasLiveMigration.properties.source,data:data26};
(vErrors ??= []).push(err47); errors++;
}
}
}
}
}
}
}
if(data.sharding !== undefined){
let data27 = data.sharding;
if(data27 && typeof data27 == "object" && !Array.isArray(data27)){
if(data27.entries === undefined){
const err48 = {instancePath:instancePath+"/sharding",schemaPath:"#/properties/sharding/required",keyword:"required",params:{missingProperty: "entries"},schema:schema20.properties.sharding.required,parentSchema:schema20.properties.sharding,data:data27};
(vErrors ??= []).push(err48); errors++;
}
}
}
if(data.cutover !== undefined){
let data28 = data.cutover;
if(data28 && typeof data28 == "object" && !Array.isArray(data28)){
if(data28.window !== undefined){
let data29 = data28.window;
const _errs39 = errors;
let valid17 = false;
let passing3 = null;
const _errs40 = errors;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.start === undefined){
const err49 = {instancePath:instancePath+"/cutover/window",schemaPath:"#/properties/cutover/properties/window/oneOf/0/required",keyword:"required",params:{missingProperty: "start"},schema:schema20.properties.cutover.properties.window.oneOf[0].required,parentSchema:schema20.properties.cutover.properties.window.oneOf[0],data:data29};
(vErrors ??= []).push(err49); errors++;
}
}
var _valid3 = _errs40 === errors;
if(_valid3){
valid17 = true;
passing3 = 0;
}
const _errs41 = errors;
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.cron === undefined){
const err50 = {instancePath:instancePath+"/cutover/window",schemaPath:"#/properties/cutover/properties/window/oneOf/1/required",keyword:"required",params:{missingProperty: "cron"},schema:schema20.properties.cutover.properties.window.oneOf[1].required,parentSchema:schema20.properties.cutover.properties.window.oneOf[1],data:data29};
(vErrors ??= []).push(err50); errors++;
}
}
var _valid3 = _errs41 === errors;
if(_valid3 && valid17){
valid17 = false;
passing3 = [passing3, 1];
}
else {
if(_valid3){
valid17 = true;
passing3 = 1;
}
}
if(!valid17){
const err51 = {instancePath:instancePath+"/cutover/window",schemaPath:"#/properties/cutover/properties/window/oneOf",keyword:"oneOf",params:{passingSchemas: passing3},schema:schema20.properties.cutover.properties.window.oneOf,parentSchema:schema20.properties.cutover.properties.window,data:data29};
(vErrors ??= []).push(err51); errors++;
}
else {
errors = _errs39;
if(vErrors !== null){
if(_errs39){
vErrors.length = _errs39;
}
else {
vErrors = null;
}
}
}
if(data29 && typeof data29 == "object" && !Array.isArray(data29)){
if(data29.duration === undefined){
const err52 = {instancePath:instancePath+"/cutover/window",schemaPath:"#/properties/cutover/properties/window/required",keyword:"required",params:{missingProperty: "duration"},schema:schema20.properties.cutover.properties.window.required,parentSchema:schema20.properties.cutover.properties.window,data:data29};
(vErrors ??= []).push(err52); errors++;
}
if(data29.cron !== undefined){
if(data29.timeZone === undefined){
const err53 = {instancePath:instancePath+"/cutover/window",schemaPath:"#/properties/cutover/properties/window/dependentRequired",keyword:"dependentRequired",params:{property: "cron",
    missingProperty: "timeZone",
    depsCount: 1,
    deps: "timeZone"},schema:schema20.properties.cutover.properties.window.dependentRequired,parentSchema:schema20.properties.cutover.properties.window,data:data29};
(vErrors ??= []).push(err53); errors++;
}
}
}
}
if(data28.watch !== undefined){
let data30 = data28.watch;
if(data30 && typeof data30 == "object" && !Array.isArray(data30)){
if(data30.for === undefined){
const err54 = {instancePath:instancePath+"/cutover/watch",schemaPath:"#/properties/cutover/properties/watch/required",keyword:"required",params:{missingProperty: "for"},schema:schema20.properties.cutover.properties.watch.required,parentSchema:schema20.properties.cutover.properties.watch,data:data30};
(vErrors ??= []).push(err54); errors++;
}
}
}
}
}
if(data.ledger !== undefined){
let data31 = data.ledger;
if(data31 && typeof data31 == "object" && !Array.isArray(data31)){
if(data31.type === undefined){
const err55 = {instancePath:instancePath+"/ledger",schemaPath:"#/properties/ledger/required",keyword:"required",params:{missingProperty: "type"},schema:schema20.properties.ledger.required,parentSchema:schema20.properties.ledger,data:data31};
(vErrors ??= []).push(err55); errors++;
}
if(data31.file !== undefined){
let data32 = data31.file;
if(data32 && typeof data32 == "object" && !Array.isArray(data32)){
if(data32.path === undefined){
const err56 = {instancePath:instancePath+"/ledger/file",schemaPath:"#/properties/ledger/properties/file/required",keyword:"required",params:{missingProperty: "path"},schema:schema20.properties.ledger.properties.file.required,parentSchema:schema20.properties.ledger.properties.file,data:data32};
(vErrors ??= []).push(err56); errors++;
}
}
}
if(data31.mongodb !== undefined){
let data33 = data31.mongodb;
if(data33 && typeof data33 == "object" && !Array.isArray(data33)){
if(data33.uri === undefined){
const err57 = {instancePath:instancePath+"/ledger/mongodb",schemaPath:"#/properties/ledger/properties/mongodb/required",keyword:"required",params:{missingProperty: "uri"},schema:schema20.properties.ledger.properties.mongodb.required,parentSchema:schema20.properties.ledger.properties.mongodb,data:data33};
(vErrors ??= []).push(err57); errors++;
}
}
}
}
}
if(data.terraform !== undefined){
let data34 = data.terraform;
if(data34 && typeof data34 == "object" && !Array.isArray(data34)){
if(data34.outputs !== undefined){
let data35 = data34.outputs;
const _errs48 = errors;
let valid20 = false;
let passing4 = null;
const _errs49 = errors;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.directory === undefined){
const err58 = {instancePath:instancePath+"/terraform/outputs",schemaPath:"#/properties/terraform/properties/outputs/oneOf/0/required",keyword:"required",params:{missingProperty: "directory"},schema:schema20.properties.terraform.properties.outputs.oneOf[0].required,parentSchema:schema20.properties.terraform.properties.outputs.oneOf[0],data:data35};
(vErrors ??= []).push(err58); errors++;
}
}
var _valid4 = _errs49 === errors;
if(_valid4){
valid20 = true;
passing4 = 0;
}
const _errs50 = errors;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
if(data35.file === undefined){
const err59 = {instancePath:instancePath+"/terraform/outputs",schemaPath:"#/properties/terraform/properties/outputs/oneOf/1/required",keyword:"required",params:{missingProperty: "file"},schema:schema20.properties.terraform.properties.outputs.oneOf[1].required,parentSchema:schema20.properties.terraform.properties.outputs.oneOf[1],data:data35};
(vErrors ??= []).push(err59); errors++;
}
}
var _valid4 = _errs50 === errors;
if(_valid4 && valid20){
valid20 = false;
passing4 = [passing4, 1];
}
else {
if(_valid4){
valid20 = true;
passing4 = 1;
}
}
if(!valid20){
const err60 = {instancePath:instancePath+"/terraform/outputs",schemaPath:"#/properties/terraform/properties/outputs/oneOf",keyword:"oneOf",params:{passingSchemas: passing4},schema:schema20.properties.terraform.properties.outputs.oneOf,parentSchema:schema20.properties.terraform.properties.outputs,data:data35};
(vErrors ??= []).push(err60); errors++;
}
else {
errors = _errs48;
if(vErrors !== null){
if(_errs48){
vErrors.length = _errs48;
}
else {
vErrors = null;
}
}
}
}
if(data34.backend !== undefined){
let data36 = data34.backend;
const _errs52 = errors;
let valid21 = false;
let passing5 = null;
const _errs53 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.local === undefined){
const err61 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/0/required",keyword:"required",params:{missingProperty: "local"},schema:schema20.properties.terraform.properties.backend.oneOf[0].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[0],data:data36};
(vErrors ??= []).push(err61); errors++;
}
}
var _valid5 = _errs53 === errors;
if(_valid5){
valid21 = true;
passing5 = 0;
}
const _errs54 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.s3 === undefined){
const err62 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/1/required",keyword:"required",params:{missingProperty: "s3"},schema:schema20.properties.terraform.properties.backend.oneOf[1].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[1],data:data36};
(vErrors ??= []).push(err62); errors++;
}
}
var _valid5 = _errs54 === errors;
if(_valid5 && valid21){
valid21 = false;
passing5 = [passing5, 1];
}
else {
if(_valid5){
valid21 = true;
passing5 = 1;
}
const _errs55 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.gcs === undefined){
const err63 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/2/required",keyword:"required",params:{missingProperty: "gcs"},schema:schema20.properties.terraform.properties.backend.oneOf[2].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[2],data:data36};
(vErrors ??= []).push(err63); errors++;
}
}
var _valid5 = _errs55 === errors;
if(_valid5 && valid21){
valid21 = false;
passing5 = [passing5, 2];
}
else {
if(_valid5){
valid21 = true;
passing5 = 2;
}
const _errs56 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.azurerm === undefined){
const err64 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/3/required",keyword:"required",params:{missingProperty: "azurerm"},schema:schema20.properties.terraform.properties.backend.oneOf[3].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[3],data:data36};
(vErrors ??= []).push(err64); errors++;
}
}
var _valid5 = _errs56 === errors;
if(_valid5 && valid21){
valid21 = false;
passing5 = [passing5, 3];
}
else {
if(_valid5){
valid21 = true;
passing5 = 3;
}
const _errs57 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.http === undefined){
const err65 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/4/required",keyword:"required",params:{missingProperty: "http"},schema:schema20.properties.terraform.properties.backend.oneOf[4].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[4],data:data36};
(vErrors ??= []).push(err65); errors++;
}
}
var _valid5 = _errs57 === errors;
if(_valid5 && valid21){
valid21 = false;
passing5 = [passing5, 4];
}
else {
if(_valid5){
valid21 = true;
passing5 = 4;
}
const _errs58 = errors;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.remote === undefined){
const err66 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf/5/required",keyword:"required",params:{missingProperty: "remote"},schema:schema20.properties.terraform.properties.backend.oneOf[5].required,parentSchema:schema20.properties.terraform.properties.backend.oneOf[5],data:data36};
(vErrors ??= []).push(err66); errors++;
}
}
var _valid5 = _errs58 === errors;
if(_valid5 && valid21){
valid21 = false;
passing5 = [passing5, 5];
}
else {
if(_valid5){
valid21 = true;
passing5 = 5;
}
}
}
}
}
}
if(!valid21){
const err67 = {instancePath:instancePath+"/terraform/backend",schemaPath:"#/properties/terraform/properties/backend/oneOf",keyword:"oneOf",params:{passingSchemas: passing5},schema:schema20.properties.terraform.properties.backend.oneOf,parentSchema:schema20.properties.terraform.properties.backend,data:data36};
(vErrors ??= []).push(err67); errors++;
}
else {
errors = _errs52;
if(vErrors !== null){
if(_errs52){
vErrors.length = _errs52;
}
else {
vErrors = null;
}
}
}
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
if(data36.s3 !== undefined){
let data37 = data36.s3;
if(data37 && typeof data37 == "object" && !Array.isArray(data37)){
if(data37.bucket === undefined){
const err68 = {instancePath:instancePath+"/terraform/backend/s3",schemaPath:"#/properties/terraform/properties/backend/properties/s3/required",keyword:"required",params:{missingProperty: "bucket"},schema:schema20.properties.terraform.properties.backend.properties.s3.required,parentSchema:schema20.properties.terraform.properties.backend.properties.s3,data:data37};
(vErrors ??= []).push(err68); errors++;
}
if(data37.key === undefined){
const err69 = {instancePath:instancePath+"/terraform/backend/s3",schemaPath:"#/properties/terraform/properties/backend/properties/s3/required",keyword:"required",params:{missingProperty: "key"},schema:schema20.properties.terraform.properties.backend.properties.s3.required,parentSchema:schema20.properties.terraform.properties.backend.properties.s3,data:data37};
(vErrors ??= []).push(err69); errors++;
}
if(data37.region === undefined){
const err70 = {instancePath:instancePath+"/terraform/backend/s3",schemaPath:"#/properties/terraform/properties/backend/properties/s3/required",keyword:"required",params:{missingProperty: "region"},schema:schema20.properties.terraform.properties.backend.properties.s3.required,parentSchema:schema20.properties.terraform.properties.backend.properties.s3,data:data37};
(vErrors ??= []).push(err70); errors++;
}
}
}
if(data36.gcs !== undefined){
let data38 = data36.gcs;
if(data38 && typeof data38 == "object" && !Array.isArray(data38)){
if(data38.bucket === undefined){
const err71 = {instancePath:instancePath+"/terraform/backend/gcs",schemaPath:"#/properties/terraform/properties/backend/properties/gcs/required",keyword:"required",params:{missingProperty: "bucket"},schema:schema20.properties.terraform.properties.backend.properties.gcs.required,parentSchema:schema20.properties.terraform.properties.backend.properties.gcs,data:data38};
(vErrors ??= []).push(err71); errors++;
}
}
}
if(data36.azurerm !== undefined){
let data39 = data36.azurerm;
if(data39 && typeof data39 == "object" && !Array.isArray(data39)){
if(data39.storage_account_name === undefined){
const err72 = {instancePath:instancePath+"/terraform/backend/azurerm",schemaPath:"#/properties/terraform/properties/backend/properties/azurerm/required",keyword:"required",params:{missingProperty: "storage_account_name"},schema:schema20.properties.terraform.properties.backend.properties.azurerm.required,parentSchema:schema20.properties.terraform.properties.backend.properties.azurerm,data:data39};
(vErrors ??= []).push(err72); errors++;
}
if(data39.container_name === undefined){
const err73 = {instancePath:instancePath+"/terraform/backend/azurerm",schemaPath:"#/properties/terraform/properties/backend/properties/azurerm/required",keyword:"required",params:{missingProperty: "container_name"},schema:schema20.properties.terraform.properties.backend.properties.azurerm.required,parentSchema:schema20.properties.terraform.properties.backend.properties.azurerm,data:data39};
(vErrors ??= []).push(err73); errors++;
}
if(data39.key === undefined){
const err74 = {instancePath:instancePath+"/terraform/backend/azurerm",schemaPath:"#/properties/terraform/properties/backend/properties/azurerm/required",keyword:"required",params:{missingProperty: "key"},schema:schema20.properties.terraform.properties.backend.properties.azurerm.required,parentSchema:schema20.properties.terraform.properties.backend.properties.azurerm,data:data39};
(vErrors ??= []).push(err74); errors++;
}
}
}
if(data36.http !== undefined){
let data40 = data36.http;
if(data40 && typeof data40 == "object" && !Array.isArray(data40)){
if(data40.address === undefined){
const err75 = {instancePath:instancePath+"/terraform/backend/http",schemaPath:"#/properties/terraform/properties/backend/properties/http/required",keyword:"required",params:{missingProperty: "address"},schema:schema20.properties.terraform.properties.backend.properties.http.required,parentSchema:schema20.properties.terraform.properties.backend.properties.http,data:data40};
(vErrors ??= []).push(err75); errors++;
}
}
}
if(data36.remote !== undefined){
let data41 = data36.remote;
if(data41 && typeof data41 == "object" && !Array.isArray(data41)){
if(data41.organization === undefined){
const err76 = {instancePath:instancePath+"/terraform/backend/remote",schemaPath:"#/properties/terraform/properties/backend/properties/remote/required",keyword:"required",params:{missingProperty: "organization"},schema:schema20.properties.terraform.properties.backend.properties.remote.required,parentSchema:schema20.properties.terraform.properties.backend.properties.remote,data:data41};
(vErrors ??= []).push(err76); errors++;
}
if(data41.workspaces === undefined){
const err77 = {instancePath:instancePath+"/terraform/backend/remote",schemaPath:"#/properties/terraform/properties/backend/properties/remote/required",keyword:"required",params:{missingProperty: "workspaces"},schema:schema20.properties.terraform.properties.backend.properties.remote.required,parentSchema:schema20.properties.terraform.properties.backend.properties.remote,data:data41};
(vErrors ??= []).push(err77); errors++;
}
if(data41.workspaces !== undefined){
let data42 = data41.workspaces;
const _errs65 = errors;
let valid24 = false;
let passing6 = null;
const _errs66 = errors;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.name === undefined){
const err78 = {instancePath:instancePath+"/terraform/backend/remote/workspaces",schemaPath:"#/properties/terraform/properties/backend/properties/remote/properties/workspaces/oneOf/0/required",keyword:"required",params:{missingProperty: "name"},schema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces.oneOf[0].required,parentSchema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces.oneOf[0],data:data42};
(vErrors ??= []).push(err78); errors++;
}
}
var _valid6 = _errs66 === errors;
if(_valid6){
valid24 = true;
passing6 = 0;
}
const _errs67 = errors;
if(data42 && typeof data42 == "object" && !Array.isArray(data42)){
if(data42.prefix === undefined){
const err79 = {instancePath:instancePath+"/terraform/backend/remote/workspaces",schemaPath:"#/properties/terraform/properties/backend/properties/remote/properties/workspaces/oneOf/1/required",keyword:"required",params:{missingProperty: "prefix"},schema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces.oneOf[1].required,parentSchema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces.oneOf[1],data:data42};
(vErrors ??= []).push(err79); errors++;
}
}
var _valid6 = _errs67 === errors;
if(_valid6 && valid24){
valid24 = false;
passing6 = [passing6, 1];
}
else {
if(_valid6){
valid24 = true;
passing6 = 1;
}
}
if(!valid24){
const err80 = {instancePath:instancePath+"/terraform/backend/remote/workspaces",schemaPath:"#/properties/terraform/properties/backend/properties/remote/properties/workspaces/oneOf",keyword:"oneOf",params:{passingSchemas: passing6},schema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces.oneOf,parentSchema:schema20.properties.terraform.properties.backend.properties.remote.properties.workspaces,data:data42};
(vErrors ??= []).push(err80); errors++;
}
else {
errors = _errs65;
if(vErrors !== null){
if(_errs65){
vErrors.length = _errs65;
}
else {
vErrors = null;
}
}
}
}
}
}
}
}
}
}
}
validate53.errors = vErrors;
return errors === 0;
}
validate53.evaluated = {"props":{"source":true,"destination":true,"engine":true,"sharding":true,"cutover":true,"ledger":true,"terraform":true},"dynamicProps":false,"dynamicItems":false};

const schema21 = {"title":"migration name","description":"Name of the migration, unique in its directory: lower-case letters, digits and hyphens. The ledger, locks and reports use it.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["orders-to-atlas"]};
const pattern3 = new RegExp("^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", "u");

function validate55(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate55.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern3.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},schema:"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema21,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema21.type,parentSchema:schema21,data};
(vErrors ??= []).push(err1); errors++;
}
validate55.errors = vErrors;
return errors === 0;
}
validate55.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema22 = {"description":"How far the migration shall go. `prepared`: the destination exists and every check passed. `synced`: the data is copied and changes follow. `detached`: a rehearsal ends, the destination is committed without touching the source. `cutover`: the destination is in charge. `rolledBack`: the source is in charge again. `complete`: the way back is removed.","type":"string","enum":["prepared","synced","detached","cutover","rolledBack","complete"],"examples":["synced"]};

function validate57(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate57.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema22.type,parentSchema:schema22,data};
(vErrors ??= []).push(err0); errors++;
}
if(!((((((data === "prepared") || (data === "synced")) || (data === "detached")) || (data === "cutover")) || (data === "rolledBack")) || (data === "complete"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema22.enum},schema:schema22.enum,parentSchema:schema22,data};
(vErrors ??= []).push(err1); errors++;
}
validate57.errors = vErrors;
return errors === 0;
}
validate57.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema23 = {"description":"The deployment that the data comes from.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of the source.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of the source.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for the source.","$ref":"#/$defs/auth"},"readFrom":{"$ref":"#/$defs/readFrom"}},"examples":[{"uri":{"env":"SOURCE_URI"}}]};
const schema24 = {"title":"connection string","description":"A MongoDB connection string without a password, or a reference to where the whole string is read from.","type":["string","object"],"if":{"type":"string"},"then":{"pattern":"^mongodb(?:\\+srv)?://"},"else":{"$ref":"#/$defs/secret"},"examples":[{"env":"SOURCE_URI"},"mongodb://db0.example:27017,db1.example:27017/?replicaSet=rs0"]};
const pattern4 = new RegExp("^mongodb(?:\\+srv)?://", "u");
const schema25 = {"title":"secret reference","description":"Where a secret is read from at the moment it is used. The secret itself never stands in the file.","type":"object","additionalProperties":false,"oneOf":[{"required":["env"]},{"required":["file"]},{"required":["command"]}],"properties":{"env":{"title":"environment variable name","description":"Name of an environment variable.","type":"string","pattern":"^[A-Za-z_][A-Za-z0-9_]*$","examples":["SOURCE_URI"]},"file":{"title":"path","description":"Path of a file; trailing line breaks are left out. A relative path starts at the directory of this file.","type":"string","minLength":1,"examples":["/run/secrets/source-uri"]},"command":{"description":"A program and its arguments; what it writes to standard output is the secret, without trailing line breaks. No shell is involved.","type":"array","minItems":1,"items":{"description":"The program, or one argument.","type":"string","examples":["vault"]},"examples":[["vault","kv","get","-field=uri","secret/source"]]}},"examples":[{"env":"SOURCE_URI"}]};
const pattern5 = new RegExp("^[A-Za-z_][A-Za-z0-9_]*$", "u");

function validate61(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate61.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.env === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "env"},schema:schema25.oneOf[0].required,parentSchema:schema25.oneOf[0],data};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.file === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "file"},schema:schema25.oneOf[1].required,parentSchema:schema25.oneOf[1],data};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.command === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "command"},schema:schema25.oneOf[2].required,parentSchema:schema25.oneOf[2],data};
(vErrors ??= []).push(err2); errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
}
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema25.oneOf,parentSchema:schema25,data};
(vErrors ??= []).push(err3); errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "env") || (key0 === "file")) || (key0 === "command"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema25,data};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.env !== undefined){
let data0 = data.env;
if(typeof data0 === "string"){
if(!pattern5.test(data0)){
const err5 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_]*$"},schema:"^[A-Za-z_][A-Za-z0-9_]*$",parentSchema:schema25.properties.env,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/env",schemaPath:"#/properties/env/type",keyword:"type",params:{type: "string"},schema:schema25.properties.env.type,parentSchema:schema25.properties.env,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.file !== undefined){
let data1 = data.file;
if(typeof data1 === "string"){
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema25.properties.file,data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "string"},schema:schema25.properties.file.type,parentSchema:schema25.properties.file,data:data1};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.command !== undefined){
let data2 = data.command;
if(Array.isArray(data2)){
if(data2.length < 1){
const err9 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema25.properties.command,data:data2};
(vErrors ??= []).push(err9); errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 !== "string"){
const err10 = {instancePath:instancePath+"/command/" + i0,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "string"},schema:schema25.properties.command.items.type,parentSchema:schema25.properties.command.items,data:data3};
(vErrors ??= []).push(err10); errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"},schema:schema25.properties.command.type,parentSchema:schema25.properties.command,data:data2};
(vErrors ??= []).push(err11); errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema25.type,parentSchema:schema25,data};
(vErrors ??= []).push(err12); errors++;
}
validate61.errors = vErrors;
return errors === 0;
}
validate61.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate60(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate60.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema24.type},schema:schema24.type,parentSchema:schema24,data};
(vErrors ??= []).push(err0); errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
(vErrors ??= []).push(err1); errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(typeof data === "string"){
if(!pattern4.test(data)){
const err2 = {instancePath,schemaPath:"#/then/pattern",keyword:"pattern",params:{pattern: "^mongodb(?:\\+srv)?://"},schema:"^mongodb(?:\\+srv)?://",parentSchema:schema24.then,data};
(vErrors ??= []).push(err2); errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate61(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},schema:schema24.if,parentSchema:schema24,data};
(vErrors ??= []).push(err3); errors++;
}
validate60.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate60.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema26 = {"description":"TLS settings that are not in the connection string. Files are paths; certificates from elsewhere are references.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Use TLS. Connection strings with mongodb+srv:// and Atlas always do.","type":"boolean","examples":[true]},"caFile":{"title":"path","description":"PEM file with the certificate authorities to trust.","type":"string","minLength":1,"examples":["./ca.pem"]},"ca":{"description":"Certificate authorities to trust, as PEM text from somewhere else than a file.","$ref":"#/$defs/secret"},"certificateKeyFile":{"title":"path","description":"PEM file with the client certificate and its key.","type":"string","minLength":1,"examples":["./client.pem"]},"certificateKey":{"description":"Client certificate and its key, as PEM text from somewhere else than a file.","$ref":"#/$defs/secret"},"certificateKeyPassword":{"description":"Password of the client certificate's key.","$ref":"#/$defs/secret"},"crlFile":{"title":"path","description":"PEM file with revoked certificates.","type":"string","minLength":1,"examples":["./crl.pem"]},"allowInvalidHostnames":{"description":"Accept a certificate that names another host.","type":"boolean","default":false,"examples":[false]},"allowInvalidCertificates":{"description":"Accept any certificate. Only for rehearsals: the other side is not proven to be who it says.","type":"boolean","default":false,"examples":[false]}},"examples":[{"caFile":"./ca.pem"}]};
const func1 = Object.prototype.hasOwnProperty;

function validate64(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate64.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema26.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema26,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.enabled !== undefined){
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},schema:schema26.properties.enabled.type,parentSchema:schema26.properties.enabled,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.caFile !== undefined){
let data1 = data.caFile;
if(typeof data1 === "string"){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/caFile",schemaPath:"#/properties/caFile/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema26.properties.caFile,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/caFile",schemaPath:"#/properties/caFile/type",keyword:"type",params:{type: "string"},schema:schema26.properties.caFile.type,parentSchema:schema26.properties.caFile,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.ca !== undefined){
if(!(validate61(data.ca, {instancePath:instancePath+"/ca",parentData:data,parentDataProperty:"ca",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.certificateKeyFile !== undefined){
let data3 = data.certificateKeyFile;
if(typeof data3 === "string"){
if(data3.length < 1){
const err4 = {instancePath:instancePath+"/certificateKeyFile",schemaPath:"#/properties/certificateKeyFile/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema26.properties.certificateKeyFile,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/certificateKeyFile",schemaPath:"#/properties/certificateKeyFile/type",keyword:"type",params:{type: "string"},schema:schema26.properties.certificateKeyFile.type,parentSchema:schema26.properties.certificateKeyFile,data:data3};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.certificateKey !== undefined){
if(!(validate61(data.certificateKey, {instancePath:instancePath+"/certificateKey",parentData:data,parentDataProperty:"certificateKey",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.certificateKeyPassword !== undefined){
if(!(validate61(data.certificateKeyPassword, {instancePath:instancePath+"/certificateKeyPassword",parentData:data,parentDataProperty:"certificateKeyPassword",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.crlFile !== undefined){
let data6 = data.crlFile;
if(typeof data6 === "string"){
if(data6.length < 1){
const err6 = {instancePath:instancePath+"/crlFile",schemaPath:"#/properties/crlFile/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema26.properties.crlFile,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/crlFile",schemaPath:"#/properties/crlFile/type",keyword:"type",params:{type: "string"},schema:schema26.properties.crlFile.type,parentSchema:schema26.properties.crlFile,data:data6};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.allowInvalidHostnames !== undefined){
let data7 = data.allowInvalidHostnames;
if(typeof data7 !== "boolean"){
const err8 = {instancePath:instancePath+"/allowInvalidHostnames",schemaPath:"#/properties/allowInvalidHostnames/type",keyword:"type",params:{type: "boolean"},schema:schema26.properties.allowInvalidHostnames.type,parentSchema:schema26.properties.allowInvalidHostnames,data:data7};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.allowInvalidCertificates !== undefined){
let data8 = data.allowInvalidCertificates;
if(typeof data8 !== "boolean"){
const err9 = {instancePath:instancePath+"/allowInvalidCertificates",schemaPath:"#/properties/allowInvalidCertificates/type",keyword:"type",params:{type: "boolean"},schema:schema26.properties.allowInvalidCertificates.type,parentSchema:schema26.properties.allowInvalidCertificates,data:data8};
(vErrors ??= []).push(err9); errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema26.type,parentSchema:schema26,data};
(vErrors ??= []).push(err10); errors++;
}
validate64.errors = vErrors;
return errors === 0;
}
validate64.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema27 = {"description":"Credentials that are not in the connection string.","type":"object","additionalProperties":false,"properties":{"mechanism":{"description":"Authentication mechanism. Without it the server's default is used.","type":"string","enum":["SCRAM-SHA-256","SCRAM-SHA-1","MONGODB-X509","MONGODB-AWS","MONGODB-OIDC","GSSAPI","PLAIN"],"examples":["SCRAM-SHA-256"]},"username":{"description":"User to log in as.","$ref":"#/$defs/text"},"password":{"description":"Password of the user.","$ref":"#/$defs/secret"},"source":{"description":"Database that holds the user: `admin`, or `$external` for X.509, AWS, OIDC, Kerberos and LDAP.","type":"string","minLength":1,"examples":["admin"]},"awsSessionToken":{"description":"Session token of temporary AWS credentials, for MONGODB-AWS.","$ref":"#/$defs/secret"},"kerberos":{"description":"Settings of GSSAPI.","type":"object","additionalProperties":false,"properties":{"serviceName":{"description":"Name of the Kerberos service.","type":"string","default":"mongodb","examples":["mongodb"]},"serviceRealm":{"description":"Realm of the service, where it is not the user's.","type":"string","examples":["EXAMPLE.COM"]},"canonicalizeHostName":{"description":"How the host name is made canonical.","type":"string","enum":["none","forward","forwardAndReverse"],"default":"none","examples":["none"]}},"examples":[{"serviceName":"mongodb"}]},"oidc":{"description":"Settings of MONGODB-OIDC for workloads.","type":"object","additionalProperties":false,"properties":{"environment":{"description":"Where the token comes from.","type":"string","enum":["azure","gcp","k8s"],"examples":["k8s"]},"tokenResource":{"description":"Audience of the token, for azure and gcp.","type":"string","examples":["api://atlas"]}},"examples":[{"environment":"k8s"}]}},"examples":[{"mechanism":"MONGODB-X509"}]};
const schema28 = {"title":"text or secret reference","description":"A text, or a reference to where it is read from.","type":["string","object"],"if":{"type":"string"},"then":{"minLength":1},"else":{"$ref":"#/$defs/secret"},"examples":["migrator",{"env":"MIGRATION_USER"}]};

function validate70(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate70.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema28.type},schema:schema28.type,parentSchema:schema28,data};
(vErrors ??= []).push(err0); errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
(vErrors ??= []).push(err1); errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(typeof data === "string"){
if(data.length < 1){
const err2 = {instancePath,schemaPath:"#/then/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema28.then,data};
(vErrors ??= []).push(err2); errors++;
}
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate61(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},schema:schema28.if,parentSchema:schema28,data};
(vErrors ??= []).push(err3); errors++;
}
validate70.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate70.evaluated = {"dynamicProps":true,"dynamicItems":false};


function validate69(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate69.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "mechanism") || (key0 === "username")) || (key0 === "password")) || (key0 === "source")) || (key0 === "awsSessionToken")) || (key0 === "kerberos")) || (key0 === "oidc"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema27,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mechanism !== undefined){
let data0 = data.mechanism;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mechanism",schemaPath:"#/properties/mechanism/type",keyword:"type",params:{type: "string"},schema:schema27.properties.mechanism.type,parentSchema:schema27.properties.mechanism,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((((((data0 === "SCRAM-SHA-256") || (data0 === "SCRAM-SHA-1")) || (data0 === "MONGODB-X509")) || (data0 === "MONGODB-AWS")) || (data0 === "MONGODB-OIDC")) || (data0 === "GSSAPI")) || (data0 === "PLAIN"))){
const err2 = {instancePath:instancePath+"/mechanism",schemaPath:"#/properties/mechanism/enum",keyword:"enum",params:{allowedValues: schema27.properties.mechanism.enum},schema:schema27.properties.mechanism.enum,parentSchema:schema27.properties.mechanism,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.username !== undefined){
if(!(validate70(data.username, {instancePath:instancePath+"/username",parentData:data,parentDataProperty:"username",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
if(data.password !== undefined){
if(!(validate61(data.password, {instancePath:instancePath+"/password",parentData:data,parentDataProperty:"password",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.source !== undefined){
let data3 = data.source;
if(typeof data3 === "string"){
if(data3.length < 1){
const err3 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema27.properties.source,data:data3};
(vErrors ??= []).push(err3); errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},schema:schema27.properties.source.type,parentSchema:schema27.properties.source,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.awsSessionToken !== undefined){
if(!(validate61(data.awsSessionToken, {instancePath:instancePath+"/awsSessionToken",parentData:data,parentDataProperty:"awsSessionToken",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.kerberos !== undefined){
let data5 = data.kerberos;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!(((key1 === "serviceName") || (key1 === "serviceRealm")) || (key1 === "canonicalizeHostName"))){
const err5 = {instancePath:instancePath+"/kerberos",schemaPath:"#/properties/kerberos/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema27.properties.kerberos,data:data5};
(vErrors ??= []).push(err5); errors++;
}
}
if(data5.serviceName !== undefined){
let data6 = data5.serviceName;
if(typeof data6 !== "string"){
const err6 = {instancePath:instancePath+"/kerberos/serviceName",schemaPath:"#/properties/kerberos/properties/serviceName/type",keyword:"type",params:{type: "string"},schema:schema27.properties.kerberos.properties.serviceName.type,parentSchema:schema27.properties.kerberos.properties.serviceName,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
if(data5.serviceRealm !== undefined){
let data7 = data5.serviceRealm;
if(typeof data7 !== "string"){
const err7 = {instancePath:instancePath+"/kerberos/serviceRealm",schemaPath:"#/properties/kerberos/properties/serviceRealm/type",keyword:"type",params:{type: "string"},schema:schema27.properties.kerberos.properties.serviceRealm.type,parentSchema:schema27.properties.kerberos.properties.serviceRealm,data:data7};
(vErrors ??= []).push(err7); errors++;
}
}
if(data5.canonicalizeHostName !== undefined){
let data8 = data5.canonicalizeHostName;
if(typeof data8 !== "string"){
const err8 = {instancePath:instancePath+"/kerberos/canonicalizeHostName",schemaPath:"#/properties/kerberos/properties/canonicalizeHostName/type",keyword:"type",params:{type: "string"},schema:schema27.properties.kerberos.properties.canonicalizeHostName.type,parentSchema:schema27.properties.kerberos.properties.canonicalizeHostName,data:data8};
(vErrors ??= []).push(err8); errors++;
}
if(!(((data8 === "none") || (data8 === "forward")) || (data8 === "forwardAndReverse"))){
const err9 = {instancePath:instancePath+"/kerberos/canonicalizeHostName",schemaPath:"#/properties/kerberos/properties/canonicalizeHostName/enum",keyword:"enum",params:{allowedValues: schema27.properties.kerberos.properties.canonicalizeHostName.enum},schema:schema27.properties.kerberos.properties.canonicalizeHostName.enum,parentSchema:schema27.properties.kerberos.properties.canonicalizeHostName,data:data8};
(vErrors ??= []).push(err9); errors++;
}
}
}
else {
const err10 = {instancePath:instancePath+"/kerberos",schemaPath:"#/properties/kerberos/type",keyword:"type",params:{type: "object"},schema:schema27.properties.kerberos.type,parentSchema:schema27.properties.kerberos,data:data5};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.oidc !== undefined){
let data9 = data.oidc;
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
for(const key2 in data9){
if(!((key2 === "environment") || (key2 === "tokenResource"))){
const err11 = {instancePath:instancePath+"/oidc",schemaPath:"#/properties/oidc/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema27.properties.oidc,data:data9};
(vErrors ??= []).push(err11); errors++;
}
}
if(data9.environment !== undefined){
let data10 = data9.environment;
if(typeof data10 !== "string"){
const err12 = {instancePath:instancePath+"/oidc/environment",schemaPath:"#/properties/oidc/properties/environment/type",keyword:"type",params:{type: "string"},schema:schema27.properties.oidc.properties.environment.type,parentSchema:schema27.properties.oidc.properties.environment,data:data10};
(vErrors ??= []).push(err12); errors++;
}
if(!(((data10 === "azure") || (data10 === "gcp")) || (data10 === "k8s"))){
const err13 = {instancePath:instancePath+"/oidc/environment",schemaPath:"#/properties/oidc/properties/environment/enum",keyword:"enum",params:{allowedValues: schema27.properties.oidc.properties.environment.enum},schema:schema27.properties.oidc.properties.environment.enum,parentSchema:schema27.properties.oidc.properties.environment,data:data10};
(vErrors ??= []).push(err13); errors++;
}
}
if(data9.tokenResource !== undefined){
let data11 = data9.tokenResource;
if(typeof data11 !== "string"){
const err14 = {instancePath:instancePath+"/oidc/tokenResource",schemaPath:"#/properties/oidc/properties/tokenResource/type",keyword:"type",params:{type: "string"},schema:schema27.properties.oidc.properties.tokenResource.type,parentSchema:schema27.properties.oidc.properties.tokenResource,data:data11};
(vErrors ??= []).push(err14); errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/oidc",schemaPath:"#/properties/oidc/type",keyword:"type",params:{type: "object"},schema:schema27.properties.oidc.type,parentSchema:schema27.properties.oidc,data:data9};
(vErrors ??= []).push(err15); errors++;
}
}
}
else {
const err16 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema27.type,parentSchema:schema27,data};
(vErrors ??= []).push(err16); errors++;
}
validate69.errors = vErrors;
return errors === 0;
}
validate69.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema29 = {"description":"Which members the copy and scans read from. Changes are always followed as the engine needs it.","type":"object","additionalProperties":false,"properties":{"readPreference":{"description":"Read preference of the copy.","type":"string","enum":["primary","primaryPreferred","secondary","secondaryPreferred","nearest"],"default":"primary","examples":["secondary"]},"tags":{"description":"Tags that a member must carry to be read from.","type":"object","additionalProperties":{"description":"Value of the tag.","type":"string","examples":["migration"]},"examples":[{"use":"migration"}]},"maxStaleness":{"description":"How far a secondary may be behind and still be read from; at least 90s.","$ref":"#/$defs/duration"}},"examples":[{"readPreference":"secondary","tags":{"use":"migration"}}]};
const schema30 = {"title":"duration","description":"An amount with its unit: ms, s, m, h, d or w. Sums are possible.","type":"string","pattern":"^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w))+$","examples":["30s","15m","1h30m"]};
const pattern6 = new RegExp("^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w))+$", "u");

function validate77(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate77.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern6.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w))+$"},schema:"^(?:\\d+(?:\\.\\d+)?(?:ms|s|m|h|d|w))+$",parentSchema:schema30,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema30.type,parentSchema:schema30,data};
(vErrors ??= []).push(err1); errors++;
}
validate77.errors = vErrors;
return errors === 0;
}
validate77.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate76(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate76.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "readPreference") || (key0 === "tags")) || (key0 === "maxStaleness"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema29,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.readPreference !== undefined){
let data0 = data.readPreference;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/readPreference",schemaPath:"#/properties/readPreference/type",keyword:"type",params:{type: "string"},schema:schema29.properties.readPreference.type,parentSchema:schema29.properties.readPreference,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((((data0 === "primary") || (data0 === "primaryPreferred")) || (data0 === "secondary")) || (data0 === "secondaryPreferred")) || (data0 === "nearest"))){
const err2 = {instancePath:instancePath+"/readPreference",schemaPath:"#/properties/readPreference/enum",keyword:"enum",params:{allowedValues: schema29.properties.readPreference.enum},schema:schema29.properties.readPreference.enum,parentSchema:schema29.properties.readPreference,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.tags !== undefined){
let data1 = data.tags;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
let data2 = data1[key1];
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/tags/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/tags/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema29.properties.tags.additionalProperties.type,parentSchema:schema29.properties.tags.additionalProperties,data:data2};
(vErrors ??= []).push(err3); errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/tags",schemaPath:"#/properties/tags/type",keyword:"type",params:{type: "object"},schema:schema29.properties.tags.type,parentSchema:schema29.properties.tags,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.maxStaleness !== undefined){
if(!(validate77(data.maxStaleness, {instancePath:instancePath+"/maxStaleness",parentData:data,parentDataProperty:"maxStaleness",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema29.type,parentSchema:schema29,data};
(vErrors ??= []).push(err5); errors++;
}
validate76.errors = vErrors;
return errors === 0;
}
validate76.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate59(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate59.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "uri") || (key0 === "tls")) || (key0 === "auth")) || (key0 === "readFrom"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema23,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.uri !== undefined){
if(!(validate60(data.uri, {instancePath:instancePath+"/uri",parentData:data,parentDataProperty:"uri",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate60.errors); errors = vErrors.length;
}
}
if(data.tls !== undefined){
if(!(validate64(data.tls, {instancePath:instancePath+"/tls",parentData:data,parentDataProperty:"tls",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate64.errors); errors = vErrors.length;
}
}
if(data.auth !== undefined){
if(!(validate69(data.auth, {instancePath:instancePath+"/auth",parentData:data,parentDataProperty:"auth",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate69.errors); errors = vErrors.length;
}
}
if(data.readFrom !== undefined){
if(!(validate76(data.readFrom, {instancePath:instancePath+"/readFrom",parentData:data,parentDataProperty:"readFrom",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate76.errors); errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema23.type,parentSchema:schema23,data};
(vErrors ??= []).push(err1); errors++;
}
validate59.errors = vErrors;
return errors === 0;
}
validate59.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema31 = {"description":"The deployment that the data goes to: `uri` for a cluster that exists, `atlas` for one that godwit provisions.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of a cluster that exists already.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of the destination.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for the destination. With `atlas` and without credentials, godwit makes a user for the time of the migration.","$ref":"#/$defs/auth"},"existingData":{"description":"What to do when the destination holds user data. `refuse` stops. `keep` leaves it there and needs filters. `clear` drops it, as a step of its own in the plan that asks for the name to be typed.","type":"string","enum":["refuse","keep","clear"],"default":"refuse","examples":["refuse"]},"atlas":{"$ref":"#/$defs/atlas"}},"examples":[{"uri":{"env":"DESTINATION_URI"}}]};
const schema32 = {"description":"A destination in MongoDB Atlas, provisioned through Terraform.","type":"object","additionalProperties":false,"properties":{"credentials":{"$ref":"#/$defs/atlasCredentials"},"baseUrl":{"title":"web address","description":"Address of Atlas; other than the default for Atlas for Government.","type":"string","pattern":"^https?://[^\\s]+$","default":"https://cloud.mongodb.com","examples":["https://cloud.mongodbgov.com"]},"project":{"$ref":"#/$defs/atlasProject"},"cluster":{"$ref":"#/$defs/atlasCluster"},"connectThrough":{"description":"Which of the cluster's addresses the engine uses.","type":"string","enum":["public","peering","privateEndpoint"],"default":"public","examples":["privateEndpoint"]},"ipAccess":{"description":"Entries of the project's IP access list.","type":"array","items":{"$ref":"#/$defs/ipAccessEntry"},"examples":[[{"cidr":"203.0.113.0/24","comment":"sync hosts","until":"complete"}]]},"users":{"description":"Database users of the project.","type":"array","items":{"$ref":"#/$defs/databaseUser"},"examples":[[{"name":"orders-app","password":{"env":"APP_PASSWORD"},"roles":[{"role":"readWrite","database":"shop"}]}]]},"customRoles":{"description":"Custom database roles of the project.","type":"array","items":{"$ref":"#/$defs/customRole"},"examples":[[{"name":"orderReader","actions":[{"action":"FIND","resources":[{"database":"shop","collection":"orders"}]}]}]]},"network":{"$ref":"#/$defs/atlasNetwork"},"encryptionAtRest":{"$ref":"#/$defs/encryptionAtRest"},"maintenanceWindow":{"$ref":"#/$defs/maintenanceWindow"}},"examples":[{"project":{"id":"64f0c0ffee0000000000beef"},"cluster":{"name":"orders","provider":"AWS","region":"EU_WEST_1","tier":"M40"}}]};
const schema33 = {"description":"How to log in to the Atlas Admin API: a service account (`clientId`, `clientSecret`) or an API key (`publicKey`, `privateKey`). Without it MONGODB_ATLAS_CLIENT_ID and MONGODB_ATLAS_CLIENT_SECRET, or MONGODB_ATLAS_PUBLIC_KEY and MONGODB_ATLAS_PRIVATE_KEY, are read.","type":"object","additionalProperties":false,"properties":{"clientId":{"description":"Client id of the service account.","$ref":"#/$defs/text"},"clientSecret":{"description":"Client secret of the service account.","$ref":"#/$defs/secret"},"publicKey":{"description":"Public key of the API key.","$ref":"#/$defs/text"},"privateKey":{"description":"Private key of the API key.","$ref":"#/$defs/secret"}},"examples":[{"clientId":{"env":"ATLAS_CLIENT_ID"},"clientSecret":{"env":"ATLAS_CLIENT_SECRET"}}]};

function validate86(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate86.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "clientId") || (key0 === "clientSecret")) || (key0 === "publicKey")) || (key0 === "privateKey"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema33,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.clientId !== undefined){
if(!(validate70(data.clientId, {instancePath:instancePath+"/clientId",parentData:data,parentDataProperty:"clientId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
if(data.clientSecret !== undefined){
if(!(validate61(data.clientSecret, {instancePath:instancePath+"/clientSecret",parentData:data,parentDataProperty:"clientSecret",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.publicKey !== undefined){
if(!(validate70(data.publicKey, {instancePath:instancePath+"/publicKey",parentData:data,parentDataProperty:"publicKey",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
if(data.privateKey !== undefined){
if(!(validate61(data.privateKey, {instancePath:instancePath+"/privateKey",parentData:data,parentDataProperty:"privateKey",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema33.type,parentSchema:schema33,data};
(vErrors ??= []).push(err1); errors++;
}
validate86.errors = vErrors;
return errors === 0;
}
validate86.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema34 = {"description":"The Atlas project: `id` for one that exists, `name` with `organizationId` for one that godwit creates.","type":"object","additionalProperties":false,"properties":{"id":{"description":"Id of a project that exists.","$ref":"#/$defs/objectId"},"name":{"title":"project name","description":"Name of the project to create.","type":"string","pattern":"^[A-Za-z0-9 ()@&+:._',-]{1,64}$","examples":["shop-production"]},"organizationId":{"description":"Id of the organization that the new project belongs to.","$ref":"#/$defs/objectId"},"adopt":{"description":"The project of that name exists already: take it under management instead of creating it.","type":"boolean","default":false,"examples":[true]},"tags":{"$ref":"#/$defs/tags"},"regionUsageRestrictions":{"description":"Regions that a project of Atlas for Government may use.","type":"string","enum":["COMMERCIAL_FEDRAMP_REGIONS_ONLY","GOV_REGIONS_ONLY"],"examples":["GOV_REGIONS_ONLY"]},"withDefaultAlerts":{"description":"Create the project with Atlas' default alerts.","type":"boolean","default":true,"examples":[true]}},"examples":[{"id":"64f0c0ffee0000000000beef"}]};
const schema35 = {"title":"Atlas id","description":"An id of Atlas: 24 lower-case hexadecimal digits.","type":"string","pattern":"^[a-f0-9]{24}$","examples":["64f0c0ffee0000000000beef"]};
const pattern8 = new RegExp("^[a-f0-9]{24}$", "u");

function validate93(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate93.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern8.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[a-f0-9]{24}$"},schema:"^[a-f0-9]{24}$",parentSchema:schema35,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema35.type,parentSchema:schema35,data};
(vErrors ??= []).push(err1); errors++;
}
validate93.errors = vErrors;
return errors === 0;
}
validate93.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema36 = {"description":"Tags in Atlas.","type":"object","additionalProperties":{"description":"Value of the tag.","type":"string","examples":["payments"]},"examples":[{"team":"payments","environment":"production"}]};

function validate96(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate96.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
let data0 = data[key0];
if(typeof data0 !== "string"){
const err0 = {instancePath:instancePath+"/" + key0.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema36.additionalProperties.type,parentSchema:schema36.additionalProperties,data:data0};
(vErrors ??= []).push(err0); errors++;
}
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema36.type,parentSchema:schema36,data};
(vErrors ??= []).push(err1); errors++;
}
validate96.errors = vErrors;
return errors === 0;
}
validate96.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern9 = new RegExp("^[A-Za-z0-9 ()@&+:._',-]{1,64}$", "u");

function validate92(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate92.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((((key0 === "id") || (key0 === "name")) || (key0 === "organizationId")) || (key0 === "adopt")) || (key0 === "tags")) || (key0 === "regionUsageRestrictions")) || (key0 === "withDefaultAlerts"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema34,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.id !== undefined){
if(!(validate93(data.id, {instancePath:instancePath+"/id",parentData:data,parentDataProperty:"id",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(!pattern9.test(data1)){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9 ()@&+:._',-]{1,64}$"},schema:"^[A-Za-z0-9 ()@&+:._',-]{1,64}$",parentSchema:schema34.properties.name,data:data1};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema34.properties.name.type,parentSchema:schema34.properties.name,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.organizationId !== undefined){
if(!(validate93(data.organizationId, {instancePath:instancePath+"/organizationId",parentData:data,parentDataProperty:"organizationId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data.adopt !== undefined){
let data3 = data.adopt;
if(typeof data3 !== "boolean"){
const err3 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema34.properties.adopt.type,parentSchema:schema34.properties.adopt,data:data3};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.tags !== undefined){
if(!(validate96(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate96.errors); errors = vErrors.length;
}
}
if(data.regionUsageRestrictions !== undefined){
let data5 = data.regionUsageRestrictions;
if(typeof data5 !== "string"){
const err4 = {instancePath:instancePath+"/regionUsageRestrictions",schemaPath:"#/properties/regionUsageRestrictions/type",keyword:"type",params:{type: "string"},schema:schema34.properties.regionUsageRestrictions.type,parentSchema:schema34.properties.regionUsageRestrictions,data:data5};
(vErrors ??= []).push(err4); errors++;
}
if(!((data5 === "COMMERCIAL_FEDRAMP_REGIONS_ONLY") || (data5 === "GOV_REGIONS_ONLY"))){
const err5 = {instancePath:instancePath+"/regionUsageRestrictions",schemaPath:"#/properties/regionUsageRestrictions/enum",keyword:"enum",params:{allowedValues: schema34.properties.regionUsageRestrictions.enum},schema:schema34.properties.regionUsageRestrictions.enum,parentSchema:schema34.properties.regionUsageRestrictions,data:data5};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.withDefaultAlerts !== undefined){
let data6 = data.withDefaultAlerts;
if(typeof data6 !== "boolean"){
const err6 = {instancePath:instancePath+"/withDefaultAlerts",schemaPath:"#/properties/withDefaultAlerts/type",keyword:"type",params:{type: "boolean"},schema:schema34.properties.withDefaultAlerts.type,parentSchema:schema34.properties.withDefaultAlerts,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema34.type,parentSchema:schema34,data};
(vErrors ??= []).push(err7); errors++;
}
validate92.errors = vErrors;
return errors === 0;
}
validate92.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema37 = {"description":"The cluster. Small ones name `provider`, `region` and `tier`; several regions go into `regions`; global clusters and unequal shards into `zones`.","type":"object","additionalProperties":false,"properties":{"name":{"title":"cluster name","description":"Name of the cluster: letters, digits and hyphens.","type":"string","pattern":"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$","examples":["orders"]},"adopt":{"description":"The cluster exists already: take it under management. What is not written here stays as it is.","type":"boolean","default":false,"examples":[true]},"type":{"description":"Kind of cluster.","type":"string","enum":["REPLICASET","SHARDED","GEOSHARDED"],"default":"REPLICASET","examples":["SHARDED"]},"shards":{"description":"Number of equal shards; for SHARDED only.","type":"integer","minimum":1,"maximum":70,"examples":[3]},"mongoDBVersion":{"title":"MongoDB version","description":"Major version in quotation marks: without them YAML reads a number, and 7.0 becomes 7.","type":"string","pattern":"^\\d+\\.\\d+$","examples":["7.0","8.0"]},"versionReleaseSystem":{"description":"`LTS` stays on the major version; `CONTINUOUS` takes each release and then mongoDBVersion must not be given. No sync engine supports the latter.","type":"string","enum":["LTS","CONTINUOUS"],"default":"LTS","examples":["LTS"]},"pinnedFeatureCompatibilityVersion":{"description":"Hold the feature compatibility version back, so that the binary version can be taken back.","type":"object","additionalProperties":false,"properties":{"expires":{"description":"When the pin ends by itself; at most four weeks ahead.","$ref":"#/$defs/instant"}},"examples":[{"expires":"2026-12-20T00:00:00Z"}]},"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"$ref":"#/$defs/region"},"tier":{"$ref":"#/$defs/tier"},"nodes":{"description":"Number of electable members in `region`.","type":"integer","enum":[3,5,7],"default":3,"examples":[3]},"regions":{"description":"Where the members of each shard are.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterRegion"},"examples":[[{"region":"EU_WEST_1","electable":{"count":2}},{"region":"EU_CENTRAL_1","electable":{"count":1}}]]},"zones":{"description":"Zones of a global cluster, or groups of shards that differ.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterZone"},"examples":[[{"name":"Europe","shards":2,"regions":[{"region":"EU_WEST_1"}]}]]},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"},"autoScaling":{"description":"`off`, or what Atlas may scale by itself: tier of electable and read-only members, and disk.","$ref":"#/$defs/autoScaling"},"analyticsAutoScaling":{"description":"`off`, or what Atlas may scale by itself on analytics members.","$ref":"#/$defs/autoScaling"},"backup":{"title":"boolean or a block","description":"Cloud backup: on, off, or with its options.","type":["boolean","object"],"if":{"type":"object"},"then":{"$ref":"#/$defs/clusterBackup"},"default":true,"examples":[true,{"continuous":true}]},"advanced":{"$ref":"#/$defs/clusterAdvanced"},"biConnector":{"description":"BI Connector for this cluster. Live migration by push wants it off.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Switch the BI Connector on.","type":"boolean","default":true,"examples":[true]},"readPreference":{"description":"Members that it reads from.","type":"string","enum":["primary","secondary","analytics"],"examples":["secondary"]}},"examples":[{"enabled":true,"readPreference":"analytics"}]},"tags":{"$ref":"#/$defs/tags"},"terminationProtection":{"description":"Refuse to delete the cluster until this is off.","type":"boolean","default":false,"examples":[true]},"paused":{"description":"Keep the cluster paused. A paused destination cannot be synced to.","type":"boolean","default":false,"examples":[false]},"configServerManagement":{"description":"Whether Atlas may embed config servers into shards.","type":"string","enum":["ATLAS_MANAGED","FIXED_TO_DEDICATED"],"examples":["FIXED_TO_DEDICATED"]},"scalingStrategy":{"description":"In which order Atlas scales the members of a replica set.","type":"string","enum":["WORKLOAD_TYPE","SEQUENTIAL","NODE_TYPE"],"examples":["WORKLOAD_TYPE"]},"selfManagedSharding":{"description":"Manage the sharding of a global cluster by hand instead of by Atlas' zones.","type":"boolean","examples":[true]},"redactClientLogData":{"description":"Keep field values out of the server's log.","type":"boolean","examples":[true]},"rootCertificate":{"description":"Root of the cluster's certificates.","type":"string","enum":["ISRGROOTX1"],"examples":["ISRGROOTX1"]},"encryptionAtRestProvider":{"description":"Whose keys encrypt the disks; without it, the provider set up in `atlas.encryptionAtRest`.","type":"string","enum":["NONE","AWS","AZURE","GCP"],"examples":["AWS"]},"acceptDataRisksAndForceReplicaSetReconfig":{"description":"Today's time, to force a reconfiguration during a regional outage. Writes may be lost.","$ref":"#/$defs/instant"},"timeouts":{"description":"How long Terraform waits for the cluster.","type":"object","additionalProperties":false,"properties":{"create":{"description":"How long creating may take.","$ref":"#/$defs/duration","default":"3h"},"update":{"description":"How long a change may take.","$ref":"#/$defs/duration","default":"3h"},"delete":{"description":"How long deleting may take.","$ref":"#/$defs/duration","default":"3h"}},"examples":[{"create":"2h"}]},"deleteOnCreateTimeout":{"description":"Delete the half-made cluster when creating it takes too long.","type":"boolean","examples":[false]},"during":{"$ref":"#/$defs/clusterDuring"}},"examples":[{"name":"orders","provider":"AWS","region":"EU_WEST_1","tier":"M40","mongoDBVersion":"7.0"}]};
const pattern10 = new RegExp("^[A-Za-z0-9][A-Za-z0-9-]{0,63}$", "u");
const pattern11 = new RegExp("^\\d+\\.\\d+$", "u");
const schema38 = {"title":"point in time","description":"A point in time in RFC 3339 form, with its offset from UTC.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})$","examples":["2026-11-30T00:00:00Z"]};
const pattern12 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})$", "u");

function validate100(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate100.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern12.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})$"},schema:"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2}(?:\\.\\d+)?)?(?:Z|[+-]\\d{2}:\\d{2})$",parentSchema:schema38,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema38.type,parentSchema:schema38,data};
(vErrors ??= []).push(err1); errors++;
}
validate100.errors = vErrors;
return errors === 0;
}
validate100.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema39 = {"description":"Cloud provider.","type":"string","enum":["AWS","AZURE","GCP"],"examples":["AWS"]};

function validate102(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate102.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema39.type,parentSchema:schema39,data};
(vErrors ??= []).push(err0); errors++;
}
if(!(((data === "AWS") || (data === "AZURE")) || (data === "GCP"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema39.enum},schema:schema39.enum,parentSchema:schema39,data};
(vErrors ??= []).push(err1); errors++;
}
validate102.errors = vErrors;
return errors === 0;
}
validate102.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema40 = {"title":"Atlas region","description":"Region in Atlas' spelling: upper case with underscores.","type":"string","pattern":"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$","examples":["EU_WEST_1","WESTERN_EUROPE"]};
const pattern13 = new RegExp("^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$", "u");

function validate104(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate104.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern13.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$"},schema:"^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$",parentSchema:schema40,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema40.type,parentSchema:schema40,data};
(vErrors ??= []).push(err1); errors++;
}
validate104.errors = vErrors;
return errors === 0;
}
validate104.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema41 = {"title":"cluster tier","description":"Instance size in Atlas' spelling.","type":"string","pattern":"^[MR]\\d+(?:_NVME)?$","examples":["M40"]};
const pattern14 = new RegExp("^[MR]\\d+(?:_NVME)?$", "u");

function validate106(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate106.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern14.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[MR]\\d+(?:_NVME)?$"},schema:"^[MR]\\d+(?:_NVME)?$",parentSchema:schema41,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema41.type,parentSchema:schema41,data};
(vErrors ??= []).push(err1); errors++;
}
validate106.errors = vErrors;
return errors === 0;
}
validate106.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema42 = {"description":"The members of the cluster in one region.","type":"object","additionalProperties":false,"required":["region"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"$ref":"#/$defs/region"},"priority":{"description":"Election priority of the region: 7 is where the primary shall be. Without it, regions count down from 7 in their order.","type":"integer","minimum":0,"maximum":7,"examples":[7]},"electable":{"description":"Members that vote and may become primary.","$ref":"#/$defs/nodes"},"readOnly":{"description":"Members that only serve reads.","$ref":"#/$defs/nodes"},"analytics":{"description":"Members set apart for analytics.","$ref":"#/$defs/nodes"}},"examples":[{"provider":"AWS","region":"EU_WEST_1","electable":{"count":3}}]};
const schema43 = {"description":"Members of one kind in a region. What is left out is taken from the cluster.","type":"object","additionalProperties":false,"required":["count"],"properties":{"count":{"description":"Number of members.","type":"integer","minimum":0,"maximum":50,"examples":[3]},"tier":{"$ref":"#/$defs/tier"},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"}},"examples":[{"count":3,"tier":"M40"}]};
const schema44 = {"description":"Disk size of each member in GB.","type":"number","minimum":10,"maximum":65536,"examples":[500]};

function validate113(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate113.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 65536 || isNaN(data)){
const err0 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65536},schema:65536,parentSchema:schema44,data};
(vErrors ??= []).push(err0); errors++;
}
if(data < 10 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 10},schema:10,parentSchema:schema44,data};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},schema:schema44.type,parentSchema:schema44,data};
(vErrors ??= []).push(err2); errors++;
}
validate113.errors = vErrors;
return errors === 0;
}
validate113.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema45 = {"description":"Provisioned disk operations a second (AWS, and Azure where it allows them).","type":"integer","minimum":100,"examples":[6000]};

function validate115(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate115.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},schema:schema45.type,parentSchema:schema45,data};
(vErrors ??= []).push(err0); errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data < 100 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100},schema:100,parentSchema:schema45,data};
(vErrors ??= []).push(err1); errors++;
}
}
validate115.errors = vErrors;
return errors === 0;
}
validate115.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema46 = {"description":"Kind of EBS volume: `PROVISIONED` with diskIOPS of your choice, or `STANDARD`.","type":"string","enum":["STANDARD","PROVISIONED"],"examples":["PROVISIONED"]};

function validate117(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate117.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema46.type,parentSchema:schema46,data};
(vErrors ??= []).push(err0); errors++;
}
if(!((data === "STANDARD") || (data === "PROVISIONED"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema46.enum},schema:schema46.enum,parentSchema:schema46,data};
(vErrors ??= []).push(err1); errors++;
}
validate117.errors = vErrors;
return errors === 0;
}
validate117.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate111(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate111.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.count === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "count"},schema:schema43.required,parentSchema:schema43,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(((((key0 === "count") || (key0 === "tier")) || (key0 === "diskSizeGB")) || (key0 === "diskIOPS")) || (key0 === "diskType"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema43,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.count !== undefined){
let data0 = data.count;
if(!(((typeof data0 == "number") && (!(data0 % 1) && !isNaN(data0))) && (isFinite(data0)))){
const err2 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/type",keyword:"type",params:{type: "integer"},schema:schema43.properties.count.type,parentSchema:schema43.properties.count,data:data0};
(vErrors ??= []).push(err2); errors++;
}
if((typeof data0 == "number") && (isFinite(data0))){
if(data0 > 50 || isNaN(data0)){
const err3 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/maximum",keyword:"maximum",params:{comparison: "<=", limit: 50},schema:50,parentSchema:schema43.properties.count,data:data0};
(vErrors ??= []).push(err3); errors++;
}
if(data0 < 0 || isNaN(data0)){
const err4 = {instancePath:instancePath+"/count",schemaPath:"#/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema43.properties.count,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
}
if(data.tier !== undefined){
if(!(validate106(data.tier, {instancePath:instancePath+"/tier",parentData:data,parentDataProperty:"tier",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate106.errors); errors = vErrors.length;
}
}
if(data.diskSizeGB !== undefined){
if(!(validate113(data.diskSizeGB, {instancePath:instancePath+"/diskSizeGB",parentData:data,parentDataProperty:"diskSizeGB",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate113.errors); errors = vErrors.length;
}
}
if(data.diskIOPS !== undefined){
if(!(validate115(data.diskIOPS, {instancePath:instancePath+"/diskIOPS",parentData:data,parentDataProperty:"diskIOPS",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate115.errors); errors = vErrors.length;
}
}
if(data.diskType !== undefined){
if(!(validate117(data.diskType, {instancePath:instancePath+"/diskType",parentData:data,parentDataProperty:"diskType",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate117.errors); errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema43.type,parentSchema:schema43,data};
(vErrors ??= []).push(err5); errors++;
}
validate111.errors = vErrors;
return errors === 0;
}
validate111.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate108(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate108.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.region === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "region"},schema:schema42.required,parentSchema:schema42,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!((((((key0 === "provider") || (key0 === "region")) || (key0 === "priority")) || (key0 === "electable")) || (key0 === "readOnly")) || (key0 === "analytics"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema42,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.provider !== undefined){
if(!(validate102(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate102.errors); errors = vErrors.length;
}
}
if(data.region !== undefined){
if(!(validate104(data.region, {instancePath:instancePath+"/region",parentData:data,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate104.errors); errors = vErrors.length;
}
}
if(data.priority !== undefined){
let data2 = data.priority;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err2 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/type",keyword:"type",params:{type: "integer"},schema:schema42.properties.priority.type,parentSchema:schema42.properties.priority,data:data2};
(vErrors ??= []).push(err2); errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 > 7 || isNaN(data2)){
const err3 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/maximum",keyword:"maximum",params:{comparison: "<=", limit: 7},schema:7,parentSchema:schema42.properties.priority,data:data2};
(vErrors ??= []).push(err3); errors++;
}
if(data2 < 0 || isNaN(data2)){
const err4 = {instancePath:instancePath+"/priority",schemaPath:"#/properties/priority/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema42.properties.priority,data:data2};
(vErrors ??= []).push(err4); errors++;
}
}
}
if(data.electable !== undefined){
if(!(validate111(data.electable, {instancePath:instancePath+"/electable",parentData:data,parentDataProperty:"electable",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate111.errors); errors = vErrors.length;
}
}
if(data.readOnly !== undefined){
if(!(validate111(data.readOnly, {instancePath:instancePath+"/readOnly",parentData:data,parentDataProperty:"readOnly",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate111.errors); errors = vErrors.length;
}
}
if(data.analytics !== undefined){
if(!(validate111(data.analytics, {instancePath:instancePath+"/analytics",parentData:data,parentDataProperty:"analytics",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate111.errors); errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema42.type,parentSchema:schema42,data};
(vErrors ??= []).push(err5); errors++;
}
validate108.errors = vErrors;
return errors === 0;
}
validate108.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema47 = {"description":"A zone of a global cluster, or shards that differ from the others.","type":"object","additionalProperties":false,"required":["regions"],"properties":{"name":{"description":"Name of the zone.","type":"string","minLength":1,"examples":["Europe"]},"shards":{"description":"Number of shards in this zone.","type":"integer","minimum":1,"maximum":70,"default":1,"examples":[2]},"regions":{"description":"Where the members of each of these shards are.","type":"array","minItems":1,"items":{"$ref":"#/$defs/clusterRegion"},"examples":[[{"provider":"AWS","region":"EU_WEST_1","electable":{"count":3,"tier":"M40"}}]]}},"examples":[{"name":"Europe","shards":2,"regions":[{"region":"EU_WEST_1","electable":{"count":3}}]}]};

function validate123(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate123.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.regions === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "regions"},schema:schema47.required,parentSchema:schema47,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(((key0 === "name") || (key0 === "shards")) || (key0 === "regions"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema47,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema47.properties.name,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema47.properties.name.type,parentSchema:schema47.properties.name,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.shards !== undefined){
let data1 = data.shards;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err4 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/type",keyword:"type",params:{type: "integer"},schema:schema47.properties.shards.type,parentSchema:schema47.properties.shards,data:data1};
(vErrors ??= []).push(err4); errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 70 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/maximum",keyword:"maximum",params:{comparison: "<=", limit: 70},schema:70,parentSchema:schema47.properties.shards,data:data1};
(vErrors ??= []).push(err5); errors++;
}
if(data1 < 1 || isNaN(data1)){
const err6 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema47.properties.shards,data:data1};
(vErrors ??= []).push(err6); errors++;
}
}
}
if(data.regions !== undefined){
let data2 = data.regions;
if(Array.isArray(data2)){
if(data2.length < 1){
const err7 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema47.properties.regions,data:data2};
(vErrors ??= []).push(err7); errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
if(!(validate108(data2[i0], {instancePath:instancePath+"/regions/" + i0,parentData:data2,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate108.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/type",keyword:"type",params:{type: "array"},schema:schema47.properties.regions.type,parentSchema:schema47.properties.regions,data:data2};
(vErrors ??= []).push(err8); errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema47.type,parentSchema:schema47,data};
(vErrors ??= []).push(err9); errors++;
}
validate123.errors = vErrors;
return errors === 0;
}
validate123.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema48 = {"title":"`off` or a block","description":"`off`, or what Atlas may scale by itself. It is best off while data is copied.","type":["string","object"],"if":{"type":"string"},"then":{"enum":["off"]},"else":{"$ref":"#/$defs/autoScalingLimits"},"examples":["off",{"compute":{"minTier":"M40","maxTier":"M80"},"disk":true}]};
const schema49 = {"description":"What Atlas may scale by itself.","type":"object","additionalProperties":false,"properties":{"compute":{"description":"Scale the tier, between these limits.","type":"object","additionalProperties":false,"properties":{"minTier":{"description":"Smallest tier to scale down to.","$ref":"#/$defs/tier"},"maxTier":{"description":"Largest tier to scale up to.","$ref":"#/$defs/tier"},"scaleDown":{"description":"Scale down again, too; needs `minTier`.","type":"boolean","default":false,"examples":[true]}},"examples":[{"minTier":"M40","maxTier":"M80"}]},"disk":{"description":"Let the disk grow.","type":"boolean","default":true,"examples":[true]}},"examples":[{"disk":true}]};

function validate130(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate130.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "compute") || (key0 === "disk"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema49,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.compute !== undefined){
let data0 = data.compute;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!(((key1 === "minTier") || (key1 === "maxTier")) || (key1 === "scaleDown"))){
const err1 = {instancePath:instancePath+"/compute",schemaPath:"#/properties/compute/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema49.properties.compute,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data0.minTier !== undefined){
if(!(validate106(data0.minTier, {instancePath:instancePath+"/compute/minTier",parentData:data0,parentDataProperty:"minTier",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate106.errors); errors = vErrors.length;
}
}
if(data0.maxTier !== undefined){
if(!(validate106(data0.maxTier, {instancePath:instancePath+"/compute/maxTier",parentData:data0,parentDataProperty:"maxTier",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate106.errors); errors = vErrors.length;
}
}
if(data0.scaleDown !== undefined){
let data3 = data0.scaleDown;
if(typeof data3 !== "boolean"){
const err2 = {instancePath:instancePath+"/compute/scaleDown",schemaPath:"#/properties/compute/properties/scaleDown/type",keyword:"type",params:{type: "boolean"},schema:schema49.properties.compute.properties.scaleDown.type,parentSchema:schema49.properties.compute.properties.scaleDown,data:data3};
(vErrors ??= []).push(err2); errors++;
}
}
}
else {
const err3 = {instancePath:instancePath+"/compute",schemaPath:"#/properties/compute/type",keyword:"type",params:{type: "object"},schema:schema49.properties.compute.type,parentSchema:schema49.properties.compute,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.disk !== undefined){
let data4 = data.disk;
if(typeof data4 !== "boolean"){
const err4 = {instancePath:instancePath+"/disk",schemaPath:"#/properties/disk/type",keyword:"type",params:{type: "boolean"},schema:schema49.properties.disk.type,parentSchema:schema49.properties.disk,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
}
else {
const err5 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema49.type,parentSchema:schema49,data};
(vErrors ??= []).push(err5); errors++;
}
validate130.errors = vErrors;
return errors === 0;
}
validate130.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate129(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate129.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data !== "string") && (!(data && typeof data == "object" && !Array.isArray(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: schema48.type},schema:schema48.type,parentSchema:schema48,data};
(vErrors ??= []).push(err0); errors++;
}
const _errs1 = errors;
let valid0 = true;
const _errs2 = errors;
if(typeof data !== "string"){
const err1 = {};
(vErrors ??= []).push(err1); errors++;
}
var _valid0 = _errs2 === errors;
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs4 = errors;
if(!(data === "off")){
const err2 = {instancePath,schemaPath:"#/then/enum",keyword:"enum",params:{allowedValues: schema48.then.enum},schema:schema48.then.enum,parentSchema:schema48.then,data};
(vErrors ??= []).push(err2); errors++;
}
var _valid0 = _errs4 === errors;
valid0 = _valid0;
ifClause0 = "then";
}
else {
const _errs5 = errors;
if(!(validate130(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate130.errors); errors = vErrors.length;
}
var _valid0 = _errs5 === errors;
valid0 = _valid0;
if(valid0){
var props0 = true;
}
ifClause0 = "else";
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/if",keyword:"if",params:{failingKeyword: ifClause0},schema:schema48.if,parentSchema:schema48,data};
(vErrors ??= []).push(err3); errors++;
}
validate129.errors = vErrors;
evaluated0.props = props0;
return errors === 0;
}
validate129.evaluated = {"dynamicProps":true,"dynamicItems":false};

const schema50 = {"description":"Options of cloud backup.","type":"object","additionalProperties":false,"properties":{"enabled":{"description":"Take snapshots.","type":"boolean","default":true,"examples":[true]},"continuous":{"description":"Restore to any point in time.","type":"boolean","default":false,"examples":[true]},"retainOnDelete":{"description":"Keep snapshots when the cluster is deleted.","type":"boolean","examples":[true]}},"examples":[{"continuous":true}]};

function validate136(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate136.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "enabled") || (key0 === "continuous")) || (key0 === "retainOnDelete"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema50,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.enabled !== undefined){
let data0 = data.enabled;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/enabled",schemaPath:"#/properties/enabled/type",keyword:"type",params:{type: "boolean"},schema:schema50.properties.enabled.type,parentSchema:schema50.properties.enabled,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.continuous !== undefined){
let data1 = data.continuous;
if(typeof data1 !== "boolean"){
const err2 = {instancePath:instancePath+"/continuous",schemaPath:"#/properties/continuous/type",keyword:"type",params:{type: "boolean"},schema:schema50.properties.continuous.type,parentSchema:schema50.properties.continuous,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.retainOnDelete !== undefined){
let data2 = data.retainOnDelete;
if(typeof data2 !== "boolean"){
const err3 = {instancePath:instancePath+"/retainOnDelete",schemaPath:"#/properties/retainOnDelete/type",keyword:"type",params:{type: "boolean"},schema:schema50.properties.retainOnDelete.type,parentSchema:schema50.properties.retainOnDelete,data:data2};
(vErrors ??= []).push(err3); errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema50.type,parentSchema:schema50,data};
(vErrors ??= []).push(err4); errors++;
}
validate136.errors = vErrors;
return errors === 0;
}
validate136.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema51 = {"description":"Settings of the server processes.","type":"object","additionalProperties":false,"properties":{"oplogSizeGB":{"$ref":"#/$defs/oplogSizeGB"},"oplogMinRetention":{"description":"Time that the oplog must reach back.","$ref":"#/$defs/duration"},"minimumTls":{"description":"Oldest TLS version that clients may use.","type":"string","enum":["TLS1_0","TLS1_1","TLS1_2","TLS1_3"],"examples":["TLS1_2"]},"tlsCipherConfig":{"description":"Cipher suites: Atlas' choice or those of `tls12Ciphers`.","type":"string","enum":["DEFAULT","CUSTOM"],"examples":["CUSTOM"]},"tls12Ciphers":{"description":"Cipher suites for TLS 1.2, with tlsCipherConfig CUSTOM.","type":"array","items":{"description":"Name of a cipher suite.","type":"string","examples":["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]},"examples":[["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"]]},"defaultWriteConcern":{"description":"Write concern of writes that name none.","type":"string","minLength":1,"examples":["majority"]},"defaultMaxTime":{"description":"Time limit of reads that name none.","$ref":"#/$defs/duration"},"javascriptEnabled":{"description":"Allow server-side JavaScript.","type":"boolean","examples":[false]},"noTableScan":{"description":"Refuse queries without an index. mongosync does not work with it.","type":"boolean","examples":[false]},"preAndPostImagesExpireAfter":{"description":"How long change stream images are kept.","$ref":"#/$defs/duration"},"transactionLifetimeLimit":{"description":"How long a transaction may stay open.","$ref":"#/$defs/duration"},"biConnectorSampleSize":{"description":"Documents that the BI Connector samples for its schema.","type":"integer","minimum":0,"examples":[1000]},"biConnectorSampleRefreshInterval":{"description":"How often the BI Connector samples again.","$ref":"#/$defs/duration"}},"examples":[{"minimumTls":"TLS1_2","oplogMinRetention":"48h"}]};
const schema52 = {"description":"Fixed size of the oplog in GB. It has to cover the time that the initial copy and a rollback take.","type":"number","minimum":0.99,"examples":[100]};

function validate139(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate139.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if((typeof data == "number") && (isFinite(data))){
if(data < 0.99 || isNaN(data)){
const err0 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0.99},schema:0.99,parentSchema:schema52,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "number"},schema:schema52.type,parentSchema:schema52,data};
(vErrors ??= []).push(err1); errors++;
}
validate139.errors = vErrors;
return errors === 0;
}
validate139.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate138(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate138.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema51.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema51,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.oplogSizeGB !== undefined){
if(!(validate139(data.oplogSizeGB, {instancePath:instancePath+"/oplogSizeGB",parentData:data,parentDataProperty:"oplogSizeGB",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate139.errors); errors = vErrors.length;
}
}
if(data.oplogMinRetention !== undefined){
if(!(validate77(data.oplogMinRetention, {instancePath:instancePath+"/oplogMinRetention",parentData:data,parentDataProperty:"oplogMinRetention",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.minimumTls !== undefined){
let data2 = data.minimumTls;
if(typeof data2 !== "string"){
const err1 = {instancePath:instancePath+"/minimumTls",schemaPath:"#/properties/minimumTls/type",keyword:"type",params:{type: "string"},schema:schema51.properties.minimumTls.type,parentSchema:schema51.properties.minimumTls,data:data2};
(vErrors ??= []).push(err1); errors++;
}
if(!((((data2 === "TLS1_0") || (data2 === "TLS1_1")) || (data2 === "TLS1_2")) || (data2 === "TLS1_3"))){
const err2 = {instancePath:instancePath+"/minimumTls",schemaPath:"#/properties/minimumTls/enum",keyword:"enum",params:{allowedValues: schema51.properties.minimumTls.enum},schema:schema51.properties.minimumTls.enum,parentSchema:schema51.properties.minimumTls,data:data2};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.tlsCipherConfig !== undefined){
let data3 = data.tlsCipherConfig;
if(typeof data3 !== "string"){
const err3 = {instancePath:instancePath+"/tlsCipherConfig",schemaPath:"#/properties/tlsCipherConfig/type",keyword:"type",params:{type: "string"},schema:schema51.properties.tlsCipherConfig.type,parentSchema:schema51.properties.tlsCipherConfig,data:data3};
(vErrors ??= []).push(err3); errors++;
}
if(!((data3 === "DEFAULT") || (data3 === "CUSTOM"))){
const err4 = {instancePath:instancePath+"/tlsCipherConfig",schemaPath:"#/properties/tlsCipherConfig/enum",keyword:"enum",params:{allowedValues: schema51.properties.tlsCipherConfig.enum},schema:schema51.properties.tlsCipherConfig.enum,parentSchema:schema51.properties.tlsCipherConfig,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.tls12Ciphers !== undefined){
let data4 = data.tls12Ciphers;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
let data5 = data4[i0];
if(typeof data5 !== "string"){
const err5 = {instancePath:instancePath+"/tls12Ciphers/" + i0,schemaPath:"#/properties/tls12Ciphers/items/type",keyword:"type",params:{type: "string"},schema:schema51.properties.tls12Ciphers.items.type,parentSchema:schema51.properties.tls12Ciphers.items,data:data5};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/tls12Ciphers",schemaPath:"#/properties/tls12Ciphers/type",keyword:"type",params:{type: "array"},schema:schema51.properties.tls12Ciphers.type,parentSchema:schema51.properties.tls12Ciphers,data:data4};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.defaultWriteConcern !== undefined){
let data6 = data.defaultWriteConcern;
if(typeof data6 === "string"){
if(data6.length < 1){
const err7 = {instancePath:instancePath+"/defaultWriteConcern",schemaPath:"#/properties/defaultWriteConcern/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema51.properties.defaultWriteConcern,data:data6};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/defaultWriteConcern",schemaPath:"#/properties/defaultWriteConcern/type",keyword:"type",params:{type: "string"},schema:schema51.properties.defaultWriteConcern.type,parentSchema:schema51.properties.defaultWriteConcern,data:data6};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.defaultMaxTime !== undefined){
if(!(validate77(data.defaultMaxTime, {instancePath:instancePath+"/defaultMaxTime",parentData:data,parentDataProperty:"defaultMaxTime",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.javascriptEnabled !== undefined){
let data8 = data.javascriptEnabled;
if(typeof data8 !== "boolean"){
const err9 = {instancePath:instancePath+"/javascriptEnabled",schemaPath:"#/properties/javascriptEnabled/type",keyword:"type",params:{type: "boolean"},schema:schema51.properties.javascriptEnabled.type,parentSchema:schema51.properties.javascriptEnabled,data:data8};
(vErrors ??= []).push(err9); errors++;
}
}
if(data.noTableScan !== undefined){
let data9 = data.noTableScan;
if(typeof data9 !== "boolean"){
const err10 = {instancePath:instancePath+"/noTableScan",schemaPath:"#/properties/noTableScan/type",keyword:"type",params:{type: "boolean"},schema:schema51.properties.noTableScan.type,parentSchema:schema51.properties.noTableScan,data:data9};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.preAndPostImagesExpireAfter !== undefined){
if(!(validate77(data.preAndPostImagesExpireAfter, {instancePath:instancePath+"/preAndPostImagesExpireAfter",parentData:data,parentDataProperty:"preAndPostImagesExpireAfter",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.transactionLifetimeLimit !== undefined){
if(!(validate77(data.transactionLifetimeLimit, {instancePath:instancePath+"/transactionLifetimeLimit",parentData:data,parentDataProperty:"transactionLifetimeLimit",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.biConnectorSampleSize !== undefined){
let data12 = data.biConnectorSampleSize;
if(!(((typeof data12 == "number") && (!(data12 % 1) && !isNaN(data12))) && (isFinite(data12)))){
const err11 = {instancePath:instancePath+"/biConnectorSampleSize",schemaPath:"#/properties/biConnectorSampleSize/type",keyword:"type",params:{type: "integer"},schema:schema51.properties.biConnectorSampleSize.type,parentSchema:schema51.properties.biConnectorSampleSize,data:data12};
(vErrors ??= []).push(err11); errors++;
}
if((typeof data12 == "number") && (isFinite(data12))){
if(data12 < 0 || isNaN(data12)){
const err12 = {instancePath:instancePath+"/biConnectorSampleSize",schemaPath:"#/properties/biConnectorSampleSize/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema51.properties.biConnectorSampleSize,data:data12};
(vErrors ??= []).push(err12); errors++;
}
}
}
if(data.biConnectorSampleRefreshInterval !== undefined){
if(!(validate77(data.biConnectorSampleRefreshInterval, {instancePath:instancePath+"/biConnectorSampleRefreshInterval",parentData:data,parentDataProperty:"biConnectorSampleRefreshInterval",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema51.type,parentSchema:schema51,data};
(vErrors ??= []).push(err13); errors++;
}
validate138.errors = vErrors;
return errors === 0;
}
validate138.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema53 = {"description":"How the cluster differs while data is synced. Both the change and the way back are steps of the plan.","type":"object","additionalProperties":false,"minProperties":1,"properties":{"tier":{"$ref":"#/$defs/tier"},"diskSizeGB":{"$ref":"#/$defs/diskSizeGB"},"diskIOPS":{"$ref":"#/$defs/diskIOPS"},"diskType":{"$ref":"#/$defs/diskType"},"autoScaling":{"$ref":"#/$defs/autoScaling"},"oplogSizeGB":{"$ref":"#/$defs/oplogSizeGB"},"backup":{"description":"Take snapshots meanwhile.","type":"boolean","examples":[false]}},"examples":[{"tier":"M60","diskIOPS":6000,"autoScaling":"off","oplogSizeGB":100}]};

function validate152(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate152.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(Object.keys(data).length < 1){
const err0 = {instancePath,schemaPath:"#/minProperties",keyword:"minProperties",params:{limit: 1},schema:1,parentSchema:schema53,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(((((((key0 === "tier") || (key0 === "diskSizeGB")) || (key0 === "diskIOPS")) || (key0 === "diskType")) || (key0 === "autoScaling")) || (key0 === "oplogSizeGB")) || (key0 === "backup"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema53,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.tier !== undefined){
if(!(validate106(data.tier, {instancePath:instancePath+"/tier",parentData:data,parentDataProperty:"tier",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate106.errors); errors = vErrors.length;
}
}
if(data.diskSizeGB !== undefined){
if(!(validate113(data.diskSizeGB, {instancePath:instancePath+"/diskSizeGB",parentData:data,parentDataProperty:"diskSizeGB",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate113.errors); errors = vErrors.length;
}
}
if(data.diskIOPS !== undefined){
if(!(validate115(data.diskIOPS, {instancePath:instancePath+"/diskIOPS",parentData:data,parentDataProperty:"diskIOPS",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate115.errors); errors = vErrors.length;
}
}
if(data.diskType !== undefined){
if(!(validate117(data.diskType, {instancePath:instancePath+"/diskType",parentData:data,parentDataProperty:"diskType",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate117.errors); errors = vErrors.length;
}
}
if(data.autoScaling !== undefined){
if(!(validate129(data.autoScaling, {instancePath:instancePath+"/autoScaling",parentData:data,parentDataProperty:"autoScaling",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate129.errors); errors = vErrors.length;
}
}
if(data.oplogSizeGB !== undefined){
if(!(validate139(data.oplogSizeGB, {instancePath:instancePath+"/oplogSizeGB",parentData:data,parentDataProperty:"oplogSizeGB",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate139.errors); errors = vErrors.length;
}
}
if(data.backup !== undefined){
let data6 = data.backup;
if(typeof data6 !== "boolean"){
const err2 = {instancePath:instancePath+"/backup",schemaPath:"#/properties/backup/type",keyword:"type",params:{type: "boolean"},schema:schema53.properties.backup.type,parentSchema:schema53.properties.backup,data:data6};
(vErrors ??= []).push(err2); errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema53.type,parentSchema:schema53,data};
(vErrors ??= []).push(err3); errors++;
}
validate152.errors = vErrors;
return errors === 0;
}
validate152.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate99(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate99.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema37.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema37,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern10.test(data0)){
const err1 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9][A-Za-z0-9-]{0,63}$"},schema:"^[A-Za-z0-9][A-Za-z0-9-]{0,63}$",parentSchema:schema37.properties.name,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema37.properties.name.type,parentSchema:schema37.properties.name,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.adopt !== undefined){
let data1 = data.adopt;
if(typeof data1 !== "boolean"){
const err3 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.adopt.type,parentSchema:schema37.properties.adopt,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.type !== undefined){
let data2 = data.type;
if(typeof data2 !== "string"){
const err4 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},schema:schema37.properties.type.type,parentSchema:schema37.properties.type,data:data2};
(vErrors ??= []).push(err4); errors++;
}
if(!(((data2 === "REPLICASET") || (data2 === "SHARDED")) || (data2 === "GEOSHARDED"))){
const err5 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema37.properties.type.enum},schema:schema37.properties.type.enum,parentSchema:schema37.properties.type,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.shards !== undefined){
let data3 = data.shards;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err6 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/type",keyword:"type",params:{type: "integer"},schema:schema37.properties.shards.type,parentSchema:schema37.properties.shards,data:data3};
(vErrors ??= []).push(err6); errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 70 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/maximum",keyword:"maximum",params:{comparison: "<=", limit: 70},schema:70,parentSchema:schema37.properties.shards,data:data3};
(vErrors ??= []).push(err7); errors++;
}
if(data3 < 1 || isNaN(data3)){
const err8 = {instancePath:instancePath+"/shards",schemaPath:"#/properties/shards/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema37.properties.shards,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
}
if(data.mongoDBVersion !== undefined){
let data4 = data.mongoDBVersion;
if(typeof data4 === "string"){
if(!pattern11.test(data4)){
const err9 = {instancePath:instancePath+"/mongoDBVersion",schemaPath:"#/properties/mongoDBVersion/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+$"},schema:"^\\d+\\.\\d+$",parentSchema:schema37.properties.mongoDBVersion,data:data4};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/mongoDBVersion",schemaPath:"#/properties/mongoDBVersion/type",keyword:"type",params:{type: "string"},schema:schema37.properties.mongoDBVersion.type,parentSchema:schema37.properties.mongoDBVersion,data:data4};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.versionReleaseSystem !== undefined){
let data5 = data.versionReleaseSystem;
if(typeof data5 !== "string"){
const err11 = {instancePath:instancePath+"/versionReleaseSystem",schemaPath:"#/properties/versionReleaseSystem/type",keyword:"type",params:{type: "string"},schema:schema37.properties.versionReleaseSystem.type,parentSchema:schema37.properties.versionReleaseSystem,data:data5};
(vErrors ??= []).push(err11); errors++;
}
if(!((data5 === "LTS") || (data5 === "CONTINUOUS"))){
const err12 = {instancePath:instancePath+"/versionReleaseSystem",schemaPath:"#/properties/versionReleaseSystem/enum",keyword:"enum",params:{allowedValues: schema37.properties.versionReleaseSystem.enum},schema:schema37.properties.versionReleaseSystem.enum,parentSchema:schema37.properties.versionReleaseSystem,data:data5};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.pinnedFeatureCompatibilityVersion !== undefined){
let data6 = data.pinnedFeatureCompatibilityVersion;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
for(const key1 in data6){
if(!(key1 === "expires")){
const err13 = {instancePath:instancePath+"/pinnedFeatureCompatibilityVersion",schemaPath:"#/properties/pinnedFeatureCompatibilityVersion/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema37.properties.pinnedFeatureCompatibilityVersion,data:data6};
(vErrors ??= []).push(err13); errors++;
}
}
if(data6.expires !== undefined){
if(!(validate100(data6.expires, {instancePath:instancePath+"/pinnedFeatureCompatibilityVersion/expires",parentData:data6,parentDataProperty:"expires",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate100.errors); errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/pinnedFeatureCompatibilityVersion",schemaPath:"#/properties/pinnedFeatureCompatibilityVersion/type",keyword:"type",params:{type: "object"},schema:schema37.properties.pinnedFeatureCompatibilityVersion.type,parentSchema:schema37.properties.pinnedFeatureCompatibilityVersion,data:data6};
(vErrors ??= []).push(err14); errors++;
}
}
if(data.provider !== undefined){
if(!(validate102(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate102.errors); errors = vErrors.length;
}
}
if(data.region !== undefined){
if(!(validate104(data.region, {instancePath:instancePath+"/region",parentData:data,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate104.errors); errors = vErrors.length;
}
}
if(data.tier !== undefined){
if(!(validate106(data.tier, {instancePath:instancePath+"/tier",parentData:data,parentDataProperty:"tier",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate106.errors); errors = vErrors.length;
}
}
if(data.nodes !== undefined){
let data11 = data.nodes;
if(!(((typeof data11 == "number") && (!(data11 % 1) && !isNaN(data11))) && (isFinite(data11)))){
const err15 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/type",keyword:"type",params:{type: "integer"},schema:schema37.properties.nodes.type,parentSchema:schema37.properties.nodes,data:data11};
(vErrors ??= []).push(err15); errors++;
}
if(!(((data11 === 3) || (data11 === 5)) || (data11 === 7))){
const err16 = {instancePath:instancePath+"/nodes",schemaPath:"#/properties/nodes/enum",keyword:"enum",params:{allowedValues: schema37.properties.nodes.enum},schema:schema37.properties.nodes.enum,parentSchema:schema37.properties.nodes,data:data11};
(vErrors ??= []).push(err16); errors++;
}
}
if(data.regions !== undefined){
let data12 = data.regions;
if(Array.isArray(data12)){
if(data12.length < 1){
const err17 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema37.properties.regions,data:data12};
(vErrors ??= []).push(err17); errors++;
}
const len0 = data12.length;
for(let i0=0; i0<len0; i0++){
if(!(validate108(data12[i0], {instancePath:instancePath+"/regions/" + i0,parentData:data12,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate108.errors); errors = vErrors.length;
}
}
}
else {
const err18 = {instancePath:instancePath+"/regions",schemaPath:"#/properties/regions/type",keyword:"type",params:{type: "array"},schema:schema37.properties.regions.type,parentSchema:schema37.properties.regions,data:data12};
(vErrors ??= []).push(err18); errors++;
}
}
if(data.zones !== undefined){
let data14 = data.zones;
if(Array.isArray(data14)){
if(data14.length < 1){
const err19 = {instancePath:instancePath+"/zones",schemaPath:"#/properties/zones/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema37.properties.zones,data:data14};
(vErrors ??= []).push(err19); errors++;
}
const len1 = data14.length;
for(let i1=0; i1<len1; i1++){
if(!(validate123(data14[i1], {instancePath:instancePath+"/zones/" + i1,parentData:data14,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate123.errors); errors = vErrors.length;
}
}
}
else {
const err20 = {instancePath:instancePath+"/zones",schemaPath:"#/properties/zones/type",keyword:"type",params:{type: "array"},schema:schema37.properties.zones.type,parentSchema:schema37.properties.zones,data:data14};
(vErrors ??= []).push(err20); errors++;
}
}
if(data.diskSizeGB !== undefined){
if(!(validate113(data.diskSizeGB, {instancePath:instancePath+"/diskSizeGB",parentData:data,parentDataProperty:"diskSizeGB",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate113.errors); errors = vErrors.length;
}
}
if(data.diskIOPS !== undefined){
if(!(validate115(data.diskIOPS, {instancePath:instancePath+"/diskIOPS",parentData:data,parentDataProperty:"diskIOPS",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate115.errors); errors = vErrors.length;
}
}
if(data.diskType !== undefined){
if(!(validate117(data.diskType, {instancePath:instancePath+"/diskType",parentData:data,parentDataProperty:"diskType",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate117.errors); errors = vErrors.length;
}
}
if(data.autoScaling !== undefined){
if(!(validate129(data.autoScaling, {instancePath:instancePath+"/autoScaling",parentData:data,parentDataProperty:"autoScaling",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate129.errors); errors = vErrors.length;
}
}
if(data.analyticsAutoScaling !== undefined){
if(!(validate129(data.analyticsAutoScaling, {instancePath:instancePath+"/analyticsAutoScaling",parentData:data,parentDataProperty:"analyticsAutoScaling",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate129.errors); errors = vErrors.length;
}
}
if(data.backup !== undefined){
let data21 = data.backup;
if((typeof data21 !== "boolean") && (!(data21 && typeof data21 == "object" && !Array.isArray(data21)))){
const err21 = {instancePath:instancePath+"/backup",schemaPath:"#/properties/backup/type",keyword:"type",params:{type: schema37.properties.backup.type},schema:schema37.properties.backup.type,parentSchema:schema37.properties.backup,data:data21};
(vErrors ??= []).push(err21); errors++;
}
const _errs36 = errors;
let valid6 = true;
const _errs37 = errors;
if(!(data21 && typeof data21 == "object" && !Array.isArray(data21))){
const err22 = {};
(vErrors ??= []).push(err22); errors++;
}
var _valid0 = _errs37 === errors;
errors = _errs36;
if(vErrors !== null){
if(_errs36){
vErrors.length = _errs36;
}
else {
vErrors = null;
}
}
if(_valid0){
const _errs39 = errors;
if(!(validate136(data21, {instancePath:instancePath+"/backup",parentData:data,parentDataProperty:"backup",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate136.errors); errors = vErrors.length;
}
var _valid0 = _errs39 === errors;
valid6 = _valid0;
}
if(!valid6){
const err23 = {instancePath:instancePath+"/backup",schemaPath:"#/properties/backup/if",keyword:"if",params:{failingKeyword: "then"},schema:schema37.properties.backup.if,parentSchema:schema37.properties.backup,data:data21};
(vErrors ??= []).push(err23); errors++;
}
}
if(data.advanced !== undefined){
if(!(validate138(data.advanced, {instancePath:instancePath+"/advanced",parentData:data,parentDataProperty:"advanced",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate138.errors); errors = vErrors.length;
}
}
if(data.biConnector !== undefined){
let data23 = data.biConnector;
if(data23 && typeof data23 == "object" && !Array.isArray(data23)){
for(const key2 in data23){
if(!((key2 === "enabled") || (key2 === "readPreference"))){
const err24 = {instancePath:instancePath+"/biConnector",schemaPath:"#/properties/biConnector/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema37.properties.biConnector,data:data23};
(vErrors ??= []).push(err24); errors++;
}
}
if(data23.enabled !== undefined){
let data24 = data23.enabled;
if(typeof data24 !== "boolean"){
const err25 = {instancePath:instancePath+"/biConnector/enabled",schemaPath:"#/properties/biConnector/properties/enabled/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.biConnector.properties.enabled.type,parentSchema:schema37.properties.biConnector.properties.enabled,data:data24};
(vErrors ??= []).push(err25); errors++;
}
}
if(data23.readPreference !== undefined){
let data25 = data23.readPreference;
if(typeof data25 !== "string"){
const err26 = {instancePath:instancePath+"/biConnector/readPreference",schemaPath:"#/properties/biConnector/properties/readPreference/type",keyword:"type",params:{type: "string"},schema:schema37.properties.biConnector.properties.readPreference.type,parentSchema:schema37.properties.biConnector.properties.readPreference,data:data25};
(vErrors ??= []).push(err26); errors++;
}
if(!(((data25 === "primary") || (data25 === "secondary")) || (data25 === "analytics"))){
const err27 = {instancePath:instancePath+"/biConnector/readPreference",schemaPath:"#/properties/biConnector/properties/readPreference/enum",keyword:"enum",params:{allowedValues: schema37.properties.biConnector.properties.readPreference.enum},schema:schema37.properties.biConnector.properties.readPreference.enum,parentSchema:schema37.properties.biConnector.properties.readPreference,data:data25};
(vErrors ??= []).push(err27); errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/biConnector",schemaPath:"#/properties/biConnector/type",keyword:"type",params:{type: "object"},schema:schema37.properties.biConnector.type,parentSchema:schema37.properties.biConnector,data:data23};
(vErrors ??= []).push(err28); errors++;
}
}
if(data.tags !== undefined){
if(!(validate96(data.tags, {instancePath:instancePath+"/tags",parentData:data,parentDataProperty:"tags",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate96.errors); errors = vErrors.length;
}
}
if(data.terminationProtection !== undefined){
let data27 = data.terminationProtection;
if(typeof data27 !== "boolean"){
const err29 = {instancePath:instancePath+"/terminationProtection",schemaPath:"#/properties/terminationProtection/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.terminationProtection.type,parentSchema:schema37.properties.terminationProtection,data:data27};
(vErrors ??= []).push(err29); errors++;
}
}
if(data.paused !== undefined){
let data28 = data.paused;
if(typeof data28 !== "boolean"){
const err30 = {instancePath:instancePath+"/paused",schemaPath:"#/properties/paused/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.paused.type,parentSchema:schema37.properties.paused,data:data28};
(vErrors ??= []).push(err30); errors++;
}
}
if(data.configServerManagement !== undefined){
let data29 = data.configServerManagement;
if(typeof data29 !== "string"){
const err31 = {instancePath:instancePath+"/configServerManagement",schemaPath:"#/properties/configServerManagement/type",keyword:"type",params:{type: "string"},schema:schema37.properties.configServerManagement.type,parentSchema:schema37.properties.configServerManagement,data:data29};
(vErrors ??= []).push(err31); errors++;
}
if(!((data29 === "ATLAS_MANAGED") || (data29 === "FIXED_TO_DEDICATED"))){
const err32 = {instancePath:instancePath+"/configServerManagement",schemaPath:"#/properties/configServerManagement/enum",keyword:"enum",params:{allowedValues: schema37.properties.configServerManagement.enum},schema:schema37.properties.configServerManagement.enum,parentSchema:schema37.properties.configServerManagement,data:data29};
(vErrors ??= []).push(err32); errors++;
}
}
if(data.scalingStrategy !== undefined){
let data30 = data.scalingStrategy;
if(typeof data30 !== "string"){
const err33 = {instancePath:instancePath+"/scalingStrategy",schemaPath:"#/properties/scalingStrategy/type",keyword:"type",params:{type: "string"},schema:schema37.properties.scalingStrategy.type,parentSchema:schema37.properties.scalingStrategy,data:data30};
(vErrors ??= []).push(err33); errors++;
}
if(!(((data30 === "WORKLOAD_TYPE") || (data30 === "SEQUENTIAL")) || (data30 === "NODE_TYPE"))){
const err34 = {instancePath:instancePath+"/scalingStrategy",schemaPath:"#/properties/scalingStrategy/enum",keyword:"enum",params:{allowedValues: schema37.properties.scalingStrategy.enum},schema:schema37.properties.scalingStrategy.enum,parentSchema:schema37.properties.scalingStrategy,data:data30};
(vErrors ??= []).push(err34); errors++;
}
}
if(data.selfManagedSharding !== undefined){
let data31 = data.selfManagedSharding;
if(typeof data31 !== "boolean"){
const err35 = {instancePath:instancePath+"/selfManagedSharding",schemaPath:"#/properties/selfManagedSharding/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.selfManagedSharding.type,parentSchema:schema37.properties.selfManagedSharding,data:data31};
(vErrors ??= []).push(err35); errors++;
}
}
if(data.redactClientLogData !== undefined){
let data32 = data.redactClientLogData;
if(typeof data32 !== "boolean"){
const err36 = {instancePath:instancePath+"/redactClientLogData",schemaPath:"#/properties/redactClientLogData/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.redactClientLogData.type,parentSchema:schema37.properties.redactClientLogData,data:data32};
(vErrors ??= []).push(err36); errors++;
}
}
if(data.rootCertificate !== undefined){
let data33 = data.rootCertificate;
if(typeof data33 !== "string"){
const err37 = {instancePath:instancePath+"/rootCertificate",schemaPath:"#/properties/rootCertificate/type",keyword:"type",params:{type: "string"},schema:schema37.properties.rootCertificate.type,parentSchema:schema37.properties.rootCertificate,data:data33};
(vErrors ??= []).push(err37); errors++;
}
if(!(data33 === "ISRGROOTX1")){
const err38 = {instancePath:instancePath+"/rootCertificate",schemaPath:"#/properties/rootCertificate/enum",keyword:"enum",params:{allowedValues: schema37.properties.rootCertificate.enum},schema:schema37.properties.rootCertificate.enum,parentSchema:schema37.properties.rootCertificate,data:data33};
(vErrors ??= []).push(err38); errors++;
}
}
if(data.encryptionAtRestProvider !== undefined){
let data34 = data.encryptionAtRestProvider;
if(typeof data34 !== "string"){
const err39 = {instancePath:instancePath+"/encryptionAtRestProvider",schemaPath:"#/properties/encryptionAtRestProvider/type",keyword:"type",params:{type: "string"},schema:schema37.properties.encryptionAtRestProvider.type,parentSchema:schema37.properties.encryptionAtRestProvider,data:data34};
(vErrors ??= []).push(err39); errors++;
}
if(!((((data34 === "NONE") || (data34 === "AWS")) || (data34 === "AZURE")) || (data34 === "GCP"))){
const err40 = {instancePath:instancePath+"/encryptionAtRestProvider",schemaPath:"#/properties/encryptionAtRestProvider/enum",keyword:"enum",params:{allowedValues: schema37.properties.encryptionAtRestProvider.enum},schema:schema37.properties.encryptionAtRestProvider.enum,parentSchema:schema37.properties.encryptionAtRestProvider,data:data34};
(vErrors ??= []).push(err40); errors++;
}
}
if(data.acceptDataRisksAndForceReplicaSetReconfig !== undefined){
if(!(validate100(data.acceptDataRisksAndForceReplicaSetReconfig, {instancePath:instancePath+"/acceptDataRisksAndForceReplicaSetReconfig",parentData:data,parentDataProperty:"acceptDataRisksAndForceReplicaSetReconfig",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate100.errors); errors = vErrors.length;
}
}
if(data.timeouts !== undefined){
let data36 = data.timeouts;
if(data36 && typeof data36 == "object" && !Array.isArray(data36)){
for(const key3 in data36){
if(!(((key3 === "create") || (key3 === "update")) || (key3 === "delete"))){
const err41 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema37.properties.timeouts,data:data36};
(vErrors ??= []).push(err41); errors++;
}
}
if(data36.create !== undefined){
if(!(validate77(data36.create, {instancePath:instancePath+"/timeouts/create",parentData:data36,parentDataProperty:"create",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data36.update !== undefined){
if(!(validate77(data36.update, {instancePath:instancePath+"/timeouts/update",parentData:data36,parentDataProperty:"update",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data36.delete !== undefined){
if(!(validate77(data36.delete, {instancePath:instancePath+"/timeouts/delete",parentData:data36,parentDataProperty:"delete",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err42 = {instancePath:instancePath+"/timeouts",schemaPath:"#/properties/timeouts/type",keyword:"type",params:{type: "object"},schema:schema37.properties.timeouts.type,parentSchema:schema37.properties.timeouts,data:data36};
(vErrors ??= []).push(err42); errors++;
}
}
if(data.deleteOnCreateTimeout !== undefined){
let data40 = data.deleteOnCreateTimeout;
if(typeof data40 !== "boolean"){
const err43 = {instancePath:instancePath+"/deleteOnCreateTimeout",schemaPath:"#/properties/deleteOnCreateTimeout/type",keyword:"type",params:{type: "boolean"},schema:schema37.properties.deleteOnCreateTimeout.type,parentSchema:schema37.properties.deleteOnCreateTimeout,data:data40};
(vErrors ??= []).push(err43); errors++;
}
}
if(data.during !== undefined){
if(!(validate152(data.during, {instancePath:instancePath+"/during",parentData:data,parentDataProperty:"during",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate152.errors); errors = vErrors.length;
}
}
}
else {
const err44 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema37.type,parentSchema:schema37,data};
(vErrors ??= []).push(err44); errors++;
}
validate99.errors = vErrors;
return errors === 0;
}
validate99.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema54 = {"description":"Addresses that may reach the project's clusters.","type":"object","additionalProperties":false,"oneOf":[{"required":["cidr"]},{"required":["ip"]},{"required":["securityGroup"]}],"properties":{"cidr":{"title":"CIDR block","description":"A block of addresses.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["203.0.113.0/24"]},"ip":{"title":"IP address","description":"One address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["198.51.100.7"]},"securityGroup":{"title":"AWS security group","description":"A security group of AWS; needs VPC peering.","type":"string","pattern":"^sg-[0-9a-f]+$","examples":["sg-0123456789abcdef0"]},"comment":{"description":"Whose addresses these are, in at most 80 characters.","type":"string","maxLength":80,"examples":["sync hosts"]},"until":{"description":"The entry is removed when the migration comes to this phase.","type":"string","enum":["cutover","complete"],"examples":["complete"]},"deleteAfter":{"description":"When Atlas removes the entry by itself; at most a week ahead.","$ref":"#/$defs/instant"}},"examples":[{"cidr":"203.0.113.0/24","comment":"sync hosts","until":"complete"}]};
const pattern15 = new RegExp("^[0-9A-Fa-f.:]+/\\d{1,3}$", "u");
const pattern16 = new RegExp("^[0-9A-Fa-f.:]+$", "u");
const pattern17 = new RegExp("^sg-[0-9a-f]+$", "u");

function validate161(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate161.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.cidr === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "cidr"},schema:schema54.oneOf[0].required,parentSchema:schema54.oneOf[0],data};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.ip === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "ip"},schema:schema54.oneOf[1].required,parentSchema:schema54.oneOf[1],data};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
const _errs4 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.securityGroup === undefined){
const err2 = {instancePath,schemaPath:"#/oneOf/2/required",keyword:"required",params:{missingProperty: "securityGroup"},schema:schema54.oneOf[2].required,parentSchema:schema54.oneOf[2],data};
(vErrors ??= []).push(err2); errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid0 = true;
passing0 = 2;
}
}
}
if(!valid0){
const err3 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema54.oneOf,parentSchema:schema54,data};
(vErrors ??= []).push(err3); errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "cidr") || (key0 === "ip")) || (key0 === "securityGroup")) || (key0 === "comment")) || (key0 === "until")) || (key0 === "deleteAfter"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema54,data};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.cidr !== undefined){
let data0 = data.cidr;
if(typeof data0 === "string"){
if(!pattern15.test(data0)){
const err5 = {instancePath:instancePath+"/cidr",schemaPath:"#/properties/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+/\\d{1,3}$"},schema:"^[0-9A-Fa-f.:]+/\\d{1,3}$",parentSchema:schema54.properties.cidr,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/cidr",schemaPath:"#/properties/cidr/type",keyword:"type",params:{type: "string"},schema:schema54.properties.cidr.type,parentSchema:schema54.properties.cidr,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.ip !== undefined){
let data1 = data.ip;
if(typeof data1 === "string"){
if(!pattern16.test(data1)){
const err7 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+$"},schema:"^[0-9A-Fa-f.:]+$",parentSchema:schema54.properties.ip,data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/ip",schemaPath:"#/properties/ip/type",keyword:"type",params:{type: "string"},schema:schema54.properties.ip.type,parentSchema:schema54.properties.ip,data:data1};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.securityGroup !== undefined){
let data2 = data.securityGroup;
if(typeof data2 === "string"){
if(!pattern17.test(data2)){
const err9 = {instancePath:instancePath+"/securityGroup",schemaPath:"#/properties/securityGroup/pattern",keyword:"pattern",params:{pattern: "^sg-[0-9a-f]+$"},schema:"^sg-[0-9a-f]+$",parentSchema:schema54.properties.securityGroup,data:data2};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/securityGroup",schemaPath:"#/properties/securityGroup/type",keyword:"type",params:{type: "string"},schema:schema54.properties.securityGroup.type,parentSchema:schema54.properties.securityGroup,data:data2};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.comment !== undefined){
let data3 = data.comment;
if(typeof data3 === "string"){
if(data3.length > 80){
const err11 = {instancePath:instancePath+"/comment",schemaPath:"#/properties/comment/maxLength",keyword:"maxLength",params:{limit: 80},schema:80,parentSchema:schema54.properties.comment,data:data3};
(vErrors ??= []).push(err11); errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/comment",schemaPath:"#/properties/comment/type",keyword:"type",params:{type: "string"},schema:schema54.properties.comment.type,parentSchema:schema54.properties.comment,data:data3};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.until !== undefined){
let data4 = data.until;
if(typeof data4 !== "string"){
const err13 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"},schema:schema54.properties.until.type,parentSchema:schema54.properties.until,data:data4};
(vErrors ??= []).push(err13); errors++;
}
if(!((data4 === "cutover") || (data4 === "complete"))){
const err14 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/enum",keyword:"enum",params:{allowedValues: schema54.properties.until.enum},schema:schema54.properties.until.enum,parentSchema:schema54.properties.until,data:data4};
(vErrors ??= []).push(err14); errors++;
}
}
if(data.deleteAfter !== undefined){
if(!(validate100(data.deleteAfter, {instancePath:instancePath+"/deleteAfter",parentData:data,parentDataProperty:"deleteAfter",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate100.errors); errors = vErrors.length;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema54.type,parentSchema:schema54,data};
(vErrors ??= []).push(err15); errors++;
}
validate161.errors = vErrors;
return errors === 0;
}
validate161.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema55 = {"description":"A database user. Without `authentication` it logs in with its password (SCRAM).","type":"object","additionalProperties":false,"required":["name","roles"],"properties":{"name":{"description":"User name; for other mechanisms the subject, ARN, DN or `identity provider/claim`.","type":"string","minLength":1,"maxLength":1024,"examples":["orders-app"]},"password":{"description":"Password of a user that logs in with one; at least 8 characters.","$ref":"#/$defs/secret"},"authentication":{"description":"How the user logs in when not by password.","type":"object","additionalProperties":false,"oneOf":[{"required":["x509"]},{"required":["awsIam"]},{"required":["ldap"]},{"required":["oidc"]}],"properties":{"x509":{"description":"By certificate: issued by Atlas (`managed`) or by your own authority (`customer`).","type":"string","enum":["managed","customer"],"examples":["customer"]},"awsIam":{"description":"By AWS identity; `name` is the ARN.","type":"string","enum":["user","role"],"examples":["role"]},"ldap":{"description":"By LDAP; `name` is the distinguished name.","type":"string","enum":["user","group"],"examples":["group"]},"oidc":{"description":"By OpenID Connect; `name` is `identity provider id/claim`.","type":"string","enum":["user","group"],"examples":["user"]}},"examples":[{"awsIam":"role"}]},"roles":{"description":"Roles of the user.","type":"array","minItems":1,"items":{"$ref":"#/$defs/roleGrant"},"examples":[[{"role":"readWrite","database":"shop"}]]},"scopes":{"description":"Clusters of the project that the user may log in to; without it, all.","type":"array","items":{"description":"Name of a cluster.","type":"string","minLength":1,"examples":["orders"]},"examples":[["orders"]]},"description":{"description":"What the user is for, in at most 100 characters.","type":"string","maxLength":100,"examples":["order service"]},"labels":{"description":"Labels of the user in Atlas.","type":"object","additionalProperties":{"description":"Value of the label.","type":"string","examples":["payments"]},"examples":[{"team":"payments"}]},"until":{"description":"The user is removed when the migration comes to this phase.","type":"string","enum":["cutover","complete"],"examples":["complete"]},"adopt":{"description":"The user exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"name":"orders-app","password":{"env":"APP_PASSWORD"},"roles":[{"role":"readWrite","database":"shop"}]}]};
const schema56 = {"description":"A role on a database, or on one collection of it.","type":"object","additionalProperties":false,"required":["role"],"properties":{"role":{"description":"Built-in or custom role.","type":"string","minLength":1,"examples":["readWrite"]},"database":{"description":"Database that the role is for.","type":"string","default":"admin","examples":["shop"]},"collection":{"description":"Collection that the role is for; without it, all of them.","type":"string","examples":["orders"]}},"examples":[{"role":"readWrite","database":"shop"}]};

function validate166(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate166.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.role === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "role"},schema:schema56.required,parentSchema:schema56,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(((key0 === "role") || (key0 === "database")) || (key0 === "collection"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema56,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.role !== undefined){
let data0 = data.role;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/role",schemaPath:"#/properties/role/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema56.properties.role,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/role",schemaPath:"#/properties/role/type",keyword:"type",params:{type: "string"},schema:schema56.properties.role.type,parentSchema:schema56.properties.role,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.database !== undefined){
let data1 = data.database;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/type",keyword:"type",params:{type: "string"},schema:schema56.properties.database.type,parentSchema:schema56.properties.database,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.collection !== undefined){
let data2 = data.collection;
if(typeof data2 !== "string"){
const err5 = {instancePath:instancePath+"/collection",schemaPath:"#/properties/collection/type",keyword:"type",params:{type: "string"},schema:schema56.properties.collection.type,parentSchema:schema56.properties.collection,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema56.type,parentSchema:schema56,data};
(vErrors ??= []).push(err6); errors++;
}
validate166.errors = vErrors;
return errors === 0;
}
validate166.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate164(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate164.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema55.required,parentSchema:schema55,data};
(vErrors ??= []).push(err0); errors++;
}
if(data.roles === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "roles"},schema:schema55.required,parentSchema:schema55,data};
(vErrors ??= []).push(err1); errors++;
}
for(const key0 in data){
if(!(func1.call(schema55.properties, key0))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema55,data};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(data0.length > 1024){
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/maxLength",keyword:"maxLength",params:{limit: 1024},schema:1024,parentSchema:schema55.properties.name,data:data0};
(vErrors ??= []).push(err3); errors++;
}
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema55.properties.name,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema55.properties.name.type,parentSchema:schema55.properties.name,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.password !== undefined){
if(!(validate61(data.password, {instancePath:instancePath+"/password",parentData:data,parentDataProperty:"password",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.authentication !== undefined){
let data2 = data.authentication;
const _errs7 = errors;
let valid1 = false;
let passing0 = null;
const _errs8 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.x509 === undefined){
const err6 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/oneOf/0/required",keyword:"required",params:{missingProperty: "x509"},schema:schema55.properties.authentication.oneOf[0].required,parentSchema:schema55.properties.authentication.oneOf[0],data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
var _valid0 = _errs8 === errors;
if(_valid0){
valid1 = true;
passing0 = 0;
}
const _errs9 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.awsIam === undefined){
const err7 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/oneOf/1/required",keyword:"required",params:{missingProperty: "awsIam"},schema:schema55.properties.authentication.oneOf[1].required,parentSchema:schema55.properties.authentication.oneOf[1],data:data2};
(vErrors ??= []).push(err7); errors++;
}
}
var _valid0 = _errs9 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid1 = true;
passing0 = 1;
}
const _errs10 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.ldap === undefined){
const err8 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/oneOf/2/required",keyword:"required",params:{missingProperty: "ldap"},schema:schema55.properties.authentication.oneOf[2].required,parentSchema:schema55.properties.authentication.oneOf[2],data:data2};
(vErrors ??= []).push(err8); errors++;
}
}
var _valid0 = _errs10 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid1 = true;
passing0 = 2;
}
const _errs11 = errors;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.oidc === undefined){
const err9 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/oneOf/3/required",keyword:"required",params:{missingProperty: "oidc"},schema:schema55.properties.authentication.oneOf[3].required,parentSchema:schema55.properties.authentication.oneOf[3],data:data2};
(vErrors ??= []).push(err9); errors++;
}
}
var _valid0 = _errs11 === errors;
if(_valid0 && valid1){
valid1 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid1 = true;
passing0 = 3;
}
}
}
}
if(!valid1){
const err10 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema55.properties.authentication.oneOf,parentSchema:schema55.properties.authentication,data:data2};
(vErrors ??= []).push(err10); errors++;
}
else {
errors = _errs7;
if(vErrors !== null){
if(_errs7){
vErrors.length = _errs7;
}
else {
vErrors = null;
}
}
}
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!((((key1 === "x509") || (key1 === "awsIam")) || (key1 === "ldap")) || (key1 === "oidc"))){
const err11 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema55.properties.authentication,data:data2};
(vErrors ??= []).push(err11); errors++;
}
}
if(data2.x509 !== undefined){
let data3 = data2.x509;
if(typeof data3 !== "string"){
const err12 = {instancePath:instancePath+"/authentication/x509",schemaPath:"#/properties/authentication/properties/x509/type",keyword:"type",params:{type: "string"},schema:schema55.properties.authentication.properties.x509.type,parentSchema:schema55.properties.authentication.properties.x509,data:data3};
(vErrors ??= []).push(err12); errors++;
}
if(!((data3 === "managed") || (data3 === "customer"))){
const err13 = {instancePath:instancePath+"/authentication/x509",schemaPath:"#/properties/authentication/properties/x509/enum",keyword:"enum",params:{allowedValues: schema55.properties.authentication.properties.x509.enum},schema:schema55.properties.authentication.properties.x509.enum,parentSchema:schema55.properties.authentication.properties.x509,data:data3};
(vErrors ??= []).push(err13); errors++;
}
}
if(data2.awsIam !== undefined){
let data4 = data2.awsIam;
if(typeof data4 !== "string"){
const err14 = {instancePath:instancePath+"/authentication/awsIam",schemaPath:"#/properties/authentication/properties/awsIam/type",keyword:"type",params:{type: "string"},schema:schema55.properties.authentication.properties.awsIam.type,parentSchema:schema55.properties.authentication.properties.awsIam,data:data4};
(vErrors ??= []).push(err14); errors++;
}
if(!((data4 === "user") || (data4 === "role"))){
const err15 = {instancePath:instancePath+"/authentication/awsIam",schemaPath:"#/properties/authentication/properties/awsIam/enum",keyword:"enum",params:{allowedValues: schema55.properties.authentication.properties.awsIam.enum},schema:schema55.properties.authentication.properties.awsIam.enum,parentSchema:schema55.properties.authentication.properties.awsIam,data:data4};
(vErrors ??= []).push(err15); errors++;
}
}
if(data2.ldap !== undefined){
let data5 = data2.ldap;
if(typeof data5 !== "string"){
const err16 = {instancePath:instancePath+"/authentication/ldap",schemaPath:"#/properties/authentication/properties/ldap/type",keyword:"type",params:{type: "string"},schema:schema55.properties.authentication.properties.ldap.type,parentSchema:schema55.properties.authentication.properties.ldap,data:data5};
(vErrors ??= []).push(err16); errors++;
}
if(!((data5 === "user") || (data5 === "group"))){
const err17 = {instancePath:instancePath+"/authentication/ldap",schemaPath:"#/properties/authentication/properties/ldap/enum",keyword:"enum",params:{allowedValues: schema55.properties.authentication.properties.ldap.enum},schema:schema55.properties.authentication.properties.ldap.enum,parentSchema:schema55.properties.authentication.properties.ldap,data:data5};
(vErrors ??= []).push(err17); errors++;
}
}
if(data2.oidc !== undefined){
let data6 = data2.oidc;
if(typeof data6 !== "string"){
const err18 = {instancePath:instancePath+"/authentication/oidc",schemaPath:"#/properties/authentication/properties/oidc/type",keyword:"type",params:{type: "string"},schema:schema55.properties.authentication.properties.oidc.type,parentSchema:schema55.properties.authentication.properties.oidc,data:data6};
(vErrors ??= []).push(err18); errors++;
}
if(!((data6 === "user") || (data6 === "group"))){
const err19 = {instancePath:instancePath+"/authentication/oidc",schemaPath:"#/properties/authentication/properties/oidc/enum",keyword:"enum",params:{allowedValues: schema55.properties.authentication.properties.oidc.enum},schema:schema55.properties.authentication.properties.oidc.enum,parentSchema:schema55.properties.authentication.properties.oidc,data:data6};
(vErrors ??= []).push(err19); errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/authentication",schemaPath:"#/properties/authentication/type",keyword:"type",params:{type: "object"},schema:schema55.properties.authentication.type,parentSchema:schema55.properties.authentication,data:data2};
(vErrors ??= []).push(err20); errors++;
}
}
if(data.roles !== undefined){
let data7 = data.roles;
if(Array.isArray(data7)){
if(data7.length < 1){
const err21 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema55.properties.roles,data:data7};
(vErrors ??= []).push(err21); errors++;
}
const len0 = data7.length;
for(let i0=0; i0<len0; i0++){
if(!(validate166(data7[i0], {instancePath:instancePath+"/roles/" + i0,parentData:data7,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate166.errors); errors = vErrors.length;
}
}
}
else {
const err22 = {instancePath:instancePath+"/roles",schemaPath:"#/properties/roles/type",keyword:"type",params:{type: "array"},schema:schema55.properties.roles.type,parentSchema:schema55.properties.roles,data:data7};
(vErrors ??= []).push(err22); errors++;
}
}
if(data.scopes !== undefined){
let data9 = data.scopes;
if(Array.isArray(data9)){
const len1 = data9.length;
for(let i1=0; i1<len1; i1++){
let data10 = data9[i1];
if(typeof data10 === "string"){
if(data10.length < 1){
const err23 = {instancePath:instancePath+"/scopes/" + i1,schemaPath:"#/properties/scopes/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema55.properties.scopes.items,data:data10};
(vErrors ??= []).push(err23); errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/scopes/" + i1,schemaPath:"#/properties/scopes/items/type",keyword:"type",params:{type: "string"},schema:schema55.properties.scopes.items.type,parentSchema:schema55.properties.scopes.items,data:data10};
(vErrors ??= []).push(err24); errors++;
}
}
}
else {
const err25 = {instancePath:instancePath+"/scopes",schemaPath:"#/properties/scopes/type",keyword:"type",params:{type: "array"},schema:schema55.properties.scopes.type,parentSchema:schema55.properties.scopes,data:data9};
(vErrors ??= []).push(err25); errors++;
}
}
if(data.description !== undefined){
let data11 = data.description;
if(typeof data11 === "string"){
if(data11.length > 100){
const err26 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/maxLength",keyword:"maxLength",params:{limit: 100},schema:100,parentSchema:schema55.properties.description,data:data11};
(vErrors ??= []).push(err26); errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},schema:schema55.properties.description.type,parentSchema:schema55.properties.description,data:data11};
(vErrors ??= []).push(err27); errors++;
}
}
if(data.labels !== undefined){
let data12 = data.labels;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
let data13 = data12[key2];
if(typeof data13 !== "string"){
const err28 = {instancePath:instancePath+"/labels/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/labels/additionalProperties/type",keyword:"type",params:{type: "string"},schema:schema55.properties.labels.additionalProperties.type,parentSchema:schema55.properties.labels.additionalProperties,data:data13};
(vErrors ??= []).push(err28); errors++;
}
}
}
else {
const err29 = {instancePath:instancePath+"/labels",schemaPath:"#/properties/labels/type",keyword:"type",params:{type: "object"},schema:schema55.properties.labels.type,parentSchema:schema55.properties.labels,data:data12};
(vErrors ??= []).push(err29); errors++;
}
}
if(data.until !== undefined){
let data14 = data.until;
if(typeof data14 !== "string"){
const err30 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/type",keyword:"type",params:{type: "string"},schema:schema55.properties.until.type,parentSchema:schema55.properties.until,data:data14};
(vErrors ??= []).push(err30); errors++;
}
if(!((data14 === "cutover") || (data14 === "complete"))){
const err31 = {instancePath:instancePath+"/until",schemaPath:"#/properties/until/enum",keyword:"enum",params:{allowedValues: schema55.properties.until.enum},schema:schema55.properties.until.enum,parentSchema:schema55.properties.until,data:data14};
(vErrors ??= []).push(err31); errors++;
}
}
if(data.adopt !== undefined){
let data15 = data.adopt;
if(typeof data15 !== "boolean"){
const err32 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema55.properties.adopt.type,parentSchema:schema55.properties.adopt,data:data15};
(vErrors ??= []).push(err32); errors++;
}
}
}
else {
const err33 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema55.type,parentSchema:schema55,data};
(vErrors ??= []).push(err33); errors++;
}
validate164.errors = vErrors;
return errors === 0;
}
validate164.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema57 = {"description":"A custom database role.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"title":"role name","description":"Name of the role.","type":"string","pattern":"^[A-Za-z0-9_-]+$","examples":["orderReader"]},"actions":{"description":"What the role allows.","type":"array","items":{"description":"One action and where it is allowed.","type":"object","additionalProperties":false,"required":["action","resources"],"properties":{"action":{"title":"action","description":"Action in Atlas' spelling.","type":"string","pattern":"^[A-Z][A-Z0-9_]*$","examples":["FIND"]},"resources":{"description":"Where the action is allowed.","type":"array","minItems":1,"items":{"description":"The whole cluster, or a database and collection.","type":"object","additionalProperties":false,"oneOf":[{"required":["cluster"]},{"required":["database"]}],"properties":{"cluster":{"description":"The whole cluster.","type":"boolean","enum":[true],"examples":[true]},"database":{"description":"A database.","type":"string","examples":["shop"]},"collection":{"description":"A collection; without it, all of the database.","type":"string","examples":["orders"]}},"examples":[{"database":"shop","collection":"orders"}]},"examples":[[{"database":"shop","collection":"orders"}]]}},"examples":[{"action":"FIND","resources":[{"database":"shop"}]}]},"examples":[[{"action":"FIND","resources":[{"database":"shop"}]}]]},"inheritedRoles":{"description":"Roles that this one includes.","type":"array","items":{"description":"A role and its database.","type":"object","additionalProperties":false,"required":["role"],"properties":{"role":{"description":"Built-in or custom role.","type":"string","minLength":1,"examples":["read"]},"database":{"description":"Database that the role is for.","type":"string","default":"admin","examples":["shop"]}},"examples":[{"role":"read","database":"shop"}]},"examples":[[{"role":"read","database":"shop"}]]},"adopt":{"description":"The role exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"name":"orderReader","inheritedRoles":[{"role":"read","database":"shop"}]}]};
const pattern18 = new RegExp("^[A-Za-z0-9_-]+$", "u");
const pattern19 = new RegExp("^[A-Z][A-Z0-9_]*$", "u");

function validate169(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate169.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.name === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "name"},schema:schema57.required,parentSchema:schema57,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!((((key0 === "name") || (key0 === "actions")) || (key0 === "inheritedRoles")) || (key0 === "adopt"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema57,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.name !== undefined){
let data0 = data.name;
if(typeof data0 === "string"){
if(!pattern18.test(data0)){
const err2 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z0-9_-]+$"},schema:"^[A-Za-z0-9_-]+$",parentSchema:schema57.properties.name,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema57.properties.name.type,parentSchema:schema57.properties.name,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.actions !== undefined){
let data1 = data.actions;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.action === undefined){
const err4 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/required",keyword:"required",params:{missingProperty: "action"},schema:schema57.properties.actions.items.required,parentSchema:schema57.properties.actions.items,data:data2};
(vErrors ??= []).push(err4); errors++;
}
if(data2.resources === undefined){
const err5 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/required",keyword:"required",params:{missingProperty: "resources"},schema:schema57.properties.actions.items.required,parentSchema:schema57.properties.actions.items,data:data2};
(vErrors ??= []).push(err5); errors++;
}
for(const key1 in data2){
if(!((key1 === "action") || (key1 === "resources"))){
const err6 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema57.properties.actions.items,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data2.action !== undefined){
let data3 = data2.action;
if(typeof data3 === "string"){
if(!pattern19.test(data3)){
const err7 = {instancePath:instancePath+"/actions/" + i0+"/action",schemaPath:"#/properties/actions/items/properties/action/pattern",keyword:"pattern",params:{pattern: "^[A-Z][A-Z0-9_]*$"},schema:"^[A-Z][A-Z0-9_]*$",parentSchema:schema57.properties.actions.items.properties.action,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/actions/" + i0+"/action",schemaPath:"#/properties/actions/items/properties/action/type",keyword:"type",params:{type: "string"},schema:schema57.properties.actions.items.properties.action.type,parentSchema:schema57.properties.actions.items.properties.action,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
if(data2.resources !== undefined){
let data4 = data2.resources;
if(Array.isArray(data4)){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/actions/" + i0+"/resources",schemaPath:"#/properties/actions/items/properties/resources/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema57.properties.actions.items.properties.resources,data:data4};
(vErrors ??= []).push(err9); errors++;
}
const len1 = data4.length;
for(let i1=0; i1<len1; i1++){
let data5 = data4[i1];
const _errs15 = errors;
let valid6 = false;
let passing0 = null;
const _errs16 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.cluster === undefined){
const err10 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1,schemaPath:"#/properties/actions/items/properties/resources/items/oneOf/0/required",keyword:"required",params:{missingProperty: "cluster"},schema:schema57.properties.actions.items.properties.resources.items.oneOf[0].required,parentSchema:schema57.properties.actions.items.properties.resources.items.oneOf[0],data:data5};
(vErrors ??= []).push(err10); errors++;
}
}
var _valid0 = _errs16 === errors;
if(_valid0){
valid6 = true;
passing0 = 0;
}
const _errs17 = errors;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.database === undefined){
const err11 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1,schemaPath:"#/properties/actions/items/properties/resources/items/oneOf/1/required",keyword:"required",params:{missingProperty: "database"},schema:schema57.properties.actions.items.properties.resources.items.oneOf[1].required,parentSchema:schema57.properties.actions.items.properties.resources.items.oneOf[1],data:data5};
(vErrors ??= []).push(err11); errors++;
}
}
var _valid0 = _errs17 === errors;
if(_valid0 && valid6){
valid6 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid6 = true;
passing0 = 1;
}
}
if(!valid6){
const err12 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1,schemaPath:"#/properties/actions/items/properties/resources/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema57.properties.actions.items.properties.resources.items.oneOf,parentSchema:schema57.properties.actions.items.properties.resources.items,data:data5};
(vErrors ??= []).push(err12); errors++;
}
else {
errors = _errs15;
if(vErrors !== null){
if(_errs15){
vErrors.length = _errs15;
}
else {
vErrors = null;
}
}
}
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!(((key2 === "cluster") || (key2 === "database")) || (key2 === "collection"))){
const err13 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1,schemaPath:"#/properties/actions/items/properties/resources/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema57.properties.actions.items.properties.resources.items,data:data5};
(vErrors ??= []).push(err13); errors++;
}
}
if(data5.cluster !== undefined){
let data6 = data5.cluster;
if(typeof data6 !== "boolean"){
const err14 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1+"/cluster",schemaPath:"#/properties/actions/items/properties/resources/items/properties/cluster/type",keyword:"type",params:{type: "boolean"},schema:schema57.properties.actions.items.properties.resources.items.properties.cluster.type,parentSchema:schema57.properties.actions.items.properties.resources.items.properties.cluster,data:data6};
(vErrors ??= []).push(err14); errors++;
}
if(!(data6 === true)){
const err15 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1+"/cluster",schemaPath:"#/properties/actions/items/properties/resources/items/properties/cluster/enum",keyword:"enum",params:{allowedValues: schema57.properties.actions.items.properties.resources.items.properties.cluster.enum},schema:schema57.properties.actions.items.properties.resources.items.properties.cluster.enum,parentSchema:schema57.properties.actions.items.properties.resources.items.properties.cluster,data:data6};
(vErrors ??= []).push(err15); errors++;
}
}
if(data5.database !== undefined){
let data7 = data5.database;
if(typeof data7 !== "string"){
const err16 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1+"/database",schemaPath:"#/properties/actions/items/properties/resources/items/properties/database/type",keyword:"type",params:{type: "string"},schema:schema57.properties.actions.items.properties.resources.items.properties.database.type,parentSchema:schema57.properties.actions.items.properties.resources.items.properties.database,data:data7};
(vErrors ??= []).push(err16); errors++;
}
}
if(data5.collection !== undefined){
let data8 = data5.collection;
if(typeof data8 !== "string"){
const err17 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1+"/collection",schemaPath:"#/properties/actions/items/properties/resources/items/properties/collection/type",keyword:"type",params:{type: "string"},schema:schema57.properties.actions.items.properties.resources.items.properties.collection.type,parentSchema:schema57.properties.actions.items.properties.resources.items.properties.collection,data:data8};
(vErrors ??= []).push(err17); errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/actions/" + i0+"/resources/" + i1,schemaPath:"#/properties/actions/items/properties/resources/items/type",keyword:"type",params:{type: "object"},schema:schema57.properties.actions.items.properties.resources.items.type,parentSchema:schema57.properties.actions.items.properties.resources.items,data:data5};
(vErrors ??= []).push(err18); errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/actions/" + i0+"/resources",schemaPath:"#/properties/actions/items/properties/resources/type",keyword:"type",params:{type: "array"},schema:schema57.properties.actions.items.properties.resources.type,parentSchema:schema57.properties.actions.items.properties.resources,data:data4};
(vErrors ??= []).push(err19); errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/actions/" + i0,schemaPath:"#/properties/actions/items/type",keyword:"type",params:{type: "object"},schema:schema57.properties.actions.items.type,parentSchema:schema57.properties.actions.items,data:data2};
(vErrors ??= []).push(err20); errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/actions",schemaPath:"#/properties/actions/type",keyword:"type",params:{type: "array"},schema:schema57.properties.actions.type,parentSchema:schema57.properties.actions,data:data1};
(vErrors ??= []).push(err21); errors++;
}
}
if(data.inheritedRoles !== undefined){
let data9 = data.inheritedRoles;
if(Array.isArray(data9)){
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
let data10 = data9[i2];
if(data10 && typeof data10 == "object" && !Array.isArray(data10)){
if(data10.role === undefined){
const err22 = {instancePath:instancePath+"/inheritedRoles/" + i2,schemaPath:"#/properties/inheritedRoles/items/required",keyword:"required",params:{missingProperty: "role"},schema:schema57.properties.inheritedRoles.items.required,parentSchema:schema57.properties.inheritedRoles.items,data:data10};
(vErrors ??= []).push(err22); errors++;
}
for(const key3 in data10){
if(!((key3 === "role") || (key3 === "database"))){
const err23 = {instancePath:instancePath+"/inheritedRoles/" + i2,schemaPath:"#/properties/inheritedRoles/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema57.properties.inheritedRoles.items,data:data10};
(vErrors ??= []).push(err23); errors++;
}
}
if(data10.role !== undefined){
let data11 = data10.role;
if(typeof data11 === "string"){
if(data11.length < 1){
const err24 = {instancePath:instancePath+"/inheritedRoles/" + i2+"/role",schemaPath:"#/properties/inheritedRoles/items/properties/role/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema57.properties.inheritedRoles.items.properties.role,data:data11};
(vErrors ??= []).push(err24); errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/inheritedRoles/" + i2+"/role",schemaPath:"#/properties/inheritedRoles/items/properties/role/type",keyword:"type",params:{type: "string"},schema:schema57.properties.inheritedRoles.items.properties.role.type,parentSchema:schema57.properties.inheritedRoles.items.properties.role,data:data11};
(vErrors ??= []).push(err25); errors++;
}
}
if(data10.database !== undefined){
let data12 = data10.database;
if(typeof data12 !== "string"){
const err26 = {instancePath:instancePath+"/inheritedRoles/" + i2+"/database",schemaPath:"#/properties/inheritedRoles/items/properties/database/type",keyword:"type",params:{type: "string"},schema:schema57.properties.inheritedRoles.items.properties.database.type,parentSchema:schema57.properties.inheritedRoles.items.properties.database,data:data12};
(vErrors ??= []).push(err26); errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/inheritedRoles/" + i2,schemaPath:"#/properties/inheritedRoles/items/type",keyword:"type",params:{type: "object"},schema:schema57.properties.inheritedRoles.items.type,parentSchema:schema57.properties.inheritedRoles.items,data:data10};
(vErrors ??= []).push(err27); errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/inheritedRoles",schemaPath:"#/properties/inheritedRoles/type",keyword:"type",params:{type: "array"},schema:schema57.properties.inheritedRoles.type,parentSchema:schema57.properties.inheritedRoles,data:data9};
(vErrors ??= []).push(err28); errors++;
}
}
if(data.adopt !== undefined){
let data13 = data.adopt;
if(typeof data13 !== "boolean"){
const err29 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema57.properties.adopt.type,parentSchema:schema57.properties.adopt,data:data13};
(vErrors ??= []).push(err29); errors++;
}
}
}
else {
const err30 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema57.type,parentSchema:schema57,data};
(vErrors ??= []).push(err30); errors++;
}
validate169.errors = vErrors;
return errors === 0;
}
validate169.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema58 = {"description":"Private ways into the project.","type":"object","additionalProperties":false,"properties":{"container":{"description":"The network of the project in one provider and region, needed for peering.","type":"object","additionalProperties":false,"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"cidr":{"title":"CIDR block","description":"Addresses of the Atlas side; must not overlap with yours.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["10.8.0.0/21"]},"region":{"description":"Region, for AWS and Azure.","$ref":"#/$defs/region"},"regions":{"description":"Regions, for GCP.","type":"array","items":{"$ref":"#/$defs/region"},"examples":[["WESTERN_EUROPE"]]},"adopt":{"description":"The container exists already: take it under management.","type":"boolean","default":false,"examples":[true]}},"examples":[{"provider":"AWS","cidr":"10.8.0.0/21","region":"EU_WEST_1"}]},"peering":{"title":"block or list of blocks","description":"Peering with a network of yours, or a list of them.","type":["object","array"],"if":{"type":"array"},"then":{"minItems":1,"items":{"$ref":"#/$defs/networkPeering"}},"else":{"$ref":"#/$defs/networkPeering"},"examples":[{"provider":"AWS","accountId":"123456789012","vpcId":"vpc-0abc","cidr":"172.31.0.0/16","region":"eu-west-1"}]},"privateEndpoint":{"title":"block or list of blocks","description":"A private endpoint, or a list of them.","type":["object","array"],"if":{"type":"array"},"then":{"minItems":1,"items":{"$ref":"#/$defs/privateEndpoint"}},"else":{"$ref":"#/$defs/privateEndpoint"},"examples":[{"provider":"AWS","region":"eu-west-1"}]}},"examples":[{"privateEndpoint":{"provider":"AWS","region":"eu-west-1"}}]};
const schema59 = {"description":"Peering with a network of yours. AWS needs accountId, vpcId, cidr and region; Azure directoryId, subscriptionId, resourceGroup and virtualNetwork; GCP projectId and networkName.","type":"object","additionalProperties":false,"required":["provider"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"accountId":{"title":"AWS account id","description":"AWS account of your network, in quotation marks.","type":"string","pattern":"^\\d{12}$","examples":["123456789012"]},"vpcId":{"title":"VPC id","description":"AWS network.","type":"string","pattern":"^vpc-[0-9a-f]+$","examples":["vpc-0abc"]},"cidr":{"title":"CIDR block","description":"Addresses of your network that are routed to Atlas.","type":"string","pattern":"^[0-9A-Fa-f.:]+/\\d{1,3}$","examples":["172.31.0.0/16"]},"region":{"description":"AWS region of your network.","type":"string","minLength":1,"examples":["eu-west-1"]},"directoryId":{"description":"Azure directory (tenant).","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000001"]},"subscriptionId":{"description":"Azure subscription.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000002"]},"resourceGroup":{"description":"Azure resource group.","type":"string","minLength":1,"examples":["shop-network"]},"virtualNetwork":{"description":"Azure virtual network.","type":"string","minLength":1,"examples":["shop-vnet"]},"projectId":{"description":"GCP project.","type":"string","minLength":1,"examples":["shop-production"]},"networkName":{"description":"GCP network.","type":"string","minLength":1,"examples":["default"]}},"examples":[{"provider":"GCP","projectId":"shop-production","networkName":"default"}]};
const pattern21 = new RegExp("^\\d{12}$", "u");
const pattern22 = new RegExp("^vpc-[0-9a-f]+$", "u");

function validate175(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate175.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.provider === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provider"},schema:schema59.required,parentSchema:schema59,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(func1.call(schema59.properties, key0))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema59,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.provider !== undefined){
if(!(validate102(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate102.errors); errors = vErrors.length;
}
}
if(data.accountId !== undefined){
let data1 = data.accountId;
if(typeof data1 === "string"){
if(!pattern21.test(data1)){
const err2 = {instancePath:instancePath+"/accountId",schemaPath:"#/properties/accountId/pattern",keyword:"pattern",params:{pattern: "^\\d{12}$"},schema:"^\\d{12}$",parentSchema:schema59.properties.accountId,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/accountId",schemaPath:"#/properties/accountId/type",keyword:"type",params:{type: "string"},schema:schema59.properties.accountId.type,parentSchema:schema59.properties.accountId,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.vpcId !== undefined){
let data2 = data.vpcId;
if(typeof data2 === "string"){
if(!pattern22.test(data2)){
const err4 = {instancePath:instancePath+"/vpcId",schemaPath:"#/properties/vpcId/pattern",keyword:"pattern",params:{pattern: "^vpc-[0-9a-f]+$"},schema:"^vpc-[0-9a-f]+$",parentSchema:schema59.properties.vpcId,data:data2};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/vpcId",schemaPath:"#/properties/vpcId/type",keyword:"type",params:{type: "string"},schema:schema59.properties.vpcId.type,parentSchema:schema59.properties.vpcId,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.cidr !== undefined){
let data3 = data.cidr;
if(typeof data3 === "string"){
if(!pattern15.test(data3)){
const err6 = {instancePath:instancePath+"/cidr",schemaPath:"#/properties/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+/\\d{1,3}$"},schema:"^[0-9A-Fa-f.:]+/\\d{1,3}$",parentSchema:schema59.properties.cidr,data:data3};
(vErrors ??= []).push(err6); errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/cidr",schemaPath:"#/properties/cidr/type",keyword:"type",params:{type: "string"},schema:schema59.properties.cidr.type,parentSchema:schema59.properties.cidr,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.region !== undefined){
let data4 = data.region;
if(typeof data4 === "string"){
if(data4.length < 1){
const err8 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.region,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type: "string"},schema:schema59.properties.region.type,parentSchema:schema59.properties.region,data:data4};
(vErrors ??= []).push(err9); errors++;
}
}
if(data.directoryId !== undefined){
let data5 = data.directoryId;
if(typeof data5 === "string"){
if(data5.length < 1){
const err10 = {instancePath:instancePath+"/directoryId",schemaPath:"#/properties/directoryId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.directoryId,data:data5};
(vErrors ??= []).push(err10); errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/directoryId",schemaPath:"#/properties/directoryId/type",keyword:"type",params:{type: "string"},schema:schema59.properties.directoryId.type,parentSchema:schema59.properties.directoryId,data:data5};
(vErrors ??= []).push(err11); errors++;
}
}
if(data.subscriptionId !== undefined){
let data6 = data.subscriptionId;
if(typeof data6 === "string"){
if(data6.length < 1){
const err12 = {instancePath:instancePath+"/subscriptionId",schemaPath:"#/properties/subscriptionId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.subscriptionId,data:data6};
(vErrors ??= []).push(err12); errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/subscriptionId",schemaPath:"#/properties/subscriptionId/type",keyword:"type",params:{type: "string"},schema:schema59.properties.subscriptionId.type,parentSchema:schema59.properties.subscriptionId,data:data6};
(vErrors ??= []).push(err13); errors++;
}
}
if(data.resourceGroup !== undefined){
let data7 = data.resourceGroup;
if(typeof data7 === "string"){
if(data7.length < 1){
const err14 = {instancePath:instancePath+"/resourceGroup",schemaPath:"#/properties/resourceGroup/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.resourceGroup,data:data7};
(vErrors ??= []).push(err14); errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/resourceGroup",schemaPath:"#/properties/resourceGroup/type",keyword:"type",params:{type: "string"},schema:schema59.properties.resourceGroup.type,parentSchema:schema59.properties.resourceGroup,data:data7};
(vErrors ??= []).push(err15); errors++;
}
}
if(data.virtualNetwork !== undefined){
let data8 = data.virtualNetwork;
if(typeof data8 === "string"){
if(data8.length < 1){
const err16 = {instancePath:instancePath+"/virtualNetwork",schemaPath:"#/properties/virtualNetwork/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.virtualNetwork,data:data8};
(vErrors ??= []).push(err16); errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/virtualNetwork",schemaPath:"#/properties/virtualNetwork/type",keyword:"type",params:{type: "string"},schema:schema59.properties.virtualNetwork.type,parentSchema:schema59.properties.virtualNetwork,data:data8};
(vErrors ??= []).push(err17); errors++;
}
}
if(data.projectId !== undefined){
let data9 = data.projectId;
if(typeof data9 === "string"){
if(data9.length < 1){
const err18 = {instancePath:instancePath+"/projectId",schemaPath:"#/properties/projectId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.projectId,data:data9};
(vErrors ??= []).push(err18); errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/projectId",schemaPath:"#/properties/projectId/type",keyword:"type",params:{type: "string"},schema:schema59.properties.projectId.type,parentSchema:schema59.properties.projectId,data:data9};
(vErrors ??= []).push(err19); errors++;
}
}
if(data.networkName !== undefined){
let data10 = data.networkName;
if(typeof data10 === "string"){
if(data10.length < 1){
const err20 = {instancePath:instancePath+"/networkName",schemaPath:"#/properties/networkName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema59.properties.networkName,data:data10};
(vErrors ??= []).push(err20); errors++;
}
}
else {
const err21 = {instancePath:instancePath+"/networkName",schemaPath:"#/properties/networkName/type",keyword:"type",params:{type: "string"},schema:schema59.properties.networkName.type,parentSchema:schema59.properties.networkName,data:data10};
(vErrors ??= []).push(err21); errors++;
}
}
}
else {
const err22 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema59.type,parentSchema:schema59,data};
(vErrors ??= []).push(err22); errors++;
}
validate175.errors = vErrors;
return errors === 0;
}
validate175.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema60 = {"description":"A private endpoint: AWS PrivateLink, Azure Private Link or GCP Private Service Connect. The service side is created first; `endpointId` names yours once it exists.","type":"object","additionalProperties":false,"required":["provider","region"],"properties":{"provider":{"$ref":"#/$defs/cloudProvider"},"region":{"description":"Region in the provider's or in Atlas' spelling.","type":"string","minLength":1,"examples":["eu-west-1"]},"endpointId":{"description":"Id of your endpoint: vpce-… on AWS, the resource id on Azure, the endpoint group's name on GCP.","type":"string","minLength":1,"examples":["vpce-0123456789abcdef0"]},"endpointIpAddress":{"title":"IP address","description":"Address of your endpoint, on Azure.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["10.0.0.4"]},"projectId":{"description":"GCP project of your endpoints.","type":"string","minLength":1,"examples":["shop-production"]},"endpoints":{"description":"Your endpoints on GCP.","type":"array","items":{"description":"One endpoint.","type":"object","additionalProperties":false,"required":["name","ipAddress"],"properties":{"name":{"description":"Name of the endpoint.","type":"string","minLength":1,"examples":["endpoint-0"]},"ipAddress":{"title":"IP address","description":"Its address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["10.0.0.5"]}},"examples":[{"name":"endpoint-0","ipAddress":"10.0.0.5"}]},"examples":[[{"name":"endpoint-0","ipAddress":"10.0.0.5"}]]}},"examples":[{"provider":"AWS","region":"eu-west-1","endpointId":"vpce-0123456789abcdef0"}]};

function validate179(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate179.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.provider === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "provider"},schema:schema60.required,parentSchema:schema60,data};
(vErrors ??= []).push(err0); errors++;
}
if(data.region === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "region"},schema:schema60.required,parentSchema:schema60,data};
(vErrors ??= []).push(err1); errors++;
}
for(const key0 in data){
if(!((((((key0 === "provider") || (key0 === "region")) || (key0 === "endpointId")) || (key0 === "endpointIpAddress")) || (key0 === "projectId")) || (key0 === "endpoints"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema60,data};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.provider !== undefined){
if(!(validate102(data.provider, {instancePath:instancePath+"/provider",parentData:data,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate102.errors); errors = vErrors.length;
}
}
if(data.region !== undefined){
let data1 = data.region;
if(typeof data1 === "string"){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema60.properties.region,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/region",schemaPath:"#/properties/region/type",keyword:"type",params:{type: "string"},schema:schema60.properties.region.type,parentSchema:schema60.properties.region,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.endpointId !== undefined){
let data2 = data.endpointId;
if(typeof data2 === "string"){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/endpointId",schemaPath:"#/properties/endpointId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema60.properties.endpointId,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/endpointId",schemaPath:"#/properties/endpointId/type",keyword:"type",params:{type: "string"},schema:schema60.properties.endpointId.type,parentSchema:schema60.properties.endpointId,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.endpointIpAddress !== undefined){
let data3 = data.endpointIpAddress;
if(typeof data3 === "string"){
if(!pattern16.test(data3)){
const err7 = {instancePath:instancePath+"/endpointIpAddress",schemaPath:"#/properties/endpointIpAddress/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+$"},schema:"^[0-9A-Fa-f.:]+$",parentSchema:schema60.properties.endpointIpAddress,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/endpointIpAddress",schemaPath:"#/properties/endpointIpAddress/type",keyword:"type",params:{type: "string"},schema:schema60.properties.endpointIpAddress.type,parentSchema:schema60.properties.endpointIpAddress,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.projectId !== undefined){
let data4 = data.projectId;
if(typeof data4 === "string"){
if(data4.length < 1){
const err9 = {instancePath:instancePath+"/projectId",schemaPath:"#/properties/projectId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema60.properties.projectId,data:data4};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/projectId",schemaPath:"#/properties/projectId/type",keyword:"type",params:{type: "string"},schema:schema60.properties.projectId.type,parentSchema:schema60.properties.projectId,data:data4};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.endpoints !== undefined){
let data5 = data.endpoints;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.name === undefined){
const err11 = {instancePath:instancePath+"/endpoints/" + i0,schemaPath:"#/properties/endpoints/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema60.properties.endpoints.items.required,parentSchema:schema60.properties.endpoints.items,data:data6};
(vErrors ??= []).push(err11); errors++;
}
if(data6.ipAddress === undefined){
const err12 = {instancePath:instancePath+"/endpoints/" + i0,schemaPath:"#/properties/endpoints/items/required",keyword:"required",params:{missingProperty: "ipAddress"},schema:schema60.properties.endpoints.items.required,parentSchema:schema60.properties.endpoints.items,data:data6};
(vErrors ??= []).push(err12); errors++;
}
for(const key1 in data6){
if(!((key1 === "name") || (key1 === "ipAddress"))){
const err13 = {instancePath:instancePath+"/endpoints/" + i0,schemaPath:"#/properties/endpoints/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema60.properties.endpoints.items,data:data6};
(vErrors ??= []).push(err13); errors++;
}
}
if(data6.name !== undefined){
let data7 = data6.name;
if(typeof data7 === "string"){
if(data7.length < 1){
const err14 = {instancePath:instancePath+"/endpoints/" + i0+"/name",schemaPath:"#/properties/endpoints/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema60.properties.endpoints.items.properties.name,data:data7};
(vErrors ??= []).push(err14); errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/endpoints/" + i0+"/name",schemaPath:"#/properties/endpoints/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema60.properties.endpoints.items.properties.name.type,parentSchema:schema60.properties.endpoints.items.properties.name,data:data7};
(vErrors ??= []).push(err15); errors++;
}
}
if(data6.ipAddress !== undefined){
let data8 = data6.ipAddress;
if(typeof data8 === "string"){
if(!pattern16.test(data8)){
const err16 = {instancePath:instancePath+"/endpoints/" + i0+"/ipAddress",schemaPath:"#/properties/endpoints/items/properties/ipAddress/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+$"},schema:"^[0-9A-Fa-f.:]+$",parentSchema:schema60.properties.endpoints.items.properties.ipAddress,data:data8};
(vErrors ??= []).push(err16); errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/endpoints/" + i0+"/ipAddress",schemaPath:"#/properties/endpoints/items/properties/ipAddress/type",keyword:"type",params:{type: "string"},schema:schema60.properties.endpoints.items.properties.ipAddress.type,parentSchema:schema60.properties.endpoints.items.properties.ipAddress,data:data8};
(vErrors ??= []).push(err17); errors++;
}
}
}
else {
const err18 = {instancePath:instancePath+"/endpoints/" + i0,schemaPath:"#/properties/endpoints/items/type",keyword:"type",params:{type: "object"},schema:schema60.properties.endpoints.items.type,parentSchema:schema60.properties.endpoints.items,data:data6};
(vErrors ??= []).push(err18); errors++;
}
}
}
else {
const err19 = {instancePath:instancePath+"/endpoints",schemaPath:"#/properties/endpoints/type",keyword:"type",params:{type: "array"},schema:schema60.properties.endpoints.type,parentSchema:schema60.properties.endpoints,data:data5};
(vErrors ??= []).push(err19); errors++;
}
}
}
else {
const err20 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema60.type,parentSchema:schema60,data};
(vErrors ??= []).push(err20); errors++;
}
validate179.errors = vErrors;
return errors === 0;
}
validate179.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate171(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate171.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "container") || (key0 === "peering")) || (key0 === "privateEndpoint"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema58,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.container !== undefined){
let data0 = data.container;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!(((((key1 === "provider") || (key1 === "cidr")) || (key1 === "region")) || (key1 === "regions")) || (key1 === "adopt"))){
const err1 = {instancePath:instancePath+"/container",schemaPath:"#/properties/container/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema58.properties.container,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data0.provider !== undefined){
if(!(validate102(data0.provider, {instancePath:instancePath+"/container/provider",parentData:data0,parentDataProperty:"provider",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate102.errors); errors = vErrors.length;
}
}
if(data0.cidr !== undefined){
let data2 = data0.cidr;
if(typeof data2 === "string"){
if(!pattern15.test(data2)){
const err2 = {instancePath:instancePath+"/container/cidr",schemaPath:"#/properties/container/properties/cidr/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+/\\d{1,3}$"},schema:"^[0-9A-Fa-f.:]+/\\d{1,3}$",parentSchema:schema58.properties.container.properties.cidr,data:data2};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/container/cidr",schemaPath:"#/properties/container/properties/cidr/type",keyword:"type",params:{type: "string"},schema:schema58.properties.container.properties.cidr.type,parentSchema:schema58.properties.container.properties.cidr,data:data2};
(vErrors ??= []).push(err3); errors++;
}
}
if(data0.region !== undefined){
if(!(validate104(data0.region, {instancePath:instancePath+"/container/region",parentData:data0,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate104.errors); errors = vErrors.length;
}
}
if(data0.regions !== undefined){
let data4 = data0.regions;
if(Array.isArray(data4)){
const len0 = data4.length;
for(let i0=0; i0<len0; i0++){
if(!(validate104(data4[i0], {instancePath:instancePath+"/container/regions/" + i0,parentData:data4,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate104.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/container/regions",schemaPath:"#/properties/container/properties/regions/type",keyword:"type",params:{type: "array"},schema:schema58.properties.container.properties.regions.type,parentSchema:schema58.properties.container.properties.regions,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
if(data0.adopt !== undefined){
let data6 = data0.adopt;
if(typeof data6 !== "boolean"){
const err5 = {instancePath:instancePath+"/container/adopt",schemaPath:"#/properties/container/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema58.properties.container.properties.adopt.type,parentSchema:schema58.properties.container.properties.adopt,data:data6};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/container",schemaPath:"#/properties/container/type",keyword:"type",params:{type: "object"},schema:schema58.properties.container.type,parentSchema:schema58.properties.container,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.peering !== undefined){
let data7 = data.peering;
if(!data7 || typeof data7 != "object"){
const err7 = {instancePath:instancePath+"/peering",schemaPath:"#/properties/peering/type",keyword:"type",params:{type: schema58.properties.peering.type},schema:schema58.properties.peering.type,parentSchema:schema58.properties.peering,data:data7};
(vErrors ??= []).push(err7); errors++;
}
const _errs16 = errors;
let valid4 = true;
const _errs17 = errors;
if(!(Array.isArray(data7))){
const err8 = {};
(vErrors ??= []).push(err8); errors++;
}
var _valid0 = _errs17 === errors;
errors = _errs16;
if(vErrors !== null){
if(_errs16){
vErrors.length = _errs16;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs19 = errors;
if(Array.isArray(data7)){
if(data7.length < 1){
const err9 = {instancePath:instancePath+"/peering",schemaPath:"#/properties/peering/then/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema58.properties.peering.then,data:data7};
(vErrors ??= []).push(err9); errors++;
}
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate175(data7[i1], {instancePath:instancePath+"/peering/" + i1,parentData:data7,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate175.errors); errors = vErrors.length;
}
}
}
var _valid0 = _errs19 === errors;
valid4 = _valid0;
ifClause0 = "then";
}
else {
const _errs21 = errors;
if(!(validate175(data7, {instancePath:instancePath+"/peering",parentData:data,parentDataProperty:"peering",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate175.errors); errors = vErrors.length;
}
var _valid0 = _errs21 === errors;
valid4 = _valid0;
ifClause0 = "else";
}
if(!valid4){
const err10 = {instancePath:instancePath+"/peering",schemaPath:"#/properties/peering/if",keyword:"if",params:{failingKeyword: ifClause0},schema:schema58.properties.peering.if,parentSchema:schema58.properties.peering,data:data7};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.privateEndpoint !== undefined){
let data9 = data.privateEndpoint;
if(!data9 || typeof data9 != "object"){
const err11 = {instancePath:instancePath+"/privateEndpoint",schemaPath:"#/properties/privateEndpoint/type",keyword:"type",params:{type: schema58.properties.privateEndpoint.type},schema:schema58.properties.privateEndpoint.type,parentSchema:schema58.properties.privateEndpoint,data:data9};
(vErrors ??= []).push(err11); errors++;
}
const _errs24 = errors;
let valid7 = true;
const _errs25 = errors;
if(!(Array.isArray(data9))){
const err12 = {};
(vErrors ??= []).push(err12); errors++;
}
var _valid1 = _errs25 === errors;
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
let ifClause1;
if(_valid1){
const _errs27 = errors;
if(Array.isArray(data9)){
if(data9.length < 1){
const err13 = {instancePath:instancePath+"/privateEndpoint",schemaPath:"#/properties/privateEndpoint/then/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema58.properties.privateEndpoint.then,data:data9};
(vErrors ??= []).push(err13); errors++;
}
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
if(!(validate179(data9[i2], {instancePath:instancePath+"/privateEndpoint/" + i2,parentData:data9,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate179.errors); errors = vErrors.length;
}
}
}
var _valid1 = _errs27 === errors;
valid7 = _valid1;
ifClause1 = "then";
}
else {
const _errs29 = errors;
if(!(validate179(data9, {instancePath:instancePath+"/privateEndpoint",parentData:data,parentDataProperty:"privateEndpoint",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate179.errors); errors = vErrors.length;
}
var _valid1 = _errs29 === errors;
valid7 = _valid1;
ifClause1 = "else";
}
if(!valid7){
const err14 = {instancePath:instancePath+"/privateEndpoint",schemaPath:"#/properties/privateEndpoint/if",keyword:"if",params:{failingKeyword: ifClause1},schema:schema58.properties.privateEndpoint.if,parentSchema:schema58.properties.privateEndpoint,data:data9};
(vErrors ??= []).push(err14); errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema58.type,parentSchema:schema58,data};
(vErrors ??= []).push(err15); errors++;
}
validate171.errors = vErrors;
return errors === 0;
}
validate171.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema61 = {"description":"Encryption of disks with keys of yours, for the project.","type":"object","additionalProperties":false,"properties":{"aws":{"description":"Keys in AWS KMS.","type":"object","additionalProperties":false,"properties":{"keyId":{"description":"The customer master key.","type":"string","minLength":1,"examples":["1d2c3b4a-0000-0000-0000-000000000000"]},"region":{"description":"Region of the key.","$ref":"#/$defs/region"},"roleId":{"description":"Id of the cloud provider access role in Atlas.","$ref":"#/$defs/objectId"},"requirePrivateNetworking":{"description":"Reach the key by private network only.","type":"boolean","default":false,"examples":[true]}},"examples":[{"keyId":"1d2c3b4a","region":"EU_WEST_1","roleId":"64f0c0ffee0000000000beef"}]},"azure":{"description":"Keys in Azure Key Vault.","type":"object","additionalProperties":false,"properties":{"environment":{"description":"Azure cloud.","type":"string","enum":["AZURE","AZURE_CHINA"],"default":"AZURE","examples":["AZURE"]},"subscriptionId":{"description":"Subscription of the vault.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000002"]},"tenantId":{"description":"Tenant of the vault.","type":"string","minLength":1,"examples":["00000000-0000-0000-0000-000000000001"]},"resourceGroup":{"description":"Resource group of the vault.","type":"string","minLength":1,"examples":["shop-keys"]},"keyVault":{"description":"Name of the vault.","type":"string","minLength":1,"examples":["shop"]},"keyIdentifier":{"description":"Address of the key.","type":"string","minLength":1,"examples":["https://shop.vault.azure.net/keys/atlas/0123"]},"clientId":{"description":"Application that may use the vault.","$ref":"#/$defs/text"},"clientSecret":{"description":"Secret of that application.","$ref":"#/$defs/secret"},"requirePrivateNetworking":{"description":"Reach the key by private network only.","type":"boolean","default":false,"examples":[true]}},"examples":[{"keyVault":"shop","clientSecret":{"env":"AZURE_CLIENT_SECRET"}}]},"gcp":{"description":"Keys in Google Cloud KMS.","type":"object","additionalProperties":false,"properties":{"keyVersionResourceId":{"description":"Resource id of the key's version.","type":"string","minLength":1,"examples":["projects/shop/locations/europe-west1/keyRings/atlas/cryptoKeys/disk/cryptoKeyVersions/1"]},"roleId":{"description":"Id of the cloud provider access role in Atlas.","$ref":"#/$defs/objectId"},"serviceAccountKey":{"description":"Key of a service account, where no role is used.","$ref":"#/$defs/secret"}},"examples":[{"keyVersionResourceId":"projects/shop/locations/europe-west1/keyRings/atlas/cryptoKeys/disk/cryptoKeyVersions/1"}]},"searchNodes":{"description":"Encrypt search nodes as well.","type":"boolean","default":false,"examples":[true]}},"examples":[{"aws":{"keyId":"1d2c3b4a","region":"EU_WEST_1","roleId":"64f0c0ffee0000000000beef"}}]};

function validate184(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate184.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "aws") || (key0 === "azure")) || (key0 === "gcp")) || (key0 === "searchNodes"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema61,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.aws !== undefined){
let data0 = data.aws;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!((((key1 === "keyId") || (key1 === "region")) || (key1 === "roleId")) || (key1 === "requirePrivateNetworking"))){
const err1 = {instancePath:instancePath+"/aws",schemaPath:"#/properties/aws/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema61.properties.aws,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data0.keyId !== undefined){
let data1 = data0.keyId;
if(typeof data1 === "string"){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/aws/keyId",schemaPath:"#/properties/aws/properties/keyId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.aws.properties.keyId,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/aws/keyId",schemaPath:"#/properties/aws/properties/keyId/type",keyword:"type",params:{type: "string"},schema:schema61.properties.aws.properties.keyId.type,parentSchema:schema61.properties.aws.properties.keyId,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data0.region !== undefined){
if(!(validate104(data0.region, {instancePath:instancePath+"/aws/region",parentData:data0,parentDataProperty:"region",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate104.errors); errors = vErrors.length;
}
}
if(data0.roleId !== undefined){
if(!(validate93(data0.roleId, {instancePath:instancePath+"/aws/roleId",parentData:data0,parentDataProperty:"roleId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data0.requirePrivateNetworking !== undefined){
let data4 = data0.requirePrivateNetworking;
if(typeof data4 !== "boolean"){
const err4 = {instancePath:instancePath+"/aws/requirePrivateNetworking",schemaPath:"#/properties/aws/properties/requirePrivateNetworking/type",keyword:"type",params:{type: "boolean"},schema:schema61.properties.aws.properties.requirePrivateNetworking.type,parentSchema:schema61.properties.aws.properties.requirePrivateNetworking,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/aws",schemaPath:"#/properties/aws/type",keyword:"type",params:{type: "object"},schema:schema61.properties.aws.type,parentSchema:schema61.properties.aws,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.azure !== undefined){
let data5 = data.azure;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!(func1.call(schema61.properties.azure.properties, key2))){
const err6 = {instancePath:instancePath+"/azure",schemaPath:"#/properties/azure/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema61.properties.azure,data:data5};
(vErrors ??= []).push(err6); errors++;
}
}
if(data5.environment !== undefined){
let data6 = data5.environment;
if(typeof data6 !== "string"){
const err7 = {instancePath:instancePath+"/azure/environment",schemaPath:"#/properties/azure/properties/environment/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.environment.type,parentSchema:schema61.properties.azure.properties.environment,data:data6};
(vErrors ??= []).push(err7); errors++;
}
if(!((data6 === "AZURE") || (data6 === "AZURE_CHINA"))){
const err8 = {instancePath:instancePath+"/azure/environment",schemaPath:"#/properties/azure/properties/environment/enum",keyword:"enum",params:{allowedValues: schema61.properties.azure.properties.environment.enum},schema:schema61.properties.azure.properties.environment.enum,parentSchema:schema61.properties.azure.properties.environment,data:data6};
(vErrors ??= []).push(err8); errors++;
}
}
if(data5.subscriptionId !== undefined){
let data7 = data5.subscriptionId;
if(typeof data7 === "string"){
if(data7.length < 1){
const err9 = {instancePath:instancePath+"/azure/subscriptionId",schemaPath:"#/properties/azure/properties/subscriptionId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.azure.properties.subscriptionId,data:data7};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/azure/subscriptionId",schemaPath:"#/properties/azure/properties/subscriptionId/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.subscriptionId.type,parentSchema:schema61.properties.azure.properties.subscriptionId,data:data7};
(vErrors ??= []).push(err10); errors++;
}
}
if(data5.tenantId !== undefined){
let data8 = data5.tenantId;
if(typeof data8 === "string"){
if(data8.length < 1){
const err11 = {instancePath:instancePath+"/azure/tenantId",schemaPath:"#/properties/azure/properties/tenantId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.azure.properties.tenantId,data:data8};
(vErrors ??= []).push(err11); errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/azure/tenantId",schemaPath:"#/properties/azure/properties/tenantId/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.tenantId.type,parentSchema:schema61.properties.azure.properties.tenantId,data:data8};
(vErrors ??= []).push(err12); errors++;
}
}
if(data5.resourceGroup !== undefined){
let data9 = data5.resourceGroup;
if(typeof data9 === "string"){
if(data9.length < 1){
const err13 = {instancePath:instancePath+"/azure/resourceGroup",schemaPath:"#/properties/azure/properties/resourceGroup/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.azure.properties.resourceGroup,data:data9};
(vErrors ??= []).push(err13); errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/azure/resourceGroup",schemaPath:"#/properties/azure/properties/resourceGroup/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.resourceGroup.type,parentSchema:schema61.properties.azure.properties.resourceGroup,data:data9};
(vErrors ??= []).push(err14); errors++;
}
}
if(data5.keyVault !== undefined){
let data10 = data5.keyVault;
if(typeof data10 === "string"){
if(data10.length < 1){
const err15 = {instancePath:instancePath+"/azure/keyVault",schemaPath:"#/properties/azure/properties/keyVault/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.azure.properties.keyVault,data:data10};
(vErrors ??= []).push(err15); errors++;
}
}
else {
const err16 = {instancePath:instancePath+"/azure/keyVault",schemaPath:"#/properties/azure/properties/keyVault/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.keyVault.type,parentSchema:schema61.properties.azure.properties.keyVault,data:data10};
(vErrors ??= []).push(err16); errors++;
}
}
if(data5.keyIdentifier !== undefined){
let data11 = data5.keyIdentifier;
if(typeof data11 === "string"){
if(data11.length < 1){
const err17 = {instancePath:instancePath+"/azure/keyIdentifier",schemaPath:"#/properties/azure/properties/keyIdentifier/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.azure.properties.keyIdentifier,data:data11};
(vErrors ??= []).push(err17); errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/azure/keyIdentifier",schemaPath:"#/properties/azure/properties/keyIdentifier/type",keyword:"type",params:{type: "string"},schema:schema61.properties.azure.properties.keyIdentifier.type,parentSchema:schema61.properties.azure.properties.keyIdentifier,data:data11};
(vErrors ??= []).push(err18); errors++;
}
}
if(data5.clientId !== undefined){
if(!(validate70(data5.clientId, {instancePath:instancePath+"/azure/clientId",parentData:data5,parentDataProperty:"clientId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
if(data5.clientSecret !== undefined){
if(!(validate61(data5.clientSecret, {instancePath:instancePath+"/azure/clientSecret",parentData:data5,parentDataProperty:"clientSecret",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data5.requirePrivateNetworking !== undefined){
let data14 = data5.requirePrivateNetworking;
if(typeof data14 !== "boolean"){
const err19 = {instancePath:instancePath+"/azure/requirePrivateNetworking",schemaPath:"#/properties/azure/properties/requirePrivateNetworking/type",keyword:"type",params:{type: "boolean"},schema:schema61.properties.azure.properties.requirePrivateNetworking.type,parentSchema:schema61.properties.azure.properties.requirePrivateNetworking,data:data14};
(vErrors ??= []).push(err19); errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/azure",schemaPath:"#/properties/azure/type",keyword:"type",params:{type: "object"},schema:schema61.properties.azure.type,parentSchema:schema61.properties.azure,data:data5};
(vErrors ??= []).push(err20); errors++;
}
}
if(data.gcp !== undefined){
let data15 = data.gcp;
if(data15 && typeof data15 == "object" && !Array.isArray(data15)){
for(const key3 in data15){
if(!(((key3 === "keyVersionResourceId") || (key3 === "roleId")) || (key3 === "serviceAccountKey"))){
const err21 = {instancePath:instancePath+"/gcp",schemaPath:"#/properties/gcp/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema61.properties.gcp,data:data15};
(vErrors ??= []).push(err21); errors++;
}
}
if(data15.keyVersionResourceId !== undefined){
let data16 = data15.keyVersionResourceId;
if(typeof data16 === "string"){
if(data16.length < 1){
const err22 = {instancePath:instancePath+"/gcp/keyVersionResourceId",schemaPath:"#/properties/gcp/properties/keyVersionResourceId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema61.properties.gcp.properties.keyVersionResourceId,data:data16};
(vErrors ??= []).push(err22); errors++;
}
}
else {
const err23 = {instancePath:instancePath+"/gcp/keyVersionResourceId",schemaPath:"#/properties/gcp/properties/keyVersionResourceId/type",keyword:"type",params:{type: "string"},schema:schema61.properties.gcp.properties.keyVersionResourceId.type,parentSchema:schema61.properties.gcp.properties.keyVersionResourceId,data:data16};
(vErrors ??= []).push(err23); errors++;
}
}
if(data15.roleId !== undefined){
if(!(validate93(data15.roleId, {instancePath:instancePath+"/gcp/roleId",parentData:data15,parentDataProperty:"roleId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data15.serviceAccountKey !== undefined){
if(!(validate61(data15.serviceAccountKey, {instancePath:instancePath+"/gcp/serviceAccountKey",parentData:data15,parentDataProperty:"serviceAccountKey",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
}
else {
const err24 = {instancePath:instancePath+"/gcp",schemaPath:"#/properties/gcp/type",keyword:"type",params:{type: "object"},schema:schema61.properties.gcp.type,parentSchema:schema61.properties.gcp,data:data15};
(vErrors ??= []).push(err24); errors++;
}
}
if(data.searchNodes !== undefined){
let data19 = data.searchNodes;
if(typeof data19 !== "boolean"){
const err25 = {instancePath:instancePath+"/searchNodes",schemaPath:"#/properties/searchNodes/type",keyword:"type",params:{type: "boolean"},schema:schema61.properties.searchNodes.type,parentSchema:schema61.properties.searchNodes,data:data19};
(vErrors ??= []).push(err25); errors++;
}
}
}
else {
const err26 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema61.type,parentSchema:schema61,data};
(vErrors ??= []).push(err26); errors++;
}
validate184.errors = vErrors;
return errors === 0;
}
validate184.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema62 = {"description":"When Atlas may maintain the clusters of the project.","type":"object","additionalProperties":false,"properties":{"day":{"description":"Day of the week.","type":"string","enum":["SUNDAY","MONDAY","TUESDAY","WEDNESDAY","THURSDAY","FRIDAY","SATURDAY"],"examples":["SUNDAY"]},"hour":{"description":"Hour of the day, in the project's time zone.","type":"integer","minimum":0,"maximum":23,"examples":[3]},"autoDefer":{"description":"Defer each maintenance by a week.","type":"boolean","default":false,"examples":[true]},"protectedHours":{"description":"Hours of each day in which nothing is maintained.","type":"object","additionalProperties":false,"required":["start","end"],"properties":{"start":{"description":"First hour.","type":"integer","minimum":0,"maximum":23,"examples":[8]},"end":{"description":"Hour it ends at.","type":"integer","minimum":0,"maximum":23,"examples":[18]}},"examples":[{"start":8,"end":18}]}},"examples":[{"day":"SUNDAY","hour":3}]};

function validate192(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate192.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "day") || (key0 === "hour")) || (key0 === "autoDefer")) || (key0 === "protectedHours"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema62,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.day !== undefined){
let data0 = data.day;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/day",schemaPath:"#/properties/day/type",keyword:"type",params:{type: "string"},schema:schema62.properties.day.type,parentSchema:schema62.properties.day,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((((((data0 === "SUNDAY") || (data0 === "MONDAY")) || (data0 === "TUESDAY")) || (data0 === "WEDNESDAY")) || (data0 === "THURSDAY")) || (data0 === "FRIDAY")) || (data0 === "SATURDAY"))){
const err2 = {instancePath:instancePath+"/day",schemaPath:"#/properties/day/enum",keyword:"enum",params:{allowedValues: schema62.properties.day.enum},schema:schema62.properties.day.enum,parentSchema:schema62.properties.day,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.hour !== undefined){
let data1 = data.hour;
if(!(((typeof data1 == "number") && (!(data1 % 1) && !isNaN(data1))) && (isFinite(data1)))){
const err3 = {instancePath:instancePath+"/hour",schemaPath:"#/properties/hour/type",keyword:"type",params:{type: "integer"},schema:schema62.properties.hour.type,parentSchema:schema62.properties.hour,data:data1};
(vErrors ??= []).push(err3); errors++;
}
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 23 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/hour",schemaPath:"#/properties/hour/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},schema:23,parentSchema:schema62.properties.hour,data:data1};
(vErrors ??= []).push(err4); errors++;
}
if(data1 < 0 || isNaN(data1)){
const err5 = {instancePath:instancePath+"/hour",schemaPath:"#/properties/hour/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema62.properties.hour,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
}
if(data.autoDefer !== undefined){
let data2 = data.autoDefer;
if(typeof data2 !== "boolean"){
const err6 = {instancePath:instancePath+"/autoDefer",schemaPath:"#/properties/autoDefer/type",keyword:"type",params:{type: "boolean"},schema:schema62.properties.autoDefer.type,parentSchema:schema62.properties.autoDefer,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.protectedHours !== undefined){
let data3 = data.protectedHours;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.start === undefined){
const err7 = {instancePath:instancePath+"/protectedHours",schemaPath:"#/properties/protectedHours/required",keyword:"required",params:{missingProperty: "start"},schema:schema62.properties.protectedHours.required,parentSchema:schema62.properties.protectedHours,data:data3};
(vErrors ??= []).push(err7); errors++;
}
if(data3.end === undefined){
const err8 = {instancePath:instancePath+"/protectedHours",schemaPath:"#/properties/protectedHours/required",keyword:"required",params:{missingProperty: "end"},schema:schema62.properties.protectedHours.required,parentSchema:schema62.properties.protectedHours,data:data3};
(vErrors ??= []).push(err8); errors++;
}
for(const key1 in data3){
if(!((key1 === "start") || (key1 === "end"))){
const err9 = {instancePath:instancePath+"/protectedHours",schemaPath:"#/properties/protectedHours/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema62.properties.protectedHours,data:data3};
(vErrors ??= []).push(err9); errors++;
}
}
if(data3.start !== undefined){
let data4 = data3.start;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err10 = {instancePath:instancePath+"/protectedHours/start",schemaPath:"#/properties/protectedHours/properties/start/type",keyword:"type",params:{type: "integer"},schema:schema62.properties.protectedHours.properties.start.type,parentSchema:schema62.properties.protectedHours.properties.start,data:data4};
(vErrors ??= []).push(err10); errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 23 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/protectedHours/start",schemaPath:"#/properties/protectedHours/properties/start/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},schema:23,parentSchema:schema62.properties.protectedHours.properties.start,data:data4};
(vErrors ??= []).push(err11); errors++;
}
if(data4 < 0 || isNaN(data4)){
const err12 = {instancePath:instancePath+"/protectedHours/start",schemaPath:"#/properties/protectedHours/properties/start/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema62.properties.protectedHours.properties.start,data:data4};
(vErrors ??= []).push(err12); errors++;
}
}
}
if(data3.end !== undefined){
let data5 = data3.end;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err13 = {instancePath:instancePath+"/protectedHours/end",schemaPath:"#/properties/protectedHours/properties/end/type",keyword:"type",params:{type: "integer"},schema:schema62.properties.protectedHours.properties.end.type,parentSchema:schema62.properties.protectedHours.properties.end,data:data5};
(vErrors ??= []).push(err13); errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 23 || isNaN(data5)){
const err14 = {instancePath:instancePath+"/protectedHours/end",schemaPath:"#/properties/protectedHours/properties/end/maximum",keyword:"maximum",params:{comparison: "<=", limit: 23},schema:23,parentSchema:schema62.properties.protectedHours.properties.end,data:data5};
(vErrors ??= []).push(err14); errors++;
}
if(data5 < 0 || isNaN(data5)){
const err15 = {instancePath:instancePath+"/protectedHours/end",schemaPath:"#/properties/protectedHours/properties/end/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema62.properties.protectedHours.properties.end,data:data5};
(vErrors ??= []).push(err15); errors++;
}
}
}
}
else {
const err16 = {instancePath:instancePath+"/protectedHours",schemaPath:"#/properties/protectedHours/type",keyword:"type",params:{type: "object"},schema:schema62.properties.protectedHours.type,parentSchema:schema62.properties.protectedHours,data:data3};
(vErrors ??= []).push(err16); errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema62.type,parentSchema:schema62,data};
(vErrors ??= []).push(err17); errors++;
}
validate192.errors = vErrors;
return errors === 0;
}
validate192.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const pattern7 = new RegExp("^https?://[^\\s]+$", "u");

function validate85(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate85.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema32.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema32,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.credentials !== undefined){
if(!(validate86(data.credentials, {instancePath:instancePath+"/credentials",parentData:data,parentDataProperty:"credentials",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate86.errors); errors = vErrors.length;
}
}
if(data.baseUrl !== undefined){
let data1 = data.baseUrl;
if(typeof data1 === "string"){
if(!pattern7.test(data1)){
const err1 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},schema:"^https?://[^\\s]+$",parentSchema:schema32.properties.baseUrl,data:data1};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/baseUrl",schemaPath:"#/properties/baseUrl/type",keyword:"type",params:{type: "string"},schema:schema32.properties.baseUrl.type,parentSchema:schema32.properties.baseUrl,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.project !== undefined){
if(!(validate92(data.project, {instancePath:instancePath+"/project",parentData:data,parentDataProperty:"project",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate92.errors); errors = vErrors.length;
}
}
if(data.cluster !== undefined){
if(!(validate99(data.cluster, {instancePath:instancePath+"/cluster",parentData:data,parentDataProperty:"cluster",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate99.errors); errors = vErrors.length;
}
}
if(data.connectThrough !== undefined){
let data4 = data.connectThrough;
if(typeof data4 !== "string"){
const err3 = {instancePath:instancePath+"/connectThrough",schemaPath:"#/properties/connectThrough/type",keyword:"type",params:{type: "string"},schema:schema32.properties.connectThrough.type,parentSchema:schema32.properties.connectThrough,data:data4};
(vErrors ??= []).push(err3); errors++;
}
if(!(((data4 === "public") || (data4 === "peering")) || (data4 === "privateEndpoint"))){
const err4 = {instancePath:instancePath+"/connectThrough",schemaPath:"#/properties/connectThrough/enum",keyword:"enum",params:{allowedValues: schema32.properties.connectThrough.enum},schema:schema32.properties.connectThrough.enum,parentSchema:schema32.properties.connectThrough,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.ipAccess !== undefined){
let data5 = data.ipAccess;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate161(data5[i0], {instancePath:instancePath+"/ipAccess/" + i0,parentData:data5,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate161.errors); errors = vErrors.length;
}
}
}
else {
const err5 = {instancePath:instancePath+"/ipAccess",schemaPath:"#/properties/ipAccess/type",keyword:"type",params:{type: "array"},schema:schema32.properties.ipAccess.type,parentSchema:schema32.properties.ipAccess,data:data5};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.users !== undefined){
let data7 = data.users;
if(Array.isArray(data7)){
const len1 = data7.length;
for(let i1=0; i1<len1; i1++){
if(!(validate164(data7[i1], {instancePath:instancePath+"/users/" + i1,parentData:data7,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate164.errors); errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/users",schemaPath:"#/properties/users/type",keyword:"type",params:{type: "array"},schema:schema32.properties.users.type,parentSchema:schema32.properties.users,data:data7};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.customRoles !== undefined){
let data9 = data.customRoles;
if(Array.isArray(data9)){
const len2 = data9.length;
for(let i2=0; i2<len2; i2++){
if(!(validate169(data9[i2], {instancePath:instancePath+"/customRoles/" + i2,parentData:data9,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate169.errors); errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/customRoles",schemaPath:"#/properties/customRoles/type",keyword:"type",params:{type: "array"},schema:schema32.properties.customRoles.type,parentSchema:schema32.properties.customRoles,data:data9};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.network !== undefined){
if(!(validate171(data.network, {instancePath:instancePath+"/network",parentData:data,parentDataProperty:"network",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate171.errors); errors = vErrors.length;
}
}
if(data.encryptionAtRest !== undefined){
if(!(validate184(data.encryptionAtRest, {instancePath:instancePath+"/encryptionAtRest",parentData:data,parentDataProperty:"encryptionAtRest",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate184.errors); errors = vErrors.length;
}
}
if(data.maintenanceWindow !== undefined){
if(!(validate192(data.maintenanceWindow, {instancePath:instancePath+"/maintenanceWindow",parentData:data,parentDataProperty:"maintenanceWindow",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate192.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema32.type,parentSchema:schema32,data};
(vErrors ??= []).push(err8); errors++;
}
validate85.errors = vErrors;
return errors === 0;
}
validate85.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate81(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate81.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "uri") || (key0 === "tls")) || (key0 === "auth")) || (key0 === "existingData")) || (key0 === "atlas"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema31,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.uri !== undefined){
if(!(validate60(data.uri, {instancePath:instancePath+"/uri",parentData:data,parentDataProperty:"uri",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate60.errors); errors = vErrors.length;
}
}
if(data.tls !== undefined){
if(!(validate64(data.tls, {instancePath:instancePath+"/tls",parentData:data,parentDataProperty:"tls",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate64.errors); errors = vErrors.length;
}
}
if(data.auth !== undefined){
if(!(validate69(data.auth, {instancePath:instancePath+"/auth",parentData:data,parentDataProperty:"auth",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate69.errors); errors = vErrors.length;
}
}
if(data.existingData !== undefined){
let data3 = data.existingData;
if(typeof data3 !== "string"){
const err1 = {instancePath:instancePath+"/existingData",schemaPath:"#/properties/existingData/type",keyword:"type",params:{type: "string"},schema:schema31.properties.existingData.type,parentSchema:schema31.properties.existingData,data:data3};
(vErrors ??= []).push(err1); errors++;
}
if(!(((data3 === "refuse") || (data3 === "keep")) || (data3 === "clear"))){
const err2 = {instancePath:instancePath+"/existingData",schemaPath:"#/properties/existingData/enum",keyword:"enum",params:{allowedValues: schema31.properties.existingData.enum},schema:schema31.properties.existingData.enum,parentSchema:schema31.properties.existingData,data:data3};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.atlas !== undefined){
if(!(validate85(data.atlas, {instancePath:instancePath+"/atlas",parentData:data,parentDataProperty:"atlas",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate85.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema31.type,parentSchema:schema31,data};
(vErrors ??= []).push(err3); errors++;
}
validate81.errors = vErrors;
return errors === 0;
}
validate81.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema63 = {"description":"What copies and follows the data. Each type has a block of its own name.","type":"object","additionalProperties":false,"properties":{"type":{"description":"The engine. `builtin` is godwit's own and needs nothing else.","type":"string","enum":["builtin","mongosync","atlasLiveMigration","mongomirror","dumpRestore","clusterSync"],"default":"builtin","examples":["builtin"]},"adopt":{"description":"Take over a sync of the same source and destination that already runs, instead of refusing it.","type":"boolean","default":false,"examples":[true]},"builtin":{"$ref":"#/$defs/builtinOptions"},"mongosync":{"$ref":"#/$defs/mongosyncOptions"},"atlasLiveMigration":{"$ref":"#/$defs/atlasLiveMigrationOptions"},"mongomirror":{"$ref":"#/$defs/mongomirrorOptions"},"dumpRestore":{"$ref":"#/$defs/dumpRestoreOptions"},"clusterSync":{"$ref":"#/$defs/clusterSyncOptions"}},"examples":[{"type":"builtin"}]};
const schema64 = {"description":"Options of the built-in engine. With `url` it runs elsewhere (`godwit sync`) and is reached there; otherwise apply starts and supervises it.","type":"object","additionalProperties":false,"properties":{"url":{"description":"Address of a `godwit sync` that runs elsewhere.","$ref":"#/$defs/httpUrl"},"token":{"description":"Where the token is read from that the engine at `url` asks for (its `--tokenFile`). Sent over TLS only.","$ref":"#/$defs/secret"},"tls":{"description":"How the engine at `url` is known to be the right one.","type":"object","additionalProperties":false,"properties":{"caFile":{"description":"Certificates of the authorities that sign its certificate, in PEM; without it those that Node trusts.","$ref":"#/$defs/path"}},"examples":[{"caFile":"./sync-ca.pem"}]},"port":{"description":"Port on which the engine that apply starts is reached; 0 takes a free one, which is written down with the sync.","type":"integer","minimum":0,"maximum":65535,"default":27182,"examples":[27182,0]},"loadLevel":{"$ref":"#/$defs/loadLevel"},"logPath":{"description":"Directory of the engine's log.","$ref":"#/$defs/path"},"verbosity":{"$ref":"#/$defs/verbosity"},"parallelism":{"$ref":"#/$defs/parallelism"},"readers":{"description":"Ranges of documents that are read at the same time, over all collections.","type":"integer","minimum":1,"maximum":1024,"examples":[8]},"workers":{"description":"Threads that carry the documents of the copy beside the main one. Left out, there are none, unless GODWIT_WORKERS says otherwise. Worth a try where one core is the limit and others are free; each takes memory.","type":"integer","minimum":0,"maximum":16,"examples":[2]},"maxMemory":{"description":"Memory that the process of the engine may take, 300MB at least, and 50MB more for each of its `workers`. All that it holds at once is measured by it, and V8's heap is limited. Left out, it is measured as for 300MB (and 50MB more for each worker), without a limit of the heap.","$ref":"#/$defs/size","examples":["1GB"]},"spool":{"description":"Keep changes that are read and not applied yet on a disk of the machine that the engine runs on, so that the oplog has to cover the lag of reading only.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Directory for the changes.","$ref":"#/$defs/path"},"maxSize":{"description":"Room that they may take; nine tenths of what is free when the engine starts, unless it is said.","$ref":"#/$defs/size"}},"examples":[{"path":"/var/lib/godwit/spool","maxSize":"200GB"}]},"detectRandomId":{"description":"Copy collections in natural order that are larger than the source's cache and whose `_id`s are random. Such a copy goes on where it was for as long as the member that it reads from is not restarted; otherwise it is read again from its beginning.","type":"boolean","default":true,"examples":[false]},"copyInNaturalOrder":{"$ref":"#/$defs/copyInNaturalOrder"},"onUnseenDdl":{"description":"What to do when a source that does not report changes of collections (older than 6.0) had one that cannot be taken in. The built-in engine looks for them every 5 s and takes in what it can; at what it cannot, such as a time-series collection, the sync fails, or with `pause` is paused with the reason until it is resumed.","type":"string","enum":["fail","pause"],"default":"fail","examples":["pause"]},"onLostResumePoint":{"description":"What to do when the oplog no longer reaches back to where following stopped. The sync stops either way, and the next plan offers to follow anew, to compare both sides whole and to repair what differs: with `fail` whoever applies it has to type the migration's name, with `repair` the file is agreement enough.","type":"string","enum":["fail","repair"],"default":"fail","examples":["repair"]}},"examples":[{"loadLevel":3,"readers":8}]};
const schema65 = {"title":"web address","description":"Address of a service.","type":"string","pattern":"^https?://[^\\s]+$","examples":["https://hooks.example/ok"]};

function validate198(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate198.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern7.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},schema:"^https?://[^\\s]+$",parentSchema:schema65,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema65.type,parentSchema:schema65,data};
(vErrors ??= []).push(err1); errors++;
}
validate198.errors = vErrors;
return errors === 0;
}
validate198.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema66 = {"title":"path","description":"A path in the file system; a relative one starts at the directory of this file.","type":"string","minLength":1,"examples":["./ca.pem"]};

function validate201(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate201.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema66,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema66.type,parentSchema:schema66,data};
(vErrors ??= []).push(err1); errors++;
}
validate201.errors = vErrors;
return errors === 0;
}
validate201.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema67 = {"description":"How hard the engine works, from 1 (gentle) to 4 (everything).","type":"integer","minimum":1,"maximum":4,"default":3,"examples":[3]};

function validate203(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate203.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},schema:schema67.type,parentSchema:schema67,data};
(vErrors ??= []).push(err0); errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 4 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 4},schema:4,parentSchema:schema67,data};
(vErrors ??= []).push(err1); errors++;
}
if(data < 1 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema67,data};
(vErrors ??= []).push(err2); errors++;
}
}
validate203.errors = vErrors;
return errors === 0;
}
validate203.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema68 = {"description":"Least severe level that is logged.","type":"string","enum":["TRACE","DEBUG","INFO","WARN","ERROR","FATAL"],"examples":["INFO"]};

function validate206(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate206.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data !== "string"){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema68.type,parentSchema:schema68,data};
(vErrors ??= []).push(err0); errors++;
}
if(!((((((data === "TRACE") || (data === "DEBUG")) || (data === "INFO")) || (data === "WARN")) || (data === "ERROR")) || (data === "FATAL"))){
const err1 = {instancePath,schemaPath:"#/enum",keyword:"enum",params:{allowedValues: schema68.enum},schema:schema68.enum,parentSchema:schema68,data};
(vErrors ??= []).push(err1); errors++;
}
validate206.errors = vErrors;
return errors === 0;
}
validate206.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema69 = {"description":"Collections that are worked on at the same time.","type":"integer","minimum":1,"maximum":1024,"examples":[4]};

function validate208(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate208.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},schema:schema69.type,parentSchema:schema69,data};
(vErrors ??= []).push(err0); errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 1024 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},schema:1024,parentSchema:schema69,data};
(vErrors ??= []).push(err1); errors++;
}
if(data < 1 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema69,data};
(vErrors ??= []).push(err2); errors++;
}
}
validate208.errors = vErrors;
return errors === 0;
}
validate208.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema70 = {"title":"size","description":"An amount of bytes with its unit: B, KB, MB, GB, TB (powers of 1000) or KiB, MiB, GiB, TiB (powers of 1024).","type":"string","pattern":"^\\d+(?:\\.\\d+)?\\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$","examples":["200MB","64MiB"]};
const pattern27 = new RegExp("^\\d+(?:\\.\\d+)?\\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$", "u");

function validate210(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate210.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern27.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\d+(?:\\.\\d+)?\\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$"},schema:"^\\d+(?:\\.\\d+)?\\s?(?:B|KB|MB|GB|TB|KiB|MiB|GiB|TiB)$",parentSchema:schema70,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema70.type,parentSchema:schema70,data};
(vErrors ??= []).push(err1); errors++;
}
validate210.errors = vErrors;
return errors === 0;
}
validate210.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema71 = {"description":"Collections to copy in natural order.","type":"array","items":{"description":"A database, or collections of it.","type":"object","additionalProperties":false,"required":["database"],"properties":{"database":{"description":"Name of a database; a single dot means all of them.","type":"string","minLength":1,"examples":["sales"]},"collections":{"description":"Names of collections; without it, all of the database.","type":"array","items":{"description":"Name of a collection.","type":"string","minLength":1,"examples":["orders"]},"examples":[["accounts","orders"]]}},"examples":[{"database":"sales","collections":["orders"]}]},"examples":[[{"database":"sales","collections":["orders"]}]]};

function validate214(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate214.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.database === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "database"},schema:schema71.items.required,parentSchema:schema71.items,data:data0};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data0){
if(!((key0 === "database") || (key0 === "collections"))){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema71.items,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data0.database !== undefined){
let data1 = data0.database;
if(typeof data1 === "string"){
if(data1.length < 1){
const err2 = {instancePath:instancePath+"/" + i0+"/database",schemaPath:"#/items/properties/database/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema71.items.properties.database,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/" + i0+"/database",schemaPath:"#/items/properties/database/type",keyword:"type",params:{type: "string"},schema:schema71.items.properties.database.type,parentSchema:schema71.items.properties.database,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data0.collections !== undefined){
let data2 = data0.collections;
if(Array.isArray(data2)){
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
let data3 = data2[i1];
if(typeof data3 === "string"){
if(data3.length < 1){
const err4 = {instancePath:instancePath+"/" + i0+"/collections/" + i1,schemaPath:"#/items/properties/collections/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema71.items.properties.collections.items,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/" + i0+"/collections/" + i1,schemaPath:"#/items/properties/collections/items/type",keyword:"type",params:{type: "string"},schema:schema71.items.properties.collections.items.type,parentSchema:schema71.items.properties.collections.items,data:data3};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/" + i0+"/collections",schemaPath:"#/items/properties/collections/type",keyword:"type",params:{type: "array"},schema:schema71.items.properties.collections.type,parentSchema:schema71.items.properties.collections,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},schema:schema71.items.type,parentSchema:schema71.items,data:data0};
(vErrors ??= []).push(err7); errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},schema:schema71.type,parentSchema:schema71,data};
(vErrors ??= []).push(err8); errors++;
}
validate214.errors = vErrors;
return errors === 0;
}
validate214.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};


function validate197(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate197.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema64.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema64,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.url !== undefined){
if(!(validate198(data.url, {instancePath:instancePath+"/url",parentData:data,parentDataProperty:"url",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate198.errors); errors = vErrors.length;
}
}
if(data.token !== undefined){
if(!(validate61(data.token, {instancePath:instancePath+"/token",parentData:data,parentDataProperty:"token",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data.tls !== undefined){
let data2 = data.tls;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(key1 === "caFile")){
const err1 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema64.properties.tls,data:data2};
(vErrors ??= []).push(err1); errors++;
}
}
if(data2.caFile !== undefined){
if(!(validate201(data2.caFile, {instancePath:instancePath+"/tls/caFile",parentData:data2,parentDataProperty:"caFile",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/tls",schemaPath:"#/properties/tls/type",keyword:"type",params:{type: "object"},schema:schema64.properties.tls.type,parentSchema:schema64.properties.tls,data:data2};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.port !== undefined){
let data4 = data.port;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err3 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/type",keyword:"type",params:{type: "integer"},schema:schema64.properties.port.type,parentSchema:schema64.properties.port,data:data4};
(vErrors ??= []).push(err3); errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 65535 || isNaN(data4)){
const err4 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema64.properties.port,data:data4};
(vErrors ??= []).push(err4); errors++;
}
if(data4 < 0 || isNaN(data4)){
const err5 = {instancePath:instancePath+"/port",schemaPath:"#/properties/port/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema64.properties.port,data:data4};
(vErrors ??= []).push(err5); errors++;
}
}
}
if(data.loadLevel !== undefined){
if(!(validate203(data.loadLevel, {instancePath:instancePath+"/loadLevel",parentData:data,parentDataProperty:"loadLevel",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate203.errors); errors = vErrors.length;
}
}
if(data.logPath !== undefined){
if(!(validate201(data.logPath, {instancePath:instancePath+"/logPath",parentData:data,parentDataProperty:"logPath",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
if(data.verbosity !== undefined){
if(!(validate206(data.verbosity, {instancePath:instancePath+"/verbosity",parentData:data,parentDataProperty:"verbosity",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate206.errors); errors = vErrors.length;
}
}
if(data.parallelism !== undefined){
if(!(validate208(data.parallelism, {instancePath:instancePath+"/parallelism",parentData:data,parentDataProperty:"parallelism",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate208.errors); errors = vErrors.length;
}
}
if(data.readers !== undefined){
let data9 = data.readers;
if(!(((typeof data9 == "number") && (!(data9 % 1) && !isNaN(data9))) && (isFinite(data9)))){
const err6 = {instancePath:instancePath+"/readers",schemaPath:"#/properties/readers/type",keyword:"type",params:{type: "integer"},schema:schema64.properties.readers.type,parentSchema:schema64.properties.readers,data:data9};
(vErrors ??= []).push(err6); errors++;
}
if((typeof data9 == "number") && (isFinite(data9))){
if(data9 > 1024 || isNaN(data9)){
const err7 = {instancePath:instancePath+"/readers",schemaPath:"#/properties/readers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},schema:1024,parentSchema:schema64.properties.readers,data:data9};
(vErrors ??= []).push(err7); errors++;
}
if(data9 < 1 || isNaN(data9)){
const err8 = {instancePath:instancePath+"/readers",schemaPath:"#/properties/readers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema64.properties.readers,data:data9};
(vErrors ??= []).push(err8); errors++;
}
}
}
if(data.workers !== undefined){
let data10 = data.workers;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err9 = {instancePath:instancePath+"/workers",schemaPath:"#/properties/workers/type",keyword:"type",params:{type: "integer"},schema:schema64.properties.workers.type,parentSchema:schema64.properties.workers,data:data10};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 > 16 || isNaN(data10)){
const err10 = {instancePath:instancePath+"/workers",schemaPath:"#/properties/workers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 16},schema:16,parentSchema:schema64.properties.workers,data:data10};
(vErrors ??= []).push(err10); errors++;
}
if(data10 < 0 || isNaN(data10)){
const err11 = {instancePath:instancePath+"/workers",schemaPath:"#/properties/workers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema64.properties.workers,data:data10};
(vErrors ??= []).push(err11); errors++;
}
}
}
if(data.maxMemory !== undefined){
if(!(validate210(data.maxMemory, {instancePath:instancePath+"/maxMemory",parentData:data,parentDataProperty:"maxMemory",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data.spool !== undefined){
let data12 = data.spool;
if(data12 && typeof data12 == "object" && !Array.isArray(data12)){
for(const key2 in data12){
if(!((key2 === "path") || (key2 === "maxSize"))){
const err12 = {instancePath:instancePath+"/spool",schemaPath:"#/properties/spool/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema64.properties.spool,data:data12};
(vErrors ??= []).push(err12); errors++;
}
}
if(data12.path !== undefined){
if(!(validate201(data12.path, {instancePath:instancePath+"/spool/path",parentData:data12,parentDataProperty:"path",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
if(data12.maxSize !== undefined){
if(!(validate210(data12.maxSize, {instancePath:instancePath+"/spool/maxSize",parentData:data12,parentDataProperty:"maxSize",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/spool",schemaPath:"#/properties/spool/type",keyword:"type",params:{type: "object"},schema:schema64.properties.spool.type,parentSchema:schema64.properties.spool,data:data12};
(vErrors ??= []).push(err13); errors++;
}
}
if(data.detectRandomId !== undefined){
let data15 = data.detectRandomId;
if(typeof data15 !== "boolean"){
const err14 = {instancePath:instancePath+"/detectRandomId",schemaPath:"#/properties/detectRandomId/type",keyword:"type",params:{type: "boolean"},schema:schema64.properties.detectRandomId.type,parentSchema:schema64.properties.detectRandomId,data:data15};
(vErrors ??= []).push(err14); errors++;
}
}
if(data.copyInNaturalOrder !== undefined){
if(!(validate214(data.copyInNaturalOrder, {instancePath:instancePath+"/copyInNaturalOrder",parentData:data,parentDataProperty:"copyInNaturalOrder",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate214.errors); errors = vErrors.length;
}
}
if(data.onUnseenDdl !== undefined){
let data17 = data.onUnseenDdl;
if(typeof data17 !== "string"){
const err15 = {instancePath:instancePath+"/onUnseenDdl",schemaPath:"#/properties/onUnseenDdl/type",keyword:"type",params:{type: "string"},schema:schema64.properties.onUnseenDdl.type,parentSchema:schema64.properties.onUnseenDdl,data:data17};
(vErrors ??= []).push(err15); errors++;
}
if(!((data17 === "fail") || (data17 === "pause"))){
const err16 = {instancePath:instancePath+"/onUnseenDdl",schemaPath:"#/properties/onUnseenDdl/enum",keyword:"enum",params:{allowedValues: schema64.properties.onUnseenDdl.enum},schema:schema64.properties.onUnseenDdl.enum,parentSchema:schema64.properties.onUnseenDdl,data:data17};
(vErrors ??= []).push(err16); errors++;
}
}
if(data.onLostResumePoint !== undefined){
let data18 = data.onLostResumePoint;
if(typeof data18 !== "string"){
const err17 = {instancePath:instancePath+"/onLostResumePoint",schemaPath:"#/properties/onLostResumePoint/type",keyword:"type",params:{type: "string"},schema:schema64.properties.onLostResumePoint.type,parentSchema:schema64.properties.onLostResumePoint,data:data18};
(vErrors ??= []).push(err17); errors++;
}
if(!((data18 === "fail") || (data18 === "repair"))){
const err18 = {instancePath:instancePath+"/onLostResumePoint",schemaPath:"#/properties/onLostResumePoint/enum",keyword:"enum",params:{allowedValues: schema64.properties.onLostResumePoint.enum},schema:schema64.properties.onLostResumePoint.enum,parentSchema:schema64.properties.onLostResumePoint,data:data18};
(vErrors ??= []).push(err18); errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema64.type,parentSchema:schema64,data};
(vErrors ??= []).push(err19); errors++;
}
validate197.errors = vErrors;
return errors === 0;
}
validate197.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema72 = {"description":"Options of mongosync: `urls` for instances that run already (one, or one per source shard), or how to start it. What /start takes and other blocks of this file say (filters, sharding, indexes.build, existingData) is not repeated here.","type":"object","additionalProperties":false,"properties":{"urls":{"description":"Addresses of running instances.","type":"array","minItems":1,"uniqueItems":true,"items":{"type":"string","$ref":"#/$defs/httpUrl"},"examples":[["http://sync-0:27182","http://sync-1:27182"]]},"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"mongosync","examples":["/opt/mongosync/bin/mongosync"]},"command":{"description":"Command line to start it with, for containers and remote hosts. mongosync's options are added at its end.","$ref":"#/$defs/commandLine"},"version":{"title":"mongosync version","description":"Version that is expected to run, in quotation marks; another one is refused.","type":"string","pattern":"^\\d+\\.\\d+(?:\\.\\d+)?$","examples":["1.22.0"]},"instances":{"description":"How many are started: one for everything, or one per source shard.","type":"string","enum":["one","perShard"],"default":"one","examples":["perShard"]},"port":{"description":"Port of the first instance; each further one takes the next.","$ref":"#/$defs/port","default":27182},"loadLevel":{"$ref":"#/$defs/loadLevel"},"logPath":{"description":"Directory of its log. With `urls`, where `mongosync.log` can be read from here, so that the cause of its end is found.","$ref":"#/$defs/path"},"verbosity":{"$ref":"#/$defs/verbosity"},"verification":{"description":"Run mongosync's embedded verifier. It needs 10 GB of memory and 0.5 GB per million documents.","type":"boolean","default":true,"examples":[false]},"detectRandomId":{"description":"Let mongosync copy large collections with random _id in natural order.","type":"boolean","examples":[true]},"copyInNaturalOrder":{"$ref":"#/$defs/copyInNaturalOrder"},"skipDiskSpaceCheck":{"description":"Start although the destination's disk looks too small.","type":"boolean","default":false,"examples":[false]},"acceptDisclaimer":{"description":"Accept mongosync's disclaimer; without it, the program waits for an answer at its terminal.","type":"boolean","default":false,"examples":[true]},"disableTelemetry":{"description":"Send no usage data to MongoDB.","type":"boolean","default":false,"examples":[true]},"disableMetricsLogging":{"description":"Write no metrics files.","type":"boolean","default":false,"examples":[true]},"metricsLoggingFilepath":{"description":"Directory of its metrics files.","$ref":"#/$defs/path"},"createIndexesBatchSize":{"description":"Indexes that are built at the same time.","type":"integer","minimum":1,"maximum":64,"examples":[2]},"enableCappedCollectionHandling":{"description":"Go on when a capped collection is created on the source.","type":"boolean","default":false,"examples":[true]},"hotDocuments":{"description":"Documents that change so often that they are copied at commit only.","type":"array","items":{"description":"Hot documents of one collection.","type":"object","additionalProperties":false,"required":["namespace","ids"],"properties":{"namespace":{"description":"Collection of the documents.","$ref":"#/$defs/namespace"},"ids":{"description":"Their _id values, in canonical extended JSON.","type":"array","minItems":1,"examples":[[{"$oid":"64f0c0ffee0000000000beef"}]]}},"examples":[{"namespace":"shop.counters","ids":["orderNumber"]}]},"examples":[[{"namespace":"shop.counters","ids":["orderNumber"]}]]}},"examples":[{"urls":["http://sync-0:27182"]}]};
const schema73 = {"title":"command line","description":"A program and its arguments, run without a shell. A program path with a slash starts at the directory of this file.","type":"array","minItems":1,"items":{"description":"The program, or one argument.","type":"string","examples":["--read-only"]},"examples":[["./scripts/app-read-only.sh"]]};

function validate219(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate219.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema73,data};
(vErrors ??= []).push(err0); errors++;
}
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "string"},schema:schema73.items.type,parentSchema:schema73.items,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},schema:schema73.type,parentSchema:schema73,data};
(vErrors ??= []).push(err2); errors++;
}
validate219.errors = vErrors;
return errors === 0;
}
validate219.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema74 = {"description":"TCP port.","type":"integer","minimum":1,"maximum":65535,"examples":[27182]};

function validate221(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate221.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(((typeof data == "number") && (!(data % 1) && !isNaN(data))) && (isFinite(data)))){
const err0 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "integer"},schema:schema74.type,parentSchema:schema74,data};
(vErrors ??= []).push(err0); errors++;
}
if((typeof data == "number") && (isFinite(data))){
if(data > 65535 || isNaN(data)){
const err1 = {instancePath,schemaPath:"#/maximum",keyword:"maximum",params:{comparison: "<=", limit: 65535},schema:65535,parentSchema:schema74,data};
(vErrors ??= []).push(err1); errors++;
}
if(data < 1 || isNaN(data)){
const err2 = {instancePath,schemaPath:"#/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema74,data};
(vErrors ??= []).push(err2); errors++;
}
}
validate221.errors = vErrors;
return errors === 0;
}
validate221.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema75 = {"title":"namespace","description":"A collection as `database.collection`.","type":"string","pattern":"^[^.]+\\..+$","examples":["shop.orders"]};
const pattern29 = new RegExp("^[^.]+\\..+$", "u");

function validate228(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate228.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern29.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^.]+\\..+$"},schema:"^[^.]+\\..+$",parentSchema:schema75,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema75.type,parentSchema:schema75,data};
(vErrors ??= []).push(err1); errors++;
}
validate228.errors = vErrors;
return errors === 0;
}
validate228.evaluated = {"dynamicProps":false,"dynamicItems":false};

const pattern28 = new RegExp("^\\d+\\.\\d+(?:\\.\\d+)?$", "u");

function validate217(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate217.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema72.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema72,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.urls !== undefined){
let data0 = data.urls;
if(Array.isArray(data0)){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/urls",schemaPath:"#/properties/urls/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema72.properties.urls,data:data0};
(vErrors ??= []).push(err1); errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
let data1 = data0[i0];
if(typeof data1 !== "string"){
const err2 = {instancePath:instancePath+"/urls/" + i0,schemaPath:"#/properties/urls/items/type",keyword:"type",params:{type: "string"},schema:schema72.properties.urls.items.type,parentSchema:schema72.properties.urls.items,data:data1};
(vErrors ??= []).push(err2); errors++;
}
if(!(validate198(data1, {instancePath:instancePath+"/urls/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate198.errors); errors = vErrors.length;
}
}
let i1 = data0.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data0[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err3 = {instancePath:instancePath+"/urls",schemaPath:"#/properties/urls/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},schema:true,parentSchema:schema72.properties.urls,data:data0};
(vErrors ??= []).push(err3); errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err4 = {instancePath:instancePath+"/urls",schemaPath:"#/properties/urls/type",keyword:"type",params:{type: "array"},schema:schema72.properties.urls.type,parentSchema:schema72.properties.urls,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.binary !== undefined){
let data2 = data.binary;
if(typeof data2 === "string"){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema72.properties.binary,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/type",keyword:"type",params:{type: "string"},schema:schema72.properties.binary.type,parentSchema:schema72.properties.binary,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.command !== undefined){
if(!(validate219(data.command, {instancePath:instancePath+"/command",parentData:data,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data.version !== undefined){
let data4 = data.version;
if(typeof data4 === "string"){
if(!pattern28.test(data4)){
const err7 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/pattern",keyword:"pattern",params:{pattern: "^\\d+\\.\\d+(?:\\.\\d+)?$"},schema:"^\\d+\\.\\d+(?:\\.\\d+)?$",parentSchema:schema72.properties.version,data:data4};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/version",schemaPath:"#/properties/version/type",keyword:"type",params:{type: "string"},schema:schema72.properties.version.type,parentSchema:schema72.properties.version,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.instances !== undefined){
let data5 = data.instances;
if(typeof data5 !== "string"){
const err9 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/type",keyword:"type",params:{type: "string"},schema:schema72.properties.instances.type,parentSchema:schema72.properties.instances,data:data5};
(vErrors ??= []).push(err9); errors++;
}
if(!((data5 === "one") || (data5 === "perShard"))){
const err10 = {instancePath:instancePath+"/instances",schemaPath:"#/properties/instances/enum",keyword:"enum",params:{allowedValues: schema72.properties.instances.enum},schema:schema72.properties.instances.enum,parentSchema:schema72.properties.instances,data:data5};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.port !== undefined){
if(!(validate221(data.port, {instancePath:instancePath+"/port",parentData:data,parentDataProperty:"port",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate221.errors); errors = vErrors.length;
}
}
if(data.loadLevel !== undefined){
if(!(validate203(data.loadLevel, {instancePath:instancePath+"/loadLevel",parentData:data,parentDataProperty:"loadLevel",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate203.errors); errors = vErrors.length;
}
}
if(data.logPath !== undefined){
if(!(validate201(data.logPath, {instancePath:instancePath+"/logPath",parentData:data,parentDataProperty:"logPath",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
if(data.verbosity !== undefined){
if(!(validate206(data.verbosity, {instancePath:instancePath+"/verbosity",parentData:data,parentDataProperty:"verbosity",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate206.errors); errors = vErrors.length;
}
}
if(data.verification !== undefined){
let data10 = data.verification;
if(typeof data10 !== "boolean"){
const err11 = {instancePath:instancePath+"/verification",schemaPath:"#/properties/verification/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.verification.type,parentSchema:schema72.properties.verification,data:data10};
(vErrors ??= []).push(err11); errors++;
}
}
if(data.detectRandomId !== undefined){
let data11 = data.detectRandomId;
if(typeof data11 !== "boolean"){
const err12 = {instancePath:instancePath+"/detectRandomId",schemaPath:"#/properties/detectRandomId/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.detectRandomId.type,parentSchema:schema72.properties.detectRandomId,data:data11};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.copyInNaturalOrder !== undefined){
if(!(validate214(data.copyInNaturalOrder, {instancePath:instancePath+"/copyInNaturalOrder",parentData:data,parentDataProperty:"copyInNaturalOrder",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate214.errors); errors = vErrors.length;
}
}
if(data.skipDiskSpaceCheck !== undefined){
let data13 = data.skipDiskSpaceCheck;
if(typeof data13 !== "boolean"){
const err13 = {instancePath:instancePath+"/skipDiskSpaceCheck",schemaPath:"#/properties/skipDiskSpaceCheck/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.skipDiskSpaceCheck.type,parentSchema:schema72.properties.skipDiskSpaceCheck,data:data13};
(vErrors ??= []).push(err13); errors++;
}
}
if(data.acceptDisclaimer !== undefined){
let data14 = data.acceptDisclaimer;
if(typeof data14 !== "boolean"){
const err14 = {instancePath:instancePath+"/acceptDisclaimer",schemaPath:"#/properties/acceptDisclaimer/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.acceptDisclaimer.type,parentSchema:schema72.properties.acceptDisclaimer,data:data14};
(vErrors ??= []).push(err14); errors++;
}
}
if(data.disableTelemetry !== undefined){
let data15 = data.disableTelemetry;
if(typeof data15 !== "boolean"){
const err15 = {instancePath:instancePath+"/disableTelemetry",schemaPath:"#/properties/disableTelemetry/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.disableTelemetry.type,parentSchema:schema72.properties.disableTelemetry,data:data15};
(vErrors ??= []).push(err15); errors++;
}
}
if(data.disableMetricsLogging !== undefined){
let data16 = data.disableMetricsLogging;
if(typeof data16 !== "boolean"){
const err16 = {instancePath:instancePath+"/disableMetricsLogging",schemaPath:"#/properties/disableMetricsLogging/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.disableMetricsLogging.type,parentSchema:schema72.properties.disableMetricsLogging,data:data16};
(vErrors ??= []).push(err16); errors++;
}
}
if(data.metricsLoggingFilepath !== undefined){
if(!(validate201(data.metricsLoggingFilepath, {instancePath:instancePath+"/metricsLoggingFilepath",parentData:data,parentDataProperty:"metricsLoggingFilepath",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
if(data.createIndexesBatchSize !== undefined){
let data18 = data.createIndexesBatchSize;
if(!(((typeof data18 == "number") && (!(data18 % 1) && !isNaN(data18))) && (isFinite(data18)))){
const err17 = {instancePath:instancePath+"/createIndexesBatchSize",schemaPath:"#/properties/createIndexesBatchSize/type",keyword:"type",params:{type: "integer"},schema:schema72.properties.createIndexesBatchSize.type,parentSchema:schema72.properties.createIndexesBatchSize,data:data18};
(vErrors ??= []).push(err17); errors++;
}
if((typeof data18 == "number") && (isFinite(data18))){
if(data18 > 64 || isNaN(data18)){
const err18 = {instancePath:instancePath+"/createIndexesBatchSize",schemaPath:"#/properties/createIndexesBatchSize/maximum",keyword:"maximum",params:{comparison: "<=", limit: 64},schema:64,parentSchema:schema72.properties.createIndexesBatchSize,data:data18};
(vErrors ??= []).push(err18); errors++;
}
if(data18 < 1 || isNaN(data18)){
const err19 = {instancePath:instancePath+"/createIndexesBatchSize",schemaPath:"#/properties/createIndexesBatchSize/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema72.properties.createIndexesBatchSize,data:data18};
(vErrors ??= []).push(err19); errors++;
}
}
}
if(data.enableCappedCollectionHandling !== undefined){
let data19 = data.enableCappedCollectionHandling;
if(typeof data19 !== "boolean"){
const err20 = {instancePath:instancePath+"/enableCappedCollectionHandling",schemaPath:"#/properties/enableCappedCollectionHandling/type",keyword:"type",params:{type: "boolean"},schema:schema72.properties.enableCappedCollectionHandling.type,parentSchema:schema72.properties.enableCappedCollectionHandling,data:data19};
(vErrors ??= []).push(err20); errors++;
}
}
if(data.hotDocuments !== undefined){
let data20 = data.hotDocuments;
if(Array.isArray(data20)){
const len1 = data20.length;
for(let i2=0; i2<len1; i2++){
let data21 = data20[i2];
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
if(data21.namespace === undefined){
const err21 = {instancePath:instancePath+"/hotDocuments/" + i2,schemaPath:"#/properties/hotDocuments/items/required",keyword:"required",params:{missingProperty: "namespace"},schema:schema72.properties.hotDocuments.items.required,parentSchema:schema72.properties.hotDocuments.items,data:data21};
(vErrors ??= []).push(err21); errors++;
}
if(data21.ids === undefined){
const err22 = {instancePath:instancePath+"/hotDocuments/" + i2,schemaPath:"#/properties/hotDocuments/items/required",keyword:"required",params:{missingProperty: "ids"},schema:schema72.properties.hotDocuments.items.required,parentSchema:schema72.properties.hotDocuments.items,data:data21};
(vErrors ??= []).push(err22); errors++;
}
for(const key1 in data21){
if(!((key1 === "namespace") || (key1 === "ids"))){
const err23 = {instancePath:instancePath+"/hotDocuments/" + i2,schemaPath:"#/properties/hotDocuments/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema72.properties.hotDocuments.items,data:data21};
(vErrors ??= []).push(err23); errors++;
}
}
if(data21.namespace !== undefined){
if(!(validate228(data21.namespace, {instancePath:instancePath+"/hotDocuments/" + i2+"/namespace",parentData:data21,parentDataProperty:"namespace",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate228.errors); errors = vErrors.length;
}
}
if(data21.ids !== undefined){
let data23 = data21.ids;
if(Array.isArray(data23)){
if(data23.length < 1){
const err24 = {instancePath:instancePath+"/hotDocuments/" + i2+"/ids",schemaPath:"#/properties/hotDocuments/items/properties/ids/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema72.properties.hotDocuments.items.properties.ids,data:data23};
(vErrors ??= []).push(err24); errors++;
}
}
else {
const err25 = {instancePath:instancePath+"/hotDocuments/" + i2+"/ids",schemaPath:"#/properties/hotDocuments/items/properties/ids/type",keyword:"type",params:{type: "array"},schema:schema72.properties.hotDocuments.items.properties.ids.type,parentSchema:schema72.properties.hotDocuments.items.properties.ids,data:data23};
(vErrors ??= []).push(err25); errors++;
}
}
}
else {
const err26 = {instancePath:instancePath+"/hotDocuments/" + i2,schemaPath:"#/properties/hotDocuments/items/type",keyword:"type",params:{type: "object"},schema:schema72.properties.hotDocuments.items.type,parentSchema:schema72.properties.hotDocuments.items,data:data21};
(vErrors ??= []).push(err26); errors++;
}
}
}
else {
const err27 = {instancePath:instancePath+"/hotDocuments",schemaPath:"#/properties/hotDocuments/type",keyword:"type",params:{type: "array"},schema:schema72.properties.hotDocuments.type,parentSchema:schema72.properties.hotDocuments,data:data20};
(vErrors ??= []).push(err27); errors++;
}
}
}
else {
const err28 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema72.type,parentSchema:schema72,data};
(vErrors ??= []).push(err28); errors++;
}
validate217.errors = vErrors;
return errors === 0;
}
validate217.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema76 = {"description":"Options of Atlas Live Migration. The Admin API starts push migrations only; a pull migration is started and cut over in the web interface by a person, and godwit prepares, watches and verifies it.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`push`: an agent on your migration host sends the data. `pull`: Atlas fetches it.","type":"string","enum":["push","pull"],"default":"push","examples":["push"]},"link":{"description":"Link between the Atlas organization and Cloud Manager, for push.","type":"object","additionalProperties":false,"properties":{"organizationId":{"description":"Id of the Atlas organization.","$ref":"#/$defs/objectId"},"accessListIps":{"description":"Addresses that may use the link token.","type":"array","items":{"title":"IP address","description":"One address.","type":"string","pattern":"^[0-9A-Fa-f.:]+$","examples":["203.0.113.5"]},"examples":[["203.0.113.5"]]}},"examples":[{"organizationId":"64f0c0ffee0000000000beef"}]},"source":{"description":"The source as Cloud Manager or Ops Manager knows it, for push.","type":"object","additionalProperties":false,"properties":{"projectId":{"description":"Id of the project in Cloud Manager or Ops Manager.","$ref":"#/$defs/objectId"},"clusterName":{"description":"Name of the deployment there.","type":"string","minLength":1,"examples":["orders-rs"]},"managedAuthentication":{"description":"Let Automation log in to the source. Otherwise `source.auth` of this file is used.","type":"boolean","default":false,"examples":[true]},"tls":{"description":"The source speaks TLS.","type":"boolean","default":true,"examples":[true]},"caCertificatePath":{"title":"path","description":"Certificate authorities of the source, a path on the migration host.","type":"string","minLength":1,"examples":["/etc/ssl/ca.pem"]}},"examples":[{"projectId":"64f0c0ffee0000000000beef","clusterName":"orders-rs"}]},"migrationHosts":{"description":"The host that runs the migration, for push. Atlas takes exactly one.","type":"array","minItems":1,"maxItems":1,"items":{"description":"Host name of the migration host.","type":"string","minLength":1,"examples":["vm001.example.com"]},"examples":[["vm001.example.com"]]},"connectThrough":{"description":"How the migration host reaches the destination.","type":"string","enum":["public","peering","privateEndpoint"],"default":"public","examples":["public"]},"privateEndpointId":{"description":"The endpoint to use, with connectThrough privateEndpoint.","type":"string","minLength":1,"examples":["vpce-0123456789abcdef0"]}},"examples":[{"mode":"push","migrationHosts":["vm001.example.com"]}]};

function validate231(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate231.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "mode") || (key0 === "link")) || (key0 === "source")) || (key0 === "migrationHosts")) || (key0 === "connectThrough")) || (key0 === "privateEndpointId"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema76,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema76.properties.mode.type,parentSchema:schema76.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((data0 === "push") || (data0 === "pull"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema76.properties.mode.enum},schema:schema76.properties.mode.enum,parentSchema:schema76.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.link !== undefined){
let data1 = data.link;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!((key1 === "organizationId") || (key1 === "accessListIps"))){
const err3 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema76.properties.link,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data1.organizationId !== undefined){
if(!(validate93(data1.organizationId, {instancePath:instancePath+"/link/organizationId",parentData:data1,parentDataProperty:"organizationId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data1.accessListIps !== undefined){
let data3 = data1.accessListIps;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
let data4 = data3[i0];
if(typeof data4 === "string"){
if(!pattern16.test(data4)){
const err4 = {instancePath:instancePath+"/link/accessListIps/" + i0,schemaPath:"#/properties/link/properties/accessListIps/items/pattern",keyword:"pattern",params:{pattern: "^[0-9A-Fa-f.:]+$"},schema:"^[0-9A-Fa-f.:]+$",parentSchema:schema76.properties.link.properties.accessListIps.items,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/link/accessListIps/" + i0,schemaPath:"#/properties/link/properties/accessListIps/items/type",keyword:"type",params:{type: "string"},schema:schema76.properties.link.properties.accessListIps.items.type,parentSchema:schema76.properties.link.properties.accessListIps.items,data:data4};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath:instancePath+"/link/accessListIps",schemaPath:"#/properties/link/properties/accessListIps/type",keyword:"type",params:{type: "array"},schema:schema76.properties.link.properties.accessListIps.type,parentSchema:schema76.properties.link.properties.accessListIps,data:data3};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/link",schemaPath:"#/properties/link/type",keyword:"type",params:{type: "object"},schema:schema76.properties.link.type,parentSchema:schema76.properties.link,data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.source !== undefined){
let data5 = data.source;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key2 in data5){
if(!(((((key2 === "projectId") || (key2 === "clusterName")) || (key2 === "managedAuthentication")) || (key2 === "tls")) || (key2 === "caCertificatePath"))){
const err8 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema76.properties.source,data:data5};
(vErrors ??= []).push(err8); errors++;
}
}
if(data5.projectId !== undefined){
if(!(validate93(data5.projectId, {instancePath:instancePath+"/source/projectId",parentData:data5,parentDataProperty:"projectId",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate93.errors); errors = vErrors.length;
}
}
if(data5.clusterName !== undefined){
let data7 = data5.clusterName;
if(typeof data7 === "string"){
if(data7.length < 1){
const err9 = {instancePath:instancePath+"/source/clusterName",schemaPath:"#/properties/source/properties/clusterName/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema76.properties.source.properties.clusterName,data:data7};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/source/clusterName",schemaPath:"#/properties/source/properties/clusterName/type",keyword:"type",params:{type: "string"},schema:schema76.properties.source.properties.clusterName.type,parentSchema:schema76.properties.source.properties.clusterName,data:data7};
(vErrors ??= []).push(err10); errors++;
}
}
if(data5.managedAuthentication !== undefined){
let data8 = data5.managedAuthentication;
if(typeof data8 !== "boolean"){
const err11 = {instancePath:instancePath+"/source/managedAuthentication",schemaPath:"#/properties/source/properties/managedAuthentication/type",keyword:"type",params:{type: "boolean"},schema:schema76.properties.source.properties.managedAuthentication.type,parentSchema:schema76.properties.source.properties.managedAuthentication,data:data8};
(vErrors ??= []).push(err11); errors++;
}
}
if(data5.tls !== undefined){
let data9 = data5.tls;
if(typeof data9 !== "boolean"){
const err12 = {instancePath:instancePath+"/source/tls",schemaPath:"#/properties/source/properties/tls/type",keyword:"type",params:{type: "boolean"},schema:schema76.properties.source.properties.tls.type,parentSchema:schema76.properties.source.properties.tls,data:data9};
(vErrors ??= []).push(err12); errors++;
}
}
if(data5.caCertificatePath !== undefined){
let data10 = data5.caCertificatePath;
if(typeof data10 === "string"){
if(data10.length < 1){
const err13 = {instancePath:instancePath+"/source/caCertificatePath",schemaPath:"#/properties/source/properties/caCertificatePath/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema76.properties.source.properties.caCertificatePath,data:data10};
(vErrors ??= []).push(err13); errors++;
}
}
else {
const err14 = {instancePath:instancePath+"/source/caCertificatePath",schemaPath:"#/properties/source/properties/caCertificatePath/type",keyword:"type",params:{type: "string"},schema:schema76.properties.source.properties.caCertificatePath.type,parentSchema:schema76.properties.source.properties.caCertificatePath,data:data10};
(vErrors ??= []).push(err14); errors++;
}
}
}
else {
const err15 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "object"},schema:schema76.properties.source.type,parentSchema:schema76.properties.source,data:data5};
(vErrors ??= []).push(err15); errors++;
}
}
if(data.migrationHosts !== undefined){
let data11 = data.migrationHosts;
if(Array.isArray(data11)){
if(data11.length > 1){
const err16 = {instancePath:instancePath+"/migrationHosts",schemaPath:"#/properties/migrationHosts/maxItems",keyword:"maxItems",params:{limit: 1},schema:1,parentSchema:schema76.properties.migrationHosts,data:data11};
(vErrors ??= []).push(err16); errors++;
}
if(data11.length < 1){
const err17 = {instancePath:instancePath+"/migrationHosts",schemaPath:"#/properties/migrationHosts/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema76.properties.migrationHosts,data:data11};
(vErrors ??= []).push(err17); errors++;
}
const len1 = data11.length;
for(let i1=0; i1<len1; i1++){
let data12 = data11[i1];
if(typeof data12 === "string"){
if(data12.length < 1){
const err18 = {instancePath:instancePath+"/migrationHosts/" + i1,schemaPath:"#/properties/migrationHosts/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema76.properties.migrationHosts.items,data:data12};
(vErrors ??= []).push(err18); errors++;
}
}
else {
const err19 = {instancePath:instancePath+"/migrationHosts/" + i1,schemaPath:"#/properties/migrationHosts/items/type",keyword:"type",params:{type: "string"},schema:schema76.properties.migrationHosts.items.type,parentSchema:schema76.properties.migrationHosts.items,data:data12};
(vErrors ??= []).push(err19); errors++;
}
}
}
else {
const err20 = {instancePath:instancePath+"/migrationHosts",schemaPath:"#/properties/migrationHosts/type",keyword:"type",params:{type: "array"},schema:schema76.properties.migrationHosts.type,parentSchema:schema76.properties.migrationHosts,data:data11};
(vErrors ??= []).push(err20); errors++;
}
}
if(data.connectThrough !== undefined){
let data13 = data.connectThrough;
if(typeof data13 !== "string"){
const err21 = {instancePath:instancePath+"/connectThrough",schemaPath:"#/properties/connectThrough/type",keyword:"type",params:{type: "string"},schema:schema76.properties.connectThrough.type,parentSchema:schema76.properties.connectThrough,data:data13};
(vErrors ??= []).push(err21); errors++;
}
if(!(((data13 === "public") || (data13 === "peering")) || (data13 === "privateEndpoint"))){
const err22 = {instancePath:instancePath+"/connectThrough",schemaPath:"#/properties/connectThrough/enum",keyword:"enum",params:{allowedValues: schema76.properties.connectThrough.enum},schema:schema76.properties.connectThrough.enum,parentSchema:schema76.properties.connectThrough,data:data13};
(vErrors ??= []).push(err22); errors++;
}
}
if(data.privateEndpointId !== undefined){
let data14 = data.privateEndpointId;
if(typeof data14 === "string"){
if(data14.length < 1){
const err23 = {instancePath:instancePath+"/privateEndpointId",schemaPath:"#/properties/privateEndpointId/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema76.properties.privateEndpointId,data:data14};
(vErrors ??= []).push(err23); errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/privateEndpointId",schemaPath:"#/properties/privateEndpointId/type",keyword:"type",params:{type: "string"},schema:schema76.properties.privateEndpointId.type,parentSchema:schema76.properties.privateEndpointId,data:data14};
(vErrors ??= []).push(err24); errors++;
}
}
}
else {
const err25 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema76.type,parentSchema:schema76,data};
(vErrors ??= []).push(err25); errors++;
}
validate231.errors = vErrors;
return errors === 0;
}
validate231.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema77 = {"description":"Options of mongomirror, which reached its end of life in July 2025. For old replica sets only.","type":"object","additionalProperties":false,"properties":{"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"mongomirror","examples":["/opt/mongomirror/bin/mongomirror"]},"httpStatusPort":{"description":"Port of its status page.","$ref":"#/$defs/port","default":8190},"parallelism":{"$ref":"#/$defs/parallelism"},"bookmarkFile":{"title":"path","description":"Where it notes how far it is.","type":"string","minLength":1,"default":"mongomirror.bookmark","examples":["./orders.bookmark"]},"oplogPath":{"title":"path","description":"Directory in which changes are kept while the copy runs.","type":"string","minLength":1,"examples":["/var/lib/mongomirror"]},"oplogBatchSize":{"description":"Changes that are applied at once.","type":"integer","minimum":1,"default":10000,"examples":[10000]},"collStatsThreshold":{"description":"Up to how many collections it runs collStats; -1 for always.","type":"integer","minimum":-1,"default":-1,"examples":[1000]},"removeAutoIndexId":{"description":"Leave out the removed collection option autoIndexId.","type":"boolean","default":false,"examples":[true]},"compressors":{"description":"Compression of the connection.","type":"array","items":{"description":"Name of a compressor.","type":"string","enum":["snappy","zlib","zstd"],"examples":["snappy"]},"examples":[["snappy"]]}},"examples":[{"httpStatusPort":8080}]};

function validate235(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate235.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema77.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema77,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.binary !== undefined){
let data0 = data.binary;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema77.properties.binary,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/type",keyword:"type",params:{type: "string"},schema:schema77.properties.binary.type,parentSchema:schema77.properties.binary,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.httpStatusPort !== undefined){
if(!(validate221(data.httpStatusPort, {instancePath:instancePath+"/httpStatusPort",parentData:data,parentDataProperty:"httpStatusPort",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate221.errors); errors = vErrors.length;
}
}
if(data.parallelism !== undefined){
if(!(validate208(data.parallelism, {instancePath:instancePath+"/parallelism",parentData:data,parentDataProperty:"parallelism",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate208.errors); errors = vErrors.length;
}
}
if(data.bookmarkFile !== undefined){
let data3 = data.bookmarkFile;
if(typeof data3 === "string"){
if(data3.length < 1){
const err3 = {instancePath:instancePath+"/bookmarkFile",schemaPath:"#/properties/bookmarkFile/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema77.properties.bookmarkFile,data:data3};
(vErrors ??= []).push(err3); errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/bookmarkFile",schemaPath:"#/properties/bookmarkFile/type",keyword:"type",params:{type: "string"},schema:schema77.properties.bookmarkFile.type,parentSchema:schema77.properties.bookmarkFile,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.oplogPath !== undefined){
let data4 = data.oplogPath;
if(typeof data4 === "string"){
if(data4.length < 1){
const err5 = {instancePath:instancePath+"/oplogPath",schemaPath:"#/properties/oplogPath/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema77.properties.oplogPath,data:data4};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/oplogPath",schemaPath:"#/properties/oplogPath/type",keyword:"type",params:{type: "string"},schema:schema77.properties.oplogPath.type,parentSchema:schema77.properties.oplogPath,data:data4};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.oplogBatchSize !== undefined){
let data5 = data.oplogBatchSize;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err7 = {instancePath:instancePath+"/oplogBatchSize",schemaPath:"#/properties/oplogBatchSize/type",keyword:"type",params:{type: "integer"},schema:schema77.properties.oplogBatchSize.type,parentSchema:schema77.properties.oplogBatchSize,data:data5};
(vErrors ??= []).push(err7); errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 < 1 || isNaN(data5)){
const err8 = {instancePath:instancePath+"/oplogBatchSize",schemaPath:"#/properties/oplogBatchSize/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema77.properties.oplogBatchSize,data:data5};
(vErrors ??= []).push(err8); errors++;
}
}
}
if(data.collStatsThreshold !== undefined){
let data6 = data.collStatsThreshold;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err9 = {instancePath:instancePath+"/collStatsThreshold",schemaPath:"#/properties/collStatsThreshold/type",keyword:"type",params:{type: "integer"},schema:schema77.properties.collStatsThreshold.type,parentSchema:schema77.properties.collStatsThreshold,data:data6};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < -1 || isNaN(data6)){
const err10 = {instancePath:instancePath+"/collStatsThreshold",schemaPath:"#/properties/collStatsThreshold/minimum",keyword:"minimum",params:{comparison: ">=", limit: -1},schema:-1,parentSchema:schema77.properties.collStatsThreshold,data:data6};
(vErrors ??= []).push(err10); errors++;
}
}
}
if(data.removeAutoIndexId !== undefined){
let data7 = data.removeAutoIndexId;
if(typeof data7 !== "boolean"){
const err11 = {instancePath:instancePath+"/removeAutoIndexId",schemaPath:"#/properties/removeAutoIndexId/type",keyword:"type",params:{type: "boolean"},schema:schema77.properties.removeAutoIndexId.type,parentSchema:schema77.properties.removeAutoIndexId,data:data7};
(vErrors ??= []).push(err11); errors++;
}
}
if(data.compressors !== undefined){
let data8 = data.compressors;
if(Array.isArray(data8)){
const len0 = data8.length;
for(let i0=0; i0<len0; i0++){
let data9 = data8[i0];
if(typeof data9 !== "string"){
const err12 = {instancePath:instancePath+"/compressors/" + i0,schemaPath:"#/properties/compressors/items/type",keyword:"type",params:{type: "string"},schema:schema77.properties.compressors.items.type,parentSchema:schema77.properties.compressors.items,data:data9};
(vErrors ??= []).push(err12); errors++;
}
if(!(((data9 === "snappy") || (data9 === "zlib")) || (data9 === "zstd"))){
const err13 = {instancePath:instancePath+"/compressors/" + i0,schemaPath:"#/properties/compressors/items/enum",keyword:"enum",params:{allowedValues: schema77.properties.compressors.items.enum},schema:schema77.properties.compressors.items.enum,parentSchema:schema77.properties.compressors.items,data:data9};
(vErrors ??= []).push(err13); errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/compressors",schemaPath:"#/properties/compressors/type",keyword:"type",params:{type: "array"},schema:schema77.properties.compressors.type,parentSchema:schema77.properties.compressors,data:data8};
(vErrors ??= []).push(err14); errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema77.type,parentSchema:schema77,data};
(vErrors ??= []).push(err15); errors++;
}
validate235.errors = vErrors;
return errors === 0;
}
validate235.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema78 = {"description":"Options of mongodump piped into mongorestore: a copy without following, for small deployments that may stop.","type":"object","additionalProperties":false,"properties":{"mongodump":{"title":"path","description":"The program that dumps.","type":"string","minLength":1,"default":"mongodump","examples":["/opt/database-tools/bin/mongodump"]},"mongorestore":{"title":"path","description":"The program that restores.","type":"string","minLength":1,"default":"mongorestore","examples":["/opt/database-tools/bin/mongorestore"]},"parallelism":{"$ref":"#/$defs/parallelism"},"insertionWorkers":{"description":"Connections that insert into one collection (numInsertionWorkersPerCollection).","type":"integer","minimum":1,"maximum":1024,"default":1,"examples":[4]},"gzip":{"description":"Compress what passes between the two.","type":"boolean","default":false,"examples":[true]},"oplog":{"description":"Take changes made during the dump along, for one consistent point in time. Replica sets only, and not with filters.","type":"boolean","default":false,"examples":[true]},"usersAndRoles":{"description":"Take the users and roles of each dumped database along. Not possible with Atlas.","type":"boolean","default":false,"examples":[true]},"bypassDocumentValidation":{"description":"Restore documents that break their collection's validator. Without it mongorestore leaves them out silently.","type":"boolean","default":true,"examples":[true]},"stopOnError":{"description":"Stop at the first document that cannot be inserted.","type":"boolean","default":true,"examples":[true]},"maintainInsertionOrder":{"description":"Insert in the order of the dump, with one connection.","type":"boolean","default":false,"examples":[true]},"archive":{"title":"path","description":"Keep the dump in this archive file on the way instead of piping it.","type":"string","minLength":1,"examples":["/backup/orders.archive"]},"directory":{"title":"path","description":"Keep the dump in this directory on the way, an archive for each collection. A copy that is run again leaves out what was restored already, and dumps only what changed on the source since (from MongoDB 6.0 on).","type":"string","minLength":1,"examples":["/backup/orders"]}},"examples":[{"parallelism":4,"gzip":true}]};

function validate239(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate239.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema78.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema78,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mongodump !== undefined){
let data0 = data.mongodump;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/mongodump",schemaPath:"#/properties/mongodump/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema78.properties.mongodump,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/mongodump",schemaPath:"#/properties/mongodump/type",keyword:"type",params:{type: "string"},schema:schema78.properties.mongodump.type,parentSchema:schema78.properties.mongodump,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.mongorestore !== undefined){
let data1 = data.mongorestore;
if(typeof data1 === "string"){
if(data1.length < 1){
const err3 = {instancePath:instancePath+"/mongorestore",schemaPath:"#/properties/mongorestore/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema78.properties.mongorestore,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/mongorestore",schemaPath:"#/properties/mongorestore/type",keyword:"type",params:{type: "string"},schema:schema78.properties.mongorestore.type,parentSchema:schema78.properties.mongorestore,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.parallelism !== undefined){
if(!(validate208(data.parallelism, {instancePath:instancePath+"/parallelism",parentData:data,parentDataProperty:"parallelism",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate208.errors); errors = vErrors.length;
}
}
if(data.insertionWorkers !== undefined){
let data3 = data.insertionWorkers;
if(!(((typeof data3 == "number") && (!(data3 % 1) && !isNaN(data3))) && (isFinite(data3)))){
const err5 = {instancePath:instancePath+"/insertionWorkers",schemaPath:"#/properties/insertionWorkers/type",keyword:"type",params:{type: "integer"},schema:schema78.properties.insertionWorkers.type,parentSchema:schema78.properties.insertionWorkers,data:data3};
(vErrors ??= []).push(err5); errors++;
}
if((typeof data3 == "number") && (isFinite(data3))){
if(data3 > 1024 || isNaN(data3)){
const err6 = {instancePath:instancePath+"/insertionWorkers",schemaPath:"#/properties/insertionWorkers/maximum",keyword:"maximum",params:{comparison: "<=", limit: 1024},schema:1024,parentSchema:schema78.properties.insertionWorkers,data:data3};
(vErrors ??= []).push(err6); errors++;
}
if(data3 < 1 || isNaN(data3)){
const err7 = {instancePath:instancePath+"/insertionWorkers",schemaPath:"#/properties/insertionWorkers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema78.properties.insertionWorkers,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
}
if(data.gzip !== undefined){
let data4 = data.gzip;
if(typeof data4 !== "boolean"){
const err8 = {instancePath:instancePath+"/gzip",schemaPath:"#/properties/gzip/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.gzip.type,parentSchema:schema78.properties.gzip,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.oplog !== undefined){
let data5 = data.oplog;
if(typeof data5 !== "boolean"){
const err9 = {instancePath:instancePath+"/oplog",schemaPath:"#/properties/oplog/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.oplog.type,parentSchema:schema78.properties.oplog,data:data5};
(vErrors ??= []).push(err9); errors++;
}
}
if(data.usersAndRoles !== undefined){
let data6 = data.usersAndRoles;
if(typeof data6 !== "boolean"){
const err10 = {instancePath:instancePath+"/usersAndRoles",schemaPath:"#/properties/usersAndRoles/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.usersAndRoles.type,parentSchema:schema78.properties.usersAndRoles,data:data6};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.bypassDocumentValidation !== undefined){
let data7 = data.bypassDocumentValidation;
if(typeof data7 !== "boolean"){
const err11 = {instancePath:instancePath+"/bypassDocumentValidation",schemaPath:"#/properties/bypassDocumentValidation/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.bypassDocumentValidation.type,parentSchema:schema78.properties.bypassDocumentValidation,data:data7};
(vErrors ??= []).push(err11); errors++;
}
}
if(data.stopOnError !== undefined){
let data8 = data.stopOnError;
if(typeof data8 !== "boolean"){
const err12 = {instancePath:instancePath+"/stopOnError",schemaPath:"#/properties/stopOnError/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.stopOnError.type,parentSchema:schema78.properties.stopOnError,data:data8};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.maintainInsertionOrder !== undefined){
let data9 = data.maintainInsertionOrder;
if(typeof data9 !== "boolean"){
const err13 = {instancePath:instancePath+"/maintainInsertionOrder",schemaPath:"#/properties/maintainInsertionOrder/type",keyword:"type",params:{type: "boolean"},schema:schema78.properties.maintainInsertionOrder.type,parentSchema:schema78.properties.maintainInsertionOrder,data:data9};
(vErrors ??= []).push(err13); errors++;
}
}
if(data.archive !== undefined){
let data10 = data.archive;
if(typeof data10 === "string"){
if(data10.length < 1){
const err14 = {instancePath:instancePath+"/archive",schemaPath:"#/properties/archive/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema78.properties.archive,data:data10};
(vErrors ??= []).push(err14); errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/archive",schemaPath:"#/properties/archive/type",keyword:"type",params:{type: "string"},schema:schema78.properties.archive.type,parentSchema:schema78.properties.archive,data:data10};
(vErrors ??= []).push(err15); errors++;
}
}
if(data.directory !== undefined){
let data11 = data.directory;
if(typeof data11 === "string"){
if(data11.length < 1){
const err16 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema78.properties.directory,data:data11};
(vErrors ??= []).push(err16); errors++;
}
}
else {
const err17 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type: "string"},schema:schema78.properties.directory.type,parentSchema:schema78.properties.directory,data:data11};
(vErrors ??= []).push(err17); errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema78.type,parentSchema:schema78,data};
(vErrors ??= []).push(err18); errors++;
}
validate239.errors = vErrors;
return errors === 0;
}
validate239.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema79 = {"description":"Options of Percona ClusterSync for MongoDB: `url` for one that runs already, or how to start it.","type":"object","additionalProperties":false,"properties":{"url":{"description":"Address of a ClusterSync that runs already.","$ref":"#/$defs/httpUrl"},"binary":{"title":"path","description":"The program to start; looked up in PATH when it has no slash.","type":"string","minLength":1,"default":"pcsm","examples":["/usr/bin/pcsm"]},"command":{"description":"Command line to start it with, for containers and remote hosts. Its options are added at the end.","$ref":"#/$defs/commandLine"},"port":{"description":"Port of its HTTP API.","$ref":"#/$defs/port","default":2242},"logLevel":{"description":"Least severe level that is logged.","type":"string","enum":["trace","debug","info","warn","error"],"default":"info","examples":["info"]},"parallelism":{"$ref":"#/$defs/parallelism"},"readWorkers":{"description":"Connections that read while cloning (cloneNumReadWorkers).","type":"integer","minimum":1,"examples":[4]},"insertWorkers":{"description":"Connections that insert while cloning (cloneNumInsertWorkers).","type":"integer","minimum":1,"examples":[4]},"segmentSize":{"description":"Size of the parts that a collection is cloned in (cloneSegmentSize).","$ref":"#/$defs/size"},"readBatchSize":{"description":"Size of the batches that are read while cloning (cloneReadBatchSize).","$ref":"#/$defs/size"},"applyWorkers":{"description":"Connections that apply changes (replNumWorkers).","type":"integer","minimum":1,"examples":[8]}},"examples":[{"url":"http://pcsm:2242"}]};

function validate242(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate242.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema79.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema79,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.url !== undefined){
if(!(validate198(data.url, {instancePath:instancePath+"/url",parentData:data,parentDataProperty:"url",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate198.errors); errors = vErrors.length;
}
}
if(data.binary !== undefined){
let data1 = data.binary;
if(typeof data1 === "string"){
if(data1.length < 1){
const err1 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema79.properties.binary,data:data1};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/type",keyword:"type",params:{type: "string"},schema:schema79.properties.binary.type,parentSchema:schema79.properties.binary,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.command !== undefined){
if(!(validate219(data.command, {instancePath:instancePath+"/command",parentData:data,parentDataProperty:"command",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data.port !== undefined){
if(!(validate221(data.port, {instancePath:instancePath+"/port",parentData:data,parentDataProperty:"port",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate221.errors); errors = vErrors.length;
}
}
if(data.logLevel !== undefined){
let data4 = data.logLevel;
if(typeof data4 !== "string"){
const err3 = {instancePath:instancePath+"/logLevel",schemaPath:"#/properties/logLevel/type",keyword:"type",params:{type: "string"},schema:schema79.properties.logLevel.type,parentSchema:schema79.properties.logLevel,data:data4};
(vErrors ??= []).push(err3); errors++;
}
if(!(((((data4 === "trace") || (data4 === "debug")) || (data4 === "info")) || (data4 === "warn")) || (data4 === "error"))){
const err4 = {instancePath:instancePath+"/logLevel",schemaPath:"#/properties/logLevel/enum",keyword:"enum",params:{allowedValues: schema79.properties.logLevel.enum},schema:schema79.properties.logLevel.enum,parentSchema:schema79.properties.logLevel,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.parallelism !== undefined){
if(!(validate208(data.parallelism, {instancePath:instancePath+"/parallelism",parentData:data,parentDataProperty:"parallelism",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate208.errors); errors = vErrors.length;
}
}
if(data.readWorkers !== undefined){
let data6 = data.readWorkers;
if(!(((typeof data6 == "number") && (!(data6 % 1) && !isNaN(data6))) && (isFinite(data6)))){
const err5 = {instancePath:instancePath+"/readWorkers",schemaPath:"#/properties/readWorkers/type",keyword:"type",params:{type: "integer"},schema:schema79.properties.readWorkers.type,parentSchema:schema79.properties.readWorkers,data:data6};
(vErrors ??= []).push(err5); errors++;
}
if((typeof data6 == "number") && (isFinite(data6))){
if(data6 < 1 || isNaN(data6)){
const err6 = {instancePath:instancePath+"/readWorkers",schemaPath:"#/properties/readWorkers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema79.properties.readWorkers,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
}
if(data.insertWorkers !== undefined){
let data7 = data.insertWorkers;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err7 = {instancePath:instancePath+"/insertWorkers",schemaPath:"#/properties/insertWorkers/type",keyword:"type",params:{type: "integer"},schema:schema79.properties.insertWorkers.type,parentSchema:schema79.properties.insertWorkers,data:data7};
(vErrors ??= []).push(err7); errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err8 = {instancePath:instancePath+"/insertWorkers",schemaPath:"#/properties/insertWorkers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema79.properties.insertWorkers,data:data7};
(vErrors ??= []).push(err8); errors++;
}
}
}
if(data.segmentSize !== undefined){
if(!(validate210(data.segmentSize, {instancePath:instancePath+"/segmentSize",parentData:data,parentDataProperty:"segmentSize",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data.readBatchSize !== undefined){
if(!(validate210(data.readBatchSize, {instancePath:instancePath+"/readBatchSize",parentData:data,parentDataProperty:"readBatchSize",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data.applyWorkers !== undefined){
let data10 = data.applyWorkers;
if(!(((typeof data10 == "number") && (!(data10 % 1) && !isNaN(data10))) && (isFinite(data10)))){
const err9 = {instancePath:instancePath+"/applyWorkers",schemaPath:"#/properties/applyWorkers/type",keyword:"type",params:{type: "integer"},schema:schema79.properties.applyWorkers.type,parentSchema:schema79.properties.applyWorkers,data:data10};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data10 == "number") && (isFinite(data10))){
if(data10 < 1 || isNaN(data10)){
const err10 = {instancePath:instancePath+"/applyWorkers",schemaPath:"#/properties/applyWorkers/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema79.properties.applyWorkers,data:data10};
(vErrors ??= []).push(err10); errors++;
}
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema79.type,parentSchema:schema79,data};
(vErrors ??= []).push(err11); errors++;
}
validate242.errors = vErrors;
return errors === 0;
}
validate242.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate196(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate196.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((((key0 === "type") || (key0 === "adopt")) || (key0 === "builtin")) || (key0 === "mongosync")) || (key0 === "atlasLiveMigration")) || (key0 === "mongomirror")) || (key0 === "dumpRestore")) || (key0 === "clusterSync"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema63,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},schema:schema63.properties.type.type,parentSchema:schema63.properties.type,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((((((data0 === "builtin") || (data0 === "mongosync")) || (data0 === "atlasLiveMigration")) || (data0 === "mongomirror")) || (data0 === "dumpRestore")) || (data0 === "clusterSync"))){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema63.properties.type.enum},schema:schema63.properties.type.enum,parentSchema:schema63.properties.type,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.adopt !== undefined){
let data1 = data.adopt;
if(typeof data1 !== "boolean"){
const err3 = {instancePath:instancePath+"/adopt",schemaPath:"#/properties/adopt/type",keyword:"type",params:{type: "boolean"},schema:schema63.properties.adopt.type,parentSchema:schema63.properties.adopt,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.builtin !== undefined){
if(!(validate197(data.builtin, {instancePath:instancePath+"/builtin",parentData:data,parentDataProperty:"builtin",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate197.errors); errors = vErrors.length;
}
}
if(data.mongosync !== undefined){
if(!(validate217(data.mongosync, {instancePath:instancePath+"/mongosync",parentData:data,parentDataProperty:"mongosync",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate217.errors); errors = vErrors.length;
}
}
if(data.atlasLiveMigration !== undefined){
if(!(validate231(data.atlasLiveMigration, {instancePath:instancePath+"/atlasLiveMigration",parentData:data,parentDataProperty:"atlasLiveMigration",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate231.errors); errors = vErrors.length;
}
}
if(data.mongomirror !== undefined){
if(!(validate235(data.mongomirror, {instancePath:instancePath+"/mongomirror",parentData:data,parentDataProperty:"mongomirror",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate235.errors); errors = vErrors.length;
}
}
if(data.dumpRestore !== undefined){
if(!(validate239(data.dumpRestore, {instancePath:instancePath+"/dumpRestore",parentData:data,parentDataProperty:"dumpRestore",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate239.errors); errors = vErrors.length;
}
}
if(data.clusterSync !== undefined){
if(!(validate242(data.clusterSync, {instancePath:instancePath+"/clusterSync",parentData:data,parentDataProperty:"clusterSync",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate242.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema63.type,parentSchema:schema63,data};
(vErrors ??= []).push(err4); errors++;
}
validate196.errors = vErrors;
return errors === 0;
}
validate196.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema80 = {"description":"What is migrated: everything that an `include` entry matches (or everything, without one) and no `exclude` entry does. Fixed once the sync has started.","type":"object","additionalProperties":false,"properties":{"include":{"description":"What to migrate.","type":"array","minItems":1,"items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop"}]]},"exclude":{"description":"What to leave behind.","type":"array","minItems":1,"items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop","collectionsRegex":{"pattern":"^tmp_"}}]]},"documents":{"description":"Migrate only some documents of a collection.","type":"array","minItems":1,"items":{"description":"The documents of one collection that are migrated.","type":"object","additionalProperties":false,"required":["namespace","match"],"properties":{"namespace":{"description":"The collection.","$ref":"#/$defs/namespace"},"match":{"description":"A query in extended JSON. The values of its fields must not change while the sync runs.","type":"object","minProperties":1,"examples":[{"tenant":"acme"}]}},"examples":[{"namespace":"shop.orders","match":{"tenant":"acme"}}]},"examples":[[{"namespace":"shop.orders","match":{"tenant":"acme"}}]]},"mapping":{"description":"Other names on the destination, for databases or single collections.","type":"array","minItems":1,"items":{"description":"One renaming: a database to a database, or a collection to a collection.","type":"object","additionalProperties":false,"required":["from","to"],"properties":{"from":{"description":"`database` or `database.collection` on the source.","type":"string","minLength":1,"examples":["shop.orders"]},"to":{"description":"`database` or `database.collection` on the destination.","type":"string","minLength":1,"examples":["store.orders"]}},"examples":[{"from":"shop","to":"store"}]},"examples":[[{"from":"shop","to":"store"}]]}},"examples":[{"include":[{"database":"shop"}]}]};
const schema81 = {"description":"A database by name or pattern, and in it all collections, those named, or those that match a pattern.","type":"object","additionalProperties":false,"oneOf":[{"required":["database"]},{"required":["databaseRegex"]}],"properties":{"database":{"description":"Name of a database.","type":"string","minLength":1,"examples":["shop"]},"databaseRegex":{"description":"Pattern for database names.","$ref":"#/$defs/regex"},"collections":{"description":"Names of collections.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"Name of a collection.","type":"string","minLength":1,"examples":["customers"]},"examples":[["customers"]]},"collectionsRegex":{"description":"Pattern for collection names.","$ref":"#/$defs/regex"}},"examples":[{"database":"crm","collections":["customers"]}]};
const schema82 = {"description":"A regular expression as MongoDB's `$regex` takes it.","type":"object","additionalProperties":false,"required":["pattern"],"properties":{"pattern":{"description":"The pattern, in quotation marks.","type":"string","minLength":1,"examples":["^tenant_"]},"options":{"title":"set of $regex options","description":"Option letters of `$regex`: i, m, s, x, u.","type":"string","pattern":"^[imsxu]*$","examples":["i"]}},"examples":[{"pattern":"^tenant_","options":"i"}]};
const pattern31 = new RegExp("^[imsxu]*$", "u");

function validate253(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate253.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.pattern === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "pattern"},schema:schema82.required,parentSchema:schema82,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!((key0 === "pattern") || (key0 === "options"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema82,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.pattern !== undefined){
let data0 = data.pattern;
if(typeof data0 === "string"){
if(data0.length < 1){
const err2 = {instancePath:instancePath+"/pattern",schemaPath:"#/properties/pattern/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema82.properties.pattern,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/pattern",schemaPath:"#/properties/pattern/type",keyword:"type",params:{type: "string"},schema:schema82.properties.pattern.type,parentSchema:schema82.properties.pattern,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.options !== undefined){
let data1 = data.options;
if(typeof data1 === "string"){
if(!pattern31.test(data1)){
const err4 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/pattern",keyword:"pattern",params:{pattern: "^[imsxu]*$"},schema:"^[imsxu]*$",parentSchema:schema82.properties.options,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/options",schemaPath:"#/properties/options/type",keyword:"type",params:{type: "string"},schema:schema82.properties.options.type,parentSchema:schema82.properties.options,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema82.type,parentSchema:schema82,data};
(vErrors ??= []).push(err6); errors++;
}
validate253.errors = vErrors;
return errors === 0;
}
validate253.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate252(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate252.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.database === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "database"},schema:schema81.oneOf[0].required,parentSchema:schema81.oneOf[0],data};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.databaseRegex === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "databaseRegex"},schema:schema81.oneOf[1].required,parentSchema:schema81.oneOf[1],data};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema81.oneOf,parentSchema:schema81,data};
(vErrors ??= []).push(err2); errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "database") || (key0 === "databaseRegex")) || (key0 === "collections")) || (key0 === "collectionsRegex"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema81,data};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.database !== undefined){
let data0 = data.database;
if(typeof data0 === "string"){
if(data0.length < 1){
const err4 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema81.properties.database,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/database",schemaPath:"#/properties/database/type",keyword:"type",params:{type: "string"},schema:schema81.properties.database.type,parentSchema:schema81.properties.database,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.databaseRegex !== undefined){
if(!(validate253(data.databaseRegex, {instancePath:instancePath+"/databaseRegex",parentData:data,parentDataProperty:"databaseRegex",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate253.errors); errors = vErrors.length;
}
}
if(data.collections !== undefined){
let data2 = data.collections;
if(Array.isArray(data2)){
if(data2.length < 1){
const err6 = {instancePath:instancePath+"/collections",schemaPath:"#/properties/collections/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema81.properties.collections,data:data2};
(vErrors ??= []).push(err6); errors++;
}
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(typeof data3 === "string"){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/collections/" + i0,schemaPath:"#/properties/collections/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema81.properties.collections.items,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/collections/" + i0,schemaPath:"#/properties/collections/items/type",keyword:"type",params:{type: "string"},schema:schema81.properties.collections.items.type,parentSchema:schema81.properties.collections.items,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
let i1 = data2.length;
let j0;
if(i1 > 1){
const indices0 = {};
for(;i1--;){
let item0 = data2[i1];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err9 = {instancePath:instancePath+"/collections",schemaPath:"#/properties/collections/uniqueItems",keyword:"uniqueItems",params:{i: i1, j: j0},schema:true,parentSchema:schema81.properties.collections,data:data2};
(vErrors ??= []).push(err9); errors++;
break;
}
indices0[item0] = i1;
}
}
}
else {
const err10 = {instancePath:instancePath+"/collections",schemaPath:"#/properties/collections/type",keyword:"type",params:{type: "array"},schema:schema81.properties.collections.type,parentSchema:schema81.properties.collections,data:data2};
(vErrors ??= []).push(err10); errors++;
}
}
if(data.collectionsRegex !== undefined){
if(!(validate253(data.collectionsRegex, {instancePath:instancePath+"/collectionsRegex",parentData:data,parentDataProperty:"collectionsRegex",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate253.errors); errors = vErrors.length;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema81.type,parentSchema:schema81,data};
(vErrors ??= []).push(err11); errors++;
}
validate252.errors = vErrors;
return errors === 0;
}
validate252.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate251(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate251.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "include") || (key0 === "exclude")) || (key0 === "documents")) || (key0 === "mapping"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema80,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.include !== undefined){
let data0 = data.include;
if(Array.isArray(data0)){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema80.properties.include,data:data0};
(vErrors ??= []).push(err1); errors++;
}
const len0 = data0.length;
for(let i0=0; i0<len0; i0++){
if(!(validate252(data0[i0], {instancePath:instancePath+"/include/" + i0,parentData:data0,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate252.errors); errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},schema:schema80.properties.include.type,parentSchema:schema80.properties.include,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.exclude !== undefined){
let data2 = data.exclude;
if(Array.isArray(data2)){
if(data2.length < 1){
const err3 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema80.properties.exclude,data:data2};
(vErrors ??= []).push(err3); errors++;
}
const len1 = data2.length;
for(let i1=0; i1<len1; i1++){
if(!(validate252(data2[i1], {instancePath:instancePath+"/exclude/" + i1,parentData:data2,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate252.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"},schema:schema80.properties.exclude.type,parentSchema:schema80.properties.exclude,data:data2};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.documents !== undefined){
let data4 = data.documents;
if(Array.isArray(data4)){
if(data4.length < 1){
const err5 = {instancePath:instancePath+"/documents",schemaPath:"#/properties/documents/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema80.properties.documents,data:data4};
(vErrors ??= []).push(err5); errors++;
}
const len2 = data4.length;
for(let i2=0; i2<len2; i2++){
let data5 = data4[i2];
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.namespace === undefined){
const err6 = {instancePath:instancePath+"/documents/" + i2,schemaPath:"#/properties/documents/items/required",keyword:"required",params:{missingProperty: "namespace"},schema:schema80.properties.documents.items.required,parentSchema:schema80.properties.documents.items,data:data5};
(vErrors ??= []).push(err6); errors++;
}
if(data5.match === undefined){
const err7 = {instancePath:instancePath+"/documents/" + i2,schemaPath:"#/properties/documents/items/required",keyword:"required",params:{missingProperty: "match"},schema:schema80.properties.documents.items.required,parentSchema:schema80.properties.documents.items,data:data5};
(vErrors ??= []).push(err7); errors++;
}
for(const key1 in data5){
if(!((key1 === "namespace") || (key1 === "match"))){
const err8 = {instancePath:instancePath+"/documents/" + i2,schemaPath:"#/properties/documents/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema80.properties.documents.items,data:data5};
(vErrors ??= []).push(err8); errors++;
}
}
if(data5.namespace !== undefined){
if(!(validate228(data5.namespace, {instancePath:instancePath+"/documents/" + i2+"/namespace",parentData:data5,parentDataProperty:"namespace",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate228.errors); errors = vErrors.length;
}
}
if(data5.match !== undefined){
let data7 = data5.match;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(Object.keys(data7).length < 1){
const err9 = {instancePath:instancePath+"/documents/" + i2+"/match",schemaPath:"#/properties/documents/items/properties/match/minProperties",keyword:"minProperties",params:{limit: 1},schema:1,parentSchema:schema80.properties.documents.items.properties.match,data:data7};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/documents/" + i2+"/match",schemaPath:"#/properties/documents/items/properties/match/type",keyword:"type",params:{type: "object"},schema:schema80.properties.documents.items.properties.match.type,parentSchema:schema80.properties.documents.items.properties.match,data:data7};
(vErrors ??= []).push(err10); errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/documents/" + i2,schemaPath:"#/properties/documents/items/type",keyword:"type",params:{type: "object"},schema:schema80.properties.documents.items.type,parentSchema:schema80.properties.documents.items,data:data5};
(vErrors ??= []).push(err11); errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/documents",schemaPath:"#/properties/documents/type",keyword:"type",params:{type: "array"},schema:schema80.properties.documents.type,parentSchema:schema80.properties.documents,data:data4};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.mapping !== undefined){
let data8 = data.mapping;
if(Array.isArray(data8)){
if(data8.length < 1){
const err13 = {instancePath:instancePath+"/mapping",schemaPath:"#/properties/mapping/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema80.properties.mapping,data:data8};
(vErrors ??= []).push(err13); errors++;
}
const len3 = data8.length;
for(let i3=0; i3<len3; i3++){
let data9 = data8[i3];
if(data9 && typeof data9 == "object" && !Array.isArray(data9)){
if(data9.from === undefined){
const err14 = {instancePath:instancePath+"/mapping/" + i3,schemaPath:"#/properties/mapping/items/required",keyword:"required",params:{missingProperty: "from"},schema:schema80.properties.mapping.items.required,parentSchema:schema80.properties.mapping.items,data:data9};
(vErrors ??= []).push(err14); errors++;
}
if(data9.to === undefined){
const err15 = {instancePath:instancePath+"/mapping/" + i3,schemaPath:"#/properties/mapping/items/required",keyword:"required",params:{missingProperty: "to"},schema:schema80.properties.mapping.items.required,parentSchema:schema80.properties.mapping.items,data:data9};
(vErrors ??= []).push(err15); errors++;
}
for(const key2 in data9){
if(!((key2 === "from") || (key2 === "to"))){
const err16 = {instancePath:instancePath+"/mapping/" + i3,schemaPath:"#/properties/mapping/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema80.properties.mapping.items,data:data9};
(vErrors ??= []).push(err16); errors++;
}
}
if(data9.from !== undefined){
let data10 = data9.from;
if(typeof data10 === "string"){
if(data10.length < 1){
const err17 = {instancePath:instancePath+"/mapping/" + i3+"/from",schemaPath:"#/properties/mapping/items/properties/from/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema80.properties.mapping.items.properties.from,data:data10};
(vErrors ??= []).push(err17); errors++;
}
}
else {
const err18 = {instancePath:instancePath+"/mapping/" + i3+"/from",schemaPath:"#/properties/mapping/items/properties/from/type",keyword:"type",params:{type: "string"},schema:schema80.properties.mapping.items.properties.from.type,parentSchema:schema80.properties.mapping.items.properties.from,data:data10};
(vErrors ??= []).push(err18); errors++;
}
}
if(data9.to !== undefined){
let data11 = data9.to;
if(typeof data11 === "string"){
if(data11.length < 1){
const err19 = {instancePath:instancePath+"/mapping/" + i3+"/to",schemaPath:"#/properties/mapping/items/properties/to/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema80.properties.mapping.items.properties.to,data:data11};
(vErrors ??= []).push(err19); errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/mapping/" + i3+"/to",schemaPath:"#/properties/mapping/items/properties/to/type",keyword:"type",params:{type: "string"},schema:schema80.properties.mapping.items.properties.to.type,parentSchema:schema80.properties.mapping.items.properties.to,data:data11};
(vErrors ??= []).push(err20); errors++;
}
}
}
else {
const err21 = {instancePath:instancePath+"/mapping/" + i3,schemaPath:"#/properties/mapping/items/type",keyword:"type",params:{type: "object"},schema:schema80.properties.mapping.items.type,parentSchema:schema80.properties.mapping.items,data:data9};
(vErrors ??= []).push(err21); errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/mapping",schemaPath:"#/properties/mapping/type",keyword:"type",params:{type: "array"},schema:schema80.properties.mapping.type,parentSchema:schema80.properties.mapping,data:data8};
(vErrors ??= []).push(err22); errors++;
}
}
}
else {
const err23 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema80.type,parentSchema:schema80,data};
(vErrors ??= []).push(err23); errors++;
}
validate251.errors = vErrors;
return errors === 0;
}
validate251.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema83 = {"description":"How collections are sharded on the destination. What is not listed arrives unsharded.","type":"object","additionalProperties":false,"properties":{"createSupportingIndexes":{"description":"Create the index that a shard key needs where the source has none.","type":"boolean","default":false,"examples":[true]},"entries":{"description":"The collections to shard.","type":"array","items":{"$ref":"#/$defs/shardingEntry"},"examples":[[{"namespace":"shop.orders","key":{"customerId":1,"_id":"hashed"}}]]}},"examples":[{"entries":[{"namespace":"shop.orders","key":{"customerId":1}}]}]};
const schema84 = {"description":"A collection and its shard key.","type":"object","additionalProperties":false,"required":["namespace","key"],"properties":{"namespace":{"description":"The collection on the destination.","$ref":"#/$defs/namespace"},"key":{"description":"Fields of the shard key in their order, each with 1 (ranged) or hashed. At most one is hashed.","type":"object","minProperties":1,"additionalProperties":{"description":"1 for ranged, or hashed.","enum":[1,"hashed"],"examples":[1,"hashed"]},"examples":[{"customerId":1,"_id":"hashed"}]},"unique":{"description":"The shard key is unique. Not possible with a hashed field.","type":"boolean","default":false,"examples":[true]},"presplit":{"description":"Chunks to make per shard before the copy, so that the data need not move afterwards.","type":"object","additionalProperties":false,"required":["chunksPerShard"],"properties":{"chunksPerShard":{"description":"Number of chunks on each shard.","type":"integer","minimum":1,"maximum":8192,"examples":[8]}},"examples":[{"chunksPerShard":8}]}},"examples":[{"namespace":"shop.orders","key":{"customerId":1,"_id":"hashed"}}]};

function validate261(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate261.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.namespace === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "namespace"},schema:schema84.required,parentSchema:schema84,data};
(vErrors ??= []).push(err0); errors++;
}
if(data.key === undefined){
const err1 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "key"},schema:schema84.required,parentSchema:schema84,data};
(vErrors ??= []).push(err1); errors++;
}
for(const key0 in data){
if(!((((key0 === "namespace") || (key0 === "key")) || (key0 === "unique")) || (key0 === "presplit"))){
const err2 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema84,data};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.namespace !== undefined){
if(!(validate228(data.namespace, {instancePath:instancePath+"/namespace",parentData:data,parentDataProperty:"namespace",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate228.errors); errors = vErrors.length;
}
}
if(data.key !== undefined){
let data1 = data.key;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
if(Object.keys(data1).length < 1){
const err3 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/minProperties",keyword:"minProperties",params:{limit: 1},schema:1,parentSchema:schema84.properties.key,data:data1};
(vErrors ??= []).push(err3); errors++;
}
for(const key1 in data1){
let data2 = data1[key1];
if(!((data2 === 1) || (data2 === "hashed"))){
const err4 = {instancePath:instancePath+"/key/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/properties/key/additionalProperties/enum",keyword:"enum",params:{allowedValues: schema84.properties.key.additionalProperties.enum},schema:schema84.properties.key.additionalProperties.enum,parentSchema:schema84.properties.key.additionalProperties,data:data2};
(vErrors ??= []).push(err4); errors++;
}
}
}
else {
const err5 = {instancePath:instancePath+"/key",schemaPath:"#/properties/key/type",keyword:"type",params:{type: "object"},schema:schema84.properties.key.type,parentSchema:schema84.properties.key,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.unique !== undefined){
let data3 = data.unique;
if(typeof data3 !== "boolean"){
const err6 = {instancePath:instancePath+"/unique",schemaPath:"#/properties/unique/type",keyword:"type",params:{type: "boolean"},schema:schema84.properties.unique.type,parentSchema:schema84.properties.unique,data:data3};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.presplit !== undefined){
let data4 = data.presplit;
if(data4 && typeof data4 == "object" && !Array.isArray(data4)){
if(data4.chunksPerShard === undefined){
const err7 = {instancePath:instancePath+"/presplit",schemaPath:"#/properties/presplit/required",keyword:"required",params:{missingProperty: "chunksPerShard"},schema:schema84.properties.presplit.required,parentSchema:schema84.properties.presplit,data:data4};
(vErrors ??= []).push(err7); errors++;
}
for(const key2 in data4){
if(!(key2 === "chunksPerShard")){
const err8 = {instancePath:instancePath+"/presplit",schemaPath:"#/properties/presplit/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema84.properties.presplit,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
if(data4.chunksPerShard !== undefined){
let data5 = data4.chunksPerShard;
if(!(((typeof data5 == "number") && (!(data5 % 1) && !isNaN(data5))) && (isFinite(data5)))){
const err9 = {instancePath:instancePath+"/presplit/chunksPerShard",schemaPath:"#/properties/presplit/properties/chunksPerShard/type",keyword:"type",params:{type: "integer"},schema:schema84.properties.presplit.properties.chunksPerShard.type,parentSchema:schema84.properties.presplit.properties.chunksPerShard,data:data5};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data5 == "number") && (isFinite(data5))){
if(data5 > 8192 || isNaN(data5)){
const err10 = {instancePath:instancePath+"/presplit/chunksPerShard",schemaPath:"#/properties/presplit/properties/chunksPerShard/maximum",keyword:"maximum",params:{comparison: "<=", limit: 8192},schema:8192,parentSchema:schema84.properties.presplit.properties.chunksPerShard,data:data5};
(vErrors ??= []).push(err10); errors++;
}
if(data5 < 1 || isNaN(data5)){
const err11 = {instancePath:instancePath+"/presplit/chunksPerShard",schemaPath:"#/properties/presplit/properties/chunksPerShard/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema84.properties.presplit.properties.chunksPerShard,data:data5};
(vErrors ??= []).push(err11); errors++;
}
}
}
}
else {
const err12 = {instancePath:instancePath+"/presplit",schemaPath:"#/properties/presplit/type",keyword:"type",params:{type: "object"},schema:schema84.properties.presplit.type,parentSchema:schema84.properties.presplit,data:data4};
(vErrors ??= []).push(err12); errors++;
}
}
}
else {
const err13 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema84.type,parentSchema:schema84,data};
(vErrors ??= []).push(err13); errors++;
}
validate261.errors = vErrors;
return errors === 0;
}
validate261.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate260(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate260.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "createSupportingIndexes") || (key0 === "entries"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema83,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.createSupportingIndexes !== undefined){
let data0 = data.createSupportingIndexes;
if(typeof data0 !== "boolean"){
const err1 = {instancePath:instancePath+"/createSupportingIndexes",schemaPath:"#/properties/createSupportingIndexes/type",keyword:"type",params:{type: "boolean"},schema:schema83.properties.createSupportingIndexes.type,parentSchema:schema83.properties.createSupportingIndexes,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.entries !== undefined){
let data1 = data.entries;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate261(data1[i0], {instancePath:instancePath+"/entries/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate261.errors); errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath:instancePath+"/entries",schemaPath:"#/properties/entries/type",keyword:"type",params:{type: "array"},schema:schema83.properties.entries.type,parentSchema:schema83.properties.entries,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema83.type,parentSchema:schema83,data};
(vErrors ??= []).push(err3); errors++;
}
validate260.errors = vErrors;
return errors === 0;
}
validate260.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema85 = {"description":"Indexes on the destination.","type":"object","additionalProperties":false,"properties":{"build":{"description":"When they are built. After the copy is by far the fastest. `never` leaves all but _id out.","type":"string","enum":["afterDataCopy","beforeDataCopy","excludeHashed","excludeHashedAfterCopy","never"],"default":"afterDataCopy","examples":["afterDataCopy"]}},"examples":[{"build":"afterDataCopy"}]};

function validate265(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate265.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(key0 === "build")){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema85,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.build !== undefined){
let data0 = data.build;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/build",schemaPath:"#/properties/build/type",keyword:"type",params:{type: "string"},schema:schema85.properties.build.type,parentSchema:schema85.properties.build,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((((data0 === "afterDataCopy") || (data0 === "beforeDataCopy")) || (data0 === "excludeHashed")) || (data0 === "excludeHashedAfterCopy")) || (data0 === "never"))){
const err2 = {instancePath:instancePath+"/build",schemaPath:"#/properties/build/enum",keyword:"enum",params:{allowedValues: schema85.properties.build.enum},schema:schema85.properties.build.enum,parentSchema:schema85.properties.build,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema85.type,parentSchema:schema85,data};
(vErrors ??= []).push(err3); errors++;
}
validate265.errors = vErrors;
return errors === 0;
}
validate265.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema86 = {"description":"Atlas Search and Vector Search indexes, which no sync engine migrates.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`check` reports those that the destination lacks, `copy` also creates what the source has, `off` looks at none. Declared entries are created in any mode.","type":"string","enum":["check","copy","off"],"default":"check","examples":["copy"]},"entries":{"description":"Search indexes to create on the destination.","type":"array","items":{"description":"One search index.","type":"object","additionalProperties":false,"required":["namespace","name","definition"],"properties":{"namespace":{"description":"The collection.","$ref":"#/$defs/namespace"},"name":{"description":"Name of the index.","type":"string","minLength":1,"examples":["default"]},"type":{"description":"Kind of index.","type":"string","enum":["search","vectorSearch"],"default":"search","examples":["search"]},"definition":{"description":"Definition as Atlas takes it.","type":"object","minProperties":1,"examples":[{"mappings":{"dynamic":true}}]}},"examples":[{"namespace":"shop.products","name":"default","definition":{"mappings":{"dynamic":true}}}]},"examples":[[{"namespace":"shop.products","name":"default","definition":{"mappings":{"dynamic":true}}}]]}},"examples":[{"mode":"copy"}]};

function validate267(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate267.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "mode") || (key0 === "entries"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema86,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema86.properties.mode.type,parentSchema:schema86.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((data0 === "check") || (data0 === "copy")) || (data0 === "off"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema86.properties.mode.enum},schema:schema86.properties.mode.enum,parentSchema:schema86.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.entries !== undefined){
let data1 = data.entries;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.namespace === undefined){
const err3 = {instancePath:instancePath+"/entries/" + i0,schemaPath:"#/properties/entries/items/required",keyword:"required",params:{missingProperty: "namespace"},schema:schema86.properties.entries.items.required,parentSchema:schema86.properties.entries.items,data:data2};
(vErrors ??= []).push(err3); errors++;
}
if(data2.name === undefined){
const err4 = {instancePath:instancePath+"/entries/" + i0,schemaPath:"#/properties/entries/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema86.properties.entries.items.required,parentSchema:schema86.properties.entries.items,data:data2};
(vErrors ??= []).push(err4); errors++;
}
if(data2.definition === undefined){
const err5 = {instancePath:instancePath+"/entries/" + i0,schemaPath:"#/properties/entries/items/required",keyword:"required",params:{missingProperty: "definition"},schema:schema86.properties.entries.items.required,parentSchema:schema86.properties.entries.items,data:data2};
(vErrors ??= []).push(err5); errors++;
}
for(const key1 in data2){
if(!((((key1 === "namespace") || (key1 === "name")) || (key1 === "type")) || (key1 === "definition"))){
const err6 = {instancePath:instancePath+"/entries/" + i0,schemaPath:"#/properties/entries/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema86.properties.entries.items,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data2.namespace !== undefined){
if(!(validate228(data2.namespace, {instancePath:instancePath+"/entries/" + i0+"/namespace",parentData:data2,parentDataProperty:"namespace",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate228.errors); errors = vErrors.length;
}
}
if(data2.name !== undefined){
let data4 = data2.name;
if(typeof data4 === "string"){
if(data4.length < 1){
const err7 = {instancePath:instancePath+"/entries/" + i0+"/name",schemaPath:"#/properties/entries/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema86.properties.entries.items.properties.name,data:data4};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/entries/" + i0+"/name",schemaPath:"#/properties/entries/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema86.properties.entries.items.properties.name.type,parentSchema:schema86.properties.entries.items.properties.name,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
if(data2.type !== undefined){
let data5 = data2.type;
if(typeof data5 !== "string"){
const err9 = {instancePath:instancePath+"/entries/" + i0+"/type",schemaPath:"#/properties/entries/items/properties/type/type",keyword:"type",params:{type: "string"},schema:schema86.properties.entries.items.properties.type.type,parentSchema:schema86.properties.entries.items.properties.type,data:data5};
(vErrors ??= []).push(err9); errors++;
}
if(!((data5 === "search") || (data5 === "vectorSearch"))){
const err10 = {instancePath:instancePath+"/entries/" + i0+"/type",schemaPath:"#/properties/entries/items/properties/type/enum",keyword:"enum",params:{allowedValues: schema86.properties.entries.items.properties.type.enum},schema:schema86.properties.entries.items.properties.type.enum,parentSchema:schema86.properties.entries.items.properties.type,data:data5};
(vErrors ??= []).push(err10); errors++;
}
}
if(data2.definition !== undefined){
let data6 = data2.definition;
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(Object.keys(data6).length < 1){
const err11 = {instancePath:instancePath+"/entries/" + i0+"/definition",schemaPath:"#/properties/entries/items/properties/definition/minProperties",keyword:"minProperties",params:{limit: 1},schema:1,parentSchema:schema86.properties.entries.items.properties.definition,data:data6};
(vErrors ??= []).push(err11); errors++;
}
}
else {
const err12 = {instancePath:instancePath+"/entries/" + i0+"/definition",schemaPath:"#/properties/entries/items/properties/definition/type",keyword:"type",params:{type: "object"},schema:schema86.properties.entries.items.properties.definition.type,parentSchema:schema86.properties.entries.items.properties.definition,data:data6};
(vErrors ??= []).push(err12); errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/entries/" + i0,schemaPath:"#/properties/entries/items/type",keyword:"type",params:{type: "object"},schema:schema86.properties.entries.items.type,parentSchema:schema86.properties.entries.items,data:data2};
(vErrors ??= []).push(err13); errors++;
}
}
}
else {
const err14 = {instancePath:instancePath+"/entries",schemaPath:"#/properties/entries/type",keyword:"type",params:{type: "array"},schema:schema86.properties.entries.type,parentSchema:schema86.properties.entries,data:data1};
(vErrors ??= []).push(err14); errors++;
}
}
}
else {
const err15 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema86.type,parentSchema:schema86,data};
(vErrors ??= []).push(err15); errors++;
}
validate267.errors = vErrors;
return errors === 0;
}
validate267.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema87 = {"description":"Users and roles, which online engines do not migrate.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`check` reports users and roles of the source without a counterpart, `copy` also creates them (with their credentials between self-managed deployments, with `passwords` in Atlas), `off` looks at none.","type":"string","enum":["check","copy","off"],"default":"check","examples":["copy"]},"include":{"description":"Users and roles to look at; without it, all.","type":"array","items":{"$ref":"#/$defs/userSelector"},"examples":[["admin.orders-app"]]},"exclude":{"description":"Users and roles to leave behind.","type":"array","items":{"$ref":"#/$defs/userSelector"},"examples":[["admin.backup"]]},"passwords":{"description":"Passwords for users whose credentials cannot be read from the source.","type":"array","items":{"description":"The password of one user.","type":"object","additionalProperties":false,"required":["user","password"],"properties":{"user":{"description":"The user.","$ref":"#/$defs/userSelector"},"password":{"description":"The password that the user gets.","$ref":"#/$defs/secret"}},"examples":[{"user":"admin.orders-app","password":{"env":"APP_PASSWORD"}}]},"examples":[[{"user":"admin.orders-app","password":{"env":"APP_PASSWORD"}}]]}},"examples":[{"mode":"check"}]};
const schema88 = {"title":"user selector","description":"A user or role as `database.name`.","type":"string","pattern":"^[^.]+\\..+$","examples":["admin.orders-app"]};

function validate271(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate271.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern29.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^[^.]+\\..+$"},schema:"^[^.]+\\..+$",parentSchema:schema88,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema88.type,parentSchema:schema88,data};
(vErrors ??= []).push(err1); errors++;
}
validate271.errors = vErrors;
return errors === 0;
}
validate271.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate270(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate270.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "mode") || (key0 === "include")) || (key0 === "exclude")) || (key0 === "passwords"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema87,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema87.properties.mode.type,parentSchema:schema87.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((data0 === "check") || (data0 === "copy")) || (data0 === "off"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema87.properties.mode.enum},schema:schema87.properties.mode.enum,parentSchema:schema87.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.include !== undefined){
let data1 = data.include;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
if(!(validate271(data1[i0], {instancePath:instancePath+"/include/" + i0,parentData:data1,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate271.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/include",schemaPath:"#/properties/include/type",keyword:"type",params:{type: "array"},schema:schema87.properties.include.type,parentSchema:schema87.properties.include,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.exclude !== undefined){
let data3 = data.exclude;
if(Array.isArray(data3)){
const len1 = data3.length;
for(let i1=0; i1<len1; i1++){
if(!(validate271(data3[i1], {instancePath:instancePath+"/exclude/" + i1,parentData:data3,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate271.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"},schema:schema87.properties.exclude.type,parentSchema:schema87.properties.exclude,data:data3};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.passwords !== undefined){
let data5 = data.passwords;
if(Array.isArray(data5)){
const len2 = data5.length;
for(let i2=0; i2<len2; i2++){
let data6 = data5[i2];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.user === undefined){
const err5 = {instancePath:instancePath+"/passwords/" + i2,schemaPath:"#/properties/passwords/items/required",keyword:"required",params:{missingProperty: "user"},schema:schema87.properties.passwords.items.required,parentSchema:schema87.properties.passwords.items,data:data6};
(vErrors ??= []).push(err5); errors++;
}
if(data6.password === undefined){
const err6 = {instancePath:instancePath+"/passwords/" + i2,schemaPath:"#/properties/passwords/items/required",keyword:"required",params:{missingProperty: "password"},schema:schema87.properties.passwords.items.required,parentSchema:schema87.properties.passwords.items,data:data6};
(vErrors ??= []).push(err6); errors++;
}
for(const key1 in data6){
if(!((key1 === "user") || (key1 === "password"))){
const err7 = {instancePath:instancePath+"/passwords/" + i2,schemaPath:"#/properties/passwords/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema87.properties.passwords.items,data:data6};
(vErrors ??= []).push(err7); errors++;
}
}
if(data6.user !== undefined){
if(!(validate271(data6.user, {instancePath:instancePath+"/passwords/" + i2+"/user",parentData:data6,parentDataProperty:"user",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate271.errors); errors = vErrors.length;
}
}
if(data6.password !== undefined){
if(!(validate61(data6.password, {instancePath:instancePath+"/passwords/" + i2+"/password",parentData:data6,parentDataProperty:"password",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/passwords/" + i2,schemaPath:"#/properties/passwords/items/type",keyword:"type",params:{type: "object"},schema:schema87.properties.passwords.items.type,parentSchema:schema87.properties.passwords.items,data:data6};
(vErrors ??= []).push(err8); errors++;
}
}
}
else {
const err9 = {instancePath:instancePath+"/passwords",schemaPath:"#/properties/passwords/type",keyword:"type",params:{type: "array"},schema:schema87.properties.passwords.type,parentSchema:schema87.properties.passwords,data:data5};
(vErrors ??= []).push(err9); errors++;
}
}
}
else {
const err10 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema87.type,parentSchema:schema87,data};
(vErrors ??= []).push(err10); errors++;
}
validate270.errors = vErrors;
return errors === 0;
}
validate270.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema89 = {"description":"Comparison of source and destination.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`full` compares every document, `sample` some of them, `counts` only numbers, `off` nothing.","type":"string","enum":["full","sample","counts","off"],"default":"full","examples":["full"]},"samplePercent":{"description":"Share of the documents that `sample` compares.","type":"number","exclusiveMinimum":0,"maximum":100,"default":5,"examples":[5]},"onMismatch":{"description":"`stop` reports a difference and blocks the cutover, `repair` also writes the source's document to the destination.","type":"string","enum":["stop","repair"],"default":"stop","examples":["stop"]},"exclude":{"description":"Collections that are not compared.","type":"array","items":{"$ref":"#/$defs/namespaceFilter"},"examples":[[{"database":"shop","collections":["sessions"]}]]},"parallelism":{"$ref":"#/$defs/parallelism"}},"examples":[{"mode":"full"}]};

function validate277(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate277.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "mode") || (key0 === "samplePercent")) || (key0 === "onMismatch")) || (key0 === "exclude")) || (key0 === "parallelism"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema89,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema89.properties.mode.type,parentSchema:schema89.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((((data0 === "full") || (data0 === "sample")) || (data0 === "counts")) || (data0 === "off"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema89.properties.mode.enum},schema:schema89.properties.mode.enum,parentSchema:schema89.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.samplePercent !== undefined){
let data1 = data.samplePercent;
if((typeof data1 == "number") && (isFinite(data1))){
if(data1 > 100 || isNaN(data1)){
const err3 = {instancePath:instancePath+"/samplePercent",schemaPath:"#/properties/samplePercent/maximum",keyword:"maximum",params:{comparison: "<=", limit: 100},schema:100,parentSchema:schema89.properties.samplePercent,data:data1};
(vErrors ??= []).push(err3); errors++;
}
if(data1 <= 0 || isNaN(data1)){
const err4 = {instancePath:instancePath+"/samplePercent",schemaPath:"#/properties/samplePercent/exclusiveMinimum",keyword:"exclusiveMinimum",params:{comparison: ">", limit: 0},schema:0,parentSchema:schema89.properties.samplePercent,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
else {
const err5 = {instancePath:instancePath+"/samplePercent",schemaPath:"#/properties/samplePercent/type",keyword:"type",params:{type: "number"},schema:schema89.properties.samplePercent.type,parentSchema:schema89.properties.samplePercent,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.onMismatch !== undefined){
let data2 = data.onMismatch;
if(typeof data2 !== "string"){
const err6 = {instancePath:instancePath+"/onMismatch",schemaPath:"#/properties/onMismatch/type",keyword:"type",params:{type: "string"},schema:schema89.properties.onMismatch.type,parentSchema:schema89.properties.onMismatch,data:data2};
(vErrors ??= []).push(err6); errors++;
}
if(!((data2 === "stop") || (data2 === "repair"))){
const err7 = {instancePath:instancePath+"/onMismatch",schemaPath:"#/properties/onMismatch/enum",keyword:"enum",params:{allowedValues: schema89.properties.onMismatch.enum},schema:schema89.properties.onMismatch.enum,parentSchema:schema89.properties.onMismatch,data:data2};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.exclude !== undefined){
let data3 = data.exclude;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate252(data3[i0], {instancePath:instancePath+"/exclude/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate252.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/exclude",schemaPath:"#/properties/exclude/type",keyword:"type",params:{type: "array"},schema:schema89.properties.exclude.type,parentSchema:schema89.properties.exclude,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.parallelism !== undefined){
if(!(validate208(data.parallelism, {instancePath:instancePath+"/parallelism",parentData:data,parentDataProperty:"parallelism",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate208.errors); errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema89.type,parentSchema:schema89,data};
(vErrors ??= []).push(err9); errors++;
}
validate277.errors = vErrors;
return errors === 0;
}
validate277.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema90 = {"description":"When and how the destination takes over.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`manual`: only phase cutover starts it. `auto`: as soon as the gates are open. `window`: in the window, when the gates are open.","type":"string","enum":["manual","auto","window"],"default":"manual","examples":["manual"]},"window":{"$ref":"#/$defs/cutoverWindow"},"gates":{"$ref":"#/$defs/gates"},"timeout":{"description":"How long writes may be blocked. Then everything is undone: writes are allowed on the source again and following goes on.","$ref":"#/$defs/duration","default":"60s"},"block":{"$ref":"#/$defs/block"},"hooks":{"description":"Programs and requests at certain moments, in their order.","type":"array","items":{"$ref":"#/$defs/hook"},"examples":[[{"on":"beforeBlock","run":["./scripts/app-read-only.sh"],"undo":["./scripts/app-read-write.sh"],"timeout":"30s"}]]},"rollback":{"description":"The way back after the cutover.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`reverse` keeps the source following the destination; `none` gives up the way back; `auto` is reverse where the engine can.","type":"string","enum":["auto","reverse","none"],"default":"auto","examples":["reverse"]},"keepFor":{"description":"How long the way back is meant to be kept. When it is over, godwit warns; nothing ends by itself.","$ref":"#/$defs/duration","default":"48h"}},"examples":[{"mode":"reverse","keepFor":"48h"}]},"warm":{"$ref":"#/$defs/warm"},"watch":{"$ref":"#/$defs/watch"}},"examples":[{"mode":"manual","timeout":"60s"}]};
const schema91 = {"description":"When a cutover may start, whichever mode starts it: once (`start`) or again and again (`cron`), each time for `duration`.","type":"object","additionalProperties":false,"properties":{"start":{"title":"date and time","description":"Start of a single window: local time in `timeZone`, or with an offset from UTC.","type":"string","pattern":"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?$","examples":["2026-11-22T02:00"]},"cron":{"description":"Start of recurring windows.","$ref":"#/$defs/cron"},"duration":{"description":"How long a window is open.","$ref":"#/$defs/duration"},"timeZone":{"description":"Time zone of `start` and `cron`.","$ref":"#/$defs/timeZone"}},"examples":[{"start":"2026-11-22T02:00","duration":"2h","timeZone":"Europe/Berlin"}]};
const pattern33 = new RegExp("^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?$", "u");
const schema92 = {"title":"cron expression","description":"Five fields: minute, hour, day of month, month, day of week.","type":"string","pattern":"^(?!.*(?:^|[ ,])H)[^\\s]+(?: [^\\s]+){4}$","examples":["0 2 * * SUN"]};
const pattern34 = new RegExp("^(?!.*(?:^|[ ,])H)[^\\s]+(?: [^\\s]+){4}$", "u");

function validate283(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate283.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern34.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^(?!.*(?:^|[ ,])H)[^\\s]+(?: [^\\s]+){4}$"},schema:"^(?!.*(?:^|[ ,])H)[^\\s]+(?: [^\\s]+){4}$",parentSchema:schema92,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema92.type,parentSchema:schema92,data};
(vErrors ??= []).push(err1); errors++;
}
validate283.errors = vErrors;
return errors === 0;
}
validate283.evaluated = {"dynamicProps":false,"dynamicItems":false};

const schema93 = {"title":"time zone","description":"Name of an IANA time zone.","type":"string","minLength":1,"examples":["Europe/Berlin","UTC"]};

function validate286(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate286.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(data.length < 1){
const err0 = {instancePath,schemaPath:"#/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema93,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema93.type,parentSchema:schema93,data};
(vErrors ??= []).push(err1); errors++;
}
validate286.errors = vErrors;
return errors === 0;
}
validate286.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate282(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate282.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((key0 === "start") || (key0 === "cron")) || (key0 === "duration")) || (key0 === "timeZone"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema91,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.start !== undefined){
let data0 = data.start;
if(typeof data0 === "string"){
if(!pattern33.test(data0)){
const err1 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?$"},schema:"^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}(?::\\d{2})?(?:Z|[+-]\\d{2}:\\d{2})?$",parentSchema:schema91.properties.start,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/start",schemaPath:"#/properties/start/type",keyword:"type",params:{type: "string"},schema:schema91.properties.start.type,parentSchema:schema91.properties.start,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.cron !== undefined){
if(!(validate283(data.cron, {instancePath:instancePath+"/cron",parentData:data,parentDataProperty:"cron",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate283.errors); errors = vErrors.length;
}
}
if(data.duration !== undefined){
if(!(validate77(data.duration, {instancePath:instancePath+"/duration",parentData:data,parentDataProperty:"duration",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.timeZone !== undefined){
if(!(validate286(data.timeZone, {instancePath:instancePath+"/timeZone",parentData:data,parentDataProperty:"timeZone",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate286.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema91.type,parentSchema:schema91,data};
(vErrors ??= []).push(err3); errors++;
}
validate282.errors = vErrors;
return errors === 0;
}
validate282.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema94 = {"description":"What must hold before writes are blocked.","type":"object","additionalProperties":false,"properties":{"maxLag":{"description":"How far the destination may be behind. It is never 0: idle servers write no-ops.","$ref":"#/$defs/duration","default":"10s"},"verifiedWithin":{"description":"How long ago everything may have been found equal. Not a gate with verification off.","$ref":"#/$defs/duration","default":"15m"},"approvals":{"description":"People who must agree. An approval is recorded in the ledger with its plan.","type":"array","items":{"description":"A group of people of whom some must agree.","type":"object","additionalProperties":false,"required":["name"],"properties":{"name":{"description":"Name of the group, unique in the list.","type":"string","minLength":1,"examples":["dba"]},"by":{"description":"Who may approve; without it, anyone but the one who started the run.","type":"array","minItems":1,"items":{"description":"A person, as the ledger names them.","type":"string","minLength":1,"examples":["alice@example.com"]},"examples":[["alice@example.com","bob@example.com"]]},"count":{"description":"How many of them must approve.","type":"integer","minimum":1,"default":1,"examples":[1]}},"examples":[{"name":"dba","by":["alice@example.com"],"count":1}]},"examples":[[{"name":"dba","by":["alice@example.com"],"count":1}]]},"http":{"description":"Services that must answer with success.","type":"array","items":{"$ref":"#/$defs/http"},"examples":[[{"url":"https://deploys.example/frozen"}]]},"command":{"description":"Programs that must exit with 0.","type":"array","items":{"description":"One program.","type":"object","additionalProperties":false,"required":["run"],"properties":{"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"timeout":{"description":"How long it may run.","$ref":"#/$defs/duration","default":"30s"}},"examples":[{"run":["./scripts/is-quiet.sh"],"timeout":"10s"}]},"examples":[[{"run":["./scripts/is-quiet.sh"]}]]}},"examples":[{"maxLag":"5s","verifiedWithin":"15m"}]};
const schema95 = {"description":"An HTTP request.","type":"object","additionalProperties":false,"required":["url"],"properties":{"url":{"title":"web address or secret reference","description":"Address to call; a reference when the address itself is a secret, as those of chat webhooks are.","type":["string","object"],"if":{"type":"string"},"then":{"pattern":"^https?://[^\\s]+$"},"else":{"$ref":"#/$defs/secret"},"examples":["https://hooks.example/ok",{"env":"WEBHOOK_URL"}]},"method":{"description":"HTTP method. Gates default to GET, everything else to POST with the event as JSON.","type":"string","enum":["GET","HEAD","POST","PUT","PATCH","DELETE"],"examples":["POST"]},"headers":{"description":"Request headers; credentials as references.","type":"object","additionalProperties":{"$ref":"#/$defs/text"},"examples":[{"Authorization":{"env":"HOOK_AUTHORIZATION"}}]},"expectStatus":{"description":"The status that counts as success. Without it, any from 200 to 299. A redirection is not gone after.","type":"integer","minimum":100,"maximum":599,"examples":[200]},"timeout":{"description":"How long an answer may take.","$ref":"#/$defs/duration","default":"10s"}},"examples":[{"url":"https://hooks.example/ok"}]};

function validate292(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate292.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.url === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "url"},schema:schema95.required,parentSchema:schema95,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(((((key0 === "url") || (key0 === "method")) || (key0 === "headers")) || (key0 === "expectStatus")) || (key0 === "timeout"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema95,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.url !== undefined){
let data0 = data.url;
if((typeof data0 !== "string") && (!(data0 && typeof data0 == "object" && !Array.isArray(data0)))){
const err2 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/type",keyword:"type",params:{type: schema95.properties.url.type},schema:schema95.properties.url.type,parentSchema:schema95.properties.url,data:data0};
(vErrors ??= []).push(err2); errors++;
}
const _errs4 = errors;
let valid1 = true;
const _errs5 = errors;
if(typeof data0 !== "string"){
const err3 = {};
(vErrors ??= []).push(err3); errors++;
}
var _valid0 = _errs5 === errors;
errors = _errs4;
if(vErrors !== null){
if(_errs4){
vErrors.length = _errs4;
}
else {
vErrors = null;
}
}
let ifClause0;
if(_valid0){
const _errs7 = errors;
if(typeof data0 === "string"){
if(!pattern7.test(data0)){
const err4 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/then/pattern",keyword:"pattern",params:{pattern: "^https?://[^\\s]+$"},schema:"^https?://[^\\s]+$",parentSchema:schema95.properties.url.then,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
var _valid0 = _errs7 === errors;
valid1 = _valid0;
ifClause0 = "then";
}
else {
const _errs8 = errors;
if(!(validate61(data0, {instancePath:instancePath+"/url",parentData:data,parentDataProperty:"url",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
var _valid0 = _errs8 === errors;
valid1 = _valid0;
ifClause0 = "else";
}
if(!valid1){
const err5 = {instancePath:instancePath+"/url",schemaPath:"#/properties/url/if",keyword:"if",params:{failingKeyword: ifClause0},schema:schema95.properties.url.if,parentSchema:schema95.properties.url,data:data0};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.method !== undefined){
let data1 = data.method;
if(typeof data1 !== "string"){
const err6 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/type",keyword:"type",params:{type: "string"},schema:schema95.properties.method.type,parentSchema:schema95.properties.method,data:data1};
(vErrors ??= []).push(err6); errors++;
}
if(!((((((data1 === "GET") || (data1 === "HEAD")) || (data1 === "POST")) || (data1 === "PUT")) || (data1 === "PATCH")) || (data1 === "DELETE"))){
const err7 = {instancePath:instancePath+"/method",schemaPath:"#/properties/method/enum",keyword:"enum",params:{allowedValues: schema95.properties.method.enum},schema:schema95.properties.method.enum,parentSchema:schema95.properties.method,data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.headers !== undefined){
let data2 = data.headers;
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
for(const key1 in data2){
if(!(validate70(data2[key1], {instancePath:instancePath+"/headers/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data2,parentDataProperty:key1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/headers",schemaPath:"#/properties/headers/type",keyword:"type",params:{type: "object"},schema:schema95.properties.headers.type,parentSchema:schema95.properties.headers,data:data2};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.expectStatus !== undefined){
let data4 = data.expectStatus;
if(!(((typeof data4 == "number") && (!(data4 % 1) && !isNaN(data4))) && (isFinite(data4)))){
const err9 = {instancePath:instancePath+"/expectStatus",schemaPath:"#/properties/expectStatus/type",keyword:"type",params:{type: "integer"},schema:schema95.properties.expectStatus.type,parentSchema:schema95.properties.expectStatus,data:data4};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data4 == "number") && (isFinite(data4))){
if(data4 > 599 || isNaN(data4)){
const err10 = {instancePath:instancePath+"/expectStatus",schemaPath:"#/properties/expectStatus/maximum",keyword:"maximum",params:{comparison: "<=", limit: 599},schema:599,parentSchema:schema95.properties.expectStatus,data:data4};
(vErrors ??= []).push(err10); errors++;
}
if(data4 < 100 || isNaN(data4)){
const err11 = {instancePath:instancePath+"/expectStatus",schemaPath:"#/properties/expectStatus/minimum",keyword:"minimum",params:{comparison: ">=", limit: 100},schema:100,parentSchema:schema95.properties.expectStatus,data:data4};
(vErrors ??= []).push(err11); errors++;
}
}
}
if(data.timeout !== undefined){
if(!(validate77(data.timeout, {instancePath:instancePath+"/timeout",parentData:data,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema95.type,parentSchema:schema95,data};
(vErrors ??= []).push(err12); errors++;
}
validate292.errors = vErrors;
return errors === 0;
}
validate292.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate289(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate289.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((((key0 === "maxLag") || (key0 === "verifiedWithin")) || (key0 === "approvals")) || (key0 === "http")) || (key0 === "command"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema94,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.maxLag !== undefined){
if(!(validate77(data.maxLag, {instancePath:instancePath+"/maxLag",parentData:data,parentDataProperty:"maxLag",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.verifiedWithin !== undefined){
if(!(validate77(data.verifiedWithin, {instancePath:instancePath+"/verifiedWithin",parentData:data,parentDataProperty:"verifiedWithin",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.approvals !== undefined){
let data2 = data.approvals;
if(Array.isArray(data2)){
const len0 = data2.length;
for(let i0=0; i0<len0; i0++){
let data3 = data2[i0];
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.name === undefined){
const err1 = {instancePath:instancePath+"/approvals/" + i0,schemaPath:"#/properties/approvals/items/required",keyword:"required",params:{missingProperty: "name"},schema:schema94.properties.approvals.items.required,parentSchema:schema94.properties.approvals.items,data:data3};
(vErrors ??= []).push(err1); errors++;
}
for(const key1 in data3){
if(!(((key1 === "name") || (key1 === "by")) || (key1 === "count"))){
const err2 = {instancePath:instancePath+"/approvals/" + i0,schemaPath:"#/properties/approvals/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema94.properties.approvals.items,data:data3};
(vErrors ??= []).push(err2); errors++;
}
}
if(data3.name !== undefined){
let data4 = data3.name;
if(typeof data4 === "string"){
if(data4.length < 1){
const err3 = {instancePath:instancePath+"/approvals/" + i0+"/name",schemaPath:"#/properties/approvals/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema94.properties.approvals.items.properties.name,data:data4};
(vErrors ??= []).push(err3); errors++;
}
}
else {
const err4 = {instancePath:instancePath+"/approvals/" + i0+"/name",schemaPath:"#/properties/approvals/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema94.properties.approvals.items.properties.name.type,parentSchema:schema94.properties.approvals.items.properties.name,data:data4};
(vErrors ??= []).push(err4); errors++;
}
}
if(data3.by !== undefined){
let data5 = data3.by;
if(Array.isArray(data5)){
if(data5.length < 1){
const err5 = {instancePath:instancePath+"/approvals/" + i0+"/by",schemaPath:"#/properties/approvals/items/properties/by/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema94.properties.approvals.items.properties.by,data:data5};
(vErrors ??= []).push(err5); errors++;
}
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
let data6 = data5[i1];
if(typeof data6 === "string"){
if(data6.length < 1){
const err6 = {instancePath:instancePath+"/approvals/" + i0+"/by/" + i1,schemaPath:"#/properties/approvals/items/properties/by/items/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema94.properties.approvals.items.properties.by.items,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/approvals/" + i0+"/by/" + i1,schemaPath:"#/properties/approvals/items/properties/by/items/type",keyword:"type",params:{type: "string"},schema:schema94.properties.approvals.items.properties.by.items.type,parentSchema:schema94.properties.approvals.items.properties.by.items,data:data6};
(vErrors ??= []).push(err7); errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/approvals/" + i0+"/by",schemaPath:"#/properties/approvals/items/properties/by/type",keyword:"type",params:{type: "array"},schema:schema94.properties.approvals.items.properties.by.type,parentSchema:schema94.properties.approvals.items.properties.by,data:data5};
(vErrors ??= []).push(err8); errors++;
}
}
if(data3.count !== undefined){
let data7 = data3.count;
if(!(((typeof data7 == "number") && (!(data7 % 1) && !isNaN(data7))) && (isFinite(data7)))){
const err9 = {instancePath:instancePath+"/approvals/" + i0+"/count",schemaPath:"#/properties/approvals/items/properties/count/type",keyword:"type",params:{type: "integer"},schema:schema94.properties.approvals.items.properties.count.type,parentSchema:schema94.properties.approvals.items.properties.count,data:data7};
(vErrors ??= []).push(err9); errors++;
}
if((typeof data7 == "number") && (isFinite(data7))){
if(data7 < 1 || isNaN(data7)){
const err10 = {instancePath:instancePath+"/approvals/" + i0+"/count",schemaPath:"#/properties/approvals/items/properties/count/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema94.properties.approvals.items.properties.count,data:data7};
(vErrors ??= []).push(err10); errors++;
}
}
}
}
else {
const err11 = {instancePath:instancePath+"/approvals/" + i0,schemaPath:"#/properties/approvals/items/type",keyword:"type",params:{type: "object"},schema:schema94.properties.approvals.items.type,parentSchema:schema94.properties.approvals.items,data:data3};
(vErrors ??= []).push(err11); errors++;
}
}
}
else {
const err12 = {instancePath:instancePath+"/approvals",schemaPath:"#/properties/approvals/type",keyword:"type",params:{type: "array"},schema:schema94.properties.approvals.type,parentSchema:schema94.properties.approvals,data:data2};
(vErrors ??= []).push(err12); errors++;
}
}
if(data.http !== undefined){
let data8 = data.http;
if(Array.isArray(data8)){
const len2 = data8.length;
for(let i2=0; i2<len2; i2++){
if(!(validate292(data8[i2], {instancePath:instancePath+"/http/" + i2,parentData:data8,parentDataProperty:i2,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
}
else {
const err13 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "array"},schema:schema94.properties.http.type,parentSchema:schema94.properties.http,data:data8};
(vErrors ??= []).push(err13); errors++;
}
}
if(data.command !== undefined){
let data10 = data.command;
if(Array.isArray(data10)){
const len3 = data10.length;
for(let i3=0; i3<len3; i3++){
let data11 = data10[i3];
if(data11 && typeof data11 == "object" && !Array.isArray(data11)){
if(data11.run === undefined){
const err14 = {instancePath:instancePath+"/command/" + i3,schemaPath:"#/properties/command/items/required",keyword:"required",params:{missingProperty: "run"},schema:schema94.properties.command.items.required,parentSchema:schema94.properties.command.items,data:data11};
(vErrors ??= []).push(err14); errors++;
}
for(const key2 in data11){
if(!((key2 === "run") || (key2 === "timeout"))){
const err15 = {instancePath:instancePath+"/command/" + i3,schemaPath:"#/properties/command/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema94.properties.command.items,data:data11};
(vErrors ??= []).push(err15); errors++;
}
}
if(data11.run !== undefined){
if(!(validate219(data11.run, {instancePath:instancePath+"/command/" + i3+"/run",parentData:data11,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data11.timeout !== undefined){
if(!(validate77(data11.timeout, {instancePath:instancePath+"/command/" + i3+"/timeout",parentData:data11,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err16 = {instancePath:instancePath+"/command/" + i3,schemaPath:"#/properties/command/items/type",keyword:"type",params:{type: "object"},schema:schema94.properties.command.items.type,parentSchema:schema94.properties.command.items,data:data11};
(vErrors ??= []).push(err16); errors++;
}
}
}
else {
const err17 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"},schema:schema94.properties.command.type,parentSchema:schema94.properties.command,data:data10};
(vErrors ??= []).push(err17); errors++;
}
}
}
else {
const err18 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema94.type,parentSchema:schema94,data};
(vErrors ??= []).push(err18); errors++;
}
validate289.errors = vErrors;
return errors === 0;
}
validate289.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema96 = {"description":"How writes are held back during the cutover.","type":"object","additionalProperties":false,"properties":{"source":{"description":"`server`: setUserWriteBlockMode, for the whole cluster. `roles`: the write roles of the declared users are taken away. `external`: a hook stops the applications; late writes stop the cutover. `auto`: the engine's own block, or `server` when there are no filters.","type":"string","enum":["auto","server","roles","external"],"default":"auto","examples":["server"]},"destination":{"description":"`server`: setUserWriteBlockMode until the switch. `roles`: the declared users get their write roles at the switch. `none`: nothing holds writes back.","type":"string","enum":["auto","server","roles","none"],"default":"auto","examples":["server"]},"afterComplete":{"description":"What becomes of the cluster that applications have left, when the migration is complete and that cluster is still closed to writers. `keep`: it stays closed, and the plan says so. `release`: it takes writes again.","type":"string","enum":["keep","release"],"default":"keep","examples":["release"]}},"examples":[{"source":"server","destination":"server"}]};

function validate301(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate301.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "source") || (key0 === "destination")) || (key0 === "afterComplete"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema96,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.source !== undefined){
let data0 = data.source;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/type",keyword:"type",params:{type: "string"},schema:schema96.properties.source.type,parentSchema:schema96.properties.source,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((((data0 === "auto") || (data0 === "server")) || (data0 === "roles")) || (data0 === "external"))){
const err2 = {instancePath:instancePath+"/source",schemaPath:"#/properties/source/enum",keyword:"enum",params:{allowedValues: schema96.properties.source.enum},schema:schema96.properties.source.enum,parentSchema:schema96.properties.source,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.destination !== undefined){
let data1 = data.destination;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/type",keyword:"type",params:{type: "string"},schema:schema96.properties.destination.type,parentSchema:schema96.properties.destination,data:data1};
(vErrors ??= []).push(err3); errors++;
}
if(!((((data1 === "auto") || (data1 === "server")) || (data1 === "roles")) || (data1 === "none"))){
const err4 = {instancePath:instancePath+"/destination",schemaPath:"#/properties/destination/enum",keyword:"enum",params:{allowedValues: schema96.properties.destination.enum},schema:schema96.properties.destination.enum,parentSchema:schema96.properties.destination,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.afterComplete !== undefined){
let data2 = data.afterComplete;
if(typeof data2 !== "string"){
const err5 = {instancePath:instancePath+"/afterComplete",schemaPath:"#/properties/afterComplete/type",keyword:"type",params:{type: "string"},schema:schema96.properties.afterComplete.type,parentSchema:schema96.properties.afterComplete,data:data2};
(vErrors ??= []).push(err5); errors++;
}
if(!((data2 === "keep") || (data2 === "release"))){
const err6 = {instancePath:instancePath+"/afterComplete",schemaPath:"#/properties/afterComplete/enum",keyword:"enum",params:{allowedValues: schema96.properties.afterComplete.enum},schema:schema96.properties.afterComplete.enum,parentSchema:schema96.properties.afterComplete,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema96.type,parentSchema:schema96,data};
(vErrors ??= []).push(err7); errors++;
}
validate301.errors = vErrors;
return errors === 0;
}
validate301.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema97 = {"description":"A program or request at a moment of the cutover. It may run twice, and what stops applications needs an `undo`.","type":"object","additionalProperties":false,"required":["on"],"oneOf":[{"required":["run"]},{"required":["http"]}],"properties":{"on":{"description":"The moment. Before `switch` a failure undoes the cutover; from then on it goes forward.","type":"string","enum":["beforeBlock","afterBlock","beforeSwitch","switch","afterCutover","afterUndo","beforeRollback","afterRollback"],"examples":["beforeBlock"]},"name":{"description":"Name in plans and reports.","type":"string","minLength":1,"examples":["application read only"]},"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"http":{"description":"The request.","$ref":"#/$defs/http"},"undo":{"title":"command line, block or `none`","description":"What takes the hook back: a command line, a block with `run` or `http`, or `none` when there is nothing to take back.","type":["string","array","object"],"allOf":[{"if":{"type":"string"},"then":{"enum":["none"]}},{"if":{"type":"array"},"then":{"$ref":"#/$defs/commandLine"}},{"if":{"type":"object"},"then":{"$ref":"#/$defs/action"}}],"examples":[["./scripts/app-read-write.sh"],"none"]},"timeout":{"description":"How long the hook may take; the same for its `undo`.","$ref":"#/$defs/duration","default":"30s"},"onFailure":{"description":"`stop` fails the cutover (and undoes it, before the switch), `continue` only reports it.","type":"string","enum":["stop","continue"],"default":"stop","examples":["continue"]}},"examples":[{"on":"switch","run":["./scripts/switch-connection-string.sh"],"timeout":"30s"}]};
const schema98 = {"description":"A program or a request.","type":"object","additionalProperties":false,"oneOf":[{"required":["run"]},{"required":["http"]}],"properties":{"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"http":{"description":"The request.","$ref":"#/$defs/http"}},"examples":[{"http":{"url":"https://deploys.example/thaw"}}]};

function validate307(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate307.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.run === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "run"},schema:schema98.oneOf[0].required,parentSchema:schema98.oneOf[0],data};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.http === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "http"},schema:schema98.oneOf[1].required,parentSchema:schema98.oneOf[1],data};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema98.oneOf,parentSchema:schema98,data};
(vErrors ??= []).push(err2); errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "run") || (key0 === "http"))){
const err3 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema98,data};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.run !== undefined){
if(!(validate219(data.run, {instancePath:instancePath+"/run",parentData:data,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data.http !== undefined){
if(!(validate292(data.http, {instancePath:instancePath+"/http",parentData:data,parentDataProperty:"http",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema98.type,parentSchema:schema98,data};
(vErrors ??= []).push(err4); errors++;
}
validate307.errors = vErrors;
return errors === 0;
}
validate307.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate303(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate303.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
const _errs1 = errors;
let valid0 = false;
let passing0 = null;
const _errs2 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.run === undefined){
const err0 = {instancePath,schemaPath:"#/oneOf/0/required",keyword:"required",params:{missingProperty: "run"},schema:schema97.oneOf[0].required,parentSchema:schema97.oneOf[0],data};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs2 === errors;
if(_valid0){
valid0 = true;
passing0 = 0;
}
const _errs3 = errors;
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.http === undefined){
const err1 = {instancePath,schemaPath:"#/oneOf/1/required",keyword:"required",params:{missingProperty: "http"},schema:schema97.oneOf[1].required,parentSchema:schema97.oneOf[1],data};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs3 === errors;
if(_valid0 && valid0){
valid0 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid0 = true;
passing0 = 1;
}
}
if(!valid0){
const err2 = {instancePath,schemaPath:"#/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema97.oneOf,parentSchema:schema97,data};
(vErrors ??= []).push(err2); errors++;
}
else {
errors = _errs1;
if(vErrors !== null){
if(_errs1){
vErrors.length = _errs1;
}
else {
vErrors = null;
}
}
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.on === undefined){
const err3 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "on"},schema:schema97.required,parentSchema:schema97,data};
(vErrors ??= []).push(err3); errors++;
}
for(const key0 in data){
if(!(((((((key0 === "on") || (key0 === "name")) || (key0 === "run")) || (key0 === "http")) || (key0 === "undo")) || (key0 === "timeout")) || (key0 === "onFailure"))){
const err4 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema97,data};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.on !== undefined){
let data0 = data.on;
if(typeof data0 !== "string"){
const err5 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/type",keyword:"type",params:{type: "string"},schema:schema97.properties.on.type,parentSchema:schema97.properties.on,data:data0};
(vErrors ??= []).push(err5); errors++;
}
if(!((((((((data0 === "beforeBlock") || (data0 === "afterBlock")) || (data0 === "beforeSwitch")) || (data0 === "switch")) || (data0 === "afterCutover")) || (data0 === "afterUndo")) || (data0 === "beforeRollback")) || (data0 === "afterRollback"))){
const err6 = {instancePath:instancePath+"/on",schemaPath:"#/properties/on/enum",keyword:"enum",params:{allowedValues: schema97.properties.on.enum},schema:schema97.properties.on.enum,parentSchema:schema97.properties.on,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.name !== undefined){
let data1 = data.name;
if(typeof data1 === "string"){
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema97.properties.name,data:data1};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/name",schemaPath:"#/properties/name/type",keyword:"type",params:{type: "string"},schema:schema97.properties.name.type,parentSchema:schema97.properties.name,data:data1};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.run !== undefined){
if(!(validate219(data.run, {instancePath:instancePath+"/run",parentData:data,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data.http !== undefined){
if(!(validate292(data.http, {instancePath:instancePath+"/http",parentData:data,parentDataProperty:"http",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
if(data.undo !== undefined){
let data4 = data.undo;
if((!data4 || typeof data4 != "object") && (typeof data4 !== "string")){
const err9 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/type",keyword:"type",params:{type: schema97.properties.undo.type},schema:schema97.properties.undo.type,parentSchema:schema97.properties.undo,data:data4};
(vErrors ??= []).push(err9); errors++;
}
const _errs14 = errors;
let valid3 = true;
const _errs15 = errors;
if(typeof data4 !== "string"){
const err10 = {};
(vErrors ??= []).push(err10); errors++;
}
var _valid1 = _errs15 === errors;
errors = _errs14;
if(vErrors !== null){
if(_errs14){
vErrors.length = _errs14;
}
else {
vErrors = null;
}
}
if(_valid1){
const _errs17 = errors;
if(!(data4 === "none")){
const err11 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/allOf/0/then/enum",keyword:"enum",params:{allowedValues: schema97.properties.undo.allOf[0].then.enum},schema:schema97.properties.undo.allOf[0].then.enum,parentSchema:schema97.properties.undo.allOf[0].then,data:data4};
(vErrors ??= []).push(err11); errors++;
}
var _valid1 = _errs17 === errors;
valid3 = _valid1;
}
if(!valid3){
const err12 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/allOf/0/if",keyword:"if",params:{failingKeyword: "then"},schema:schema97.properties.undo.allOf[0].if,parentSchema:schema97.properties.undo.allOf[0],data:data4};
(vErrors ??= []).push(err12); errors++;
}
const _errs19 = errors;
let valid4 = true;
const _errs20 = errors;
if(!(Array.isArray(data4))){
const err13 = {};
(vErrors ??= []).push(err13); errors++;
}
var _valid2 = _errs20 === errors;
errors = _errs19;
if(vErrors !== null){
if(_errs19){
vErrors.length = _errs19;
}
else {
vErrors = null;
}
}
if(_valid2){
const _errs22 = errors;
if(!(validate219(data4, {instancePath:instancePath+"/undo",parentData:data,parentDataProperty:"undo",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
var _valid2 = _errs22 === errors;
valid4 = _valid2;
}
if(!valid4){
const err14 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/allOf/1/if",keyword:"if",params:{failingKeyword: "then"},schema:schema97.properties.undo.allOf[1].if,parentSchema:schema97.properties.undo.allOf[1],data:data4};
(vErrors ??= []).push(err14); errors++;
}
const _errs24 = errors;
let valid5 = true;
const _errs25 = errors;
if(!(data4 && typeof data4 == "object" && !Array.isArray(data4))){
const err15 = {};
(vErrors ??= []).push(err15); errors++;
}
var _valid3 = _errs25 === errors;
errors = _errs24;
if(vErrors !== null){
if(_errs24){
vErrors.length = _errs24;
}
else {
vErrors = null;
}
}
if(_valid3){
const _errs27 = errors;
if(!(validate307(data4, {instancePath:instancePath+"/undo",parentData:data,parentDataProperty:"undo",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate307.errors); errors = vErrors.length;
}
var _valid3 = _errs27 === errors;
valid5 = _valid3;
}
if(!valid5){
const err16 = {instancePath:instancePath+"/undo",schemaPath:"#/properties/undo/allOf/2/if",keyword:"if",params:{failingKeyword: "then"},schema:schema97.properties.undo.allOf[2].if,parentSchema:schema97.properties.undo.allOf[2],data:data4};
(vErrors ??= []).push(err16); errors++;
}
}
if(data.timeout !== undefined){
if(!(validate77(data.timeout, {instancePath:instancePath+"/timeout",parentData:data,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.onFailure !== undefined){
let data6 = data.onFailure;
if(typeof data6 !== "string"){
const err17 = {instancePath:instancePath+"/onFailure",schemaPath:"#/properties/onFailure/type",keyword:"type",params:{type: "string"},schema:schema97.properties.onFailure.type,parentSchema:schema97.properties.onFailure,data:data6};
(vErrors ??= []).push(err17); errors++;
}
if(!((data6 === "stop") || (data6 === "continue"))){
const err18 = {instancePath:instancePath+"/onFailure",schemaPath:"#/properties/onFailure/enum",keyword:"enum",params:{allowedValues: schema97.properties.onFailure.enum},schema:schema97.properties.onFailure.enum,parentSchema:schema97.properties.onFailure,data:data6};
(vErrors ??= []).push(err18); errors++;
}
}
}
else {
const err19 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema97.type,parentSchema:schema97,data};
(vErrors ??= []).push(err19); errors++;
}
validate303.errors = vErrors;
return errors === 0;
}
validate303.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema99 = {"description":"What is read on the destination before writes are blocked, so that applications do not meet a cold cache. It never stops a cutover.","type":"object","additionalProperties":false,"properties":{"mode":{"description":"`hottest` reads the namespaces and indexes that the source uses most, `none` reads nothing.","type":"string","enum":["hottest","none"],"default":"hottest","examples":["none"]},"maxTime":{"description":"How long it may take at most.","$ref":"#/$defs/duration","default":"30s"},"maxBytes":{"description":"How much is read at most; never more than half of the destination's cache.","$ref":"#/$defs/size","default":"2GB"}},"examples":[{"maxTime":"2m","maxBytes":"20GB"}]};

function validate314(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate314.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "mode") || (key0 === "maxTime")) || (key0 === "maxBytes"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema99,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema99.properties.mode.type,parentSchema:schema99.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((data0 === "hottest") || (data0 === "none"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema99.properties.mode.enum},schema:schema99.properties.mode.enum,parentSchema:schema99.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.maxTime !== undefined){
if(!(validate77(data.maxTime, {instancePath:instancePath+"/maxTime",parentData:data,parentDataProperty:"maxTime",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.maxBytes !== undefined){
if(!(validate210(data.maxBytes, {instancePath:instancePath+"/maxBytes",parentData:data,parentDataProperty:"maxBytes",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema99.type,parentSchema:schema99,data};
(vErrors ??= []).push(err3); errors++;
}
validate314.errors = vErrors;
return errors === 0;
}
validate314.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema100 = {"description":"What is watched after the switch, and what happens when it fails.","type":"object","additionalProperties":false,"properties":{"for":{"description":"How long to watch.","$ref":"#/$defs/duration"},"every":{"description":"Pause between two looks.","$ref":"#/$defs/duration","default":"30s"},"failures":{"description":"How many failures in a row count.","type":"integer","minimum":1,"default":3,"examples":[3]},"http":{"description":"Services that must answer with success.","type":"array","items":{"$ref":"#/$defs/http"},"examples":[[{"url":"https://shop.example/health"}]]},"command":{"description":"Programs that must exit with 0.","type":"array","items":{"$ref":"#/$defs/commandLine"},"examples":[[["./scripts/error-rate-ok.sh"]]]},"onFailure":{"description":"`alert` tells people, `rollBack` goes back to the source by itself.","type":"string","enum":["alert","rollBack"],"default":"alert","examples":["alert"]}},"examples":[{"for":"30m","http":[{"url":"https://shop.example/health"}]}]};

function validate318(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate318.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "for") || (key0 === "every")) || (key0 === "failures")) || (key0 === "http")) || (key0 === "command")) || (key0 === "onFailure"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema100,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.for !== undefined){
if(!(validate77(data.for, {instancePath:instancePath+"/for",parentData:data,parentDataProperty:"for",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.every !== undefined){
if(!(validate77(data.every, {instancePath:instancePath+"/every",parentData:data,parentDataProperty:"every",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.failures !== undefined){
let data2 = data.failures;
if(!(((typeof data2 == "number") && (!(data2 % 1) && !isNaN(data2))) && (isFinite(data2)))){
const err1 = {instancePath:instancePath+"/failures",schemaPath:"#/properties/failures/type",keyword:"type",params:{type: "integer"},schema:schema100.properties.failures.type,parentSchema:schema100.properties.failures,data:data2};
(vErrors ??= []).push(err1); errors++;
}
if((typeof data2 == "number") && (isFinite(data2))){
if(data2 < 1 || isNaN(data2)){
const err2 = {instancePath:instancePath+"/failures",schemaPath:"#/properties/failures/minimum",keyword:"minimum",params:{comparison: ">=", limit: 1},schema:1,parentSchema:schema100.properties.failures,data:data2};
(vErrors ??= []).push(err2); errors++;
}
}
}
if(data.http !== undefined){
let data3 = data.http;
if(Array.isArray(data3)){
const len0 = data3.length;
for(let i0=0; i0<len0; i0++){
if(!(validate292(data3[i0], {instancePath:instancePath+"/http/" + i0,parentData:data3,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "array"},schema:schema100.properties.http.type,parentSchema:schema100.properties.http,data:data3};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.command !== undefined){
let data5 = data.command;
if(Array.isArray(data5)){
const len1 = data5.length;
for(let i1=0; i1<len1; i1++){
if(!(validate219(data5[i1], {instancePath:instancePath+"/command/" + i1,parentData:data5,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/command",schemaPath:"#/properties/command/type",keyword:"type",params:{type: "array"},schema:schema100.properties.command.type,parentSchema:schema100.properties.command,data:data5};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.onFailure !== undefined){
let data7 = data.onFailure;
if(typeof data7 !== "string"){
const err5 = {instancePath:instancePath+"/onFailure",schemaPath:"#/properties/onFailure/type",keyword:"type",params:{type: "string"},schema:schema100.properties.onFailure.type,parentSchema:schema100.properties.onFailure,data:data7};
(vErrors ??= []).push(err5); errors++;
}
if(!((data7 === "alert") || (data7 === "rollBack"))){
const err6 = {instancePath:instancePath+"/onFailure",schemaPath:"#/properties/onFailure/enum",keyword:"enum",params:{allowedValues: schema100.properties.onFailure.enum},schema:schema100.properties.onFailure.enum,parentSchema:schema100.properties.onFailure,data:data7};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema100.type,parentSchema:schema100,data};
(vErrors ??= []).push(err7); errors++;
}
validate318.errors = vErrors;
return errors === 0;
}
validate318.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate281(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate281.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema90.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema90,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.mode !== undefined){
let data0 = data.mode;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema90.properties.mode.type,parentSchema:schema90.properties.mode,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((data0 === "manual") || (data0 === "auto")) || (data0 === "window"))){
const err2 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema90.properties.mode.enum},schema:schema90.properties.mode.enum,parentSchema:schema90.properties.mode,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.window !== undefined){
if(!(validate282(data.window, {instancePath:instancePath+"/window",parentData:data,parentDataProperty:"window",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate282.errors); errors = vErrors.length;
}
}
if(data.gates !== undefined){
if(!(validate289(data.gates, {instancePath:instancePath+"/gates",parentData:data,parentDataProperty:"gates",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate289.errors); errors = vErrors.length;
}
}
if(data.timeout !== undefined){
if(!(validate77(data.timeout, {instancePath:instancePath+"/timeout",parentData:data,parentDataProperty:"timeout",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.block !== undefined){
if(!(validate301(data.block, {instancePath:instancePath+"/block",parentData:data,parentDataProperty:"block",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate301.errors); errors = vErrors.length;
}
}
if(data.hooks !== undefined){
let data5 = data.hooks;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
if(!(validate303(data5[i0], {instancePath:instancePath+"/hooks/" + i0,parentData:data5,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate303.errors); errors = vErrors.length;
}
}
}
else {
const err3 = {instancePath:instancePath+"/hooks",schemaPath:"#/properties/hooks/type",keyword:"type",params:{type: "array"},schema:schema90.properties.hooks.type,parentSchema:schema90.properties.hooks,data:data5};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.rollback !== undefined){
let data7 = data.rollback;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
for(const key1 in data7){
if(!((key1 === "mode") || (key1 === "keepFor"))){
const err4 = {instancePath:instancePath+"/rollback",schemaPath:"#/properties/rollback/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema90.properties.rollback,data:data7};
(vErrors ??= []).push(err4); errors++;
}
}
if(data7.mode !== undefined){
let data8 = data7.mode;
if(typeof data8 !== "string"){
const err5 = {instancePath:instancePath+"/rollback/mode",schemaPath:"#/properties/rollback/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema90.properties.rollback.properties.mode.type,parentSchema:schema90.properties.rollback.properties.mode,data:data8};
(vErrors ??= []).push(err5); errors++;
}
if(!(((data8 === "auto") || (data8 === "reverse")) || (data8 === "none"))){
const err6 = {instancePath:instancePath+"/rollback/mode",schemaPath:"#/properties/rollback/properties/mode/enum",keyword:"enum",params:{allowedValues: schema90.properties.rollback.properties.mode.enum},schema:schema90.properties.rollback.properties.mode.enum,parentSchema:schema90.properties.rollback.properties.mode,data:data8};
(vErrors ??= []).push(err6); errors++;
}
}
if(data7.keepFor !== undefined){
if(!(validate77(data7.keepFor, {instancePath:instancePath+"/rollback/keepFor",parentData:data7,parentDataProperty:"keepFor",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err7 = {instancePath:instancePath+"/rollback",schemaPath:"#/properties/rollback/type",keyword:"type",params:{type: "object"},schema:schema90.properties.rollback.type,parentSchema:schema90.properties.rollback,data:data7};
(vErrors ??= []).push(err7); errors++;
}
}
if(data.warm !== undefined){
if(!(validate314(data.warm, {instancePath:instancePath+"/warm",parentData:data,parentDataProperty:"warm",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate314.errors); errors = vErrors.length;
}
}
if(data.watch !== undefined){
if(!(validate318(data.watch, {instancePath:instancePath+"/watch",parentData:data,parentDataProperty:"watch",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate318.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema90.type,parentSchema:schema90,data};
(vErrors ??= []).push(err8); errors++;
}
validate281.errors = vErrors;
return errors === 0;
}
validate281.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema101 = {"description":"Limits on the load that the migration makes. The engine says which one holds it back.","type":"object","additionalProperties":false,"properties":{"maxDestinationLag":{"description":"Wait while secondaries of the destination are further behind than this.","$ref":"#/$defs/duration"},"maxSourceLag":{"description":"Wait while secondaries of the source are further behind than this.","$ref":"#/$defs/duration"},"readBytesPerSecond":{"description":"Bytes a second read from the source, at most.","$ref":"#/$defs/size"},"writeBytesPerSecond":{"description":"Bytes a second written to the destination, at most.","$ref":"#/$defs/size"},"http":{"description":"A service that is asked again and again; anything but success holds the copy.","$ref":"#/$defs/http"},"schedule":{"description":"Times with other limits.","type":"array","items":{"description":"One recurring time and its limits.","type":"object","additionalProperties":false,"required":["cron","duration","timeZone"],"properties":{"cron":{"description":"Start of the time.","$ref":"#/$defs/cron"},"duration":{"description":"How long it lasts.","$ref":"#/$defs/duration"},"timeZone":{"description":"Time zone of `cron`.","$ref":"#/$defs/timeZone"},"pauseCopy":{"description":"Hold the copy meanwhile; changes are still followed.","type":"boolean","default":false,"examples":[true]},"readBytesPerSecond":{"description":"Limit on reads meanwhile.","$ref":"#/$defs/size"},"writeBytesPerSecond":{"description":"Limit on writes meanwhile.","$ref":"#/$defs/size"}},"examples":[{"cron":"0 8 * * MON-FRI","duration":"10h","timeZone":"Europe/Berlin","readBytesPerSecond":"50MB"}]},"examples":[[{"cron":"0 8 * * MON-FRI","duration":"10h","timeZone":"Europe/Berlin","pauseCopy":true}]]}},"examples":[{"maxDestinationLag":"10s","readBytesPerSecond":"200MB"}]};

function validate325(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate325.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "maxDestinationLag") || (key0 === "maxSourceLag")) || (key0 === "readBytesPerSecond")) || (key0 === "writeBytesPerSecond")) || (key0 === "http")) || (key0 === "schedule"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema101,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.maxDestinationLag !== undefined){
if(!(validate77(data.maxDestinationLag, {instancePath:instancePath+"/maxDestinationLag",parentData:data,parentDataProperty:"maxDestinationLag",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.maxSourceLag !== undefined){
if(!(validate77(data.maxSourceLag, {instancePath:instancePath+"/maxSourceLag",parentData:data,parentDataProperty:"maxSourceLag",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data.readBytesPerSecond !== undefined){
if(!(validate210(data.readBytesPerSecond, {instancePath:instancePath+"/readBytesPerSecond",parentData:data,parentDataProperty:"readBytesPerSecond",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data.writeBytesPerSecond !== undefined){
if(!(validate210(data.writeBytesPerSecond, {instancePath:instancePath+"/writeBytesPerSecond",parentData:data,parentDataProperty:"writeBytesPerSecond",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data.http !== undefined){
if(!(validate292(data.http, {instancePath:instancePath+"/http",parentData:data,parentDataProperty:"http",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
if(data.schedule !== undefined){
let data5 = data.schedule;
if(Array.isArray(data5)){
const len0 = data5.length;
for(let i0=0; i0<len0; i0++){
let data6 = data5[i0];
if(data6 && typeof data6 == "object" && !Array.isArray(data6)){
if(data6.cron === undefined){
const err1 = {instancePath:instancePath+"/schedule/" + i0,schemaPath:"#/properties/schedule/items/required",keyword:"required",params:{missingProperty: "cron"},schema:schema101.properties.schedule.items.required,parentSchema:schema101.properties.schedule.items,data:data6};
(vErrors ??= []).push(err1); errors++;
}
if(data6.duration === undefined){
const err2 = {instancePath:instancePath+"/schedule/" + i0,schemaPath:"#/properties/schedule/items/required",keyword:"required",params:{missingProperty: "duration"},schema:schema101.properties.schedule.items.required,parentSchema:schema101.properties.schedule.items,data:data6};
(vErrors ??= []).push(err2); errors++;
}
if(data6.timeZone === undefined){
const err3 = {instancePath:instancePath+"/schedule/" + i0,schemaPath:"#/properties/schedule/items/required",keyword:"required",params:{missingProperty: "timeZone"},schema:schema101.properties.schedule.items.required,parentSchema:schema101.properties.schedule.items,data:data6};
(vErrors ??= []).push(err3); errors++;
}
for(const key1 in data6){
if(!((((((key1 === "cron") || (key1 === "duration")) || (key1 === "timeZone")) || (key1 === "pauseCopy")) || (key1 === "readBytesPerSecond")) || (key1 === "writeBytesPerSecond"))){
const err4 = {instancePath:instancePath+"/schedule/" + i0,schemaPath:"#/properties/schedule/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema101.properties.schedule.items,data:data6};
(vErrors ??= []).push(err4); errors++;
}
}
if(data6.cron !== undefined){
if(!(validate283(data6.cron, {instancePath:instancePath+"/schedule/" + i0+"/cron",parentData:data6,parentDataProperty:"cron",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate283.errors); errors = vErrors.length;
}
}
if(data6.duration !== undefined){
if(!(validate77(data6.duration, {instancePath:instancePath+"/schedule/" + i0+"/duration",parentData:data6,parentDataProperty:"duration",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
if(data6.timeZone !== undefined){
if(!(validate286(data6.timeZone, {instancePath:instancePath+"/schedule/" + i0+"/timeZone",parentData:data6,parentDataProperty:"timeZone",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate286.errors); errors = vErrors.length;
}
}
if(data6.pauseCopy !== undefined){
let data10 = data6.pauseCopy;
if(typeof data10 !== "boolean"){
const err5 = {instancePath:instancePath+"/schedule/" + i0+"/pauseCopy",schemaPath:"#/properties/schedule/items/properties/pauseCopy/type",keyword:"type",params:{type: "boolean"},schema:schema101.properties.schedule.items.properties.pauseCopy.type,parentSchema:schema101.properties.schedule.items.properties.pauseCopy,data:data10};
(vErrors ??= []).push(err5); errors++;
}
}
if(data6.readBytesPerSecond !== undefined){
if(!(validate210(data6.readBytesPerSecond, {instancePath:instancePath+"/schedule/" + i0+"/readBytesPerSecond",parentData:data6,parentDataProperty:"readBytesPerSecond",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
if(data6.writeBytesPerSecond !== undefined){
if(!(validate210(data6.writeBytesPerSecond, {instancePath:instancePath+"/schedule/" + i0+"/writeBytesPerSecond",parentData:data6,parentDataProperty:"writeBytesPerSecond",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate210.errors); errors = vErrors.length;
}
}
}
else {
const err6 = {instancePath:instancePath+"/schedule/" + i0,schemaPath:"#/properties/schedule/items/type",keyword:"type",params:{type: "object"},schema:schema101.properties.schedule.items.type,parentSchema:schema101.properties.schedule.items,data:data6};
(vErrors ??= []).push(err6); errors++;
}
}
}
else {
const err7 = {instancePath:instancePath+"/schedule",schemaPath:"#/properties/schedule/type",keyword:"type",params:{type: "array"},schema:schema101.properties.schedule.type,parentSchema:schema101.properties.schedule,data:data5};
(vErrors ??= []).push(err7); errors++;
}
}
}
else {
const err8 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema101.type,parentSchema:schema101,data};
(vErrors ??= []).push(err8); errors++;
}
validate325.errors = vErrors;
return errors === 0;
}
validate325.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema102 = {"description":"Checks before and during the migration.","type":"object","additionalProperties":false,"properties":{"failOn":{"description":"Least severe finding that stops an apply.","type":"string","enum":["error","warning"],"default":"error","examples":["error"]},"waive":{"description":"Findings that are accepted, each with its reason.","type":"array","items":{"description":"One accepted finding.","type":"object","additionalProperties":false,"required":["code","reason"],"properties":{"code":{"title":"code of a check","description":"Code of the check; docs/checks has a page of each.","type":"string","enum":["GW101","GW102","GW103","GW104","GW105","GW106","GW107","GW108","GW109","GW110","GW111","GW112","GW113","GW114","GW115","GW116","GW117","GW118","GW119","GW201","GW202","GW203","GW204","GW205","GW206","GW207","GW208","GW209","GW210","GW211","GW212","GW213","GW301","GW302","GW303","GW304","GW305","GW306","GW307","GW308","GW309","GW310","GW311","GW312","GW313","GW314","GW315","GW316","GW317","GW318","GW319","GW320","GW321","GW322","GW323","GW324","GW325","GW326","GW327","GW328","GW329","GW330","GW331","GW332","GW333","GW334","GW335","GW336","GW337","GW338","GW339","GW340","GW341","GW343","GW344","GW345","GW346","GW347","GW348","GW349","GW401","GW402","GW403","GW404","GW405","GW406","GW407","GW408","GW410","GW411","GW412","GW510","GW511","GW512","GW513","GW514","GW515","GW516","GW517","GW518","GW519","GW520","GW521","GW522","GW523","GW524","GW525","GW526"],"examples":["GW304"]},"reason":{"title":"reason","description":"Why it is accepted, for whoever reads this in a year.","type":"string","pattern":"\\S","examples":["known duplicate, dropped after the move"]},"expires":{"description":"Day after which the waiver no longer holds.","$ref":"#/$defs/calendarDate"}},"examples":[{"code":"GW304","reason":"known duplicate, dropped after the move","expires":"2026-12-31"}]},"examples":[[{"code":"GW304","reason":"known duplicate, dropped after the move"}]]}},"examples":[{"failOn":"error"}]};
const pattern36 = new RegExp("\\S", "u");
const schema103 = {"title":"date","description":"A calendar day, year first. It ends at midnight UTC.","type":"string","pattern":"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$","examples":["2026-12-31"]};
const pattern37 = new RegExp("^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$", "u");

function validate338(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate338.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(typeof data === "string"){
if(!pattern37.test(data)){
const err0 = {instancePath,schemaPath:"#/pattern",keyword:"pattern",params:{pattern: "^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$"},schema:"^\\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\\d|3[01])$",parentSchema:schema103,data};
(vErrors ??= []).push(err0); errors++;
}
}
else {
const err1 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "string"},schema:schema103.type,parentSchema:schema103,data};
(vErrors ??= []).push(err1); errors++;
}
validate338.errors = vErrors;
return errors === 0;
}
validate338.evaluated = {"dynamicProps":false,"dynamicItems":false};


function validate337(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate337.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((key0 === "failOn") || (key0 === "waive"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema102,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.failOn !== undefined){
let data0 = data.failOn;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/failOn",schemaPath:"#/properties/failOn/type",keyword:"type",params:{type: "string"},schema:schema102.properties.failOn.type,parentSchema:schema102.properties.failOn,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!((data0 === "error") || (data0 === "warning"))){
const err2 = {instancePath:instancePath+"/failOn",schemaPath:"#/properties/failOn/enum",keyword:"enum",params:{allowedValues: schema102.properties.failOn.enum},schema:schema102.properties.failOn.enum,parentSchema:schema102.properties.failOn,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.waive !== undefined){
let data1 = data.waive;
if(Array.isArray(data1)){
const len0 = data1.length;
for(let i0=0; i0<len0; i0++){
let data2 = data1[i0];
if(data2 && typeof data2 == "object" && !Array.isArray(data2)){
if(data2.code === undefined){
const err3 = {instancePath:instancePath+"/waive/" + i0,schemaPath:"#/properties/waive/items/required",keyword:"required",params:{missingProperty: "code"},schema:schema102.properties.waive.items.required,parentSchema:schema102.properties.waive.items,data:data2};
(vErrors ??= []).push(err3); errors++;
}
if(data2.reason === undefined){
const err4 = {instancePath:instancePath+"/waive/" + i0,schemaPath:"#/properties/waive/items/required",keyword:"required",params:{missingProperty: "reason"},schema:schema102.properties.waive.items.required,parentSchema:schema102.properties.waive.items,data:data2};
(vErrors ??= []).push(err4); errors++;
}
for(const key1 in data2){
if(!(((key1 === "code") || (key1 === "reason")) || (key1 === "expires"))){
const err5 = {instancePath:instancePath+"/waive/" + i0,schemaPath:"#/properties/waive/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema102.properties.waive.items,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
if(data2.code !== undefined){
let data3 = data2.code;
if(typeof data3 !== "string"){
const err6 = {instancePath:instancePath+"/waive/" + i0+"/code",schemaPath:"#/properties/waive/items/properties/code/type",keyword:"type",params:{type: "string"},schema:schema102.properties.waive.items.properties.code.type,parentSchema:schema102.properties.waive.items.properties.code,data:data3};
(vErrors ??= []).push(err6); errors++;
}
if(!((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((data3 === "GW101") || (data3 === "GW102")) || (data3 === "GW103")) || (data3 === "GW104")) || (data3 === "GW105")) || (data3 === "GW106")) || (data3 === "GW107")) || (data3 === "GW108")) || (data3 === "GW109")) || (data3 === "GW110")) || (data3 === "GW111")) || (data3 === "GW112")) || (data3 === "GW113")) || (data3 === "GW114")) || (data3 === "GW115")) || (data3 === "GW116")) || (data3 === "GW117")) || (data3 === "GW118")) || (data3 === "GW119")) || (data3 === "GW201")) || (data3 === "GW202")) || (data3 === "GW203")) || (data3 === "GW204")) || (data3 === "GW205")) || (data3 === "GW206")) || (data3 === "GW207")) || (data3 === "GW208")) || (data3 === "GW209")) || (data3 === "GW210")) || (data3 === "GW211")) || (data3 === "GW212")) || (data3 === "GW213")) || (data3 === "GW301")) || (data3 === "GW302")) || (data3 === "GW303")) || (data3 === "GW304")) || (data3 === "GW305")) || (data3 === "GW306")) || (data3 === "GW307")) || (data3 === "GW308")) || (data3 === "GW309")) || (data3 === "GW310")) || (data3 === "GW311")) || (data3 === "GW312")) || (data3 === "GW313")) || (data3 === "GW314")) || (data3 === "GW315")) || (data3 === "GW316")) || (data3 === "GW317")) || (data3 === "GW318")) || (data3 === "GW319")) || (data3 === "GW320")) || (data3 === "GW321")) || (data3 === "GW322")) || (data3 === "GW323")) || (data3 === "GW324")) || (data3 === "GW325")) || (data3 === "GW326")) || (data3 === "GW327")) || (data3 === "GW328")) || (data3 === "GW329")) || (data3 === "GW330")) || (data3 === "GW331")) || (data3 === "GW332")) || (data3 === "GW333")) || (data3 === "GW334")) || (data3 === "GW335")) || (data3 === "GW336")) || (data3 === "GW337")) || (data3 === "GW338")) || (data3 === "GW339")) || (data3 === "GW340")) || (data3 === "GW341")) || (data3 === "GW343")) || (data3 === "GW344")) || (data3 === "GW345")) || (data3 === "GW346")) || (data3 === "GW347")) || (data3 === "GW348")) || (data3 === "GW349")) || (data3 === "GW401")) || (data3 === "GW402")) || (data3 === "GW403")) || (data3 === "GW404")) || (data3 === "GW405")) || (data3 === "GW406")) || (data3 === "GW407")) || (data3 === "GW408")) || (data3 === "GW410")) || (data3 === "GW411")) || (data3 === "GW412")) || (data3 === "GW510")) || (data3 === "GW511")) || (data3 === "GW512")) || (data3 === "GW513")) || (data3 === "GW514")) || (data3 === "GW515")) || (data3 === "GW516")) || (data3 === "GW517")) || (data3 === "GW518")) || (data3 === "GW519")) || (data3 === "GW520")) || (data3 === "GW521")) || (data3 === "GW522")) || (data3 === "GW523")) || (data3 === "GW524")) || (data3 === "GW525")) || (data3 === "GW526"))){
const err7 = {instancePath:instancePath+"/waive/" + i0+"/code",schemaPath:"#/properties/waive/items/properties/code/enum",keyword:"enum",params:{allowedValues: schema102.properties.waive.items.properties.code.enum},schema:schema102.properties.waive.items.properties.code.enum,parentSchema:schema102.properties.waive.items.properties.code,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
if(data2.reason !== undefined){
let data4 = data2.reason;
if(typeof data4 === "string"){
if(!pattern36.test(data4)){
const err8 = {instancePath:instancePath+"/waive/" + i0+"/reason",schemaPath:"#/properties/waive/items/properties/reason/pattern",keyword:"pattern",params:{pattern: "\\S"},schema:"\\S",parentSchema:schema102.properties.waive.items.properties.reason,data:data4};
(vErrors ??= []).push(err8); errors++;
}
}
else {
const err9 = {instancePath:instancePath+"/waive/" + i0+"/reason",schemaPath:"#/properties/waive/items/properties/reason/type",keyword:"type",params:{type: "string"},schema:schema102.properties.waive.items.properties.reason.type,parentSchema:schema102.properties.waive.items.properties.reason,data:data4};
(vErrors ??= []).push(err9); errors++;
}
}
if(data2.expires !== undefined){
if(!(validate338(data2.expires, {instancePath:instancePath+"/waive/" + i0+"/expires",parentData:data2,parentDataProperty:"expires",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate338.errors); errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/waive/" + i0,schemaPath:"#/properties/waive/items/type",keyword:"type",params:{type: "object"},schema:schema102.properties.waive.items.type,parentSchema:schema102.properties.waive.items,data:data2};
(vErrors ??= []).push(err10); errors++;
}
}
}
else {
const err11 = {instancePath:instancePath+"/waive",schemaPath:"#/properties/waive/type",keyword:"type",params:{type: "array"},schema:schema102.properties.waive.type,parentSchema:schema102.properties.waive,data:data1};
(vErrors ??= []).push(err11); errors++;
}
}
}
else {
const err12 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema102.type,parentSchema:schema102,data};
(vErrors ??= []).push(err12); errors++;
}
validate337.errors = vErrors;
return errors === 0;
}
validate337.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema104 = {"description":"Where journal, lock and history are kept.","type":"object","additionalProperties":false,"properties":{"type":{"description":"`auto`: in the destination's metadata as soon as there is a destination, in a file before. `file` and `mongodb` have a block of that name.","type":"string","enum":["auto","file","mongodb"],"default":"auto","examples":["auto"]},"file":{"description":"A ledger in files, for one machine.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Directory of the ledger.","$ref":"#/$defs/path"}},"examples":[{"path":".godwit"}]},"mongodb":{"description":"A ledger in a MongoDB of your choice.","type":"object","additionalProperties":false,"properties":{"uri":{"description":"Connection string of the deployment that holds the ledger.","$ref":"#/$defs/connectionString"},"tls":{"description":"TLS settings of that deployment.","$ref":"#/$defs/tls"},"auth":{"description":"Credentials for that deployment.","$ref":"#/$defs/auth"},"database":{"description":"Database to keep it in.","type":"string","minLength":1,"default":"__godwit","examples":["__godwit"]}},"examples":[{"uri":{"env":"LEDGER_URI"}}]}},"examples":[{"type":"auto"}]};

function validate341(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate341.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(((key0 === "type") || (key0 === "file")) || (key0 === "mongodb"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema104,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.type !== undefined){
let data0 = data.type;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/type",keyword:"type",params:{type: "string"},schema:schema104.properties.type.type,parentSchema:schema104.properties.type,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(((data0 === "auto") || (data0 === "file")) || (data0 === "mongodb"))){
const err2 = {instancePath:instancePath+"/type",schemaPath:"#/properties/type/enum",keyword:"enum",params:{allowedValues: schema104.properties.type.enum},schema:schema104.properties.type.enum,parentSchema:schema104.properties.type,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.file !== undefined){
let data1 = data.file;
if(data1 && typeof data1 == "object" && !Array.isArray(data1)){
for(const key1 in data1){
if(!(key1 === "path")){
const err3 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema104.properties.file,data:data1};
(vErrors ??= []).push(err3); errors++;
}
}
if(data1.path !== undefined){
if(!(validate201(data1.path, {instancePath:instancePath+"/file/path",parentData:data1,parentDataProperty:"path",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
}
else {
const err4 = {instancePath:instancePath+"/file",schemaPath:"#/properties/file/type",keyword:"type",params:{type: "object"},schema:schema104.properties.file.type,parentSchema:schema104.properties.file,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.mongodb !== undefined){
let data3 = data.mongodb;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 in data3){
if(!((((key2 === "uri") || (key2 === "tls")) || (key2 === "auth")) || (key2 === "database"))){
const err5 = {instancePath:instancePath+"/mongodb",schemaPath:"#/properties/mongodb/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema104.properties.mongodb,data:data3};
(vErrors ??= []).push(err5); errors++;
}
}
if(data3.uri !== undefined){
if(!(validate60(data3.uri, {instancePath:instancePath+"/mongodb/uri",parentData:data3,parentDataProperty:"uri",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate60.errors); errors = vErrors.length;
}
}
if(data3.tls !== undefined){
if(!(validate64(data3.tls, {instancePath:instancePath+"/mongodb/tls",parentData:data3,parentDataProperty:"tls",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate64.errors); errors = vErrors.length;
}
}
if(data3.auth !== undefined){
if(!(validate69(data3.auth, {instancePath:instancePath+"/mongodb/auth",parentData:data3,parentDataProperty:"auth",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate69.errors); errors = vErrors.length;
}
}
if(data3.database !== undefined){
let data7 = data3.database;
if(typeof data7 === "string"){
if(data7.length < 1){
const err6 = {instancePath:instancePath+"/mongodb/database",schemaPath:"#/properties/mongodb/properties/database/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema104.properties.mongodb.properties.database,data:data7};
(vErrors ??= []).push(err6); errors++;
}
}
else {
const err7 = {instancePath:instancePath+"/mongodb/database",schemaPath:"#/properties/mongodb/properties/database/type",keyword:"type",params:{type: "string"},schema:schema104.properties.mongodb.properties.database.type,parentSchema:schema104.properties.mongodb.properties.database,data:data7};
(vErrors ??= []).push(err7); errors++;
}
}
}
else {
const err8 = {instancePath:instancePath+"/mongodb",schemaPath:"#/properties/mongodb/type",keyword:"type",params:{type: "object"},schema:schema104.properties.mongodb.type,parentSchema:schema104.properties.mongodb,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
}
else {
const err9 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema104.type,parentSchema:schema104,data};
(vErrors ??= []).push(err9); errors++;
}
validate341.errors = vErrors;
return errors === 0;
}
validate341.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema105 = {"description":"How the Atlas destination is provisioned.","type":"object","additionalProperties":false,"properties":{"binary":{"title":"path","description":"terraform or tofu, or the path of either. Without it, the first of them in PATH.","type":"string","minLength":1,"examples":["tofu"]},"mode":{"description":"`run`: godwit runs it as part of apply. `external`: another pipeline applies what `godwit synth` writes, and godwit only looks whether it is there, and reads `outputs`.","type":"string","enum":["run","external"],"default":"run","examples":["run"]},"directory":{"title":"path","description":"Where the stack is written to.","type":"string","minLength":1,"default":".godwit/terraform","examples":["./terraform"]},"providerVersion":{"title":"version constraint","description":"Version of the mongodbatlas provider, as Terraform writes constraints.","type":"string","minLength":1,"examples":["~> 2.16"]},"backend":{"$ref":"#/$defs/terraformBackend"},"outputs":{"description":"With `mode: external`: where the other pipeline tells the connection string of the cluster. Without it, Atlas is asked.","type":"object","additionalProperties":false,"properties":{"directory":{"title":"path","description":"Where that pipeline has its stack; `terraform output -json` is run there.","type":"string","minLength":1,"examples":["./infrastructure"]},"file":{"title":"path","description":"A file that `terraform output -json` or `terraform show -json` wrote, or a state file.","type":"string","minLength":1,"examples":["./outputs.json"]},"connectionString":{"title":"output","description":"Name of the output that is the connection string. Without it, the name that `godwit synth` gives it for `destination.atlas.connectThrough`.","type":"string","minLength":1,"examples":["orders_connection_string"]}},"examples":[{"directory":"./infrastructure"}]}},"examples":[{"binary":"tofu","backend":{"s3":{"bucket":"tfstate","key":"orders","region":"eu-west-1"}}}]};
const schema106 = {"description":"Where Terraform keeps its state. The arguments are spelled as Terraform spells them; credentials come from the environment, as Terraform advises.","type":"object","additionalProperties":false,"properties":{"local":{"description":"A file on this machine.","type":"object","additionalProperties":false,"properties":{"path":{"description":"Path of the state file.","type":"string","examples":["./terraform.tfstate"]},"workspace_dir":{"description":"Directory of other workspaces.","type":"string","examples":["./states"]}},"examples":[{"path":"./terraform.tfstate"}]},"s3":{"description":"An S3 bucket.","type":"object","additionalProperties":false,"properties":{"bucket":{"description":"Bucket of the state.","type":"string","examples":["tfstate"]},"key":{"description":"Key of the state.","type":"string","examples":["godwit/orders.tfstate"]},"region":{"description":"Region of the bucket.","type":"string","examples":["eu-west-1"]},"profile":{"description":"AWS profile.","type":"string","examples":["migration"]},"role_arn":{"description":"Role to assume.","type":"string","examples":["arn:aws:iam::123456789012:role/terraform"]},"encrypt":{"description":"Encrypt the state.","type":"boolean","examples":[true]},"kms_key_id":{"description":"Key to encrypt with.","type":"string","examples":["arn:aws:kms:eu-west-1:123456789012:key/1"]},"use_lockfile":{"description":"Lock by a file in the bucket.","type":"boolean","examples":[true]},"dynamodb_table":{"description":"Lock by a table.","type":"string","examples":["tflock"]},"endpoint":{"description":"Address of an S3-compatible service.","type":"string","examples":["https://minio.example"]},"use_path_style":{"description":"Name the bucket in the path, as most S3-compatible services want it.","type":"boolean","examples":[true]},"skip_credentials_validation":{"description":"Ask no AWS service whether the credentials are right: for S3-compatible services.","type":"boolean","examples":[true]},"skip_metadata_api_check":{"description":"Do not look for credentials of an EC2 instance.","type":"boolean","examples":[true]},"skip_region_validation":{"description":"Take a region that AWS does not have.","type":"boolean","examples":[true]},"skip_requesting_account_id":{"description":"Ask no AWS service for the account: for S3-compatible services.","type":"boolean","examples":[true]},"skip_s3_checksum":{"description":"Send no checksums, which some S3-compatible services refuse.","type":"boolean","examples":[true]}},"examples":[{"bucket":"tfstate","key":"godwit/orders.tfstate","region":"eu-west-1","use_lockfile":true}]},"gcs":{"description":"A Google Cloud Storage bucket.","type":"object","additionalProperties":false,"properties":{"bucket":{"description":"Bucket of the state.","type":"string","examples":["tfstate"]},"prefix":{"description":"Prefix of the state.","type":"string","examples":["godwit/orders"]},"impersonate_service_account":{"description":"Service account to act as.","type":"string","examples":["terraform@shop.iam.gserviceaccount.com"]},"kms_encryption_key":{"description":"Key to encrypt with.","type":"string","examples":["projects/shop/locations/europe/keyRings/tf/cryptoKeys/state"]}},"examples":[{"bucket":"tfstate","prefix":"godwit/orders"}]},"azurerm":{"description":"An Azure storage container.","type":"object","additionalProperties":false,"properties":{"resource_group_name":{"description":"Resource group.","type":"string","examples":["tfstate"]},"storage_account_name":{"description":"Storage account.","type":"string","examples":["tfstate"]},"container_name":{"description":"Container.","type":"string","examples":["tfstate"]},"key":{"description":"Name of the blob.","type":"string","examples":["orders.tfstate"]},"subscription_id":{"description":"Subscription.","type":"string","examples":["00000000-0000-0000-0000-000000000002"]},"tenant_id":{"description":"Tenant.","type":"string","examples":["00000000-0000-0000-0000-000000000001"]},"use_azuread_auth":{"description":"Log in through Entra ID.","type":"boolean","examples":[true]},"use_oidc":{"description":"Log in by OpenID Connect.","type":"boolean","examples":[true]},"use_msi":{"description":"Log in by managed identity.","type":"boolean","examples":[true]}},"examples":[{"storage_account_name":"tfstate","container_name":"tfstate","key":"orders.tfstate"}]},"http":{"description":"A service that speaks Terraform's state protocol, such as GitLab's.","type":"object","additionalProperties":false,"properties":{"address":{"description":"Address of the state.","type":"string","examples":["https://git.example/state"]},"update_method":{"description":"Method of updates.","type":"string","examples":["POST"]},"lock_address":{"description":"Address of the lock.","type":"string","examples":["https://git.example/state/lock"]},"lock_method":{"description":"Method of locking.","type":"string","examples":["POST"]},"unlock_address":{"description":"Address to unlock.","type":"string","examples":["https://git.example/state/lock"]},"unlock_method":{"description":"Method of unlocking.","type":"string","examples":["DELETE"]},"retry_max":{"description":"Number of retries.","type":"integer","minimum":0,"examples":[2]},"retry_wait_min":{"description":"Shortest pause before a retry, in seconds.","type":"integer","minimum":0,"examples":[1]},"retry_wait_max":{"description":"Longest pause before a retry, in seconds.","type":"integer","minimum":0,"examples":[30]}},"examples":[{"address":"https://git.example/state"}]},"remote":{"description":"HCP Terraform or Terraform Enterprise.","type":"object","additionalProperties":false,"properties":{"hostname":{"description":"Host of the service.","type":"string","examples":["app.terraform.io"]},"organization":{"description":"Organization.","type":"string","examples":["shop"]},"workspaces":{"description":"The workspace, by name or prefix.","type":"object","additionalProperties":false,"properties":{"name":{"description":"Name of the workspace.","type":"string","examples":["orders"]},"prefix":{"description":"Prefix of workspaces.","type":"string","examples":["godwit-"]}},"examples":[{"name":"orders"}]}},"examples":[{"organization":"shop","workspaces":{"name":"orders"}}]}},"examples":[{"s3":{"bucket":"tfstate","key":"orders","region":"eu-west-1"}}]};

function validate348(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate348.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "local") || (key0 === "s3")) || (key0 === "gcs")) || (key0 === "azurerm")) || (key0 === "http")) || (key0 === "remote"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema106,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.local !== undefined){
let data0 = data.local;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key1 in data0){
if(!((key1 === "path") || (key1 === "workspace_dir"))){
const err1 = {instancePath:instancePath+"/local",schemaPath:"#/properties/local/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema106.properties.local,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data0.path !== undefined){
let data1 = data0.path;
if(typeof data1 !== "string"){
const err2 = {instancePath:instancePath+"/local/path",schemaPath:"#/properties/local/properties/path/type",keyword:"type",params:{type: "string"},schema:schema106.properties.local.properties.path.type,parentSchema:schema106.properties.local.properties.path,data:data1};
(vErrors ??= []).push(err2); errors++;
}
}
if(data0.workspace_dir !== undefined){
let data2 = data0.workspace_dir;
if(typeof data2 !== "string"){
const err3 = {instancePath:instancePath+"/local/workspace_dir",schemaPath:"#/properties/local/properties/workspace_dir/type",keyword:"type",params:{type: "string"},schema:schema106.properties.local.properties.workspace_dir.type,parentSchema:schema106.properties.local.properties.workspace_dir,data:data2};
(vErrors ??= []).push(err3); errors++;
}
}
}
else {
const err4 = {instancePath:instancePath+"/local",schemaPath:"#/properties/local/type",keyword:"type",params:{type: "object"},schema:schema106.properties.local.type,parentSchema:schema106.properties.local,data:data0};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.s3 !== undefined){
let data3 = data.s3;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
for(const key2 in data3){
if(!(func1.call(schema106.properties.s3.properties, key2))){
const err5 = {instancePath:instancePath+"/s3",schemaPath:"#/properties/s3/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema106.properties.s3,data:data3};
(vErrors ??= []).push(err5); errors++;
}
}
if(data3.bucket !== undefined){
let data4 = data3.bucket;
if(typeof data4 !== "string"){
const err6 = {instancePath:instancePath+"/s3/bucket",schemaPath:"#/properties/s3/properties/bucket/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.bucket.type,parentSchema:schema106.properties.s3.properties.bucket,data:data4};
(vErrors ??= []).push(err6); errors++;
}
}
if(data3.key !== undefined){
let data5 = data3.key;
if(typeof data5 !== "string"){
const err7 = {instancePath:instancePath+"/s3/key",schemaPath:"#/properties/s3/properties/key/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.key.type,parentSchema:schema106.properties.s3.properties.key,data:data5};
(vErrors ??= []).push(err7); errors++;
}
}
if(data3.region !== undefined){
let data6 = data3.region;
if(typeof data6 !== "string"){
const err8 = {instancePath:instancePath+"/s3/region",schemaPath:"#/properties/s3/properties/region/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.region.type,parentSchema:schema106.properties.s3.properties.region,data:data6};
(vErrors ??= []).push(err8); errors++;
}
}
if(data3.profile !== undefined){
let data7 = data3.profile;
if(typeof data7 !== "string"){
const err9 = {instancePath:instancePath+"/s3/profile",schemaPath:"#/properties/s3/properties/profile/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.profile.type,parentSchema:schema106.properties.s3.properties.profile,data:data7};
(vErrors ??= []).push(err9); errors++;
}
}
if(data3.role_arn !== undefined){
let data8 = data3.role_arn;
if(typeof data8 !== "string"){
const err10 = {instancePath:instancePath+"/s3/role_arn",schemaPath:"#/properties/s3/properties/role_arn/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.role_arn.type,parentSchema:schema106.properties.s3.properties.role_arn,data:data8};
(vErrors ??= []).push(err10); errors++;
}
}
if(data3.encrypt !== undefined){
let data9 = data3.encrypt;
if(typeof data9 !== "boolean"){
const err11 = {instancePath:instancePath+"/s3/encrypt",schemaPath:"#/properties/s3/properties/encrypt/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.encrypt.type,parentSchema:schema106.properties.s3.properties.encrypt,data:data9};
(vErrors ??= []).push(err11); errors++;
}
}
if(data3.kms_key_id !== undefined){
let data10 = data3.kms_key_id;
if(typeof data10 !== "string"){
const err12 = {instancePath:instancePath+"/s3/kms_key_id",schemaPath:"#/properties/s3/properties/kms_key_id/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.kms_key_id.type,parentSchema:schema106.properties.s3.properties.kms_key_id,data:data10};
(vErrors ??= []).push(err12); errors++;
}
}
if(data3.use_lockfile !== undefined){
let data11 = data3.use_lockfile;
if(typeof data11 !== "boolean"){
const err13 = {instancePath:instancePath+"/s3/use_lockfile",schemaPath:"#/properties/s3/properties/use_lockfile/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.use_lockfile.type,parentSchema:schema106.properties.s3.properties.use_lockfile,data:data11};
(vErrors ??= []).push(err13); errors++;
}
}
if(data3.dynamodb_table !== undefined){
let data12 = data3.dynamodb_table;
if(typeof data12 !== "string"){
const err14 = {instancePath:instancePath+"/s3/dynamodb_table",schemaPath:"#/properties/s3/properties/dynamodb_table/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.dynamodb_table.type,parentSchema:schema106.properties.s3.properties.dynamodb_table,data:data12};
(vErrors ??= []).push(err14); errors++;
}
}
if(data3.endpoint !== undefined){
let data13 = data3.endpoint;
if(typeof data13 !== "string"){
const err15 = {instancePath:instancePath+"/s3/endpoint",schemaPath:"#/properties/s3/properties/endpoint/type",keyword:"type",params:{type: "string"},schema:schema106.properties.s3.properties.endpoint.type,parentSchema:schema106.properties.s3.properties.endpoint,data:data13};
(vErrors ??= []).push(err15); errors++;
}
}
if(data3.use_path_style !== undefined){
let data14 = data3.use_path_style;
if(typeof data14 !== "boolean"){
const err16 = {instancePath:instancePath+"/s3/use_path_style",schemaPath:"#/properties/s3/properties/use_path_style/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.use_path_style.type,parentSchema:schema106.properties.s3.properties.use_path_style,data:data14};
(vErrors ??= []).push(err16); errors++;
}
}
if(data3.skip_credentials_validation !== undefined){
let data15 = data3.skip_credentials_validation;
if(typeof data15 !== "boolean"){
const err17 = {instancePath:instancePath+"/s3/skip_credentials_validation",schemaPath:"#/properties/s3/properties/skip_credentials_validation/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.skip_credentials_validation.type,parentSchema:schema106.properties.s3.properties.skip_credentials_validation,data:data15};
(vErrors ??= []).push(err17); errors++;
}
}
if(data3.skip_metadata_api_check !== undefined){
let data16 = data3.skip_metadata_api_check;
if(typeof data16 !== "boolean"){
const err18 = {instancePath:instancePath+"/s3/skip_metadata_api_check",schemaPath:"#/properties/s3/properties/skip_metadata_api_check/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.skip_metadata_api_check.type,parentSchema:schema106.properties.s3.properties.skip_metadata_api_check,data:data16};
(vErrors ??= []).push(err18); errors++;
}
}
if(data3.skip_region_validation !== undefined){
let data17 = data3.skip_region_validation;
if(typeof data17 !== "boolean"){
const err19 = {instancePath:instancePath+"/s3/skip_region_validation",schemaPath:"#/properties/s3/properties/skip_region_validation/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.skip_region_validation.type,parentSchema:schema106.properties.s3.properties.skip_region_validation,data:data17};
(vErrors ??= []).push(err19); errors++;
}
}
if(data3.skip_requesting_account_id !== undefined){
let data18 = data3.skip_requesting_account_id;
if(typeof data18 !== "boolean"){
const err20 = {instancePath:instancePath+"/s3/skip_requesting_account_id",schemaPath:"#/properties/s3/properties/skip_requesting_account_id/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.skip_requesting_account_id.type,parentSchema:schema106.properties.s3.properties.skip_requesting_account_id,data:data18};
(vErrors ??= []).push(err20); errors++;
}
}
if(data3.skip_s3_checksum !== undefined){
let data19 = data3.skip_s3_checksum;
if(typeof data19 !== "boolean"){
const err21 = {instancePath:instancePath+"/s3/skip_s3_checksum",schemaPath:"#/properties/s3/properties/skip_s3_checksum/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.s3.properties.skip_s3_checksum.type,parentSchema:schema106.properties.s3.properties.skip_s3_checksum,data:data19};
(vErrors ??= []).push(err21); errors++;
}
}
}
else {
const err22 = {instancePath:instancePath+"/s3",schemaPath:"#/properties/s3/type",keyword:"type",params:{type: "object"},schema:schema106.properties.s3.type,parentSchema:schema106.properties.s3,data:data3};
(vErrors ??= []).push(err22); errors++;
}
}
if(data.gcs !== undefined){
let data20 = data.gcs;
if(data20 && typeof data20 == "object" && !Array.isArray(data20)){
for(const key3 in data20){
if(!((((key3 === "bucket") || (key3 === "prefix")) || (key3 === "impersonate_service_account")) || (key3 === "kms_encryption_key"))){
const err23 = {instancePath:instancePath+"/gcs",schemaPath:"#/properties/gcs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key3},schema:false,parentSchema:schema106.properties.gcs,data:data20};
(vErrors ??= []).push(err23); errors++;
}
}
if(data20.bucket !== undefined){
let data21 = data20.bucket;
if(typeof data21 !== "string"){
const err24 = {instancePath:instancePath+"/gcs/bucket",schemaPath:"#/properties/gcs/properties/bucket/type",keyword:"type",params:{type: "string"},schema:schema106.properties.gcs.properties.bucket.type,parentSchema:schema106.properties.gcs.properties.bucket,data:data21};
(vErrors ??= []).push(err24); errors++;
}
}
if(data20.prefix !== undefined){
let data22 = data20.prefix;
if(typeof data22 !== "string"){
const err25 = {instancePath:instancePath+"/gcs/prefix",schemaPath:"#/properties/gcs/properties/prefix/type",keyword:"type",params:{type: "string"},schema:schema106.properties.gcs.properties.prefix.type,parentSchema:schema106.properties.gcs.properties.prefix,data:data22};
(vErrors ??= []).push(err25); errors++;
}
}
if(data20.impersonate_service_account !== undefined){
let data23 = data20.impersonate_service_account;
if(typeof data23 !== "string"){
const err26 = {instancePath:instancePath+"/gcs/impersonate_service_account",schemaPath:"#/properties/gcs/properties/impersonate_service_account/type",keyword:"type",params:{type: "string"},schema:schema106.properties.gcs.properties.impersonate_service_account.type,parentSchema:schema106.properties.gcs.properties.impersonate_service_account,data:data23};
(vErrors ??= []).push(err26); errors++;
}
}
if(data20.kms_encryption_key !== undefined){
let data24 = data20.kms_encryption_key;
if(typeof data24 !== "string"){
const err27 = {instancePath:instancePath+"/gcs/kms_encryption_key",schemaPath:"#/properties/gcs/properties/kms_encryption_key/type",keyword:"type",params:{type: "string"},schema:schema106.properties.gcs.properties.kms_encryption_key.type,parentSchema:schema106.properties.gcs.properties.kms_encryption_key,data:data24};
(vErrors ??= []).push(err27); errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/gcs",schemaPath:"#/properties/gcs/type",keyword:"type",params:{type: "object"},schema:schema106.properties.gcs.type,parentSchema:schema106.properties.gcs,data:data20};
(vErrors ??= []).push(err28); errors++;
}
}
if(data.azurerm !== undefined){
let data25 = data.azurerm;
if(data25 && typeof data25 == "object" && !Array.isArray(data25)){
for(const key4 in data25){
if(!(func1.call(schema106.properties.azurerm.properties, key4))){
const err29 = {instancePath:instancePath+"/azurerm",schemaPath:"#/properties/azurerm/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key4},schema:false,parentSchema:schema106.properties.azurerm,data:data25};
(vErrors ??= []).push(err29); errors++;
}
}
if(data25.resource_group_name !== undefined){
let data26 = data25.resource_group_name;
if(typeof data26 !== "string"){
const err30 = {instancePath:instancePath+"/azurerm/resource_group_name",schemaPath:"#/properties/azurerm/properties/resource_group_name/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.resource_group_name.type,parentSchema:schema106.properties.azurerm.properties.resource_group_name,data:data26};
(vErrors ??= []).push(err30); errors++;
}
}
if(data25.storage_account_name !== undefined){
let data27 = data25.storage_account_name;
if(typeof data27 !== "string"){
const err31 = {instancePath:instancePath+"/azurerm/storage_account_name",schemaPath:"#/properties/azurerm/properties/storage_account_name/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.storage_account_name.type,parentSchema:schema106.properties.azurerm.properties.storage_account_name,data:data27};
(vErrors ??= []).push(err31); errors++;
}
}
if(data25.container_name !== undefined){
let data28 = data25.container_name;
if(typeof data28 !== "string"){
const err32 = {instancePath:instancePath+"/azurerm/container_name",schemaPath:"#/properties/azurerm/properties/container_name/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.container_name.type,parentSchema:schema106.properties.azurerm.properties.container_name,data:data28};
(vErrors ??= []).push(err32); errors++;
}
}
if(data25.key !== undefined){
let data29 = data25.key;
if(typeof data29 !== "string"){
const err33 = {instancePath:instancePath+"/azurerm/key",schemaPath:"#/properties/azurerm/properties/key/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.key.type,parentSchema:schema106.properties.azurerm.properties.key,data:data29};
(vErrors ??= []).push(err33); errors++;
}
}
if(data25.subscription_id !== undefined){
let data30 = data25.subscription_id;
if(typeof data30 !== "string"){
const err34 = {instancePath:instancePath+"/azurerm/subscription_id",schemaPath:"#/properties/azurerm/properties/subscription_id/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.subscription_id.type,parentSchema:schema106.properties.azurerm.properties.subscription_id,data:data30};
(vErrors ??= []).push(err34); errors++;
}
}
if(data25.tenant_id !== undefined){
let data31 = data25.tenant_id;
if(typeof data31 !== "string"){
const err35 = {instancePath:instancePath+"/azurerm/tenant_id",schemaPath:"#/properties/azurerm/properties/tenant_id/type",keyword:"type",params:{type: "string"},schema:schema106.properties.azurerm.properties.tenant_id.type,parentSchema:schema106.properties.azurerm.properties.tenant_id,data:data31};
(vErrors ??= []).push(err35); errors++;
}
}
if(data25.use_azuread_auth !== undefined){
let data32 = data25.use_azuread_auth;
if(typeof data32 !== "boolean"){
const err36 = {instancePath:instancePath+"/azurerm/use_azuread_auth",schemaPath:"#/properties/azurerm/properties/use_azuread_auth/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.azurerm.properties.use_azuread_auth.type,parentSchema:schema106.properties.azurerm.properties.use_azuread_auth,data:data32};
(vErrors ??= []).push(err36); errors++;
}
}
if(data25.use_oidc !== undefined){
let data33 = data25.use_oidc;
if(typeof data33 !== "boolean"){
const err37 = {instancePath:instancePath+"/azurerm/use_oidc",schemaPath:"#/properties/azurerm/properties/use_oidc/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.azurerm.properties.use_oidc.type,parentSchema:schema106.properties.azurerm.properties.use_oidc,data:data33};
(vErrors ??= []).push(err37); errors++;
}
}
if(data25.use_msi !== undefined){
let data34 = data25.use_msi;
if(typeof data34 !== "boolean"){
const err38 = {instancePath:instancePath+"/azurerm/use_msi",schemaPath:"#/properties/azurerm/properties/use_msi/type",keyword:"type",params:{type: "boolean"},schema:schema106.properties.azurerm.properties.use_msi.type,parentSchema:schema106.properties.azurerm.properties.use_msi,data:data34};
(vErrors ??= []).push(err38); errors++;
}
}
}
else {
const err39 = {instancePath:instancePath+"/azurerm",schemaPath:"#/properties/azurerm/type",keyword:"type",params:{type: "object"},schema:schema106.properties.azurerm.type,parentSchema:schema106.properties.azurerm,data:data25};
(vErrors ??= []).push(err39); errors++;
}
}
if(data.http !== undefined){
let data35 = data.http;
if(data35 && typeof data35 == "object" && !Array.isArray(data35)){
for(const key5 in data35){
if(!(func1.call(schema106.properties.http.properties, key5))){
const err40 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key5},schema:false,parentSchema:schema106.properties.http,data:data35};
(vErrors ??= []).push(err40); errors++;
}
}
if(data35.address !== undefined){
let data36 = data35.address;
if(typeof data36 !== "string"){
const err41 = {instancePath:instancePath+"/http/address",schemaPath:"#/properties/http/properties/address/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.address.type,parentSchema:schema106.properties.http.properties.address,data:data36};
(vErrors ??= []).push(err41); errors++;
}
}
if(data35.update_method !== undefined){
let data37 = data35.update_method;
if(typeof data37 !== "string"){
const err42 = {instancePath:instancePath+"/http/update_method",schemaPath:"#/properties/http/properties/update_method/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.update_method.type,parentSchema:schema106.properties.http.properties.update_method,data:data37};
(vErrors ??= []).push(err42); errors++;
}
}
if(data35.lock_address !== undefined){
let data38 = data35.lock_address;
if(typeof data38 !== "string"){
const err43 = {instancePath:instancePath+"/http/lock_address",schemaPath:"#/properties/http/properties/lock_address/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.lock_address.type,parentSchema:schema106.properties.http.properties.lock_address,data:data38};
(vErrors ??= []).push(err43); errors++;
}
}
if(data35.lock_method !== undefined){
let data39 = data35.lock_method;
if(typeof data39 !== "string"){
const err44 = {instancePath:instancePath+"/http/lock_method",schemaPath:"#/properties/http/properties/lock_method/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.lock_method.type,parentSchema:schema106.properties.http.properties.lock_method,data:data39};
(vErrors ??= []).push(err44); errors++;
}
}
if(data35.unlock_address !== undefined){
let data40 = data35.unlock_address;
if(typeof data40 !== "string"){
const err45 = {instancePath:instancePath+"/http/unlock_address",schemaPath:"#/properties/http/properties/unlock_address/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.unlock_address.type,parentSchema:schema106.properties.http.properties.unlock_address,data:data40};
(vErrors ??= []).push(err45); errors++;
}
}
if(data35.unlock_method !== undefined){
let data41 = data35.unlock_method;
if(typeof data41 !== "string"){
const err46 = {instancePath:instancePath+"/http/unlock_method",schemaPath:"#/properties/http/properties/unlock_method/type",keyword:"type",params:{type: "string"},schema:schema106.properties.http.properties.unlock_method.type,parentSchema:schema106.properties.http.properties.unlock_method,data:data41};
(vErrors ??= []).push(err46); errors++;
}
}
if(data35.retry_max !== undefined){
let data42 = data35.retry_max;
if(!(((typeof data42 == "number") && (!(data42 % 1) && !isNaN(data42))) && (isFinite(data42)))){
const err47 = {instancePath:instancePath+"/http/retry_max",schemaPath:"#/properties/http/properties/retry_max/type",keyword:"type",params:{type: "integer"},schema:schema106.properties.http.properties.retry_max.type,parentSchema:schema106.properties.http.properties.retry_max,data:data42};
(vErrors ??= []).push(err47); errors++;
}
if((typeof data42 == "number") && (isFinite(data42))){
if(data42 < 0 || isNaN(data42)){
const err48 = {instancePath:instancePath+"/http/retry_max",schemaPath:"#/properties/http/properties/retry_max/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema106.properties.http.properties.retry_max,data:data42};
(vErrors ??= []).push(err48); errors++;
}
}
}
if(data35.retry_wait_min !== undefined){
let data43 = data35.retry_wait_min;
if(!(((typeof data43 == "number") && (!(data43 % 1) && !isNaN(data43))) && (isFinite(data43)))){
const err49 = {instancePath:instancePath+"/http/retry_wait_min",schemaPath:"#/properties/http/properties/retry_wait_min/type",keyword:"type",params:{type: "integer"},schema:schema106.properties.http.properties.retry_wait_min.type,parentSchema:schema106.properties.http.properties.retry_wait_min,data:data43};
(vErrors ??= []).push(err49); errors++;
}
if((typeof data43 == "number") && (isFinite(data43))){
if(data43 < 0 || isNaN(data43)){
const err50 = {instancePath:instancePath+"/http/retry_wait_min",schemaPath:"#/properties/http/properties/retry_wait_min/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema106.properties.http.properties.retry_wait_min,data:data43};
(vErrors ??= []).push(err50); errors++;
}
}
}
if(data35.retry_wait_max !== undefined){
let data44 = data35.retry_wait_max;
if(!(((typeof data44 == "number") && (!(data44 % 1) && !isNaN(data44))) && (isFinite(data44)))){
const err51 = {instancePath:instancePath+"/http/retry_wait_max",schemaPath:"#/properties/http/properties/retry_wait_max/type",keyword:"type",params:{type: "integer"},schema:schema106.properties.http.properties.retry_wait_max.type,parentSchema:schema106.properties.http.properties.retry_wait_max,data:data44};
(vErrors ??= []).push(err51); errors++;
}
if((typeof data44 == "number") && (isFinite(data44))){
if(data44 < 0 || isNaN(data44)){
const err52 = {instancePath:instancePath+"/http/retry_wait_max",schemaPath:"#/properties/http/properties/retry_wait_max/minimum",keyword:"minimum",params:{comparison: ">=", limit: 0},schema:0,parentSchema:schema106.properties.http.properties.retry_wait_max,data:data44};
(vErrors ??= []).push(err52); errors++;
}
}
}
}
else {
const err53 = {instancePath:instancePath+"/http",schemaPath:"#/properties/http/type",keyword:"type",params:{type: "object"},schema:schema106.properties.http.type,parentSchema:schema106.properties.http,data:data35};
(vErrors ??= []).push(err53); errors++;
}
}
if(data.remote !== undefined){
let data45 = data.remote;
if(data45 && typeof data45 == "object" && !Array.isArray(data45)){
for(const key6 in data45){
if(!(((key6 === "hostname") || (key6 === "organization")) || (key6 === "workspaces"))){
const err54 = {instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key6},schema:false,parentSchema:schema106.properties.remote,data:data45};
(vErrors ??= []).push(err54); errors++;
}
}
if(data45.hostname !== undefined){
let data46 = data45.hostname;
if(typeof data46 !== "string"){
const err55 = {instancePath:instancePath+"/remote/hostname",schemaPath:"#/properties/remote/properties/hostname/type",keyword:"type",params:{type: "string"},schema:schema106.properties.remote.properties.hostname.type,parentSchema:schema106.properties.remote.properties.hostname,data:data46};
(vErrors ??= []).push(err55); errors++;
}
}
if(data45.organization !== undefined){
let data47 = data45.organization;
if(typeof data47 !== "string"){
const err56 = {instancePath:instancePath+"/remote/organization",schemaPath:"#/properties/remote/properties/organization/type",keyword:"type",params:{type: "string"},schema:schema106.properties.remote.properties.organization.type,parentSchema:schema106.properties.remote.properties.organization,data:data47};
(vErrors ??= []).push(err56); errors++;
}
}
if(data45.workspaces !== undefined){
let data48 = data45.workspaces;
if(data48 && typeof data48 == "object" && !Array.isArray(data48)){
for(const key7 in data48){
if(!((key7 === "name") || (key7 === "prefix"))){
const err57 = {instancePath:instancePath+"/remote/workspaces",schemaPath:"#/properties/remote/properties/workspaces/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key7},schema:false,parentSchema:schema106.properties.remote.properties.workspaces,data:data48};
(vErrors ??= []).push(err57); errors++;
}
}
if(data48.name !== undefined){
let data49 = data48.name;
if(typeof data49 !== "string"){
const err58 = {instancePath:instancePath+"/remote/workspaces/name",schemaPath:"#/properties/remote/properties/workspaces/properties/name/type",keyword:"type",params:{type: "string"},schema:schema106.properties.remote.properties.workspaces.properties.name.type,parentSchema:schema106.properties.remote.properties.workspaces.properties.name,data:data49};
(vErrors ??= []).push(err58); errors++;
}
}
if(data48.prefix !== undefined){
let data50 = data48.prefix;
if(typeof data50 !== "string"){
const err59 = {instancePath:instancePath+"/remote/workspaces/prefix",schemaPath:"#/properties/remote/properties/workspaces/properties/prefix/type",keyword:"type",params:{type: "string"},schema:schema106.properties.remote.properties.workspaces.properties.prefix.type,parentSchema:schema106.properties.remote.properties.workspaces.properties.prefix,data:data50};
(vErrors ??= []).push(err59); errors++;
}
}
}
else {
const err60 = {instancePath:instancePath+"/remote/workspaces",schemaPath:"#/properties/remote/properties/workspaces/type",keyword:"type",params:{type: "object"},schema:schema106.properties.remote.properties.workspaces.type,parentSchema:schema106.properties.remote.properties.workspaces,data:data48};
(vErrors ??= []).push(err60); errors++;
}
}
}
else {
const err61 = {instancePath:instancePath+"/remote",schemaPath:"#/properties/remote/type",keyword:"type",params:{type: "object"},schema:schema106.properties.remote.type,parentSchema:schema106.properties.remote,data:data45};
(vErrors ??= []).push(err61); errors++;
}
}
}
else {
const err62 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema106.type,parentSchema:schema106,data};
(vErrors ??= []).push(err62); errors++;
}
validate348.errors = vErrors;
return errors === 0;
}
validate348.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate347(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate347.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!((((((key0 === "binary") || (key0 === "mode")) || (key0 === "directory")) || (key0 === "providerVersion")) || (key0 === "backend")) || (key0 === "outputs"))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema105,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.binary !== undefined){
let data0 = data.binary;
if(typeof data0 === "string"){
if(data0.length < 1){
const err1 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.binary,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
else {
const err2 = {instancePath:instancePath+"/binary",schemaPath:"#/properties/binary/type",keyword:"type",params:{type: "string"},schema:schema105.properties.binary.type,parentSchema:schema105.properties.binary,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.mode !== undefined){
let data1 = data.mode;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/type",keyword:"type",params:{type: "string"},schema:schema105.properties.mode.type,parentSchema:schema105.properties.mode,data:data1};
(vErrors ??= []).push(err3); errors++;
}
if(!((data1 === "run") || (data1 === "external"))){
const err4 = {instancePath:instancePath+"/mode",schemaPath:"#/properties/mode/enum",keyword:"enum",params:{allowedValues: schema105.properties.mode.enum},schema:schema105.properties.mode.enum,parentSchema:schema105.properties.mode,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.directory !== undefined){
let data2 = data.directory;
if(typeof data2 === "string"){
if(data2.length < 1){
const err5 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.directory,data:data2};
(vErrors ??= []).push(err5); errors++;
}
}
else {
const err6 = {instancePath:instancePath+"/directory",schemaPath:"#/properties/directory/type",keyword:"type",params:{type: "string"},schema:schema105.properties.directory.type,parentSchema:schema105.properties.directory,data:data2};
(vErrors ??= []).push(err6); errors++;
}
}
if(data.providerVersion !== undefined){
let data3 = data.providerVersion;
if(typeof data3 === "string"){
if(data3.length < 1){
const err7 = {instancePath:instancePath+"/providerVersion",schemaPath:"#/properties/providerVersion/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.providerVersion,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
else {
const err8 = {instancePath:instancePath+"/providerVersion",schemaPath:"#/properties/providerVersion/type",keyword:"type",params:{type: "string"},schema:schema105.properties.providerVersion.type,parentSchema:schema105.properties.providerVersion,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.backend !== undefined){
if(!(validate348(data.backend, {instancePath:instancePath+"/backend",parentData:data,parentDataProperty:"backend",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate348.errors); errors = vErrors.length;
}
}
if(data.outputs !== undefined){
let data5 = data.outputs;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
for(const key1 in data5){
if(!(((key1 === "directory") || (key1 === "file")) || (key1 === "connectionString"))){
const err9 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema105.properties.outputs,data:data5};
(vErrors ??= []).push(err9); errors++;
}
}
if(data5.directory !== undefined){
let data6 = data5.directory;
if(typeof data6 === "string"){
if(data6.length < 1){
const err10 = {instancePath:instancePath+"/outputs/directory",schemaPath:"#/properties/outputs/properties/directory/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.outputs.properties.directory,data:data6};
(vErrors ??= []).push(err10); errors++;
}
}
else {
const err11 = {instancePath:instancePath+"/outputs/directory",schemaPath:"#/properties/outputs/properties/directory/type",keyword:"type",params:{type: "string"},schema:schema105.properties.outputs.properties.directory.type,parentSchema:schema105.properties.outputs.properties.directory,data:data6};
(vErrors ??= []).push(err11); errors++;
}
}
if(data5.file !== undefined){
let data7 = data5.file;
if(typeof data7 === "string"){
if(data7.length < 1){
const err12 = {instancePath:instancePath+"/outputs/file",schemaPath:"#/properties/outputs/properties/file/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.outputs.properties.file,data:data7};
(vErrors ??= []).push(err12); errors++;
}
}
else {
const err13 = {instancePath:instancePath+"/outputs/file",schemaPath:"#/properties/outputs/properties/file/type",keyword:"type",params:{type: "string"},schema:schema105.properties.outputs.properties.file.type,parentSchema:schema105.properties.outputs.properties.file,data:data7};
(vErrors ??= []).push(err13); errors++;
}
}
if(data5.connectionString !== undefined){
let data8 = data5.connectionString;
if(typeof data8 === "string"){
if(data8.length < 1){
const err14 = {instancePath:instancePath+"/outputs/connectionString",schemaPath:"#/properties/outputs/properties/connectionString/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema105.properties.outputs.properties.connectionString,data:data8};
(vErrors ??= []).push(err14); errors++;
}
}
else {
const err15 = {instancePath:instancePath+"/outputs/connectionString",schemaPath:"#/properties/outputs/properties/connectionString/type",keyword:"type",params:{type: "string"},schema:schema105.properties.outputs.properties.connectionString.type,parentSchema:schema105.properties.outputs.properties.connectionString,data:data8};
(vErrors ??= []).push(err15); errors++;
}
}
}
else {
const err16 = {instancePath:instancePath+"/outputs",schemaPath:"#/properties/outputs/type",keyword:"type",params:{type: "object"},schema:schema105.properties.outputs.type,parentSchema:schema105.properties.outputs,data:data5};
(vErrors ??= []).push(err16); errors++;
}
}
}
else {
const err17 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema105.type,parentSchema:schema105,data};
(vErrors ??= []).push(err17); errors++;
}
validate347.errors = vErrors;
return errors === 0;
}
validate347.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema107 = {"description":"Rules that every plan of this migration is held to.","type":"array","items":{"description":"A rule that godwit knows, or a program that reads the plan as JSON from its standard input and exits with 0 when it agrees.","type":"object","additionalProperties":false,"oneOf":[{"required":["rule"]},{"required":["run"]}],"properties":{"rule":{"description":"A rule that godwit knows.","type":"string","enum":["noDestructiveSteps","verificationRequired","rollbackRequired","approvalRequired","cutoverInWindow","noOpenAccess","backupRequired","rehearsalRequired"],"examples":["noDestructiveSteps"]},"run":{"description":"The program and its arguments.","$ref":"#/$defs/commandLine"},"rehearsal":{"description":"For `rehearsalRequired`: what shows that this migration was rehearsed.","type":"object","additionalProperties":false,"required":["report"],"properties":{"report":{"description":"The events of the rehearsal, as `godwit apply -e staging --json-into FILE` wrote them.","$ref":"#/$defs/path"},"maxAge":{"description":"How old it may be.","$ref":"#/$defs/duration","default":"30d"}},"examples":[{"report":"./rehearsal.jsonl","maxAge":"14d"}]},"name":{"description":"Name in plans and reports.","type":"string","minLength":1,"examples":["company rules"]},"level":{"description":"`deny` stops an apply, `warn` only says so.","type":"string","enum":["warn","deny"],"default":"deny","examples":["deny"]}},"examples":[{"rule":"noOpenAccess","level":"deny"}]},"examples":[[{"rule":"verificationRequired","level":"deny"}]]};

function validate351(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate351.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs3 = errors;
let valid2 = false;
let passing0 = null;
const _errs4 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.rule === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/0/required",keyword:"required",params:{missingProperty: "rule"},schema:schema107.items.oneOf[0].required,parentSchema:schema107.items.oneOf[0],data:data0};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs5 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.run === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/1/required",keyword:"required",params:{missingProperty: "run"},schema:schema107.items.oneOf[1].required,parentSchema:schema107.items.oneOf[1],data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
}
if(!valid2){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema107.items.oneOf,parentSchema:schema107.items,data:data0};
(vErrors ??= []).push(err2); errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
for(const key0 in data0){
if(!(((((key0 === "rule") || (key0 === "run")) || (key0 === "rehearsal")) || (key0 === "name")) || (key0 === "level"))){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema107.items,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data0.rule !== undefined){
let data1 = data0.rule;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/" + i0+"/rule",schemaPath:"#/items/properties/rule/type",keyword:"type",params:{type: "string"},schema:schema107.items.properties.rule.type,parentSchema:schema107.items.properties.rule,data:data1};
(vErrors ??= []).push(err4); errors++;
}
if(!((((((((data1 === "noDestructiveSteps") || (data1 === "verificationRequired")) || (data1 === "rollbackRequired")) || (data1 === "approvalRequired")) || (data1 === "cutoverInWindow")) || (data1 === "noOpenAccess")) || (data1 === "backupRequired")) || (data1 === "rehearsalRequired"))){
const err5 = {instancePath:instancePath+"/" + i0+"/rule",schemaPath:"#/items/properties/rule/enum",keyword:"enum",params:{allowedValues: schema107.items.properties.rule.enum},schema:schema107.items.properties.rule.enum,parentSchema:schema107.items.properties.rule,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
if(data0.run !== undefined){
if(!(validate219(data0.run, {instancePath:instancePath+"/" + i0+"/run",parentData:data0,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data0.rehearsal !== undefined){
let data3 = data0.rehearsal;
if(data3 && typeof data3 == "object" && !Array.isArray(data3)){
if(data3.report === undefined){
const err6 = {instancePath:instancePath+"/" + i0+"/rehearsal",schemaPath:"#/items/properties/rehearsal/required",keyword:"required",params:{missingProperty: "report"},schema:schema107.items.properties.rehearsal.required,parentSchema:schema107.items.properties.rehearsal,data:data3};
(vErrors ??= []).push(err6); errors++;
}
for(const key1 in data3){
if(!((key1 === "report") || (key1 === "maxAge"))){
const err7 = {instancePath:instancePath+"/" + i0+"/rehearsal",schemaPath:"#/items/properties/rehearsal/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema107.items.properties.rehearsal,data:data3};
(vErrors ??= []).push(err7); errors++;
}
}
if(data3.report !== undefined){
if(!(validate201(data3.report, {instancePath:instancePath+"/" + i0+"/rehearsal/report",parentData:data3,parentDataProperty:"report",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate201.errors); errors = vErrors.length;
}
}
if(data3.maxAge !== undefined){
if(!(validate77(data3.maxAge, {instancePath:instancePath+"/" + i0+"/rehearsal/maxAge",parentData:data3,parentDataProperty:"maxAge",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate77.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/" + i0+"/rehearsal",schemaPath:"#/items/properties/rehearsal/type",keyword:"type",params:{type: "object"},schema:schema107.items.properties.rehearsal.type,parentSchema:schema107.items.properties.rehearsal,data:data3};
(vErrors ??= []).push(err8); errors++;
}
}
if(data0.name !== undefined){
let data6 = data0.name;
if(typeof data6 === "string"){
if(data6.length < 1){
const err9 = {instancePath:instancePath+"/" + i0+"/name",schemaPath:"#/items/properties/name/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema107.items.properties.name,data:data6};
(vErrors ??= []).push(err9); errors++;
}
}
else {
const err10 = {instancePath:instancePath+"/" + i0+"/name",schemaPath:"#/items/properties/name/type",keyword:"type",params:{type: "string"},schema:schema107.items.properties.name.type,parentSchema:schema107.items.properties.name,data:data6};
(vErrors ??= []).push(err10); errors++;
}
}
if(data0.level !== undefined){
let data7 = data0.level;
if(typeof data7 !== "string"){
const err11 = {instancePath:instancePath+"/" + i0+"/level",schemaPath:"#/items/properties/level/type",keyword:"type",params:{type: "string"},schema:schema107.items.properties.level.type,parentSchema:schema107.items.properties.level,data:data7};
(vErrors ??= []).push(err11); errors++;
}
if(!((data7 === "warn") || (data7 === "deny"))){
const err12 = {instancePath:instancePath+"/" + i0+"/level",schemaPath:"#/items/properties/level/enum",keyword:"enum",params:{allowedValues: schema107.items.properties.level.enum},schema:schema107.items.properties.level.enum,parentSchema:schema107.items.properties.level,data:data7};
(vErrors ??= []).push(err12); errors++;
}
}
}
else {
const err13 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},schema:schema107.items.type,parentSchema:schema107.items,data:data0};
(vErrors ??= []).push(err13); errors++;
}
}
}
else {
const err14 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},schema:schema107.type,parentSchema:schema107,data};
(vErrors ??= []).push(err14); errors++;
}
validate351.errors = vErrors;
return errors === 0;
}
validate351.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema108 = {"description":"Who is told of what.","type":"array","items":{"description":"Events and where they go, as JSON.","type":"object","additionalProperties":false,"required":["on"],"oneOf":[{"required":["run"]},{"required":["http"]},{"required":["slack"]},{"required":["email"]}],"properties":{"on":{"description":"The events.","type":"array","minItems":1,"uniqueItems":true,"items":{"description":"One event.","type":"string","enum":["started","stateChanged","gateWaiting","approvalNeeded","cutoverStarted","cutoverFinished","cutoverUndone","rolledBack","completed","failed","stalled","oplogWindowLow","mismatchFound","drifted","expiryNear"],"examples":["failed"]},"examples":[["failed","stalled","oplogWindowLow"]]},"run":{"description":"A program that gets the event as JSON on its standard input.","$ref":"#/$defs/commandLine"},"http":{"description":"A request that carries the event as JSON.","$ref":"#/$defs/http"},"slack":{"description":"A Slack channel.","type":"object","additionalProperties":false,"required":["webhook"],"properties":{"webhook":{"description":"Address of the incoming webhook, which is a secret.","$ref":"#/$defs/secret"}},"examples":[{"webhook":{"env":"SLACK_WEBHOOK"}}]},"email":{"description":"Mail through an SMTP server.","type":"object","additionalProperties":false,"required":["host","from","to"],"properties":{"host":{"description":"The SMTP server.","type":"string","minLength":1,"examples":["smtp.example.com"]},"port":{"description":"Port of the SMTP server.","$ref":"#/$defs/port","default":587},"security":{"description":"`startTls` begins in the clear and refuses to go on without TLS, `tls` is TLS from the first byte, `none` is for a server on the same machine.","type":"string","enum":["startTls","tls","none"],"default":"startTls","examples":["tls"]},"username":{"description":"User at the SMTP server.","$ref":"#/$defs/text"},"password":{"description":"Password at the SMTP server.","$ref":"#/$defs/secret"},"from":{"description":"Address of the sender.","type":"string","minLength":3,"examples":["godwit@example.com"]},"to":{"description":"Addresses of those who are told.","type":"array","minItems":1,"items":{"description":"One address.","type":"string","minLength":3,"examples":["dba@example.com"]},"examples":[["dba@example.com"]]}},"dependentRequired":{"username":["password"],"password":["username"]},"examples":[{"host":"smtp.example.com","from":"godwit@example.com","to":["dba@example.com"]}]},"message":{"description":"What is said, with {{migration}}, {{event}}, {{environment}}, {{state}}, {{phase}}, {{reason}}, {{by}}, {{job}}, {{runId}} and {{at}} put in. Without it godwit says it in its own words.","type":"string","minLength":1,"examples":["{{migration}}: {{event}} {{reason}} (see {{job}})"]}},"examples":[{"on":["failed"],"slack":{"webhook":{"env":"SLACK_WEBHOOK"}}}]},"examples":[[{"on":["failed","stalled"],"http":{"url":"https://hooks.example/godwit"}}]]};

function validate356(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate356.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(Array.isArray(data)){
const len0 = data.length;
for(let i0=0; i0<len0; i0++){
let data0 = data[i0];
const _errs3 = errors;
let valid2 = false;
let passing0 = null;
const _errs4 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.run === undefined){
const err0 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/0/required",keyword:"required",params:{missingProperty: "run"},schema:schema108.items.oneOf[0].required,parentSchema:schema108.items.oneOf[0],data:data0};
(vErrors ??= []).push(err0); errors++;
}
}
var _valid0 = _errs4 === errors;
if(_valid0){
valid2 = true;
passing0 = 0;
}
const _errs5 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.http === undefined){
const err1 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/1/required",keyword:"required",params:{missingProperty: "http"},schema:schema108.items.oneOf[1].required,parentSchema:schema108.items.oneOf[1],data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
var _valid0 = _errs5 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 1];
}
else {
if(_valid0){
valid2 = true;
passing0 = 1;
}
const _errs6 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.slack === undefined){
const err2 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/2/required",keyword:"required",params:{missingProperty: "slack"},schema:schema108.items.oneOf[2].required,parentSchema:schema108.items.oneOf[2],data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
var _valid0 = _errs6 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 2];
}
else {
if(_valid0){
valid2 = true;
passing0 = 2;
}
const _errs7 = errors;
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.email === undefined){
const err3 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf/3/required",keyword:"required",params:{missingProperty: "email"},schema:schema108.items.oneOf[3].required,parentSchema:schema108.items.oneOf[3],data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
var _valid0 = _errs7 === errors;
if(_valid0 && valid2){
valid2 = false;
passing0 = [passing0, 3];
}
else {
if(_valid0){
valid2 = true;
passing0 = 3;
}
}
}
}
if(!valid2){
const err4 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/oneOf",keyword:"oneOf",params:{passingSchemas: passing0},schema:schema108.items.oneOf,parentSchema:schema108.items,data:data0};
(vErrors ??= []).push(err4); errors++;
}
else {
errors = _errs3;
if(vErrors !== null){
if(_errs3){
vErrors.length = _errs3;
}
else {
vErrors = null;
}
}
}
if(data0 && typeof data0 == "object" && !Array.isArray(data0)){
if(data0.on === undefined){
const err5 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/required",keyword:"required",params:{missingProperty: "on"},schema:schema108.items.required,parentSchema:schema108.items,data:data0};
(vErrors ??= []).push(err5); errors++;
}
for(const key0 in data0){
if(!((((((key0 === "on") || (key0 === "run")) || (key0 === "http")) || (key0 === "slack")) || (key0 === "email")) || (key0 === "message"))){
const err6 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema108.items,data:data0};
(vErrors ??= []).push(err6); errors++;
}
}
if(data0.on !== undefined){
let data1 = data0.on;
if(Array.isArray(data1)){
if(data1.length < 1){
const err7 = {instancePath:instancePath+"/" + i0+"/on",schemaPath:"#/items/properties/on/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema108.items.properties.on,data:data1};
(vErrors ??= []).push(err7); errors++;
}
const len1 = data1.length;
for(let i1=0; i1<len1; i1++){
let data2 = data1[i1];
if(typeof data2 !== "string"){
const err8 = {instancePath:instancePath+"/" + i0+"/on/" + i1,schemaPath:"#/items/properties/on/items/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.on.items.type,parentSchema:schema108.items.properties.on.items,data:data2};
(vErrors ??= []).push(err8); errors++;
}
if(!(((((((((((((((data2 === "started") || (data2 === "stateChanged")) || (data2 === "gateWaiting")) || (data2 === "approvalNeeded")) || (data2 === "cutoverStarted")) || (data2 === "cutoverFinished")) || (data2 === "cutoverUndone")) || (data2 === "rolledBack")) || (data2 === "completed")) || (data2 === "failed")) || (data2 === "stalled")) || (data2 === "oplogWindowLow")) || (data2 === "mismatchFound")) || (data2 === "drifted")) || (data2 === "expiryNear"))){
const err9 = {instancePath:instancePath+"/" + i0+"/on/" + i1,schemaPath:"#/items/properties/on/items/enum",keyword:"enum",params:{allowedValues: schema108.items.properties.on.items.enum},schema:schema108.items.properties.on.items.enum,parentSchema:schema108.items.properties.on.items,data:data2};
(vErrors ??= []).push(err9); errors++;
}
}
let i2 = data1.length;
let j0;
if(i2 > 1){
const indices0 = {};
for(;i2--;){
let item0 = data1[i2];
if(typeof item0 !== "string"){
continue;
}
if(typeof indices0[item0] == "number"){
j0 = indices0[item0];
const err10 = {instancePath:instancePath+"/" + i0+"/on",schemaPath:"#/items/properties/on/uniqueItems",keyword:"uniqueItems",params:{i: i2, j: j0},schema:true,parentSchema:schema108.items.properties.on,data:data1};
(vErrors ??= []).push(err10); errors++;
break;
}
indices0[item0] = i2;
}
}
}
else {
const err11 = {instancePath:instancePath+"/" + i0+"/on",schemaPath:"#/items/properties/on/type",keyword:"type",params:{type: "array"},schema:schema108.items.properties.on.type,parentSchema:schema108.items.properties.on,data:data1};
(vErrors ??= []).push(err11); errors++;
}
}
if(data0.run !== undefined){
if(!(validate219(data0.run, {instancePath:instancePath+"/" + i0+"/run",parentData:data0,parentDataProperty:"run",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate219.errors); errors = vErrors.length;
}
}
if(data0.http !== undefined){
if(!(validate292(data0.http, {instancePath:instancePath+"/" + i0+"/http",parentData:data0,parentDataProperty:"http",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate292.errors); errors = vErrors.length;
}
}
if(data0.slack !== undefined){
let data5 = data0.slack;
if(data5 && typeof data5 == "object" && !Array.isArray(data5)){
if(data5.webhook === undefined){
const err12 = {instancePath:instancePath+"/" + i0+"/slack",schemaPath:"#/items/properties/slack/required",keyword:"required",params:{missingProperty: "webhook"},schema:schema108.items.properties.slack.required,parentSchema:schema108.items.properties.slack,data:data5};
(vErrors ??= []).push(err12); errors++;
}
for(const key1 in data5){
if(!(key1 === "webhook")){
const err13 = {instancePath:instancePath+"/" + i0+"/slack",schemaPath:"#/items/properties/slack/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key1},schema:false,parentSchema:schema108.items.properties.slack,data:data5};
(vErrors ??= []).push(err13); errors++;
}
}
if(data5.webhook !== undefined){
if(!(validate61(data5.webhook, {instancePath:instancePath+"/" + i0+"/slack/webhook",parentData:data5,parentDataProperty:"webhook",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
}
else {
const err14 = {instancePath:instancePath+"/" + i0+"/slack",schemaPath:"#/items/properties/slack/type",keyword:"type",params:{type: "object"},schema:schema108.items.properties.slack.type,parentSchema:schema108.items.properties.slack,data:data5};
(vErrors ??= []).push(err14); errors++;
}
}
if(data0.email !== undefined){
let data7 = data0.email;
if(data7 && typeof data7 == "object" && !Array.isArray(data7)){
if(data7.host === undefined){
const err15 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/required",keyword:"required",params:{missingProperty: "host"},schema:schema108.items.properties.email.required,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err15); errors++;
}
if(data7.from === undefined){
const err16 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/required",keyword:"required",params:{missingProperty: "from"},schema:schema108.items.properties.email.required,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err16); errors++;
}
if(data7.to === undefined){
const err17 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/required",keyword:"required",params:{missingProperty: "to"},schema:schema108.items.properties.email.required,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err17); errors++;
}
for(const key2 in data7){
if(!(((((((key2 === "host") || (key2 === "port")) || (key2 === "security")) || (key2 === "username")) || (key2 === "password")) || (key2 === "from")) || (key2 === "to"))){
const err18 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key2},schema:false,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err18); errors++;
}
}
if(data7.host !== undefined){
let data8 = data7.host;
if(typeof data8 === "string"){
if(data8.length < 1){
const err19 = {instancePath:instancePath+"/" + i0+"/email/host",schemaPath:"#/items/properties/email/properties/host/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema108.items.properties.email.properties.host,data:data8};
(vErrors ??= []).push(err19); errors++;
}
}
else {
const err20 = {instancePath:instancePath+"/" + i0+"/email/host",schemaPath:"#/items/properties/email/properties/host/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.email.properties.host.type,parentSchema:schema108.items.properties.email.properties.host,data:data8};
(vErrors ??= []).push(err20); errors++;
}
}
if(data7.port !== undefined){
if(!(validate221(data7.port, {instancePath:instancePath+"/" + i0+"/email/port",parentData:data7,parentDataProperty:"port",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate221.errors); errors = vErrors.length;
}
}
if(data7.security !== undefined){
let data10 = data7.security;
if(typeof data10 !== "string"){
const err21 = {instancePath:instancePath+"/" + i0+"/email/security",schemaPath:"#/items/properties/email/properties/security/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.email.properties.security.type,parentSchema:schema108.items.properties.email.properties.security,data:data10};
(vErrors ??= []).push(err21); errors++;
}
if(!(((data10 === "startTls") || (data10 === "tls")) || (data10 === "none"))){
const err22 = {instancePath:instancePath+"/" + i0+"/email/security",schemaPath:"#/items/properties/email/properties/security/enum",keyword:"enum",params:{allowedValues: schema108.items.properties.email.properties.security.enum},schema:schema108.items.properties.email.properties.security.enum,parentSchema:schema108.items.properties.email.properties.security,data:data10};
(vErrors ??= []).push(err22); errors++;
}
}
if(data7.username !== undefined){
if(!(validate70(data7.username, {instancePath:instancePath+"/" + i0+"/email/username",parentData:data7,parentDataProperty:"username",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate70.errors); errors = vErrors.length;
}
}
if(data7.password !== undefined){
if(!(validate61(data7.password, {instancePath:instancePath+"/" + i0+"/email/password",parentData:data7,parentDataProperty:"password",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate61.errors); errors = vErrors.length;
}
}
if(data7.from !== undefined){
let data13 = data7.from;
if(typeof data13 === "string"){
if(data13.length < 3){
const err23 = {instancePath:instancePath+"/" + i0+"/email/from",schemaPath:"#/items/properties/email/properties/from/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema108.items.properties.email.properties.from,data:data13};
(vErrors ??= []).push(err23); errors++;
}
}
else {
const err24 = {instancePath:instancePath+"/" + i0+"/email/from",schemaPath:"#/items/properties/email/properties/from/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.email.properties.from.type,parentSchema:schema108.items.properties.email.properties.from,data:data13};
(vErrors ??= []).push(err24); errors++;
}
}
if(data7.to !== undefined){
let data14 = data7.to;
if(Array.isArray(data14)){
if(data14.length < 1){
const err25 = {instancePath:instancePath+"/" + i0+"/email/to",schemaPath:"#/items/properties/email/properties/to/minItems",keyword:"minItems",params:{limit: 1},schema:1,parentSchema:schema108.items.properties.email.properties.to,data:data14};
(vErrors ??= []).push(err25); errors++;
}
const len2 = data14.length;
for(let i3=0; i3<len2; i3++){
let data15 = data14[i3];
if(typeof data15 === "string"){
if(data15.length < 3){
const err26 = {instancePath:instancePath+"/" + i0+"/email/to/" + i3,schemaPath:"#/items/properties/email/properties/to/items/minLength",keyword:"minLength",params:{limit: 3},schema:3,parentSchema:schema108.items.properties.email.properties.to.items,data:data15};
(vErrors ??= []).push(err26); errors++;
}
}
else {
const err27 = {instancePath:instancePath+"/" + i0+"/email/to/" + i3,schemaPath:"#/items/properties/email/properties/to/items/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.email.properties.to.items.type,parentSchema:schema108.items.properties.email.properties.to.items,data:data15};
(vErrors ??= []).push(err27); errors++;
}
}
}
else {
const err28 = {instancePath:instancePath+"/" + i0+"/email/to",schemaPath:"#/items/properties/email/properties/to/type",keyword:"type",params:{type: "array"},schema:schema108.items.properties.email.properties.to.type,parentSchema:schema108.items.properties.email.properties.to,data:data14};
(vErrors ??= []).push(err28); errors++;
}
}
if(data7.username !== undefined){
if(data7.password === undefined){
const err29 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/dependentRequired",keyword:"dependentRequired",params:{property: "username",
    missingProperty: "password",
    depsCount: 1,
    deps: "password"},schema:schema108.items.properties.email.dependentRequired,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err29); errors++;
}
}
if(data7.password !== undefined){
if(data7.username === undefined){
const err30 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/dependentRequired",keyword:"dependentRequired",params:{property: "password",
    missingProperty: "username",
    depsCount: 1,
    deps: "username"},schema:schema108.items.properties.email.dependentRequired,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err30); errors++;
}
}
}
else {
const err31 = {instancePath:instancePath+"/" + i0+"/email",schemaPath:"#/items/properties/email/type",keyword:"type",params:{type: "object"},schema:schema108.items.properties.email.type,parentSchema:schema108.items.properties.email,data:data7};
(vErrors ??= []).push(err31); errors++;
}
}
if(data0.message !== undefined){
let data16 = data0.message;
if(typeof data16 === "string"){
if(data16.length < 1){
const err32 = {instancePath:instancePath+"/" + i0+"/message",schemaPath:"#/items/properties/message/minLength",keyword:"minLength",params:{limit: 1},schema:1,parentSchema:schema108.items.properties.message,data:data16};
(vErrors ??= []).push(err32); errors++;
}
}
else {
const err33 = {instancePath:instancePath+"/" + i0+"/message",schemaPath:"#/items/properties/message/type",keyword:"type",params:{type: "string"},schema:schema108.items.properties.message.type,parentSchema:schema108.items.properties.message,data:data16};
(vErrors ??= []).push(err33); errors++;
}
}
}
else {
const err34 = {instancePath:instancePath+"/" + i0,schemaPath:"#/items/type",keyword:"type",params:{type: "object"},schema:schema108.items.type,parentSchema:schema108.items,data:data0};
(vErrors ??= []).push(err34); errors++;
}
}
}
else {
const err35 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "array"},schema:schema108.type,parentSchema:schema108,data};
(vErrors ??= []).push(err35); errors++;
}
validate356.errors = vErrors;
return errors === 0;
}
validate356.evaluated = {"items":true,"dynamicProps":false,"dynamicItems":false};

const schema109 = {"description":"Any part of a migration file, laid over it when its environment is chosen.","type":"object","additionalProperties":false,"examples":[{"phase":"detached","destination":{"uri":{"env":"STAGING_URI"}}}],"properties":{"description":{"description":"Replaces the description of the file.","type":"string","examples":["Rehearsal into the staging cluster"]},"phase":{"$ref":"#/$defs/phase"},"source":{"$ref":"#/$defs/source"},"destination":{"$ref":"#/$defs/destination"},"engine":{"$ref":"#/$defs/engine"},"filters":{"$ref":"#/$defs/filters"},"sharding":{"$ref":"#/$defs/sharding"},"indexes":{"$ref":"#/$defs/indexes"},"searchIndexes":{"$ref":"#/$defs/searchIndexes"},"usersAndRoles":{"$ref":"#/$defs/usersAndRoles"},"verification":{"$ref":"#/$defs/verification"},"cutover":{"$ref":"#/$defs/cutover"},"throttle":{"$ref":"#/$defs/throttle"},"checks":{"$ref":"#/$defs/checks"},"ledger":{"$ref":"#/$defs/ledger"},"terraform":{"$ref":"#/$defs/terraform"},"policy":{"$ref":"#/$defs/policy"},"notifications":{"$ref":"#/$defs/notifications"},"vars":{"$ref":"#/$defs/vars"}}};
const schema110 = {"description":"Variables of this file with their defaults. `${var.NAME}` in any text stands for the value; `--var NAME=VALUE` and GODWIT_VAR_NAME replace the default. A variable whose default is null must be given.","type":"object","propertyNames":{"pattern":"^[A-Za-z_][A-Za-z0-9_-]*$"},"additionalProperties":{"description":"Default value of the variable, or null when it must be given.","type":["string","number","boolean","null"],"examples":["M40"]},"examples":[{"tier":"M40","region":"EU_WEST_1"}]};
const pattern38 = new RegExp("^[A-Za-z_][A-Za-z0-9_-]*$", "u");

function validate382(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate382.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
const _errs1 = errors;
if(typeof key0 === "string"){
if(!pattern38.test(key0)){
const err0 = {instancePath,schemaPath:"#/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_-]*$"},schema:"^[A-Za-z_][A-Za-z0-9_-]*$",parentSchema:schema110.propertyNames,data:key0,propertyName:key0};
(vErrors ??= []).push(err0); errors++;
}
}
var valid0 = _errs1 === errors;
if(!valid0){
const err1 = {instancePath,schemaPath:"#/propertyNames",keyword:"propertyNames",params:{propertyName: key0},schema:schema110.propertyNames,parentSchema:schema110,data};
(vErrors ??= []).push(err1); errors++;
}
}
for(const key1 in data){
let data0 = data[key1];
if((((typeof data0 !== "string") && (!((typeof data0 == "number") && (isFinite(data0))))) && (typeof data0 !== "boolean")) && (data0 !== null)){
const err2 = {instancePath:instancePath+"/" + key1.replace(/~/g, "~0").replace(/\//g, "~1"),schemaPath:"#/additionalProperties/type",keyword:"type",params:{type: schema110.additionalProperties.type},schema:schema110.additionalProperties.type,parentSchema:schema110.additionalProperties,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
}
else {
const err3 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema110.type,parentSchema:schema110,data};
(vErrors ??= []).push(err3); errors++;
}
validate382.errors = vErrors;
return errors === 0;
}
validate382.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate364(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate364.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema109.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema109,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.description !== undefined){
let data0 = data.description;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},schema:schema109.properties.description.type,parentSchema:schema109.properties.description,data:data0};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.phase !== undefined){
if(!(validate57(data.phase, {instancePath:instancePath+"/phase",parentData:data,parentDataProperty:"phase",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate57.errors); errors = vErrors.length;
}
}
if(data.source !== undefined){
if(!(validate59(data.source, {instancePath:instancePath+"/source",parentData:data,parentDataProperty:"source",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate59.errors); errors = vErrors.length;
}
}
if(data.destination !== undefined){
if(!(validate81(data.destination, {instancePath:instancePath+"/destination",parentData:data,parentDataProperty:"destination",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate81.errors); errors = vErrors.length;
}
}
if(data.engine !== undefined){
if(!(validate196(data.engine, {instancePath:instancePath+"/engine",parentData:data,parentDataProperty:"engine",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate196.errors); errors = vErrors.length;
}
}
if(data.filters !== undefined){
if(!(validate251(data.filters, {instancePath:instancePath+"/filters",parentData:data,parentDataProperty:"filters",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate251.errors); errors = vErrors.length;
}
}
if(data.sharding !== undefined){
if(!(validate260(data.sharding, {instancePath:instancePath+"/sharding",parentData:data,parentDataProperty:"sharding",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate260.errors); errors = vErrors.length;
}
}
if(data.indexes !== undefined){
if(!(validate265(data.indexes, {instancePath:instancePath+"/indexes",parentData:data,parentDataProperty:"indexes",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate265.errors); errors = vErrors.length;
}
}
if(data.searchIndexes !== undefined){
if(!(validate267(data.searchIndexes, {instancePath:instancePath+"/searchIndexes",parentData:data,parentDataProperty:"searchIndexes",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate267.errors); errors = vErrors.length;
}
}
if(data.usersAndRoles !== undefined){
if(!(validate270(data.usersAndRoles, {instancePath:instancePath+"/usersAndRoles",parentData:data,parentDataProperty:"usersAndRoles",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate270.errors); errors = vErrors.length;
}
}
if(data.verification !== undefined){
if(!(validate277(data.verification, {instancePath:instancePath+"/verification",parentData:data,parentDataProperty:"verification",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate277.errors); errors = vErrors.length;
}
}
if(data.cutover !== undefined){
if(!(validate281(data.cutover, {instancePath:instancePath+"/cutover",parentData:data,parentDataProperty:"cutover",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate281.errors); errors = vErrors.length;
}
}
if(data.throttle !== undefined){
if(!(validate325(data.throttle, {instancePath:instancePath+"/throttle",parentData:data,parentDataProperty:"throttle",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate325.errors); errors = vErrors.length;
}
}
if(data.checks !== undefined){
if(!(validate337(data.checks, {instancePath:instancePath+"/checks",parentData:data,parentDataProperty:"checks",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate337.errors); errors = vErrors.length;
}
}
if(data.ledger !== undefined){
if(!(validate341(data.ledger, {instancePath:instancePath+"/ledger",parentData:data,parentDataProperty:"ledger",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate341.errors); errors = vErrors.length;
}
}
if(data.terraform !== undefined){
if(!(validate347(data.terraform, {instancePath:instancePath+"/terraform",parentData:data,parentDataProperty:"terraform",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate347.errors); errors = vErrors.length;
}
}
if(data.policy !== undefined){
if(!(validate351(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate351.errors); errors = vErrors.length;
}
}
if(data.notifications !== undefined){
if(!(validate356(data.notifications, {instancePath:instancePath+"/notifications",parentData:data,parentDataProperty:"notifications",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate356.errors); errors = vErrors.length;
}
}
if(data.vars !== undefined){
if(!(validate382(data.vars, {instancePath:instancePath+"/vars",parentData:data,parentDataProperty:"vars",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate382.errors); errors = vErrors.length;
}
}
}
else {
const err2 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema109.type,parentSchema:schema109,data};
(vErrors ??= []).push(err2); errors++;
}
validate364.errors = vErrors;
return errors === 0;
}
validate364.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema111 = {"description":"A migration that comes first.","type":"object","additionalProperties":false,"required":["migration"],"properties":{"migration":{"title":"migration name","description":"Name of the other migration.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["customers-to-atlas"]},"phase":{"description":"The phase that the other migration must have come to.","type":"string","enum":["prepared","synced","detached","cutover","complete"],"default":"cutover","examples":["cutover"]}},"examples":[{"migration":"customers-to-atlas","phase":"cutover"}]};

function validate386(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate386.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.migration === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "migration"},schema:schema111.required,parentSchema:schema111,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!((key0 === "migration") || (key0 === "phase"))){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema111,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.migration !== undefined){
let data0 = data.migration;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
const err2 = {instancePath:instancePath+"/migration",schemaPath:"#/properties/migration/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},schema:"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema111.properties.migration,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/migration",schemaPath:"#/properties/migration/type",keyword:"type",params:{type: "string"},schema:schema111.properties.migration.type,parentSchema:schema111.properties.migration,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
if(data.phase !== undefined){
let data1 = data.phase;
if(typeof data1 !== "string"){
const err4 = {instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/type",keyword:"type",params:{type: "string"},schema:schema111.properties.phase.type,parentSchema:schema111.properties.phase,data:data1};
(vErrors ??= []).push(err4); errors++;
}
if(!(((((data1 === "prepared") || (data1 === "synced")) || (data1 === "detached")) || (data1 === "cutover")) || (data1 === "complete"))){
const err5 = {instancePath:instancePath+"/phase",schemaPath:"#/properties/phase/enum",keyword:"enum",params:{allowedValues: schema111.properties.phase.enum},schema:schema111.properties.phase.enum,parentSchema:schema111.properties.phase,data:data1};
(vErrors ??= []).push(err5); errors++;
}
}
}
else {
const err6 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema111.type,parentSchema:schema111,data};
(vErrors ??= []).push(err6); errors++;
}
validate386.errors = vErrors;
return errors === 0;
}
validate386.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};

const schema112 = {"description":"A name that this migration had before.","type":"object","additionalProperties":false,"required":["from"],"properties":{"from":{"title":"migration name","description":"The former name.","type":"string","pattern":"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$","examples":["orders-move"]}},"examples":[{"from":"orders-move"}]};

function validate388(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
let vErrors = null;
let errors = 0;
const evaluated0 = validate388.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(data && typeof data == "object" && !Array.isArray(data)){
if(data.from === undefined){
const err0 = {instancePath,schemaPath:"#/required",keyword:"required",params:{missingProperty: "from"},schema:schema112.required,parentSchema:schema112,data};
(vErrors ??= []).push(err0); errors++;
}
for(const key0 in data){
if(!(key0 === "from")){
const err1 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema112,data};
(vErrors ??= []).push(err1); errors++;
}
}
if(data.from !== undefined){
let data0 = data.from;
if(typeof data0 === "string"){
if(!pattern3.test(data0)){
const err2 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/pattern",keyword:"pattern",params:{pattern: "^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$"},schema:"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$",parentSchema:schema112.properties.from,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
else {
const err3 = {instancePath:instancePath+"/from",schemaPath:"#/properties/from/type",keyword:"type",params:{type: "string"},schema:schema112.properties.from.type,parentSchema:schema112.properties.from,data:data0};
(vErrors ??= []).push(err3); errors++;
}
}
}
else {
const err4 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema112.type,parentSchema:schema112,data};
(vErrors ??= []).push(err4); errors++;
}
validate388.errors = vErrors;
return errors === 0;
}
validate388.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


function validate52(data, {instancePath="", parentData, parentDataProperty, rootData=data, dynamicAnchors={}}={}){
/*# sourceURL="https://godwit.dev/schemas/migration.v1.schema.json" */;
let vErrors = null;
let errors = 0;
const evaluated0 = validate52.evaluated;
if(evaluated0.dynamicProps){
evaluated0.props = undefined;
}
if(evaluated0.dynamicItems){
evaluated0.items = undefined;
}
if(!(validate53(data, {instancePath,parentData,parentDataProperty,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate53.errors); errors = vErrors.length;
}
if(data && typeof data == "object" && !Array.isArray(data)){
for(const key0 in data){
if(!(func1.call(schema19.properties, key0))){
const err0 = {instancePath,schemaPath:"#/additionalProperties",keyword:"additionalProperties",params:{additionalProperty: key0},schema:false,parentSchema:schema19,data};
(vErrors ??= []).push(err0); errors++;
}
}
if(data.apiVersion !== undefined){
let data0 = data.apiVersion;
if(typeof data0 !== "string"){
const err1 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/type",keyword:"type",params:{type: "string"},schema:schema19.properties.apiVersion.type,parentSchema:schema19.properties.apiVersion,data:data0};
(vErrors ??= []).push(err1); errors++;
}
if(!(data0 === "godwit/v1")){
const err2 = {instancePath:instancePath+"/apiVersion",schemaPath:"#/properties/apiVersion/enum",keyword:"enum",params:{allowedValues: schema19.properties.apiVersion.enum},schema:schema19.properties.apiVersion.enum,parentSchema:schema19.properties.apiVersion,data:data0};
(vErrors ??= []).push(err2); errors++;
}
}
if(data.kind !== undefined){
let data1 = data.kind;
if(typeof data1 !== "string"){
const err3 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/type",keyword:"type",params:{type: "string"},schema:schema19.properties.kind.type,parentSchema:schema19.properties.kind,data:data1};
(vErrors ??= []).push(err3); errors++;
}
if(!(data1 === "Migration")){
const err4 = {instancePath:instancePath+"/kind",schemaPath:"#/properties/kind/enum",keyword:"enum",params:{allowedValues: schema19.properties.kind.enum},schema:schema19.properties.kind.enum,parentSchema:schema19.properties.kind,data:data1};
(vErrors ??= []).push(err4); errors++;
}
}
if(data.name !== undefined){
if(!(validate55(data.name, {instancePath:instancePath+"/name",parentData:data,parentDataProperty:"name",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate55.errors); errors = vErrors.length;
}
}
if(data.description !== undefined){
let data3 = data.description;
if(typeof data3 !== "string"){
const err5 = {instancePath:instancePath+"/description",schemaPath:"#/properties/description/type",keyword:"type",params:{type: "string"},schema:schema19.properties.description.type,parentSchema:schema19.properties.description,data:data3};
(vErrors ??= []).push(err5); errors++;
}
}
if(data.phase !== undefined){
if(!(validate57(data.phase, {instancePath:instancePath+"/phase",parentData:data,parentDataProperty:"phase",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate57.errors); errors = vErrors.length;
}
}
if(data.source !== undefined){
if(!(validate59(data.source, {instancePath:instancePath+"/source",parentData:data,parentDataProperty:"source",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate59.errors); errors = vErrors.length;
}
}
if(data.destination !== undefined){
if(!(validate81(data.destination, {instancePath:instancePath+"/destination",parentData:data,parentDataProperty:"destination",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate81.errors); errors = vErrors.length;
}
}
if(data.engine !== undefined){
if(!(validate196(data.engine, {instancePath:instancePath+"/engine",parentData:data,parentDataProperty:"engine",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate196.errors); errors = vErrors.length;
}
}
if(data.filters !== undefined){
if(!(validate251(data.filters, {instancePath:instancePath+"/filters",parentData:data,parentDataProperty:"filters",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate251.errors); errors = vErrors.length;
}
}
if(data.sharding !== undefined){
if(!(validate260(data.sharding, {instancePath:instancePath+"/sharding",parentData:data,parentDataProperty:"sharding",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate260.errors); errors = vErrors.length;
}
}
if(data.indexes !== undefined){
if(!(validate265(data.indexes, {instancePath:instancePath+"/indexes",parentData:data,parentDataProperty:"indexes",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate265.errors); errors = vErrors.length;
}
}
if(data.searchIndexes !== undefined){
if(!(validate267(data.searchIndexes, {instancePath:instancePath+"/searchIndexes",parentData:data,parentDataProperty:"searchIndexes",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate267.errors); errors = vErrors.length;
}
}
if(data.usersAndRoles !== undefined){
if(!(validate270(data.usersAndRoles, {instancePath:instancePath+"/usersAndRoles",parentData:data,parentDataProperty:"usersAndRoles",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate270.errors); errors = vErrors.length;
}
}
if(data.verification !== undefined){
if(!(validate277(data.verification, {instancePath:instancePath+"/verification",parentData:data,parentDataProperty:"verification",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate277.errors); errors = vErrors.length;
}
}
if(data.cutover !== undefined){
if(!(validate281(data.cutover, {instancePath:instancePath+"/cutover",parentData:data,parentDataProperty:"cutover",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate281.errors); errors = vErrors.length;
}
}
if(data.throttle !== undefined){
if(!(validate325(data.throttle, {instancePath:instancePath+"/throttle",parentData:data,parentDataProperty:"throttle",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate325.errors); errors = vErrors.length;
}
}
if(data.checks !== undefined){
if(!(validate337(data.checks, {instancePath:instancePath+"/checks",parentData:data,parentDataProperty:"checks",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate337.errors); errors = vErrors.length;
}
}
if(data.ledger !== undefined){
if(!(validate341(data.ledger, {instancePath:instancePath+"/ledger",parentData:data,parentDataProperty:"ledger",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate341.errors); errors = vErrors.length;
}
}
if(data.terraform !== undefined){
if(!(validate347(data.terraform, {instancePath:instancePath+"/terraform",parentData:data,parentDataProperty:"terraform",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate347.errors); errors = vErrors.length;
}
}
if(data.policy !== undefined){
if(!(validate351(data.policy, {instancePath:instancePath+"/policy",parentData:data,parentDataProperty:"policy",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate351.errors); errors = vErrors.length;
}
}
if(data.notifications !== undefined){
if(!(validate356(data.notifications, {instancePath:instancePath+"/notifications",parentData:data,parentDataProperty:"notifications",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate356.errors); errors = vErrors.length;
}
}
if(data.environments !== undefined){
let data21 = data.environments;
if(data21 && typeof data21 == "object" && !Array.isArray(data21)){
for(const key1 in data21){
const _errs29 = errors;
if(typeof key1 === "string"){
if(!pattern38.test(key1)){
const err6 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/propertyNames/pattern",keyword:"pattern",params:{pattern: "^[A-Za-z_][A-Za-z0-9_-]*$"},schema:"^[A-Za-z_][A-Za-z0-9_-]*$",parentSchema:schema19.properties.environments.propertyNames,data:key1,propertyName:key1};
(vErrors ??= []).push(err6); errors++;
}
}
var valid2 = _errs29 === errors;
if(!valid2){
const err7 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/propertyNames",keyword:"propertyNames",params:{propertyName: key1},schema:schema19.properties.environments.propertyNames,parentSchema:schema19.properties.environments,data:data21};
(vErrors ??= []).push(err7); errors++;
}
}
for(const key2 in data21){
if(!(validate364(data21[key2], {instancePath:instancePath+"/environments/" + key2.replace(/~/g, "~0").replace(/\//g, "~1"),parentData:data21,parentDataProperty:key2,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate364.errors); errors = vErrors.length;
}
}
}
else {
const err8 = {instancePath:instancePath+"/environments",schemaPath:"#/properties/environments/type",keyword:"type",params:{type: "object"},schema:schema19.properties.environments.type,parentSchema:schema19.properties.environments,data:data21};
(vErrors ??= []).push(err8); errors++;
}
}
if(data.vars !== undefined){
if(!(validate382(data.vars, {instancePath:instancePath+"/vars",parentData:data,parentDataProperty:"vars",rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate382.errors); errors = vErrors.length;
}
}
if(data.after !== undefined){
let data24 = data.after;
if(Array.isArray(data24)){
const len0 = data24.length;
for(let i0=0; i0<len0; i0++){
if(!(validate386(data24[i0], {instancePath:instancePath+"/after/" + i0,parentData:data24,parentDataProperty:i0,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate386.errors); errors = vErrors.length;
}
}
}
else {
const err9 = {instancePath:instancePath+"/after",schemaPath:"#/properties/after/type",keyword:"type",params:{type: "array"},schema:schema19.properties.after.type,parentSchema:schema19.properties.after,data:data24};
(vErrors ??= []).push(err9); errors++;
}
}
if(data.moved !== undefined){
let data26 = data.moved;
if(Array.isArray(data26)){
const len1 = data26.length;
for(let i1=0; i1<len1; i1++){
if(!(validate388(data26[i1], {instancePath:instancePath+"/moved/" + i1,parentData:data26,parentDataProperty:i1,rootData,dynamicAnchors}))){
vErrors = joined(vErrors, validate388.errors); errors = vErrors.length;
}
}
}
else {
const err10 = {instancePath:instancePath+"/moved",schemaPath:"#/properties/moved/type",keyword:"type",params:{type: "array"},schema:schema19.properties.moved.type,parentSchema:schema19.properties.moved,data:data26};
(vErrors ??= []).push(err10); errors++;
}
}
}
else {
const err11 = {instancePath,schemaPath:"#/type",keyword:"type",params:{type: "object"},schema:schema19.type,parentSchema:schema19,data};
(vErrors ??= []).push(err11); errors++;
}
validate52.errors = vErrors;
return errors === 0;
}
validate52.evaluated = {"props":true,"dynamicProps":false,"dynamicItems":false};


/** Neither copies what is there for each addition, nor passes thousands of arguments. */
function joined(errors, more) {
  if (errors === null) return more;
  for (const error of more) errors.push(error);
  return errors;
}

/** Holds data against schemas/migration.schema.json; `errors` of the function has what was found. */
export const validate: SchemaValidator = validate52;

/** The schema itself. */
export const schema: SchemaNode = schema19;
