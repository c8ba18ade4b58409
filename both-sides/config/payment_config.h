#ifndef BOTH_SIDES_CONFIG_PAYMENT_CONFIG_H
#define BOTH_SIDES_CONFIG_PAYMENT_CONFIG_H

#include "both-sides/config/upstream_config.h"

/* Who takes money for the operator: <payment> of <server> in headend.xml. Keys stand in files of their own.
 */

enum {
    PAYMENT_MERCHANT_SIZE = 33,
    PAYMENT_APP_SIZE = 33,
    PAYMENT_SERIAL_SIZE = 65, /* "PUB_KEY_ID_" and 33 digits; a certificate's serial has 40 */
};

struct wechat_config {
    struct upstream_config
        upstream; /* https://api.mch.weixin.qq.com; without a url there is no such wallet */
    char reserve_url[UPSTREAM_URL_SIZE];     /* https://api2.mch.weixin.qq.com; "": none */
    char merchant[PAYMENT_MERCHANT_SIZE];    /* mchid */
    char app[PAYMENT_APP_SIZE];              /* appid */
    char serial[PAYMENT_SERIAL_SIZE];        /* of the merchant's certificate */
    char merchant_key[UPSTREAM_PATH_SIZE];   /* its private key, PEM */
    char api_key[UPSTREAM_PATH_SIZE];        /* the APIv3 key, 32 characters */
    char public_key[UPSTREAM_PATH_SIZE];     /* WeChat Pay's, PEM; "": certificates only */
    char public_key_id[PAYMENT_SERIAL_SIZE]; /* "PUB_KEY_ID_…" */
    int certificates;                        /* 1: its certificates are fetched and believed as well */
};

struct alipay_config {
    struct upstream_config upstream; /* https://openapi.alipay.com; without a url there is no such wallet */
    char app[PAYMENT_APP_SIZE];      /* app_id */
    char seller[PAYMENT_MERCHANT_SIZE];  /* seller_id, 2088… */
    char app_key[UPSTREAM_PATH_SIZE];    /* our private key, PEM */
    char alipay_key[UPSTREAM_PATH_SIZE]; /* Alipay's public key, PEM */
};

struct payment_config {
    char notify_url[UPSTREAM_URL_SIZE]; /* the headend as a provider reaches it: https, without a query */
    struct wechat_config wechat;
    struct alipay_config alipay;
};

#endif
