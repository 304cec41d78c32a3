/** The npm that started us, where one did: its own folder may not be on PATH. */
export function npmCommand(): readonly string[] {
  const npm = process.env.npm_execpath;
  return npm?.endsWith('.js') ? [process.execPath, npm] : ['npm'];
}
