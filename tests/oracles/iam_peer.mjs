// Answers cases with the peer: a JSON world a line in, a verdict a line out.
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const { runSimulation } = await import(pathToFileURL(process.argv[2]).href)
for await (const line of createInterface({ input: process.stdin })) {
  const world = {
    identityPolicies: [],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
    ...JSON.parse(line),
  }
  const result = await runSimulation(world, {})
  console.log(result.overallResult ?? JSON.stringify(result.errors))
}
