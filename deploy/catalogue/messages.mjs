import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { DATABASE_SERVICES } from '../database-services.mjs';

/**
 * A request, a fact or a signal: who stands at its two ends, by process name.
 *
 * @typedef {{ name: string, kind: 'request' | 'fact' | 'signal', subject: string, owner: string, sources: Set<string>,
 *             takers: Set<string> }} Message
 *   `sources`: who asks a request, publishes a fact, tells a signal · `takers`: who answers, consumes, hears it
 */

/** What names a message in the source: decorators and calls whose first argument is its definition. */
const DEFINES = { defineRequest: 'request', defineFact: 'fact', defineSignal: 'signal' };
const DECORATORS = ['Answers', 'Consumes'];
const CALLS = ['ask', 'publish', 'tell'];
const TAKING_CALLS = ['listen'];
/** Plain JavaScript, asks by verb (`ask(service, 'report-facts', {})`) and as NATS's administrator. */
const DOCTOR = 'deploy/local/doctor';

/**
 * Reads every message and its ends out of the syntax of the sources; comments and strings that look alike don't count.
 *
 * @param {string} root a checkout
 * @returns {Message[]} by subject
 */
export function readMessages(root) {
  const messages = new Map(sourcesOf(root, 'libs/contracts/src').flatMap(({ tree }) => definitionsIn(tree)));
  for (const { file, tree } of [...sourcesOf(root, 'apps'), ...sourcesOf(root, 'libs/platform/src')]) {
    const app = /^apps\/([^/]+)\//.exec(file)?.[1];
    for (const { name, isTaker } of usesIn(tree, messages)) {
      for (const message of messages.get(name)) {
        const ends = isTaker ? message.takers : message.sources;
        // What the platform answers, it answers in every service under that service's own subject.
        ends.add(app ?? message.owner);
      }
    }
  }
  const all = [...messages.values()].flat();
  for (const verb of sourcesOf(root, DOCTOR, '.mjs').flatMap(({ tree }) => textsIn(tree))) {
    const asked = all.filter(({ kind, subject }) => kind === 'request' && subject.split('.')[2] === verb);
    for (const { sources } of asked) sources.add('doctor');
  }
  return all.sort((a, b) => (a.subject < b.subject ? -1 : 1));
}

function sourcesOf(root, folder, extension = '.ts') {
  if (!existsSync(path.join(root, folder))) return [];
  const isTest = (file) => /\.spec\.m?[jt]s$|\/testing\//.test(file);
  return readdirSync(path.join(root, folder), { recursive: true })
    .map((file) => path.posix.join(folder, file.split(path.sep).join('/')))
    .filter((file) => file.endsWith(extension) && !isTest(file))
    .map((file) => {
      const text = readFileSync(path.join(root, file), 'utf8');
      return { file, tree: ts.createSourceFile(file, text, ts.ScriptTarget.ES2022, true) };
    });
}

/** @returns {[string, Message[]][]} name of the definition → its message, or one per service where it takes the service */
function definitionsIn(tree) {
  const found = [];
  walk(tree, (node) => {
    if (!ts.isVariableDeclaration(node) || !node.initializer) return;
    const call = ts.isArrowFunction(node.initializer) ? node.initializer.body : node.initializer;
    const kind = ts.isCallExpression(call) && DEFINES[call.expression.getText()];
    if (!kind) return;
    const name = node.name.getText();
    const subject = call.arguments[0].properties.find((property) => property.name.getText() === 'subject');
    const subjects = subjectsOf(subject.initializer);
    const message = (text) => ({ name, kind, subject: text, owner: text.split('.')[1] });
    found.push([name, subjects.map((text) => ({ ...message(text), sources: new Set(), takers: new Set() }))]);
  });
  return found;
}

function subjectsOf(node) {
  if (ts.isStringLiteral(node)) return [node.text];
  // The one shape of the kernel's operations: `req.${service}.…`
  const [span] = node.templateSpans;
  return DATABASE_SERVICES.map((service) => `${node.head.text}${service}${span.literal.text}`);
}

/** Where a source file stands at an end of a message. */
function* usesIn(tree, messages) {
  const imported = importsOf(tree).filter((name) => messages.has(name));
  const uses = [];
  let asksWhatItComputes = false;
  walk(tree, (node) => {
    if (!ts.isCallExpression(node)) return;
    const called = node.expression;
    const isDecorator = ts.isDecorator(node.parent) && DECORATORS.includes(called.getText());
    const verb = ts.isPropertyAccessExpression(called) ? called.name.text : undefined;
    const isTaker = isDecorator || TAKING_CALLS.includes(verb);
    const isCall = CALLS.includes(verb);
    if (!isTaker && !isCall) return;
    const [first] = node.arguments;
    const name = (first && ts.isCallExpression(first) ? first.expression : first)?.getText();
    if (imported.includes(name)) uses.push({ name, isTaker });
    else if (verb === 'ask') asksWhatItComputes = true;
  });
  yield* uses;
  // `CHECKS.map((check) => requests.ask(check, …))`: it asks the other requests that it imports.
  const named = new Set(uses.map(({ name }) => name));
  const others = imported.filter((name) => !named.has(name) && messages.get(name)[0].kind === 'request');
  if (asksWhatItComputes) yield* others.map((name) => ({ name, isTaker: false }));
}

function textsIn(tree) {
  const texts = [];
  walk(tree, (node) => {
    if (ts.isStringLiteral(node)) texts.push(node.text);
  });
  return texts;
}

/** Names that a file imports as values from the contracts. */
function importsOf(tree) {
  return tree.statements
    .filter((node) => ts.isImportDeclaration(node) && node.moduleSpecifier.text === '#contracts')
    .flatMap(({ importClause }) => importClause?.namedBindings?.elements ?? [])
    .filter((element) => !element.isTypeOnly)
    .map((element) => element.name.text);
}

function walk(node, visit) {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}
