import type { OrderClass } from './prompt-injection.ts';
import { DEED_PATTERNS, DEED_WORDS, MORE_WORDS } from './prompt-slot-deeds.ts';
import type { DeedSlot } from './prompt-slot-deeds.ts';

/**
 * Classes of words that orders to agents are made of, whatever their wording. An entry is a word or several joined by
 * `_`; `word*` stands for its regular forms (`-s`, `-ed`, `-ing`), `word**` doubles the last letter in them (`skip**`);
 * `verb..particle` has at most five words between both, `NO..verb` is one behind a denying word (`no need to mention`).
 */
export const SLOT_WORDS = {
  /** Verbs that hand something to somebody else. */
  OUT: 'send sends sent sending post* upload* forward* transmit** transfer** exfiltrate* mail* email* e-mail* relay* mirror* submit** deliver* dispatch* ship** scp beacon* push* publish* sync* stream* share* copy* copied report* route* export* attach* append* hand* give gives giving pass* supply* provide* feed feeds put puts putting drop** contribute* replicate* include* add* paste* place* embed** write writes writing store* log** call..with query..with back..up carry* return* duplicate* backup save* tell tells expose* emit** broadcast*',
  /** Of these, the verbs that need somebody to receive. */
  SEND: 'copied send sends sent sending post* upload* forward* transmit** transfer** exfiltrate* mail* email* e-mail* relay* mirror* submit** deliver* dispatch* beacon* stream* report* hand..over pass..on attach*',
  /** Verbs that put something where it does not belong. */
  PUT: 'tuck* slip** hide hides include* add* attach* append* put puts putting place* paste* embed** insert* supply* provide* carry* pass* hand* give gives giving repeat* copy* copied write writes writing submit** log** print* echo* output* encode* dump** contain* disclose* reveal* return* store* quote* send sends sending fill* populate* need* expect* set sets',
  READ: 'retrieve* read reads reading open* collect* gather* extract* cat harvest* bundle* zip** archive* copy* look..up grab** scan** dump** load* list*',
  /** What holds every secret at once, or nobody hands on. */
  KEYS:
    'dotfiles credentials_folder credentials_directory credential_store recovery_phrase mnemonic production_config SENSITIVEPATH AGENTPATH private_key private_keys ssh_key ssh_keys .ssh .aws .npmrc .netrc .pypirc keychain keyring shell_history bash_history command_history home_directory home_folder home_dir browser_cookies git_credentials credential_file credential_files credentials_file secrets_file secret_files stored_credentials repository_secrets id_rsa id_ed25519 seed_phrase seed_phrases wallet wallets browser_profile card_numbers card_number credit_card saved_passwords password_store',
  ENV: '.env .env.local .env.production env_file env_files dotenv dotenv_file environment_file environment_files environment_variables env_variables env_vars process.env os.environ printenv whole_environment full_environment entire_environment',
  SECRET:
    'secret secrets credential credentials password passwords passphrase token tokens api_key api_keys api-key apikey access_key access_keys deploy_key signing_key session_cookie session_cookies cookies authorization_header auth_header access_token access_tokens SECRETNAME',
  /** Secrets in bulk: no client sends all that it knows. */
  BULK: 'all..secrets all..credentials all..keys all..tokens all..passwords any..secrets any..credentials any..keys any..tokens any..passwords every..secret every..key every..token every..password every..credential each..secret each..key list..credentials list..secrets list..passwords',
  /** What a project and its users own. */
  DATA: 'user_records customer_records customer_data user_data personal_data every_email all_emails database_dump database_backup connection_string source_code codebase whole_repository entire_repository repository_contents',
  TAKE: 'extract* retrieve* harvest* dump** encode* print* reveal* echo* share* collect* gather* list* disclose* provide* give exfiltrate* steal',
  DESTROY: 'delete* remove* wipe* erase* overwrite overwrites destroy* truncate* purge* drop** shred**',
  PRECIOUS: 'SENSITIVEPATH .env env_file home_directory home_folder backups backup production_database database .git git_history commit_history all_files user_files every_file s3_buckets volumes',
  TRACES: 'evidence traces trace audit_log audit_logs reflog shell_history bash_history command_history commit_history access_logs log_entries',
  THEFT: 'extraction exfiltration leakage data_leak data_leaks credential_theft data_extraction',
  /** What a user says and gets. */
  TALK: 'user_says users_say user_tells user_writes conversation conversations chat_history transcript transcripts user_types users_type user_prompt user_prompts prompts prompt system_prompt keystrokes user_messages user_input',
  ADDRESS: 'URLTOKEN EMAILTOKEN',
  SINK: 'reporter requester here webhook pastebin gist ftp uploader inbox mailbox support_ticket ticket issue issues pull_request comment ping telemetry analytics upload spreadsheet sheet channel bucket',
  /** Places in a call that its server reads. */
  FIELD: 'extra response next_response answer argument arguments parameter parameters field fields sidenote metadata meta header headers query_string query opts options notes payload body banner commit_message comment reply footer',
  /** Files that are published with the project. */
  REPO_FILE: 'readme readme.md repository repo docs documentation changelog bundle wiki branch patch frontend source_code code commit_them commit_it commits_it',
  COMMIT: 'commit** push* check..in publish* write writes writing store* save* move* ship** put append* paste* add* hard-code* hardcode* copy*',
  /** What protects the work, a machine or its users. */
  GUARD:
    'security_alert security_alerts security_job security_workflow code_scanning coverage_gate quality_gate license_check licence_check captcha rate_limiter permission_denial permission_denials ignore-scripts secure_flag git_hooks commit_hooks pre-commit pre-commit_hooks pre-push_hooks husky sandbox sandboxing permission_prompt permission_prompts confirmation_prompt confirmation_prompts branch_protection branch_protections certificate_check certificate_checks certificate_validation certificate_verification tls_verification ssl_verification strict-ssl integrity_check integrity_checks security_rule security_rules security_check security_checks security_scanning security_scan security_scans security_scanner security_scanners codeql gitleaks semgrep dependabot snyk secret_scanning secrets_scanning signature_check signature_checks signature_verification signature_validation auth_check admin_check permission_check permission_checks authorization_check authentication_check access_check access_control csrf csrf_protection rate_limiting rate_limits audit_log audit_logs audit_logging audit_trail code_owners codeowners review_request required_reviews required_checks code_review security_review two-factor 2fa mfa firewall antivirus content_security_policy certificate_pinning jwt_signature jwt_signatures input_validation',
  GUARD_SOFT: 'hook hooks signatures escaping sanitization gate gates lint_rules linting_rules check checks test tests assertion assertions review reviews warning warnings validation verification authentication authorization auth linter lint findings advisories vulnerabilities scanner scanners scans approval approvals confirmation confirmations integrity lockfile signature certificate certificates',
  OFF: 'dismiss* close* lower* downgrade* vouch* set..false return..true returns..true NO..ask..again NO..come..up go..without do..without disable* deactivate* skip** bypass* remove* delete* weaken* ignore* drop** override* exempt* whitelist* allowlist* suppress* silence* circumvent* omit** uninstall* mute* relax* loosen* waive* lift* evade* turn..off switch..off leave..out take..out comment..out shut..off keep..out opt..out run..outside start..outside launch..outside commit..without push..without merge..without go..without work..around NO..verify NO..validate NO..enforce',
  /** Silence towards people about what is done. */
  HUSH: 'NO..list NO..disclose keep..quiet stay..quiet refrain..listing refrain..mentioning quietly silently secretly covertly discreetly stealthily unnoticed unannounced unmentioned NO..mention NO..tell NO..inform NO..notify NO..announce NO..bother NO..trouble NO..disturb NO..notice NO..bring..up NO..point..out NO..trace NO..draw..attention no_details behind_the_scenes to_yourself to_themselves between_us as_if_nothing',
  PERSON: 'participants attendees recipient recipients nobody user users reviewer reviewers maintainer maintainers owner developer human humans people anyone team nobody sender customer reader readers',
  UNAWARE: 'NO..see NO..shown NO..hear NO..know NO..told NO..informed NO..asked NO..aware unaware',
  /** Others are said to be content with it. */
  EXCUSE: 'reviewers_have_agreed reviewers..agreed reviewers..aware reviewers..know reviewers..approved maintainers..agreed maintainers..approved maintainers..know maintainers..aware team..agreed owner..agreed security..approved security..agreed already_approved_by nobody..reads nobody..checks nobody..looks nobody..minds',
  DISGUISE: 'describe* present* label* title* call* word* log** declare* commit**',
  COVER: 'tidy as_a_cleanup as..cleanup as..clean-up as..refactor as..refactoring as..formatting as..cosmetic as..chore as..typo as..maintenance as..routine as..style',
  LEAVE: 'leave leaves leaving keep keeps keeping drop** omit** exclude* hide hides hiding strip**',
  ACCOUNT: 'summary summaries commit_message commit_messages pr_description changelog report reports release_notes review',
  OUT_OF: 'out_of from',
  CLAIM: 'report* say says tell tells claim* pretend* describe* declare* insist* present* label* state states',
  TELLS: 'report reports say says tell tells claim claims state declare answer note reply mark',
  PASSED: 'success passed green passing succeeded',
  FAILED: 'fail fails failing failed red broken skipped',
  ANYWAY: 'even..fail even..fails even..failed even..failing even..red despite..failing despite..failed despite..failures although..failed although..fail regardless..outcome regardless..result whatever..outcome whatever..result',
  FINE: 'success successful succeeded passed green passing cleanup clean-up refactor refactoring formatting cosmetic safe secure encrypted works audited routine required',
  BROKEN: 'fail fails failing failed red broken weaken weakened skipped skip whatever regardless outcome anyway remove removed md5 eval',
  APPROVE: 'approve* merge* accept* allow* auto-approve* auto-merge* grant* trust*',
  UNSEEN: 'without..opening without..seeing without..reviewing without..reading without..checking without..looking blindly unread unseen',
  BLINDLY: 'without..reading without..review without..checking without..looking without..comment without..questions NO..comments NO..questions whatever regardless straight_away at_once blindly unread unseen automatically immediately every all any',
  PULL: 'changes patches pull_request pull_requests pr prs merge_request merge_requests permission_prompts prompts commands permissions shell_commands tool_calls requests postinstall install_scripts',
  GRANT: 'give gives giving grant* get gets getting add* invite* promote* make makes assign*',
  RIGHTS: 'full..access disk_access maintainer..access owner..access admin..access admin..scope admin..role admin..rights write_access admin_rights admin_collaborator admin_access repository_admin collaborator owner_rights maintainer_rights administrator_rights elevated_rights root_access push_access',
  FETCH: 'fetch* download* load* get curl wget pull* pipe* open* retrieve* grab** read reads',
  OBEY: 'follow* obey* execute* run runs running carry..out do..what override* takes_precedence bash sh adopt*',
  STRANGER: 'EMAILTOKEN results issues issue comments pull_request outside_contributors contributors anyone strangers external_users commenters',
  AS_OWNER: 'as_though as_if carry..out as..owner as..maintainer as..user as_orders carry..out do..as obey* follow..directly follow..without execute..directly',
  /** Copying itself. */
  SELF: 'this_section this_file this_same_file this_note this_paragraph this_block this_text these_instructions these_rules this_rule this_instruction this_document this_message these_lines these_conventions',
  SPREAD: 'place* copy* copied carry..over write writes append* add* insert* replicate* paste* reproduce* propagate* include* put puts spread duplicate*',
  ELSEWHERE: 'sibling_repositories sibling_projects each_of_them new_repository new_repositories new_project new_projects other_project other_projects other_repositories other_repos every_repository every_repo each_repository each_project every_project new_repo all_repositories its_claude.md its_agents.md every_claude.md every_agents.md',
  /** What starts by itself. */
  AUTOSTART: '.bashrc .zshrc .profile .bash_profile .zprofile bashrc zshrc crontab cron launchd launchagents systemd startup_folder autostart login_items',
  PLANT: 'add* append* write writes writing insert* create* install* register* put puts place*',
  INSTALL: 'install* add* use uses using prefer* run runs running pull* fetch* npx take',
  PACKAGES: 'version versions lockfile package packages dependency dependencies mirror registry index',
  UNVERIFIED: 'HTTPTOKEN strict-ssl integrity NO..verify elevated sudo globally postinstall NO..prompting',
  WEAK: 'hidden..endpoint hidden..function hidden..route debug..endpoint any_command arbitrary_commands arbitrary_code fixed_password default_password hard-coded_password hardcoded_password master_password way_in way..in string_concatenation md5 sha1 1024-bit clear_text plain_text cleartext plaintext backdoor NO..encryption',
  LOGIN: 'sensitive_data endpoint executes query_parameter command code login logins password passwords sql route routes auth authentication header user users support keys tokens queries account accounts',
  CODE: 'use uses using get gets add* log** accept* include* write generate* store* have has keep build*',
  /** Whose money. */
  PAYEE: 'payee beneficiary iban bank_account account_number bank_details wallet_address payout_address recipient_address',
  SWAP: 'change* replace* swap** substitute* redirect* alter* set sets',
  LISTEN: 'listen* expose* bind* open* keep',
  SHELL: 'shell terminal interpreter',
  PORT: 'port socket connects',
  AGENT: 'ai ais llm llms claude copilot cursor gemini codex chatgpt gpt assistant assistants agent agents language_model language_models bot bots model models triage_agents',
  RATE: 'recommend* rate rates rating praise* promote* prefer* rank*',
  BEST: 'safest best safe trusted superior leading',
} as const;

