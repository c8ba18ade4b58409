#!/usr/bin/python3
"""The page of make run beside the keys of its remote: what one tries there, a phone beside the television, phones, keys let go. TAP."""

import os
import re
import sqlite3
import sys
import tempfile
import time
import urllib.error
import urllib.request

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))

from hall import ROOT  # noqa: E402
from browser import browser, console_errors  # noqa: E402
from tap import check, equal, run  # noqa: E402
from test_run import Run, connected, rests, wait_until  # noqa: E402

from selenium.webdriver.common.action_chains import ActionChains  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402

PICTURES = os.path.join(ROOT, "build")
KEYS = 32


class Page:
    """make run and browsers that look at it."""

    def __init__(self, *settings):
        self.running = Run(*settings)
        self.drivers = []

    def __enter__(self):
        try:
            self.address = self.running.address()
            self.hall = self.running.hall()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def look(self, width=1280, height=720, mobile=False):
        driver = browser(width, height, mobile)
        self.drivers.append(driver)
        driver.get(self.address)
        wait_until(lambda: connected(driver), "the page's connection")
        return driver

    def __exit__(self, *_):
        for driver in self.drivers:
            driver.quit()
        left = self.running.end()
        check(not left, f"after Ctrl-C these still ran: {left}")


def said(driver):
    return driver.find_element(By.ID, "try-said").text


def press(driver, what):
    driver.find_element(By.ID, what).click()


def test_what_one_tries_beside_the_television():
    with Page("LANGUAGE=en", "THEME=day") as page:
        driver = page.look()
        equal(page.hall.state()["title"], "TV Hall", "title with LANGUAGE=en")
        _pull_the_cable(driver, page.hall)
        _next_sample_cases(driver, page.hall)
        _pay_a_sample_bill(driver, page.hall)
        _a_phone(driver, page.hall)
        driver.save_screenshot(os.path.join(PICTURES, "page-with-phone.png"))
        equal(console_errors(driver), [], "the browser's complaints of the page")
        _others_stay_out(page.address)


def _pull_the_cable(driver, hall):
    press(driver, "try-cable")
    wait_until(lambda: "已拔掉" in said(driver), "what the page says of the cable")
    hall.key("HOME", "9")
    hall.until(lambda state: state["offline"], "the hall without its cable")
    press(driver, "try-cable")
    wait_until(lambda: "已插回" in said(driver), "what the page says of the cable")
    hall.until(lambda state: not state["offline"], "the hall with its cable again", 60)


def _next_sample_cases(driver, hall):
    """More of them than a box at home may look up a day, each with its own number."""
    numbers = set()
    for _ in range(6):
        press(driver, "try-case")
        wait_until(lambda: driver.find_element(By.ID, "try-case").is_enabled() and re.search(r"[0-9]{18}", said(driver)), "a sample case", 30)
        numbers.add(re.search(r"[0-9]{18,}", said(driver))[0])
        hall.until(lambda state: state["screen"] == "case", "the sample case on the screen")
    equal(len(numbers), 6, "different sample cases")


def _pay_a_sample_bill(driver, hall):
    """The first account of electricity owes something; the phone beside the television pays it."""
    press(driver, "try-account")
    wait_until(lambda: driver.find_element(By.ID, "try-account").is_enabled() and "4300000018" in said(driver), "a sample account", 30)
    hall.until(lambda state: state["screen"] == "utility-account", "the sample account on the screen")
    equal(hall.state()["focus"], "pay", "what has the focus where something is owed")
    hall.go("OK")
    hall.go("1")
    hall.until(lambda state: state["focus"] == "waiting", "the code of WeChat Pay on the screen")
    frame = driver.find_element(By.ID, "phone-page")
    wait_until(lambda: _scanned(driver) == "" and "/cashier/" in (frame.get_attribute("src") or ""), "the cashier's page on the phone", 30)
    driver.switch_to.frame(frame)
    wait_until(lambda: driver.find_elements(By.CSS_SELECTOR, "button.pay"), "the button that pays")
    driver.find_element(By.CSS_SELECTOR, "button.pay").click()
    driver.switch_to.default_content()
    hall.until(lambda state: state["focus"] == "settled", "缴费成功 on the screen", 30)
    press(driver, "phone-close")


def _scanned(driver):
    """What the page says of a look at its picture, which comes a little later than the hall has drawn it."""
    press(driver, "try-phone")
    wait_until(lambda: driver.find_element(By.ID, "try-phone").is_enabled(), "the phone's look at the screen")
    return said(driver)


def _a_phone(driver, hall):
    hall.go("HOME")
    wait_until(lambda: "没有二维码" in _scanned(driver), "a screen without a code", 30)
    if driver.find_element(By.ID, "phone").is_displayed():  # it saw the code of before
        press(driver, "phone-close")
    hall.open("guide/social-card")
    hall.go("8")
    frame = driver.find_element(By.ID, "phone-page")
    wait_until(lambda: _scanned(driver) == "" and "/p/guides/" in frame.get_attribute("src"), "the guide on the phone", 30)
    check(driver.find_element(By.ID, "phone").is_displayed(), "the phone is shown")
    driver.switch_to.frame(frame)
    wait_until(lambda: driver.find_elements(By.TAG_NAME, "h1"), "the guide's page on the phone")
    driver.switch_to.default_content()
    television = driver.find_element(By.ID, "screen").rect
    phone = driver.find_element(By.ID, "phone").rect
    check(phone["x"] >= television["x"] + television["width"], f"the phone {phone} stands in the television's picture {television}")


