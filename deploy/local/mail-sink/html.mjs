const ENTITIES = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

class Html {
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** A template whose values are escaped; a value that is itself such a template, or a list of them, is kept. */
export function html(strings, ...values) {
  const parts = values.map((value) => [value].flat().map(escape).join(''));
  return new Html(strings.map((string, index) => string + (parts[index] ?? '')).join(''));
}

function escape(value) {
  if (value instanceof Html) return value.text;
  return value === null || value === undefined
    ? ''
    : String(value).replace(/[&<>"']/g, (sign) => ENTITIES[sign]);
}
