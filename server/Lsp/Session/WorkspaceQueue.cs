using System.Threading.Channels;
using Quintet.Ide;

namespace Quintet.Lsp.Session;

/// <summary>
/// The only one to touch the <see cref="Workspace"/>: changes and questions stand in one queue, so a request sees exactly
/// the changes that came before it, and waits for a folder that is still being read.
/// </summary>
internal sealed class WorkspaceQueue : IAsyncDisposable
{
    private readonly Channel<Item> _items = Channel.CreateUnbounded<Item>(new() { SingleReader = true });
    private readonly Workspace _workspace;
    private readonly Log _log;
    private readonly Task _loop;

    public WorkspaceQueue(Log log, Workspace? workspace = null)
    {
        _log = log;
        _workspace = workspace ?? new();
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Called in the queue's own order after each change, with the paths that an editor changed.</summary>
    public event Action<Snapshot, IReadOnlyList<FileChange>>? Changed;

    /// <summary>Completes when the folders have been read.</summary>
    public Task SetFoldersAsync(IReadOnlyList<string> folders)
    {
        var item = new FoldersItem(folders);
        _items.Writer.TryWrite(item);
        return item.Done.Task;
    }

    public void Apply(params IReadOnlyList<FileChange> changes) => _items.Writer.TryWrite(new ChangesItem(changes));

    /// <summary>The snapshot with all that was queued before the call.</summary>
    public Task<Snapshot> ReadAsync()
    {
        var item = new ReadItem();
        return _items.Writer.TryWrite(item) ? item.Done.Task : Task.FromCanceled<Snapshot>(new(canceled: true));
    }

    public async ValueTask DisposeAsync()
    {
        _items.Writer.TryComplete();
        await _loop.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        await foreach (var item in _items.Reader.ReadAllAsync().ConfigureAwait(false))
        {
            try
            {
                Handle(item);
            }
            catch (Exception e)
            {
                // The failure boundary of a change: the queue goes on with the state before it.
                _log.Error("A change could not be taken in.", e);
                (item as FoldersItem)?.Done.TrySetResult();
            }
        }
    }

    private void Handle(Item item)
    {
        switch (item)
        {
            case ReadItem read:
                read.Done.TrySetResult(_workspace.Current);
                break;
            case FoldersItem folders:
                var loaded = _workspace.SetFolders(folders.Folders);
                folders.Done.TrySetResult();
                Changed?.Invoke(loaded, []);
                break;
            case ChangesItem { Changes: var changes }:
                // Whatever else has come meanwhile goes into the same step: one new snapshot instead of ten.
                List<FileChange>? more = null;
                while (_items.Reader.TryPeek(out var next) && next is ChangesItem following && _items.Reader.TryRead(out _))
                {
                    (more ??= [.. changes]).AddRange(following.Changes);
                }

                Changed?.Invoke(_workspace.Apply(more ?? changes), more ?? changes);
                break;
        }
    }

    private abstract class Item;

    private sealed class ReadItem : Item
    {
        // The reader goes on elsewhere, not in the middle of the queue.
        public TaskCompletionSource<Snapshot> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class FoldersItem(IReadOnlyList<string> folders) : Item
    {
        public IReadOnlyList<string> Folders { get; } = folders;

        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }

    private sealed class ChangesItem(IReadOnlyList<FileChange> changes) : Item
    {
        public IReadOnlyList<FileChange> Changes { get; } = changes;
    }
}