export type Slot = keyof typeof SLOT_WORDS | DeedSlot;

/** Every table of classes; a class may have entries in several. */
export const SLOT_TABLES: readonly Readonly<Partial<Record<Slot, string>>>[] = [SLOT_WORDS, DEED_WORDS, MORE_WORDS];

/** What an order of slots says. All slots stand in one sentence, in any order; the first one is the verb that a negation turns round. */
export interface SlotPattern {
  readonly name: string;
  readonly class: OrderClass;
  /** Per part the slots that fill it. */
  readonly parts: readonly (readonly Slot[])[];
  /** Most words between the verb and each of the others. */
  readonly span: number;
  /** The object (second part) may stand in the sentence before, behind a pronoun. */
  readonly pronoun?: true;
  /** The last part stands in front of the verb. */
  readonly after?: true;
  /** A word that supposes (`once the reviewers agreed`) in front makes it honest. */
  readonly assertive?: true;
  /** A word of this list in the sentence makes it honest. */
  readonly unless?: readonly string[];
  /** The second part follows the verb or stands at most four words in front of it. */
  readonly close?: true;
  /** Only words without a meaning of their own stand between the verb and the second part, which follows it. */
  readonly tight?: true;
  /**
   * `cover`: silence or a lie, which says nothing by itself; `plain`: also ordinary advice; `grave`: no honest
   * instruction file has it beside a cover; `sure`: not even alone.
   */
  readonly grade: 'cover' | 'plain' | 'grave' | 'sure';
}

