/** Asks a yes-or-no question on the terminal; no is the answer to everything but yes. */
export async function confirm(question: string): Promise<boolean> {
  const prompts = await import('@clack/prompts');
  return (await prompts.confirm({ message: question, initialValue: false })) === true;
}
