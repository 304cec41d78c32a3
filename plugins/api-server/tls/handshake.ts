/** What handshakes show: versions, a weak cipher, and the certificate. */
import {
  controlPlane,
  type Evidence,
  listed,
  type ServerTls,
  type Severity,
  type Violation,
} from 'kubectl-harden/plugin-api';

const OLD: readonly string[] = ['TLSv1', 'TLSv1.1'];
const SOON_DAYS = 30;
const NOW_DAYS = 7;
const LEAST_BITS = 2048;

export function judgeHandshake(tls: ServerTls): readonly Violation[] {
  const { versions, weakCipher, certificate } = tls;
  const old = versions.filter((version) => OLD.includes(version));
  const { validTo, isForHost, key, bits } = certificate;
  return [
    ...said(old.length > 0, 'versions', 'medium', `The API server agrees to ${listed(old)}.`, [...old]),
    ...said(
      weakCipher !== undefined,
      'cipher',
      'medium',
      `The API server agrees to the cipher ${weakCipher}.`,
      weakCipher,
    ),
    ...ending(tls),
    ...said(
      !isForHost,
      'name',
      'medium',
      'The certificate of the API server is for another name than that of the connection.',
      validTo,
    ),
    ...said(
      bits !== undefined && bits < LEAST_BITS,
      'key',
      'medium',
      `The certificate of the API server has a key of ${bits} bits (${key}).`,
      bits,
    ),
  ].map((violation) => ({ ...violation, evidence: evidenceOf(tls) }));
}

function ending({ certificate: { validTo, daysLeft } }: ServerTls): readonly Violation[] {
  if (daysLeft >= SOON_DAYS) return [];
  const isUrgent = daysLeft < NOW_DAYS;
  const message = `The certificate of the API server ${daysLeft < 0 ? 'has ended' : 'ends'} on ${validTo}.`;
  return said(true, 'end', isUrgent ? 'high' : 'medium', message, validTo);
}

function said(
  isSo: boolean,
  key: string,
  severity: Severity,
  message: string,
  value: Violation['value'],
): readonly Violation[] {
  if (!isSo) return [];
  const more = value === undefined ? {} : { value };
  return [{ message, key, ...more, proposal: controlPlane.FLAGS_BY_FILE, ...severityOf(severity) }];
}

function severityOf(severity: Severity): Pick<Violation, 'severity' | 'severityReason'> {
  return severity === 'high' ? {} : { severity, severityReason: 'It takes somebody on the way, or some time.' };
}

export function evidenceOf({ versions, certificate }: ServerTls): readonly Evidence[] {
  const { validTo, key, bits } = certificate;
  const about = bits === undefined ? key : `${key}, ${bits} bits`;
  return [
    { text: `The server agrees to ${listed(versions)}.`, source: 'TLS handshake' },
    { text: `Its certificate is valid until ${validTo} (${about}).`, source: 'TLS handshake' },
  ];
}
