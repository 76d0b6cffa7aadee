using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using DbTests;
using Quintet.Tests;

namespace AnswersTests;

/// <summary>A folder in which a document is followed, step by step, as its reader would; gone afterwards with all that was started in it.</summary>
internal sealed partial class Sandbox : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    readonly string _root = Directory.CreateTempSubdirectory("quintet-answers-").FullName;
    readonly List<Process> _running = [];
    readonly int _port = FreePort();
    readonly Dictionary<string, string> _environment;
    string _folder;
    string? _built;

    /// <param name="environment">Variables that are set in it, and that <c>export</c> adds to.</param>
    public Sandbox(Dictionary<string, string>? environment = null)
    {
        _environment = environment ?? [];
        _folder = _root;
        // In place of the package: the assemblies that this checkout built, and the packages that they need. References to
        // projects would be evaluated again by each `dotnet run`, which takes five times as long.
        File.WriteAllText(Path.Combine(_root, "Directory.Build.props"), $"""
            <Project>
              <PropertyGroup>
                <DirectoryPackagesPropsPath>{Build.Root}/Directory.Packages.props</DirectoryPackagesPropsPath>
                <Configuration>{Build.Configuration}</Configuration>
                <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <Import Project="{Build.Root}/framework/Quintet/build/Quintet.props" Condition="'$(MSBuildProjectName)' != 'probe'" />
              <ItemGroup Condition="'$(MSBuildProjectName)' != 'probe'">
                <FrameworkReference Include="Microsoft.AspNetCore.App" />
                <Reference Include="{Build.Root}/framework/Web/bin/{Build.Configuration}/net10.0/Quintet.*.dll" />
                {string.Join("\n    ", Build.Contrib.Select(name => $"<Reference Include=\"{Build.Root}/framework/Contrib/{name}/bin/{Build.Configuration}/net10.0/Quintet.Contrib.{name}.dll\" />"))}
                <Reference Include="{Build.Root}/framework/Shell/bin/{Build.Configuration}/net10.0/Quintet.Shell.dll" Condition="!$(MSBuildProjectName.EndsWith('.Tests'))" />
                <PackageReference Include="Microsoft.CodeAnalysis.CSharp.Scripting" Condition="!$(MSBuildProjectName.EndsWith('.Tests'))" PrivateAssets="all" />
                <Analyzer Include="{Build.Root}/framework/Generators/bin/{Build.Configuration}/netstandard2.0/Quintet.*.dll" />
                {string.Join("\n    ", Build.Packages.Select(package => $"<PackageReference Include=\"{package}\" />"))}
              </ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(_root, "Directory.Build.targets"), $"""
            <Project>
              <ItemGroup>
                <PackageReference Remove="Quintet;Quintet.Shell" />
                <!-- The versions of this repository, which are those that startproject writes. -->
                <PackageReference Update="@(PackageReference)" Version="" />
              </ItemGroup>
              <Import Project="{Build.Root}/framework/Quintet/build/Quintet.targets" />
            </Project>
            """);
    }

    public void CopyIn(string folder, string name)
    {
        var target = Path.Combine(_root, name);
        foreach (var file in Files(folder))
        {
            var copy = Path.Combine(target, file);
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(Path.Combine(folder, file), copy);
        }

        _folder = target;
    }

    public void Write(string path, string text)
    {
        var file = Path.Combine(_folder, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, text);
    }

    /// <summary>
    /// The files in the current folder, without what building and running leave there. And without the nuget.config that this checkout's <c>quintet</c> writes
    /// once <c>npm run pack</c> has made packages here: a reader's, which is installed, writes none.
    /// </summary>
    public IReadOnlyList<string> Files() => [.. Files(_folder).Where(file => file != "nuget.config" && (_folder != _root || !file.StartsWith("Directory.Build.", StringComparison.Ordinal)))];

    /// <summary>Does what one line in a terminal does.</summary>
    /// <param name="command">The line as the reader types it.</param>
    /// <param name="expected">Its output; a server is left running once it has printed this.</param>
    /// <returns>The output, with the port that the documents speak of.</returns>
    public async Task<string> Run(string command, string expected)
    {
        string[] words = [.. Word().Matches(command).Select(word => Quote().Replace(word.Value, "$1$2"))];
        switch (words)
        {
            case ["cd", var folder]:
                _folder = Path.GetFullPath(Path.Combine(_folder, folder));
                Assert.True(Directory.Exists(_folder), $"There is no folder {_folder}.");
                return "";
            case ["cat", var file]:
                return await File.ReadAllTextAsync(Path.Combine(_folder, file));
            case ["export", var variable]:
                _environment[variable[..variable.IndexOf('=')]] = variable[(variable.IndexOf('=') + 1)..];
                return "";
            case ["psql", ..]:
                return await Finish(Path.Combine(PostgresServer.FindBinaries()!, "psql"), words[1..]);
            case ["curl", .. var options, var url]:
                return await Fetch(url, options);
            case ["dotnet", "run", "runserver", ..]:
                // The documents' port may be taken on this machine.
                return await WithBuild(options => Serve(expected, "dotnet", ["run", .. options, "runserver", $"127.0.0.1:{_port}"]));
            case ["dotnet", "run", var name, .. var arguments] when !name.StartsWith('-'):
                return await WithBuild(options => Finish("dotnet", ["run", .. options, name, .. arguments]));
            case ["dotnet", ..]:
                return await Finish("dotnet", words[1..]);
            case ["quintet", ..]:
                return await Finish("dotnet", [Build.QuintetDll, .. words[1..]]);
            default:
                throw new NotSupportedException($"'{command}' is no command that can be followed here: cat, cd, curl, dotnet, export, psql and quintet are.");
        }
    }

    /// <summary>
    /// Runs <c>dotnet run</c>, without the question of whether to build where no file has changed since it was built: that is most of the time of such a run.
    /// </summary>
    async Task<string> WithBuild(Func<string[], Task<string>> run)
    {
        var sources = _folder + string.Concat(Files(_root).Select(file => new FileInfo(Path.Combine(_root, file))).Select(file => $"\n{file.FullName} {file.LastWriteTimeUtc.Ticks} {file.Length}"));
        var output = await run(sources == _built ? ["--no-build"] : []);
        _built = sources;
        return output;
    }

    public void Dispose()
    {
        foreach (var process in _running)
        {
            if (!process.HasExited) process.Kill(entireProcessTree: true);
            process.WaitForExit();
            process.Dispose();
        }

        Directory.Delete(_root, recursive: true);
    }

    /// <summary>What curl prints: the body, whatever the status; with <c>-I</c> the head.</summary>
    async Task<string> Fetch(string url, string[] options)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, url.Replace(":8000", $":{_port}"));
        string? jar = null;
        for (var i = 0; i < options.Length; i++)
        {
            switch (options[i])
            {
                case "-I":
                    request.Method = HttpMethod.Head;
                    break;
                case "-c":
                    jar = Path.Combine(_folder, options[++i]);
                    break;
                case "-b":
                    var kept = Path.Combine(_folder, options[++i]);
                    request.Headers.Add("Cookie", File.Exists(kept) ? await File.ReadAllTextAsync(kept) : options[i]);
                    break;
                case "-d":
                    request.Method = HttpMethod.Post;
                    request.Content = new StringContent(options[++i], new System.Net.Http.Headers.MediaTypeHeaderValue("application/x-www-form-urlencoded"));
                    break;
                case "-F":
                    request.Method = HttpMethod.Post;
                    await AddPart((MultipartFormDataContent)(request.Content ??= new MultipartFormDataContent()), options[++i]);
                    break;
                default:
                    throw new NotSupportedException($"'{options[i]}' is no option of curl that can be followed here: -b, -c, -d, -F and -I are.");
            }
        }

        using var response = await client.SendAsync(request);
        if (options.Length == 0) response.EnsureSuccessStatusCode();
        var cookies = response.Headers.TryGetValues("Set-Cookie", out var set) ? set.Select(cookie => cookie.Split(';')[0]) : [];
        if (jar is not null) await File.WriteAllTextAsync(jar, string.Join("; ", cookies));
        if (request.Method != HttpMethod.Head) return await response.Content.ReadAsStringAsync();
        var head = response.Headers.Concat(response.Content.Headers).SelectMany(header => header.Value.Select(value => $"{header.Key}: {value}"));
        return string.Join('\n', [$"HTTP/{response.Version} {(int)response.StatusCode} {response.ReasonPhrase}", .. head]).Replace($":{_port}", ":8000");
    }

    async Task AddPart(MultipartFormDataContent form, string field)
    {
        var (name, value) = (field[..field.IndexOf('=')], field[(field.IndexOf('=') + 1)..]);
        if (!value.StartsWith('@'))
        {
            form.Add(new StringContent(value), name);
            return;
        }

        // A document that speaks of a picture means one that its reader has: here the smallest there is, of 3 × 2 points.
        var file = Path.Combine(_folder, value[1..]);
        form.Add(new ByteArrayContent(File.Exists(file) ? await File.ReadAllBytesAsync(file) : Convert.FromBase64String("R0lGODlhAwACAIAAAAAAAP///ywAAAAAAwACAAACAoRRADs=")), name, value[1..]);
    }

    async Task<string> Finish(string program, string[] arguments)
    {
        using var process = Start(program, arguments, out var output, out var errors);
        _running.Add(process);
        using var patience = new CancellationTokenSource(Patience);
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"Not finished after {Patience.TotalSeconds} s. Its output until then:\n{output}{errors}");
        }
        finally
        {
            _running.Remove(process);
        }

        Assert.True(process.ExitCode == 0, $"Exit code {process.ExitCode}. Its output:\n{output}{errors}");
        return Text(output) + Text(errors);
    }

    async Task<string> Serve(string expected, string program, string[] arguments)
    {
        var process = Start(program, arguments, out var output, out var errors);
        _running.Add(process);
        var clock = Stopwatch.StartNew();
        while (!ExpectedText.MatchesStart(expected, ServerText()) || !await Answers())
        {
            Assert.False(process.HasExited, $"The server ended with exit code {(process.HasExited ? process.ExitCode : 0)}. Its output:\n{output}{errors}");
            Assert.True(clock.Elapsed < Patience, $"The server has not printed what was expected:\n{expected}\nIts output:\n{output}{errors}");
            await Task.Delay(50);
        }

        return expected;

        string ServerText() => Text(output).Replace($":{_port}", ":8000");
    }

    async Task<bool> Answers()
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, _port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    Process Start(string program, string[] arguments, out StringBuilder output, out StringBuilder errors)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = _folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        DotnetSdk.Prepare(start);
        foreach (var (name, value) in _environment) start.Environment[name] = value;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["NO_COLOR"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";

        var process = Process.Start(start)!;
        process.StandardInput.Close();
        var (o, e) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Add(o, line.Data);
        process.ErrorDataReceived += (_, line) => Add(e, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        (output, errors) = (o, e);
        return process;

        static void Add(StringBuilder text, string? line)
        {
            if (line is null) return;
            lock (text) text.Append(line).Append('\n');
        }
    }

    string Text(StringBuilder text)
    {
        lock (text) return text.ToString().Replace(_root + Path.DirectorySeparatorChar, "").Replace(_root, "");
    }

    static IEnumerable<string> Files(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(folder, file).Replace('\\', '/'))
            .Where(file => !file.Split('/').Any(part => part is "bin" or "obj") && !file.Contains(".sqlite3"))
            .Order(StringComparer.Ordinal);

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    [GeneratedRegex("(?:[^\\s'\"]|'[^']*'|\"[^\"]*\")+")]
    private static partial Regex Word();

    [GeneratedRegex("'([^']*)'|\"([^\"]*)\"")]
    private static partial Regex Quote();
}
