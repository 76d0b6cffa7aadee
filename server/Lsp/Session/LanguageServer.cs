using System.Reflection;
using System.Text.Json;
using Quintet.Ide;
using Quintet.Lsp.Features;
using Quintet.Lsp.Protocol;
using Quintet.Lsp.Rpc;
using StreamJsonRpc;

namespace Quintet.Lsp.Session;

/// <summary>One session with one client: the handlers behind <see cref="Methods"/>, and the state that they share.</summary>
internal sealed class LanguageServer : IAsyncDisposable
{
    // Shorter loading is not worth a progress that flashes by.
    private static readonly TimeSpan s_worthProgress = TimeSpan.FromMilliseconds(300);

    private readonly TaskCompletionSource<int> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly CancellationTokenSource _end = new();
    private readonly Lifecycle _lifecycle = new();
    private readonly OpenDocuments _documents = new();
    private readonly List<string> _folders = [];
    private readonly JsonRpc _rpc;
    private readonly Log _log;
    private readonly Client _client;
    private readonly WorkspaceQueue _queue;
    private readonly DiagnosticsPublisher _diagnostics;
    private readonly CommandRunner _commands;
    private readonly SemanticTokensFeature _tokens = new();
    private FolderWatcher? _watcher;
    private ClientFeatures _features = new();
    private Task _loaded = Task.CompletedTask;

    /// <param name="input">From the client.</param>
    /// <param name="output">To the client.</param>
    /// <param name="errors">Is told what is wrong.</param>
    /// <param name="workspace">Reads the files; the disk's by default.</param>
    /// <param name="logFile">Is told of every message as well, by several threads.</param>
    public LanguageServer(Stream input, Stream output, TextWriter errors, Workspace? workspace = null, TextWriter? logFile = null)
    {
        _rpc = Connection.Create(input, output);
        _log = new(errors, _rpc, logFile);
        _client = new(_rpc);
        _queue = new(_log, workspace);
        _diagnostics = new(_documents, _client, () => _features, _log);
        _queue.Changed += _diagnostics.OnChanged;
        _queue.Changed += RefreshViews;
        _commands = new(_client, () => _features, _log);
        foreach (var endpoint in Methods.Of(this)) endpoint.AddTo(_rpc, _lifecycle, _log);
    }

    public static string Version { get; } =
        typeof(LanguageServer).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    /// <summary>Serves until the client says <c>exit</c>, is gone, or <paramref name="stop"/> asks for the end; returns the process's exit code.</summary>
    public async Task<int> RunAsync(CancellationToken stop = default)
    {
        await using var stopping = stop.Register(EndWithoutExit).ConfigureAwait(false);
        _rpc.Disconnected += (_, e) =>
        {
            // For example a broken frame, after which no message's beginning can be found again.
            if (e.Reason is not (DisconnectedReason.RemotePartyTerminated or DisconnectedReason.LocallyDisposed)) _log.Error($"The connection broke: {e.Description}");
        };
        _rpc.StartListening();
        _ = _rpc.Completion.ContinueWith(_ => EndWithoutExit(), TaskScheduler.Default);
        return await _exit.Task.ConfigureAwait(false);
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync().ConfigureAwait(false);
        _watcher?.Dispose();
        await _commands.DisposeAsync().ConfigureAwait(false);
        await _diagnostics.DisposeAsync().ConfigureAwait(false);
        await _queue.DisposeAsync().ConfigureAwait(false);
        _rpc.Dispose();
        _end.Dispose();
    }

