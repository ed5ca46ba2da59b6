import { sliceText } from '../mapped-text.ts';
import type { MappedText } from '../mapped-text.ts';
import { fromBase64, fromPercent, fromUtf8 } from './decode.ts';
import type { ModuleLoad } from './types.ts';

/** `data:text/javascript;charset=utf-8;base64,`: media type and parameters of a data: URL (RFC 2397). */
const HEAD = /^data:([a-z]{1,20}\/[\w.+-]{1,40})?((?:;[^,;]{0,60}){0,6}),/i;
const IS_DATA = /^(?:data|blob):/i;
const BLOB = 'blob:';
const MAX_HEAD = 500;
const SCRIPT = /(?:java|ecma|type)script|^$/i;

/** The program in a data: URL that is loaded as a module, or in a blob of this file that is; `null` for other names and other media types. */
export function dataUrlCode(load: ModuleLoad): MappedText | null {
  if (load.literal !== null && !IS_DATA.test(load.literal)) return null;
  const { name } = load;
  if (name.constant === null || !IS_DATA.test(name.prefix)) return null;
  const whole = name.mapped();
  if (name.prefix.startsWith(BLOB)) return sliceText(whole, BLOB.length, whole.text.length);
  const head = HEAD.exec(whole.text.slice(0, MAX_HEAD));
  if (!head || !SCRIPT.test(head[1] ?? '')) return null;
  const payload = sliceText(whole, head[0].length, whole.text.length);
  const bytes = /;\s{0,9}base64$/i.test(head[2] ?? '') ? fromBase64(payload.text) : null;
  const code = bytes ? fromUtf8(bytes) : (fromPercent(payload.text) ?? payload.text);
  if (code === payload.text) return payload;
  // Positions of decoded text say nothing about the address: all of it is the place.
  const place = payload.toSource(0, payload.text.length);
  return { text: code, holes: [], toSource: () => place };
}
