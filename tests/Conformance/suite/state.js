const { assert, check } = require("./check");

const store = "statestore";

for (const protocol of ["http", "grpc"]) {
  check(`state.save-get-delete.${protocol}`, async ({ clients }) => {
    const { state } = clients[protocol];
    const key = `plain-${protocol}`;
    assert.deepEqual(await state.save(store, [{ key, value: { n: 1, text: "é" } }]), {});
    assert.deepEqual(await state.get(store, key), { n: 1, text: "é" });
    assert.deepEqual(await state.delete(store, key), {});
    assert.equal(await state.get(store, key), "");
  });

  check(`state.bulk-etag.${protocol}`, async ({ clients }) => {
    const { state } = clients[protocol];
    const keys = [`a-${protocol}`, `b-${protocol}`];
    await state.save(store, keys.map((key) => ({ key, value: key })));
    const found = await state.getBulk(store, keys);
    assert.deepEqual(found.map((item) => item.key).sort(), keys);
    const { etag, data } = found.find((item) => item.key === keys[0]);
    assert.equal(data, keys[0]);

    assert.deepEqual(await state.save(store, [{ key: keys[0], value: "second", etag }]), {});
    // The HTTP client answers with the error, the gRPC client throws it.
    const stale = await state.save(store, [{ key: keys[0], value: "third", etag }]).catch((error) => ({ error }));
    assert.ok(stale.error, "a stale ETag is refused");
    assert.equal(await state.get(store, keys[0]), "second");
  });

  check(`state.transaction.${protocol}`, async ({ clients }) => {
    const { state } = clients[protocol];
    const [kept, gone] = [`kept-${protocol}`, `gone-${protocol}`];
    await state.save(store, [{ key: gone, value: "x" }]);
    await state.transaction(store, [
      { operation: "upsert", request: { key: kept, value: "y" } },
      { operation: "delete", request: { key: gone } },
    ]);
    assert.equal(await state.get(store, kept), "y");
    assert.equal(await state.get(store, gone), "");
  });
}

check("state.delete-with-stale-etag", async ({ clients }) => {
  const { state } = clients.http;
  await state.save(store, [{ key: "guarded", value: 1 }]);
  const [{ etag }] = await state.getBulk(store, ["guarded"]);
  await state.save(store, [{ key: "guarded", value: 2 }]);
  assert.ok((await state.delete(store, "guarded", { etag })).error);
  assert.equal(await state.get(store, "guarded"), 2);
});
