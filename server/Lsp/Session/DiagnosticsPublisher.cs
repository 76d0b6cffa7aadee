using Quintet.Ide;
using Quintet.Lsp.Features;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Session;

/// <summary>
/// Keeps the diagnostics of the open files up to date: each change makes all of them due, the edited one first, because a
/// route typed in C# may heal or break any template. A computation that an edit of its own file made stale is given up.
/// </summary>
internal sealed class DiagnosticsPublisher : IAsyncDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, PublishDiagnosticsParams> _published = new(StringComparer.Ordinal);
    private readonly OpenDocuments _documents;
    private readonly Client _client;
    private readonly Func<ClientFeatures> _features;
    private readonly Log _log;
    private readonly Task _loop;

    private Snapshot? _snapshot;
    private readonly List<string> _due = [];
    private string? _current;
    private CancellationTokenSource? _currentCancellation;

    public DiagnosticsPublisher(OpenDocuments documents, Client client, Func<ClientFeatures> features, Log log)
    {
        (_documents, _client, _features, _log) = (documents, client, features, log);
        _loop = Task.Run(RunAsync);
    }

    /// <summary>Takes note of a new snapshot; called in the order of the queue, and quick.</summary>
    public void OnChanged(Snapshot snapshot, IReadOnlyList<FileChange> changes)
    {
        lock (_gate)
        {
            _snapshot = snapshot;
            // Edited files first (the latest before the others), then the other open ones, then those that were due before: closed ones are among them.
            var before = _due.ToList();
            _due.Clear();
            foreach (var change in changes.Reverse())
            {
                if (change is FileChange.OnDisk) continue;
                AddDue(change.Path);
                if (change.Path == _current) _currentCancellation?.Cancel();
            }

            foreach (var path in snapshot.OpenFiles.Concat(before)) AddDue(path);
        }

        _work.Release();
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private void AddDue(string path)
    {
        if (!_due.Contains(path)) _due.Add(path);
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_end.Token).ConfigureAwait(false);
                while (TakeDue() is var (snapshot, path, cancellation)) await PublishAsync(snapshot, path, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (_end.IsCancellationRequested)
        {
            // The session is over.
        }
    }

    private (Snapshot Snapshot, string Path, CancellationToken Cancellation)? TakeDue()
    {
        lock (_gate)
        {
            _currentCancellation?.Dispose();
            _currentCancellation = null;
            _current = null;
            if (_due.Count == 0 || _snapshot is null || _end.IsCancellationRequested) return null;
            _current = _due[0];
            _due.RemoveAt(0);
            _currentCancellation = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            return (_snapshot, _current, _currentCancellation.Token);
        }
    }

    private async Task PublishAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        try
        {
            if (Compute(snapshot, path, cancellation) is not { } next) return;
            if (_published.TryGetValue(path, out var last) && Same(last, next)) return;
            if (next.Diagnostics.Length == 0 && last is null && snapshot.GetDocument(path) is not { Project: not null }) return;
            _published[path] = next;
            await _client.PublishDiagnosticsAsync(next).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // Stale: the edit that cancelled it made the file due again.
        }
        catch (Exception e)
        {
            // The failure boundary of one file's diagnostics.
            _log.Error($"The diagnostics of '{path}' could not be computed.", e);
        }
    }

    /// <summary>What to publish, or null where the file's buffer is newer than the snapshot (it is due again then).</summary>
    private PublishDiagnosticsParams? Compute(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        if (_documents.Find(path) is not { } open)
            return _published.TryGetValue(path, out var last) ? new(last.Uri, []) : null;
        if (snapshot.GetDocument(path) is not { } document || document.Version != open.Version) return null;
        var features = _features();
        var positions = new TextPositions(document.Text, document.Lines, features.Encoding);
        var found = Diagnostics.Of(snapshot, path, cancellation);
        return new(open.Uri, [.. found.Select(d => DiagnosticConversion.Convert(d, positions, features))], features.DiagnosticVersions ? document.Version : null);
    }

    private static bool Same(PublishDiagnosticsParams a, PublishDiagnosticsParams b) =>
        a.Version == b.Version && a.Uri == b.Uri && a.Diagnostics.AsSpan().SequenceEqual(b.Diagnostics);
}
