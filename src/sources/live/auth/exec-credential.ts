/** Credential plugins: run once for all requests, kept until they expire, run again after a 401. */
import { spawn } from 'node:child_process';
import { isJsonObject } from '../../../kube/path.ts';
import type { Connection } from '../config/connection.ts';
import type { ExecEntry } from '../config/kubeconfig-file.ts';
import { LiveError, systemCode } from '../http/errors.ts';
import { serverMessage } from '../http/server-message.ts';
import { rawVersion } from '../http/transport-error.ts';
import { bearer } from './bearer.ts';
import type { Authentication, Credential, CredentialTools } from './credential.ts';

/** What a plugin may use to talk to a person. */
export interface PluginTerminal {
  /** Whether a screen is drawn: plugins then get no input, and what they say is shown on it. */
  hasScreen(): boolean;
  /** Whether somebody can be asked. */
  isTerminal(): boolean;
  /** What a plugin says while a screen is drawn, line by line as it comes. */
  onOutput(text: string): void;
}

interface Issued {
  readonly authentication: Authentication;
  readonly expires?: number;
}

const VERSIONS: ReadonlySet<string> = new Set([
  'client.authentication.k8s.io/v1',
  'client.authentication.k8s.io/v1beta1',
]);
/** Renewed this much before it ends, so that no request travels with a credential about to end. */
const EARLY_MS = 10_000;

export class ExecCredential implements Credential {
  readonly #exec: ExecEntry;
  readonly #connection: Connection;
  readonly #base: Partial<Authentication>;
  readonly #tools: CredentialTools;
  #issued: Issued | undefined;
  #running: Promise<Issued> | undefined;

  private constructor(exec: ExecEntry, connection: Connection, base: object, tools: CredentialTools) {
    this.#exec = exec;
    this.#connection = connection;
    this.#base = base;
    this.#tools = tools;
  }

  static create(exec: ExecEntry, connection: Connection, base: object, tools: CredentialTools): ExecCredential {
    if (exec.command === '')
      throw new LiveError('config', `the credential plugin of the user "${connection.userName}" has no command.`);
    if (!VERSIONS.has(exec.apiVersion))
      throw new LiveError(
        'config',
        `the credential plugin ${exec.command} has the apiVersion ${serverMessage(exec.apiVersion) || '(none)'}: client.authentication.k8s.io/v1 or v1beta1 is required.`,
      );
    return new ExecCredential(exec, connection, base, tools);
  }

