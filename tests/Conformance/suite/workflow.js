const { DaprWorkflowClient, WorkflowRuntime, WorkflowRuntimeStatus: Status } = require("@dapr/dapr");
const { assert, check, eventually } = require("./check");

const add = async (_, [a, b]) => a + b;
const fail = async () => {
  throw new Error("the activity broke");
};

const workflows = {
  chain: async function* (context, start) {
    let sum = start;
    for (let i = 0; i < 5; i++) {
      sum = yield context.callActivity("add", [sum, i]);
    }
    return sum;
  },
  fanOut: async function* (context, width) {
    const tasks = Array.from({ length: width }, (_, i) => context.callActivity("add", [i, 1]));
    const results = yield context.whenAll(tasks);
    return results.reduce((sum, n) => sum + n, 0);
  },
  timer: async function* (context) {
    const before = context.getCurrentUtcDateTime();
    yield context.createTimer(0.3);
    return context.getCurrentUtcDateTime() - before;
  },
  approval: async function* (context) {
    context.setCustomStatus("waiting");
    const answer = yield context.waitForExternalEvent("answer");
    return `answered ${answer}`;
  },
  parent: async function* (context, input) {
    const sum = yield context.callChildWorkflow("chain", input, `${context.getWorkflowInstanceId()}-child`);
    return sum * 2;
  },
  grandparent: async function* (context) {
    yield context.callChildWorkflow("approval", null, `${context.getWorkflowInstanceId()}-child`);
  },
  failing: async function* (context) {
    yield context.callActivity("fail");
  },
  counter: async function* (context, n) {
    if (n < 5) {
      context.continueAsNew(n + 1, true);
      return;
    }
    return n;
  },
};

async function start(ports) {
  const options = { daprHost: "127.0.0.1", daprPort: ports.grpc };
  const runtime = new WorkflowRuntime(options);
  runtime.registerActivityWithName("add", add).registerActivityWithName("fail", fail);
  for (const [name, workflow] of Object.entries(workflows)) {
    runtime.registerWorkflowWithName(name, workflow);
  }
  await runtime.start();
  const client = new DaprWorkflowClient(options);
  return {
    client,
    async run(name, input, id) {
      const instance = await client.scheduleNewWorkflow(name, input, id);
      return client.waitForWorkflowCompletion(instance, true, 25);
    },
    async stop() {
      await client.stop();
      await runtime.stop();
    },
  };
}

function completes(name, workflow, input, expected) {
  check(`workflow.${name}`, async ({ workflow: w }) => {
    const state = await w.run(workflow, input);
    assert.equal(state.runtimeStatus, Status.COMPLETED);
    assert.equal(state.serializedOutput, JSON.stringify(expected));
  });
}

completes("activity-chain", "chain", 10, 20);
completes("fan-out", "fanOut", 50, 1275);
completes("child", "parent", 1, 22);
completes("continue-as-new", "counter", 0, 5);

check("workflow.timer", async ({ workflow: w }) => {
  const state = await w.run("timer");
  assert.ok(Number(state.serializedOutput) >= 300, state.serializedOutput);
});

check("workflow.external-event", async ({ workflow: w }) => {
  const id = await w.client.scheduleNewWorkflow("approval");
  await eventually(async () => (await w.client.getWorkflowState(id, true)).customStatus?.includes("waiting"), "it waits");
  await w.client.raiseEvent(id, "answer", "yes");
  const state = await w.client.waitForWorkflowCompletion(id, true, 25);
  assert.equal(state.serializedOutput, JSON.stringify("answered yes"));
});

check("workflow.failure", async ({ workflow: w }) => {
  const state = await w.run("failing");
  assert.equal(state.runtimeStatus, Status.FAILED);
  assert.match(state.workflowFailureDetails.getErrorMessage(), /the activity broke/);
});

check("workflow.given-id-twice", async ({ workflow: w }) => {
  await w.client.scheduleNewWorkflow("approval", null, "given");
  await assert.rejects(w.client.scheduleNewWorkflow("approval", null, "given"));
  await w.client.terminateWorkflow("given", null);
});

check("workflow.scheduled-start", async ({ workflow: w }) => {
  const at = new Date(Date.now() + 1000);
  const id = await w.client.scheduleNewWorkflow("chain", 0, undefined, at);
  const state = await w.client.waitForWorkflowCompletion(id, true, 25);
  assert.equal(state.serializedOutput, "10");
  assert.ok(state.lastUpdatedAt >= at);
});

check("workflow.suspend-resume", async ({ workflow: w }) => {
  const id = await w.client.scheduleNewWorkflow("approval");
  await w.client.waitForWorkflowStart(id, false, 25);
  await w.client.suspendWorkflow(id);
  assert.equal((await w.client.getWorkflowState(id, false)).runtimeStatus, Status.SUSPENDED);
  await w.client.raiseEvent(id, "answer", "later");
  await w.client.resumeWorkflow(id);
  const state = await w.client.waitForWorkflowCompletion(id, true, 25);
  assert.equal(state.serializedOutput, JSON.stringify("answered later"));
});

check("workflow.terminate", async ({ workflow: w }) => {
  const id = await w.client.scheduleNewWorkflow("approval");
  await w.client.terminateWorkflow(id, "stopped");
  const state = await w.client.waitForWorkflowCompletion(id, true, 25);
  assert.equal(state.runtimeStatus, Status.TERMINATED);
  assert.equal(state.serializedOutput, JSON.stringify("stopped"));
});

// This SDK does not ask for the children; the HTTP call always means them.
check("workflow.terminate-with-children", async ({ clients, workflow: w }) => {
  const id = await w.client.scheduleNewWorkflow("grandparent");
  const childStatus = async () => (await w.client.getWorkflowState(`${id}-child`, false))?.runtimeStatus;
  await eventually(async () => (await childStatus()) === Status.RUNNING, "the child runs");
  await clients.http.workflow.terminate(id);
  const state = await w.client.waitForWorkflowCompletion(id, true, 25);
  assert.equal(state.runtimeStatus, Status.TERMINATED);
  assert.equal((await w.client.getWorkflowState(`${id}-child`, false)).runtimeStatus, Status.TERMINATED);
});

check("workflow.purge", async ({ workflow: w }) => {
  const id = await w.client.scheduleNewWorkflow("chain", 1);
  await w.client.waitForWorkflowCompletion(id, false, 25);
  assert.equal(await w.client.purgeWorkflow(id), true);
  assert.equal(await w.client.getWorkflowState(id, false), undefined);
  assert.equal(await w.client.purgeWorkflow(id), false);
});

check("workflow.http-management", async ({ clients }) => {
  const { workflow } = clients.http;
  const id = await workflow.start("chain", 5);
  await eventually(async () => (await workflow.get(id)).runtimeStatus === "COMPLETED", "it completes");
  assert.equal((await workflow.get(id)).properties["dapr.workflow.output"], "15");
  await workflow.purge(id);
});

module.exports = { start };
