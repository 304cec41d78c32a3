export async function main(argv: readonly string[], name: string): Promise<void> {
  process.stdout.write(`${name} ${argv.join(' ')}\n`);
}
