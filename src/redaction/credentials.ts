/** Which values look like credentials: they are neither shown nor kept. Pure; rather one too many than one too few. */
import { isKeptAnnotation } from '../decode/annotations.ts';
import { hasIssued } from '../text/issued.ts';

const NAMES =
  /pass(word|wd|phrase)?|secret|token|credential|api[-_.]?key|access[-_.]?key|private[-_.]?key|signing|encryption|(^|[-_.])(key|auth|cert|dsn|salt|pin|pwd|pw|psk|otp|pat)($|[-_.\d])|auth$|passwd|conn(ection)?[-_.]?str|webhook|cookie|session|jwt|bearer|license/i;
/** An assignment inside a longer text: a script in `args`. */
const ASSIGNMENT =
  /(pass(word|wd|phrase)?|secret|token|credential|(api|access|private)[-_.]?key|auth|pwd)[-_.a-z0-9]*["']?\s*[=:]\s*\S/i;
/** Longer values are hidden unseen: an expression that goes over them may take its time squared. */
const MOST_CHARACTERS = 8192;
const OPAQUE = /[A-Za-z0-9+/_=-]{16,}/g;

export function isCredentialName(name: string): boolean {
  return NAMES.test(name);
}

/** Tokens and keys that say themselves what they are, and what is too long to be looked through. */
export function hasCredentialShape(value: string): boolean {
  return value.length > MOST_CHARACTERS || hasIssued(value);
}

/** A text in which a credential is set: `token=...`. */
export function hasAssignment(value: string): boolean {
  return ASSIGNMENT.test(value);
}

/** Judges the value alone: known shapes, assignments in a text, long runs of mixed letters and digits. */
export function looksLikeCredential(value: string): boolean {
  if (hasCredentialShape(value) || ASSIGNMENT.test(value)) return true;
  return (value.match(OPAQUE) ?? []).some(isOpaque);
}

/** Words, paths, image names and uids are not: a secret mixes cases or digits without breaks. */
function isOpaque(run: string): boolean {
  return run.split(/[/_=-]/).some((part) => {
    if (part.length < 16) return false;
    const digits = part.replace(/\D/g, '').length;
    return (digits >= 2 && digits < part.length) || (/[a-z]/.test(part) && part.replace(/[^A-Z]/g, '').length >= 3);
  });
}

const HARMLESS = /^(|true|false|yes|no|on|off|\d{1,5}|\d{1,3}%|\d{1,4}(ms|s|m|h))$/i;
const WORD = /^[\w.,:/+-]{0,200}$/;
const KUBERNETES_KEY = /(^|\.)(kubernetes|k8s)\.io\//;

/** Too little to be a credential: switches, small numbers, times. */
export function isHarmless(value: string): boolean {
  return HARMLESS.test(value);
}

/** An annotation may hold anything: it is shown when its key is known, or its value cannot hide anything. */
export function isShownAnnotation(key: string, value: string): boolean {
  if (isHarmless(value) || isKeptAnnotation(key)) return true;
  // What is more than a word, an address or a list of them may be a command line, or a copy of the object.
  return KUBERNETES_KEY.test(key) && WORD.test(value) && !isCredentialName(key) && !looksLikeCredential(value);
}
