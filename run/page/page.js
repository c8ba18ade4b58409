// The remote beside the television: pointer, touch, keyboard focus and the physical keyboard all press the same keys.
import { REMOTE_KEYS, remoteKeyOf } from './remote-keys.js';
import { Television } from './television.js';
import { startTries } from './tries.js';

const STATES = {
  connecting: { zh: '正在连接电视…', en: 'Connecting' },
  connected: { zh: '已连接', en: 'Connected' },
  lost: { zh: '连接断开，正在重新连接…', en: 'Connection lost, connecting again' },
};

const statusLine = document.getElementById('status');
const statusText = document.getElementById('status-text');
const veil = document.getElementById('veil');

function showState(state) {
  if (state !== 'connected') releaseAll();
  statusLine.dataset.state = state;
  statusLine.title = STATES[state].en;
  statusText.textContent = STATES[state].zh;
  veil.textContent = state === 'connected' ? '' : STATES[state].zh;
}

// A key may be held by several at once (a finger and the keyboard): it goes up when the last one lets go.
const holders = new Map();

function press(name, holder) {
  const held = holders.get(name) ?? new Set();
  if (held.size === 0) television.send(REMOTE_KEYS[name].keysym, true);
  holders.set(name, held.add(holder));
  buttonOf(name)?.classList.add('held');
}

function release(name, holder) {
  const held = holders.get(name);
  if (!held?.delete(holder) || held.size > 0) return;
  television.send(REMOTE_KEYS[name].keysym, false);
  buttonOf(name)?.classList.remove('held');
}

function releaseAll() {
  for (const [name, held] of holders) {
    for (const holder of [...held]) release(name, holder);
  }
}

function buttonOf(name) {
  return document.querySelector(`button[data-key="${name}"]`);
}

for (const button of document.querySelectorAll('button[data-key]')) {
  const name = button.dataset.key;
  button.type = 'button';
  button.addEventListener('pointerdown', (event) => {
    if (event.button !== 0) return;
    event.preventDefault(); // the focus stays: Enter must go on meaning OK after a click
    button.releasePointerCapture(event.pointerId); // so that leaving the key is noticed under a finger, too
    press(name, event.pointerId);
  });
  for (const end of ['pointerup', 'pointerleave', 'pointercancel']) {
    button.addEventListener(end, (event) => release(name, event.pointerId));
  }
  button.addEventListener('contextmenu', (event) => event.preventDefault());
  button.addEventListener('click', (event) => {
    // Neither a pointer nor a key: a screen reader or voice control.
    if (event.detail === 0 && !event.pointerType) {
      press(name, 'click');
      setTimeout(() => release(name, 'click'), 60);
    }
  });
}

// Which remote key each physical key pressed: what goes up is what went down, wherever the focus is by then.
const pressedCodes = new Map();

document.addEventListener('keydown', (event) => {
  if (document.activeElement?.closest('.try, .phone') && (event.key === 'Enter' || event.key === ' ')) return;
  const focused = document.activeElement?.closest('button[data-key]');
  const ofFocus = focused && (event.key === 'Enter' || event.key === ' ') ? focused.dataset.key : undefined;
  const name = ofFocus ?? remoteKeyOf(event);
  if (!name) return;
  event.preventDefault();
  if (event.repeat || pressedCodes.has(event.code)) return;
  pressedCodes.set(event.code, name);
  press(name, event.code);
}, true);

document.addEventListener('keyup', (event) => {
  const name = pressedCodes.get(event.code);
  if (!name) return;
  event.preventDefault();
  pressedCodes.delete(event.code);
  release(name, event.code);
}, true);

function letGo() {
  pressedCodes.clear();
  releaseAll();
}
window.addEventListener('blur', letGo);
window.addEventListener('pagehide', letGo);
document.addEventListener('visibilitychange', () => document.hidden && letGo());

const television = new Television(document.getElementById('screen'), showState);

/** A key as a finger presses it. */
async function tap(name) {
  press(name, 'try');
  await new Promise((done) => setTimeout(done, 40));
  release(name, 'try');
  await new Promise((done) => setTimeout(done, 60));
}
startTries(television, tap);
