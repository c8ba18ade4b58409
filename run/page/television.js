// The picture and the wire to it: noVNC's RFB client, connected again whenever it is lost.
import RFB from './novnc/core/rfb.js';

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 5000;
const GLANCE = { width: 160, height: 90 };
const GLANCE_MS = 100;
const STILL_MS = 400;

/** What one sees at a glance: another row has the focus, another screen has come. */
function differ(one, other) {
  let count = 0;
  for (let i = 0; i < one.length; i += 1) {
    if (Math.abs(one[i] - other[i]) > 16) count += 1;
  }
  return count > 8;
}

export class Television {
  #container;
  #onState;
  #rfb = null;
  #retry = RETRY_FIRST_MS;

  /** onState is told 'connecting', 'connected' or 'lost'. */
  constructor(container, onState) {
    this.#container = container;
    this.#onState = onState;
    this.#connect('connecting');
  }

  send(keysym, down) {
    this.#rfb?.sendKey(keysym, null, down);
  }

  /** What is on the screen, as a PNG. */
  picture() {
    const canvas = this.#container.querySelector('canvas');
    if (!canvas) return Promise.reject(new Error('没有画面'));
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  #glance() {
    const canvas = this.#container.querySelector('canvas');
    const small = new OffscreenCanvas(GLANCE.width, GLANCE.height).getContext('2d');
    if (canvas?.width && canvas.height) small.drawImage(canvas, 0, 0, GLANCE.width, GLANCE.height);
    return small.getImageData(0, 0, GLANCE.width, GLANCE.height).data;
  }

  /** Does `action`, and waits until the picture is another and stands still, or nothing of that has come for so long. */
  async changes(action, limitMs) {
    const before = this.#glance();
    let last = before;
    await action();
    const end = performance.now() + limitMs;
    let stillSince = performance.now();
    while (performance.now() < end) {
      await new Promise((done) => setTimeout(done, GLANCE_MS));
      const now = this.#glance();
      if (differ(now, last)) stillSince = performance.now();
      last = now;
      if (differ(now, before) && performance.now() - stillSince >= STILL_MS) return;
    }
  }

  #connect(state) {
    this.#onState(state);
    this.#container.replaceChildren();
    const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
    const rfb = new RFB(this.#container, `${scheme}://${location.host}/websockify`, { shared: true });
    rfb.scaleViewport = true;
    rfb.focusOnClick = false; // keys are ours: page.js maps them
    rfb.background = 'transparent';
    rfb.qualityLevel = 9;
    rfb.compressionLevel = 1;
    rfb.addEventListener('connect', () => {
      this.#rfb = rfb;
      this.#retry = RETRY_FIRST_MS;
      this.#onState('connected');
    });
    rfb.addEventListener('disconnect', () => {
      this.#rfb = null;
      this.#onState('lost');
      setTimeout(() => this.#connect('lost'), this.#retry);
      this.#retry = Math.min(this.#retry * 2, RETRY_LAST_MS);
    });
  }
}
