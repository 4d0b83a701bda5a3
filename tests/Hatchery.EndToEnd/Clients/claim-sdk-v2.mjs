// A device on AWS's own SDK provisions itself by claim, then connects as itself.
// Usage: node claim-sdk-v2.mjs '<JSON options>'; prints one JSON line.
// Options: host, port, ca, cert, key, clientId, template, parameters, mqtt ("3.1.1" | "5"), csr (PEM, optional), identity ("v1" | "v2")
import { once } from 'node:events';
import { iot, iotidentity, mqtt, mqtt5 } from 'aws-iot-device-sdk-v2';

const o = JSON.parse(process.argv[2]);

/** Connects over MQTT 3.1.1 or 5 with a certificate and key given as PEM text or as files. */
async function connect(clientId, { certFile, keyFile, cert, key }) {
  if (o.mqtt === '5') {
    const builder = certFile
      ? iot.AwsIotMqtt5ClientConfigBuilder.newDirectMqttBuilderWithMtlsFromPath(o.host, certFile, keyFile)
      : iot.AwsIotMqtt5ClientConfigBuilder.newDirectMqttBuilderWithMtlsFromMemory(o.host, cert, key);
    builder.withCertificateAuthorityFromPath(undefined, o.ca);
    if (o.port) builder.withPort(o.port);
    builder.withConnectProperties({ keepAliveIntervalSeconds: 1200, clientId });
    const client = new mqtt5.Mqtt5Client(builder.build());
    const connected = once(client, 'connectionSuccess');
    const failed = once(client, 'connectionFailure').then(([e]) => { throw new Error(`connection failure: ${e.error}`); });
    client.start();
    await Promise.race([connected, failed]);
    return {
      raw: client,
      async roundTrip(topic, text) {
        const received = once(client, 'messageReceived');
        await client.subscribe({ subscriptions: [{ topicFilter: topic, qos: mqtt5.QoS.AtLeastOnce }] });
        await client.publish({ topicName: topic, qos: mqtt5.QoS.AtLeastOnce, payload: text });
        const [event] = await received;
        return Buffer.from(event.message.payload).toString();
      },
      async close() { const stopped = once(client, 'stopped'); client.stop(); await stopped; client.close(); },
    };
  }

  const builder = certFile
    ? iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder_from_path(certFile, keyFile)
    : iot.AwsIotMqttConnectionConfigBuilder.new_mtls_builder(cert, key);
  builder.with_certificate_authority_from_path(undefined, o.ca).with_client_id(clientId).with_clean_session(false).with_endpoint(o.host);
  if (o.port) builder.with_port(o.port);
  const connection = new mqtt.MqttClient().new_connection(builder.build());
  await connection.connect();
  return {
    raw: connection,
    async roundTrip(topic, text) {
      const received = new Promise((done) => connection.subscribe(topic, mqtt.QoS.AtLeastOnce, (_, payload) => done(Buffer.from(payload).toString())));
      await new Promise((done) => setTimeout(done, 200));
      await connection.publish(topic, text, mqtt.QoS.AtLeastOnce);
      return received;
    },
    async close() { await connection.disconnect(); },
  };
}

/** The first generation of the identity client: subscribe to both answers, publish, wait. */
async function identityV1(link) {
  const client = o.mqtt === '5' ? iotidentity.IotIdentityClient.newFromMqtt5Client(link.raw) : new iotidentity.IotIdentityClient(link.raw);
  const ask = (subscribeAccepted, subscribeRejected, publish) => new Promise((done, fail) => {
    (async () => {
      await subscribeAccepted((error, response) => (error ? fail(error) : done(response)));
      await subscribeRejected((error, response) => fail(error ?? Object.assign(new Error(response.errorMessage), response)));
      await publish();
    })().catch(fail);
  });
  const qos = mqtt.QoS.AtLeastOnce;
  const created = o.csr
    ? await ask(
      (f) => client.subscribeToCreateCertificateFromCsrAccepted({}, qos, f),
      (f) => client.subscribeToCreateCertificateFromCsrRejected({}, qos, f),
      () => client.publishCreateCertificateFromCsr({ certificateSigningRequest: o.csr }, qos))
    : await ask(
      (f) => client.subscribeToCreateKeysAndCertificateAccepted({}, qos, f),
      (f) => client.subscribeToCreateKeysAndCertificateRejected({}, qos, f),
      () => client.publishCreateKeysAndCertificate({}, qos));
  const name = { templateName: o.template };
  const registered = await ask(
    (f) => client.subscribeToRegisterThingAccepted(name, qos, f),
    (f) => client.subscribeToRegisterThingRejected(name, qos, f),
    () => client.publishRegisterThing({ ...name, certificateOwnershipToken: created.certificateOwnershipToken, parameters: o.parameters }, qos));
  return { created, registered };
}

/** The second generation: request and response as promises. */
async function identityV2(link) {
  const options = { maxRequestResponseSubscriptions: 2, maxStreamingSubscriptions: 1, operationTimeoutInSeconds: 20 };
  const client = o.mqtt === '5'
    ? iotidentity.IotIdentityClientv2.newFromMqtt5(link.raw, options)
    : iotidentity.IotIdentityClientv2.newFromMqtt311(link.raw, options);
  try {
    const created = o.csr
      ? await client.createCertificateFromCsr({ certificateSigningRequest: o.csr })
      : await client.createKeysAndCertificate({});
    const registered = await client.registerThing({
      templateName: o.template, certificateOwnershipToken: created.certificateOwnershipToken, parameters: o.parameters,
    });
    return { created, registered };
  } finally {
    client.close();
  }
}

try {
  const claim = await connect(o.clientId, { certFile: o.cert, keyFile: o.key });
  const { created, registered } = o.identity === 'v1' ? await identityV1(claim) : await identityV2(claim);
  await claim.close();
  const result = { certificateId: created.certificateId, thingName: registered.thingName, hasKey: Boolean(created.privateKey) };
  const key = created.privateKey ?? o.csrKey;
  if (key) {
    const device = await connect(registered.thingName, { cert: created.certificatePem, key });
    result.echo = await device.roundTrip(`devices/${registered.thingName}/hello`, 'hello from the device');
    await device.close();
  }
  console.log(JSON.stringify(result));
  process.exit(0);
} catch (e) {
  const model = e.modeledError ?? e;
  console.log(JSON.stringify({ error: String(e), statusCode: model.statusCode, errorCode: model.errorCode, errorMessage: model.errorMessage }));
  process.exit(1);
}
