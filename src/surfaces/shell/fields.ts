/** Fields of a value: cut at white space or, once the text has set `IFS`, at its characters. */
export function splitFields(value: string, separators: string): readonly string[] {
  if (separators === '') return value.split(/\s+/);
  const parts: string[] = [];
  let start = 0;
  for (let index = 0; index <= value.length; index += 1) {
    if (index < value.length && !separators.includes(value.charAt(index))) continue;
    parts.push(value.slice(start, index));
    start = index + 1;
  }
  return parts;
}
