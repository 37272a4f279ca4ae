// A set-up in the fragment of an address, where it is never sent to a server.

const KEY = 'setup=';

/** The fragment for a set-up. */
export function fragment(setup) {
  const bytes = new TextEncoder().encode(JSON.stringify(setup));
  const text = btoa(Array.from(bytes, byte => String.fromCharCode(byte)).join(''));
  return '#/image?' + KEY + text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The set-up of a fragment; null if it carries none; throws if it cannot be read. */
export function setupOf(hash) {
  const at = hash.indexOf(KEY);
  if (at < 0) {
    return null;
  }
  const text = atob(hash.slice(at + KEY.length).replaceAll('-', '+').replaceAll('_', '/'));
  const setup = JSON.parse(new TextDecoder().decode(Uint8Array.from(text, letter => letter.charCodeAt(0))));
  if (typeof setup !== 'object' || setup === null || typeof setup.text !== 'string') {
    throw new Error('no set-up');
  }
  return setup;
}

/** A set-up with the fields that another has, of their types; what is missing or foreign is taken from that other. */
export function completed(setup, like) {
  const whole = {...like};
  for (const key of Object.keys(like)) {
    if (typeof setup[key] === typeof like[key]) {
      whole[key] = setup[key];
    }
  }
  return whole;
}