    public Task<object?> InitializeAsync(InitializeParams parameters, CancellationToken cancellation)
    {
        _features = ClientFeatures.Read(parameters.Capabilities);
        _documents.Encoding = _features.Encoding;
        if (parameters.Trace.ValueKind == JsonValueKind.String) SetTrace(new(parameters.Trace.GetString()!));
        if (parameters.ProcessId is { } processId) EndWithProcess(processId);
        _folders.AddRange(FoldersOf(parameters));
        // Read in the background from now on; whoever asks something waits in the queue behind it.
        _loaded = _queue.SetFoldersAsync([.. _folders]);
        _lifecycle.Start();
        return Task.FromResult<object?>(new InitializeResult(
            new()
            {
                PositionEncoding = _features.Encoding == PositionEncoding.Utf8 ? "utf-8" : "utf-16",
                TextDocumentSync = new(OpenClose: true, TextDocumentSyncKind.Incremental, new(IncludeText: false)),
                CompletionProvider = new(CompletionFeature.TriggerCharacters, ResolveProvider: false),
                HoverProvider = true,
                SignatureHelpProvider = new(SignatureFeature.TriggerCharacters),
                DefinitionProvider = true,
                DeclarationProvider = true,
                ReferencesProvider = true,
                DocumentHighlightProvider = true,
                LinkedEditingRangeProvider = true,
                DocumentSymbolProvider = true,
                DocumentLinkProvider = new(ResolveProvider: false),
                FoldingRangeProvider = true,
                SelectionRangeProvider = true,
                CodeLensProvider = new(ResolveProvider: true),
                SemanticTokensProvider = SemanticTokensFeature.Options(_features),
                InlayHintProvider = true,
                CodeActionProvider = new([FixFeature.QuickFix]),
                RenameProvider = new(PrepareProvider: true),
                ExecuteCommandProvider = new(CommandFeature.Commands, WorkDoneProgress: false),
                Workspace = new(new(Supported: true, ChangeNotifications: true), RenameFeature.MovedFiles),
            },
            new("quintet", Version)));
    }

    public void Initialized(NoParams parameters)
    {
        if (_features.WatchesFiles) Forget(_client.RegisterAsync(WatchedFiles.Registration), "registering for file changes");
        else
        {
            _watcher = new(changes => _queue.Apply(changes), _log.Warning);
            _watcher.Watch(_folders);
        }

        if (_features.WorkDoneProgress) Forget(ShowLoadingAsync(), "showing the progress of loading");
    }

    public Task<object?> ShutdownAsync(NoParams parameters, CancellationToken cancellation)
    {
        _lifecycle.ShutDown();
        return Task.FromResult<object?>(null);
    }

    public void Exit(NoParams parameters) => _exit.TrySetResult(_lifecycle.Phase == Phase.ShutDown ? 0 : 1);

    public void SetTrace(SetTraceParams parameters) => _log.Level = parameters.Value switch
    {
        "messages" => TraceLevel.Messages,
        "verbose" => TraceLevel.Verbose,
        _ => TraceLevel.Off,
    };

    public void DidOpen(DidOpenTextDocumentParams parameters)
    {
        if (_documents.Open(parameters.TextDocument) is { } d) _queue.Apply(new FileChange.Opened(d.Path, d.Text, d.Version));
    }

    public void DidChange(DidChangeTextDocumentParams parameters)
    {
        if (_documents.Change(parameters.TextDocument, parameters.ContentChanges) is { } d) _queue.Apply(new FileChange.Edited(d.Path, d.Text, d.Version));
        else if (FileUri.ToPath(parameters.TextDocument.Uri) is not null) _log.Warning($"A change of '{parameters.TextDocument.Uri}', which is not open, was left out.");
    }

    public void DidClose(DidCloseTextDocumentParams parameters)
    {
        if (_documents.Close(parameters.TextDocument) is not { } d) return;
        _tokens.Forget(d.Path);
        _queue.Apply(new FileChange.Closed(d.Path));
    }

    /// <summary>The buffer is what counts, and it is known; but an editor that watches no files tells in this way that the disk has changed.</summary>
    public void DidSave(DidSaveTextDocumentParams parameters)
    {
        if (FileUri.ToPath(parameters.TextDocument.Uri) is { } path) _queue.Apply(new FileChange.OnDisk(path));
    }

    public void DidChangeWatchedFiles(DidChangeWatchedFilesParams parameters)
    {
        FileChange[] changes = [.. parameters.Changes.Select(c => FileUri.ToPath(c.Uri)).OfType<string>().Select(p => new FileChange.OnDisk(p))];
        if (changes.Length > 0) _queue.Apply(changes);
    }

    public void DidChangeWorkspaceFolders(DidChangeWorkspaceFoldersParams parameters)
    {
        foreach (var folder in parameters.Event.Removed) _folders.Remove(FileUri.ToPath(folder.Uri) ?? "");
        foreach (var path in parameters.Event.Added.Select(f => FileUri.ToPath(f.Uri)).OfType<string>().Where(p => !_folders.Contains(p))) _folders.Add(path);
        _watcher?.Watch(_folders);
        _loaded = _queue.SetFoldersAsync([.. _folders]);
    }

