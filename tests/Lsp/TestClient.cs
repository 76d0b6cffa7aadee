using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Nerdbank.Streams;
using Quintet.Ide;
using Quintet.Lsp.Session;
using StreamJsonRpc;

namespace LspTests;

/// <summary>A client of the server: over a pair of pipes in this process, or over a real process's standard input and output.</summary>
internal sealed class TestClient : IAsyncDisposable
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lock _gate = new();
    private readonly List<(string Method, JsonElement Params)> _received = [];
    private readonly List<(string Method, Func<JsonElement, bool> Wanted, TaskCompletionSource<JsonElement> Found)> _waiting = [];
    private readonly JsonRpc _rpc;
    private readonly Func<Task<int>> _end;

    private TestClient(Stream toServer, Stream fromServer, Func<Task<int>> end)
    {
        _end = end;
        _rpc = new(new HeaderDelimitedMessageHandler(toServer, fromServer, new SystemTextJsonFormatter()));
        foreach (var method in new[]
        {
            "window/logMessage", "window/showMessage", "textDocument/publishDiagnostics", "$/progress",
            "client/registerCapability", "window/workDoneProgress/create", "$/logTrace", "workspace/codeLens/refresh", "workspace/semanticTokens/refresh", "workspace/inlayHint/refresh", "window/showDocument",
        })
        {
            var receiver = new Receiver(this, method);
            _rpc.AddLocalRpcMethod(typeof(Receiver).GetMethod(nameof(Receiver.Invoke))!, receiver, new(method) { UseSingleObjectParameterDeserialization = true });
        }

        _rpc.StartListening();
    }

    /// <summary>The capabilities of an editor that can do all that the server uses.</summary>
    public static JsonObject Able() => JsonNode.Parse("""
        {
          "general": { "positionEncodings": ["utf-16"] },
          "window": { "workDoneProgress": true, "showDocument": { "support": true } },
          "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true }, "workspaceFolders": true },
          "textDocument": {
            "completion": { "completionItem": { "snippetSupport": true, "insertReplaceSupport": true, "documentationFormat": ["markdown"] } },
            "hover": { "contentFormat": ["markdown"] },
            "definition": { "linkSupport": true },
            "publishDiagnostics": { "versionSupport": true, "codeDescriptionSupport": true, "relatedInformation": true }
          }
        }
        """)!.AsObject();

    /// <summary>The server's process, where there is one.</summary>
    public Process? Process { get; private init; }

    public JsonElement InitializeResult { get; private set; }

    public static TestClient InProcess(Workspace? workspace = null)
    {
        var (ours, theirs) = FullDuplexStream.CreatePair();
        var running = Task.Run(async () =>
        {
            await using var server = new LanguageServer(theirs, theirs, TextWriter.Null, workspace);
            return await server.RunAsync();
        });
        return new(ours, ours, () => running);
    }

    /// <summary>A client whose other side is somebody else's business.</summary>
    public static TestClient Over(Stream stream) => new(stream, stream, () => Task.FromResult(0));

    /// <summary>Starts the built server; through the protocol's validator where QUINTET_LSP_VALIDATOR names it.</summary>
    public static TestClient StartProcess(bool validated = true, params string[] options)
    {
        var server = System.IO.Path.Combine(AppContext.BaseDirectory, "quintet.dll");
        var validator = !validated ? null : Environment.GetEnvironmentVariable("QUINTET_LSP_VALIDATOR");
        string[] command = string.IsNullOrEmpty(validator)
            ? ["dotnet", server, "lsp", .. options]
            : ["node", validator, "--allow", "quintet/*", "--", "dotnet", server, "lsp", .. options];
        var process = Process.Start(new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var errors = process.StandardError.ReadToEndAsync();
        return new(process.StandardInput.BaseStream, process.StandardOutput.BaseStream, async () =>
        {
            try
            {
                await process.WaitForExitAsync().WaitAsync(Patience);
            }
            finally
            {
                // Only on the way out of a failed test.
                if (!process.HasExited) process.Kill(entireProcessTree: true);
            }

            var said = await errors;
            Assert.True(process.ExitCode != 3, $"The validator found errors:\n{said}");
            return process.ExitCode;
        })
        { Process = process };
    }

    public static async Task<TestClient> InProcessAsync(string folder, JsonObject? capabilities = null)
    {
        var client = InProcess();
        await client.InitializeAsync(folder, capabilities);
        return client;
    }

    public static string Uri(string path) => FileUri.FromPath(path);

    public async Task InitializeAsync(string folder, JsonObject? capabilities = null, int? processId = null)
    {
        InitializeResult = await RequestAsync("initialize", new
        {
            processId,
            rootUri = Uri(folder),
            capabilities = capabilities ?? Able(),
            workspaceFolders = new[] { new { uri = Uri(folder), name = "fixture" } },
        });
        await NotifyAsync("initialized", new { });
    }

    public async Task<JsonElement> RequestAsync(string method, object? parameters = null, CancellationToken cancellation = default)
    {
        var answer = parameters is null
            ? _rpc.InvokeWithParameterObjectAsync<JsonElement?>(method, cancellationToken: cancellation)
            : _rpc.InvokeWithParameterObjectAsync<JsonElement?>(method, parameters, cancellation);
        return await answer.WaitAsync(Patience, CancellationToken.None) ?? default;
    }

    public Task NotifyAsync(string method, object? parameters = null) =>
        parameters is null ? _rpc.NotifyAsync(method) : _rpc.NotifyWithParameterObjectAsync(method, parameters);

    public Task OpenAsync(string path, string text, int version = 1, string languageId = "html") =>
        NotifyAsync("textDocument/didOpen", new { textDocument = new { uri = Uri(path), languageId, version, text } });

    /// <summary>Sends the whole text.</summary>
    public Task ChangeAsync(string path, int version, string text) =>
        ChangeAsync(path, version, [new { text }]);

    public Task ChangeAsync(string path, int version, object[] changes) =>
        NotifyAsync("textDocument/didChange", new { textDocument = new { uri = Uri(path), version }, contentChanges = changes });

    public Task<JsonElement> CompletionAsync(string path, string text, int offset) => AtAsync("textDocument/completion", path, text, offset);

    public Task<JsonElement> AtAsync(string method, string path, string text, int offset, CancellationToken cancellation = default) =>
        RequestAsync(method, new { textDocument = new { uri = Uri(path) }, position = Position(text, offset) }, cancellation);

    public static object Position(string text, int offset)
    {
        var before = text[..offset];
        var line = before.Count(c => c == '\n');
        return new { line, character = offset - (before.LastIndexOf('\n') + 1) };
    }

    /// <summary>The first message of this method that is wanted: one that came already, or one to come.</summary>
    public async Task<JsonElement> WaitForAsync(string method, Func<JsonElement, bool> wanted)
    {
        TaskCompletionSource<JsonElement> found = new(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            foreach (var (m, p) in _received)
            {
                if (m == method && wanted(p)) return p;
            }

            _waiting.Add((method, wanted, found));
        }

        try
        {
            return await found.Task.WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            lock (_gate) throw new TimeoutException($"Waited for {method} in vain. Came: {string.Join("\n", _received)}");
        }
    }

    /// <summary>The diagnostics of a version of a file.</summary>
    public async Task<JsonElement> DiagnosticsAsync(string path, int version)
    {
        var uri = Uri(path);
        var message = await WaitForAsync("textDocument/publishDiagnostics", p =>
            p.GetProperty("uri").GetString() == uri && p.TryGetProperty("version", out var v) && v.GetInt32() == version);
        return message.GetProperty("diagnostics");
    }

    public IReadOnlyList<JsonElement> Received(string method)
    {
        lock (_gate) return [.. _received.Where(r => r.Method == method).Select(r => r.Params)];
    }

    /// <summary>Forgets what has come so far, so that a wait is for something new.</summary>
    public void Forget()
    {
        lock (_gate) _received.Clear();
    }

    /// <summary>Ends the session in good order and returns the server's exit code.</summary>
    public async Task<int> ShutDownAsync()
    {
        await RequestAsync("shutdown");
        await NotifyAsync("exit");
        return await EndAsync();
    }

    public Task<int> EndAsync() => _end().WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        _rpc.Dispose();
        await EndAsync();
    }

    private void Take(string method, JsonElement parameters)
    {
        lock (_gate)
        {
            _received.Add((method, parameters));
            foreach (var waiting in _waiting.Where(w => w.Method == method && w.Wanted(parameters)).ToList())
            {
                _waiting.Remove(waiting);
                waiting.Found.TrySetResult(parameters);
            }
        }
    }

    private sealed class Receiver(TestClient client, string method)
    {
        public object? Invoke(JsonElement parameters = default)
        {
            client.Take(method, parameters.Clone());
            return method == "window/showDocument" ? new JsonObject { ["success"] = true } : null;
        }
    }
}
