// The app "js": serves its subscriptions and methods, runs its workflows, and checks the runtime from outside.
const { CommunicationProtocolEnum, DaprClient, DaprServer } = require("@dapr/dapr");
const { runAll } = require("./check");
const pubsub = require("./pubsub");
const runtime = require("./runtime");
const workflow = require("./workflow");
require("./state");

const ports = { http: process.env.DAPR_HTTP_PORT, grpc: process.env.DAPR_GRPC_PORT, app: process.env.APP_PORT };

function clientOptions(protocol) {
  const http = protocol === "http";
  return {
    daprHost: "127.0.0.1",
    daprPort: http ? ports.http : ports.grpc,
    communicationProtocol: http ? CommunicationProtocolEnum.HTTP : CommunicationProtocolEnum.GRPC,
  };
}

async function main() {
  const server = new DaprServer({ serverHost: "127.0.0.1", serverPort: ports.app, clientOptions: clientOptions("http") });
  await pubsub.subscribe(server);
  await runtime.listen(server);
  await server.start();
  const clients = { http: new DaprClient(clientOptions("http")), grpc: new DaprClient(clientOptions("grpc")) };
  const workflows = await workflow.start(ports);
  // The runtime calls itself healthy only once this app is subscribed.
  while (!(await fetch(`http://127.0.0.1:${ports.http}/v1.0/healthz`)).ok) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  await runAll({ clients, workflow: workflows });
  await workflows.stop();
  process.exit(0);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
