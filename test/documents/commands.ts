/** What a document names: command lines of the program, flags, files. */

const FENCED = /```\w*\n([\s\S]*?)```/g;
const CODE = /`([^`\n]+)`/g;
/** Of other programs: kubectl, npm, krew, git and those that examples of pipelines start. */
const OTHERS =
  /^(?!.*kubectl[- ]harden).*\b(?:kubectl|npm|npx|curl|tar|gh|cosign|git|sha256sum|mkdir|apt-get|helm|kustomize|aws|docker|vitest)\b/;

/** Words after `kubectl harden` in shell blocks and in code within sentences. Placeholders in capitals are words. */
export function commandLines(text: string): readonly (readonly string[])[] {
  return shellLines(text).flatMap((line) => {
    const found = /(?:^|[\s|(])kubectl[- ]harden(?: (.+?))?(?:\s+(?:[|<>]|2>|&&|#|\|\|).*)?$/.exec(line);
    if (found === null) return [];
    const words = wordsOf(found[1] ?? '');
    return words.includes('completion') || words.some((word) => word.includes('…')) ? [] : [words];
  });
}

/** Flags of the program, in its command lines and, but for pages about scripts of the project, where they stand alone. */
export function flagsNamed(text: string): readonly string[] {
  const isOfProject = /npm run (?:-s )?(?:draw|new-check)/.test(text);
  const alone = isOfProject
    ? []
    : [...text.replace(FENCED, '').matchAll(CODE)].flatMap(([, code = '']) => (code.startsWith('--') ? [code] : []));
  const lines = shellLines(text).filter((line) => /kubectl[- ]harden/.test(line) && !OTHERS.test(line));
  return [...lines, ...alone].flatMap((line) => [...line.matchAll(/(?<=^|\s)--[a-z][a-z-]+/g)].map(([flag]) => flag));
}

/** Files that are linked or shown, without their anchors. */
export function linksOf(text: string): readonly string[] {
  const links = [...text.matchAll(/\]\((?!https?:|#)([^)#\s]+)(?:#[^)]*)?\)/g)].map(([, link = '']) => link);
  const images = [...text.matchAll(/<img[^>]* src="(?!https?:)([^"]+)"/g)].map(([, link = '']) => link);
  return [...links, ...images];
}

function shellLines(text: string): readonly string[] {
  const blocks = [...text.matchAll(/```(?:sh|console|bash)\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  const shown = [...text.matchAll(/^\$ (kubectl harden.*)$/gm)].map(([, line = '']) => line);
  const within = [...text.replace(FENCED, '').matchAll(CODE)].map(([, code = '']) => code);
  const lines = blocks
    .join('\n')
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n');
  return [...lines, ...shown, ...within.filter((code) => /^kubectl[- ]harden\b/.test(code))];
}

function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, one, two, plain]) => one ?? two ?? plain ?? '');
}
