import assert from "node:assert/strict";
import net from "node:net";
import test from "node:test";
import { answers, browserUrl, parseAddress } from "../../client/src/address.ts";

test("an address is host:port, an IPv6 host in brackets", () => {
  assert.deepEqual(parseAddress("127.0.0.1:8000"), { host: "127.0.0.1", port: 8000 });
  assert.deepEqual(parseAddress(" localhost:80 "), { host: "localhost", port: 80 });
  assert.deepEqual(parseAddress("[::1]:8000"), { host: "::1", port: 8000 });
});

for (const wrong of [
  "",
  "8000",
  "localhost",
  "localhost:",
  "localhost:0",
  "localhost:65536",
  "::1:8000",
  "http://localhost:8000",
]) {
  test(`“${wrong}” is no address, and the message says what is expected and where to correct it`, () => {
    assert.throws(() => parseAddress(wrong), /expected host:port.*quintet\.runServer\.address/);
  });
}

test("a server that listens everywhere is opened by the loopback address", () => {
  assert.equal(browserUrl(parseAddress("0.0.0.0:8000")), "http://127.0.0.1:8000/");
  assert.equal(browserUrl(parseAddress("[::]:8000")), "http://[::1]:8000/");
  assert.equal(browserUrl(parseAddress("shop.test:81")), "http://shop.test:81/");
});

test("answers tells a port that listens from one that does not", async () => {
  const server = net.createServer().listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  const { port } = server.address() as net.AddressInfo;
  assert.equal(await answers({ host: "127.0.0.1", port }), true);
  await new Promise((resolve) => server.close(resolve));
  assert.equal(await answers({ host: "127.0.0.1", port }), false);
});
