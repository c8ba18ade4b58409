// The real oidc-provider of npm as the identity provider of tests: a page with a link for each person in the place of a password, consent
// given at once. The first line of standard input says {"redirect_uri", "secret", "key" (public JWK), "persons": {subject: {name, id_number}},
// "modules" (where node_modules stand)}; it answers {"issuer"}. Then a line "rotate" gives it new keys, with "down"
// it answers pages only and no headend any more, any other line is where phones go back to from now on; it answers {}.
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";

console.info = console.warn = console.log = console.error; // standard output is ours

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const settings = JSON.parse((await lines.next()).value);
const modules = createRequire(settings.modules + "/package.json");
const { Provider } = await import(pathToFileURL(modules.resolve("oidc-provider")).href);

const cookieKey = randomBytes(16).toString("hex"); // one for all: a phone on its way stays known when the provider is made anew
let generation = 0;
let isDown = false;
let keys;
let provider;

function jwk(kind, options, fields) {
    const { privateKey } = generateKeyPairSync(kind, options);
    return { ...privateKey.export({ format: "jwk" }), use: "sig", kid: `${fields.alg}-${generation}`, ...fields };
}

function client(id, method, algorithm, more) {
    return { client_id: id, token_endpoint_auth_method: method, id_token_signed_response_alg: algorithm, redirect_uris: [settings.redirect_uri],
        response_types: ["code"], grant_types: ["authorization_code"], ...more };
}

function rotate() {
    generation += 1;
    keys = [jwk("rsa", { modulusLength: 2048 }, { alg: "RS256" }), jwk("rsa", { modulusLength: 2048 }, { alg: "PS256" }),
        jwk("ec", { namedCurve: "P-256" }, { alg: "ES256" })];
}

function make(issuer) {
    return new Provider(issuer, {
        jwks: { keys },
        enabledJWA: { idTokenSigningAlgValues: ["RS256", "PS256", "ES256"] },
        clients: [client("basic", "client_secret_basic", "RS256", { client_secret: settings.secret }),
            client("post", "client_secret_post", "PS256", { client_secret: settings.secret }),
            client("private-key", "private_key_jwt", "ES256", { jwks: { keys: [settings.key] }, token_endpoint_auth_signing_alg: "ES256" })],
        pkce: { methods: ["S256"], required: () => true },
        scopes: ["openid", "idcard"],
        claims: { openid: ["sub", "auth_time", "acr"], profile: ["name"], idcard: ["id_number"] },
        cookies: { keys: [cookieKey] },
        features: { devInteractions: { enabled: false } },
        interactions: { url: (_, interaction) => `/pick/${interaction.uid}` },
        findAccount: (_, id) => settings.persons[id] && { accountId: id, claims: () => ({ sub: id, ...settings.persons[id] }) },
        loadExistingGrant: async (context) => {
            const grant = new context.oidc.provider.Grant({ clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
            grant.addOIDCScope("openid profile idcard");
            await grant.save();
            return grant;
        },
    });
}

function page(uid) {
    const link = (name, person) => `<p><a class="person" href="/pick/${uid}?person=${person}">${name}</a></p>`;
    const persons = Object.entries(settings.persons).map(([subject, person]) => link(person.name, subject));
    return `<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>示例</title>` +
        `<h1>示例</h1><p><a class="refuse" href="/pick/${uid}?person=">拒绝</a></p>${persons.join("")}</html>`;
}

async function answer(request, response) {
    const url = new URL(request.url, "http://localhost");
    const person = url.searchParams.get("person");
    if (isDown && url.pathname === "/token") {
        request.socket.destroy();
    } else if (!url.pathname.startsWith("/pick/")) {
        provider.callback()(request, response);
    } else if (person === null) {
        response.setHeader("Content-Type", "text/html;charset=utf-8");
        response.end(page(url.pathname.slice("/pick/".length)));
    } else {
        const result = person ? { login: { accountId: person, acr: "loa3" } } : { error: "access_denied" };
        await provider.interactionFinished(request, response, result, { mergeWithLastSubmission: false });
    }
}

const server = createServer((request, response) => {
    answer(request, response).catch((error) => {
        process.stderr.write(`${error.stack}\n`);
        response.statusCode = 500;
        response.end();
    });
});
await new Promise((done) => { server.listen(0, "127.0.0.1", done); });
const issuer = `http://127.0.0.1:${server.address().port}`;
rotate();
provider = make(issuer);
process.stdout.write(JSON.stringify({ issuer }) + "\n");
for await (const line of lines) {
    if (line === "rotate") {
        rotate();
    } else if (line === "down") {
        isDown = true;
    } else {
        settings.redirect_uri = line;
    }
    provider = make(issuer);
    process.stdout.write("{}\n");
}
process.exit(0);
