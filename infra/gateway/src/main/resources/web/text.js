// Makes hostile text harmless to look at. Nothing here builds HTML: callers put every part into a text node.

const NAMES = new Map([
  [0x00ad, 'SHY'], [0x034f, 'CGJ'], [0x061c, 'ALM'], [0x115f, 'HCF'], [0x1160, 'HJF'], [0x180e, 'MVS'],
  [0x200b, 'ZWSP'], [0x200c, 'ZWNJ'], [0x200d, 'ZWJ'], [0x200e, 'LRM'], [0x200f, 'RLM'],
  [0x202a, 'LRE'], [0x202b, 'RLE'], [0x202c, 'PDF'], [0x202d, 'LRO'], [0x202e, 'RLO'],
  [0x2060, 'WJ'], [0x2061, 'FA'], [0x2062, 'IT'], [0x2063, 'IS'], [0x2064, 'IP'],
  [0x2066, 'LRI'], [0x2067, 'RLI'], [0x2068, 'FSI'], [0x2069, 'PDI'],
  [0x3164, 'HF'], [0xfeff, 'BOM'], [0xffa0, 'HHF'], [0x7f, 'DEL'], [0x1b, 'ESC'], [0x00, 'NUL'], [0x07, 'BEL'], [0x08, 'BS'],
]);

const MARK = /^\p{M}$/u;
const JOINER_OK = /[^\x00-\x7f]/; // a joiner between letters beyond ASCII shapes them, and joins emoji
const MOST_MARKS = 4; // combining marks that one letter may carry; real writing needs fewer

function isHidden(code) {
  return (
    code < 0x20 || (code >= 0x7f && code < 0xa0) || NAMES.has(code) ||
    (code >= 0x206a && code <= 0x206f) || (code >= 0xfff9 && code <= 0xfffb) ||
    (code >= 0xe0000 && code <= 0xe0fff) || (code >= 0xd800 && code <= 0xdfff)
  );
}

function nameOf(code) {
  return NAMES.get(code) ?? `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function joins(chars, at) {
  const before = chars[at - 1];
  const after = chars[at + 1];
  return before !== undefined && after !== undefined && JOINER_OK.test(before) && JOINER_OK.test(after) &&
    !isHidden(after.codePointAt(0)) && !isHidden(before.codePointAt(0));
}

/**
 * Splits text into parts: {text} to be shown as it is, and {mark, code} for a character that would be invisible or would
 * reorder what stands beside it. Line ends of all kinds become \n. Marks beyond four on one letter become one part.
 */
export function parts(text) {
  const chars = Array.from(String(text).replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n'));
  const result = [];
  let plain = '';
  let marks = 0;
  let dropped = 0;
  const flush = () => {
    if (dropped > 0) {
      plain && result.push({ text: plain });
      result.push({ mark: `+${dropped} marks`, code: null });
      plain = '';
      dropped = 0;
    } else if (plain) {
      result.push({ text: plain });
      plain = '';
    }
  };
  chars.forEach((char, at) => {
    const code = char.codePointAt(0);
    if (MARK.test(char)) {
      marks += 1;
      if (marks > MOST_MARKS && code !== 0xfe0f) {
        dropped += 1;
        return;
      }
    } else {
      marks = 0;
      if (dropped > 0) flush();
    }
    const kept = char === '\n' || char === '\t' || ((code === 0x200c || code === 0x200d) && joins(chars, at));
    if (!kept && isHidden(code)) {
      flush();
      result.push({ mark: nameOf(code), code });
    } else {
      plain += char;
    }
  });
  flush();
  return result;
}

/** The same as one string, for names, previews, titles and labels: one line, with hidden characters in brackets. */
export function plain(text, most = 200) {
  const whole = parts(text ?? '')
    .map((part) => (part.mark ? `⟨${part.mark}⟩` : part.text))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();
  const chars = Array.from(whole);
  return chars.length > most ? `${chars.slice(0, most - 1).join('')}…` : whole;
}

/** Bytes of a text in UTF-8, the measure of the pipeline's limit. */
export function utf8Length(text) {
  return new TextEncoder().encode(text).length;
}

/** Whether the text has a character that one can see. The pipeline refuses a message without one. */
export function hasVisibleCharacter(text) {
  return Array.from(text).some((char) => !/\s/u.test(char) && !MARK.test(char) && !isHidden(char.codePointAt(0)));
}

/** Splits plain text at web addresses, @mentions of the given users, and the rest. */
export function tokens(text, mentions = []) {
  const known = new Set(mentions);
  const pattern = /(https?:\/\/[A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]+)|@([A-Za-z0-9._:@-]{1,64})/g;
  const result = [];
  let from = 0;
  for (const match of text.matchAll(pattern)) {
    let taken = match[0];
    let token;
    if (match[1]) {
      taken = taken.replace(/[.,;:!?'")\]]+$/, '');
      token = { link: taken };
    } else {
      const user = longestKnown(match[2], known);
      if (!user) continue;
      taken = `@${user}`;
      token = { mention: user };
    }
    if (match.index > from) result.push({ text: text.slice(from, match.index) });
    result.push(token);
    from = match.index + taken.length;
  }
  if (from < text.length) result.push({ text: text.slice(from) });
  return result;
}

function longestKnown(name, known) {
  for (let end = name.length; end > 0; end--) {
    if (known.has(name.slice(0, end))) return name.slice(0, end);
  }
  return null;
}

/** The members that a text mentions, each once, at most 64. */
export function mentionsIn(text, members) {
  const found = tokens(text, members).filter((token) => token.mention).map((token) => token.mention);
  return [...new Set(found)].slice(0, 64);
}