  async get(): Promise<Authentication> {
    const issued = this.#issued;
    const isValid = issued !== undefined && (issued.expires ?? Infinity) - EARLY_MS > this.#tools.clock.wall();
    return (isValid ? issued : await this.#run()).authentication;
  }

  /** A late refusal of an earlier credential says nothing about the current one. */
  async renew(refused: Authentication): Promise<boolean> {
    const isCurrent = this.#issued === undefined || this.#issued.authentication === refused;
    if (isCurrent || this.#running !== undefined) await this.#run();
    return true;
  }

  describe(): string {
    const command = [this.#exec.command, ...this.#exec.args.slice(0, 2)].map(serverMessage).join(' ');
    const expires = this.#issued?.expires;
    if (expires === undefined) return `${command}: kept for this session`;
    const minutes = Math.max(0, Math.round((expires - this.#tools.clock.wall()) / 60_000));
    return `${command}: short-lived, ${minutes} min left, renewed automatically`;
  }

  /** However many requests wait for it, the plugin runs once. */
  #run(): Promise<Issued> {
    this.#running ??= this.#execute().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #execute(): Promise<Issued> {
    const isInteractive = this.#isInteractive();
    const output = await this.#spawn(isInteractive);
    this.#issued = parseIssued(output, this.#exec, this.#base);
    return this.#issued;
  }

  #isInteractive(): boolean {
    const { interactiveMode = 'IfAvailable', command } = this.#exec;
    if (interactiveMode === 'Never') return false;
    const { hasScreen, isTerminal } = this.#tools.terminal;
    const isFree = !hasScreen() && isTerminal();
    if (interactiveMode === 'Always' && !isFree)
      throw new LiveError(
        'credential',
        `the credential plugin ${command} needs a terminal to ask for input. Run "${rawVersion(this.#connection.server)}" in one, then start again.`,
      );
    return isFree;
  }

  #spawn(isInteractive: boolean): Promise<string> {
    const { command, args, env, installHint } = this.#exec;
    const environment: NodeJS.ProcessEnv = { ...this.#tools.env };
    environment.KUBERNETES_EXEC_INFO = this.#info(isInteractive);
    for (const { name, value } of env) environment[name] = value;
    // As with kubectl: "visit this address" is read before the plugin ends, not after.
    const isHeard = !this.#tools.terminal.hasScreen();
    return new Promise((resolve, reject) => {
      const child = spawn(command, [...args], {
        env: environment,
        stdio: [isInteractive ? 'inherit' : 'ignore', 'pipe', isHeard ? 'inherit' : 'pipe'],
        signal: this.#tools.signal,
        windowsHide: true,
      });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      const told = new Lines((line) => this.#tools.terminal.onOutput(`${command}: ${serverMessage(line)}`));
      child.stdout?.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr?.on('data', (chunk: Buffer) => {
        err.push(chunk);
        told.add(chunk);
      });
      child.on('error', (error) => reject(this.#failedToStart(error, installHint)));
      child.on('close', (code, signal) => {
        told.end();
        const said = serverMessage(Buffer.concat(err).toString('utf8'));
        if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
        else reject(failed(command, signal === null ? `exit code ${code}` : `signal ${signal}`, said));
      });
    });
  }

  #failedToStart(error: Error, hint: string | undefined): Error {
    if (this.#tools.signal.aborted) return this.#tools.signal.reason;
    const why = systemCode(error) === 'ENOENT' ? 'was not found' : `cannot be run: ${serverMessage(error.message)}`;
    const next = hint === undefined ? 'Install it, or check users[].user.exec in the kubeconfig.' : serverMessage(hint);
    return new LiveError('credential', `the credential plugin ${this.#exec.command} ${why}. ${next}`, { cause: error });
  }

  #info(isInteractive: boolean): string {
    const { server, tlsServerName, insecureSkipTlsVerify, ca, proxyUrl, execConfig } = this.#connection;
    const cluster = {
      server: server.href.replace(/\/$/, ''),
      'tls-server-name': tlsServerName,
      'insecure-skip-tls-verify': insecureSkipTlsVerify ? true : undefined,
      'certificate-authority-data': ca === undefined ? undefined : Buffer.from(ca).toString('base64'),
      'proxy-url': proxyUrl,
      config: execConfig,
    };
    return JSON.stringify({
      kind: 'ExecCredential',
      apiVersion: this.#exec.apiVersion,
      spec: { ...(this.#exec.provideClusterInfo ? { cluster } : {}), interactive: isInteractive },
    });
  }
}

/** A prompt does not end its line: what came is told when nothing follows for so long. */
const PROMPT_MS = 250;

class Lines {
  readonly #tell: (line: string) => void;
  #rest = '';
  #timer: NodeJS.Timeout | undefined;

  constructor(tell: (line: string) => void) {
    this.#tell = (line) => {
      if (line.trim() !== '') tell(line);
    };
  }

  add(chunk: Buffer): void {
    clearTimeout(this.#timer);
    const lines = `${this.#rest}${chunk.toString('utf8')}`.split(/\r\n|[\r\n]/);
    this.#rest = lines.pop() ?? '';
    lines.forEach(this.#tell);
    this.#timer = setTimeout(() => this.end(), PROMPT_MS);
  }

  end(): void {
    clearTimeout(this.#timer);
    const rest = this.#rest;
    this.#rest = '';
    this.#tell(rest);
  }
}

function failed(command: string, how: string, said: string): LiveError {
  return new LiveError(
    'credential',
    `the credential plugin ${command} failed with ${how}${said === '' ? '' : `: ${said}`}.`,
  );
}

/** Nothing of the output is shown: it holds the credential. */
function parseIssued(output: string, exec: ExecEntry, base: Partial<Authentication>): Issued {
  const wrong = (why: string) =>
    new LiveError('credential', `the credential plugin ${exec.command} returned no usable credential: ${why}.`);
  let answer: unknown;
  try {
    answer = JSON.parse(output);
  } catch {
    throw wrong('its output is not JSON');
  }
  if (!isJsonObject(answer) || answer.kind !== 'ExecCredential') throw wrong('its output is not an ExecCredential');
  if (answer.apiVersion !== exec.apiVersion) throw wrong(`its apiVersion is not ${exec.apiVersion}`);
  const status = answer.status;
  if (!isJsonObject(status)) throw wrong('status is missing');
  const { token, clientCertificateData: cert, clientKeyData: key, expirationTimestamp } = status;
  const hasCertificate = typeof cert === 'string' && typeof key === 'string';
  if ((typeof token !== 'string' || token === '') && !hasCertificate)
    throw wrong('its status has neither a token nor a certificate with its key');
  const expires = typeof expirationTimestamp === 'string' ? Date.parse(expirationTimestamp) : Number.NaN;
  if (expirationTimestamp !== undefined && expirationTimestamp !== null && Number.isNaN(expires))
    throw wrong('its expirationTimestamp is not a time');
  const headers = typeof token === 'string' && token !== '' ? bearer(token) : {};
  return {
    authentication: { ...base, headers, ...(hasCertificate ? { certificate: { cert, key } } : {}) },
    ...(Number.isNaN(expires) ? {} : { expires }),
  };
}