def _others_stay_out(address):
    for path, headers in (("try/cable", {"Origin": "http://evil.example"}), ("try/case", {"Host": "evil.example"})):
        try:
            urllib.request.urlopen(urllib.request.Request(address + path, b"{}", headers), timeout=5)
            raise AssertionError(f"{path} with {headers} was answered")
        except urllib.error.HTTPError as refusal:
            equal(refusal.code, 403, f"{path} with {headers}")


def test_held_keys_are_let_go_when_the_page_goes():
    with Page() as page:
        page.hall.go("HOME", "1")
        for leave in (lambda driver: driver.get("about:blank"), lambda driver: driver.quit(),
                      lambda driver: driver.execute_cdp_cmd("Page.crash", {})):
            driver = page.look()
            button = driver.find_element(By.CSS_SELECTOR, 'button[data-key="DOWN"]')
            ActionChains(driver, duration=0).move_to_element(button).click_and_hold().pause(0.9).perform()
            try:
                leave(driver)
            except Exception:  # pylint: disable=broad-except  # that is how a crash ends
                pass
            if leave.__code__.co_names[0] in ("quit", "execute_cdp_cmd"):
                page.drivers.remove(driver)
                try:
                    driver.quit()
                except Exception:  # pylint: disable=broad-except
                    pass
            time.sleep(1.5)
            page.hall.wait()
            before = page.hall.state()["position"]
            time.sleep(1.5)
            equal(page.hall.state()["position"], before, "the list's row a while after the page has gone")
            page.hall.go("HOME", "1")


def test_the_pound_key_works_every_time():
    with Page() as page:
        driver = page.look()
        for name in ("POUND", "3", "POUND", "POUND", "STAR", "POUND", "3", "3", "POUND"):
            before = int(page.hall.ask("keys-pressed"))
            button = driver.find_element(By.CSS_SELECTOR, f'button[data-key="{name}"]')
            ActionChains(driver, duration=0).move_to_element(button).click_and_hold().pause(0.06).release().perform()
            wait_until(lambda before=before: int(page.hall.ask("keys-pressed")) > before, f"a press for {name}")
            wait_until(lambda: rests(lambda: page.hall.ask("keys-pressed")), f"rest after {name}")
            equal(int(page.hall.ask("keys-pressed")), before + 1, f"presses of {name}")
            equal(page.hall.ask("last-key"), name, "the key that came")


def test_phones_upright_and_on_their_side():
    """On its side everything is in sight at once: a thumb for each half of the remote."""
    with Page() as page:
        for width, height in ((844, 390), (667, 375), (932, 430), (390, 844)):
            driver = page.look(width, height, mobile=True)
            time.sleep(0.5)  # the picture has come
            driver.save_screenshot(os.path.join(PICTURES, f"page-{width}x{height}.png"))
            equal(driver.execute_script("return document.documentElement.scrollWidth"), width, f"width of the page at {width}x{height}")
            buttons = driver.find_elements(By.CSS_SELECTOR, "button[data-key]")
            equal(len(buttons), KEYS, "keys")
            television = driver.find_element(By.ID, "screen").rect
            if width > height:
                check(television["width"] >= 0.33 * width, f"the television is {television} at {width}x{height}")
                for button in buttons:
                    box = button.rect
                    check(box["x"] >= 0 and box["y"] >= 0 and box["x"] + box["width"] <= width and box["y"] + box["height"] <= height,
                          f"{button.get_attribute('data-key')} is out of sight at {width}x{height}: {box}")
                    check(box["width"] >= 24 and box["height"] >= 24, f"{button.get_attribute('data-key')} is too small for a thumb: {box}")
            else:
                equal(television["width"], width, "width of the television on a phone held upright")
            page.drivers.remove(driver)
            driver.quit()


def test_an_operators_own_city():
    """CONFIG= names a headend.xml: its names, and a copy of what its store has."""
    with tempfile.TemporaryDirectory() as folder:
        config = os.path.join(folder, "headend.xml")
        with open(os.path.join(ROOT, "assets", "headend.xml"), encoding="utf-8") as file:
            text = file.read().replace("电视政务大厅", "某县电视大厅").replace('"tv-hall.sqlite"', f'"{folder}/own.sqlite"')
        with open(config, "w", encoding="utf-8") as file:
            file.write(text.replace('<backend url="', '<backend phone-url="https://hall.example.org" url="').replace('directory="pictures"', f'directory="{folder}"'))
        with Page(f"CONFIG={config}") as page:
            equal(page.hall.state()["title"], "某县电视大厅", "name of the hall")
            page.hall.wait()
            check(page.hall.open("notices")["total"] > 20, "without a store of one's own there is the sample city")
            store = os.path.join(page.running.folder, "1", "hall.db")
            with sqlite3.connect(store) as source, sqlite3.connect(os.path.join(folder, "own.sqlite")) as own:
                source.backup(own)
                own.execute("DELETE FROM notices WHERE rowid NOT IN (SELECT rowid FROM notices LIMIT 3)")
            own.close()
        with Page(f"CONFIG={config}") as page:
            page.hall.wait()
            check(page.hall.open("notices")["total"] <= 3, "one's own store has three notices")


if __name__ == "__main__":
    run(globals())
