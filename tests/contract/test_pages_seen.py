#!/usr/bin/python3
"""The pages behind the television's QR codes in a real browser, as wide as a phone: what an eye and a thumb meet. Prints TAP."""

import time

from headend import sample_content
from browser import browser, console_errors
import tap
from tap import check, equal

PHONE = (360, 740)
# The smallest thing a thumb hits and the smallest letters an elder reads, in CSS pixels.
SMALLEST_TARGET, SMALLEST_LETTERS = 24, 15
PAGES = ("/p/guides/retirement", "/p/guides/newborn", "/p/policies/{policy}", "/p/stations/s431000", "/p/guides/{guide}/forms/{form}",
         "{flow}?items={items}")
REFUSALS = ("/p/guides/no-such", "/p/flows/retirement?items=0", "{flow}?items=x")
WORLD = None
DRIVER = None

MEASURE = """
const tall = element => element.getBoundingClientRect();
const seen = [...document.querySelectorAll('main *')].filter(element => tall(element).width > 0);
return {
  wide: document.documentElement.scrollWidth,
  outside: seen.filter(e => tall(e).right > innerWidth + 0.5 || tall(e).left < -0.5).map(e => e.outerHTML.slice(0, 80)),
  small: seen.filter(e => [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim()))
             .filter(e => parseFloat(getComputedStyle(e).fontSize) < arguments[1]).map(e => e.outerHTML.slice(0, 80)),
  thin: [...document.querySelectorAll('a, input, label')].filter(e => tall(e).height < arguments[0]).map(e => e.outerHTML.slice(0, 80)),
  ground: getComputedStyle(document.body).backgroundColor,
};
"""


def addresses():
    """Every kind of page, with names out of the sample city."""
    guide = WORLD.get("/v1/guides/retirement").json()
    policy = WORLD.get("/v1/policies").json()["policies"][0]["id"]
    flow = WORLD.get("/v1/flows/retirement").json()
    count = len(flow["items"])
    items = "f" * (count // 4) + ("", "8", "c", "e")[count % 4]
    for page in PAGES + REFUSALS:
        yield page.format(guide="retirement", form=guide["forms"][0]["id"], policy=policy, flow=flow["page"], items=items)


def open_page(path):
    DRIVER.get(f"http://127.0.0.1:{WORLD.port}{path}")


def test_nothing_leaves_the_phone_sideways_and_all_is_large_enough():
    for path in addresses():
        open_page(path)
        found = DRIVER.execute_script(MEASURE, SMALLEST_TARGET, SMALLEST_LETTERS)
        equal(found["wide"], PHONE[0], f"{path}: width of the page")
        equal(found["outside"], [], f"{path}: outside the phone")
        equal(found["small"], [], f"{path}: letters under {SMALLEST_LETTERS} px")
        equal(found["thin"], [], f"{path}: too thin for a thumb")
        complaints = [line for line in console_errors(DRIVER) if path not in line]  # of what the page itself was answered with
        equal(complaints, [], f"{path}: the browser's complaints")


def test_a_checklist_is_ticked():
    path = [address for address in addresses() if "/flows/" in address][0]
    open_page(path)
    boxes = DRIVER.find_elements("css selector", "label input[type=checkbox]")
    check(len(boxes) > 2, f"{len(boxes)} boxes to tick")
    DRIVER.find_elements("css selector", "label")[0].click()
    equal([box.is_selected() for box in boxes], [True] + [False] * (len(boxes) - 1), "ticked after a touch of the first line")


def test_dark_and_light():
    grounds = []
    for scheme in ("light", "dark"):
        DRIVER.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]})
        open_page("/p/guides/retirement")
        time.sleep(0.1)
        grounds.append(DRIVER.execute_script(MEASURE, SMALLEST_TARGET, SMALLEST_LETTERS)["ground"])
    check(grounds[0] != grounds[1], f"light and dark are both {grounds[0]}")


if __name__ == "__main__":
    WORLD = sample_content()
    with WORLD.start():
        DRIVER = browser(*PHONE, mobile=True)
        try:
            tap.run(globals())
        finally:
            DRIVER.quit()
