// One line a key of the remote: its name in the hall (remote-input/remote_key.h), the X keysym that carries it (what an
// old PC keyboard lacks is on F7–F12), and the keys of a keyboard that stand for it here.
export const REMOTE_KEYS = {
  UP: { keysym: 0xff52, keyboard: ['ArrowUp'] },
  DOWN: { keysym: 0xff54, keyboard: ['ArrowDown'] },
  LEFT: { keysym: 0xff51, keyboard: ['ArrowLeft'] },
  RIGHT: { keysym: 0xff53, keyboard: ['ArrowRight'] },
  OK: { keysym: 0xff0d, keyboard: ['Enter'] },
  BACK: { keysym: 0xff1b, keyboard: ['Escape', 'Backspace', 'BrowserBack', 'GoBack'] },
  HOME: { keysym: 0xff50, keyboard: ['Home', 'BrowserHome'] },
  MENU: { keysym: 0xffc7, keyboard: ['F10', 'm', 'ContextMenu'] },
  INFO: { keysym: 0xffc6, keyboard: ['F9', 'i', 'Info'] },
  DELETE: { keysym: 0xffff, keyboard: ['Delete'] },
  PAGE_UP: { keysym: 0xff55, keyboard: ['PageUp'] },
  PAGE_DOWN: { keysym: 0xff56, keyboard: ['PageDown'] },
  CHANNEL_UP: { keysym: 0xffc5, keyboard: ['F8', 'Insert', 'ChannelUp'] },
  CHANNEL_DOWN: { keysym: 0xffc4, keyboard: ['F7', 'End', 'ChannelDown'] },
  VOLUME_UP: { keysym: 0xffc9, keyboard: ['F12', '+', '='] },
  VOLUME_DOWN: { keysym: 0xffc8, keyboard: ['F11', '-'] },
  RED: { keysym: 0xffbe, keyboard: ['F1', 'ColorF0Red'] },
  GREEN: { keysym: 0xffbf, keyboard: ['F2', 'ColorF1Green'] },
  YELLOW: { keysym: 0xffc0, keyboard: ['F3', 'ColorF2Yellow'] },
  BLUE: { keysym: 0xffc1, keyboard: ['F4', 'ColorF3Blue'] },
  STAR: { keysym: 0xffaa, keyboard: ['*'] },
  POUND: { keysym: 0x0023, keyboard: ['#'] },
};
for (let digit = 0; digit <= 9; digit++) {
  REMOTE_KEYS[digit] = { keysym: 0x30 + digit, keyboard: [String(digit)] };
}

const fromKeyboard = new Map();
for (const [name, { keyboard }] of Object.entries(REMOTE_KEYS)) {
  for (const key of keyboard) fromKeyboard.set(key, name);
}

/** The remote key that a keyboard event stands for, or undefined. */
export function remoteKeyOf(event) {
  if (event.ctrlKey || event.altKey || event.metaKey) return undefined;
  return fromKeyboard.get(event.key.length === 1 ? event.key.toLowerCase() : event.key);
}
