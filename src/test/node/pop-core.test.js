'use strict';

// @alicloud/pop-core, unchanged but for its endpoint. scripts/test-node.sh starts the gateway and sets the environment.

const assert = require('node:assert/strict');
const { randomUUID } = require('node:crypto');
const { test } = require('node:test');
const PopCore = require('@alicloud/pop-core');

const ALIAS = '蓝牙模块';
const DESC = "a+b c/d=e&f%*~ '()!";

const endpoint = fromEnvironment('OTAGATE_ENDPOINT');
const line = {
  id: fromEnvironment('OTAGATE_ACCESS_KEY_ID'),
  secret: fromEnvironment('OTAGATE_ACCESS_KEY_SECRET'),
  product: fromEnvironment('OTAGATE_PRODUCT_KEY'),
};
// Its account has one request a second, and one at once.
const slow = {
  id: fromEnvironment('OTAGATE_SLOW_ACCESS_KEY_ID'),
  secret: fromEnvironment('OTAGATE_SLOW_ACCESS_KEY_SECRET'),
  product: fromEnvironment('OTAGATE_SLOW_PRODUCT_KEY'),
};
const client = clientOf(line);

function fromEnvironment(name) {
  const value = process.env[name];
  assert.ok(value, `${name} is not set; run scripts/test-node.sh`);
  return value;
}

function clientOf({ id, secret }) {
  return new PopCore({
    endpoint,
    apiVersion: '2018-01-20',
    accessKeyId: id,
    accessKeySecret: secret,
    // Its default of three seconds is too short for the first calls of a cold gateway on a busy machine.
    opts: { timeout: 20000 },
  });
}

function moduleOf(name, more = {}) {
  return { ProductKey: line.product, ModuleName: name, ...more };
}

// The modules of the product by name; other tests may have left some.
async function listed(options) {
  const answer = await client.request('ListOTAModuleByProduct', { ProductKey: line.product }, options);
  succeeded(answer);
  return new Map(answer.Data.map((module) => [module.ModuleName, module]));
}

function succeeded(answer) {
  assert.equal(answer.Success, true);
  assert.match(answer.RequestId, /^[0-9A-F-]{36}$/);
}

// The client throws on whatever has a Code, and puts the body's Message into its own.
async function rejected(call, code, status, message) {
  await assert.rejects(call, (failure) => {
    assert.equal(failure.code, code);
    assert.equal(failure.name, `${code}Error`);
    assert.equal(failure.entry.response.statusCode, status);
    assert.match(failure.data.RequestId, /^[0-9A-F-]{36}$/);
    assert.ok(failure.message.startsWith(`${failure.data.Message}, URL: ${endpoint}/`), failure.message);
    assert.match(failure.data.Message, message);
    return true;
  });
}

for (const method of ['GET', 'POST']) {
  test(`creates, lists, updates and deletes by ${method}`, async () => {
    const options = { method };
    const name = `Ble-${method}`;
    const create = () =>
      client.request('CreateOTAModule', moduleOf(name, { AliasName: ALIAS, Desc: DESC }), options);
    const remove = () => client.request('DeleteOTAModule', moduleOf(name), options);

    succeeded(await create());
    await rejected(create(), 'iot.ota.AlreadyExistedModuleName', 200, /ModuleName/);
    const created = (await listed(options)).get(name);
    assert.equal(created.ProductKey, line.product);
    assert.equal(created.AliasName, ALIAS);
    assert.equal(created.Desc, DESC);
    assert.match(created.GmtCreate, /^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/);

    succeeded(await client.request('UpdateOTAModule', moduleOf(name, { AliasName: '条码.A-1_b' }), options));
    const updated = (await listed(options)).get(name);
    assert.equal(updated.AliasName, '条码.A-1_b');
    assert.equal(updated.Desc, DESC, 'what the update does not name keeps its value');

    succeeded(await remove());
    await rejected(remove(), 'iot.ota.NotExistedModule', 200, /./);
    assert.equal((await listed(options)).has(name), false);
  });

  test(`learns by ${method} why it is rejected`, async () => {
    const options = { method };
    const create = (params, as = client) => as.request('CreateOTAModule', params, options);

    await rejected(create(moduleOf('b!e')), 'iot.ota.InvalidFormattedModuleName', 200, /ModuleName/);
    await rejected(create(moduleOf('DEFAULT')), 'iot.ota.AlreadyExistedModuleName', 200, /default/);
    await rejected(create({ ModuleName: 'ble' }), 'iot.prod.NullProductKey', 200, /ProductKey/);
    await rejected(
      create({ ProductKey: slow.product, ModuleName: 'ble' }), 'iot.prod.NotExistedProduct', 200, /./);

    await rejected(
      create(moduleOf('ble'), clientOf({ id: line.id, secret: 'wrong' })),
      'SignatureDoesNotMatch', 400, new RegExp(`server string to sign is:${method}&%2F&`));
    await rejected(
      create(moduleOf('ble'), clientOf({ id: 'LTAInobody', secret: line.secret })),
      'InvalidAccessKeyId.NotFound', 404, /access key is not found/);
    await rejected(
      client.request('MakeOTAModule', moduleOf('ble'), options), 'InvalidAction.NotFound', 404, /api is not found/);

    await rejected(create(moduleOf('ble', { Timestamp: '' })), 'MissingTimestamp', 400, /Timestamp is mandatory/);
    await rejected(
      create(moduleOf('ble', { Timestamp: '2020-01-01T00:00:00Z' })), 'InvalidTimeStamp.Expired', 400, /expired/);
    await rejected(
      create(moduleOf('ble', { SignatureMethod: 'HMAC-MD5' })), 'InvalidParameter', 400, /"SignatureMethod" is not/);
    assert.equal((await listed(options)).size, 0);
  });

  test(`is rejected by ${method} when it sends a nonce again`, async () => {
    const options = { method };
    const signed = { ProductKey: line.product, SignatureNonce: randomUUID() };
    const name = `nonce-${method}`;
    succeeded(await client.request('CreateOTAModule', { ...signed, ModuleName: name }, options));
    await rejected(
      client.request('DeleteOTAModule', { ...signed, ModuleName: name }, options),
      'SignatureNonceUsed', 400, /nonce was used/);
    succeeded(await client.request('DeleteOTAModule', moduleOf(name), options));
  });
}

test('learns that its method is rejected', async () => {
  await rejected(
    client.request('CreateOTAModule', moduleOf('ble'), { method: 'PUT' }),
    'UnsupportedHTTPMethod', 403, /method is not supported/);
});

test('learns that it is throttled', async () => {
  const throttled = clientOf(slow);
  const list = () => throttled.request('ListOTAModuleByProduct', { ProductKey: slow.product });
  succeeded(await list());
  // At once, since a pause of a second between two calls would let the second one through.
  const answers = await Promise.allSettled([list(), list(), list()]);
  const rejections = answers.filter((answer) => answer.status === 'rejected');
  assert.ok(rejections.length >= 1);
  for (const { reason } of rejections) {
    await rejected(Promise.reject(reason), 'Throttling.User', 429, /user flow control/);
    assert.match(reason.entry.response.headers['retry-after'], /^[1-9]\d*$/);
  }
});
