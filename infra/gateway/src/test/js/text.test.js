import assert from 'node:assert/strict';
import test from 'node:test';
import { hasVisibleCharacter, mentionsIn, parts, plain, tokens } from '../../main/resources/web/text.js';

const marks = (text) => parts(text).filter((part) => part.mark).map((part) => part.mark);

test('characters that reorder or hide text are shown by name', () => {
  assert.deepEqual(marks('a\u202Eb\u202Cc\u200Bd\u0007e\u0000f\uFEFFg\u2066h'), ['RLO', 'PDF', 'ZWSP', 'BEL', 'NUL', 'BOM', 'LRI']);
  assert.equal(plain('ann\u202Egpj.exe'), 'ann⟨RLO⟩gpj.exe');
});

test('no part that is shown as it is holds a hidden character', () => {
  for (let code = 0; code < 0x110000; code += code < 0x3000 ? 1 : 97) {
    const char = String.fromCodePoint(code);
    const shown = parts(`x${char}y`).map((part) => part.text ?? '').join('');
    assert.ok(!/[\u0000-\u0008\u000b-\u001f\u007f-\u0084\u0086-\u009f\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/.test(shown), `U+${code.toString(16)}`);
  }
});

test('joiners stay where scripts and emoji need them', () => {
  assert.deepEqual(marks('👩\u200d🚀 می\u200cخواهم'), []);
  assert.deepEqual(marks('pay\u200dpal'), ['ZWJ']);
});

test('a tower of combining marks is cut down, and accents are not', () => {
  assert.deepEqual(marks('e\u0301 u\u0308'), []);
  assert.deepEqual(marks(`Z${'\u0351'.repeat(30)}a`), ['+26 marks']);
});

test('line ends of every kind become one kind', () => {
  assert.deepEqual(parts('a\r\nb\u2028c'), [{ text: 'a\nb\nc' }]);
});

test('an unpaired surrogate is shown by its number', () => {
  assert.deepEqual(marks('a\ud800b'), ['U+D800']);
});

test('a text without a visible character cannot be sent', () => {
  for (const text of ['', '  \n', '\u200b\u200b', '\u0301', '\u2063 \u3164']) assert.ok(!hasVisibleCharacter(text), JSON.stringify(text));
  assert.ok(hasVisibleCharacter('\u202ea'));
});

test('only web addresses become links', () => {
  const links = (text) => tokens(text).filter((token) => token.link).map((token) => token.link);
  assert.deepEqual(links('see https://a.example/x?y=1. Or (http://b.example)!'), ['https://a.example/x?y=1', 'http://b.example']);
  assert.deepEqual(links('javascript:alert(1) data:text/html,x file:///etc'), []);
  assert.deepEqual(links('https://a.example/\u202egpj'), ['https://a.example/']);
});

test('mentions are members, the longest name first, each once', () => {
  assert.deepEqual(mentionsIn('@bob, @bob.2 and @eve: hi @bob', ['bob', 'bob.2']), ['bob', 'bob.2']);
});
