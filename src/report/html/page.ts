/** The page as a whole: its policy, its head, and the sections in their order. */
import { createHash } from 'node:crypto';
import type { FormatOptions } from '../format.ts';
import type { Parts } from '../output.ts';
import { decisionSection, namespaceOf } from './decisions.ts';
import { frameworkSection } from './frameworks.ts';
import { html } from './markup.ts';
import { checklistSection, namespaceSection, overview } from './overview.ts';
import { answerSection, checkSection, gapSection } from './records.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';

/** Nothing is loaded, nothing is sent, and no script runs but the one of this page. */
const POLICY = [
  "default-src 'none'",
  `style-src '${hashOf(STYLE)}'`,
  `script-src '${hashOf(SCRIPT)}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

const LINKS = [
  ['checklist', 'Checklist'],
  ['decisions', 'Decisions'],
  ['namespaces', 'Namespaces'],
  ['frameworks', 'Frameworks and guides'],
  ['gaps', 'What was not readable'],
  ['answers', 'Waivers and answers'],
  ['checks', 'Checks'],
] as const;

export function* pageOf(scan: Parts['scan'], { version }: FormatOptions): Iterable<string> {
  yield `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${html`Hardening of ${scan.snapshot.source.label}`.markup}</title>
<style>${STYLE}</style>
</head>
<body>
<header><h1>Kubernetes hardening</h1>
${overview(scan).markup}<nav aria-label="Sections">${LINKS.map(([id, title]) => `<a href="#${id}">${title}</a>`).join('\n')}</nav></header>
<main>
`;
  yield checklistSection(scan).markup;
  yield decisionSection(scan).markup;
  yield namespaceSection(scan, namespaceOf).markup;
  yield frameworkSection(scan).markup;
  yield gapSection(scan).markup;
  yield answerSection(scan).markup;
  yield checkSection(scan).markup;
  yield `</main>
<footer><p>${html`kubectl-harden ${version}`.markup}. The same state gives the same page.</p></footer>
<script>${SCRIPT}</script>
</body>
</html>
`;
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
