// A set-up in the address, so that a link carries it: #/ROOM?s=..., base64url of JSON.

/** Addresses longer than this are still good to copy, but not shown in the address bar. */
const SHOWN = 8_000;

function encode(setup) {
  const bytes = new TextEncoder().encode(JSON.stringify(setup));
  let text = '';
  bytes.forEach(byte => { text += String.fromCharCode(byte); });
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** The set-up that the address carries for a room, or null; throws if it cannot be read. */
export function sharedSetup(room) {
  const coded = location.hash.match(new RegExp(`^#/${room}\\?s=([\\w-]+)$`))?.[1];
  if (coded === undefined) {
    return null;
  }
  const text = atob(coded.replaceAll('-', '+').replaceAll('_', '/'));
  return JSON.parse(new TextDecoder().decode(Uint8Array.from(text, c => c.charCodeAt(0))));
}

/** Whether the address carries just this set-up. */
export function isShared(room, setup) {
  return location.hash === `#/${room}?s=${encode(setup)}`;
}

/** A link that carries a set-up. */
export function shareLink(room, setup) {
  return `${location.origin}/#/${room}?s=${encode(setup)}`;
}

/** Shows a set-up in the address bar; a reload then finds it unchanged and lets training go on. */
export function showShared(room, setup) {
  const link = shareLink(room, setup);
  if (location.hash.startsWith(`#/${room}`)) {
    history.replaceState(null, '', link.length <= SHOWN ? link : `#/${room}`);
  }
}
