/** What a document names: command lines of the program, flags, files. */

const FENCED = /```\w*\n([\s\S]*?)```/g;
const CODE = /`([^`\n]+)`/g;

/** Words after `kubectl harden` in shell blocks and in code within sentences. Placeholders in capitals are words. */
export function commandLines(text: string): readonly (readonly string[])[] {
  return shellLines(text).flatMap((line) => {
    const found = /(?:^|[\s|(])kubectl[- ]harden(?: (.+?))?(?:\s+(?:[|<>]|2>|&&|#|\|\|).*)?$/.exec(line);
    if (found === null) return [];
    const words = wordsOf(found[1] ?? '');
    return words.includes('completion') || words.some((word) => word.includes('…')) ? [] : [words];
  });
}

/** Flags that stand alone in a sentence: those of the program, but in pages about scripts of the project. */
export function flagsNamed(text: string): readonly string[] {
  if (/npm run (?:-s )?(?:draw|new-check)/.test(text)) return [];
  const codes = [...text.replace(FENCED, '').matchAll(CODE)].map(([, code = '']) => code);
  return codes.flatMap((code) => /^--[a-z][a-z-]+/.exec(code) ?? []);
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
