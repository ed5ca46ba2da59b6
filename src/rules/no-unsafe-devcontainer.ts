import { defineRule } from '../core/define-rule.ts';
import { hostList, textList } from '../core/option-lists.ts';
import { runRows } from '../core/setting-rows.ts';
import { COMPOSE_ROWS } from '../knowledge/containers-compose.ts';
import { DEV_CONTAINER_ROWS } from '../knowledge/containers-dev.ts';
import { DOCKERFILE_ROWS } from '../knowledge/containers-dockerfile.ts';
import { CONTAINER_MESSAGES } from '../knowledge/containers-row.ts';
import { dockerfileTree } from '../surfaces/settings/dockerfile-tree.ts';

const NO_ENTRIES: readonly string[] = [];

export default defineRule({
  name: 'no-unsafe-devcontainer',
  docs: {
    description: 'disallow container settings that hand the host or its credentials to what runs inside',
    risk: 'high',
    confidence: 'high',
    presets: { recommended: 'error', strict: 'error' },
    cwe: [250, 552, 653, 693, 829],
  },
  strict: true,
  kinds: ['devcontainer', 'compose'],
  messages: CONTAINER_MESSAGES,
  options: {
    schema: {
      allowedMounts: textList('Sources that may be mounted, as they are written.'),
      allowedFeatures: textList('Dev container features that are fine, for example `ghcr.io/my-org/**`.'),
      allowedHosts: hostList('Hosts that files, frontends and Compose files may come from.'),
    },
    defaults: { allowedMounts: NO_ENTRIES, allowedFeatures: NO_ENTRIES, allowedHosts: NO_ENTRIES },
  },
  settings: (facts) => {
    runRows(facts.root, facts.file.kind === 'compose' ? COMPOSE_ROWS : DEV_CONTAINER_ROWS, facts);
  },
  textKinds: ['dockerfile'],
  text: (facts) => runRows(dockerfileTree(facts.file.text), DOCKERFILE_ROWS, facts),
});
