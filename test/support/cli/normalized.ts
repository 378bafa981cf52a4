/** What a command printed, without what differs from run to run: golden files hold the rest word for word. */
export function normalized(text: string, uris: readonly [source: string, destination: string]): string {
  const hosts = uris.map((uri) => /\/\/([^/]*)/.exec(uri)![1]!);
  const places = ['SOURCE', 'DESTINATION'] as const;
  const named = hosts.reduce((rest, host, at) => rest.replaceAll(host, places[at]!), text);
  return (
    named
      // Progress is written when it is slow enough, and says how fast this machine is.
      .replaceAll(/^ {2}(?:absent|initializing|copying|buildingIndexes|following)(?:;.*)?\n/gm, '')
      .replaceAll(/pid \d+ on \S+ \(http:\/\/127\.0\.0\.1:\d+\)/g, 'pid PID on HOST (URL)')
      .replaceAll(/\bplan ([0-9a-f]{12})\b/gi, (whole, id) => whole.replace(id, 'PLAN'))
      .replaceAll(/\brun [0-9a-f]{8}\b/g, 'run RUN')
      .replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, 'TIME')
      .replaceAll(/MongoDB \d+\.\d+\.\d+/g, 'MongoDB VERSION')
      .replaceAll(/(reaches back|done in|blocked for) [\d.]+ \w+(?: [\d.]+ \w+)?/g, '$1 DURATION')
      .replaceAll(/copy about [\d.]+ \w+/g, 'copy about DURATION')
      .replaceAll(/applied \d+ changes/g, 'applied N changes')
      .replaceAll(/^( {2}(?:applied|lag|copied) +).*$/gm, '$1...')
      .replaceAll(/lag [\d.]+ s/g, 'lag N s')
      .replaceAll(/verified [\d.]+ s ago/g, 'verified N s ago')
      .replaceAll(/\d+ (query shapes of the source)/g, 'N $1')
      .replaceAll(/Waiting for: .*\n/g, '')
      // What the server's own expiry has used by then, and how it lays out files.
      .replaceAll(/Read [\d.]+ \w+ of (\d+) collections and \d+ of/g, 'Read SIZE of $1 collections and N of')
      // Connections of the test itself, as many as its driver has open.
      .replaceAll(/(?:^ {2}an application without a name .*\n)+/gm, '  CLIENTS\n')
  );
}
