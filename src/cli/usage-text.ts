/**
 * What the option parser complains about, in the form of our other sentences: what is wrong, then what would be right. `command` is what
 * the user called, such as `fedpass lint`.
 */
export function usageText(complaint: string, command: string): string {
  const [, first = complaint, meant] = /^(?:error: )?(.*?)\s*(?:\((Did you mean .*\?)\))?\s*$/s.exec(complaint) ?? [];
  const [sentence = first, ...rest] = first.split('. ');
  const right = meant ?? (rest.length > 0 ? rest.join('. ') : `${command} --help shows how it is called`);
  return `fedpass: ${quoted(sentence)}\n  help: ${quoted(right.charAt(0).toLowerCase() + right.slice(1))}\n`;
}

/** User input in backticks, as everywhere; no period at the end. */
const quoted = (text: string): string =>
  text
    .replaceAll(/'([^']*)'/g, '`$1`')
    .replace(/^(did you mean )(?!one of )(.*)\?$/i, '$1`$2`?')
    .replace(/\.$/, '');
