/** The rules of parameters, from the catalogue: as text, and as a check of a value. */

import { hasHalfCharacter } from './encode.js';

/**
 * @typedef {{name: string, required: boolean, description: string, pattern: ?string, minLength: ?number, maxLength: ?number,
 *   minimum: ?number, maximum: ?number, type: string, example: ?string, enum: ?string[]}} Parameter
 */

/**
 * Checks a value.
 * @param {Parameter} parameter
 * @param {string} value
 * @returns {?string} what to change, null if the value is valid
 */
export function problemOf(parameter, value) {
  if (value === '') {
    return parameter.required ? `Enter a ${parameter.name}.` : null;
  }
  if (hasHalfCharacter(value)) {
    return 'The text has half of a character. Remove it.';
  }
  return typeProblem(parameter, value) ?? lengthProblem(parameter, value) ?? patternProblem(parameter, value);
}

/** The rule in a few words, empty if there is none. */
export function ruleText(parameter) {
  const { minLength, maxLength, minimum, maximum, type } = parameter;
  if (choicesOf(parameter) !== null) {
    return '';
  }
  if (type === 'integer') {
    return maximum >= 2 ** 31 - 1 ? `${minimum} or more` : `${minimum} to ${maximum}`;
  }
  if (type === 'json') {
    return 'JSON';
  }
  const least = hasValue(minLength) && minLength > 0;
  const length = hasValue(maxLength) ? (least ? `${minLength} to ${maxLength} characters` : `At most ${maxLength} characters`) : '';
  return [length, characters(parameter.pattern)].filter((text) => text !== '').join(': ');
}

/** The values of a parameter with a few fixed ones, else null. */
export function choicesOf(parameter) {
  if (Array.isArray(parameter.enum)) {
    return parameter.enum;
  }
  const choices = /^\^\(\?:([\w.|\\-]+)\)\$$/.exec(parameter.pattern ?? '');
  return choices === null ? null : choices[1].replaceAll('\\', '').split('|');
}

function typeProblem({ type, minimum, maximum }, value) {
  if (type === 'integer') {
    const number = Number(value);
    const isValid = /^\d{1,10}$/.test(value) && number >= minimum && number <= maximum;
    return isValid ? null : `Enter a whole number from ${minimum} to ${maximum}.`;
  }
  if (type === 'json') {
    try {
      JSON.parse(value);
    } catch (e) {
      return `This is not JSON: ${e.message}.`;
    }
  }
  return null;
}

// Lengths count code points, as in the gateway.
function lengthProblem({ minLength, maxLength }, value) {
  const length = [...value].length;
  if (hasValue(maxLength) && length > maxLength) {
    return `At most ${maxLength} characters; this has ${length}. Remove ${length - maxLength}.`;
  }
  return hasValue(minLength) && length < minLength ? `At least ${minLength} characters; this has ${length}.` : null;
}

function patternProblem({ pattern }, value) {
  if (!pattern) {
    return null;
  }
  const rule = new RegExp(pattern, 'u');
  if (rule.test(value)) {
    return null;
  }
  const wrong = [...value].find((c) => !rule.test(c));
  return wrong === undefined ? 'The value breaks the rule.' : `The character ${nameOf(wrong)} is not allowed.`;
}

function nameOf(character) {
  if (/\s/u.test(character)) {
    return character === ' ' ? '"space"' : '"white space"';
  }
  return /\p{C}/u.test(character) ? `U+${character.codePointAt(0).toString(16).toUpperCase().padStart(4, '0')}` : `"${character}"`;
}

function characters(pattern) {
  if (pattern === '^[ -~]*$') {
    return 'printable ASCII';
  }
  const set = /^\^\[(?!\^)(.+)\]\*\$$/u.exec(pattern ?? '');
  if (set === null) {
    return '';
  }
  return set[1]
    .replace('\\p{Script=Han}', 'Chinese ')
    .replace(/\\u3040-\\u30FF/u, 'Japanese ')
    .replace('A-Za-z0-9', 'A-Z a-z 0-9 ')
    .replace('0-9 ', '0-9 \n')
    .replace(/\n(.*)$/su, (all, rest) => [...rest].join(' '))
    .trim();
}

function hasValue(number) {
  return number !== null && number !== undefined;
}
