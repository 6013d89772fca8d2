// Asks @cloud-copilot/iam-simulate the questions of policy-bench, and prints one JSON object:
// the median of nanoseconds per decision for each group. A wrong answer ends it.
//
//     npm ci && node iam-simulate.mjs              # some ten seconds
//     node iam-simulate.mjs --smoke                # answers only
//
// `runUnsafeSimulation` is what the package exports for deciding without checking policies and
// requests each time. It wraps the policy anew for each decision, which costs little of it; the
// document is parsed before.

import { readFileSync } from 'node:fs';
import { runUnsafeSimulation } from '@cloud-copilot/iam-simulate';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url)));

const requests = read('../../examples/benches/ecs_mix/requests.json');
const policy = read('../../policy-catalog/policies/managed/AmazonECS_FullAccess.json');
const { version } = read('node_modules/@cloud-copilot/iam-simulate/package.json');

const ACCOUNT = '123456789012';

const questions = requests.map(({ id, cls, action, resource, ctx, fa }) => ({
  id,
  group: groupOf(cls),
  expected: fa,
  simulation: {
    request: {
      principal: `arn:aws:iam::${ACCOUNT}:user/alice`,
      action,
      resource: { resource, accountId: ACCOUNT },
      contextVariables: ctx,
    },
    identityPolicies: [{ name: 'AmazonECS_FullAccess', policy }],
    serviceControlPolicies: [],
    resourceControlPolicies: [],
  },
}));

const allows = ({ simulation }) => runUnsafeSimulation(simulation, {}) === 'Allowed';

const wrong = questions.filter((question) => allows(question) !== question.expected);
for (const { id, expected, simulation } of wrong) {
  console.error(`wrong answer: ${id} ${simulation.request.action}, expected ${expected}`);
}
if (wrong.length > 0) {
  process.exit(1);
}

const ns = {};
if (!process.argv.includes('--smoke')) {
  ns['all 32'] = median(questions);
  for (const name of new Set(questions.map(({ group }) => group))) {
    ns[name] = median(questions.filter(({ group }) => group === name));
  }
}
console.log(JSON.stringify({ package: '@cloud-copilot/iam-simulate', version: `${version}, Node ${process.versions.node}`, ns }));

/** Nanoseconds per decision: the median of 101 samples, each of at least 10 milliseconds. */
function median(group) {
  let passes = 1;
  while (time(group, passes) < 10e6) {
    passes *= 2;
  }
  const samples = Array.from({ length: 101 }, () => time(group, passes) / passes / group.length);
  return samples.sort((a, b) => a - b)[50];
}

function time(group, passes) {
  const start = process.hrtime.bigint();
  let allowed = 0;
  for (let pass = 0; pass < passes; pass += 1) {
    for (const question of group) {
      allowed += allows(question) ? 1 : 0;
    }
  }
  if (allowed < 0) {
    throw new Error('keeps the answers in use');
  }
  return Number(process.hrtime.bigint() - start);
}

/** As `class_of` in the benchmark of the examples. */
function groupOf(cls) {
  switch (cls) {
    case 'hit-early':
    case 'hit-mid':
    case 'hit-late':
      return 'unconditional';
    case 'hit-wildcard':
      return 'wildcard';
    case 'miss':
      return 'miss';
    default:
      return 'resource or condition';
  }
}
