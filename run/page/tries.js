// What a newcomer tries beside the television: the cable, the sample cases, a phone for the QR codes.

const SCREEN_MS = 700; // a screen of the hall opens and has its content

async function ask(what, body) {
  const answer = await fetch(`try/${what}`, { method: 'POST', body });
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

const wait = (ms) => new Promise((done) => setTimeout(done, ms));
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

  async function typeCase() {
    const sample = await ask('case');
    const where = `示例 ${sample.place}/${sample.count}：${sample.number}，后四位 ${sample.tail}（${sample.shows}）`;
    if (!sample.digit) return where;
    said.textContent = where;
    await tap('HOME');
    await wait(SCREEN_MS);
    await tap(sample.digit);
    await wait(SCREEN_MS);
    for (const digit of sample.number) await tap(digit);
    await tap('OK');
    await wait(SCREEN_MS);
    for (const digit of sample.tail) await tap(digit === 'X' ? 'STAR' : digit);
    await tap('OK');
    return where;
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
  element('try-phone').addEventListener('click', () => doing(element('try-phone'), scan));
  element('phone-close').addEventListener('click', () => showPhone(false));
  cable({}).catch(() => {}); // another page may have pulled it
}
