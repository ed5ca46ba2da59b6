import { originSet } from '../origin-set.ts';
import type { OriginSet } from '../origin-set.ts';
import { CODE_ROWS } from './code.ts';
import { COMMAND_ROWS } from './commands.ts';
import { EXPOSURE_ROWS } from './exposures.ts';
import { FILE_ROWS } from './files.ts';
import { INSTANCE_ROWS } from './instances.ts';
import { LOG_ROWS } from './logs.ts';
import { REQUEST_ROWS } from './requests.ts';
import { PROGRAM_ROWS } from './programs.ts';
import type { OriginRow } from './row.ts';
import { MODEL_ROWS, SERVER_ROWS } from './servers.ts';
import { SOURCE_ROWS } from './sources.ts';

/** Every function and value the surface knows. */
export const CORE: OriginSet<OriginRow> = originSet<OriginRow>(REQUEST_ROWS, COMMAND_ROWS, PROGRAM_ROWS, FILE_ROWS, CODE_ROWS, LOG_ROWS, EXPOSURE_ROWS, SERVER_ROWS, MODEL_ROWS, SOURCE_ROWS, INSTANCE_ROWS);
