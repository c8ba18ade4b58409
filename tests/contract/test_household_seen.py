#!/usr/bin/python3
"""Signing in on a television in a real browser, as wide as a phone, with the sandbox's OpenID Connect provider: every page that a person
meets on the way, and what an eye and a thumb meet there. Prints TAP."""

import re
import time

from selenium.webdriver.common.by import By

from household_world import World
from browser import browser, console_errors
from identity_world import PERSONS, Provider
from test_pages_seen import MEASURE, PHONE, SMALLEST_LETTERS, SMALLEST_TARGET
import tap
from tap import check, equal

WORLD = None
DRIVER = None


def eventually(condition, what, seconds=30):
    end = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < end, f"{what} did not come; the page says {title()!r} at {DRIVER.current_url}")
        time.sleep(0.1)


def title():
    """In one step: a page looks for news by itself, so an element may go between finding and reading it."""
    return DRIVER.execute_script("const h1 = document.querySelector('h1'); return h1 ? h1.innerText : '';")


def comes(heading):
    eventually(lambda: title() == heading, f"the page {heading!r}")


def press(value):
    DRIVER.find_element(By.CSS_SELECTOR, f"button[value='{value}']").click()


def is_fit(what):
    found = DRIVER.execute_script(MEASURE.replace("'a, input, label'", "'a, button, input:not([type=hidden]), label'"), SMALLEST_TARGET,
                                  SMALLEST_LETTERS)
    equal(found["wide"], PHONE[0], f"{what}: width of the page")
    for name in ("outside", "small", "thin"):
        equal(found[name], [], f"{what}: {name}")
    complaints = [line for line in console_errors(DRIVER) if f":{WORLD.port}/" in line]  # of our pages, not the provider's
    equal(complaints, [], f"{what}: the browser's complaints")
    check(not DRIVER.find_elements(By.TAG_NAME, "script"), f"{what}: a script")


def buttons():
    """What can be pressed, in order: words and height."""
    return [(button.text, button.size["height"], button.size["width"]) for button in DRIVER.find_elements(By.TAG_NAME, "button")]


def sign_in(box, person):
    """As far as the number."""
    box.ask()
    DRIVER.get(box.asked["verification_uri_complete"])
    comes("这台电视请您登录")
    check("code" not in DRIVER.current_url, f"the address has a code: {DRIVER.current_url}")
    is_fit("asked")
    check(box.name in DRIVER.page_source, "the page does not name the television")
    (refuse, *its_size), (go_on, *other_size) = buttons()
    equal((refuse, go_on, its_size), ("拒绝", "继续", other_size), "refusing stands first and is as large")
    press("continue")
    eventually(lambda: "/oidc/" in DRIVER.current_url, "the provider's page")
    DRIVER.find_element(By.PARTIAL_LINK_TEXT, person).click()
    comes("示**，请您同意")
    check(person not in DRIVER.page_source and PERSONS[person] not in DRIVER.page_source, "the page has a whole name or number")
    is_fit("consent")
    press("consent")
    eventually(lambda: "一项也没有勾选" in DRIVER.page_source, "the reminder to tick something")
    is_fit("nothing ticked")
    for name in ("social-security", "cases"):
        DRIVER.find_element(By.CSS_SELECTOR, f"input[name={name}]").click()
    press("consent")
    comes("在电视上输入三个数字")
    is_fit("number")
    return re.search(r'class="number">(\d{3})<', DRIVER.page_source)[1]


def test_the_way_to_the_television():
    box = WORLD.box("堂屋的电视（示例）")
    number = sign_in(box, "示例甲")
    said = box.poll(number)
    equal((said["state"], said["session"]["scope"]), ("granted", "social-security cases"), "what the television is told")
    comes("好了，请看电视")  # by itself
    is_fit("done")
    DRIVER.get(f"http://127.0.0.1:{WORLD.port}/my")
    comes("我在哪些电视上登录过")
    is_fit("before the log-in")
    press("login")
    eventually(lambda: "/oidc/" in DRIVER.current_url, "the provider's page")
    DRIVER.find_element(By.PARTIAL_LINK_TEXT, "示例甲").click()
    comes("示**")
    check("堂屋的电视（示例）" in DRIVER.page_source, "the page does not name the television")
    is_fit("my televisions")
    DRIVER.find_element(By.LINK_TEXT, "解除这台电视").click()
    eventually(lambda: "解除以后" in DRIVER.page_source, "the question")
    is_fit("unbinding")
    press("unbind")
    eventually(lambda: "已经解除" in DRIVER.page_source, "the word that it is done")
    equal(box.household()["members"], [], "members after that")
    check(box.has_ended(), "the session goes on")


def test_refusing():
    box = WORLD.box()
    box.ask()
    DRIVER.get(box.asked["verification_uri_complete"])
    press("refuse")
    comes("已经拒绝")
    is_fit("refused")


def test_other_pages():
    for path, heading in (("/bind?new=1", "在电视上登录"), ("/bind?code=BBBBBBBB", "这个码不能用"), ("/bind?new=1&say=code", "在电视上登录")):
        DRIVER.get(f"http://127.0.0.1:{WORLD.port}{path}")
        comes(heading)
        is_fit(path)
    DRIVER.delete_all_cookies()
    DRIVER.get(f"http://127.0.0.1:{WORLD.port}/bind?opened=1")
    comes("手机没有记住这一步")
    is_fit("without cookies")


def test_a_provider_that_lies():
    box = WORLD.box()
    box.ask()
    DRIVER.get(box.asked["verification_uri_complete"])
    press("continue")
    eventually(lambda: "/oidc/" in DRIVER.current_url, "the provider's page")
    PROVIDER.turn("bad-signature")
    DRIVER.find_element(By.PARTIAL_LINK_TEXT, "示例乙").click()
    eventually(lambda: "认证平台的回答不可信" in DRIVER.page_source, "the word that it is not believed")
    is_fit("the provider lies")
    PROVIDER.turn("none")
    press("continue")
    eventually(lambda: "/oidc/" in DRIVER.current_url, "the provider's page again")
    DRIVER.find_element(By.PARTIAL_LINK_TEXT, "示例乙").click()
    comes("示**，请您同意")


if __name__ == "__main__":
    PROVIDER = Provider("oidc")
    WORLD = World()
    secret = WORLD.folder / "client-secret"
    secret.write_text(PROVIDER.client["secret"], encoding="utf-8")
    secret.chmod(0o600)
    WORLD.configure(f'<identity kind="oidc" url="{PROVIDER.url}/oidc" client-id="{PROVIDER.client["client_id"]}" secret="{secret}"/>')
    with WORLD.start():
        text = WORLD.config.read_text(encoding="utf-8")
        WORLD.config.write_text(re.sub(r'(<backend url=")[^"]*"', rf'\g<1>http://127.0.0.1:{WORLD.port}"', text), encoding="utf-8")
        waiting = WORLD.box()
        WORLD.eventually(lambda: f":{WORLD.port}/" in waiting.ask()["verification_uri"], "the phones' address")
        DRIVER = browser(*PHONE, mobile=True)
        try:
            tap.run(globals())
        finally:
            DRIVER.quit()
            PROVIDER.end()