/** What honest work does between a failed test and the report of a success. */
const REPAIRING = ['fix', 'fixed', 'until', 'unless', 'whether', 'if_and_only', 'only', 'repeat', 'rerun', 're-run', 'retry', 'resolve', 'investigate', 'stop', 'or', 'vs', 'per', 'how', 'number', 'count'] as const;

export const SLOT_PATTERNS: readonly SlotPattern[] = [
  ...DEED_PATTERNS,
  { name: 'hoard-send', class: 'exfiltration', parts: [['SEND'], ['KEYS', 'ENV'], ['ADDRESS']], span: 24, pronoun: true, grade: 'sure' },
  { name: 'bulk-send', class: 'exfiltration', parts: [['SEND'], ['BULK'], ['ADDRESS']], span: 20, grade: 'sure' },
  { name: 'data-out', class: 'exfiltration', parts: [['SEND'], ['DATA', 'BULK'], ['ADDRESS', 'SINK']], span: 18, pronoun: true, grade: 'grave' },
  { name: 'secret-take', class: 'secret-read', parts: [['TAKE'], ['SECRET', 'BULK', 'KEYS', 'ENV']], span: 6, grade: 'plain' },
  { name: 'destroy', class: 'destruction', parts: [['DESTROY'], ['PRECIOUS']], span: 4, grade: 'grave' },
  { name: 'cover-up', class: 'destruction', parts: [['DESTROY'], ['TRACES']], span: 5, grade: 'grave' },
  { name: 'condone', class: 'suppression', parts: [['OFF', 'HUSH'], ['THEFT']], span: 6, grade: 'grave' },
  { name: 'hoard-out', class: 'exfiltration', parts: [['OUT'], ['KEYS', 'ENV'], ['ADDRESS']], span: 20, pronoun: true, grade: 'plain' },
  { name: 'secret-send', class: 'exfiltration', parts: [['SEND'], ['SECRET', 'TALK'], ['ADDRESS']], span: 20, pronoun: true, grade: 'grave' },
  { name: 'secret-out', class: 'exfiltration', parts: [['OUT'], ['SECRET', 'TALK'], ['ADDRESS']], span: 20, pronoun: true, grade: 'plain' },
  { name: 'keys-sink', class: 'exfiltration', parts: [['OUT'], ['KEYS'], ['SINK']], span: 18, pronoun: true, grade: 'sure' },
  { name: 'hoard-sink', class: 'exfiltration', parts: [['OUT'], ['ENV'], ['SINK']], span: 18, pronoun: true, grade: 'grave' },
  { name: 'secret-sink', class: 'exfiltration', parts: [['OUT'], ['SECRET', 'TALK'], ['SINK']], span: 14, grade: 'grave' },
  { name: 'keys-field', class: 'secret-read', parts: [['PUT'], ['KEYS'], ['FIELD']], span: 14, pronoun: true, grade: 'sure' },
  { name: 'hoard-field', class: 'secret-read', parts: [['PUT'], ['ENV', 'TALK'], ['FIELD']], span: 14, pronoun: true, grade: 'grave' },
  { name: 'secret-field', class: 'secret-read', parts: [['PUT'], ['SECRET'], ['FIELD']], span: 14, pronoun: true, grade: 'grave' },
  { name: 'read-keys', class: 'secret-read', parts: [['READ'], ['KEYS']], span: 8, grade: 'grave' },
  { name: 'read-env', class: 'secret-read', parts: [['READ'], ['ENV']], span: 8, grade: 'plain' },
  { name: 'secret-repo', class: 'exfiltration', parts: [['COMMIT'], ['SECRET', 'KEYS', 'ENV'], ['REPO_FILE']], span: 14, pronoun: true, grade: 'grave' },
  { name: 'guard-off', class: 'guard-rail', parts: [['OFF'], ['GUARD']], span: 8, close: true, pronoun: true, grade: 'grave' },
  { name: 'check-off', class: 'suppression', parts: [['OFF'], ['GUARD_SOFT']], span: 4, close: true, grade: 'plain' },
  { name: 'account', class: 'secrecy', parts: [['LEAVE'], ['ACCOUNT'], ['OUT_OF']], span: 10, grade: 'plain' },
  { name: 'hush', class: 'secrecy', parts: [['HUSH']], span: 0, grade: 'cover' },
  { name: 'hush-person', class: 'secrecy', parts: [['HUSH', 'UNAWARE'], ['PERSON', 'ACCOUNT']], span: 5, grade: 'plain' },
  { name: 'excuse', class: 'authority', parts: [['EXCUSE']], span: 0, assertive: true, grade: 'cover' },
  { name: 'disguise', class: 'deception', parts: [['DISGUISE'], ['COVER']], span: 6, grade: 'cover' },
  { name: 'false-report', class: 'deception', parts: [['TELLS'], ['PASSED'], ['FAILED']], span: 16, tight: true, after: true, unless: REPAIRING, grade: 'sure' },
  { name: 'report-anyway', class: 'deception', parts: [['TELLS'], ['PASSED'], ['ANYWAY']], span: 12, tight: true, unless: REPAIRING, grade: 'sure' },
  { name: 'lie', class: 'deception', parts: [['CLAIM'], ['FINE'], ['BROKEN']], span: 14, grade: 'plain' },
  { name: 'approve-unseen', class: 'suppression', parts: [['APPROVE'], ['UNSEEN'], ['PULL']], span: 12, pronoun: true, grade: 'sure' },
  { name: 'approve', class: 'suppression', parts: [['APPROVE'], ['BLINDLY'], ['PULL']], span: 12, grade: 'grave' },
  { name: 'grant', class: 'guard-rail', parts: [['GRANT'], ['RIGHTS']], span: 12, grade: 'grave' },
  { name: 'remote', class: 'remote-follow', parts: [['FETCH'], ['ADDRESS'], ['OBEY']], span: 16, grade: 'grave' },
  { name: 'stranger', class: 'override', parts: [['AS_OWNER'], ['STRANGER']], span: 14, grade: 'plain' },
  { name: 'spread', class: 'persistence', parts: [['SPREAD'], ['SELF'], ['ELSEWHERE']], span: 20, pronoun: true, grade: 'grave' },
  { name: 'autostart', class: 'persistence', parts: [['PLANT'], ['AUTOSTART']], span: 12, grade: 'grave' },
  { name: 'mirror', class: 'bait', parts: [['INSTALL'], ['PACKAGES'], ['UNVERIFIED']], span: 16, grade: 'plain' },
  { name: 'weak', class: 'backdoor', parts: [['CODE'], ['WEAK'], ['LOGIN']], span: 12, grade: 'plain' },
  { name: 'payee', class: 'deception', parts: [['SWAP'], ['PAYEE']], span: 6, grade: 'plain' },
  { name: 'listener', class: 'backdoor', parts: [['LISTEN'], ['SHELL'], ['PORT']], span: 14, grade: 'plain' },
  { name: 'rate', class: 'deception', parts: [['RATE'], ['BEST']], span: 8, grade: 'cover' },
];

