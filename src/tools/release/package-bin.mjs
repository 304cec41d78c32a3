#!/usr/bin/env node
// Entry of the package: any Node can read this far, and is told where it is too old.
const OLDEST = [22, 19];
const [major, minor] = process.versions.node.split('.').map(Number);

if (major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1])) {
  const { start } = await import('../dist/main.js');
  await start(process.argv[1], process.argv.slice(2));
} else {
  process.stderr.write(`error: Node ${process.versions.node} is too old: ${OLDEST.join('.')} or newer is needed\n`);
  process.exitCode = 3;
}
