/** Asks a yes-or-no question on the terminal; no is the answer to everything but yes. */
export async function confirm(question: string): Promise<boolean> {
  const prompts = await import('@clack/prompts');
  return (await prompts.confirm({ message: question, initialValue: false })) === true;
}

/** Asks for a line of text on the terminal; `undefined` when the question was cancelled. */
export async function askText(question: string): Promise<string | undefined> {
  const prompts = await import('@clack/prompts');
  const answer = await prompts.text({ message: question });
  return typeof answer === 'string' ? answer : undefined;
}