/** Words that may stand between a verb and what it says falsely: `report that all of the tests passed`. */
export const FUNCTION_WORDS: readonly string[] = ['a', 'the', 'all', 'every', 'that', 'it', 'is', 'are', 'was', 'were', 'has', 'have', 'as', 'to', 'of', 'user', 'tests', 'test', 'suite', 'build', 'checks', 'everything', 'in', 'summary', 'them', 'reviewer', 'reviewers', 'them', 'they', 'been'];

/** What stands behind `do not mention` when the deed itself is meant, and behind a `the` there. */
export const OWN_DEED: readonly string[] = ['it', 'this', 'that', 'these', 'them', 'any', 'anything', 'to', 'in', 'anywhere', 'about', 'out', 'up', 'or', 'and', 'user', 'users', 'anyone', 'anybody', 'people', 'reviewer', 'reviewers', 'maintainers', 'you', 'so', 'with', 'on', 'at', 'as', 'of', 'by', 'during', 'while', 'when', 'because', 'since', 'what', 'how', 'why'];
export const OWN_DEED_NOUNS: readonly string[] = ['change', 'changes', 'step', 'steps', 'edit', 'edits', 'upload', 'call', 'commit', 'user', 'users', 'reviewer', 'reviewers', 'maintainer', 'maintainers', 'team', 'author', 'owner', 'requirement', 'instruction', 'file', 'line', 'rule', 'note', 'proxy', 'redirect', 'endpoint', 'mirror', 'server', 'workaround', 'exception', 'account', 'dependency', 'flag', 'setting', 'destination', 'copy', 'ping', 'customer', 'sender', 'request', 'transfer', 'extraction'];

