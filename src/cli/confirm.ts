/** Asks a yes-or-no question on the terminal; no is the answer to everything but yes. */
export async function confirm(question: string): Promise<boolean> {
  const prompts = await import('@clack/prompts');
  return (await prompts.confirm({ message: question, initialValue: false })) === true;
}

/** Asks to type a name, as for what cannot be undone; undefined when the question was not answered. */
export async function askForName(question: string): Promise<string | undefined> {
  const prompts = await import('@clack/prompts');
  const answer = await prompts.text({ message: question });
  return typeof answer === 'string' ? answer.trim() : undefined;
}
