const { DaprPubSubStatusEnum } = require("@dapr/dapr");
const { assert, check, eventually } = require("./check");

const received = { orders: [], raw: [], bulk: [], retried: 0, dead: [] };

// What a callback returns is the status of the message.
function keep(list, data) {
  list.push(data);
  return DaprPubSubStatusEnum.SUCCESS;
}

async function subscribe(server) {
  await server.pubsub.subscribe("pubsub", "orders", async (data) => keep(received.orders, data));
  await server.pubsub.subscribe("pubsub", "bulk", async (data) => keep(received.bulk, data));
  // A boolean: the SDK would send the string "true" with quotes inside.
  await server.pubsub.subscribe("pubsub", "raw", async (data) => keep(received.raw, data), "raw-route", { rawPayload: true });
  await server.pubsub.subscribeWithOptions("pubsub", "failing", {
    deadLetterTopic: "dead",
    callback: async () => {
      received.retried++;
      return DaprPubSubStatusEnum.RETRY;
    },
  });
  await server.pubsub.subscribe("pubsub", "dead", async (data) => keep(received.dead, data));
}

for (const protocol of ["http", "grpc"]) {
  check(`pubsub.publish-subscribe.${protocol}`, async ({ clients }) => {
    const sent = { id: `order-${protocol}`, lines: [1, 2, 3] };
    assert.deepEqual(await clients[protocol].pubsub.publish("pubsub", "orders", sent), {});
    await eventually(() => received.orders.some((order) => order.id === sent.id), "the order arrives");
    assert.deepEqual(received.orders.find((order) => order.id === sent.id), sent);
  });

  check(`pubsub.bulk-publish.${protocol}`, async ({ clients }) => {
    const messages = [1, 2, 3].map((n) => ({ text: `${protocol}-${n}` }));
    const result = await clients[protocol].pubsub.publishBulk("pubsub", "bulk", messages);
    assert.deepEqual(result.failedMessages, []);
    await eventually(() => messages.every((m) => received.bulk.some((got) => got.text === m.text)), "all three arrive");
  });
}

check("pubsub.unknown-component", async ({ clients }) => {
  assert.ok((await clients.http.pubsub.publish("absent", "orders", { a: 1 })).error);
});

check("pubsub.raw-payload", async ({ clients }) => {
  const published = await clients.http.pubsub.publish("pubsub", "raw", "just text", {
    contentType: "text/plain",
    metadata: { rawPayload: "true" },
  });
  assert.deepEqual(published, {});
  await eventually(() => received.raw.length > 0, "the raw message arrives");
  assert.deepEqual(received.raw, ["just text"]);
});

check("pubsub.dead-letter", async ({ clients }) => {
  assert.deepEqual(await clients.http.pubsub.publish("pubsub", "failing", { poison: true }), {});
  await eventually(() => received.dead.length > 0, "the dead letter arrives");
  assert.ok(received.retried >= 1);
  assert.deepEqual(received.dead[0], { poison: true });
});

module.exports = { subscribe };