    public Task<object?> CompletionAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, CompletionFeature.Answer, cancellation);

    public Task<object?> HoverAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, HoverFeature.Answer, cancellation);

    public Task<object?> SignatureHelpAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, SignatureFeature.Answer, cancellation);

    public Task<object?> DefinitionAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, DefinitionFeature.Answer, cancellation);

    public Task<object?> DeclarationAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, DefinitionFeature.AnswerDeclaration, cancellation);

    public Task<object?> ReferencesAsync(ReferenceParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, parameters.Position), (request, token) => ReferencesFeature.Answer(request, parameters.Context?.IncludeDeclaration ?? true, token), cancellation);

    public Task<object?> DocumentHighlightAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, StructureFeatures.Highlights, cancellation);

    public Task<object?> LinkedEditingRangeAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, StructureFeatures.LinkedNames, cancellation);

    public Task<object?> DocumentSymbolAsync(DocumentParams parameters, CancellationToken cancellation) => AskAsync(new(parameters.TextDocument, default), StructureFeatures.Symbols, cancellation);

    public Task<object?> DocumentLinkAsync(DocumentParams parameters, CancellationToken cancellation) => AskAsync(new(parameters.TextDocument, default), StructureFeatures.Links, cancellation);

    public Task<object?> FoldingRangeAsync(DocumentParams parameters, CancellationToken cancellation) => AskAsync(new(parameters.TextDocument, default), StructureFeatures.Folding, cancellation);

    public Task<object?> SelectionRangeAsync(SelectionRangeParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, default), (request, token) => StructureFeatures.Selections(request, parameters.Positions, token), cancellation);

    public Task<object?> CodeActionAsync(CodeActionParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, parameters.Range.Start), (request, token) => FixFeature.Answer(request, parameters, token), cancellation);

    public Task<object?> CodeLensAsync(DocumentParams parameters, CancellationToken cancellation) => AskAsync(new(parameters.TextDocument, default), CodeLensFeature.Answer, cancellation);

    public async Task<object?> ResolveCodeLensAsync(Protocol.CodeLens lens, CancellationToken cancellation)
    {
        if (lens.Data is null) return lens;
        // A file that is gone meanwhile has no uses; the editor asks for its lenses no more.
        return await AskAsync(new(new(lens.Data.Uri), lens.Range.Start), (request, token) => CodeLensFeature.Resolve(request, lens, token), cancellation).ConfigureAwait(false) ?? lens with { Command = new("0 uses", "") };
    }

    public Task<object?> SemanticTokensAsync(DocumentParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, default), (request, token) => _tokens.Full(request, token), cancellation);

    public Task<object?> SemanticTokensDeltaAsync(SemanticTokensDeltaParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, default), (request, token) => _tokens.Delta(request, parameters.PreviousResultId, token), cancellation);

    public Task<object?> SemanticTokensInRangeAsync(RangeParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, parameters.Range.Start), (request, token) => SemanticTokensFeature.InRange(request, parameters.Range, token), cancellation);

    public Task<object?> InlayHintAsync(RangeParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, parameters.Range.Start), (request, token) => InlayHintFeature.Answer(request, parameters.Range, token), cancellation);

    public Task<object?> PrepareRenameAsync(TextDocumentPositionParams parameters, CancellationToken cancellation) => AskAsync(parameters, RenameFeature.Prepare, cancellation);

    public Task<object?> RenameAsync(RenameParams parameters, CancellationToken cancellation) =>
        AskAsync(new(parameters.TextDocument, parameters.Position), (request, token) => RenameFeature.Answer(request, parameters.NewName, token), cancellation);

    public async Task<object?> WillRenameFilesAsync(RenameFilesParams parameters, CancellationToken cancellation)
    {
        var snapshot = await _queue.ReadAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return RenameFeature.ForMoves(snapshot, parameters, _features, _documents, cancellation);
    }

    public async Task<object?> ExecuteCommandAsync(ExecuteCommandParams parameters, CancellationToken cancellation)
    {
        if (parameters.Command == CommandFeature.Show)
        {
            await _client.ShowDocumentAsync(CommandFeature.ReadPlace(parameters), cancellation).ConfigureAwait(false);
            return null;
        }

        var request = CommandFeature.Read(parameters);
        var snapshot = await _queue.ReadAsync().WaitAsync(cancellation).ConfigureAwait(false);
        return await _commands.RunAsync(CommandFeature.Compose(snapshot, request), untilEnd: !CommandFeature.RunsOn(request.Command), cancellation).ConfigureAwait(false);
    }

    public void CancelProgress(WorkDoneProgressCancelParams parameters) =>
        _commands.Cancel(parameters.Token.ValueKind == JsonValueKind.String ? parameters.Token.GetString() : null);

    public async Task<object?> CommandLineAsync(CommandLineParams parameters, CancellationToken cancellation)
    {
        var line = CommandFeature.Compose(await _queue.ReadAsync().WaitAsync(cancellation).ConfigureAwait(false), parameters);
        return new CommandLineResult(line.Cwd, line.Program, [.. line.Args], line.Title);
    }

    public async Task<object?> ProjectsAsync(NoParams parameters, CancellationToken cancellation) =>
        CommandFeature.Projects(await _queue.ReadAsync().WaitAsync(cancellation).ConfigureAwait(false));

    /// <summary>Computes an answer about a place on the snapshot of this moment. A cancelled request is answered at once, though its computation may still run out.</summary>
    private async Task<object?> AskAsync(TextDocumentPositionParams parameters, Func<DocumentRequest, CancellationToken, object?> feature, CancellationToken cancellation)
    {
        var reading = _queue.ReadAsync();
        if (FileUri.ToPath(parameters.TextDocument.Uri) is not { } path) return null;
        var snapshot = await reading.WaitAsync(cancellation).ConfigureAwait(false);
        return await Task.Run(Compute, cancellation).WaitAsync(cancellation).ConfigureAwait(false);

        object? Compute()
        {
            if (snapshot.GetDocument(path) is not { Project: not null } document) return null;
            var positions = new TextPositions(document.Text, document.Lines, _features.Encoding);
            return feature(new(snapshot, document, positions.ToOffset(parameters.Position), positions, _features, _documents), cancellation);
        }
    }

    /// <summary>A file that was written or removed changes what stands above models, and what is known in templates; of what is typed the client asks by itself.</summary>
    private void RefreshViews(Snapshot snapshot, IReadOnlyList<FileChange> changes)
    {
        if (_lifecycle.Phase != Phase.Running || !changes.Any(change => change is FileChange.OnDisk && change.Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))) return;
        if (_features.RefreshesLenses) Forget(_client.RefreshLensesAsync(), "refreshing the lenses");
        if (_features.RefreshesTokens) Forget(_client.RefreshTokensAsync(), "refreshing the tokens");
        if (_features.RefreshesHints) Forget(_client.RefreshHintsAsync(), "refreshing the hints");
    }

    private async Task ShowLoadingAsync()
    {
        if (await Task.WhenAny(_loaded, Task.Delay(s_worthProgress, _end.Token)).ConfigureAwait(false) == _loaded) return;
        var progress = await _client.BeginProgressAsync("Quintet: reading the project", cancellable: false).ConfigureAwait(false);
        await _loaded.ConfigureAwait(false);
        progress.End();
    }

    private void EndWithoutExit() => _exit.TrySetResult(_lifecycle.Phase == Phase.ShutDown ? 0 : 1);

    private void EndWithProcess(int processId) => Forget(WaitAsync(processId), "watching the client's process");

    private async Task WaitAsync(int processId)
    {
        await ParentProcess.WaitForEndAsync(processId, _end.Token).ConfigureAwait(false);
        EndWithoutExit();
    }

    /// <summary>Lets something run beside the session; only what it fails with is of interest.</summary>
    private void Forget(Task task, string what) =>
        task.ContinueWith(
            t => _log.Warning($"Failed while {what}: {t.Exception!.GetBaseException().Message}"),
            _end.Token,
            TaskContinuationOptions.OnlyOnFaulted,
            TaskScheduler.Default);

    private static IEnumerable<string> FoldersOf(InitializeParams parameters)
    {
        if (parameters.WorkspaceFolders is { Length: > 0 } folders) return folders.Select(f => FileUri.ToPath(f.Uri)).OfType<string>().Distinct();
        // Both older ways to say it; the URI counts before the path.
        var root = FileUri.ToPath(parameters.RootUri) ?? (Path.IsPathRooted(parameters.RootPath) ? Path.GetFullPath(parameters.RootPath) : null);
        return root is null ? [] : [root];
    }
}
