import { defineTable } from '../plugin-api/index.ts';

export interface CloudCredentialName {
  /** As its makers write it: `Google Cloud`. */
  readonly provider: string;
  /** Name of an environment variable, or the end of a path; `*` stands for any characters. */
  readonly pattern: string;
  readonly where: 'env' | 'file';
}

/** What workload identity needs (token files, role names, client ids) is no credential and not here. */
export const cloudCredentialNames = defineTable<CloudCredentialName>({
  id: 'cloud-credential-names',
  describe: 'Environment variables and files by which lasting cloud credentials are given to programs.',
  asOf: '2026-11-28',
  source:
    'SDK, command line and Terraform provider documentation of AWS, Google Cloud and Azure: environment variables, credential files',
  columns: {
    provider: { describe: 'The cloud.' },
    pattern: { describe: 'Name of the variable, or the end of the path; * stands for any characters.' },
    where: { describe: 'env: an environment variable; file: a path.', choices: ['env', 'file'] },
  },
  rows: [
    ...env('AWS', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_SECURITY_TOKEN'),
    ...env('AWS', 'AWS_SHARED_CREDENTIALS_FILE', 'AWS_BEARER_TOKEN_*'),
    ...env('AWS', 'AWS_ACCESS_KEY', 'AWS_SECRET_KEY'),
    ...file('AWS', '.aws/credentials', '.aws/sso/cache/*.json', '.aws/cli/cache/*.json'),
    ...env('Google Cloud', 'GOOGLE_APPLICATION_CREDENTIALS', 'GOOGLE_CREDENTIALS', 'GOOGLE_OAUTH_ACCESS_TOKEN'),
    ...env('Google Cloud', 'CLOUDSDK_AUTH_CREDENTIAL_FILE_OVERRIDE', 'CLOUDSDK_AUTH_ACCESS_TOKEN*'),
    ...env('Google Cloud', 'GOOGLE_CLOUD_KEYFILE_JSON', 'GCLOUD_KEYFILE_JSON'),
    ...file('Google Cloud', 'gcloud/application_default_credentials.json', 'gcloud/credentials.db'),
    ...file('Google Cloud', 'gcloud/access_tokens.db', 'gcloud/legacy_credentials/*'),
    ...env('Azure', 'AZURE_CLIENT_SECRET', 'AZURE_CLIENT_CERTIFICATE_PATH', 'AZURE_CLIENT_CERTIFICATE_PASSWORD'),
    ...env('Azure', 'AZURE_PASSWORD', 'ARM_CLIENT_SECRET', 'AZURE_AUTH_LOCATION'),
    ...env('Azure', 'ARM_CLIENT_CERTIFICATE_PATH', 'ARM_CLIENT_CERTIFICATE_PASSWORD', 'ARM_ACCESS_KEY'),
    ...env('Azure', 'AzureWebJobsStorage'),
    ...env('Azure', 'AZURE_STORAGE_KEY', 'AZURE_STORAGE_CONNECTION_STRING', 'AZURE_STORAGE_SAS_TOKEN'),
    ...file('Azure', '.azure/msal_token_cache.*', '.azure/accessTokens.json', '.azure/service_principal_entries.*'),
  ],
});

function env(provider: string, ...patterns: readonly string[]): readonly CloudCredentialName[] {
  return patterns.map((pattern) => ({ provider, pattern, where: 'env' }));
}

function file(provider: string, ...patterns: readonly string[]): readonly CloudCredentialName[] {
  return patterns.map((pattern) => ({ provider, pattern, where: 'file' }));
}
