/** THIRD_PARTY_LICENSES: the licences of all that an archive holds beside our own code. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Component } from './components.ts';

const LICENCE = /^(licen[cs]e|copying|notice)([.-].*)?$/i;
const RULE = '='.repeat(80);

/** `node`: the text that Node comes with; absent where it is not part of what is shipped. Throws where a package has none. */
export function licencesText(
  root: string,
  components: readonly Component[],
  node?: { readonly version: string; readonly text: string },
): string {
  const parts = components.map((component) => {
    const { name, version, folder, licence } = component;
    return section(`${name} ${version}`, `Licence: ${licence}\n\n${textOf(join(root, folder), component)}`);
  });
  const runtime = node === undefined ? [] : [section(`Node.js ${node.version}`, node.text)];
  return `Software that is part of kubectl-harden, with its licences.\n\n${[...parts, ...runtime].join('\n')}`;
}

function section(title: string, text: string): string {
  return `${RULE}\n${title}\n${RULE}\n\n${text.replaceAll('\r\n', '\n').trim()}\n`;
}

/** Who holds the copyright, of packages under the MIT licence that come without its text. */
const HOLDERS: Readonly<Record<string, string>> = {
  'yoga-layout': 'Copyright (c) Meta Platforms, Inc. and affiliates.',
};

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.`;

function textOf(folder: string, { name, licence }: Component): string {
  const files = readdirSync(folder)
    .filter((file) => LICENCE.test(file))
    .sort();
  const holder = HOLDERS[name];
  if (files.length === 0 && licence === 'MIT' && holder !== undefined) return `${holder}\n\n${MIT}`;
  if (files.length === 0) throw new Error(`${name} comes without the text of its licence`);
  return files.map((file) => readFileSync(join(folder, file), 'utf8').trim()).join('\n\n');
}