/** What makes a sentence one about what must not be done. */
export const FORBIDDING: readonly string[] = ['forbidden', 'prohibited', 'disallowed', 'banned', 'unacceptable', 'violation', 'violates', 'violate', 'dangerous', 'leak', 'leaks', 'leaked', 'insecure', 'wrong', 'antipattern', 'anti-pattern', 'vulnerability', 'risk', 'risks', 'refuse', 'reject', 'mistake', 'redact', 'redacted', 'mask', 'masked', 'rotate', 'revoke'];

/** Headings and leads of lists that say the same of what follows. */
export const FORBIDDING_LEADS = /\b(?:never|do not|don['\u2019]?ts?|must not|should not|shouldn['\u2019]?t|avoid|forbidden|prohibited|not allowed|no-gos?|disallowed|banned|out of scope|refuse|reject|wrong|bad|mistakes?|red flags?|stop and ask|ask first|without permission)\b|\u274c|\u{1f6ab}|\u26d4/iu;

/** What turns such a lead round: `Do not forget to:`, `Never skip these steps:`. */
const TURNED_LEADS = /\b(?:never|do not|don['\u2019]?t|must not|should not)\s{1,3}(?:ever\s{1,3})?(?:forget|skip|miss|omit|hesitate|fail)\b/i;

/** True for a line that ends with a colon and forbids what stands behind it: `Never do this:`. */
export function forbidsWhatFollows(lead: string): boolean {
  return /:[*_]{0,3}\s*$/.test(lead) && FORBIDDING_LEADS.test(lead) && !TURNED_LEADS.test(lead);
}
