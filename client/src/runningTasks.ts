/** Something that runs until it is stopped. */
export interface Stoppable {
  /** Settles when it has ended, for whatever reason. */
  exitCode: Promise<unknown>;
  terminate(): void;
}

/** What runs, by project; forgets what has ended, and tells when there is something and when there is nothing. */
export class RunningTasks<T extends Stoppable = Stoppable> {
  private readonly running = new Map<string, T>();

  constructor(private readonly changed: (some: boolean) => void) {}

  get(project: string): T | undefined {
    return this.running.get(project);
  }

  add(project: string, task: T): void {
    this.running.set(project, task);
    this.changed(true);
    void task.exitCode.finally(() => {
      // It may have been started anew before the end of the old one was heard of.
      if (this.running.get(project) !== task) return;
      this.running.delete(project);
      this.changed(this.running.size > 0);
    });
  }

  stopAll(): void {
    for (const task of this.running.values()) task.terminate();
  }
}
