// Creates user statuses in the emulator with Microsoft's client for JavaScript, one by one and in a batch.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import {
  BatchRequestContent,
  BatchResponseContent,
  Client,
  HTTPMessageHandler,
  RetryHandler,
} from "@microsoft/microsoft-graph-client";

const { version } = createRequire(import.meta.url)("@microsoft/microsoft-graph-client/package.json");
const url = process.argv[2];
// The client's own handler gives the token to https alone, and loopback has http.
class LoopbackAuthentication {
  setNext(next) {
    this.next = next;
  }
  async execute(context) {
    const headers = new Headers(context.options.headers);
    headers.set("Authorization", "Bearer any");
    context.options.headers = headers;
    await this.next.execute(context);
  }
}
const middleware = [new RetryHandler(), new LoopbackAuthentication(), new HTTPMessageHandler()];
middleware.reduce((one, next) => (one.setNext(next), next));
const graph = Client.initWithMiddleware({ baseUrl: `${url}/`, middleware: middleware[0] });

const path = "/deviceManagement/deviceConfigurations/8/userStatuses";
const status = (name) => ({
  "@odata.type": "#microsoft.graph.deviceConfigurationUserStatus",
  userDisplayName: name,
  devicesCount: 12,
  status: "notApplicable",
  lastReportedDateTime: "2026-01-31T12:00:00Z",
  userPrincipalName: `${name.toLowerCase()}@contoso.com`,
});

const created = await graph.api(path).post(status("Ada"));
assert.equal(created.status, "notApplicable");
console.log(`microsoft-graph-client ${version}: created ${created.id}`);
const read = await graph.api(`${path}/${created.id}`).get();
assert.deepEqual(read, created);

const parts = ["Bob", "Eve"].map((name, index) => ({
  id: `${index + 1}`,
  request: new Request(`${url}${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(status(name)),
  }),
}));
const content = await new BatchRequestContent(parts).getContent();
const answers = new BatchResponseContent(await graph.api("/$batch").post(content));
for (const { id } of parts) {
  const answer = answers.getResponseById(id);
  assert.equal(answer.status, 201);
  const entity = await answer.json();
  console.log(`microsoft-graph-client ${version}: created ${entity.id} in a batch`);
}

const listed = await graph.api(path).get();
assert.deepEqual(listed.value.map((entity) => entity.userDisplayName), ["Ada", "Bob", "Eve"]);
