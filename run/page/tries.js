// What a newcomer tries beside the television: the cable, the sample cases, a phone for the QR codes.

const HOME_MS = 2000; // it may stand there already: then nothing changes
const SCREEN_MS = 8000; // a screen of the hall opens and has its content

async function ask(what, body) {
  const answer = await fetch(`try/${what}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const element = (id) => document.getElementById(id);

/** tap: presses a key of the remote and lets it go. */
export function startTries(television, tap) {
  const said = element('try-said');
  let pulled = false;

  async function doing(button, action) {
    button.disabled = true;
    try {
      said.textContent = await action() ?? '';
    } catch (problem) {
      said.textContent = `不行：${problem.message}`;
    } finally {
      button.disabled = false;
    }
  }

  async function cable(wanted) {
    ({ pulled } = await ask('cable', JSON.stringify(wanted)));
    element('try-cable').setAttribute('aria-pressed', String(pulled));
    element('try-cable-text').textContent = pulled ? '插回网线' : '拔掉网线';
  }

  async function pullCable() {
    await cable({ pulled: !pulled });
    return pulled ? '网线已拔掉：机顶盒连不上前端' : '网线已插回';
  }

  /** Home, and there each of `screens`: keys that open the next one. */
  async function typeSample(sample, what, screens) {
    const where = `示例 ${sample.place}/${sample.count}：${sample.number}${what}（${sample.shows}）`;
    if (!sample.digit) return where;
    said.textContent = where;
    await television.changes(() => tap('HOME'), HOME_MS);
    await television.changes(() => tap(sample.digit), SCREEN_MS);
    for (const keys of screens) {
      for (const key of keys.slice(0, -1)) await tap(key);
      await television.changes(() => tap(keys.at(-1)), SCREEN_MS);
    }
    return where;
  }

  async function typeCase() {
    const sample = await ask('case');
    const tail = [...sample.tail].map((digit) => (digit === 'X' ? 'STAR' : digit));
    return typeSample(sample, `，后四位 ${sample.tail}`, [[...sample.number, 'OK'], [...tail, 'OK']]);
  }

  async function typeAccount() {
    const sample = await ask('account');
    return typeSample(sample, '', [['1'], [...sample.number, 'OK']]);
  }

  function showPhone(shown) {
    element('phone').hidden = !shown;
    element('try-phone').setAttribute('aria-expanded', String(shown));
    document.querySelector('.room').classList.toggle('with-phone', shown);
  }

  async function scan() {
    const found = await ask('scan', await television.picture());
    if (found.page) {
      element('phone-page').src = found.page;
      showPhone(true);
      return '';
    }
    return found.elsewhere ? `二维码指向 ${found.elsewhere}` : '屏幕上没有二维码';
  }

  element('try-cable').addEventListener('click', () => doing(element('try-cable'), pullCable));
  element('try-case').addEventListener('click', () => doing(element('try-case'), typeCase));
  element('try-account').addEventListener('click', () => doing(element('try-account'), typeAccount));
  element('try-phone').addEventListener('click', () => doing(element('try-phone'), scan));
  element('phone-close').addEventListener('click', () => showPhone(false));
  cable({}).catch(() => {}); // another page may have pulled it
}
