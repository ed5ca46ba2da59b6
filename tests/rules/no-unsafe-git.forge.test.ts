import rule from '../../src/rules/no-unsafe-git.ts';
import { ruleTester } from '../tester.ts';
import { bad, fence, sh, step, strictOnly } from './carriers.ts';

const merge = strictOnly(sh('gh pr merge "$1" --admin --squash'), 'hooks');
const admins = strictOnly(step('gh api -X DELETE repos/acme/app/branches/main/protection/enforce_admins'), 'hooks');
const manual = strictOnly(fence('gh api -X DELETE repos/acme/app/branches/main/protection'), 'hooks');
const feature = strictOnly(sh('git push origin --delete feature/x'), 'branch');
const unknown = strictOnly(sh('git push origin --delete "$BRANCH"'), 'branch');

/** Protection that is taken off on the host of the repository, and the removal of a protected branch there. */
await ruleTester(rule, {
  valid: [
    sh('gh api repos/acme/app/branches/main/protection'),
    sh('gh api --method PUT repos/acme/app/branches/main/protection --input protection.json'),
    sh('gh api --method PUT repos/acme/app/branches/main/protection -F required_status_checks=null -F enforce_admins=true -F required_pull_request_reviews[required_approving_review_count]=1'),
    sh('gh api -X DELETE repos/acme/app/git/refs/heads/tmp'),
    sh('gh api -X DELETE "repos/acme/app/actions/caches/$ID"'),
    sh('curl -X DELETE https://api.github.com/repos/acme/app/actions/caches/1'),
    sh('curl -X PUT https://api.github.com/repos/acme/app/branches/main/protection -d @protection.json'),
    sh("gh api graphql -f query='query { repository(owner: \"a\", name: \"b\") { id } }'"),
    sh('gh pr merge "$1" --squash --auto'),
    merge.valid,
    admins.valid,
    manual.valid,
    feature.valid,
    unknown.valid,
  ],
  invalid: [
    bad(sh('gh api -X DELETE "repos/$REPO/branches/main/protection"'), 'hooks'),
    bad(sh('gh api --method=DELETE /repos/{owner}/{repo}/rulesets/42'), 'hooks'),
    bad(step('gh api --method DELETE /repos/${{ github.repository }}/branches/main/protection/required_pull_request_reviews'), 'hooks'),
    bad(sh('gh api --method PUT repos/acme/app/branches/main/protection -F enforce_admins=false -F required_status_checks=null -F required_pull_request_reviews=null -F restrictions=null'), 'hooks'),
    bad(sh("gh api graphql -f query='mutation { deleteBranchProtectionRule(input: {branchProtectionRuleId: \"x\"}) { clientMutationId } }'"), 'hooks'),
    bad(sh('curl -s -X DELETE -H "Authorization: Bearer $T" https://api.github.com/repos/acme/app/branches/main/protection'), 'hooks'),
    bad(sh('curl --request DELETE --header "PRIVATE-TOKEN: $T" "https://gitlab.acme.dev/api/v4/projects/5/protected_branches/main"'), 'hooks'),
    bad(sh('glab api -X DELETE projects/5/protected_branches/main'), 'hooks'),
    bad(sh('git push origin --delete main'), 'branch'),
    bad(sh('git push origin :master'), 'branch'),
    merge.invalid,
    admins.invalid,
    manual.invalid,
    feature.invalid,
    unknown.invalid,
  ],
});
