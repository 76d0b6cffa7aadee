using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Benchmarks.Server;

/// <summary>An editor in front of the server's process: as little as it takes, so that the server is measured and not its client.</summary>
internal sealed class EditorClient : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Stream _input;
    private readonly ConcurrentDictionary<int, TaskCompletionSource<JsonElement>> _asked = new();
    private readonly ConcurrentDictionary<(string Uri, int Version), TaskCompletionSource> _published = new();
    private readonly Thread _reader;
    private int _id;

    public EditorClient(string server)
    {
        _process = Process.Start(new ProcessStartInfo("dotnet", [server, "lsp"]) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        _process.ErrorDataReceived += (_, e) =>
        {
            if (e.Data is not null) Console.Error.WriteLine($"server: {e.Data}");
        };
        _process.BeginErrorReadLine();
        _input = _process.StandardInput.BaseStream;
        _reader = new(Read) { IsBackground = true };
        _reader.Start();
    }

    /// <summary>What the process holds of the memory, in bytes.</summary>
    public long Resident
    {
        get
        {
            var line = File.ReadLines($"/proc/{_process.Id}/status").First(line => line.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line["VmRSS:".Length..^"kB".Length], CultureInfo.InvariantCulture) * 1024;
        }
    }

    /// <summary>The processors' time that the process has used.</summary>
    public TimeSpan Processor
    {
        get
        {
            _process.Refresh();
            return _process.TotalProcessorTime;
        }
    }

    /// <summary>Waits until the server has done nothing for three seconds: what it does in the background is over, and what it puts off for a pause as well.</summary>
    public void WaitUntilIdle()
    {
        var before = TimeSpan.Zero;
        while (Processor is var now && now - before > TimeSpan.FromMilliseconds(10))
        {
            before = now;
            Thread.Sleep(3_000);
        }
    }

    public static string Uri(string path) => new Uri(path).AbsoluteUri;

    public void Initialize(string folder)
    {
        Request("initialize", new
        {
            processId = Environment.ProcessId,
            rootUri = Uri(folder),
            capabilities = new
            {
                workspace = new { didChangeWatchedFiles = new { dynamicRegistration = true } },
                textDocument = new { completion = new { completionItem = new { snippetSupport = true } }, publishDiagnostics = new { versionSupport = true } },
            },
            workspaceFolders = new[] { new { uri = Uri(folder), name = "big" } },
        });
        Notify("initialized", new { });
    }

    public void Open(string path, string text, string language = "html") =>
        Notify("textDocument/didOpen", new { textDocument = new { uri = Uri(path), languageId = language, version = 1, text } });

    /// <summary>Puts a text in the place of another on one line.</summary>
    public void Change(string path, int version, int line, int from, int to, string text) =>
        Notify("textDocument/didChange", new { textDocument = new { uri = Uri(path), version }, contentChanges = new[] { new { range = new { start = new { line, character = from }, end = new { line, character = to } }, text } } });

    public JsonElement Completion(string path, int line, int character) =>
        Request("textDocument/completion", new { textDocument = new { uri = Uri(path) }, position = new { line, character } });

    /// <summary>Is finished when the diagnostics of a version have come; to be asked for before it is sent.</summary>
    public Task Diagnostics(string path, int version) => _published.GetOrAdd((Uri(path), version), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).Task.WaitAsync(Patience);

    public JsonElement Request(string method, object parameters)
    {
        var id = ++_id;
        var answer = _asked[id] = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Send(new { jsonrpc = "2.0", id, method, @params = parameters });
        return answer.Task.WaitAsync(Patience).GetAwaiter().GetResult();
    }

    public void Notify(string method, object parameters) => Send(new { jsonrpc = "2.0", method, @params = parameters });

    public void Dispose()
    {
        Request("shutdown", new { });
        Notify("exit", new { });
        if (!_process.WaitForExit(Patience)) _process.Kill();
        _process.Dispose();
    }

    private void Send(object message)
    {
        var content = JsonSerializer.SerializeToUtf8Bytes(message);
        byte[] bytes = [.. Encoding.ASCII.GetBytes($"Content-Length: {content.Length}\r\n\r\n"), .. content];
        lock (_input)
        {
            _input.Write(bytes);
            _input.Flush();
        }
    }

    private void Read()
    {
        using var output = new BufferedStream(_process.StandardOutput.BaseStream, 1 << 16);
        while (ReadLength(output) is { } length)
        {
            var content = new byte[length];
            output.ReadExactly(content);
            Take(JsonDocument.Parse(content).RootElement);
        }
    }

    private void Take(JsonElement message)
    {
        if (!message.TryGetProperty("method", out var method))
        {
            if (_asked.TryRemove(message.GetProperty("id").GetInt32(), out var answer))
            {
                if (message.TryGetProperty("error", out var error)) answer.SetException(new InvalidOperationException(error.ToString()));
                else answer.SetResult(message.GetProperty("result"));
            }

            return;
        }

        // A request of the server's: whatever it is, the answer is yes.
        if (message.TryGetProperty("id", out var id)) Send(new { jsonrpc = "2.0", id, result = (object?)null });
        if (method.GetString() != "textDocument/publishDiagnostics") return;
        var parameters = message.GetProperty("params");
        if (parameters.TryGetProperty("version", out var version))
            _published.GetOrAdd((parameters.GetProperty("uri").GetString()!, version.GetInt32()), static _ => new(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>The length that a message's head tells; null at the end.</summary>
    private static int? ReadLength(BufferedStream output)
    {
        int? length = null;
        var line = new StringBuilder();
        while (true)
        {
            var next = output.ReadByte();
            if (next < 0) return null;
            if (next == '\r') continue;
            if (next != '\n')
            {
                line.Append((char)next);
                continue;
            }

            if (line.Length == 0) return length;
            if (line.ToString().Split(": ") is ["Content-Length", var number]) length = int.Parse(number, CultureInfo.InvariantCulture);
            line.Clear();
        }
    }
}
