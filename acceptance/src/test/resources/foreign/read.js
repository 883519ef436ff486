// Reads a topic with clients that share no code with Gregor, and prints each record as a line of JSON: key, headers and the decoded value.
const fs = require("fs");
const { Kafka, logLevel } = require("kafkajs");
const { SchemaRegistry } = require("@kafkajs/confluent-schema-registry");

const given = JSON.parse(process.argv[2]);
const kafka = new Kafka({
  brokers: [given.broker],
  logLevel: logLevel.ERROR,
  ssl: { ca: [fs.readFileSync(given.ca, "utf-8")] },
  sasl: { mechanism: "scram-sha-512", username: given.user, password: given.password },
});
const registry = new SchemaRegistry({
  host: given.registry,
  auth: { username: given.registryUser, password: given.registryPassword },
});

async function main() {
  const consumer = kafka.consumer({ groupId: given.group });
  await consumer.connect();
  await consumer.subscribe({ topic: given.topic, fromBeginning: true });
  let count = 0;
  await consumer.run({
    eachMessage: async ({ message }) => {
      const headers = {};
      for (const [name, value] of Object.entries(message.headers)) {
        headers[name] = value.toString();
      }
      const value = await registry.decode(message.value);
      console.log(JSON.stringify({ key: message.key.toString(), headers, value }));
      if (++count === given.count) {
        process.exit(0);
      }
    },
  });
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
