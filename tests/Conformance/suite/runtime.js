const { HttpMethod } = require("@dapr/dapr");
const { assert, check } = require("./check");

async function listen(server) {
  const greet = async (request) => ({ hello: JSON.parse(request.body).name });
  await server.invoker.listen("greet", greet, { method: HttpMethod.POST });
  await server.invoker.listen("status", async () => ({ up: true }), { method: HttpMethod.GET });
}

check("health.http", async ({ clients }) => assert.equal(await clients.http.health.isHealthy(), true));

check("metadata.get-set", async ({ clients }) => {
  await clients.http.metadata.set("color", "blue");
  const metadata = await clients.http.metadata.get();
  assert.equal(metadata.id, "js");
  assert.equal(metadata.extended.color, "blue");
  assert.ok(metadata.components.some((component) => component.name === "statestore" && component.type === "state.sqlite"));
});

check("metadata.grpc", async ({ clients }) => {
  const metadata = await clients.grpc.metadata.get();
  assert.equal(metadata.id, "js");
});

check("invoke.post", async ({ clients }) =>
  assert.deepEqual(await clients.http.invoker.invoke("js", "greet", HttpMethod.POST, { name: "Ada" }), { hello: "Ada" }));

check("invoke.get", async ({ clients }) =>
  assert.deepEqual(await clients.http.invoker.invoke("js", "status", HttpMethod.GET), { up: true }));

check("invoke.unknown-app", async ({ clients }) => {
  await assert.rejects(clients.http.invoker.invoke("absent", "greet", HttpMethod.POST, {}));
});

check("binding.create-get-list-delete", async ({ clients }) => {
  const { binding } = clients.http;
  await binding.send("files", "create", { a: 1 }, { fileName: "dir/one.json" });
  assert.deepEqual(await binding.send("files", "get", null, { fileName: "dir/one.json" }), { a: 1 });
  const listed = await binding.send("files", "list", {});
  assert.equal(listed.length, 1);
  await binding.send("files", "delete", null, { fileName: "dir/one.json" });
  await assert.rejects(binding.send("files", "get", null, { fileName: "dir/one.json" }));
});

check("binding.unknown", async ({ clients }) => {
  await assert.rejects(clients.http.binding.send("absent", "create", {}));
});

check("secret.none", async ({ clients }) => {
  await assert.rejects(clients.http.secret.get("secrets", "any"), /ERR_SECRET_STORES_NOT_CONFIGURED/);
});

module.exports = { listen };
