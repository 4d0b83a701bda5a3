// Lives the cases of tests/Cases/lifecycles by the AWS SDK for JavaScript v3: a case in a line comes in, its faults in a line go out.
import * as iam from '@aws-sdk/client-iam';
import * as iot from '@aws-sdk/client-iot';
import * as sts from '@aws-sdk/client-sts';
import { createInterface } from 'node:readline';

const SDKS = { iam: [iam, iam.IAMClient], iot: [iot, iot.IoTClient], sts: [sts, sts.STSClient] };
const TOKENS = { nextToken: 'nextToken', nextMarker: 'marker', Marker: 'Marker' };
const DOCUMENTS = ['PolicyDocument', 'AssumeRolePolicyDocument', 'Document'];
const clients = new Map();

function client(service, key) {
  const name = `${service} ${key?.AccessKeyId}`;
  if (!clients.has(name)) {
    const credentials = key && { accessKeyId: key.AccessKeyId, secretAccessKey: key.SecretAccessKey, sessionToken: key.SessionToken };
    clients.set(name, new SDKS[service][1]({ maxAttempts: 1, ...(credentials && { credentials }) }));
  }
  return clients.get(name);
}

// As JSON has it. IAM's documents come percent-encoded; boto3 reads them, so this does too.
const plain = (answer) => JSON.parse(JSON.stringify(answer), (name, value) =>
  DOCUMENTS.includes(name) && typeof value === 'string' && value.startsWith('%7B') ? JSON.parse(decodeURIComponent(value)) : value);

// The value at a dotted path; of each item where it leads through lists, or of the one with a number.
const at = (answer, path) => path.split('.').reduce((value, part) => (Array.isArray(value) && !/^\d+$/.test(part) ? value.map((item) => item[part]) : value?.[part]), answer);

const isObject = (value) => value !== null && typeof value === 'object' && !Array.isArray(value);

class Life {
  constructor({ service, variables }) {
    Object.assign(this, { service, known: variables, faults: [] });
  }

  filled(value) {
    if (typeof value === 'string') {
      const whole = /^\$\{(\w+)\}$/.exec(value);
      return whole ? this.known[whole[1]] : value.replace(/\$\{(\w+)\}/g, (_, name) => this.known[name]);
    }
    if (Array.isArray(value)) return value.map((inner) => this.filled(inner));
    if (!isObject(value)) return value;
    if ('$json' in value) return JSON.stringify(this.filled(value.$json));
    return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, this.filled(inner)]));
  }

  judge(where, wanted, found) {
    if (isObject(wanted) && isObject(found)) {
      for (const [name, inner] of Object.entries(wanted)) this.judge(`${where}.${name}`, inner, found[name]);
    } else if (Array.isArray(wanted) && Array.isArray(found) && wanted.length === found.length) {
      wanted.forEach((inner, i) => this.judge(`${where}[${i}]`, inner, found[i]));
    } else if (!(typeof wanted === 'string' && wanted.startsWith('~') && found != null ? new RegExp(wanted.slice(1)).test(`${found}`) : wanted === (found ?? null))) {
      this.faults.push(`${where} is ${JSON.stringify(found)}, not ${JSON.stringify(wanted)}`);
    }
  }

  async call(step, operation, input) {
    const service = step.service ?? this.service;
    const { $metadata, ...answer } = await client(service, step.as && this.known[step.as]).send(new SDKS[service][0][`${operation}Command`](input));
    return plain(answer);
  }

  async live(steps, where = '') {
    for (const [i, step] of steps.entries()) await this.step(step, `${where}${i + 1}. ${step.call ?? step.pages}`);
  }

  async step(step, where) {
    const input = this.filled(step.with ?? {});
    if (step.pages) return this.pages(step, input, where);
    let answer;
    try {
      answer = await this.call(step, step.call, input);
    } catch (error) {
      if (!error.$metadata) throw error;
      // The SDK names IAM's refusals as its model does, with Exception at the end; on the wire they have none.
      const code = error.Code ?? error.name;
      return this.judge(where, this.filled(step.refused ?? 'success'), { ...plain(error), code, status: error.$metadata.httpStatusCode, says: error.message });
    }
    this.judge(where, step.refused ?? this.filled(step.gives ?? {}), answer);
    for (const [name, path] of Object.entries(step.keep ?? {})) this.known[name] = at(answer, path);
  }

  async pages(step, input, where) {
    const found = [];
    const between = [...(step.between ?? [])];
    for (let page = 0; page < 100; page++) {
      const answer = await this.call(step, step.pages, input);
      found.push(...at(answer, step.of));
      const given = Object.keys(TOKENS).find((name) => answer[name] !== undefined);
      if (!given) break;
      input[TOKENS[given]] = answer[given];
      if (between.length > 0) await this.live(between.shift(), `${where}, `);
    }
    this.judge(where, this.filled(step.are), found);
    if (between.length > 0) this.faults.push(`${where} ended early`);
  }
}

for await (const line of createInterface({ input: process.stdin })) {
  const life = new Life(JSON.parse(line));
  try {
    await life.live(JSON.parse(line).steps);
  } catch (broken) {
    life.faults.push(`${broken.name}: ${broken.message}`);
  }
  console.log(JSON.stringify(life.faults));
}
