// A device on the `mqtt` package provisions itself by claim, then connects as itself.
// Usage: node claim-mqtt-js.mjs '<JSON options>'; prints one JSON line.
// Options: host, port, ca, cert, key, clientId, template, parameters, protocolVersion (4 | 5)
import { readFileSync } from 'node:fs';
import mqtt from 'mqtt';

const o = JSON.parse(process.argv[2]);

function connect(clientId, cert, key) {
  return mqtt.connectAsync(`mqtts://${o.host}:${o.port}`, {
    clientId, cert, key, ca: readFileSync(o.ca), protocolVersion: o.protocolVersion, clean: true, reconnectPeriod: 0, connectTimeout: 10_000,
  });
}

async function ask(client, topic, payload) {
  await client.subscribeAsync([`${topic}/accepted`, `${topic}/rejected`], { qos: 1 });
  const answer = new Promise((done) => client.once('message', (t, body) => done([t, JSON.parse(body.toString())])));
  await client.publishAsync(topic, payload, { qos: 1 });
  const [t, body] = await answer;
  if (t.endsWith('/rejected')) throw Object.assign(new Error(body.errorMessage), body);
  await client.unsubscribeAsync([`${topic}/accepted`, `${topic}/rejected`]);
  return body;
}

try {
  const claim = await connect(o.clientId, readFileSync(o.cert), readFileSync(o.key));
  const created = await ask(claim, '$aws/certificates/create/json', '');
  const registered = await ask(claim, `$aws/provisioning-templates/${o.template}/provision/json`,
    JSON.stringify({ certificateOwnershipToken: created.certificateOwnershipToken, parameters: o.parameters }));
  await claim.endAsync();
  const device = await connect(registered.thingName, created.certificatePem, created.privateKey);
  const echo = new Promise((done) => device.once('message', (_, body) => done(body.toString())));
  const topic = `devices/${registered.thingName}/hello`;
  await device.subscribeAsync(topic, { qos: 1 });
  await device.publishAsync(topic, 'hello from the device', { qos: 1 });
  console.log(JSON.stringify({ certificateId: created.certificateId, thingName: registered.thingName, configuration: registered.deviceConfiguration, echo: await echo }));
  await device.endAsync();
  process.exit(0);
} catch (e) {
  console.log(JSON.stringify({ error: String(e), statusCode: e.statusCode, errorCode: e.errorCode, errorMessage: e.errorMessage }));
  process.exit(1);
}
