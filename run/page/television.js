// The picture and the wire to it: noVNC's RFB client, connected again whenever it is lost.
import RFB from './novnc/core/rfb.js';

const RETRY_FIRST_MS = 500;
const RETRY_LAST_MS = 5000;

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
