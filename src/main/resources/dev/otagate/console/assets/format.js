/** Formats responses: JSON and XML with indents, JSON with kinds of values marked. */

import { h } from './dom.js';

const TOKENS = /("(?:[^"\\]|\\.)*")(\s*:)?|\b(true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** Returns a block with the body of a response, with indents if its format is known. */
export function formatted(body) {
  const text = body.trimStart().startsWith('<') ? indentXml(body) : indentJson(body);
  const isJson = !body.trimStart().startsWith('<');
  return block(isJson ? colouredJson(text) : [text], 'Formatted response');
}

/** Returns a block with text as it is. */
export function block(children, label) {
  return h('pre.code', { tabindex: '0', role: 'group', 'aria-label': label }, h('code', {}, children));
}

function indentJson(body) {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

function colouredJson(text) {
  const children = [];
  let end = 0;
  for (const match of text.matchAll(TOKENS)) {
    children.push(text.slice(end, match.index));
    const [all, string, colon] = match;
    const kind = string === undefined ? 'j-literal' : colon === undefined ? 'j-string' : 'j-name';
    children.push(h(`span.${kind}`, {}, string ?? all), colon ?? '');
    end = match.index + all.length;
  }
  return [...children, text.slice(end)];
}

function indentXml(body) {
  const xml = new DOMParser().parseFromString(body, 'application/xml');
  if (xml.querySelector('parsererror') !== null) {
    return body;
  }
  const declaration = /^\s*<\?xml[^>]*\?>/.exec(body)?.[0].trim();
  return [...(declaration ? [declaration] : []), ...linesOf(xml.documentElement, '')].join('\n');
}

function linesOf(element, indent) {
  const serializer = new XMLSerializer();
  if (element.children.length === 0) {
    return [indent + serializer.serializeToString(element)];
  }
  const inner = [...element.children].flatMap((child) => linesOf(child, `${indent}  `));
  return [`${indent}<${element.tagName}>`, ...inner, `${indent}</${element.tagName}>`];
}
