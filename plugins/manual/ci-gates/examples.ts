import type { Example } from 'kubectl-harden/plugin-api';

export const examples: readonly Example[] = [
  {
    name: 'image-gate.yml',
    title: 'Workflow of GitHub Actions that builds, scans, pushes and signs, by the digest that was scanned',
    text: `name: image
on:
  push:
    branches: [main]
permissions: {}
jobs:
  image:
    runs-on: ubuntu-24.04
    permissions:
      contents: read
      packages: write
      id-token: write
    env:
      IMAGE: ghcr.io/\${{ github.repository }}
    steps:
      - name: Check out the commit that is built
        run: |
          git init --quiet .
          git remote add origin "$GITHUB_SERVER_URL/$GITHUB_REPOSITORY"
          git -c http.extraheader="AUTHORIZATION: basic $(printf 'x-access-token:%s' "$GITHUB_TOKEN" | base64 -w0)" \\
            fetch --quiet --depth 1 origin "$GITHUB_SHA"
          git checkout --quiet FETCH_HEAD
        env:
          GITHUB_TOKEN: \${{ github.token }}
      - name: Build
        run: docker build --tag "$IMAGE:$GITHUB_SHA" .
      - name: Stop at vulnerabilities that have a fix
        run: |
          docker run --rm --volume /var/run/docker.sock:/var/run/docker.sock "$SCANNER" \\
            image --exit-code 1 --ignore-unfixed --severity CRITICAL,HIGH "$IMAGE:$GITHUB_SHA"
        env:
          # By digest, from a release that was compared with its signature: set it as a variable of the organisation.
          SCANNER: \${{ vars.SCANNER_IMAGE_WITH_DIGEST }}
      - name: Push
        run: |
          printf '%s' "$GITHUB_TOKEN" | docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin
          docker push --quiet "$IMAGE:$GITHUB_SHA"
          docker inspect --format '{{index .RepoDigests 0}}' "$IMAGE:$GITHUB_SHA" > digest.txt
        env:
          GITHUB_TOKEN: \${{ github.token }}
      - name: Sign the digest with the identity of this workflow
        run: cosign sign --yes "$(cat digest.txt)"
`,
  },
];
