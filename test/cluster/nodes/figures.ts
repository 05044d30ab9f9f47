// What the tests measure, for people: printed as it comes.

export function figure(what: string): void {
  process.stderr.write(`  measured: ${what}\n`);
}

/** Seconds that `action` takes. */
export async function timed(action: () => Promise<unknown>): Promise<string> {
  const began = Date.now();
  await action();
  return `${((Date.now() - began) / 1000).toFixed(0)} s`;
}
