import type { MappedText } from '../mapped-text.ts';
import type { CommandScript } from './model.ts';

/** Where a command text was found. */
export type ShellCarrier =
  | 'shell-file'
  | 'javascript'
  | 'npm-script'
  | 'manifest-hook'
  | 'task'
  | 'terminal-profile'
  | 'agent-hook'
  | 'agent-command'
  | 'mcp-server'
  | 'devcontainer'
  | 'compose'
  | 'workflow'
  | 'dockerfile'
  | 'markdown-fence'
  | 'skill-command'
  | 'setting';

/** A command text and the circumstances under which it runs. */
export interface CommandText {
  readonly carrier: ShellCarrier;
  /** What names it in its file: a script's name, a task's label, a hook's event; empty when nothing does. */
  readonly label: string;
  /**
   * True when it runs without a person starting it: install-time scripts, folder-open tasks, agent hooks,
   * MCP servers, dev container commands, terminal profiles.
   */
  readonly unattended: boolean;
  /** True for scripts that a package manager runs on install, pack or publish. */
  readonly lifecycle: boolean;
  /** The same for texts that run one after the other on one file system (steps of a job, instructions of a stage); empty for all others. */
  readonly sequence: string;
  readonly source: MappedText;
  /**
   * True when only programs run that no threat has to do with: no detector finds anything in `script`, which then
   * need not be parsed.
   */
  readonly isOrdinary: boolean;
  /** Parsed on first use. */
  readonly script: CommandScript;
}
