/** A value as it would be typed into a YAML file on one line: `{ env: SOURCE_URI }`, `[a, b]`, `"7.0"`. */
export function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).map(([key, item]) => `${key}: ${flowText(item)}`);
    return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
  }
  return typeof value === 'string' && needsQuotes(value) ? JSON.stringify(value) : String(value);
}

/** Whether YAML would take a plain text for a number, a word of truth or punctuation. */
function needsQuotes(text: string): boolean {
  const isSafe = /^[\w./$][^,[\]{}#"'`:&*!|>%@]*(?::(?=\S)[^,[\]{}#"'`:&*!|>%@]*)*$/.test(text) && text.trim() === text;
  const looksLikeNumber = /^[\d.][\d._]*(?:e\d+)?$/i.test(text) && !/\..*\..*\./.test(text);
  const isWord = /^(?:true|false|null|yes|no|on|y|n)$/i.test(text);
  return !isSafe || looksLikeNumber || isWord;
}
