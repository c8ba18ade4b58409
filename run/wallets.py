"""<payment> of a headend whose payment providers are the sandbox's: elements of headend.xml, and the files of keys that they name."""

import os


def write_key(folder, name, text, mode=0o600):
    path = os.path.join(folder, name)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, mode), "w", encoding="utf-8") as file:
        file.write(text)
    os.chmod(path, mode)  # one that was there before
    return path


def _element(name, attributes):
    return f"<{name} " + " ".join(f'{key}="{value}"' for key, value in attributes.items() if value is not None) + "/>"


def _named(more):
    return {name.replace("_", "-"): value for name, value in more.items()}


def wechat_element(folder, facts, url, **more):
    """<wechat …/> with all its keys; `facts`: /sandbox/samples/wechat. `more`: attributes to change; None leaves one out."""
    return _element("wechat", {"url": url, "merchant": facts["merchant"], "app": facts["app"], "serial": facts["serial"],
                               "merchant-key": write_key(folder, "merchant.pem", facts["merchant_key"]),
                               "api-key": write_key(folder, "api-key", facts["api_key"] + "\n"),
                               "public-key": write_key(folder, "public.pem", facts["public_key"], 0o644), "public-key-id": facts["public_key_id"],
                               "certificates": "1", **_named(more)})


def alipay_element(folder, facts, url, **more):
    """Likewise; `facts`: /sandbox/samples/alipay."""
    return _element("alipay", {"url": url + "/alipay", "app": facts["app"], "seller": facts["seller"],
                               "app-key": write_key(folder, "app.pem", facts["app_key"]),
                               "alipay-key": write_key(folder, "alipay.pem", facts["alipay_key"], 0o644), **_named(more)})


ELEMENTS = {"wechat": wechat_element, "alipay": alipay_element}


def payment_element(folder, notify_url, sandbox, facts):
    """<payment> of all wallets; `facts`: of each its samples."""
    os.makedirs(folder, mode=0o700, exist_ok=True)
    wallets = "".join(ELEMENTS[name](folder, found, sandbox) for name, found in facts.items())
    return f'<payment notify-url="{notify_url}">{wallets}</payment>'
