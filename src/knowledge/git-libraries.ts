/** What a call of a library does to a repository. `request`: the words of the call tell. */
export type GitCall = 'push' | 'add' | 'update-ref' | 'protection' | 'request';

const CLIENTS = ['@octokit/rest.Octokit()', '@octokit/core.Octokit()', '@octokit/action.Octokit()', 'octokit.Octokit()', '@actions/github.getOctokit()'];

/** Functions of libraries that change a repository, by canonical origin. Sources: readmes of isomorphic-git, Octokit and its REST methods. */
export const GIT_CALLS: Readonly<Record<string, GitCall>> = {
  'isomorphic-git.push': 'push',
  'isomorphic-git.add': 'add',
  ...Object.fromEntries(CLIENTS.flatMap((client): (readonly [string, GitCall])[] => [
    ...['.git', '.rest.git'].map((way) => [`${client}${way}.updateRef`, 'update-ref'] as const),
    ...['.repos', '.rest.repos'].map((way) => [`${client}${way}.deleteBranchProtection`, 'protection'] as const),
    [`${client}.request`, 'request'],
  ])),
};
