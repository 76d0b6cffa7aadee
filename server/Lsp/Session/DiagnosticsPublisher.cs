using Quintet.Ide;
using Quintet.Lsp.Features;
using Quintet.Lsp.Protocol;

namespace Quintet.Lsp.Session;

/// <summary>
/// Keeps the diagnostics up to date: each change makes those of all open files due, the edited one first, because a route typed in C# may
/// heal or break any template. A computation that an edit of its own file made stale is given up. When nobody has typed for a moment, the
/// closed templates that the change may have touched follow.
/// </summary>
internal sealed class DiagnosticsPublisher : IAsyncDisposable
{
    private static readonly TimeSpan s_quiet = TimeSpan.FromMilliseconds(300);

    // From then on.
    private static readonly TimeSpan s_rest = TimeSpan.FromMilliseconds(1_700);

    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _work = new(0);
    private readonly CancellationTokenSource _end = new();
    private readonly Dictionary<string, PublishDiagnosticsParams> _published = new(StringComparer.Ordinal);
    private readonly OpenDocuments _documents;
    private readonly Client _client;
    private readonly Func<ClientFeatures> _features;
    private readonly Log _log;
    private readonly Memory _memory = new();
    private readonly Timer _timer;
    private readonly Task _loop;

    private Snapshot? _snapshot;
    private readonly List<string> _due = [];
    private string? _current;
    private CancellationTokenSource? _currentCancellation;

    // What changed since the closed files were last looked at, and those that are being looked at.
    private readonly HashSet<string> _changed = new(StringComparer.Ordinal);
    private readonly Queue<string> _closed = new();
    private bool _isQuiet;
    private bool _isAtRest;
    private bool _isOver;

    public DiagnosticsPublisher(OpenDocuments documents, Client client, Func<ClientFeatures> features, Log log)
    {
        (_documents, _client, _features, _log) = (documents, client, features, log);
        _timer = new(_ => OnQuiet());
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
                if (change is not FileChange.Opened) _changed.Add(change.Path);
                if (change is FileChange.OnDisk) continue;
                AddDue(change.Path);
                if (change.Path == _current) _currentCancellation?.Cancel();
            }

            // The closed files are looked at once more, with what has changed now.
            (_isQuiet, _isAtRest) = (false, false);
            foreach (var path in snapshot.OpenFiles.Concat(before)) AddDue(path);
            if (!_isOver) _timer.Change(s_quiet, Timeout.InfiniteTimeSpan);
        }

        _work.Release();
    }

    public async ValueTask DisposeAsync()
    {
        lock (_gate) _isOver = true;
        await _end.CancelAsync().ConfigureAwait(false);
        await _timer.DisposeAsync().ConfigureAwait(false);
        await _loop.ConfigureAwait(false);
    }

    private void AddDue(string path)
    {
        if (!_due.Contains(path)) _due.Add(path);
    }

    private (bool IsIdle, bool IsAtRest) State()
    {
        lock (_gate) return (_isQuiet && _due.Count == 0, _isAtRest);
    }

    private void OnQuiet()
    {
        lock (_gate)
        {
            _isAtRest = _isQuiet;
            _isQuiet = true;
            if (!_isAtRest && !_isOver) _timer.Change(s_rest, Timeout.InfiniteTimeSpan);
        }

        _work.Release();
    }

    private async Task RunAsync()
    {
        try
        {
            while (true)
            {
                await _work.WaitAsync(_end.Token).ConfigureAwait(false);
                do
                {
                    while (TakeDue() is var (snapshot, path, cancellation)) await PublishAsync(snapshot, path, cancellation).ConfigureAwait(false);
                }
                while (FindClosed());

                if (State() is (true, var isAtRest)) _memory.GiveBack(isAtRest);
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
            if (_snapshot is null || _end.IsCancellationRequested) return null;
            if (_due.Count > 0)
            {
                _current = _due[0];
                _due.RemoveAt(0);
            }
            else if (_isQuiet && _closed.TryDequeue(out var closed))
            {
                _current = closed;
            }
            else
            {
                return null;
            }

            _currentCancellation = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            return (_snapshot, _current, _currentCancellation.Token);
        }
    }

    /// <summary>Makes the closed templates due that the latest changes may have touched; false where there is nothing more to do.</summary>
    private bool FindClosed()
    {
        Snapshot snapshot;
        HashSet<string> changed;
        lock (_gate)
        {
            if (!_isQuiet || _changed.Count == 0 || _snapshot is null || _end.IsCancellationRequested) return false;
            (snapshot, changed) = (_snapshot, [.. _changed]);
            _changed.Clear();
        }

        IReadOnlyList<string> touched;
        try
        {
            touched = [.. Diagnostics.TemplatesTouchedBy(snapshot, changed).Concat(_published.Keys).Where(path => _documents.Find(path) is null)];
        }
        catch (Exception e)
        {
            _log.Error("The closed files that a change touches could not be found.", e);
            return false;
        }

        lock (_gate)
        {
            // Those that were not reached before are due as well.
            foreach (var path in touched.Except(_closed).ToList()) _closed.Enqueue(path);
        }

        return true;
    }

    private async Task PublishAsync(Snapshot snapshot, string path, CancellationToken cancellation)
    {
        try
        {
            if (Compute(snapshot, path, cancellation) is not { } next) return;
            // The first time that types are bound takes as long as several edits.
            cancellation.ThrowIfCancellationRequested();
            if (IsBehind(snapshot.GetDocument(path), _documents.Find(path))) return;
            if (_published.TryGetValue(path, out var last) && Same(last, next)) return;
            if (next.Diagnostics.Length == 0 && last is null && (_documents.Find(path) is null || snapshot.GetDocument(path) is not { Project: not null })) return;
            if (next.Diagnostics.Length == 0 && _documents.Find(path) is null) _published.Remove(path);
            else _published[path] = next;
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
        var open = _documents.Find(path);
        var document = snapshot.GetDocument(path);
        if (IsBehind(document, open)) return null;
        var uri = open?.Uri ?? (_published.TryGetValue(path, out var last) ? last.Uri : _documents.UriOf(path));
        if (document is null) return new(uri, []);
        var features = _features();
        var found = Diagnostics.Of(snapshot, path, cancellation);
        if (found.Count == 0) return new(uri, [], open is not null && features.DiagnosticVersions ? document.Version : null);
        var positions = new TextPositions(document.Text, document.Lines, features.Encoding);
        return new(uri, [.. found.Select(d => DiagnosticConversion.Convert(d, positions, features, snapshot, _documents))], open is not null && features.DiagnosticVersions ? document.Version : null);
    }

    /// <summary>Whether the buffer is another one than the snapshot's. A file that is closed and opened again may start with the version that it had.</summary>
    private static bool IsBehind(Document? document, OpenDocument? open) =>
        open is not null && (document?.Version != open.Version || document.Text != open.Text);

    private static bool Same(PublishDiagnosticsParams a, PublishDiagnosticsParams b) =>
        a.Version == b.Version && a.Uri == b.Uri && a.Diagnostics.AsSpan().SequenceEqual(b.Diagnostics);
}
