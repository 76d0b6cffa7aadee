import assert from "node:assert/strict";
import test from "node:test";
import { RunningTasks } from "../../client/src/runningTasks.ts";

function fakeTask() {
  let end: (code: number) => void = () => {};
  const exitCode = new Promise<number>((resolve) => {
    end = resolve;
  });
  return {
    exitCode,
    terminated: 0,
    terminate() {
      this.terminated++;
    },
    end,
  };
}

test("what has ended is forgotten, and the change is told", async () => {
  const changes: boolean[] = [];
  const running = new RunningTasks((some) => changes.push(some));
  const task = fakeTask();
  running.add("a", task);
  assert.equal(running.get("a"), task);
  task.end(0);
  await task.exitCode;
  await Promise.resolve();
  assert.equal(running.get("a"), undefined);
  assert.deepEqual(changes, [true, false]);
});

test("the end of an earlier run does not hide the later one", async () => {
  const running = new RunningTasks(() => {});
  const [earlier, later] = [fakeTask(), fakeTask()];
  running.add("a", earlier);
  running.add("a", later);
  earlier.end(0);
  await earlier.exitCode;
  await Promise.resolve();
  assert.equal(running.get("a"), later);
});

test("all are stopped", () => {
  const running = new RunningTasks(() => {});
  const [a, b] = [fakeTask(), fakeTask()];
  running.add("a", a);
  running.add("b", b);
  running.stopAll();
  assert.deepEqual([a.terminated, b.terminated], [1, 1]);
});
