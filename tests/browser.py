"""Debian's Chromium without a window, for tests that must see a page as its reader does."""

from selenium import webdriver
from selenium.webdriver.chrome.service import Service


def browser(width=1280, height=720, mobile=False):
    """A driver with a page of this size in CSS pixels. The caller quits it."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars",
                     "--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"):
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(service=Service("/usr/bin/chromedriver"), options=options)
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride",
                           {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": mobile})
    return driver


def console_errors(driver):
    """What the browser itself complained of: a resource refused or not found, a policy violated, a script that failed."""
    return [entry["message"] for entry in driver.get_log("browser") if entry["level"] == "SEVERE"]
