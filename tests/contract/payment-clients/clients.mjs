// Client libraries of the npm registry as merchants of the sandbox: wechatpay-axios-plugin (public key), wechatpay-node-v3 (certificates),
// alipay-sdk. The first line of standard input says who they are; then a command a line, {"client":…,"do":…,…}, and an answer a line.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]()
const say = (what) => process.stdout.write(JSON.stringify(what) + '\n')
const world = JSON.parse((await lines.next()).value)
const require = createRequire(world.modules + '/')
const { Wechatpay, Aes, Rsa, Formatter } = require('wechatpay-axios-plugin')
const WxPay = require('wechatpay-node-v3')
const { AlipaySdk } = require('alipay-sdk')
const { url, merchant_url: merchantUrl, wechat, alipay } = world

// --- wechatpay-axios-plugin: verifies every answer itself, with the public key alone ---
const axios = new Wechatpay({
  mchid: wechat.merchant, serial: wechat.serial, privateKey: wechat.merchant_key, certs: { [wechat.public_key_id]: wechat.public_key }, baseURL: url + '/'
})
const byKey = { headers: { 'Wechatpay-Serial': wechat.public_key_id } }
const order = ({ number, fen }) => ({
  appid: wechat.app, mchid: wechat.merchant, description: '示例电费', out_trade_no: number, notify_url: merchantUrl + '/v1/payment/notify/wechat', amount: { total: fen, currency: 'CNY' }
})
const refundOf = ({ transaction, number, refund, fen, total }) => ({
  transaction_id: transaction, out_trade_no: number, out_refund_no: refund, amount: { refund: fen, total, currency: 'CNY' }
})
const chain = (path) => axios.chain(path)
const plugin = {
  order: async (c) => (await chain('v3/pay/transactions/native').post(order(c), byKey)).data,
  query: async (c) => (await chain(`v3/pay/transactions/out-trade-no/${c.number}`).get({ params: { mchid: wechat.merchant }, ...byKey })).data,
  close: async (c) => ({ status: (await chain(`v3/pay/transactions/out-trade-no/${c.number}/close`).post({ mchid: wechat.merchant }, byKey)).status }),
  refund: async (c) => (await chain('v3/refund/domestic/refunds').post(refundOf(c), byKey)).data,
  query_refund: async (c) => (await chain(`v3/refund/domestic/refunds/${c.refund}`).get(byKey)).data,
  echo: async (c) => {
    const { data } = await chain('v3/security/echo').post({
      echo_message: c.message, encrypted_echo_message: Rsa.encrypt(c.message, Rsa.from(wechat.public_key, Rsa.KEY_TYPE_PUBLIC)), ...(c.notifies ? { notify_url: merchantUrl + '/v1/payment/notify/wechat' } : {})
    }, byKey)
    return { message: data.echo_message, opened: Rsa.decrypt(data.encrypted_echo_message, Rsa.from(wechat.merchant_key, Rsa.KEY_TYPE_PRIVATE)) }
  },
  notify: async ({ headers: h, body }) => {
    const signed = Rsa.verify(Formatter.response(h['Wechatpay-Timestamp'], h['Wechatpay-Nonce'], body), h['Wechatpay-Signature'], Rsa.from(wechat.public_key, Rsa.KEY_TYPE_PUBLIC))
    const { resource: r } = JSON.parse(body)
    return { signed, resource: JSON.parse(Aes.AesGcm.decrypt(r.ciphertext, wechat.api_key, r.nonce, r.associated_data)) }
  }
}

// --- wechatpay-node-v3: fetches the certificates, and verifies with them ---
const pay = new WxPay({
  appid: wechat.app, mchid: wechat.merchant, publicKey: Buffer.from(wechat.certificate), privateKey: Buffer.from(wechat.merchant_key), serial_no: wechat.serial, key: wechat.api_key
})
const seen = {}
const ask = async (address, options) => {
  const answer = await fetch(address.replace('https://api.mch.weixin.qq.com', url), options)
  const body = await answer.text()
  Object.assign(seen, { status: answer.status, body, headers: answer.headers })
  return { status: answer.status, data: body ? JSON.parse(body) : {} }
}
pay.createHttp({
  get: (address, headers) => ask(address, { headers }),
  post: (address, params, headers) => ask(address, { method: 'POST', headers, body: JSON.stringify(params) })
})
const certified = async (body, header) => pay.verifySign({
  timestamp: header('Wechatpay-Timestamp'), nonce: header('Wechatpay-Nonce'), serial: header('Wechatpay-Serial'), signature: header('Wechatpay-Signature'), body, apiSecret: wechat.api_key
})
const checked = async (promise) => {
  const { data, status } = await promise
  const { body, headers } = { ...seen }
  return { status, ...data, signed: await certified(body, (name) => headers.get(name)) }
}
const node = {
  order: (c) => checked(pay.transactions_native(order(c))),
  query: (c) => checked(pay.query({ out_trade_no: c.number })),
  close: (c) => checked(pay.close(c.number)),
  refund: (c) => checked(pay.refunds(refundOf(c))),
  query_refund: (c) => checked(pay.find_refunds(c.refund)),
  notify: async ({ headers, body }) => {
    const { resource: r } = JSON.parse(body)
    return { signed: await certified(body, (name) => headers[name]), resource: pay.decipher_gcm(r.ciphertext, r.associated_data, r.nonce, wechat.api_key) }
  }
}

// --- alipay-sdk: verifies every answer itself ---
const sdk = new AlipaySdk({
  appId: alipay.app, privateKey: alipay.app_key, alipayPublicKey: alipay.alipay_key, keyType: 'PKCS8', gateway: url + '/alipay/gateway.do', camelcase: false
})
const exec = (method, bizContent, more = {}) => sdk.exec(method, { bizContent, ...more }, { validateSign: true })
const ali = {
  order: (c) => exec('alipay.trade.precreate', { out_trade_no: c.number, total_amount: (c.fen / 100).toFixed(2), subject: '示例水费' }, { notifyUrl: merchantUrl + '/v1/payment/notify/alipay' }),
  query: (c) => exec('alipay.trade.query', { out_trade_no: c.number }),
  close: (c) => exec('alipay.trade.close', { out_trade_no: c.number }),
  refund: (c) => exec('alipay.trade.refund', { trade_no: c.transaction, out_request_no: c.refund, refund_amount: (c.fen / 100).toFixed(2) }),
  query_refund: (c) => exec('alipay.trade.fastpay.refund.query', { out_trade_no: c.number, out_request_no: c.refund }),
  notify: async ({ body }) => ({ signed: sdk.checkNotifySignV2(Object.fromEntries(new URLSearchParams(body))) })
}

say({})
const clients = { plugin, node, alipay: ali }
for await (const line of lines) {
  const command = JSON.parse(line)
  try {
    say((await clients[command.client][command.do](command)) ?? {})
  } catch (error) {
    say({ error: String(error.message ?? error), code: error.code, answer: error.response?.data })
  }
}
