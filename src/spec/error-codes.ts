/** The codes of errors in migration files; docs/errors.md says what each means and what to do. */
export const specCodes = {
  // Reading files
  fileNotFound: 'GW601',
  fileNotReadable: 'GW602',
  noFilesInDirectory: 'GW603',
  fileTooLarge: 'GW604',
  notUtf8: 'GW605',
  fileEmpty: 'GW606',

  // YAML
  yamlSyntax: 'GW610',
  tabIndentation: 'GW611',
  duplicateKey: 'GW612',
  anchorOrAlias: 'GW613',
  unsupportedTag: 'GW614',
  severalDocuments: 'GW615',
  ambiguousBoolean: 'GW616',
  leadingZero: 'GW617',
  unquotedText: 'GW618',

  // Shape: what the schema says
  unknownProperty: 'GW630',
  missingProperty: 'GW631',
  wrongType: 'GW632',
  unknownValue: 'GW633',
  malformedValue: 'GW634',
  valueOutOfRange: 'GW635',
  wrongCount: 'GW636',
  alternatives: 'GW637',
  emptyValue: 'GW638',
  badKey: 'GW639',

  // Environments and variables
  unknownEnvironment: 'GW640',
  unknownVariable: 'GW641',
  variableWithoutValue: 'GW642',
  malformedVariable: 'GW643',

  // References to secrets and files
  literalSecret: 'GW650',
  environmentVariableMissing: 'GW651',
  secretFileUnreadable: 'GW652',
  secretCommandFailed: 'GW653',
  secretEmpty: 'GW654',
  fileMissing: 'GW655',

  // Rules across fields
  duplicateName: 'GW660',
  shardingWithoutShards: 'GW661',
  shardKeyImpossible: 'GW662',
  filtersCancelOut: 'GW663',
  invalidNamespace: 'GW664',
  systemNamespace: 'GW665',
  invalidRegex: 'GW666',
  keepWithoutFilters: 'GW667',
  foreignBlock: 'GW668',
  engineOptionsConflict: 'GW669',
  windowPassed: 'GW670',
  invalidTime: 'GW671',
  windowMismatch: 'GW672',
  waiverExpired: 'GW673',
  hookWithoutUndo: 'GW674',
  blockWithoutHook: 'GW675',
  blockWithoutUsers: 'GW676',
  sameCluster: 'GW677',
  clusterShape: 'GW678',
  userCredentials: 'GW679',
  invalidAddress: 'GW680',
  unknownMigration: 'GW681',
  circularOrder: 'GW682',
  gateNeverMet: 'GW683',
  networkIncomplete: 'GW684',
} as const;
