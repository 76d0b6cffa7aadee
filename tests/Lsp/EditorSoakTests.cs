using System.Globalization;
using System.Text.Json;
using StreamJsonRpc;
using Xunit.Abstractions;

namespace LspTests;

/// <summary>
/// Edits that nobody chose, in copies of the example and of a fixture, with requests in between: typing, deleting, pasting, undoing, saving,
/// opening and closing, renaming, deleting and making files. At checkpoints the server knows what one that has just started knows, nothing has
/// failed, and in the end it holds as much memory as at the beginning. <c>npm run soak -- editor --edits=20000 --seed=7</c> makes more of them.
/// </summary>
public sealed class EditorSoakTests(ITestOutputHelper output) : IDisposable
{
    private const int Few = 25;

    private readonly string _folder = Directory.CreateTempSubdirectory("quintet soak").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task TheServerStaysWhatAFreshOneIs()
    {
        var edits = Number("QUINTET_EDITS") ?? Few;
        // With other tests beside it, the memory is theirs as well.
        var measured = Number("QUINTET_EDITS") is not null;
        var seed = Number("QUINTET_SEED") ?? Random.Shared.Next();
        var again = $"Again with the same edits: npm run soak -- editor --edits={edits} --seed={seed}";
        Console.WriteLine($"{edits:N0} edits, seed {seed}.");
        output.WriteLine(again);
        var root = RepositoryRoot();
        Copy(Path.Combine(root, "examples", "bookshop"), Path.Combine(_folder, "bookshop"));
        Copy(Path.Combine(root, "tests", "Fixtures", "Sites"), Path.Combine(_folder, "Sites"));

        await using var client = await TestClient.InProcessAsync(_folder);
        var typist = new Typist(client, _folder, new Random(seed), measured);
        var (before, checkpoints, warmUp) = (0L, Math.Max(1, edits / 100), edits / 20);
        if (measured) await typist.FillCachesAsync();
        try
        {
            for (var i = 1; i <= edits; i++)
            {
                await typist.EditAsync();
                if (i % Math.Max(1, edits / checkpoints) != 0) continue;
                await typist.CompareAsync();
                AssertNoFailure(client);
                client.Forget();
                // What is made once is there now.
                if (before == 0 && i >= warmUp) before = await typist.RestoredMemoryAsync();
            }

            var after = await typist.RestoredMemoryAsync();
            Console.WriteLine($"{typist.Requests:N0} requests; with the files as they were {before / 1048576.0:F1} MiB after the first {warmUp:N0} edits, {after / 1048576.0:F1} MiB after all.");
            if (measured) Assert.True(after < before * 1.2, $"The memory grew from {before:N0} to {after:N0} bytes.");
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"{typist.Last} {again}", e);
        }
    }

    private static void AssertNoFailure(TestClient client)
    {
        var failure = client.Received("window/logMessage").Select(message => message.GetProperty("message").GetString()!).FirstOrDefault(message => message.Contains("Exception", StringComparison.Ordinal));
        Assert.True(failure is null, failure);
    }

    private static int? Number(string variable) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static void Copy(string from, string to)
    {
        foreach (var file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            var relative = Path.GetRelativePath(from, file);
            if (relative.Split(Path.DirectorySeparatorChar)[0] is "bin" or "obj") continue;
            var copy = Path.Combine(to, relative);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
    }

    private static string RepositoryRoot()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (File.Exists(Path.Combine(folder, "Tooling.sln"))) return folder;
        }

        throw new InvalidOperationException($"There is no Tooling.sln above {AppContext.BaseDirectory}.");
    }

    /// <summary>One who types without a plan.</summary>
    private sealed class Typist(TestClient client, string folder, Random random, bool measured)
    {
        private const int MostOpen = 6;

        private static readonly string[] s_pieces =
        [
            "<% url '", "{% url \"shop:", "%>", "%}", "<% for x in books %>", "<% endfor %>", "<% block b %>", "<% endblock %>", "<% include 'base.html' %>", "{{ ", " }}", "{{ book.author.name|upper }}", "<% load static %>",
            "<% if x %>", "<% endif %>", "{# quintet: disable-line #}", "\"", "'", "(", ")", "{", "}", "[", "]", ";", "\n", "\r\n", " ", "x", "ä", "😀", "\\", "//", "/*", "*/", "public ", "class C { }", "Path(\"x/\", Views.Index, name: \"x\"),", "name: \"", "Render(request, \"", "#pragma warning disable\n",
        ];

        private readonly Dictionary<string, Buffer> _open = new(StringComparer.Ordinal);
        private readonly List<(string Path, string Text)> _deleted = [];
        private readonly Dictionary<string, string> _original = Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsOurs).ToDictionary(path => path, File.ReadAllText, StringComparer.Ordinal);
        private readonly List<string> _files = [.. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Where(IsOurs).Order(StringComparer.Ordinal)];

        // A version that no edit has.
        private int _asked = 1_000_000;

        public int Requests { get; private set; }

        /// <summary>What was done last.</summary>
        public string Last { get; private set; } = "Nothing was done.";

        public async Task EditAsync()
        {
            if (_open.Count == 0) await OpenAsync();
            var buffer = _open.Values.ElementAt(random.Next(_open.Count));
            switch (random.Next(100))
            {
                case < 40: await ReplaceAsync(buffer, Place(buffer.Text), 0, s_pieces[random.Next(s_pieces.Length)], "typed in"); break;
                case < 55: await DeleteTextAsync(buffer); break;
                case < 63: await PasteAsync(buffer); break;
                case < 80: await UndoAsync(buffer); break;
                case < 86: await SaveAsync(buffer); break;
                case < 90: await OpenAsync(); break;
                case < 94: await CloseAsync(buffer); break;
                case < 96: await RenameAsync(); break;
                case < 98: await DeleteFileAsync(); break;
                default: await MakeFileAsync(); break;
            }

            if (_open.Count > 0 && random.Next(2) == 0) await AskAsync(_open.Values.ElementAt(random.Next(_open.Count)));
        }

        /// <summary>Asks the server, and one that starts now on the same files, about every file.</summary>
        public async Task CompareAsync()
        {
            // A process of its own, where memory is measured in this one.
            await using var fresh = measured ? TestClient.StartProcess() : TestClient.InProcess();
            await fresh.InitializeAsync(folder);
            foreach (var (path, buffer) in _open) await fresh.OpenAsync(path, buffer.Text, buffer.Version, LanguageOf(path));
            foreach (var path in _files)
            {
                Last = $"All files were compared, here {Path.GetRelativePath(folder, path)}.";
                var isOpen = _open.TryGetValue(path, out var buffer);
                buffer ??= new(path, await File.ReadAllTextAsync(path), 1);
                if (!isOpen)
                {
                    // The diagnostics of open files alone are told.
                    foreach (var each in new[] { client, fresh }) await each.OpenAsync(path, buffer.Text, buffer.Version, LanguageOf(path));
                }

                var places = Enumerable.Range(0, 4).Select(_ => Place(buffer.Text)).ToList();
                _asked++;
                Assert.Equal(await KnownAsync(fresh, buffer, places, _asked), await KnownAsync(client, buffer, places, _asked));
                if (isOpen) continue;
                foreach (var each in new[] { client, fresh }) await each.NotifyAsync("textDocument/didClose", new { textDocument = new { uri = TestClient.Uri(path) } });
            }
        }

        /// <summary>The parser of C# keeps what it has seen in caches of a fixed size; they are filled here, so that they do not grow while memory is measured.</summary>
        public async Task FillCachesAsync()
        {
            var path = Path.Combine(folder, "bookshop", "Fill.cs");
            var lines = Enumerable.Range(0, 150_000).Select(i => $"a{i}(\"b{i}\", Name = \"c{i}\" + d{i}.e{i}, [\"f{i}\"], g{i} = ({i}, h{i}));");
            await client.OpenAsync(path, $"class Fill {{ void M() {{\n{string.Join('\n', lines)}\n}} }}", 1, "csharp");
            await client.CompletionAsync(path, "", 0);
            await client.NotifyAsync("textDocument/didClose", new { textDocument = new { uri = TestClient.Uri(path) } });
        }

        /// <summary>With the server in this process: what it holds when all files are as they were, have been asked about and are closed, and all garbage is gone.</summary>
        public async Task<long> RestoredMemoryAsync()
        {
            foreach (var buffer in _open.Values.ToList()) await CloseAsync(buffer);
            var gone = _files.Except(_original.Keys).ToList();
            gone.ForEach(File.Delete);
            foreach (var (path, text) in _original) await File.WriteAllTextAsync(path, text);
            await TellAsync([.. gone.Select(path => (path, 3)), .. _original.Keys.Select(path => (path, 1))]);
            _files.Clear();
            _files.AddRange(_original.Keys.Order(StringComparer.Ordinal));
            _deleted.Clear();
            await CompareAsync();
            await client.RequestAsync("quintet/projects");
            client.Forget();
            for (var i = 0; i < 3; i++)
            {
                GC.Collect();
                GC.WaitForPendingFinalizers();
            }

            return GC.GetTotalMemory(forceFullCollection: true);
        }

        private static bool IsOurs(string path) => path.EndsWith(".cs", StringComparison.Ordinal) || path.EndsWith(".html", StringComparison.Ordinal);

        private static string LanguageOf(string path) => path.EndsWith(".cs", StringComparison.Ordinal) ? "csharp" : "html";

        private static async Task<string> KnownAsync(TestClient of, Buffer buffer, List<int> places, int version)
        {
            var uri = TestClient.Uri(buffer.Path);
            var known = new List<string> { (await of.RequestAsync("textDocument/documentSymbol", new { textDocument = new { uri } })).ToString() };
            foreach (var place in places)
            {
                known.Add(Offers(await of.CompletionAsync(buffer.Path, buffer.Text, place)));
                known.Add((await of.AtAsync("textDocument/hover", buffer.Path, buffer.Text, place)).ToString());
            }

            // As text and no messages that were told earlier: a fix is offered for each.
            var all = new { start = new { line = 0, character = 0 }, end = TestClient.Position(buffer.Text, buffer.Text.Length) };
            known.Add((await of.RequestAsync("textDocument/codeAction", new { textDocument = new { uri }, range = all, context = new { diagnostics = Array.Empty<object>() } })).ToString());
            // Where the settings are nonsense just now, there is no project, and nobody is told anything.
            var isInProject = (await of.RequestAsync("quintet/projects")).EnumerateArray().Any(project => uri.StartsWith(project.GetProperty("uri").GetString() + "/", StringComparison.Ordinal));
            known.Add(isInProject ? await DiagnosticsAsync(of, buffer, version) : "In no project.");
            return string.Join("\n", known);
        }

        /// <summary>What is offered; the editor sorts it.</summary>
        private static string Offers(JsonElement completion) =>
            completion.ValueKind == JsonValueKind.Object ? string.Join("\n", completion.GetProperty("items").EnumerateArray().Select(item => item.ToString()).Order(StringComparer.Ordinal)) + completion.GetProperty("isIncomplete") : "";

        /// <summary>The diagnostics of this moment: an edit that leaves the text as it is has them told anew, with its version.</summary>
        private static async Task<string> DiagnosticsAsync(TestClient of, Buffer buffer, int version)
        {
            await of.ChangeAsync(buffer.Path, version, buffer.Text);
            var found = (await of.DiagnosticsAsync(buffer.Path, version)).ToString();
            await of.ChangeAsync(buffer.Path, buffer.Version, buffer.Text);
            return found;
        }

        private async Task AskAsync(Buffer buffer)
        {
            var place = Place(buffer.Text);
            var document = new { uri = TestClient.Uri(buffer.Path) };
            var position = TestClient.Position(buffer.Text, place);
            var (method, parameters) = random.Next(12) switch
            {
                < 4 => ("textDocument/completion", (object)new { textDocument = document, position }),
                4 or 5 => ("textDocument/hover", new { textDocument = document, position }),
                6 => ("textDocument/definition", new { textDocument = document, position }),
                7 => ("textDocument/references", new { textDocument = document, position, context = new { includeDeclaration = true } }),
                8 => ("textDocument/documentSymbol", new { textDocument = document }),
                9 => ("textDocument/foldingRange", new { textDocument = document }),
                10 => ("textDocument/documentHighlight", new { textDocument = document, position }),
                _ => ("textDocument/codeAction", new { textDocument = document, range = new { start = position, end = position }, context = new { diagnostics = Array.Empty<object>() } }),
            };
            Last = $"{method} was asked in {Path.GetRelativePath(folder, buffer.Path)} at {place}.";
            try
            {
                await client.RequestAsync(method, parameters);
            }
            catch (RemoteInvocationException e) when (e.ErrorCode != -32603)
            {
                // Nothing to be done there is an answer.
            }

            Requests++;
        }

        private async Task OpenAsync()
        {
            if (_open.Count >= MostOpen || _files.Count == 0) return;
            var path = _files[random.Next(_files.Count)];
            if (_open.ContainsKey(path)) return;
            Last = $"{Path.GetRelativePath(folder, path)} was opened.";
            var buffer = _open[path] = new(path, await File.ReadAllTextAsync(path), 1);
            await client.OpenAsync(path, buffer.Text, 1, LanguageOf(path));
        }

        private async Task CloseAsync(Buffer buffer)
        {
            Last = $"{Path.GetRelativePath(folder, buffer.Path)} was closed.";
            _open.Remove(buffer.Path);
            await client.NotifyAsync("textDocument/didClose", new { textDocument = new { uri = TestClient.Uri(buffer.Path) } });
        }

        private Task DeleteTextAsync(Buffer buffer)
        {
            var (from, to) = (Place(buffer.Text), Place(buffer.Text));
            if (from > to) (from, to) = (to, from);
            to = Math.Min(to, from + 30);
            while (!IsPlace(buffer.Text, to)) to++;
            return ReplaceAsync(buffer, from, to - from, "", "deleted in");
        }

        private async Task PasteAsync(Buffer buffer)
        {
            var other = await File.ReadAllTextAsync(_files[random.Next(_files.Count)]);
            var from = Place(other);
            var to = Math.Min(other.Length, from + random.Next(300));
            while (!IsPlace(other, to)) to++;
            await ReplaceAsync(buffer, Place(buffer.Text), 0, other[from..to], "pasted in");
        }

        /// <summary>Usually the last edit; sometimes all of them, so that the texts do not decay.</summary>
        private async Task UndoAsync(Buffer buffer)
        {
            if (random.Next(4) == 0)
            {
                var original = await File.ReadAllTextAsync(buffer.Path);
                buffer.Undo.Clear();
                buffer.Text = original;
                Last = $"All was undone in {Path.GetRelativePath(folder, buffer.Path)}.";
                await client.ChangeAsync(buffer.Path, ++buffer.Version, original);
            }
            else if (buffer.Undo.TryPop(out var edit))
            {
                await ReplaceAsync(buffer, edit.At, edit.Length, edit.Text, "undone in", keep: false);
            }
        }

        private async Task ReplaceAsync(Buffer buffer, int at, int length, string text, string what, bool keep = true)
        {
            Last = $"{length} characters at {at} became '{text}', {what} {Path.GetRelativePath(folder, buffer.Path)}.";
            if (keep) buffer.Undo.Push((at, text.Length, buffer.Text.Substring(at, length)));
            var range = new { start = TestClient.Position(buffer.Text, at), end = TestClient.Position(buffer.Text, at + length) };
            buffer.Text = buffer.Text[..at] + text + buffer.Text[(at + length)..];
            await client.ChangeAsync(buffer.Path, ++buffer.Version, [new { range, text }]);
        }

        private async Task SaveAsync(Buffer buffer)
        {
            // What is saved stays for all that come: not each nonsense.
            if (random.Next(3) > 0) return;
            Last = $"{Path.GetRelativePath(folder, buffer.Path)} was saved.";
            await File.WriteAllTextAsync(buffer.Path, buffer.Text);
            await client.NotifyAsync("textDocument/didSave", new { textDocument = new { uri = TestClient.Uri(buffer.Path) } });
            await TellAsync((buffer.Path, 2));
        }

        private async Task RenameAsync()
        {
            var path = _files[random.Next(_files.Count)];
            var renamed = Path.Combine(Path.GetDirectoryName(path)!, $"{Path.GetFileNameWithoutExtension(path)[..1]}{random.Next(1_000)}{Path.GetExtension(path)}");
            if (File.Exists(renamed)) return;
            if (_open.TryGetValue(path, out var buffer)) await CloseAsync(buffer);
            Last = $"{Path.GetRelativePath(folder, path)} was renamed to {Path.GetFileName(renamed)}.";
            File.Move(path, renamed);
            _files[_files.IndexOf(path)] = renamed;
            await TellAsync((path, 3), (renamed, 1));
        }

        private async Task DeleteFileAsync()
        {
            if (_files.Count < 40) return;
            var path = _files[random.Next(_files.Count)];
            if (_open.TryGetValue(path, out var buffer)) await CloseAsync(buffer);
            Last = $"{Path.GetRelativePath(folder, path)} was deleted.";
            _deleted.Add((path, await File.ReadAllTextAsync(path)));
            File.Delete(path);
            _files.Remove(path);
            await TellAsync((path, 3));
        }

        /// <summary>One that was deleted comes back.</summary>
        private async Task MakeFileAsync()
        {
            if (_deleted.Count == 0) return;
            var (path, text) = _deleted[random.Next(_deleted.Count)];
            _deleted.RemoveAll(gone => gone.Path == path);
            if (File.Exists(path)) return;
            Last = $"{Path.GetRelativePath(folder, path)} was made.";
            await File.WriteAllTextAsync(path, text);
            _files.Add(path);
            await TellAsync((path, 1));
        }

        private Task TellAsync(params (string Path, int Type)[] changes) =>
            client.NotifyAsync("workspace/didChangeWatchedFiles", new { changes = changes.Select(change => new { uri = TestClient.Uri(change.Path), type = change.Type }) });

        private int Place(string text)
        {
            int offset;
            do offset = random.Next(text.Length + 1); while (!IsPlace(text, offset));
            return offset;
        }

        // A cursor stands neither within a surrogate pair nor within a line break.
        private static bool IsPlace(string text, int offset) =>
            offset == 0 || offset == text.Length || (!char.IsLowSurrogate(text[offset]) && !(text[offset - 1] == '\r' && text[offset] == '\n'));

        private sealed class Buffer(string path, string text, int version)
        {
            public string Path { get; } = path;

            public string Text { get; set; } = text;

            public int Version { get; set; } = version;

            public Stack<(int At, int Length, string Text)> Undo { get; } = new();
        }
    }
}
