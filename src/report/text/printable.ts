/** A text from a file or a server as it may go to a terminal: control characters would move the cursor or hide what is there. */
export function printable(text: string): string {
  return (
    text
      .replaceAll('\t', ' ')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: looking for them is the point
      .replaceAll(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, '\ufffd')
  );
}

/** The same on one line. */
export function oneLine(text: string): string {
  return printable(text.replaceAll(/\s*[\r\n\u0085\u2028\u2029]\s*/g, ' '));
}

/** Columns that a text takes in a terminal: wide characters take two, combining ones none. */
export function widthOf(text: string): number {
  return [...text].reduce((width, character) => width + (isCombining(character) ? 0 : isWide(character) ? 2 : 1), 0);
}

const isCombining = (character: string) => /\p{Mark}|\u200b|\u200d|\ufe0f/u.test(character);

const isWide = (character: string) =>
  /\p{Extended_Pictographic}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u.test(
    character,
  );
